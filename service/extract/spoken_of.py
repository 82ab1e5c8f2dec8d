"""Acts that leave the treaty unnamed: a pronoun stands for it, or they go on with what was spoken of."""

import re
from collections.abc import Set
from itertools import pairwise, zip_longest

from schemas.vocabulary import EventStatus, EventType
from service.extract.actors import Actor
from service.extract.adjoining import stands_alone
from service.extract.phrases import governor_before
from service.extract.scene import Scene
from service.lang.lexicon import Hit
from service.lang.senses import Trigger
from service.mention import Span

VERBAL = frozenset(("past", "participle", "present", "infinitive"))
_PRONOUNS = frozenset(("pronoun",))
_FINITE = frozenset(("past", "present", "infinitive"))
_FOR_ENDS = frozenset(("pronoun", "both_of", "all_of"))
"""Where no side acts, 'both' are agreements."""
_LEADING = frozenset(("participle", "past"))
_TOLD = frozenset(("past", "participle", "noun"))
_TALKS_WHEN = frozenset(("pending", "drawn_out", "preceded"))
"""Words that place talks in time as a date would."""
_TO_COME = frozenset(("pending", "plan"))
_ACTING = frozenset(("auxiliary", "event"))
_OBJECT = frozenset(("article", "indefinite", "demonstrative", "state"))
_NO_SUBJECT = frozenset(("auxiliary", "link", "time", "again"))
_LINKS_OF_NOUN = frozenset(("", "of", "by"))
_NO_LINK = frozenset(("",))
_LONGEST_OPENING = 48
_LEAVERS = frozenset(("state", "government"))
"""Who acts for a state: 'Chile left in 2019', 'In 2019 the government handed in its notice'."""
_NEAR = 5
_OPENING = 2
_WORD = re.compile(r"[^\W\d_]+")
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
_LONGEST_LINK = 8


def stood_for(scene: Scene, trigger: Trigger, hit: Hit, clause: Span) -> bool:
    """Whether a pronoun stands for the treaty and not for what the rule shuns, or the act goes on with it."""
    pronouns = _FOR_ENDS if trigger.rule.event is EventType.TERMINATION else _PRONOUNS
    if _stands_there(scene, pronouns, clause) and scene.kinds.isdisjoint(trigger.rule.without):
        return True
    return _goes_on(scene, trigger, hit, clause)


def _stands_there(scene: Scene, pronouns: Set[str], clause: Span) -> bool:
    """Whether a pronoun stands in the clause; what may be a preposition too is one before a verb: 's'en est retirée',
    but not 'en mer'."""
    if scene.kinds_in(clause).isdisjoint(pronouns):
        return has_clitic(scene, clause)
    return has_clitic(scene, clause) or any(
        not pronouns.isdisjoint(hit.senses) and ("link" not in hit.senses or _before_verb(hit, following))
        for hit, following in zip_longest(scene.hits_in(clause), scene.hits_in(clause)[1:])
    )


def has_clitic(scene: Scene, clause: Span) -> bool:
    """Whether what is also an article stands right before a verb: 'La Pologne la ratifia'."""
    return "clitic" in scene.kinds_in(clause) and any(
        "clitic" in hit.senses and _before_verb(hit, following) for hit, following in pairwise(scene.hits_in(clause))
    )


def _before_verb(hit: Hit, following: Hit | None) -> bool:
    if following is None or following.start - hit.end > 1:
        return False
    modes = {sense.value.mode for sense in following.senses.get("event", ())}
    return "auxiliary" in following.senses or "past" in modes or (bool(modes) and modes <= _FINITE)


def _is_timed(scene: Scene, clause: Span) -> bool:
    """Whether the clause says when, or how long, or the next one does and no more: '…, la última en 2016'."""
    return any(clause.start <= length.span.start < clause.end for length in scene.lengths) or _is_dated(scene, clause)


def _is_dated(scene: Scene, clause: Span) -> bool:
    if any(clause.start <= date.span.start < clause.end for date in scene.dates):
        return True
    own = scene.clauses.index(clause.start) + 1
    return own < len(scene.clauses) and any(
        scene.clauses.index(date.span.start) == own and stands_alone(scene, date, own) for date in scene.dates
    )


