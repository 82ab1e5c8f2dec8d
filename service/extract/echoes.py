"""Acts told twice in other words, and those that another act takes back."""

import re
from collections.abc import Sequence

from schemas.vocabulary import EventStatus, EventType
from service.extract.scene import Scene
from service.mention import EventMention

_NUMBER = re.compile(r"\d \w{0,12} ?$")
_LONGEST_COMPLEMENT = 90
_LAW_REACH = 2
"""Clauses: 'nahm das Gesetz an, mit dem das Abkommen, …, gebilligt wird'."""


def without_recount(
    scene: Scene, events: Sequence[EventMention], before: EventMention | None
) -> Sequence[EventMention]:
    """'The Sejm approved it on Friday. 431 deputies voted for it': how many voted tells no vote of its own."""
    told = [before] if before is not None and before.sentence == scene.index - 1 else []
    kept: list[EventMention] = []
    for event in events:
        if not any(vote.type is event.type for vote in (*told, *kept)) or not _is_count(scene, event):
            kept.append(event)
    return kept


def _is_count(scene: Scene, event: EventMention) -> bool:
    """Whether so many members of a chamber voted, on no day that is said."""
    if event.type is not EventType.PARLIAMENTARY_APPROVAL or event.actor is None or event.date is not None:
        return False
    return _NUMBER.search(scene.document.view, scene.sentence.start, event.actor.start) is not None


def without_averted_end(events: Sequence[EventMention]) -> list[EventMention]:
    """'The pact, which was to expire today, has been extended': that end is no longer to come."""
    prolonged = [e.span for e in events if e.type is EventType.EXTENSION and e.status is EventStatus.OCCURRED]
    ends = (EventType.TERMINATION, EventStatus.PLANNED)
    return [e for e in events if (e.type, e.status) != ends or not any(e.span < span for span in prolonged)]


def without_echoes(scene: Scene, events: Sequence[EventMention]) -> Sequence[EventMention]:
    """Without what a verb's own complement says again: 'voted to approve', 'gave notice that it was leaving'."""
    if len(events) < 2:
        return events
    kept: list[EventMention] = []
    for event in events:
        if not any(_echoes(scene, earlier, event, events) for earlier in kept):
            kept.append(event)
    return kept


def _is_of_law(scene: Scene, first: EventMention, second: EventMention) -> bool:
    """'nahm das Gesetz an, mit dem das Abkommen gebilligt wird': what the law that is passed does."""
    own = scene.clauses.index(first.span.start)
    passed = first.type is EventType.PARLIAMENTARY_APPROVAL and "law" in scene.kinds_in(scene.clauses.span(own))
    return passed and 0 < scene.clauses.index(second.span.start) - own <= _LAW_REACH


def _echoes(scene: Scene, first: EventMention, second: EventMention, told: Sequence[EventMention]) -> bool:
    if first.type is not second.type or first.span == second.span or first.party != second.party:
        return False
    if first.actor and second.actor and first.actor != second.actor:
        return False
    own_date = second.date is not None and (first.date is None or second.date.span != first.date.span)
    own_date = own_date and not any(e.date == second.date and e.type is not second.type for e in told)
    near = 0 < second.span.start - first.span.end <= _LONGEST_COMPLEMENT or _is_of_law(scene, first, second)
    return near and not own_date and not second.persons and not scene.parted(first.span, second.span)
