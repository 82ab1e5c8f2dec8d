"""Readers of single dates: days, months and years by their names and numbers."""

import re

from schemas.vocabulary import DateBasis as Basis
from service.extract.temporal.fields import Fields
from service.extract.temporal.items import Item
from service.extract.temporal.reader import Group, Reader, Timex
from service.extract.temporal.stands import (
    stands_as_day,
    stands_as_month,
    stands_as_short_date,
    stands_as_short_year,
    stands_as_year,
)
from service.normalise.calendar import CalendarDate, is_day, near_year, shift, with_weekday

_DAY_REACH = 400
_SHORT_UNITS = frozenset(("week", "month", "quarter", "half"))
_APPOSED = 10
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_SENTENCE_END = re.compile(r"[.;!?]\s")


def numeric(reader: Reader, fields: Fields, group: Group) -> None:
    """'24.10.2014', '2014-10-24', '24.10.'."""
    if len(fields.numeric) == 3:
        reader.add_dated(group, "time.numeric", fields, CalendarDate(*fields.numeric))
    elif len(group) > 1 or stands_as_short_date(reader.view, group[0], reader.words):
        month, day = fields.numeric
        past, future = reader.discourse.dated(CalendarDate(None, month, day), group[0].start)
        reader.add_dated(group, "time.numeric", fields, past, future)


def calendar(reader: Reader, fields: Fields, group: Group) -> None:
    """'3. Mai 2021', 'Freitag, 3. Mai', 'Anfang Mai', 'May 3 last year'."""
    month, day = fields.month, fields.day
    bare = day is None and len(group) == 1
    if (day is None and fields.weekday is not None) or (
        bare and not stands_as_month(reader.view, group[0], reader.words)
    ):
        return
    if fields.unit in _SHORT_UNITS:  # 'in the first week of May'
        behind = next(index for index, item in enumerate(group) if item.letter == "U") + 1
        calendar(reader, Fields.of(group[behind:]), group[behind:])
        return
    year, basis = reader.year_of(fields)
    if fields.told_step and _counts_on(reader, group):
        return
    era = year if fields.era else reader.discourse.before_christ if year is None else None
    if era is not None:
        reader.discourse.before_christ = era
        reader.add_value(group, "time.calendar", f"BC{era:04d}-{month:02d}" + (f"-{day:02d}" if day else ""))
        return
    if year is None and fields.short_year is not None and stands_as_year(reader.view, group[-1], reader.words):
        year = 1900 + fields.short_year
    if is_day(year, month, day):
        value = CalendarDate(year, month, day, basis=basis)
        followed = reader.followed(fields) if fields.unit == "year" else None
        if followed is not None and (dated := value.with_year(followed, Basis.RELATIVE)):
            reader.add_aside(group, "time.calendar", dated, value, Timex(value.plain))
            return
        known = year is not None or fields.unit == "year"
        past, future = (value, None) if known else _with_year(reader, fields, value, group[0].start)
        of_told = fields.unit == "year" and (fields.told_step or fields.same)
        reader.add_dated(group, "time.year_told" if of_told else "time.calendar", fields, past, future)


def _counts_on(reader: Reader, group: Group) -> bool:
    """'el 1 de enero siguiente a la notificación': a noun says what the date follows."""
    if group[-1].letter not in "wv":
        return False
    following = _NEXT_WORD.match(reader.view, group[-1].end)
    data = reader.words.data
    return following is not None and following.group(1).lower() in (data.attributive | data.counted_from)


def _with_year(
    reader: Reader, fields: Fields, value: CalendarDate, position: int
) -> tuple[CalendarDate, CalendarDate | None]:
    """The year of 'last May', of 'Friday, 3 May', of 'on 3 May'."""
    reference = reader.reference
    if fields.same and reader.discourse.told is not None and reader.discourse.told.year is not None:
        return value.with_year(reader.discourse.told.year, Basis.RELATIVE) or value, None
    if fields.step and fields.told_step and (year := _year_beside(reader.discourse.told, value, fields.step)):
        return value.with_year(year, Basis.RELATIVE) or value, None
    if reference is not None and fields.step and not fields.told_step:
        if value.day is None and fields.step < 0 and value.month == reference.month:
            return CalendarDate(reference.year - 1, value.month, basis=Basis.RELATIVE), None
        near = near_year(value, reference, future=fields.step > 0)
        return (near.with_year(near.year, Basis.RELATIVE) if near.year else None) or near, None
    moved = _moved_just_before(reader, position)
    if moved is not None and (dated := value.with_year(moved, Basis.RELATIVE)):
        return dated, None
    if reference is not None and fields.weekday is not None and not reader.discourse.narrative:
        fitting = with_weekday(value, fields.weekday, reference)
        if fitting is not None:
            return fitting, None
    return reader.discourse.dated(value, position)


