"""A head of state who signs what a chamber has passed: that is the ratification, not a signature."""

from collections.abc import Sequence

from schemas.vocabulary import EventStatus, EventType
from service.extract.scene import Scene
from service.mention import EventMention, Span

_SIGNS = frozenset((EventType.SIGNATURE, EventType.PARLIAMENTARY_APPROVAL))


def assented(scene: Scene, events: Sequence[EventMention]) -> list[EventMention]:
    """'Parliament passed the bill in August and the president signed it in November': what a head of state alone signs
    behind a chamber's vote is the ratification."""
    told: list[EventMention] = []
    vote: EventMention | None = None
    for event in events:
        bound = vote is not None and event.type in _SIGNS and _head_alone(scene, event, vote)
        if vote is not None and bound:
            told.append(event._replace(type=EventType.RATIFICATION, party=vote.party, joint=False))
            continue
        told.append(event)
        if event.type is EventType.PARLIAMENTARY_APPROVAL and event.status is EventStatus.OCCURRED:
            vote = event
    return told


def _head_alone(scene: Scene, event: EventMention, vote: EventMention) -> bool:
    clause = scene.clause_of(event.span.start)
    if clause.start <= vote.span.start or event.status is EventStatus.REJECTED:
        return False
    heads = [hit for hit in scene.hits_in(Span(clause.start, event.span.start)) if "head_of_state" in hit.senses]
    actors = [actor for actor in scene.actors_in(clause) if actor.kind in ("role", "body")]
    return len(heads) == 1 and len(actors) == 1