def _goes_on(scene: Scene, trigger: Trigger, hit: Hit, clause: Span) -> bool:
    """Behind a sentence that speaks of a treaty: an act of a state on a day ('The Philippines left in 2019'), the
    ratification on a day, unless so many of them ('die Schwelle von 22 Ratifizierungen'), a name put there for
    somebody, a participle that opens the sentence ('Adopted in Rome in 1998, …') or talks, with a time or as 'yet to
    begin'."""
    if not scene.resumes:
        return False
    if trigger.rule.event is EventType.SIGNATURE and trigger.mode in VERBAL and _acts_for_somebody(scene, hit):
        return scene.kinds.isdisjoint(trigger.rule.without)
    if trigger.rule.agent == "body" and trigger.rule.status is EventStatus.PLANNED:
        return scene.kinds.isdisjoint(trigger.rule.without)
    leads = _leads(scene, trigger, hit)
    if trigger.rule.event not in _ONE_BY_ONE or leads:
        named = len(trigger.rule.needs) > 1
        ahead = named and not _TO_COME.isdisjoint(scene.kinds_in(clause))
        talks = trigger.rule.event is EventType.NEGOTIATION and (trigger.mode in _TOLD or ahead)
        timed = _is_timed(scene, clause) or (talks and not _TALKS_WHEN.isdisjoint(scene.kinds_in(clause)))
        changed = trigger.rule.event is EventType.AMENDMENT and (named or trigger.mode in _LEADING)
        return (leads or talks or changed) and timed and scene.kinds.isdisjoint(trigger.rule.without)
    dated = _is_dated(scene, clause)
    if dated and trigger.mode == "noun" and _tells_of_treaty(scene, trigger, hit, clause):
        counted = governor_before(scene.document, hit.start) == "of"
        return not counted and scene.kinds.isdisjoint(trigger.rule.without)
    prolonged = trigger.rule.event is EventType.EXTENSION and len(trigger.rule.needs) > 1
    if dated and prolonged and scene.kinds.isdisjoint(trigger.rule.without):
        return True
    links = _LINKS_OF_NOUN if trigger.mode == "noun" else _NO_LINK
    return dated and any(actor.kind in _LEAVERS and actor.link in links for actor in _doers_near(scene, clause))


def _leads(scene: Scene, trigger: Trigger, hit: Hit) -> bool:
    """Whether a participle opens the sentence, or a verb without a subject does, or it goes on with such a one:
    'Firmato nel 1998 e scaduto nel 2018', 'Fu prorogato nel 2010 e denunciato nel 2015'."""
    if _opens(scene, trigger, hit):
        return True
    first = next(other for other in scene.hits if "event" in other.senses)
    if trigger.mode != "participle" or not _ACTING.isdisjoint(scene.kinds_in(Span(first.end, hit.start))):
        return False
    return first is not hit and any(_opens(scene, sense.value, first) for sense in first.senses["event"])


def _opens(scene: Scene, trigger: Trigger, hit: Hit) -> bool:
    if trigger.mode not in _LEADING or (trigger.mode == "past" and _has_object(scene, hit)):
        return False
    return hit.start - scene.sentence.body <= 1 or _lacks_subject(scene, hit)


def _has_object(scene: Scene, hit: Hit) -> bool:
    """'Suspendió las clases', but not 'Se suspendió el 3 de mayo'."""
    behind = scene.document.hit_at(hit.end + 1)
    dated = any(0 < date.span.start - hit.end <= _NEAR for date in scene.dates)
    return behind is not None and not dated and not _OBJECT.isdisjoint(behind.senses)


def _lacks_subject(scene: Scene, hit: Hit) -> bool:
    """'Nel 1938 fu denunciato da Vilnius', 'Se prorrogó en 2016': nothing but a time and an auxiliary stands before
    what was done, so that it goes on with the treaty."""
    before = Span(scene.sentence.body, hit.start)
    far = hit.start - before.start > _LONGEST_OPENING or scene.clauses.index(hit.start)
    if far or not scene.document.pack.data.adjective_last or _has_object(scene, hit):
        return False
    known = [(other.start, other.end) for other in scene.hits_in(before) if not _NO_SUBJECT.isdisjoint(other.senses)]
    known += [(date.span.start, date.span.end) for date in scene.dates]
    words = [
        word.group()
        for word in _WORD.finditer(scene.document.view, *before)
        if not any(start <= word.start() < end for start, end in known)
    ]
    return not words or (len(words) == 1 and words[0].islower())


def _tells_of_treaty(scene: Scene, trigger: Trigger, noun: Hit, clause: Span) -> bool:
    """Whether the noun is of the treaty spoken of, without naming it: a ratification, a prolongation as the subject
    ('La última prórroga se acordó en 2023'), what a state does."""
    if trigger.rule.event is EventType.EXTENSION:
        return not scene.actors_in(Span(clause.start, noun.start))
    return trigger.rule.event is EventType.RATIFICATION or _is_ones_own(scene, noun)


def _is_ones_own(scene: Scene, noun: Hit) -> bool:
    """'La adhesión de Letonia se produjo en mayo', 'la dénonciation polonaise': whose act it is stands right behind."""
    return any(
        0 < state.span.start - noun.end <= _LONGEST_LINK and (state.via == "adjective" or state.link == "of")
        for state in scene.states
    )


def _doers_near(scene: Scene, clause: Span) -> list[Actor]:
    """Those of the clause, and of the one before that it goes on with: 'Chile, which left in 2019, …', 'Chile, tired of
    paying, left in 2019'."""
    own = scene.clauses.index(clause.start)
    resumed = all(
        "subordinator" not in hit.senses for hit in scene.hits_in(Span(clause.start, clause.start + _OPENING))
    )
    aside = own > 1 and resumed and _ACTING.isdisjoint(scene.kinds_in(scene.clauses.span(own - 1)))
    return scene.actors_in(Span(scene.clauses.span(max(0, own - 1 - aside)).start, clause.end))


def _acts_for_somebody(scene: Scene, verb: Hit) -> bool:
    """'Für Chile zeichnete Luis Vega', 'Luis Vega zeichnete für den Zaren'."""
    behind = scene.document.hit_at(verb.end + 1)
    follows = behind is not None and any(sense.value == "for" for sense in behind.senses.get("link", ()))
    return bool(scene.persons) and (follows or any(state.link == "for" for state in scene.states))
