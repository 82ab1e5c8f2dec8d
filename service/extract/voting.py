"""Whether what a verb tells is the act of a chamber, or of the state or the head of state beside it."""

from collections.abc import Sequence

from schemas.vocabulary import EventType
from service.extract.actors import Actor
from service.extract.scene import Scene
from service.lang.lexicon import Hit
from service.lang.senses import Trigger
from service.mention import Span

_BESIDE = 2
_DOING = frozenset(("", "by"))
_ACTING = frozenset(("auxiliary", "event"))
_OPENERS = frozenset(("and", "or", "subordinator"))


def body_acts(scene: Scene, hit: Hit, clause: Span, trigger: Trigger) -> bool:
    """Whether a chamber acts in the clause; beside a verb also elsewhere in the sentence, if no state does."""
    inside = scene.actors_in(clause)
    if any(actor.kind == "body" for actor in inside):
        return not _head_acts(scene, hit, inside)
    signs = trigger.rule.event is EventType.PARLIAMENTARY_APPROVAL and "head_of_state" in scene.kinds_in(clause)
    elsewhere = (
        not signs
        and trigger.mode != "noun"
        and any(actor.kind == "body" and not _does_another(scene, actor.span.start, clause) for actor in scene.actors)
    )
    doing = ("state", "government") if _may_ratify(hit) else ("state",)
    by_state = any(actor.kind in doing and actor.link in _DOING for actor in inside)
    return elsewhere and not by_state and not (_may_ratify(hit) and _goes_on(scene, clause))


def _goes_on(scene: Scene, clause: Span) -> bool:
    """'Togo, whose Senate has read it, has yet to ratify', 'The treaty, which the Senate passed, was ratified':
    behind what is told aside, the subject is that of the clause before."""
    own = scene.clauses.index(clause.start)
    if own < _BESIDE or not _OPENERS.isdisjoint(scene.kinds_in(Span(clause.start, clause.start + _BESIDE))):
        return False
    before, between = scene.clauses.span(own - 2), scene.clauses.span(own - 1)
    if not _ACTING.isdisjoint(scene.kinds_in(before)) or _ACTING.isdisjoint(scene.kinds_in(between)):
        return False
    if any(actor.kind == "state" and actor.link in _DOING for actor in scene.actors_in(before)):
        return True
    return "event" in scene.kinds_in(between) and "treaty" in scene.kinds_in(before)


def _may_ratify(hit: Hit) -> bool:
    return any(sense.value.rule.event is EventType.RATIFICATION for sense in hit.senses["event"])


def _head_acts(scene: Scene, hit: Hit, inside: Sequence[Actor]) -> bool:
    """'Prezydent ratyfikował go po uzyskaniu zgody parlamentu': a head of state before a verb that is said of both."""
    before = [actor for actor in inside if actor.span.end <= hit.start and not actor.link]
    following = scene.document.hit_at(hit.end + 1)
    passive = following is not None and any(sense.value == "by" for sense in following.senses.get("link", ()))
    if not _may_ratify(hit) or passive or not before or before[-1].kind != "role":
        return False
    return any("head_of_state" in role.senses for role in scene.hits_in(before[-1].span))


def _does_another(scene: Scene, body: int, clause: Span) -> bool:
    """'Der Verband lehnte ihn ab, und so hat ihn der Senat nie gebilligt': behind the clause, with its own verb."""
    own = scene.clause_of(body)
    opening = scene.document.hits_in(clause.start, clause.start + _BESIDE)
    aside = bool(opening) and "subordinator" in opening[0].senses
    return own.start > clause.start and not aside and not _ACTING.isdisjoint(scene.kinds_in(own))
