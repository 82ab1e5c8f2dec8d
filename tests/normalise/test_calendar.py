"""Calendar values: precision is kept, unknown years stay unknown, arithmetic agrees with the standard library."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from service.normalise.calendar import (
    CalendarDate,
    in_week,
    is_day,
    near_year,
    on_weekday,
    shift,
    unit_of,
    with_weekday,
)

DAYS = st.dates(date(1000, 1, 1), date(9000, 12, 31))


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        (CalendarDate(2024), "2024"),
        (CalendarDate(2024, 11), "2024-11"),
        (CalendarDate(2024, 11, 3), "2024-11-03"),
        (CalendarDate(None, 11, 3), "XXXX-11-03"),
        (CalendarDate(None, 11), "XXXX-11"),
        (CalendarDate(987), "0987"),
        (CalendarDate(1996, approximate=True), "1996~"),
        (CalendarDate(2024, 11, 11).to(CalendarDate(2024, 11, 13)), "2024-11-11/2024-11-13"),
    ],
)
def test_edtf(value: CalendarDate, edtf: str) -> None:
    assert value.edtf == edtf


@pytest.mark.parametrize(
    ("value", "unit", "count", "edtf"),
    [
        (CalendarDate(2024, 2, 29), "year", -1, "2023-02-28"),
        (CalendarDate(2024, 1, 31), "month", 1, "2024-02-29"),
        (CalendarDate(2024, 1, 31), "week", 1, "2024-02-07"),
        (CalendarDate(2024, 11), "month", 2, "2025-01"),
        (CalendarDate(2024), "century", -1, "1924"),
        (CalendarDate(2024), "month", 24, "2026"),
    ],
)
def test_shifting_keeps_precision(value: CalendarDate, unit: str, count: int, edtf: str) -> None:
    moved = shift(value, unit, count)
    assert moved is not None
    assert moved.edtf == edtf


@pytest.mark.parametrize(
    ("value", "unit", "count"),
    [
        (CalendarDate(2024, 11), "day", 3),
        (CalendarDate(2024), "month", 1),
        (CalendarDate(None, 11, 3), "year", 1),
        (CalendarDate(2024, 11, 3), "fortnight", 1),
        (CalendarDate(9999), "year", 1),
        (CalendarDate(9999, 12, 31), "day", 1),
    ],
)
def test_what_cannot_be_known_is_not_shifted(value: CalendarDate, unit: str, count: int) -> None:
    assert shift(value, unit, count) is None


@given(DAYS, st.integers(-1000, 1000))
def test_days_shift_like_the_calendar(day: date, count: int) -> None:
    assert shift(CalendarDate.of(day), "day", count) == CalendarDate.of(day + timedelta(days=count))


@given(DAYS, DAYS)
def test_a_day_without_a_year_takes_the_nearest_one(day: date, reference: date) -> None:
    assume((day.month, day.day) != (2, 29))
    value = CalendarDate(None, day.month, day.day)
    past, future = (near_year(value, reference, future=ahead).day_date for ahead in (False, True))
    assert past is not None
    assert future is not None
    assert timedelta(0) <= reference - past <= timedelta(days=366)
    assert timedelta(0) <= future - reference <= timedelta(days=366)


@given(st.integers(0, 6), DAYS)
def test_weekdays_lie_within_a_week(weekday: int, reference: date) -> None:
    past, future = on_weekday(weekday, reference, future=False), on_weekday(weekday, reference, future=True)
    assert past.weekday() == future.weekday() == weekday
    assert past <= reference < future == past + timedelta(days=7)


@given(st.integers(0, 6), DAYS, st.integers(-60, 60))
def test_a_weekday_of_a_week_lies_in_it(weekday: int, reference: date, weeks: int) -> None:
    day = in_week(weekday, reference, weeks)
    assert day.weekday() == weekday
    assert day.isocalendar()[:2] == (reference + timedelta(days=7 * weeks)).isocalendar()[:2]


def test_a_weekday_tells_the_year() -> None:
    reference = date(2024, 11, 14)
    assert with_weekday(CalendarDate(None, 5, 3), 4, reference) == near_year(
        CalendarDate(None, 5, 3), reference, future=False
    )
    fitting = with_weekday(CalendarDate(None, 5, 3), 2, reference)
    assert fitting is not None
    assert fitting.edtf == "2023-05-03"
    assert with_weekday(CalendarDate(None, 2, 29), 0, reference) is None


@pytest.mark.parametrize(
    ("unit", "edtf"), [("day", "2024-11-14"), ("week", "2024-11-14"), ("month", "2024-11"), ("year", "2024")]
)
def test_the_unit_that_holds_a_day(unit: str, edtf: str) -> None:
    assert unit_of(CalendarDate(2024, 11, 14), unit).edtf == edtf


@pytest.mark.parametrize(
    ("year", "month", "day", "known"),
    [
        (2024, 2, 29, True),
        (2023, 2, 29, False),
        (None, 2, 29, True),
        (2024, 13, 1, False),
        (2024, None, 3, False),
        (2024, 4, 31, False),
    ],
)
def test_the_calendar_has_it(year: int | None, month: int | None, day: int | None, known: bool) -> None:
    assert is_day(year, month, day) is known


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        (CalendarDate(2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (CalendarDate(2024), date(2024, 1, 1), date(2024, 12, 31)),
        (CalendarDate(2024, 2).to(CalendarDate(2024, 4)), date(2024, 2, 1), date(2024, 4, 30)),
        (CalendarDate(None, 2), None, None),
    ],
)
def test_first_and_last_day(value: CalendarDate, first: date | None, last: date | None) -> None:
    assert (value.first_day(), value.last_day()) == (first, last)
