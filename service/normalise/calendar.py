"""Calendar values as articles state them: precision kept, unknown years unknown. Pure arithmetic, no clock."""

import calendar
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Self

from msgspec import Struct

from schemas.vocabulary import DateBasis as Basis

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_COMMON_YEAR = 2001
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


class CalendarDate(Struct, frozen=True, gc=False):
    """A year, month or day, or a stretch up to `until`. `year` None: not known. `approximate`: 'um', 'Anfang'.

    `weekday` (Monday 0) is kept for a date whose day is named by it alone, so that tense may still choose the week.
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    approximate: bool = False
    basis: Basis = Basis.STATED
    until: "CalendarDate | None" = None
    weekday: int | None = None

    @classmethod
    def of(cls, day: date, basis: Basis = Basis.RELATIVE) -> Self:
        return cls(day.year, day.month, day.day, basis=basis)

    @property
    def edtf(self) -> str:
        text = self.plain + ("~" if self.approximate else "")
        return f"{text}/{self.until.edtf}" if self.until else text

    @property
    def plain(self) -> str:
        """The start alone, without marks: a TIMEX3 value."""
        year = f"{self.year:04d}" if self.year is not None else "XXXX"
        if self.month is None:
            return year
        return f"{year}-{self.month:02d}" if self.day is None else f"{year}-{self.month:02d}-{self.day:02d}"

    def to(self, last: "CalendarDate") -> Self:
        """The stretch from this date up to `last`."""
        return type(self)(self.year, self.month, self.day, self.approximate, self.basis, last, self.weekday)

    @property
    def day_date(self) -> date | None:
        """The one day that this is, if it is one."""
        if self.year is None or self.month is None or self.day is None or self.until:
            return None
        return date(self.year, self.month, self.day)

    def first_day(self) -> date | None:
        return date(self.year, self.month or 1, self.day or 1) if self.year is not None else None

    def last_day(self) -> date | None:
        end = self.until or self
        if end.year is None:
            return None
        month = end.month or 12
        return date(end.year, month, end.day or _days_in(end.year, month))

    def with_year(self, year: int, basis: Basis) -> Self | None:
        """The same day or month in `year`; None for 29 February in a common year."""
        if not is_day(year, self.month, self.day):
            return None
        until = self.until.with_year(year, basis) if self.until else None
        return type(self)(year, self.month, self.day, self.approximate, basis, until, self.weekday)


def is_day(year: int | None, month: int | None, day: int | None) -> bool:
    """Whether the calendar has it; without a year, 29 February counts."""
    if year is not None and not MINYEAR <= year <= MAXYEAR:
        return False
    if month is None:
        return day is None
    if not 1 <= month <= 12:
        return False
    return day is None or 1 <= day <= _days_in(year or 2000, month)


def _days_in(year: int, month: int) -> int:
    return 29 if month == 2 and calendar.isleap(year) else _DAYS[month - 1]


def near_year(value: CalendarDate, reference: date, *, future: bool) -> CalendarDate:
    """Give a year-less value the year that tense and `reference` imply: the last such day, with `future` the next."""
    if value.year is not None or value.month is None:
        return value
    step = 1 if future else -1
    for year in range(reference.year - step, reference.year + 5 * step, step):
        dated = value.with_year(year, Basis.YEAR_INFERRED)
        if dated is None:
            continue
        if future:
            last = dated.last_day()
            if last is not None and last >= reference:
                return dated
        elif (year, value.month, value.day or 1) <= (reference.year, reference.month, reference.day):
            return dated
    return value


def with_weekday(value: CalendarDate, weekday: int, reference: date) -> CalendarDate | None:
    """A year-less day that falls on `weekday`: the year nearest to `reference` in which it does, at most three away."""
    for distance in (0, -1, 1, -2, 2, -3, 3):
        dated = value.with_year(reference.year + distance, Basis.YEAR_INFERRED)
        day = dated.day_date if dated else None
        if dated and day and day.weekday() == weekday:
            return dated
    return None


def unit_of(value: CalendarDate, unit: str) -> CalendarDate:
    """The month or year that holds `value`; the value itself for days and weeks."""
    if unit in ("year", "decade", "century"):
        return CalendarDate(value.year, basis=value.basis)
    if unit in ("month", "quarter", "half"):
        return CalendarDate(value.year, value.month, basis=value.basis)
    return value


def on_weekday(weekday: int, reference: date, *, future: bool) -> date:
    """The last such day up to and including `reference`; with `future` the next one after it."""
    if future:
        return date.fromordinal(reference.toordinal() + (weekday - reference.weekday() - 1) % 7 + 1)
    return date.fromordinal(reference.toordinal() - (reference.weekday() - weekday) % 7)


def in_week(weekday: int, reference: date, weeks: int) -> date:
    """That weekday of the week `weeks` after the one that holds `reference` (weeks begin on Monday)."""
    return reference + timedelta(days=weekday - reference.weekday() + 7 * weeks)


def shift(value: CalendarDate, unit: str, count: int, basis: Basis = Basis.RELATIVE) -> CalendarDate | None:
    """`value` moved by `count` days, weeks, months, years, decades or centuries; no finer than the coarser of the two.

    Years from a day stay a day ('auf den Tag genau 15 Jahre später' is the caller's to know); months likewise. A day of
    unknown year moves by days within its year.
    """
    if unit in ("day", "week"):
        return _shift_days(value, count * (7 if unit == "week" else 1), basis)
    if value.year is None:
        return None
    months = count * _MONTHS.get(unit, 0)
    if not _MONTHS.get(unit) or (value.month is None and months % 12):
        return None
    index = value.year * 12 + (value.month or 1) - 1 + months
    year, month = index // 12, index % 12 + 1
    if not MINYEAR <= year <= MAXYEAR:
        return None
    if value.month is None:
        return CalendarDate(year, basis=basis)
    day = value.day and min(value.day, _days_in(year, month))
    return CalendarDate(year, month, day, basis=basis)


def _shift_days(value: CalendarDate, count: int, basis: Basis) -> CalendarDate | None:
    if value.year is None:
        dated = value.with_year(_COMMON_YEAR, basis)
        moved = _shift_days(dated, count, basis) if dated else None
        return CalendarDate(None, moved.month, moved.day, basis=basis) if moved and moved.year == _COMMON_YEAR else None
    day = value.day_date
    try:
        return CalendarDate.of(day + timedelta(days=count), basis) if day else None
    except OverflowError:
        return None
