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
    clause = scene.clause_of(hit.start)
    if hit.senses["event"][0].value.rule.event is not EventType.EXCHANGE_OF_INSTRUMENTS and any(
        other is not hit and clause.start <= other.start < clause.end and its.mode in VERBAL for other, its in chosen
    ):
        return True
    pending = (
        trigger.rule.status is EventStatus.PLANNED
        or not _PENDING.isdisjoint(scene.kinds_in(clause))
        or _is_scheduled(scene, hit, clause)
    )
    dated = any(clause.start <= d.span.start < clause.end for d in scene.dates) or _dated_beside(scene, hit)
    acted = any(actor.link in ("by", "of") for actor in scene.actors_in(clause))
    return not (pending or dated or acted or place_of(scene, Span(hit.start, hit.end)) is not None)


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
    """'nach neunjährigen Verhandlungen', 'after nine years of talks': these were, whatever the verb says."""
    return (
        trigger.mode == "noun"
        and trigger.rule.event is EventType.NEGOTIATION
        and any(abs(hit.start - length.span.end) <= _NEAR for length in scene.lengths)
    )
