"""A protocol that changes the treaty spoken of: 'Un protocole de 2010 l'a modifié', 'a 2010 protocol amended it'."""

from schemas.vocabulary import EventType, TreatyKind
from service.extract.endings import stands_for_it
from service.extract.scene import Scene
from service.mention import EventMention, Span, TreatyMention

_BESIDE = 8
"""At most a preposition and an article between a protocol and its day."""


def of_amended(scene: Scene, event: EventMention) -> EventMention:
    """The event as one of the treaty that a pronoun stands for, on the day that the protocol in front of its verb is
    called after."""
    if event.type is not EventType.AMENDMENT or event.treaty is None:
        return event
    clause = scene.clause_of(event.span.start)
    protocol = _amending(scene, event, clause)
    if protocol is None or not stands_for_it(scene, Span(protocol.span.end, clause.end)):
        return event
    before = [t for t in scene.treaties if t.span.end <= protocol.span.start]
    day = next((d for d in scene.all_dates if protocol.span.start <= d.span.start <= protocol.span.end + _BESIDE), None)
    return event._replace(treaty=before[-1] if before else None, date=event.date or day)


def _amending(scene: Scene, event: EventMention, clause: Span) -> TreatyMention | None:
    """The new agreement or the protocol that is the subject of the verb."""
    before = (t for t in reversed(scene.treaties) if clause.start <= t.span.start and t.span.end <= event.span.start)
    treaty = next(before, None)
    if treaty is None or treaty is not event.treaty:
        return None
    return treaty if treaty.definite is False or treaty.kind is TreatyKind.PROTOCOL else None
