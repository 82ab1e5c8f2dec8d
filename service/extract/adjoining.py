"""Dates in the clause beside that of an act which stand there only for it: 'in March 1989, when …', '…, on 3 May.'"""

import re
from collections.abc import Iterator, Sequence

from schemas.vocabulary import EventType
from service.extract.scene import Scene, is_noun_of_act
from service.mention import DateMention, Span
from service.text.spans import index_from

Placed = Sequence[tuple[DateMention, int]]
"""Dates, each with the number of its clause."""

_MARKS = " ,;.:!?–—-"
_MOST_BEFORE = 3
_MOST_APART, _NEXT = 7, 2
_LONGEST_TAIL = 6
_MOST_WORDS = 5
CHANGES = frozenset((EventType.AMENDMENT, EventType.EXTENSION))
_IN_ROW = frozenset(("link", "again"))
_TO_COME = frozenset(("plan", "future", "pending"))
TELLING = frozenset(("auxiliary", "says", "event"))
_DOING = TELLING | {"subordinator", "pronoun"}


def told_when(scene: Scene, own: int, dates: Placed) -> DateMention | None:
    """'in March 1989, when a conference adopted it': the date right before a clause that such a word opens."""
    if not opens_when(scene, own) or (own and "says" in scene.kinds_in(scene.clauses.span(own - 1))):
        return None
    start = scene.clauses.span(own).start
    return next((d for d, _ in reversed(dates) if d.span.end <= start and is_tail(scene, d.span.end, start)), None)


def opens_when(scene: Scene, clause: int) -> bool:
    """Whether the clause says what happened at the time told before it."""
    start = scene.clauses.span(clause).start
    opening = scene.document.hits_in(start, start + 2)
    return bool(opening) and "when" in opening[0].senses


def is_condition(scene: Scene, clause: Span) -> bool:
    """'will enter into force when both have exchanged notes': without a day, behind a clause of the future."""
    own = scene.clauses.index(clause.start)
    if _is_waited_for(scene, clause):
        return True
    if own == 0 or not opens_when(scene, own) or any(clause.start <= d.span.start < clause.end for d in scene.dates):
        return False
    return "future" in scene.kinds_in(scene.clauses.span(own - 1))


def _is_waited_for(scene: Scene, clause: Span) -> bool:
    """'bis beide Parlamente zugestimmt haben, …': what something lasts until, in the perfect of the present."""
    opening = scene.document.hits_in(clause.start, clause.start + 2)
    return bool(opening) and "until" in opening[0].senses and "present_perfect" in scene.kinds_in(clause)


def is_outcome(scene: Scene, own: int) -> bool:
    """'… hat am Montag zugestimmt und damit das Verfahren abgeschlossen': done by what the clause before tells."""
    clause = scene.clauses.span(own)
    opening = scene.document.hits_in(clause.start, clause.start + 2)
    return bool(opening) and "thereby" in opening[0].senses and _TO_COME.isdisjoint(scene.kinds_in(clause))


def apposed(scene: Scene, at: Span, own: int, dates: Placed) -> DateMention | None:
    """'… signed it in Washington, at the seat of the OAS, on 8 December 1987.': the date that is all there is of a
    clause behind, with nothing done between."""
    if any(at.end <= other.start and scene.clauses.index(other.start) == own for other in scene.triggers):
        return None
    far = _NEXT if is_noun_of_act(scene, at) else _MOST_APART
    for number in range(own + 1, min(own + far, len(scene.clauses))):
        date = next((d for d, clause in dates if clause == number and stands_alone(scene, d, clause)), None)
        if date is not None or not is_aside(scene, number):
            return date
    return None


def is_aside(scene: Scene, clause: int) -> bool:
    """'in the Swiss capital, Bern, on 3 May', 'by the ministers, Ann Lee and Luis Paz, on 3 May': nothing is done."""
    span = scene.clauses.span(clause)
    if ";" in scene.document.view[span.start - 1 : span.end]:
        return False
    acts = any(span.start <= trigger.start < span.end for trigger in scene.triggers)
    return not acts and _DOING.isdisjoint(scene.kinds_in(span))


def stands_alone(scene: Scene, date: DateMention, clause: int) -> bool:
    """Whether the clause says no more than the date."""
    start, end = scene.clauses.span(clause)
    before = Span(start, date.span.start)
    words = scene.document.view[start : date.span.start].split()
    return (
        len(words) <= _MOST_BEFORE
        and all(TELLING.isdisjoint(hit.senses) for hit in scene.hits_in(before))
        and is_tail(scene, date.span.end, end)
    )


def is_tail(scene: Scene, start: int, end: int) -> bool:
    """Whether nothing but marks stands there, or a word such as 'roku'."""
    rest = scene.document.view[start:end].strip(_MARKS)
    return not rest or (len(rest) <= _LONGEST_TAIL and rest.isalpha() and rest.islower() and start < end)


def days_told(scene: Scene, kind: EventType, date: DateMention) -> Iterator[DateMention]:
    """All days on which it happened: 'signed on 3 and 5 May', 'amended in 1985, again in 1994 and in 2001'."""
    yield date
    if kind in CHANGES or kind is EventType.SIGNATURE:
        behind = scene.dates[index_from(scene.dates, date.span.end) :]
        yield from _in_row(scene, date, behind, loosely=kind in CHANGES)
    if kind in CHANGES:
        before = [other for other in reversed(scene.dates) if other.span.end <= date.span.start]
        yield from _in_row(scene, date, before, loosely=True)


def _in_row(scene: Scene, date: DateMention, further: Sequence[DateMention], *, loosely: bool) -> Iterator[DateMention]:
    for other in further:
        gap = Span(min(date.span.end, other.span.end), max(date.span.start, other.span.start))
        alike = loosely or other.has_day == date.has_day
        if not alike or other.counted or other.rule == "time.elapsed" or not _joins(scene, gap, loosely=loosely):
            return
        yield other
        date = other


def _joins(scene: Scene, gap: Span, *, loosely: bool) -> bool:
    """Whether a comma or an 'and' stands there, beside small words at most; `loosely` with 'again in' and the like."""
    text, time = scene.document.view[gap.start : gap.end], scene.document.pack.data.time
    words = [word for word in re.sub("[,.]", " ", text).lower().split() if word[0] != "-"]
    if len(words) > _MOST_WORDS or not ("," in text or not time.joiners.isdisjoint(words)):
        return False
    known = [hit for hit in scene.hits_in(gap) if loosely and not _IN_ROW.isdisjoint(hit.senses)]
    told = {word for hit in known for word in scene.document.view[hit.start : hit.end].lower().split()}
    return (time.joiners | time.fillers | told).issuperset(words)
