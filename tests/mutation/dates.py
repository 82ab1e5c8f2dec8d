"""Moving all dates of an article together, so that their order, their distances and their weekdays stay."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random

from service.lang import cldr
from service.lang.loader import CompiledPack
from service.text.document import Document

_CYCLE = 28
"""Years after which the calendar repeats itself, weekdays and leap years included, between 1901 and 2099."""
_YEAR = re.compile(r"(?<![\w.,])(1[5-9]\d\d|20\d\d)(?![\w%]|[.,]\d{3})")
_FIGURES_YEAR = re.compile(r"(?<=\.)(1[5-9]\d\d|20\d\d)(?!\w)")
_DECADE = re.compile(r"\d0(?:er|s)\b|['’]\d\d\b")
_EDTF = re.compile(r"(?<!\d)(\d{4}|XXXX)(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")
_BOUND_TO_MONTHS = frozenset("WDOVESHRUzdk")
"""Letters of the temporal words that tie a date to the length of a month, a weekday or a season."""


@dataclass(frozen=True)
class Shift:
    """How far dates move; months only where nothing hangs on their length."""

    years: int = 0
    months: int = 0
    days: int = 0


class Calendar:
    """The dates of one article, in its text and in EDTF."""

    def __init__(self, texts: Iterable[str], dates: Iterable[str], pack: CompiledPack) -> None:
        self._article = "\n".join(texts)
        self._dates = [part for date in dates for part in _EDTF.findall(date)]
        self._months = _month_forms(pack)
        names = "|".join(sorted(map(re.escape, self._months), key=len, reverse=True))
        self._month = re.compile(rf"(?<!\w)(?:{names})(?!\w)")
        self._day = re.compile(
            rf"(?<![\d.])\d{{1,2}}(?=\.?(?:,? ?(?:bis|und|and|to|–|-) (?:zum )?\d{{1,2}}\.?)? (?:{names})(?!\w))"
            rf"|(?<=\d[-–])\d{{1,2}}(?=\.? (?:{names})(?!\w))"
            rf"|(?:(?<= )|^)(?<![\d.])\d{{1,2}}(?=\.\d{{1,2}}\.(?:\d{{4}})?(?!\d))"
        )
        self._behind = re.compile(rf"(?<!\w)((?:{names})\.? )(\d{{1,2}})((?:[-–])(\d{{1,2}}))?(?![\d:%]|\w)")
        self._pack = pack

    def draw(self, draw: Random) -> Shift:
        """A shift that leaves every date a real one; of several the drawn one."""
        years = draw.choice([-2 * _CYCLE, -_CYCLE, _CYCLE]) if not _DECADE.search(self._article) else 0
        shift = Shift(years=years if self._years_fit(years) else 0)
        days = draw.sample((-14, -7, 7, 14), 4)
        months = draw.sample([m for m in range(-6, 7) if m], 12) if self._months_are_free() else []
        shift = next((s for m in months if self._fits(s := replace(shift, months=m))), shift)
        return next((s for d in days if self._fits(s := replace(shift, days=d))), shift)

    def text(self, text: str, shift: Shift) -> str:
        """The text with all its dates moved."""
        if shift.days:
            text = self._day.sub(lambda m: str(int(m.group()) + shift.days), text)
            text = self._behind.sub(lambda m: _moved_behind(m, shift.days), text)
        if shift.months:
            text = self._month.sub(lambda m: self._other_month(m.group(), shift.months), text)
        if shift.years:
            for pattern in (_YEAR, _FIGURES_YEAR):
                text = pattern.sub(lambda m: str(int(m.group()) + shift.years), text)
        return text

    def edtf(self, date: str, shift: Shift) -> str:
        """The date or stretch, moved."""

        def moved(match: re.Match[str]) -> str:
            year, month, day = match.groups()
            parts = [year if year == "XXXX" else str(int(year) + shift.years)]
            if month:
                parts.append(f"{int(month) + (shift.months if int(month) <= 12 else 0):02d}")
            if day:
                parts.append(f"{int(day) + shift.days:02d}")
            return "-".join(parts)

        return _EDTF.sub(moved, date)

    def _years_fit(self, years: int) -> bool:
        found = [int(year) for year in _YEAR.findall(self._article)] + [
            int(y) for y, _, _ in self._dates if y != "XXXX"
        ]
        return all(1901 <= year + years <= 2099 and year >= 1901 for year in found)

    def _months_are_free(self) -> bool:
        """No weekday, season, feast or number of days that another month would break, and no month in figures."""
        hits = Document.read(self._article, None, None, self._pack).hits
        letters = {str(sense.value[0]) for hit in hits for sense in hit.senses.get("time", ())}
        return not letters & _BOUND_TO_MONTHS and not re.search(r"\d\.\d{1,2}\.|\d/\d", self._article)

    def _fits(self, shift: Shift) -> bool:
        """Every day and month stays within its month and year, in the text as in the annotation."""
        months = [int(month) for _, month, _ in self._dates if month and int(month) <= 12]
        months += [self._months[m.group()][0] for m in self._month.finditer(self._article)]
        days = [int(day) for _, _, day in self._dates if day]
        days += [int(m.group()) for m in self._day.finditer(self._article)]
        days += [int(d) for m in self._behind.finditer(self._article) for d in (m.group(2), m.group(4)) if d]
        edges = shift.days and any(_is_edge(y, m, d) for y, m, d in self._dates)
        return (
            not edges
            and all(1 <= month + shift.months <= 12 for month in months)
            and all(1 <= day + shift.days <= 28 for day in days)
        )

    def _other_month(self, form: str, months: int) -> str:
        number, style = self._months[form]
        return next(name for name, (n, s) in self._months.items() if n == number + months and s == style)


def _month_forms(pack: CompiledPack) -> dict[str, tuple[int, int]]:
    """Names of months, each with its number and whether it is long (0), short (1) or of another sort."""
    forms: dict[str, tuple[int, int]] = {}
    for number, name in _written(pack):
        style = sum(n == number for n, _ in forms.values())
        if name not in forms:
            forms[name] = (number, style)
    complete = {style for style in range(12) if {n for n, s in forms.values() if s == style} == set(range(1, 13))}
    return {name: (n, style) for name, (n, style) in forms.items() if style in complete}


def _written(pack: CompiledPack) -> Iterator[tuple[int, str]]:
    for number, name in cldr.month_names(pack.data.code):
        yield from ((number, name + ending) for ending in pack.data.time.month_endings)


def _moved_behind(match: re.Match[str], days: int) -> str:
    until = f"{match.group(3)[0]}{int(match.group(4)) + days}" if match.group(3) else ""
    return f"{match.group(1)}{int(match.group(2)) + days}{until}"


def _is_edge(year: str, month: str, day: str) -> bool:
    """The first or last of a month may stand for its beginning or end."""
    if not day or int(month) > 12:
        return False
    return int(day) in (1, monthrange(2000 if year == "XXXX" else int(year), int(month))[1])
