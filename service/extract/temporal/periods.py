"""Readers of weeks, months, years by their distance, of seasons, quarters, decades, centuries and lengths of time."""

from schemas.vocabulary import DateBasis as Basis
from service.extract.temporal.fields import Fields
from service.extract.temporal.reader import CLOCK_CODES, UNIT_CODES, Group, Reader, Timex
from service.extract.temporal.stands import stands_as_season
from service.normalise.calendar import CalendarDate, in_week, shift, unit_of

_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_MONTHS_AHEAD = 4
_MONTHS_OF_SEASON = 3


def unit(reader: Reader, fields: Fields, group: Group) -> None:
    """'dieses Jahres', 'vergangene Woche', 'am selben Tag', 'the next day', 'im Vorjahr'."""
    discourse, step = reader.discourse, fields.step or 0
    if fields.unit == "year" and discourse.narrative and discourse.before_christ is not None:
        reader.add_value(group, "time.unit", f"BC{discourse.before_christ - step:04d}")
        return
    base = _base(reader, fields, group)
    if base is None or (base.month is None and fields.unit in ("month", "quarter")):
        return
    if base.year is None:
        _day_of_no_year(reader, fields, group, base)
        return
    match fields.unit:
        case "week":
            _week(reader, group, base, step)
        case "quarter":
            index = base.year * 4 + ((base.month or 1) - 1) // 3 + step
            reader.add_value(group, "time.unit", f"{index // 4:04d}-Q{index % 4 + 1}")
        case "decade":
            reader.add_value(group, "time.unit", f"{base.year // 10 + step}")
        case "day" | "month" | "year":
            moved = shift(base, fields.unit, step) if step or base.day is not None or fields.unit != "day" else base
            followed = _followed(reader, fields)
            if moved is not None and followed is not None:
                coming = unit_of(moved, fields.unit)
                reader.add_aside(group, "time.unit", followed, coming, Timex(coming.plain))
            elif moved is not None:
                _add_unit(reader, fields, group, unit_of(moved, fields.unit))


def _add_unit(reader: Reader, fields: Fields, group: Group, value: CalendarDate) -> None:
    """The unit; a story that looks back ('the year before') goes on from where it was."""
    if fields.told_step and (fields.step or 0) < 0:
        reader.add_aside(group, "time.unit", value)
    else:
        reader.add_dated(group, "time.unit", fields, value)


def _day_of_no_year(reader: Reader, fields: Fields, group: Group, base: CalendarDate) -> None:
    """'am selben Tag', where the year of the day told is not known."""
    moved = shift(base, "day", fields.step or 0) if fields.unit == "day" else None
    if moved is not None:
        reader.add(group, "time.unit", moved)


def _followed(reader: Reader, fields: Fields) -> CalendarDate | None:
    """'наступного року', 'наступного місяця' behind a year long past."""
    told, name = reader.discourse.told, fields.unit or ""
    if reader.followed(fields) is None or told is None or name not in ("month", "year"):
        return None
    moved = shift(told, name, fields.step or 0) if name == "year" or told.month is not None else None
    return unit_of(moved, name) if moved is not None else None


def _base(reader: Reader, fields: Fields, group: Group) -> CalendarDate | None:
    """What the unit is counted from: days mostly from the day told, years from the present one."""
    discourse = reader.discourse
    told = fields.same or fields.told_step
    if fields.unit == "week" and not told:
        return discourse.now or discourse.base
    if fields.unit != "day":
        return discourse.told if told else discourse.base
    if not told and not fields.step:
        return discourse.told_day if discourse.narrative or discourse.told_day is not None else discourse.now
    if discourse.told is None:
        return discourse.now if group[-1].letter == "V" and not fields.same else None
    if not fields.same:
        return discourse.told_day if discourse.told.day is not None else None
    return discourse.told if _is_day_within(reader, group) else discourse.told_day


def _is_day_within(reader: Reader, group: Group) -> bool:
    """'signed in May 2019; the same day …': a day of which only the month is told."""
    told = reader.discourse.told
    rough = told is not None and told.day is None and told.month is not None
    return rough and reader.discourse.goes_on(group[0].start)


def _week(reader: Reader, group: Group, base: CalendarDate, step: int) -> None:
    day = base.day_date
    if day is None:
        return
    first, last = in_week(0, day, step), in_week(6, day, step)
    year, week, _ = first.isocalendar()
    value = CalendarDate.of(first).to(CalendarDate.of(last))
    reader.add_aside(group, "time.unit", value, timex=Timex(f"{year:04d}-W{week:02d}"))


def season(reader: Reader, fields: Fields, group: Group) -> None:
    """'im Frühjahr 2025', 'last summer'; for events only the year, and none of a winter, which has two."""
    name, base = str(fields.season), reader.discourse.base
    if len(group) == 1 and not stands_as_season(reader.view, group[0], reader.words):
        return
    year, _ = reader.year_of(fields)
    if fields.era or year is not None:
        era = "BC" if fields.era else ""
        stated = CalendarDate(year) if fields.year is not None and not era else None
        reader.add(group, "time.season", stated, timex=Timex(f"{era}{year:04d}-{name}"))
    elif base is not None and base.year is not None:
        begun = reader.discourse.narrative or (base.month or 12) >= _SEASON_MONTHS[name]
        past = base.year if begun else base.year - 1
        near = base.year if name != "WI" else past
        under_way = begun and (base.month or 12) < _SEASON_MONTHS[name] + _MONTHS_OF_SEASON
        future = past + (not reader.discourse.narrative and not under_way)
        value = past if (fields.step or 0) < 0 else future if (fields.step or 0) > 0 else near
        later = "" if fields.step else f"{future:04d}-{name}"
        told = (None, None) if name == "WI" else (past, future) if fields.step is None else (value, value)
        seen = _season_told(reader, fields)
        if seen is not None and name != "WI":
            told, value, later = (seen, seen), seen, ""
        begun_in, coming_in = (CalendarDate(year, basis=Basis.RELATIVE) if year else None for year in told)
        reader.add_aside(group, "time.season", begun_in, coming_in, Timex(f"{value:04d}-{name}", later))


