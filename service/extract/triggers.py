"""Which rule a word of an event stands for here, and what the act is about."""

from collections.abc import Iterable

from schemas.vocabulary import EventStatus, EventType
from service.extract.endings import ends_agreement
from service.extract.particles import closes
from service.extract.phrases import governor
from service.extract.realis import LEAVING
from service.extract.scene import Scene
from service.extract.spoken_of import stood_for
from service.extract.voting import body_acts
from service.lang.lexicon import Hit, kinds_of
from service.lang.model import Event
from service.lang.senses import Trigger
from service.mention import Span

ALONE = frozenset(
    (
        EventType.RATIFICATION,
        EventType.PARLIAMENTARY_APPROVAL,
        EventType.ACCESSION,
        EventType.DEPOSIT_OF_INSTRUMENTS,
        EventType.WITHDRAWAL,
        EventType.SUSPENSION,
        EventType.EXTENSION,
    )
)
"""What each side does for itself."""
_OPTIONAL = LEAVING | {EventType.TERMINATION, EventType.EXTENSION, EventType.AMENDMENT}
_CALLED = frozenset(("present", "infinitive"))
_CLOSING_MARKS = " \n”“»\"'"
_OPENING = '„“"«¡'
_BESIDE = 2
_STATE = frozenset(("state",))
_TIME = frozenset(("time",))
"""What a rule needs that a date gives, or the name of a day; not any word of time: 'vor dem Hintergrund'."""
_DAYS = frozenset("DWR")
"""Codes of 'today', 'Monday' and 'now' in the grammar of time."""
_NEAR = 16
_FINITE_MODES = frozenset(("present", "participle"))
_GOVERNORS = frozenset(("plan", "achieved", "refusal", "demands"))
_FINITE = frozenset(("auxiliary", "plan"))
_BETWEEN = frozenset(("time", "link", "indefinite", "article", "state", "locality", "and"))
_LONGEST_LEAD = 24
_LONGEST_LINK = 6
_DETERMINING = frozenset(("article", "indefinite", "demonstrative", "link"))


def may_report(hits: Iterable[Hit], kinds: frozenset[str], *, resumes: bool, dated: bool) -> bool:
    """Whether the classes `kinds` of a sentence's words let any of them report an act; if not, `choose` finds none."""
    kinds = kinds | _TIME if dated else kinds
    around = kinds | {"treaty"} if resumes or "pronoun" in kinds else kinds
    for hit in hits:
        if "event" not in hit.senses:
            continue
        for sense in hit.senses["event"]:
            rule: Event = sense.value.rule
            there = around.issuperset(rule.needs) and kinds.issuperset(rule.within)
            if there and (rule.agent != "body" or "body" in kinds):
                return True
    return False


def choose(scene: Scene, hit: Hit) -> Trigger | None:
    """The first rule of the form whose conditions hold here."""
    clause = scene.clause_of(hit.start)
    near = scene.kinds_in(_own_phrase(scene, hit) or clause)
    resumed = _resumed(scene, clause)
    for sense in hit.senses["event"]:
        trigger: Trigger = sense.value
        if (
            _has_its_particle(scene, trigger, hit, clause)
            and _has_its_company(scene, trigger, hit, clause, near | resumed)
            and (trigger.rule.agent != "body" or body_acts(scene, hit, clause, trigger))
            and (trigger.rule.agent != "state" or _state_acts(scene, clause))
            and not _is_finite(trigger, hit, near)
            and not _is_counted(scene, trigger, hit)
            and not _is_noun(scene, trigger, hit)
            and (not trigger.rule.dates or _dates_agreement(scene, hit, clause))
            and (
                not (trigger.rule.of != "any" or trigger.rule.event is EventType.TERMINATION)
                or ends_agreement(scene, trigger, hit, clause)
            )
            and (not trigger.rule.brings or _brings_something_new(scene, hit, clause))
        ):
            return trigger
    return None


def _state_acts(scene: Scene, clause: Span) -> bool:
    """'Chile left it', 'the country left it', 'Chile said it would leave it'."""
    if "country" in scene.kinds_in(clause) or _is_subject_state(scene, clause):
        return True
    own = scene.clauses.index(clause.start)
    if not own or "pronoun" not in scene.kinds_in(clause) or scene.actors_in(clause):
        return False
    before = scene.clauses.span(own - 1)
    return "says" in scene.kinds_in(before) and _is_subject_state(scene, before)


def _is_subject_state(scene: Scene, clause: Span) -> bool:
    return any(actor.kind == "state" and not actor.link for actor in scene.actors_in(clause))


def _own_phrase(scene: Scene, hit: Hit) -> Span | None:
    """'die Ratifizierung [des im März unterzeichneten Vertrags]': what stands before it is no company."""
    start = scene.attribute_start(Span(hit.start, hit.end))
    return None if start is None else Span(start, hit.end)


