"""What all readers of expressions share: the text, what it has told so far, and the mentions found."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from schemas.vocabulary import DateBasis as Basis
from service.extract.temporal.discourse import Discourse
from service.extract.temporal.fields import Fields
from service.extract.temporal.items import Item
from service.lang.time import TimeWords
from service.mention import DateMention, Span
from service.normalise.calendar import CalendarDate

UNIT_CODES = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE"}
CLOCK_CODES = {"hour": "H", "minute": "M", "second": "S"}
Group = Sequence[Item]


class Timex(NamedTuple):
    """A TIMEX3 value other than that of a plain date, that of the future reading, the type, the single dates."""

    value: str = ""
    later: str = ""
    kind: str = "DATE"
    parts: tuple[DateMention, ...] = ()


_DATE = Timex()


class Reader:
    """One text: `found` grows with each expression read."""

    def __init__(self, view: str, words: TimeWords, reference: date | None, items: Group) -> None:
        self.view = view
        self.words = words
        self.reference = reference
        self.discourse = Discourse(view, words, reference, items)
        self.found: list[DateMention] = []

    def add(
        self,
        group: Group,
        rule: str,
        past: CalendarDate | None,
        future: CalendarDate | None = None,
        timex: Timex = _DATE,
    ) -> None:
        """Append a mention; `past` becomes the date told."""
        mention = self.mention(group, rule, past, future, timex)
        self.found.append(mention)
        if past is not None and past.year is not None:
            self.discourse.tell(past.until or past, *mention.span, lasting=rule == "time.ago")
        elif past is not None and past.day is not None and past.until is None:
            self.discourse.tell_day(past, mention.span.end)

    def add_aside(
        self,
        group: Group,
        rule: str,
        past: CalendarDate | None,
        future: CalendarDate | None = None,
        timex: Timex = _DATE,
    ) -> None:
        """Append a mention that later expressions do not refer to."""
        self.found.append(self.mention(group, rule, past, future, timex))

    def add_value(self, group: Group, rule: str, value: str, kind: str = "DATE") -> None:
        """Append a mention that has a TIMEX3 value but is no date for events."""
        self.found.append(DateMention(Span(group[0].start, group[-1].end), rule, None, None, value, kind))

    def add_dated(
        self, group: Group, rule: str, fields: Fields, past: CalendarDate, future: CalendarDate | None = None
    ) -> None:
        """Append a date; with a part of the day or an hour, a time."""
        suffix = fields.time_suffix
        if suffix and past.day is not None:
            timex = Timex(past.plain + suffix, (future or past).plain + suffix, "TIME")
            self.add(group, rule, past, future, timex)
        else:
            self.add(group, rule, past, future)

    def mention(
        self,
        group: Group,
        rule: str,
        past: CalendarDate | None,
        future: CalendarDate | None = None,
        timex: Timex = _DATE,
    ) -> DateMention:
        """The mention that `group` makes; without a `future` of its own, that is `past`."""
        last = group[-1]
        end = last.end
        if last.letter == "N" and self.words.nouns_capital and self.view[end : end + 1] == ".":
            end += 1
        value, later, kind, parts = timex
        if not value and past is not None:
            value = past.plain
            later = future.plain if future is not None and future is not past else ""
        return DateMention(Span(group[0].start, end), rule, past, future or past, value, kind, later, parts)

    def year_of(self, fields: Fields) -> tuple[int | None, Basis]:
        """The year that an expression states, or takes from the date told ('desselben Jahres') or the present one."""
        if fields.year is not None:
            return fields.year, Basis.STATED
        base = self.discourse.told if fields.same or fields.told_step else self.discourse.base
        if fields.unit != "year" or base is None or base.year is None:
            return None, Basis.STATED
        return base.year + (fields.step or 0), Basis.RELATIVE

    def followed(self, fields: Fields) -> int | None:
        """'10 січня наступного року': behind a year long past, what a verb of the past tells may be of the year next to
        that one."""
        told, base, step = self.discourse.told, self.discourse.base, fields.step or 0
        if self.discourse.narrative or step <= 0 or fields.told_step or fields.same:
            return None
        if told is None or told.year is None or base is None or base.year is None or told.year >= base.year:
            return None
        return told.year + step
