"""Stage 2a: temporal expressions. Words and numbers become items, items become shapes, shapes become values."""

from collections.abc import Callable, Sequence
from datetime import date

from service.extract.temporal import dates, periods, relative, stretches
from service.extract.temporal.fields import Fields
from service.extract.temporal.grammar import parse
from service.extract.temporal.items import Item, read_items
from service.extract.temporal.reader import Group, Reader
from service.lang.lexicon import Hit
from service.lang.time import TimeWords
from service.mention import DateMention
from service.text.document import Document

_REACH = 20
_SEEN_FROM = frozenset("tslxwvhbV")
"""Behind a full stop and with a capital, words such as 'next' open a sentence."""
_READERS: dict[str, Callable[[Reader, Fields, Group], None]] = {
    "interval": stretches.interval, "years": stretches.years, "list": stretches.several,
    "numeric": dates.numeric, "calendar": dates.calendar, "holiday": dates.holiday, "year": dates.year,
    "short_year": dates.short_year, "day_number": dates.day_number, "bare_day": dates.day_of_month,
    "led_day": dates.led_day,
    "weekday": relative.weekday, "weekend": relative.weekend, "deictic": relative.deictic,
    "deictic_ago": relative.deictic_ago, "day_in_year": relative.day_in_year,
    "moved_from": relative.moved_from, "ago": relative.ago, "within": relative.within, "after": relative.after,
    "elapsed": relative.elapsed, "later": relative.later,
    "unit": periods.unit, "season": periods.season, "decade": periods.decade, "part": periods.part,
    "span_of": periods.duration, "duration": periods.duration, "set": periods.repeated,
    "same_part": periods.part_of_day, "clock": periods.clock, "reference": periods.reference,
}  # fmt: skip

__all__ = ["read", "temporal"]


def temporal(document: Document) -> list[DateMention]:
    """All temporal expressions, in order. Without a reference date, what is relative to it stays unresolved and out."""
    return read(document.view, document.hits, document.pack.time, document.reference)


def read(view: str, hits: Sequence[Hit], words: TimeWords, reference: date | None) -> list[DateMention]:
    """The same for a text of which only the temporal words were looked up."""
    items = read_items(view, hits, words)
    if not items:
        return []
    reader = Reader(view, words, reference, items)
    first, letters, previous_end = 0, "", -_REACH
    gap_of = words.gap
    for index, (start, end, letter, _) in enumerate(items):
        gap = gap_of(view[previous_end:start]) if start - previous_end < _REACH else "_"
        if gap == "." and letter in _SEEN_FROM and view[start].isupper():
            gap = "_"
        if gap == "_" and letters:
            if parse(letters):
                _read_chunk(reader, letters, items, first)
            first, letters = index, letter
        else:
            letters += gap + letter if letters else letter
        previous_end = end
    _read_chunk(reader, letters, items, first)
    return reader.found


def _read_chunk(reader: Reader, letters: str, items: Sequence[Item], first: int) -> None:
    """Read the expressions in the chunk that begins with item `first`."""
    for shape, begin, stop in parse(letters):
        group = items[first + begin : first + stop]
        fields = Fields.of(group[1:] if shape == "unit" and group[0].letter in "hb" else group)
        _READERS[shape](reader, fields, group)
