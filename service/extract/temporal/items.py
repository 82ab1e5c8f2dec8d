"""Words and numbers with a temporal meaning, as items: what they stand for and their class (see grammar.py)."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from service.lang.lexicon import Hit
from service.lang.time import TimeWords
from service.normalise.calendar import is_day

_DIGITS = re.compile(r"[0-9]+")
_NUMERIC = re.compile(r"(\d{1,2})([./])[ \u00a0]?(\d{1,2})\2[ \u00a0]?(\d{4}|\d\d)(?![\w]|[./:]\d)")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?(?![\w-])")
_SHORT = re.compile(r"(\d{1,2})\.(\d{1,2})\.(?![\d])")
_UNSTOPPED = re.compile(r"(\d{1,2})\.(0[1-9]|1[0-2])(?![\w%‰]|[.,:/-]\d)")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d/%])")
_WORD_BEFORE = re.compile(r"([^\W\d_]+) $")
_TIME = re.compile(r"([01]?\d|2[0-4])([:.h])([0-5]\d)(?!\d|[.:/]\d)")
_SPLIT_YEAR = re.compile(r"(\d{4})[/–-](\d\d)(?![\w/–-]|[.,]\d)")
_SUFFIX = re.compile(r"[^\W\d_]{1,3}(?!\w)")
_DEGREE = re.compile(r"°(?: ?[CFK]\b|[^ ]|$)")
_NOT_BEFORE = frozenset("€$£¥#§/.,:-+'’")
_APOSTROPHES = frozenset("'’")
_AMOUNT = frozenset("%€$£¥‰°")
_new = tuple.__new__
_ORDINAL = frozenset(("st", "nd", "rd", "th", "er", "re", "º", "ª", "e"))


class Item(NamedTuple):
    """View offsets, class letter, and what the word or number stands for."""

    start: int
    end: int
    letter: str
    value: int | str | tuple[int, ...]


def read_items(view: str, hits: Sequence[Hit], words: TimeWords) -> list[Item]:
    """All items in order, none over another."""
    items = [
        _new(Item, (hit.start, hit.end, *hit.senses["time"][0].value))
        for hit in hits
        if "time" in hit.senses and not (hit.senses["time"][0].value[0] == "h" and _is_filler(view, hit, words))
    ]
    numbers = list(_numbers(view, words))
    if not numbers:
        return items
    items += numbers
    items.sort()
    kept: list[Item] = []
    end = -1
    for item in items:
        if item[0] >= end:
            kept.append(item)
            end = item[1]
    return kept


def _is_filler(view: str, hit: Hit, words: TimeWords) -> bool:
    """Whether something follows a small word that may mean 'later' ('two years on'): 'on Friday'."""
    return view[hit.end : hit.end + 1].isspace() and view[hit.start : hit.end].lower() in words.data.fillers


def _numbers(view: str, words: TimeWords) -> Iterator[Item]:
    done = 0
    for match in _DIGITS.finditer(view):
        start, end = match.span()
        if start < done or end - start > 4:
            continue
        item = _number(view, start, end, words)
        if item is not None:
            done = item.end
            yield item


def _number(view: str, start: int, end: int, words: TimeWords) -> Item | None:
    before = view[start - 1] if start else " "
    after = view[end : end + 1]
    elided = before in _APOSTROPHES and view[start - 2 : start - 1].isalpha() and not after.isalnum()
    if not elided and (before in _NOT_BEFORE or before.isalnum()):
        return _behind_mark(view, start, end, before, words)
    length = end - start
    if after == "°" and length <= 2 and _DEGREE.match(view, end) is None:
        return Item(start, end + 1, "O", int(view[start:end]))
    if length == 4:
        return _four_digits(view, start, end, after, words)
    if length <= 2 and after and after in "./:h":
        item = _numeric_date(view, start, words) or _clock_time(view, start)
        if item is not None:
            return item
    if after in _AMOUNT or (
        after and after in ".,:/" and view[end + 1 : end + 2].isdigit() and (after != "/" or length > 2)
    ):
        return None
    if after.isalpha():
        return _suffixed(view, start, end, words)
    if after == "-" and length <= 2 and words.data.ordinal_endings:
        ending = _SUFFIX.match(view, end + 1)
        if ending is not None and ending.group() in words.data.ordinal_endings:
            return Item(start, ending.end(), "O", int(view[start:end]))
    value = int(view[start:end])
    return Item(start, end, "K" if length == 3 or value > 31 else "N", value)


def _behind_mark(view: str, start: int, end: int, before: str, words: TimeWords) -> Item | None:
    """'82, and what stands behind a dash or a slash: a year or a day, no decimals and no amounts."""
    if end < len(view) and (view[end].isalnum() or view[end] in _AMOUNT):
        return _suffixed(view, start, end, words) if before in _APOSTROPHES else None
    if before in "'’" and end - start == 2 and not view[start - 2 : start - 1].isalnum():
        value = int(view[start:end])
        return Item(start - 1, end, "Y", value + (1900 if value > 30 else 2000))
    if before not in "-/":
        return None
    value = int(view[start:end])
    if end - start == 4 and 1000 <= value < 2200 and (before == "-" or view[start - 2 : start - 1].isdigit()):
        return Item(start, end, "Y", value)
    return (
        Item(start, end, "N", value)
        if end - start <= 2 and view[start - 2 : start - 1] in tuple("0123456789.")
        else None
    )


