"""Readers of dates seen from the reference date or from the date told before: weekdays, today, so long ago or later."""

import re
from datetime import date

from schemas.vocabulary import DateBasis as Basis
from service.extract.temporal import dates, periods
from service.extract.temporal.fields import Fields
from service.extract.temporal.periods import duration
from service.extract.temporal.reader import CLOCK_CODES, UNIT_CODES, Group, Reader, Timex
from service.extract.temporal.stands import stands_as_year
from service.normalise.calendar import CalendarDate, in_week, near_year, on_weekday, shift, unit_of

_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_LENGTH = "NKnqAXUzF"
_PAIR, _LONG = 2, 10


def weekday(reader: Reader, fields: Fields, group: Group) -> None:
    """'am Freitag', 'kommenden Freitag', 'Mittwoch vergangener Woche'."""
    discourse, number, step = reader.discourse, fields.weekday, fields.step or 0
    told = discourse.told_day.day_date if discourse.told_day else None
    reference = told if discourse.narrative else reader.reference
    if number is None or reference is None or discourse.chronicle or fields.unit not in (None, "week"):
        return
    following = on_weekday(number, reference, future=True)
    if fields.unit is not None:
        day = in_week(number, reference, step)
    elif discourse.narrative or fields.told_step or step > 0:
        day = following
    else:
        day = on_weekday(number, reference, future=False)
        if step < 0 and day == reference:
            day = in_week(number, reference, -1)
        elif step == 0 and not (fields.this and day == reference):
            reader.add_dated(group, "time.weekday", fields, CalendarDate.of(day), CalendarDate.of(following))
            return
    reader.add_dated(group, "time.weekday", fields, CalendarDate.of(day))


def weekend(reader: Reader, fields: Fields, group: Group) -> None:
    """'am Wochenende', 'last weekend'."""
    reference, step = reader.reference, fields.step or 0
    if reference is None or reader.discourse.narrative:
        return
    begun = int(reference.weekday() >= 5)
    past = in_week(5, reference, begun if step > 0 else begun - 1)
    future = past if step else in_week(5, reference, 0)
    past = future if not step and begun else past
    value, later = (CalendarDate.of(day).to(CalendarDate.of(in_week(6, day, 0))) for day in (past, future))
    reader.add_aside(group, "time.weekend", value, later, Timex(_weekend_name(past), _weekend_name(future)))


def _weekend_name(saturday: date) -> str:
    year, week, _ = saturday.isocalendar()
    return f"{year:04d}-W{week:02d}-WE"


def deictic(reader: Reader, fields: Fields, group: Group) -> None:
    """'heute', 'gestern Abend', 'tomorrow'."""
    now = reader.discourse.now
    if now is None:
        return
    if reader.discourse.narrative and fields.offset == 0:
        reader.add_value(group, "time.deictic", "PRESENT_REF")
        return
    day = shift(now, "day", fields.offset)
    if day is not None:
        reader.add_dated(group, "time.deictic", fields, day)


def deictic_ago(reader: Reader, _fields: Fields, group: Group) -> None:
    """'heute vor 50 Jahren', 'fifty years ago today', 'am 3. Mai vor 50 Jahren', '8 gennaio di un secolo fa': a day."""
    day_group: Group = [item for item in group if item.letter == "D"]
    length_group: Group = [item for item in group if item.letter != "D"]
    if len(group) == _PAIR and "V" in (group[0].letter, group[1].letter):
        _ago_in_one_word(reader, group)
        return
    if group[-1].letter == "W":
        day_group, length_group = group[-2:], group[:-2]
    elif not day_group:
        behind = group[-1].letter == "g"
        cut = next(i for i, item in enumerate(group) if item.letter in ("Mm" if behind else "a")) + behind
        day_group, length_group = group[:cut], group[cut:]
    if day_group[-1].letter == "P":
        _ago_tomorrow(reader, group)
        return
    length, day = Fields.of(length_group), _day_of(reader, Fields.of(day_group))
    if day is None or length.unit is None or length.count is None:
        return
    moved = shift(day, length.unit, -length.count)
    if moved is not None:
        reader.add(group, "time.ago", moved)


