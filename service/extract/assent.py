"""A head of state who signs what a chamber has passed: that is the ratification, not a signature."""

from collections.abc import Sequence

from schemas.vocabulary import EventStatus, EventType
from service.extract.scene import Scene
from service.mention import EventMention, Span

_SIGNS = frozenset((EventType.SIGNATURE, EventType.PARLIAMENTARY_APPROVAL, EventType.RATIFICATION))


def assented(scene: Scene, events: Sequence[EventMention], last: EventMention | None) -> list[EventMention]:
    """'Parliament passed the bill in August and the president signed it in November': what a head of state alone signs
    behind a chamber's vote, be it the `last` act of the sentence before, is the ratification."""
    told: list[EventMention] = []
    vote = last if last is not None and _is_vote(last) else None
    for event in events:
        bound = vote is not None and event.type in _SIGNS and _head_alone(scene, event, vote)
        if vote is not None and bound:
            told.append(event._replace(type=EventType.RATIFICATION, party=vote.party, joint=False))
            continue
        told.append(event)
        if _is_vote(event):
            vote = event
    return told


def _is_vote(event: EventMention) -> bool:
    return event.type is EventType.PARLIAMENTARY_APPROVAL and event.status is EventStatus.OCCURRED


def _head_alone(scene: Scene, event: EventMention, vote: EventMention) -> bool:
    clause = scene.clause_of(event.span.start)
    refused = event.status is EventStatus.REJECTED and event.type is not EventType.RATIFICATION
    if clause.start <= vote.span.start or refused:
        return False
    before = vote.sentence < scene.index
    if event.type is EventType.RATIFICATION and (event.party is not None or event.joint):
        return False
    if before and (event.type is EventType.PARLIAMENTARY_APPROVAL or not _signs_it(scene, event, clause)):
        return False
    anywhere = before or not scene.document.pack.data.subject_first
    reach = clause if anywhere else Span(clause.start, event.span.start)
    heads = [hit for hit in scene.hits_in(reach) if "head_of_state" in hit.senses]
    actors = [actor for actor in scene.actors_in(clause) if actor.kind in ("role", "body")]
    return len(heads) == 1 and len(actors) == 1


def _signs_it(scene: Scene, event: EventMention, clause: Span) -> bool:
    """'The president signed it': a pronoun or the law, and no agreement, is what the clause says of."""
    kinds = scene.kinds_in(clause)
    return "treaty" not in kinds and ("pronoun" in kinds or event.type is EventType.RATIFICATION)
