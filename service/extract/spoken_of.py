"""Acts that leave the treaty unnamed: a pronoun stands for it, or they go on with what was spoken of."""

from schemas.vocabulary import EventStatus, EventType
from service.extract.actors import Actor
from service.extract.scene import Scene
from service.lang.lexicon import Hit
from service.lang.senses import Trigger
from service.mention import Span

VERBAL = frozenset(("past", "participle", "present", "infinitive"))
MOST_BEFORE = 5
"""Sentences back in which an agreement was spoken of, so that what one side does may be an act of it."""
_LEADING = frozenset(("participle", "past"))
_TOLD = frozenset(("past", "participle", "noun"))
_TALKS_WHEN = frozenset(("pending", "drawn_out", "preceded"))
"""Words that place talks in time as a date would."""
_TO_COME = frozenset(("pending", "plan"))
_ACTING = frozenset(("auxiliary", "event"))
_ONE_BY_ONE = frozenset(
    (
        EventType.ACCESSION,
        EventType.WITHDRAWAL,
        EventType.SUSPENSION,
        EventType.RATIFICATION,
        EventType.EXTENSION,
    )
)
"""What is told of a state without naming the treaty anew."""


def stood_for(scene: Scene, trigger: Trigger, hit: Hit, clause: Span) -> bool:
    """Whether a pronoun stands for the treaty and not for what the rule shuns, or the act goes on with it."""
    if "pronoun" in scene.kinds_in(clause) and scene.kinds.isdisjoint(trigger.rule.without):
        return True
    return _goes_on(scene, trigger, hit, clause)


def _is_timed(scene: Scene, clause: Span) -> bool:
    """Whether the clause says when, or how long."""
    return any(clause.start <= date.span.start < clause.end for date in (*scene.dates, *scene.lengths))


def _goes_on(scene: Scene, trigger: Trigger, hit: Hit, clause: Span) -> bool:
    """Right behind a sentence that speaks of a treaty: an act of a state on a day ('The Philippines left in 2019'), a
    name put there for somebody, a participle that opens the sentence ('Adopted in Rome in 1998, …') or talks, with a
    time or as 'yet to begin'."""
    if scene.since_treaty > MOST_BEFORE:
        return False
    if trigger.rule.event is EventType.SIGNATURE and trigger.mode in VERBAL and _acts_for_somebody(scene, hit):
        return scene.kinds.isdisjoint(trigger.rule.without)
    if trigger.rule.agent == "body" and trigger.rule.status is EventStatus.PLANNED:
        return scene.kinds.isdisjoint(trigger.rule.without)
    leads = trigger.mode in _LEADING and _leads(scene, hit)
    if trigger.rule.event not in _ONE_BY_ONE or leads:
        named = len(trigger.rule.needs) > 1
        ahead = named and not _TO_COME.isdisjoint(scene.kinds_in(clause))
        talks = trigger.rule.event is EventType.NEGOTIATION and (trigger.mode in _TOLD or ahead)
        timed = _is_timed(scene, clause) or (talks and not _TALKS_WHEN.isdisjoint(scene.kinds_in(clause)))
        goes_on = (leads or talks) and timed and (scene.resumes or (talks and named))
        return goes_on and scene.kinds.isdisjoint(trigger.rule.without)
    dated = any(clause.start <= date.span.start < clause.end for date in scene.dates)
    return dated and any(actor.kind == "state" and not actor.link for actor in _doers_near(scene, clause))


def _leads(scene: Scene, hit: Hit) -> bool:
    """Whether a participle opens the sentence, or goes on with one that does: 'Firmato nel 1998 e scaduto nel 2018'."""
    opens = scene.sentence.body
    if hit.start - opens <= 1:
        return True
    first = scene.document.hits_in(opens, opens + 2)
    told = {sense.value.mode for other in first for sense in other.senses.get("event", ())}
    return "participle" in told and _ACTING.isdisjoint(scene.kinds_in(Span(first[0].end, hit.start)))


def _doers_near(scene: Scene, clause: Span) -> list[Actor]:
    """Those of the clause, and of the one before that it goes on with: 'Chile, which left in 2019, …'."""
    own = scene.clauses.index(clause.start)
    return scene.actors_in(Span(scene.clauses.span(max(0, own - 1)).start, clause.end))


def _acts_for_somebody(scene: Scene, verb: Hit) -> bool:
    """'Für Chile zeichnete Luis Vega', 'Luis Vega zeichnete für den Zaren'."""
    behind = scene.document.hit_at(verb.end + 1)
    follows = behind is not None and any(sense.value == "for" for sense in behind.senses.get("link", ()))
    return bool(scene.persons) and (follows or any(state.link == "for" for state in scene.states))