def _ago_in_one_word(reader: Reader, group: Group) -> None:
    """'Half a century ago today', 'heute vor einem Vierteljahrhundert'; 'last year' and 'today' are two dates."""
    day_first = group[0].letter == "D"
    length, day = Fields.of(group[day_first:][:1]), _day_of(reader, Fields.of([group[not day_first]]))
    step = length.step or 0
    long = length.unit == "year" and step <= -_LONG and not length.told_step
    moved = shift(day, "year", step) if day is not None and long else None
    if moved is not None:
        reader.add(group, "time.ago", moved)
        return
    for item in group:
        (deictic if item.letter == "D" else periods.unit)(reader, Fields.of([item]), [item])


def _ago_tomorrow(reader: Reader, group: Group) -> None:
    """'Morgen vor 50 Jahren', where the word at the head of a sentence is no morning."""
    length, start = Fields.of(group[1:]), group[0].start
    opens = reader.view[max(0, start - 2) : start].strip(" \n")[-1:] in ("", ".", ":", "!", "?")
    day = shift(reader.discourse.now, "day", 1) if reader.discourse.now and opens else None
    moved = shift(day, length.unit, -length.count) if day and length.unit and length.count else None
    if moved is not None:
        reader.add(group, "time.ago", moved)
    else:
        ago(reader, length, group[1:])


def day_in_year(reader: Reader, fields: Fields, group: Group) -> None:
    """'on this day in 1928', 'heute im Jahr 1928'."""
    now, cut = reader.discourse.now, next(i for i, item in enumerate(group) if item.letter in "AXYZNK")
    day = shift(now, "day", fields.offset) if now and fields.unit in (None, "day", "year") else None
    dated = day.with_year(fields.year, Basis.RELATIVE) if day and fields.year else None
    if dated is None or not stands_as_year(reader.view, group[-1], reader.words):
        dates.year(reader, Fields.of(group[cut:]), group[cut:])
    else:
        reader.add(group, "time.ago", dated)


def _day_of(reader: Reader, fields: Fields) -> CalendarDate | None:
    if reader.reference is None or reader.discourse.now is None:
        return None
    if fields.month or fields.numeric:
        month, day = fields.numeric if len(fields.numeric) == 2 else (fields.month, fields.day)
        return near_year(CalendarDate(None, month, day), reader.reference, future=False)
    if fields.deictic is None and fields.weekday is not None:
        return CalendarDate.of(on_weekday(fields.weekday, reader.reference, future=False))
    return shift(reader.discourse.now, "day", fields.offset)


def moved_from(reader: Reader, _fields: Fields, group: Group) -> None:
    """'einen Tag vor dem 5. Mai', 'two days after 5 May 2020': the date is read first."""
    turn = next(i for i, item in enumerate(group) if item.letter in "arj")
    length, rest = Fields.of(group[:turn]), group[turn + 1 :]
    before = len(reader.found)
    read = dates.numeric if rest[0].letter in "IJ" else deictic if rest[0].letter == "D" else dates.calendar
    read(reader, Fields.of(rest), rest)
    base = reader.found[-1].past if len(reader.found) > before else None
    if base is None or base.day is None or length.count is None or length.unit not in ("day", "week"):
        return
    moved = shift(base, length.unit, length.count * (-1 if group[turn].letter in "ar" else 1))
    if moved is not None:
        reader.add_aside(group, "time.moved", moved, timex=Timex(parts=(reader.found.pop(),)))


def ago(reader: Reader, fields: Fields, group: Group) -> None:
    """'vor zehn Jahren', 'two weeks ago', 'fifty years ago on this day'."""
    named = next((index for index, item in enumerate(group) if item.letter == "t"), None)
    if named is not None:
        fields = Fields.of([*group[:named], *group[named + 2 :]])
        fields.exact = group[named + 1].value == "day"
    _move(reader, fields, group, None if reader.discourse.narrative else reader.discourse.now, -1)


def within(reader: Reader, fields: Fields, group: Group) -> None:
    """'in zwei Wochen': with a verb of the future a date, else a length of time."""
    discourse, unit, count = reader.discourse, fields.unit, fields.count
    now = None if discourse.narrative or any(item.letter == "c" for item in group) else discourse.now
    moved = shift(now, unit, count) if now and unit and count else None
    if _has_elapsed(reader, fields, group, unit_of(moved, unit) if moved and unit else None):
        return
    if moved is None or unit is None:
        duration(reader, fields, [item for item in group if item.letter in _LENGTH])
        return
    moved = unit_of(moved, unit)
    timex = Timex(f"P{count}{UNIT_CODES.get(unit, 'Y')}", moved.plain, "DURATION")
    reader.add_aside(group, "time.within", None, moved, timex)


