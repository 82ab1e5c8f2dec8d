"""Dates in the clause beside that of an act which stand there only for it: 'in March 1989, when …', '…, on 3 May.'"""

from collections.abc import Sequence

from service.extract.scene import Scene
from service.mention import DateMention, Span

Placed = Sequence[tuple[DateMention, int]]
"""Dates, each with the number of its clause."""

_MARKS = " ,;.:!?–—-"
_MOST_BEFORE = 3
_LONGEST_TAIL = 6
_TELLING = frozenset(("auxiliary", "says", "event"))


def told_when(scene: Scene, own: int, dates: Placed) -> DateMention | None:
    """'in March 1989, when a conference adopted it': the date right before a clause that such a word opens."""
    if not opens_when(scene, own) or (own and "says" in scene.kinds_in(scene.clauses.span(own - 1))):
        return None
    start = scene.clauses.span(own).start
    return next((d for d, _ in reversed(dates) if d.span.end <= start and _is_tail(scene, d.span.end, start)), None)


def opens_when(scene: Scene, clause: int) -> bool:
    """Whether the clause says what happened at the time told before it."""
    start = scene.clauses.span(clause).start
    opening = scene.document.hits_in(start, start + 2)
    return bool(opening) and "when" in opening[0].senses


def apposed(scene: Scene, at: Span, own: int, dates: Placed) -> DateMention | None:
    """'… signed it in Washington, on 8 December 1987.': the date that is all there is of the next clause."""
    if any(at.end <= other.start and scene.clauses.index(other.start) == own for other in scene.triggers):
        return None
    return next((d for d, clause in dates if clause == own + 1 and stands_alone(scene, d, clause)), None)


def stands_alone(scene: Scene, date: DateMention, clause: int) -> bool:
    """Whether the clause says no more than the date."""
    start, end = scene.clauses.span(clause)
    before = Span(start, date.span.start)
    words = scene.document.view[start : date.span.start].split()
    return (
        len(words) <= _MOST_BEFORE
        and all(_TELLING.isdisjoint(hit.senses) for hit in scene.hits_in(before))
        and _is_tail(scene, date.span.end, end)
    )


def _is_tail(scene: Scene, start: int, end: int) -> bool:
    """Whether nothing but marks stands there, or a word such as 'roku'."""
    rest = scene.document.view[start:end].strip(_MARKS)
    return not rest or (len(rest) <= _LONGEST_TAIL and rest.isalpha() and rest.islower() and start < end)