def _year_beside(told: CalendarDate | None, value: CalendarDate, step: int) -> int | None:
    """The year of 'the following May', 'on the previous 3 May', as seen from the date told before."""
    if told is None or told.year is None:
        return None
    later = told.month is not None and (value.month or 0, value.day or 1) > (told.month, told.day or 31)
    earlier = told.month is not None and (value.month or 0, value.day or 31) < (told.month, told.day or 1)
    if step > 0:
        return told.year + (not later)
    return told.year - (not earlier)


def _moved_just_before(reader: Reader, position: int) -> int | None:
    """'four years later, on 1 July', 'last year, in June': the year of what the date only makes more precise."""
    before = reader.found[-1] if reader.found else None
    if before is None or before.past is None or before.past.until is not None:
        return None
    if before.rule != "time.moved" and (before.rule != "time.unit" or before.past.month is not None):
        return None
    gap = reader.view[before.span.end : position]
    return before.past.year if "," in gap and len(gap) <= _APPOSED and not _SENTENCE_END.search(gap) else None


def holiday(reader: Reader, fields: Fields, group: Group) -> None:
    """'Weihnachten 2023'."""
    month, day = map(int, str(fields.holiday).split("-"))
    year, basis = reader.year_of(fields)
    value = CalendarDate(year, month, day, basis=basis)
    past, future = (value, None) if year is not None else reader.discourse.dated(value, group[0].start)
    reader.add_aside(group, "time.holiday", past, future)


def year(reader: Reader, fields: Fields, group: Group) -> None:
    """'2014', 'Ende 2014', 'im Jahr 2014', '1912/13', '336 v. Chr.'."""
    number, last = fields.year, group[-1]
    if number is None or fields.unit not in (None, "year"):
        return
    if fields.era:
        reader.discourse.before_christ = number
        reader.add_value(group, "time.year", f"BC{number:04d}")
        return
    counts = group[0].letter == "c" and bool(group[0].value)
    bare = all(item.letter in "YZc" for item in group)
    if bare and not stands_as_year(reader.view, last, reader.words, counts=counts):
        return
    if fields.last_year is not None:
        _split_years(reader, group, number, fields.last_year)
        return
    about = any(item.letter == "c" and item.value for item in group)
    reader.add(group, "time.year", CalendarDate(number, approximate=about))


def _split_years(reader: Reader, group: Group, first: int, second: int) -> None:
    """'1912/13'."""
    last = group[-1]
    start, end = CalendarDate(first), CalendarDate(second)
    left, right = Item(last.start, last.start + 4, "Y", first), Item(last.end - 2, last.end, "Y", second)
    parts = (reader.mention([*group[:-1], left], "time.years", start), reader.mention([right], "time.years", end))
    reader.add_aside(group, "time.years", start.to(end), timex=Timex(start.plain, parts=parts))
    reader.discourse.tell(start, group[0].start, last.end)


def short_year(reader: Reader, _fields: Fields, group: Group) -> None:
    """'en 97'."""
    value = int(str(group[0].value))
    if value < 100 and stands_as_short_year(reader.view, group[0], reader.words):
        reader.add(group, "time.year", CalendarDate(1900 + value))


def day_number(reader: Reader, _fields: Fields, group: Group) -> None:
    """'am 15.': a day of the month told before."""
    told, day = reader.discourse.told, int(str(group[0].value))
    named = not reader.view[group[0].start].isdigit()
    if named or told is None or told.month is None or group[0].start - reader.discourse.told_end > _DAY_REACH:
        return
    if is_day(told.year, told.month, day) and stands_as_day(reader.view, group[0], reader.words):
        reader.add(group, "time.bare_day", CalendarDate(told.year, told.month, day, basis=Basis.RELATIVE))


def day_of_month(reader: Reader, fields: Fields, group: Group) -> None:
    """'am 15. dieses Monats'."""
    told, day = reader.discourse.told, int(str(group[0].value))
    near = told is not None and told.month is not None and (fields.same or fields.step is None)
    base = told if near else reader.discourse.base
    if fields.unit != "month" or base is None or base.month is None:
        return
    moved = shift(CalendarDate(base.year, base.month), "month", fields.step or 0)
    if moved is not None and is_day(moved.year, moved.month, day):
        reader.add(group, "time.bare_day", CalendarDate(moved.year, moved.month, day, basis=Basis.RELATIVE))


def led_day(reader: Reader, fields: Fields, group: Group) -> None:
    """'el pasado día 2': the last day of that number, or the next one."""
    base, day = reader.discourse.base, int(str(group[-1].value))
    if fields.unit != "day" or base is None or base.day is None:
        return
    beyond = day >= base.day if fields.step == -1 else day <= base.day
    moved = shift(CalendarDate(base.year, base.month), "month", (fields.step or 0) if beyond else 0)
    if moved is not None and is_day(moved.year, moved.month, day):
        reader.add(group, "time.bare_day", CalendarDate(moved.year, moved.month, day, basis=Basis.RELATIVE))
