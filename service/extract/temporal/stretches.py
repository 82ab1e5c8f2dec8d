"""Readers of expressions with two and more dates: intervals and lists."""

from service.extract.temporal.fields import Endpoint, Fields
from service.extract.temporal.items import Item
from service.extract.temporal.reader import Group, Reader, Timex
from service.extract.temporal.stands import leads_list, stands_as_month, stands_as_year
from service.mention import DateMention
from service.normalise.calendar import CalendarDate, is_day

_RULE = "time.interval"


def interval(reader: Reader, fields: Fields, group: Group) -> None:
    """'vom 11. bis 13. November', 'May to June 2021', '24.10.2014 bis 3.11.2014'."""
    dates = [item for item in group if item.letter == "I"]
    if dates:
        first, last = (reader.mention([item], _RULE, _numeric(item)) for item in dates)
        _add_stretch(reader, group, (first, last))
        return
    ends = _endpoints(reader, fields, group)
    if len(ends) != 2:
        return
    part, year, _, day = ends[0]
    if year is None and day is None and not stands_as_month(reader.view, part[0], reader.words):
        return
    parts = _stated(reader, fields, ends) if ends[0][1] is not None else _inferred(reader, fields, ends)
    if parts is not None:
        _add_stretch(reader, group, parts)


def _numeric(item: Item) -> CalendarDate:
    year, month, day = item.value if isinstance(item.value, tuple) else (None, None, None)
    return CalendarDate(year, month, day)


def _endpoints(reader: Reader, fields: Fields, group: Group) -> list[Endpoint]:
    """The dates of `group`, each with the year that holds for all; none if the calendar lacks one of them."""
    year, _ = reader.year_of(fields)
    ends = [(part, own if own is not None else year, month, day) for part, own, month, day in fields.endpoints(group)]
    return ends if all(is_day(own, month, day) for _, own, month, day in ends) else []


def _stated(reader: Reader, fields: Fields, ends: list[Endpoint]) -> tuple[DateMention, DateMention]:
    """Ends whose year is known; one year for both belongs to the second ('November bis Mai 2021')."""
    (first, year, month, day), (last, last_year, last_month, last_day) = ends
    descending = (month, day or 0) > (last_month, last_day or 0)
    if descending and year == last_year and year is not None and fields.year_count == 1:
        year -= 1
    basis = reader.year_of(fields)[1]
    start, end = CalendarDate(year, month, day, basis=basis), CalendarDate(last_year, last_month, last_day, basis=basis)
    suffix = fields.time_suffix
    if suffix:
        night = Timex(start.plain + suffix, kind="TIME")
        return reader.mention(first, _RULE, start, timex=night), reader.mention(last, _RULE, end)
    return reader.mention(first, _RULE, start), reader.mention(last, _RULE, end)


def _inferred(reader: Reader, fields: Fields, ends: list[Endpoint]) -> tuple[DateMention, DateMention] | None:
    """Ends of unknown year: that of the first is found, the second follows it."""
    (first, _, month, day), (last, _, last_month, last_day) = ends
    past, future = reader.discourse.dated(CalendarDate(None, month, day), first[0].start)
    end, later_end = (_following(CalendarDate(None, last_month, last_day), start) for start in (past, future))
    if end is None or later_end is None:
        return None
    suffix = fields.time_suffix
    timex = Timex(past.plain + suffix, future.plain + suffix, "TIME") if suffix else Timex()
    return reader.mention(first, _RULE, past, future, timex), reader.mention(last, _RULE, end, later_end)


def _following(value: CalendarDate, start: CalendarDate) -> CalendarDate | None:
    if start.year is None:
        return value
    earlier = (value.month, value.day or 0) < (start.month, start.day or 0)
    return value.with_year(start.year + earlier, start.basis)


def _add_stretch(reader: Reader, group: Group, parts: tuple[DateMention, DateMention]) -> None:
    """One mention from the first to the last of `parts`; two mentions if they are not in order."""
    (start, later), (end, later_end) = ((part.past, part.future) for part in parts)
    if start is None or end is None or later is None or later_end is None:
        return
    if _order(start) < _order(end):
        timex = Timex(start.plain, later.plain if later is not start else "", parts=parts)
        reader.add_aside(group, _RULE, start.to(end), later.to(later_end), timex)
    else:
        reader.found += parts
    if end.year is not None:
        reader.discourse.tell(end, group[0].start, group[-1].end)


def _order(value: CalendarDate) -> tuple[int, int, int]:
    return value.year or 0, value.month or 0, value.day or 0


def years(reader: Reader, _fields: Fields, group: Group) -> None:
    """'1914-1918', 'zwischen 2014 und 2016', '260-255 v. Chr.'."""
    numbers = [item for item in group if item.letter in "YNK"]
    if group[-1].letter == "B":
        for item in numbers:
            reader.add_value([item], "time.years", f"BC{int(str(item.value)):04d}")
    elif len(group) > 2 or stands_as_year(reader.view, numbers[-1], reader.words):
        first, last = (reader.mention([item], "time.years", CalendarDate(int(str(item.value)))) for item in numbers)
        _add_stretch(reader, group, (first, last))


def several(reader: Reader, fields: Fields, group: Group) -> None:
    """'am 3., 5. und 7. Mai': each a mention; two days in a row are one stretch for events."""
    ends = _endpoints(reader, fields, group)
    if len(ends) > 1 and _is_count(reader, group[0], group[1]):
        ends = ends[1:]
    mentions = [mention for end in ends if (mention := _one_of(reader, fields, end))]
    if len(mentions) == 2 and _in_a_row(mentions[0].past, mentions[1].past):
        _add_stretch(reader, group, (mentions[0], mentions[1]))
        return
    reader.found += mentions
    last = mentions[-1].past if mentions else None
    if last is not None and last.year is not None:
        reader.discourse.tell(last, group[0].start, group[-1].end)


def _is_count(reader: Reader, first: Item, second: Item) -> bool:
    """'by 23 votes to 22, on 15 March', 'ratified first, on 4 May': a number that nothing leads to, before one that a
    word leads to."""
    led = "," in reader.view[first.end : second.start] and any(map(str.isalpha, reader.view[first.end : second.start]))
    return led and not leads_list(reader.view, first.start, reader.words)


def _one_of(reader: Reader, fields: Fields, end: Endpoint) -> DateMention | None:
    part, year, month, day = end
    if day is None and year is None and not stands_as_month(reader.view, part[0], reader.words):
        return None
    value = CalendarDate(year, month, day, basis=reader.year_of(fields)[1])
    past, future = (value, None) if year is not None else reader.discourse.dated(value, part[0].start)
    return reader.mention(part, "time.list", past, future)


def _in_a_row(first: CalendarDate | None, second: CalendarDate | None) -> bool:
    if first is None or second is None or first.day is None or second.day is None:
        return False
    return first.month == second.month and second.day - first.day == 1