def _is_counted(scene: Scene, trigger: Trigger, hit: Hit) -> bool:
    """'dopo la quinta ratifica', 'its deposit of the instrument': behind a number of order or an article, what could be
    a verb of the present is a noun."""
    if trigger.mode not in _CALLED:
        return False
    before = scene.document.hit_before(hit.start, _NEAR)
    if before is None or hit.start - before.end > 1:
        return False
    article = "article" in before.senses and "pronoun" not in before.senses
    if article and any(s.value.mode == "noun" and s.value.rule is trigger.rule for s in hit.senses["event"]):
        return True
    return trigger.mode == "present" and _is_ordinal(before)


def _is_noun(scene: Scene, trigger: Trigger, hit: Hit) -> bool:
    """'i negoziati': where participles follow their nouns, one right behind an article is the noun that it also is."""
    if trigger.mode != "participle" or not scene.document.pack.data.adjective_last:
        return False
    if not any(s.value.mode == "noun" and s.value.rule is trigger.rule for s in hit.senses["event"]):
        return False
    before = scene.document.hit_before(hit.start, _NEAR)
    return before is not None and hit.start - before.end <= 1 and not _DETERMINING.isdisjoint(before.senses)


def _is_ordinal(hit: Hit) -> bool:
    return any(sense.value[0] == "O" for sense in hit.senses.get("time", ()))


def _dates_agreement(scene: Scene, hit: Hit, clause: Span) -> bool:
    """'The treaty dates from 1990', not 'the accession …' or 'the dispute over the treaty dates from 1990'."""
    inside = scene.hits_in(clause)
    if any(other is not hit and "event" in other.senses for other in inside):
        return False
    named = any(
        "treaty" in other.senses and other.start < hit.start and not governor(scene.document, inside, position)
        for position, other in enumerate(inside)
    )
    return named and any(0 < date.span.start - hit.end <= _LONGEST_LINK for date in scene.dates)


def _brings_something_new(scene: Scene, hit: Hit, clause: Span) -> bool:
    """'llegaron el lunes a un acuerdo': behind the verb, with a time and a place at most, stands a new agreement."""
    before: Hit | None = None
    for behind in scene.hits_in(Span(hit.end, clause.end)):
        if "treaty" in behind.senses:
            return before is not None and "indefinite" in before.senses and behind.start - before.end <= _LONGEST_LEAD
        if _BETWEEN.isdisjoint(behind.senses):
            return False
        before = behind
    return False


def _resumed(scene: Scene, clause: Span) -> frozenset[str]:
    """'Die Gespräche, die seit 2019 laufen, sollen …': the classes of the clause that this goes on."""
    number = scene.clauses.index(clause.start)
    first = next(iter(scene.hits_in(Span(clause.start, clause.start + 2))), None) if number > 1 else None
    if first is None or _FINITE.isdisjoint(first.senses):
        return frozenset()
    return scene.kinds_in(scene.clauses.span(number - 2))


def _has_its_particle(scene: Scene, trigger: Trigger, hit: Hit, clause: Span) -> bool:
    """Whether the particle that makes it this verb closes its clause, and the one that makes it another does not."""
    if not (trigger.particle or trigger.excluded):
        return True
    clause = _over_title(scene, clause)
    if trigger.particle and not closes(scene.document, trigger.particle, hit.end, clause):
        return False
    return not trigger.excluded or not (
        closes(scene.document, trigger.excluded, hit.end, clause)
        or scene.document.view.startswith(f" {trigger.excluded}", hit.end)
    )


def _over_title(scene: Scene, clause: Span) -> Span:
    """'nahm den Vertrag über Wissen, Technik und Kunst an': a comma of a title ends no clause."""
    inside = next((t for t in scene.treaties if t.span.start < clause.end < t.span.end), None)
    return clause if inside is None else Span(clause.start, scene.clause_of(inside.span.end - 1).end)


def _has_its_company(scene: Scene, trigger: Trigger, hit: Hit, clause: Span, near: frozenset[str]) -> bool:
    """Whether each class that the rule needs stands in the sentence, none that it shuns in the clause."""
    shunned = near.intersection(trigger.rule.without)
    if shunned == _STATE and _only_titled(scene, clause):
        shunned = frozenset()
    if shunned or not near.issuperset(trigger.rule.within):
        return False
    if "treaty" in trigger.rule.needs and "treaty" not in scene.kinds and not stood_for(scene, trigger, hit, clause):
        return False
    return all(_is_there(scene, kind) for kind in trigger.rule.needs)


def _only_titled(scene: Scene, clause: Span) -> bool:
    """'Конвенция ООН о … была принята': whether all states of the clause stand in names of treaties."""
    return all(
        any(treaty.span.start <= state.span.start < treaty.span.end for treaty in scene.treaties)
        for state in scene.states
        if clause.start <= state.span.start < clause.end
    )


