"""What an article is about as a whole, if that is one bygone time: what it commemorates, the one year that it tells."""

from collections.abc import Sequence
from datetime import date

from schemas.vocabulary import DateBasis
from service.mention import DateMention
from service.normalise.calendar import CalendarDate
from service.text.document import Document

_FIRST_SENTENCES = 4
_SHORTEST, _ROUND = 10, 5
_NEAR_DAYS = 4
_COUNTED = frozenset(("time.moved", "time.ago"))


def commemorates(document: Document, dates: Sequence[DateMention]) -> bool:
    """Whether the article marks a round anniversary: 'fifty years ago', or its own day a round number of years back."""
    return any(_is_marked(document, mention) for mention in dates)


def _is_marked(document: Document, mention: DateMention) -> bool:
    value, reference = mention.past, document.reference
    if value is None or value.year is None or reference is None:
        return False
    age = reference.year - value.year
    if age < _SHORTEST or age % _ROUND:
        return False
    if mention.rule in _COUNTED and value.basis is DateBasis.RELATIVE:
        return document.sentence_at(mention.span.start) <= _FIRST_SENTENCES
    now = value.with_year(reference.year, DateBasis.STATED)
    day = now.day_date if now is not None and value.until is None else None
    return bool(day and abs((reference - day).days) <= _NEAR_DAYS)


def only_year(document: Document, dates: Sequence[DateMention]) -> DateMention | None:
    """The first date of an article of unknown date, if it tells a day, month or season with the one year of all."""
    if document.reference is not None:
        return None
    told = [mention for mention in dates if mention.type == "DATE" and mention.past is not None]
    years = {mention.past.year for mention in told if mention.past is not None} - {None}
    if len(years) != 1 or told[0].past is None or told[0].past.year is None:
        return None
    return told[0] if told[0].past.month is not None or told[0].rule == "time.season" else None


def goes_on(first: DateMention, value: CalendarDate) -> bool:
    """Whether a day without a year may lie behind the first day of the story."""
    start = first.past
    if start is None or start.month is None:
        return start is not None
    return (value.month or 0, value.day or 31) >= (start.month, start.day or 1)


def latest_day(dates: Sequence[DateMention]) -> date | None:
    """The last of the days that are told with their years."""
    days = (day for mention in dates if mention.past is not None and (day := mention.past.first_day()))
    return max(days, default=None)
