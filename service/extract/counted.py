"""Days that are counted from another act: 'ten days after the signing', 'with the exchange of instruments'."""

import re
from collections.abc import Sequence

from schemas.vocabulary import EventStatus, EventType
from service.extract.effects import EFFECT
from service.extract.scene import Scene, is_noun_of_act
from service.extract.triggers import ALONE
from service.lang.lexicon import Hit
from service.mention import DateMention, EventMention, Span
from service.normalise.calendar import CalendarDate, shift, unit_of

_LENGTH = re.compile(r"P([1-9]\d{0,2})([DWMY]|CE)")
_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year", "CE": "century"}
_AFTER, _BEFORE = frozenset("jh"), frozenset("ar")
_LONGEST_LEAD = 30
_MOST_BACK = 12
"""Acts among which that is looked for from which one counts, so that time grows with the text."""
_AT_ONCE = frozenset((EventType.EXCHANGE_OF_INSTRUMENTS, EventType.SIGNATURE))


def counted(scene: Scene, events: Sequence[EventMention], before: Sequence[EventMention]) -> list[EventMention]:
    """The events of a sentence, undated ones dated by what the sentence counts from; `before` are those told so far."""
    done = [e for e in events if e.effective is None and e.status is EventStatus.OCCURRED]
    open_ones = [e for e in done if e.date is None]
    if not open_ones:
        return list(events)
    if back := _counted_back(scene, done):
        return [e._replace(date=back[1]) if e is back[0] else e for e in events]
    day = _counted_day(scene, [*before[-_MOST_BACK:], *events])
    if day is None:
        return _with_exchange(scene, events)
    date, base, together = day
    others = [e for e in open_ones if e.span != base and (not together or e.type in EFFECT)]
    if len({e.span for e in others}) != 1:
        return list(events)
    return [e._replace(date=date) if e in others else e for e in events]


def _with_exchange(scene: Scene, events: Sequence[EventMention]) -> list[EventMention]:
    """'Nachdem am 3. Mai die Urkunden ausgetauscht worden waren, trat er in Kraft': on the day of the exchange."""
    exchanged = [e for e in events if e.type is EventType.EXCHANGE_OF_INSTRUMENTS and e.status is EventStatus.OCCURRED]
    if len(exchanged) != 1 or exchanged[0].date is None or scene.lengths:
        return list(events)
    return [
        e._replace(date=exchanged[0].date)
        if e.type in EFFECT and e.date is None and e.status is EventStatus.OCCURRED and e.span > exchanged[0].date.span
        else e
        for e in events
    ]


def _counted_day(scene: Scene, told: Sequence[EventMention]) -> tuple[DateMention, Span, bool] | None:
    """The day, the word of the act that it is counted from, and whether it is the very day of that act."""
    for length in scene.lengths:
        value = _LENGTH.fullmatch(length.timex)
        turn = _next_hit(scene, length.span.end, 2) if value else None
        sign = _sign(turn) if turn is not None else 0
        base = _act_behind(scene, turn.end) if turn is not None and sign else None
        if value is None or base is None:
            continue
        unit, count = _UNITS[value[2]], int(value[1]) * sign
        start = _date_of_act(base, told)
        moved = shift(start, unit, count) if start is not None else None
        if moved is not None:
            return _mention(Span(length.span.start, base.end), unit_of(moved, unit)), Span(base.start, base.end), False
    for link in [hit for hit in scene.hits for sense in hit.senses.get("link", ()) if sense.value == "with"]:
        base = _act_behind(scene, link.end)
        start = _date_of_act(base, told) if base is not None and _types(base) <= _AT_ONCE else None
        if base is not None and start is not None:
            return _mention(Span(link.start, base.end), start), Span(base.start, base.end), True
    return None


def _counted_back(scene: Scene, done: Sequence[EventMention]) -> tuple[EventMention, DateMention] | None:
    """'took effect on 6 December, thirty days after Peru deposited …': the undated act from which one counts, and when
    it was done."""
    for length in scene.lengths:
        value, turn = _LENGTH.fullmatch(length.timex), _next_hit(scene, length.span.end, 2)
        exact = turn is not None and _is_exact(turn)
        turn = _next_hit(scene, turn.end, 2) if turn is not None and exact else turn
        base = _act_behind(scene, turn.end) if turn is not None and _sign(turn) > 0 else None
        act = next((e for e in done if base is not None and e.span.start == base.start and e.date is None), None)
        if value is None or act is None or act.type in EFFECT or _is_limit(scene, length):
            continue
        last = _day_before(scene, done, length.span.start, at_all=exact)
        rough = value[2] == "Y" and not exact and (is_noun_of_act(scene, act.span) or _is_about(scene, length))
        moved = shift(last, _UNITS[value[2]], -int(value[1])) if last is not None and not rough else None
        if moved is not None:
            return act, _mention(length.span, moved if exact else unit_of(moved, _UNITS[value[2]]))
    return None


def _is_about(scene: Scene, length: DateMention) -> bool:
    """'more than seven years'."""
    first = scene.document.hit_at(length.span.start)
    return first is not None and any(sense.value[0] == "c" for sense in first.senses.get("time", ()))


def _is_exact(turn: Hit) -> bool:
    return any(sense.value[0] == "y" for sense in turn.senses.get("time", ()))


def _day_before(scene: Scene, done: Sequence[EventMention], start: int, *, at_all: bool) -> CalendarDate | None:
    """The day of the act told last before `start`, else, if one counts to the day, that of the sentence."""
    acts = [e.date for e in done if e.date is not None and e.date.past is not None and e.span.end <= start]
    told = acts or [d for d in scene.dates if at_all and d.span.end <= start and d.has_day]
    return told[-1].past if told else None


def _is_limit(scene: Scene, length: DateMention) -> bool:
    """'not until three years after …'."""
    before = scene.document.hit_before(length.span.start, _LONGEST_LEAD)
    return before is not None and any(sense.value[0] == "u" for sense in before.senses.get("time", ()))


def _mention(span: Span, value: CalendarDate) -> DateMention:
    return DateMention(span, "time.moved", value, value, value.plain)


def _sign(turn: Hit) -> int:
    """1 for a word like 'after', -1 for one like 'before'."""
    letters = {sense.value[0] for sense in turn.senses.get("time", ())}
    if letters & _AFTER or "afterwards" in turn.senses:
        return 1
    return -1 if letters & _BEFORE else 0


def _next_hit(scene: Scene, start: int, reach: int) -> Hit | None:
    return next((hit for hit in scene.document.hits_in(start, start + reach) if hit.start >= start), None)


def _act_behind(scene: Scene, start: int) -> Hit | None:
    """The word of an act that stands next, in the same clause."""
    inside = scene.document.hits_in(start, min(start + _LONGEST_LEAD, scene.sentence.end))
    act = next((hit for hit in inside if "event" in hit.senses and hit.start >= start), None)
    return act if act is not None and "," not in scene.document.view[start : act.start] else None


def _types(act: Hit) -> set[EventType]:
    return {sense.value.rule.event for sense in act.senses["event"]}


def _date_of_act(act: Hit, told: Sequence[EventMention]) -> CalendarDate | None:
    """When the act was done that is told last of those that the word may mean; of acts of several sides, their day."""
    kinds = _types(act)
    done = [e for e in told if e.type in kinds and e.status is EventStatus.OCCURRED and e.date is not None]
    value = done[-1].date.past if done and done[-1].date else None
    if value is None or value.until is not None:
        return None
    return value if all(e.type not in ALONE or (e.date and e.date.past == value) for e in done) else None