def _season_told(reader: Reader, fields: Fields) -> int | None:
    """'im darauffolgenden Frühjahr', 'that summer': the year as seen from the date told."""
    told, first, step = reader.discourse.told, _SEASON_MONTHS[str(fields.season)], fields.step or 0
    if told is None or told.year is None or not (fields.same or fields.told_step):
        return None
    turned = told.month is None or (told.month >= first if step > 0 else told.month < first + _MONTHS_OF_SEASON)
    return told.year + step * turned


def decade(reader: Reader, _fields: Fields, group: Group) -> None:
    """'die 1990er Jahre', 'the sixties', 'les années 60'."""
    number = next(item for item in group if item.letter in "dYNK")
    start, told = int(str(number.value)), reader.discourse.told
    needs_noun = start < 100 and number.letter == "d" and reader.words.data.decade_noun
    if start % 10 or (needs_noun and group[-1].letter not in "XA"):
        return
    if start < 100:
        century = told.year // 100 if reader.discourse.narrative and told and told.year else 20 if start < 20 else 19
        start += 100 * century
    reader.add_value(group, "time.decade", str(start // 10))


def part(reader: Reader, fields: Fields, group: Group) -> None:
    """'im dritten Quartal 2008', 'the first half of last year', 'im 19. Jahrhundert'."""
    whole, number = next(str(item.value) for item in group if item.letter == "U"), fields.count or 0
    if any(item.letter == "n" for item in group):
        duration(reader, fields, [item for item in group if item.letter in "nU"])
    elif whole == "century":
        reader.add_value(group, "time.century", ("BC" if fields.era else "") + f"{number - 1:02d}")
    elif whole in ("quarter", "half"):
        months = 3 if whole == "quarter" else 6
        first = (number - 1) * months + 1
        year = _year_of_part(reader, fields, first)
        if year is None:
            return
        value = f"{year:04d}-{'Q' if whole == 'quarter' else 'H'}{number}"
        if fields.year is None or not 0 < first <= 12:
            reader.add_value(group, "time.part", value)
        else:
            stretch = CalendarDate(year, first).to(CalendarDate(year, first + months - 1))
            reader.add_aside(group, "time.part", stretch, stretch, Timex(value, value))


def _year_of_part(reader: Reader, fields: Fields, first_month: int) -> int | None:
    """The year stated, or that of the last such part; the next one if it begins soon."""
    if fields.year is not None:
        return fields.year
    base = reader.discourse.told if fields.same or fields.told_step else reader.discourse.base
    if base is None or base.year is None:
        return None
    far = fields.subunit is None and base is reader.discourse.now and first_month - (base.month or 1) > _MONTHS_AHEAD
    return base.year + (fields.step or 0) - far


def duration(reader: Reader, fields: Fields, group: Group) -> None:
    """'drei Jahre', 'several weeks'."""
    name = fields.unit or fields.subunit
    if name is None:
        return
    count = "X" if fields.count is None else str(fields.count)
    code = f"PT{count}{CLOCK_CODES[name]}" if name in CLOCK_CODES else f"P{count}{UNIT_CODES.get(name, 'Y')}"
    halves = f"P{6 * (fields.count or 1)}M"
    reader.add_value(group, "time.duration", halves if name == "half" else code, "DURATION")


def repeated(reader: Reader, fields: Fields, group: Group) -> None:
    """'jeden Freitag', 'every two years'."""
    if fields.weekday is not None:
        reader.add_value(group, "time.set", f"XXXX-WXX-{fields.weekday + 1}", "SET")
    elif fields.unit in UNIT_CODES:
        reader.add_value(group, "time.set", f"P{fields.count or 1}{UNIT_CODES[fields.unit]}", "SET")


def part_of_day(reader: Reader, fields: Fields, group: Group) -> None:
    """'am selben Abend'."""
    base = reader.discourse.told_day or reader.discourse.now
    day = shift(base, "day", int((fields.step or 0) > 0)) if base else None
    if day is not None:
        told = day if reader.discourse.tells_on(group[0].start) else None
        reader.add_aside(group, "time.part_of_day", told, timex=Timex(day.plain + fields.time_suffix, kind="TIME"))


def clock(reader: Reader, fields: Fields, group: Group) -> None:
    """'14.30 Uhr'."""
    base = reader.discourse.told_day if reader.discourse.narrative else reader.discourse.now
    if base is not None and fields.time_suffix:
        reader.add_value(group, "time.clock", base.plain + fields.time_suffix, "TIME")


def reference(reader: Reader, _fields: Fields, group: Group) -> None:
    """'jetzt', 'recently'."""
    reader.add_value(group, "time.reference", str(group[0].value))
