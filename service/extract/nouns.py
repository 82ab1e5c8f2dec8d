"""Nouns of acts: which of them report one, beside the verbs of their clause."""

from collections.abc import Sequence

from schemas.vocabulary import EventStatus, EventType
from service.extract.adjoining import apposed
from service.extract.arguments import place_of
from service.extract.phrases import governor_before
from service.extract.scene import Scene
from service.extract.spoken_of import VERBAL
from service.lang.lexicon import Hit
from service.lang.senses import Trigger
from service.mention import Span

_PENDING = frozenset(("pending", "plan", "refusal"))
_NEAR = 16
_TOUCHING = range(3)
_LONGEST_OPENER = 12
"""Characters between the noun of an agreement and what it is about: 'Protokoll über die Änderung'."""


def names_treaty(scene: Scene, hit: Hit, trigger: Trigger) -> bool:
    """'das Protokoll zur Änderung des Abkommens': the noun of an act that tells what an agreement is about."""
    return trigger.mode == "noun" and any(
        0 < hit.start - t.head.end <= _LONGEST_OPENER and hit.end <= t.span.end for t in scene.treaties
    )


def overshadowed(scene: Scene, hit: Hit, trigger: Trigger, chosen: Sequence[tuple[Hit, Trigger]]) -> bool:
    """A noun reports no event of its own beside a verb of its clause, or where nothing says when, where or by whom and
    the wording itself does not tell that it is to come."""
    again = any(other is not hit and its.rule.event is trigger.rule.event for other, its in chosen)
    if has_lasted(scene, hit, trigger) and not again:
        return False
    if len(chosen) > 1 and any(t.span.start < hit.start and hit.end < t.span.end for t in scene.treaties):
        return True
    exchanged = hit.senses["event"][0].value.rule.event is EventType.EXCHANGE_OF_INSTRUMENTS
    if not exchanged and _has_verb(scene, hit, chosen):
        return True
    clause = scene.clause_of(hit.start)
    pending = (
        trigger.rule.status is EventStatus.PLANNED
        or not _PENDING.isdisjoint(scene.kinds_in(clause))
        or _is_scheduled(scene, hit, clause)
    )
    dated = any(clause.start <= d.span.start < clause.end for d in scene.dates) or _dated_beside(scene, hit)
    acted = any(actor.link in ("by", "of") for actor in scene.actors_in(clause))
    told = pending or dated or acted or (_are_talks(trigger) and len(chosen) == 1)
    return not told and place_of(scene, Span(hit.start, hit.end)) is None


def is_dated_apart(scene: Scene, hit: Hit, trigger: Trigger, chosen: Sequence[tuple[Hit, Trigger]]) -> bool:
    """Whether it is a noun in whose clause a verb tells of another act."""
    if trigger.mode != "noun":
        return False
    return _has_verb(scene, hit, [(o, its) for o, its in chosen if its.rule.event is not trigger.rule.event])


def _dated_beside(scene: Scene, hit: Hit) -> bool:
    """'The signing of the agreement, on 3 May, surprised …': the next clause is all for that day, and for no plan."""
    own = scene.clauses.index(hit.start)
    placed = [(date, scene.clauses.index(date.span.start)) for date in scene.dates]
    day = apposed(scene, Span(hit.start, hit.end), own, placed)
    return day is not None and _PENDING.isdisjoint(scene.kinds_in(scene.clause_of(day.span.start)))


def _is_scheduled(scene: Scene, hit: Hit, clause: Span) -> bool:
    """'Wejście w życie nastąpi …': the subject of a verb that puts it ahead."""
    if "scheduled" not in scene.kinds_in(clause):
        return False
    return not governor_before(scene.document, hit.start)


def has_lasted(scene: Scene, hit: Hit, trigger: Trigger) -> bool:
    """'nach zähem Ringen', 'vorausgegangen waren Gespräche', or a length of time: these were, come what may."""
    if not _are_talks(trigger):
        return False
    return (
        are_measured(scene, hit, trigger)
        or "preceded" in scene.kinds_in(scene.clause_of(hit.start))
        or ("drawn_out" in scene.kinds and _is_drawn_out(scene, hit))
    )


def are_measured(scene: Scene, hit: Hit, trigger: Trigger) -> bool:
    """'after nine years of talks': the day beside them is not theirs."""
    return _are_talks(trigger) and any(abs(hit.start - length.span.end) <= _NEAR for length in scene.lengths)


def _are_talks(trigger: Trigger) -> bool:
    return trigger.mode == "noun" and trigger.rule.event is EventType.NEGOTIATION


def is_recalled(scene: Scene, hit: Hit, trigger: Trigger, chosen: Sequence[tuple[Hit, Trigger]]) -> bool:
    """'konnte nach zähen Verhandlungen in Lima unterzeichnet werden': talks told beside the act that they led to."""
    if not has_lasted(scene, hit, trigger):
        return False
    return _has_verb(scene, hit, [(o, its) for o, its in chosen if its.rule.event is not trigger.rule.event])


def _has_verb(scene: Scene, hit: Hit, chosen: Sequence[tuple[Hit, Trigger]]) -> bool:
    """Whether a verb of the clause tells of another act; a participle before its noun is none."""
    clause = scene.clause_of(hit.start)
    return any(
        other is not hit
        and clause.start <= other.start < clause.end
        and its.mode in VERBAL
        and scene.attribute_start(Span(other.start, other.end)) is None
        for other, its in chosen
    )


def _is_drawn_out(scene: Scene, hit: Hit) -> bool:
    beside = scene.hits_in(Span(hit.start - _NEAR, hit.end + _NEAR))
    return any(
        "drawn_out" in h.senses and (hit.start - h.end in _TOUCHING or h.start - hit.end in _TOUCHING) for h in beside
    )
