"""A protocol that changes the treaty spoken of: 'Un protocole de 2010 l'a modifié', 'a 2010 protocol amended it'."""

from schemas.vocabulary import EventType, TreatyKind
from service.extract.endings import stands_for_it
from service.extract.scene import Scene
from service.mention import EventMention, Span, TreatyMention

_BESIDE = 8
"""At most a preposition and an article between a protocol and its day."""


def of_amended(scene: Scene, event: EventMention) -> EventMention:
    """The event on the day that the protocol in front of its verb is called after, and as one of the treaty that a
    pronoun stands for."""
    if event.type is not EventType.AMENDMENT or event.treaty is None:
        return event
    clause = scene.clause_of(event.span.start)
    protocol = _amending(scene, event, event.treaty, clause)
    if protocol is None:
        return event
    treaty = _amended(scene, event.treaty, protocol, clause)
    if treaty is protocol:
        return event
    day = next((d for d in scene.all_dates if protocol.span.start <= d.span.start <= protocol.span.end + _BESIDE), None)
    return event._replace(treaty=treaty, date=event.date or day)


def _amended(scene: Scene, told: TreatyMention, protocol: TreatyMention, clause: Span) -> TreatyMention | None:
    """What the protocol changes: a treaty named behind it, or one named before that a pronoun stands for."""
    if told is not protocol:
        return told
    behind = Span(protocol.span.end, clause.end)
    if stands_for_it(scene, behind):
        return next((t for t in reversed(scene.treaties) if t.span.end <= protocol.span.start), None)
    if "by" in scene.kinds_in(behind):
        return protocol
    return next((t for t in scene.treaties if behind.start <= t.span.start < behind.end), protocol)


def _amending(scene: Scene, event: EventMention, told: TreatyMention, clause: Span) -> TreatyMention | None:
    """The new agreement or the protocol that is the subject of the verb."""
    before = (t for t in reversed(scene.treaties) if clause.start <= t.span.start and t.span.end <= event.span.start)
    protocol = next(before, None)
    if protocol is None or told.span.start < protocol.span.start:
        return None
    return protocol if protocol.definite is False or protocol.kind is TreatyKind.PROTOCOL else None
