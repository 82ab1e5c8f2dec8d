"""Which rule a word of an event stands for here, and what the act is about."""

from collections.abc import Sequence

from schemas.vocabulary import EventType
from service.extract.arguments import Scene, place_of
from service.lang.lexicon import Hit
from service.lang.loader import Trigger
from service.mention import Span
from service.text.document import Document

LEAVING = frozenset((EventType.WITHDRAWAL, EventType.SUSPENSION))
_VERBAL = frozenset(("past", "participle", "present", "infinitive"))


def choose(scene: Scene, hit: Hit) -> Trigger | None:
    """The first rule of the form whose conditions hold here."""
    clause = scene.clause_of(hit.start)
    near = [h for h in scene.hits if clause.start <= h.start < clause.end]
    kinds = {kind for h in near for kind in h.senses}
    all_kinds = {kind for h in scene.hits for kind in h.senses}
    for sense in hit.senses["event"]:
        trigger: Trigger = sense.value
        rule = trigger.rule
        if trigger.particle and not _closes(scene.document, trigger.particle, hit.end, clause):
            continue
        if trigger.excluded and (
            _closes(scene.document, trigger.excluded, hit.end, clause)
            or scene.document.view.startswith(f" {trigger.excluded}", hit.end)
        ):
            continue
        if any(kind in kinds for kind in rule.without) or not all(
            _has(kind, kinds, all_kinds, scene) for kind in rule.needs
        ):
            continue
        if rule.agent == "body" and not _acts(scene, clause, "body", trigger):
            continue
        if (
            trigger.mode == "infinitive"
            and "plan" not in kinds
            and any(s.value.rule is rule and s.value.mode == "present" for s in hit.senses["event"])
        ):
            continue
        return trigger
    return None


def _has(kind: str, near: set[str], all_kinds: set[str], scene: Scene) -> bool:
    return kind in near or kind in all_kinds or (kind == "treaty" and "pronoun" in near)


def _closes(document: Document, particle: str, start: int, clause: Span) -> bool:
    """Whether the clause ends with the separated particle of its verb."""
    rest = document.view[start : clause.end].rstrip(' .,;:!?)–—-„“"')
    return (
        rest == particle
        or rest.endswith(" " + particle)
        or f" {particle} und " in document.view[start : clause.end + 5]
    )


def _acts(scene: Scene, clause: Span, kind: str, trigger: Trigger) -> bool:
    inside = [a for a in scene.actors if a.kind == kind and (clause.start <= a.span.start < clause.end)]
    if trigger.mode == "noun":
        return bool(inside)
    return bool(inside) or (
        any(a.kind == kind for a in scene.actors)
        and not any(
            a.kind == "state" and not a.link and clause.start <= a.span.start < clause.end for a in scene.actors
        )
    )


def overshadowed(scene: Scene, hit: Hit, chosen: Sequence[tuple[Hit, Trigger]]) -> bool:
    """A noun reports no event of its own beside a verb of its clause, or where nothing says when, where or by whom."""
    clause = scene.clause_of(hit.start)
    for other, trigger in chosen:
        if (
            other is not hit
            and clause.start <= other.start < clause.end
            and trigger.mode in _VERBAL
            and hit.senses["event"][0].value.rule.event is not EventType.EXCHANGE_OF_INSTRUMENTS
        ):
            return True
    pending = any(
        kind in h.senses for h in scene.hits if clause.start <= h.start < clause.end for kind in ("pending", "plan")
    )
    placed = (
        any(clause.start <= d.span.start < clause.end for d in scene.dates)
        or place_of(scene, Span(hit.start, hit.end)) is not None
    )
    acted = any(clause.start <= a.span.start < clause.end and a.link in ("by", "of") for a in scene.actors)
    return not (pending or placed or acted)


def votes_to_leave(scene: Scene, clause: Span, hit: Hit) -> bool:
    """Whether what is voted on or signed is leaving the treaty: a noun of leaving in the clause, an infinitive in it or behind it."""
    for other in scene.hits:
        if other is hit or other.start < clause.start:
            continue
        for sense in other.senses.get("event", ()):
            if sense.value.rule.event is EventType.WITHDRAWAL and (
                sense.value.mode == "infinitive" or (sense.value.mode == "noun" and other.start < clause.end)
            ):
                return True
    return False


def of_leaving(scene: Scene, clause: Span) -> bool:
    """Whether what takes effect is a withdrawal or suspension, not the treaty."""
    return any(
        clause.start <= h.start < clause.end
        and any(s.value.rule.event in LEAVING and s.value.mode == "noun" for s in h.senses.get("event", ()))
        for h in scene.hits
    )


def of_amendment(scene: Scene, at: Span) -> bool:
    """Whether what is signed are amendments: their noun stands right before the verb."""
    return any(
        0 < at.start - h.end <= 12
        and any(s.value.rule.event is EventType.AMENDMENT and s.value.mode == "noun" for s in h.senses.get("event", ()))
        for h in scene.hits
    )
