"""What an act is about, where that is not the treaty spoken of: a leaving, amendments, the treaty that is replaced."""

from schemas.vocabulary import EventType, Relation
from service.extract.realis import LEAVING
from service.extract.scene import Scene
from service.lang.lexicon import Hit
from service.lang.senses import Trigger
from service.mention import Span, TreatyMention

_BESIDE = 2
_DONE_TO_TREATY = LEAVING | {EventType.EXTENSION, EventType.AMENDMENT}
_NEAR = 16
_LONGEST_LEAD = 24


def is_about_other(scene: Scene, trigger: Trigger, at: Span, clause: Span) -> bool:
    """Whether what the word tells was done to the treaty that is replaced, or is what a treaty says."""
    return _is_of_replaced(scene, at) or _is_content(scene, trigger, at, clause)


def _is_of_replaced(scene: Scene, at: Span) -> bool:
    """'It replaces the agreement signed in 2016', 'das 2016 unterzeichnete alte Abkommen': the act is the other's."""
    start = scene.attribute_start(at)
    noun = _noun_of(scene, at, start)
    if noun is None:
        return False
    view, document = scene.document.view, scene.document
    apart = start is not None or "," in view[noun.span.end : at.start]
    if apart and any("former" in hit.senses for hit in document.hits_in(noun.head.start - _NEAR, noun.head.start)):
        return True
    start = noun.span.start if start is None else start
    return any(
        sense.value.relation is Relation.SUPERSEDES and sense.value.side == "after"
        for hit in document.hits_in(max(scene.sentence.body, start - _LONGEST_LEAD), start)
        for sense in hit.senses.get("related", ())
    )


def _is_content(scene: Scene, trigger: Trigger, at: Span, clause: Span) -> bool:
    """'The protocol extends the treaty', 'a pact that suspends all fishing': where objects stand behind their verbs, a
    treaty as the subject of a present form, or none behind it, tells what a treaty says."""
    if trigger.mode != "present" or trigger.rule.event not in _DONE_TO_TREATY:
        return False
    if not scene.document.pack.data.subject_first:
        return False
    before = [(t.span, True) for t in scene.treaties if clause.start <= t.span.start and t.span.end <= at.start]
    before += [(a.span, False) for a in scene.actors_in(Span(clause.start, at.start)) if not a.link]
    if before and max(before)[1]:
        return True
    behind = any(at.start < t.span.end and t.span.start < clause.end for t in scene.treaties)
    return not behind and "pronoun" not in scene.kinds_in(clause)


def _noun_of(scene: Scene, at: Span, attribute: int | None) -> TreatyMention | None:
    """The treaty whose attribute the participle closes or, right behind it, opens."""
    for treaty in scene.treaties:
        gap = at.start - treaty.span.end
        if treaty.span.end > at.end if attribute is not None else 1 <= gap <= _BESIDE:
            return treaty
    return None


def of_leaving(scene: Scene, clause: Span) -> bool:
    """Whether what takes effect is a withdrawal or suspension, not the treaty."""
    return any(
        sense.value.rule.event in LEAVING and sense.value.mode == "noun"
        for hit in scene.hits_in(clause)
        for sense in hit.senses.get("event", ())
    )


def of_amendment(scene: Scene, at: Span) -> bool:
    """Whether what is signed are amendments: their noun stands right before the verb."""
    return any(
        sense.value.rule.event is EventType.AMENDMENT and sense.value.mode == "noun"
        for hit in scene.hits
        if 0 < at.start - hit.end <= 12
        for sense in hit.senses.get("event", ())
    )


def voted_leaving(scene: Scene, clause: Span, hit: Hit) -> EventType | None:
    """Whether what is voted on or signed is leaving or suspending: a noun of that in the clause, an infinitive in it or
    behind it."""
    return next(
        (
            sense.value.rule.event
            for other in scene.hits
            if other is not hit and other.start >= clause.start
            for sense in other.senses.get("event", ())
            if sense.value.rule.event in LEAVING
            and (sense.value.mode == "infinitive" or (sense.value.mode == "noun" and other.start < clause.end))
        ),
        None,
    )


def chamber_leaves(scene: Scene, kind: EventType, clause: Span) -> bool:
    """'Госдума денонсировала договор': what a chamber does is only a vote on leaving."""
    acting = {actor.kind for actor in scene.actors_in(clause) if actor.link in ("", "by")}
    return kind is EventType.WITHDRAWAL and "body" in acting and acting.isdisjoint(("state", "role", "government"))