def after(reader: Reader, fields: Fields, group: Group) -> None:
    """'nach drei Tagen'."""
    if _has_elapsed(reader, fields, group, None):
        return
    if reader.discourse.narrative and reader.discourse.told is not None and fields.unit == "day":
        _move(reader, fields, group, reader.discourse.told, 1)
    else:
        duration(reader, fields, group[1:])


def elapsed(reader: Reader, fields: Fields, group: Group) -> None:
    """'через год': one of the unit."""
    now, unit = reader.discourse.now, fields.unit
    fields.count = 1
    _has_elapsed(reader, fields, group, shift(now, unit, 1) if now and unit else None)


def _has_elapsed(reader: Reader, fields: Fields, group: Group, ahead: CalendarDate | None) -> bool:
    """'Через два года Чили вышла': a length of time since the date told right before, read if what happens is done;
    what is still to come is `ahead`. Nothing may stand behind that it is counted from."""
    discourse, first, unit, count = reader.discourse, group[0], fields.unit, fields.count
    told = discourse.told if discourse.goes_on(first.start) else None
    if reader.view[first.start : first.end].lower() not in reader.words.data.elapsed or told is None:
        return False
    rough = told.day is None and unit in ("day", "week")
    if unit is None or count is None or unit in CLOCK_CODES or rough or _is_counted(reader, group):
        return False
    moved = shift(told, unit, count, Basis.RELATIVE)
    if moved is not None:
        reader.add_aside(group, "time.elapsed", unit_of(moved, unit), ahead)
    return moved is not None


def _is_counted(reader: Reader, group: Group) -> bool:
    """'через 60 дней после …', 'через год от …'."""
    following = _NEXT_WORD.match(reader.view, group[-1].end)
    data = reader.words.data
    return following is not None and following.group(1).lower() in (*data.after, *data.since, *data.counted_from)


def later(reader: Reader, fields: Fields, group: Group) -> None:
    """'drei Tage später', 'einen Monat zuvor', 'auf den Tag genau 15 Jahre später'."""
    if _goes_on(reader, group):
        duration(reader, fields, [item for item in group if item.letter in _LENGTH])
        return
    told = reader.discourse.told
    if told is not None and told.day is None and fields.unit in ("day", "week"):
        told = None
    _move(reader, fields, group, told, -1 if any(item.letter == "b" for item in group) else 1)


def _goes_on(reader: Reader, group: Group) -> bool:
    """'novanta giorni dopo la decima ratifica': where the word also means 'after', an article behind it opens what the
    length is counted from."""
    last = group[-1]
    if reader.view[last.start : last.end].lower() not in reader.words.data.after:
        return False
    following = _NEXT_WORD.match(reader.view, last.end)
    data = reader.words.data
    return following is not None and following.group(1).lower() in (data.attributive | data.counted_from)


def _move(reader: Reader, fields: Fields, group: Group, base: CalendarDate | None, sign: int) -> None:
    """`base` moved by a length; coarser units coarsen it: 'vor zehn Jahren' is a year, unless 'to the day'."""
    unit, count = fields.unit, fields.count
    if base is None or unit is None or count is None or unit in CLOCK_CODES:
        duration(reader, fields, [item for item in group if item.letter in _LENGTH])
        return
    moved = shift(base, unit, sign * count, Basis.RELATIVE)
    if moved is None:
        return
    looks_back = sign < 0 and base is reader.discourse.told
    if any(item.letter == "c" and item.value for item in group):
        moved, looks_back = _roughly(unit_of(moved, unit)), True
    elif not fields.exact:
        moved = unit_of(moved, unit)
    if looks_back or (unit == "week" and reader.discourse.chronicle):  # weeks are counted roughly: no day to go on from
        reader.add_aside(group, "time.moved", moved)
    else:
        reader.add_dated(group, "time.moved", fields, moved)


def _roughly(value: CalendarDate) -> CalendarDate:
    """'knapp zwei Wochen zuvor', 'nearly three years later': the month or year, and none to go on from."""
    return CalendarDate(value.year, value.month, approximate=True, basis=value.basis)