def _four_digits(view: str, start: int, end: int, after: str, words: TimeWords) -> Item | None:
    iso = _ISO.match(view, start) if after == "-" else None
    if iso:
        year, month, day = int(iso[1]), int(iso[2]), int(iso[3])
        return Item(start, iso.end(3), "I", (year, month, day)) if is_day(year, month, day) else None
    value = int(view[start:end])
    if not 1000 <= value < 2200 or after in _AMOUNT or (after and after in ".," and view[end + 1 : end + 2].isdigit()):
        return None
    if after.isalpha() or (after in _APOSTROPHES and view[end + 1 : end + 2].isalpha()):
        return _whole_decade(view, start, end, words)
    split = _SPLIT_YEAR.match(view, start) if after and after in "/–-" else None
    if split and int(split[2]) > value % 100:
        return Item(start, split.end(), "Z", (value, value - value % 100 + int(split[2])))
    return Item(start, end, "Y", value)


def _whole_decade(view: str, start: int, end: int, words: TimeWords) -> Item | None:
    """'1990er', "1990s", "1990's"."""
    first = end + (view[end] in _APOSTROPHES)
    suffix, value = _SUFFIX.match(view, first), int(view[start:end])
    if suffix and value % 10 == 0 and suffix.group() in words.data.decade_suffixes:
        return Item(start, suffix.end(), "d", value)
    return Item(start, end, "Y", value) if first > end else None


def _numeric_date(view: str, start: int, words: TimeWords) -> Item | None:
    end = start + 1 + view[start + 1].isdigit()
    if not (view[end + 1 : end + 2].isdigit() or view[end + 2 : end + 3].isdigit()):
        return None
    match = _NUMERIC.match(view, start)
    if match:
        day, month, year = int(match[1]), int(match[3]), int(match[4])
        if len(match[4]) == 2:
            year += 1900 if year > 50 else 2000
        if match[2] == "/" and (month > 12 or (words.month_first and day <= 12)):
            day, month = month, day
        return Item(start, match.end(), "I", (year, month, day)) if is_day(year, month, day) and year >= 1000 else None
    match = (
        _SHORT.match(view, start)
        or (_UNSTOPPED.match(view, start) if words.data.before_hour else None)
        or (_SLASHED.match(view, start) if _opens_day(view, start, words) else None)
    )
    if match and is_day(None, int(match[2]), int(match[1])):
        return Item(start, match.end(), "J", (int(match[2]), int(match[1])))
    return None


def _opens_day(view: str, start: int, words: TimeWords) -> bool:
    """'le 28/11': behind a word that a day follows, two numbers are no fraction."""
    before = _WORD_BEFORE.search(view, max(0, start - 12), start)
    return before is not None and not words.month_first and before.group(1).lower() in words.data.bare_days


def _clock_time(view: str, start: int) -> Item | None:
    match = _TIME.match(view, start)
    if match is None:
        return None
    return Item(start, match.end(), "C" if match[2] != "." else "G", f"{int(match[1]):02d}:{match[3]}")


def _suffixed(view: str, start: int, end: int, words: TimeWords) -> Item | None:
    suffix = _SUFFIX.match(view, end)
    if suffix is None:
        return None
    value = int(view[start:end])
    if suffix.group() in words.data.decade_suffixes and value % 10 == 0 and end - start == 2:
        return Item(start, suffix.end(), "d", value)
    if suffix.group() in _ORDINAL:
        return Item(start, suffix.end(), "O", value)
    return None