def _is_there(scene: Scene, kind: str) -> bool:
    if kind == "starting":
        return _leads_to_date(scene)
    if kind in _TIME:
        return bool(scene.dates) or any(s.value[0] in _DAYS for hit in scene.hits for s in hit.senses.get("time", ()))
    return kind in scene.kinds or kind == "treaty"


def _leads_to_date(scene: Scene) -> bool:
    """Whether a word such as 'since' stands right before a date; elsewhere it may be another preposition."""
    starting = [hit.end for hit in scene.hits if "starting" in hit.senses]
    return any(0 < date.span.start - end <= _BESIDE for date in scene.dates for end in starting)


def _is_finite(trigger: Trigger, hit: Hit, near: frozenset[str]) -> bool:
    """Whether what could be an infinitive is a finite form ('put on hold'): nothing that governs one stands by."""
    return (
        trigger.mode == "infinitive"
        and _GOVERNORS.isdisjoint(near)
        and any(s.value.rule is trigger.rule and s.value.mode in _FINITE_MODES for s in hit.senses["event"])
    )


def is_refused(scene: Scene, trigger: Trigger, at: Span) -> bool:
    """'weigerte sich, … zu unterzeichnen': the clause before denies the infinitive."""
    own = scene.clauses.index(at.start)
    if trigger.mode != "infinitive" or own == 0:
        return False
    if any(_FINITE & hit.senses.keys() for hit in scene.hits_in(scene.clauses.span(own))):
        return False
    return any("refusal" in hit.senses for hit in scene.hits_in(scene.clauses.span(own - 1)))


def is_no_act(scene: Scene, trigger: Trigger, at: Span, clause: Span, status: EventStatus) -> bool:
    """Whether it tells what happens time and again, what the treaty allows, or what somebody calls for."""
    if status is EventStatus.PLANNED and trigger.rule.event in _OPTIONAL and _is_demanded(scene, clause):
        return True
    return (
        _is_asked(scene, status)
        or _is_recurring(scene, trigger, clause)
        or _is_option(scene, trigger, clause, status)
        or _is_demand(scene.document.view, trigger, at, clause)
    )


def _is_demand(view: str, trigger: Trigger, at: Span, clause: Span) -> bool:
    """'"Ratify it now!"': a verb that opens what is called out."""
    if trigger.mode not in _CALLED or not (at.start - clause.start <= 1 or view[at.start - 1] in _OPENING):
        return False
    return "!" in view[at.end : clause.end + 1]


def _is_demanded(scene: Scene, clause: Span) -> bool:
    """'Die Opposition verlangt, das Abkommen zu kündigen': a demand is no step, unless it is a chamber's."""
    before = scene.clauses.span(max(0, scene.clauses.index(clause.start) - 1))
    kinds = scene.kinds_in(Span(min(before.start, clause.start), clause.end))
    return "demands" in kinds and "body" not in kinds


def _is_asked(scene: Scene, status: EventStatus) -> bool:
    """'Will it be denounced?', 'Hat Chile gekündigt?': no plan, nor what the question opens with."""
    asked = scene.document.view[scene.sentence.start : scene.sentence.end].rstrip(_CLOSING_MARKS).endswith("?")
    if not asked or status is EventStatus.PLANNED:
        return asked
    first = scene.document.hit_at(scene.sentence.body)
    return first is not None and "auxiliary" in first.senses


def _is_recurring(scene: Scene, trigger: Trigger, clause: Span) -> bool:
    """'it is renewed every two years': no act on a day."""
    return trigger.rule.event is EventType.EXTENSION and any(
        clause.start <= turn.span.start < clause.end
        and all("link" not in hit.senses for hit in scene.document.hits_in(turn.span.start, turn.span.start + 1))
        for turn in scene.recurring
    )


def _is_option(scene: Scene, trigger: Trigger, clause: Span, status: EventStatus) -> bool:
    """'each party may denounce it at any time': what the treaty allows is no plan."""
    ahead = status is EventStatus.PLANNED or trigger.mode in _CALLED
    if not ahead or trigger.rule.event not in _OPTIONAL:
        return False
    dated = any(clause.start <= date.span.start < clause.end for date in scene.dates)
    return not dated and "option" in scene.kinds_in(clause)


def is_attribute(scene: Scene, trigger: Trigger, at: Span, clause: Span) -> bool:
    """'das überarbeitete Abkommen', 'une convention révisée': what only says of which of several one speaks."""
    if scene.attribute_start(at) is not None:
        return True
    bare = trigger.mode == "participle" and scene.document.pack.data.adjective_last
    if not bare or scene.sentence.headline or at.start - scene.sentence.body <= 1:
        return False
    told = "auxiliary" in kinds_of(scene.hits_in(Span(clause.start, at.start)))
    return not told and all(actor.link != "by" for actor in scene.actors_in(clause))
