"""Stage 2e: lifecycle events: the word that reports one, its realis, and the arguments that its clause gives it."""

from collections.abc import Iterator, Sequence

from schemas.vocabulary import EventStatus, EventType
from service.extract.actors import actors
from service.extract.adjoining import CHANGES, days_told, is_condition
from service.extract.amending import of_amended
from service.extract.anniversaries import commemorated
from service.extract.arguments import treaty_of
from service.extract.assent import assented
from service.extract.carried import MARKED, Carried
from service.extract.chambers import by_body
from service.extract.counted import counted
from service.extract.datable import datable, free_dates, says_how_long
from service.extract.dating import date_of, date_of_joined
from service.extract.doers import by_state
from service.extract.echoes import without_averted_end, without_echoes, without_recount
from service.extract.effects import brought_about, effect_apart, effect_of, from_signature, take_effect
from service.extract.ellipsis import (
    awaited,
    joined_by,
    of_who_joined,
    thresholds_marked,
    with_repeated,
)
from service.extract.endings import acted_on, lasted_until
from service.extract.hearsay import is_denied
from service.extract.jointly import in_force_for, together
from service.extract.nominal import nominal_date
from service.extract.nouns import are_measured, is_dated_apart, is_recalled, names_treaty, overshadowed
from service.extract.objects import chamber_leaves, is_about_other, of_amendment, of_leaving, voted_leaving
from service.extract.predecessors import with_predecessors
from service.extract.realis import LEAVING, REFUSABLE, realis
from service.extract.scene import Scene
from service.extract.signers import only_seen, signers
from service.extract.stories import latest_day
from service.extract.tickers import done_live, live_days
from service.extract.timing import (
    announced,
    is_of_saying,
    lies_behind,
    of_one_day,
    timed,
    told,
)
from service.extract.triggers import (
    ALONE,
    choose,
    is_attribute,
    is_no_act,
    is_refused,
    may_report,
)
from service.extract.turns import in_turn
from service.extract.whereabouts import place_of_act
from service.lang.lexicon import Hit
from service.lang.senses import Trigger
from service.mention import DateMention, EventMention, PersonMention, Span, StateMention, TreatyMention
from service.text.clauses import Clauses
from service.text.document import Document
from service.text.spans import by_stretch

_SIGNED = frozenset((EventType.SIGNATURE, EventType.INITIALLING))
_GIVEN_UP = frozenset((*LEAVING, EventType.EXTENSION, EventType.TERMINATION))
_KNOWN_AT_ONCE = frozenset((*_GIVEN_UP, EventType.NEGOTIATION))
_NOT_SKIPPED = MARKED | {"follows", "step"}
_MOST_BACK = 12
"""Acts among which the signature is looked for, so that time grows with the text."""


def events(
    document: Document,
    dates: Sequence[DateMention],
    states: Sequence[StateMention],
    persons: Sequence[PersonMention],
    treaties: Sequence[TreatyMention],
) -> list[EventMention]:
    """Lifecycle events in the order of the text; one for each state where several acted each for itself."""
    found: list[EventMention] = []
    carried = Carried(document)
    starts = document.sentence_starts
    dates_of, treaties_of = by_stretch(dates, starts), by_stretch(treaties, starts)
    states_of, persons_of = by_stretch(states, starts), by_stretch(persons, starts)
    latest = latest_day(dates) if document.reference is None else None
    live = live_days(document, dates_of)
    spoken = {state.code for state in states if state.via != "body"}
    spoken_of = False
    for index, sentence in enumerate(document.sentences):
        own_treaties, own_states, own_dates = treaties_of[index], states_of[index], dates_of[index]
        free = free_dates(document, own_dates, own_treaties, sentence.body) if own_dates else []
        carried.open(index, free)
        hits = document.hits[sentence.first : sentence.last]
        resumes, spoken_of = spoken_of, spoken_of or bool(own_treaties)
        acts = "event" in sentence.kinds and may_report(hits, sentence.kinds, resumes=resumes, dated=bool(own_dates))
        if not acts and _NOT_SKIPPED.isdisjoint(sentence.kinds):
            carried.skip(index, free)
            continue
        scene = Scene(
            document,
            sentence,
            index,
            hits,
            Clauses(document, sentence),
            free,
            own_states,
            persons_of[index],
            own_treaties,
            actors(document, hits, own_states, spoken),
            own_dates,
            [date for date in own_dates if date.type == "DURATION" or says_how_long(document, date)],
            [date for date in own_dates if date.type == "SET"],
            latest,
            live.get(index),
            resumes,
            next((event for event in reversed(found[-_MOST_BACK:]) if event.type in LEAVING), None),
        )
        last = found[-1] if found and found[-1].sentence >= index - 1 else None
        own_events = assented(scene, without_recount(scene, without_echoes(scene, _in_sentence(scene)), last), last)
        own_events = with_repeated(scene, with_predecessors(scene, own_events), last)
        own_events = carried.dated(scene, own_events)
        own_events = [brought_about(scene, of_who_joined(event, last), last) for event in own_events]
        own_events = counted(scene, own_events, found)
        if last is not None:
            found[-1] = joined_by(last, own_events)
        own_events = [from_signature(scene, event, [*found[-_MOST_BACK:], *own_events]) for event in own_events]
        for event in own_events:
            if event.effective is not None and event.date is None:
                take_effect(found, event)
            elif last is not None and (effect := effect_of(scene, last, event)) is not None:
                take_effect(found, event._replace(type=last.type, date=None, effective=effect))
            else:
                found.append(event)
                last = event if event.type in LEAVING else last
        carried.tell(scene, own_events)
    return found


def _in_sentence(scene: Scene) -> list[EventMention]:
    """The events that words of the sentence report; the scene keeps these words as its triggers."""
    chosen = [
        (hit, trigger)
        for hit in scene.hits
        if "event" in hit.senses
        if (trigger := choose(scene, hit)) is not None and not names_treaty(scene, hit, trigger)
    ]
    scene.triggers = [Span(hit.start, hit.end) for hit, _ in chosen]
    scene.behind = {
        at for at, (_, trigger) in zip(scene.triggers, chosen, strict=True) if scene.follows_treaty(at, trigger)
    }
    for at, (hit, trigger) in zip(scene.triggers, chosen, strict=True):
        if is_dated_apart(scene, hit, trigger, chosen) and (
            date := nominal_date(scene, at, datable(scene, trigger.rule.event))
        ):
            scene.nominal[at] = date
    events: list[EventMention] = []
    untensed: set[Span] = set()
    for at, (hit, trigger) in zip(scene.triggers, chosen, strict=True):
        clause = scene.clause_of(hit.start)
        if trigger.mode == "noun" and (
            (at not in scene.nominal and overshadowed(scene, hit, trigger, chosen))
            or scene.document.view[hit.start - 1 : hit.start] == "-"
        ):
            continue
        if at not in scene.nominal and is_recalled(scene, hit, trigger, chosen):
            talks = EventMention(at, trigger.rule.id, trigger.rule.event, EventStatus.OCCURRED, scene.index)
            events.append(together(scene, talks._replace(treaty=treaty_of(scene, at)), clause))
            continue
        attributive = scene.attribute_start(at)
        if attributive is not None:
            clause = Span(attributive, hit.end)
        elif at in scene.behind:
            clause = Span(hit.start, clause.end)
        status = _status(scene, trigger, at, clause)
        if (
            status is None
            or is_no_act(scene, trigger, at, clause, status)
            or is_about_other(scene, trigger, at, clause)
        ):
            continue
        if status is EventStatus.OCCURRED and trigger.mode == "noun":
            untensed.add(at)
        told = _events(scene, hit, trigger, _up_to_date(scene, at, clause), status)
        events += (
            (e._replace(date=None, effective=e.date) for e in told)
            if trigger.rule.effect and status is EventStatus.PLANNED
            else told
        )
    events = [of_one_day(event, events) if event.span in untensed else event for event in events]
    events = thresholds_marked(scene, without_averted_end(events))
    return [*events, *awaited(scene, chosen, events)]


def _up_to_date(scene: Scene, at: Span, clause: Span) -> Span:
    """The clause of an act; of a noun with a day of its own, only as far as that: who stands behind does another, as
    does the subject of a verb before."""
    date = scene.nominal.get(at)
    if date is None:
        return clause
    verbs = [other.end for other in scene.triggers if clause.start <= other.start < at.start]
    return Span(max(verbs, default=clause.start), date.span.end)


def _status(scene: Scene, trigger: Trigger, at: Span, clause: Span) -> EventStatus | None:
    status = realis(scene.document, trigger, at, clause)
    if status is EventStatus.OCCURRED and is_denied(scene, clause):
        return None
    if status is EventStatus.OCCURRED and trigger.mode == "participle" and is_condition(scene, clause):
        return EventStatus.PLANNED
    if status is not EventStatus.PLANNED:
        return status
    if is_refused(scene, trigger, at):
        return EventStatus.REJECTED if trigger.rule.event in REFUSABLE else None
    behind = at in scene.nominal and lies_behind(scene, scene.nominal[at])
    return EventStatus.OCCURRED if behind else status


def _date(scene: Scene, hit: Hit, trigger: Trigger, status: EventStatus) -> DateMention | None:
    if are_measured(scene, hit, trigger):
        return None
    kind, at = trigger.rule.event, Span(hit.start, hit.end)
    if trigger.rule.of == "until":
        return lasted_until(scene, scene.clause_of(hit.start))
    date = date_of(scene, at, datable(scene, kind), known_at_once=kind in _KNOWN_AT_ONCE)
    return done_live(scene, trigger, at) if date is None and status is EventStatus.OCCURRED else date


def _of_telling(scene: Scene, kind: EventType, at: Span) -> DateMention | None:
    """The day of the clause before, that of what takes effect and of talks which are said to have ended."""
    if kind is EventType.ENTRY_INTO_FORCE:
        return date_of_joined(scene, at)
    return announced(scene, at) if kind is EventType.NEGOTIATION else None


def _events(scene: Scene, hit: Hit, trigger: Trigger, clause: Span, status: EventStatus) -> Iterator[EventMention]:
    at = Span(hit.start, hit.end)
    date = _date(scene, hit, trigger, status)
    effect = None
    if trigger.rule.event in LEAVING:
        date, effect = effect_apart(scene, at, date)
    date = commemorated(scene, date) if date is not None else None
    kind = (
        EventType.AMENDMENT
        if trigger.rule.event is EventType.SIGNATURE and of_amendment(scene, at)
        else trigger.rule.event
    )
    if kind in CHANGES and date is None and is_attribute(scene, trigger, at, clause):
        return
    if kind is EventType.ENTRY_INTO_FORCE and of_leaving(scene, clause):
        if date is not None:
            effect = told(date) if status is EventStatus.OCCURRED else date
            base = EventMention(at, trigger.rule.id, EventType.WITHDRAWAL, status, scene.index, effective=effect)
            owner = next((a.code for a in scene.actors_in(clause) if a.link == "of" and a.code), None)
            for leaving in by_state(scene, base._replace(treaty=treaty_of(scene, at)), clause):
                yield leaving if leaving.party else leaving._replace(party=owner)
        return
    if date is None and status is EventStatus.OCCURRED:
        date = _of_telling(scene, kind, at)
    leaves = kind in LEAVING and trigger.mode == "present"
    if date is not None and (leaves or status is EventStatus.PLANNED) and is_of_saying(scene, at, date):
        date = told(date) if kind in LEAVING else None
        given = status is EventStatus.OCCURRED and ("says" not in scene.kinds or "at_once" in scene.kinds)
        status = status if given else EventStatus.PLANNED
    elif date is None and kind in _GIVEN_UP and (status is not EventStatus.OCCURRED or trigger.mode == "present"):
        date = announced(scene, at)
        ahead = date is not None and status is EventStatus.OCCURRED and "at_once" not in scene.kinds
        status = EventStatus.PLANNED if ahead else status
    else:
        status, date = timed(scene, trigger, at, clause, status, date)
    base = EventMention(
        at,
        trigger.rule.id,
        kind,
        status,
        scene.index,
        date=date,
        place=place_of_act(scene, kind, at),
        treaty=acted_on(scene, trigger, at, clause),
        headline=scene.sentence.headline,
        effective=effect,
        persons=signers(scene, clause, at) if kind in _SIGNED else (),
    )
    for day in days_told(scene, kind, date) if date is not None else (None,):
        yield from _with_doers(scene, hit, trigger, clause, of_amended(scene, base._replace(date=day)))


def _with_doers(scene: Scene, hit: Hit, trigger: Trigger, clause: Span, base: EventMention) -> Iterator[EventMention]:
    if base.type in _SIGNED and not base.persons and only_seen(scene, base.span, clause):
        return
    voted = trigger.rule.agent == "body"
    leaving = voted_leaving(scene, clause, hit) if voted or "law" in trigger.rule.needs else None
    if voted:
        yield from by_body(scene, _vote_to_leave(base, leaving) if leaving else base, clause)
    elif leaving:
        yield from by_state(scene, base._replace(type=leaving), clause)
    elif trigger.rule.of == "begun" and scene.leaving is not None:
        yield base._replace(party=scene.leaving.party)
    elif base.type in ALONE:
        base = _vote_to_leave(base, base.type) if chamber_leaves(scene, base.type, clause) else base
        yield from by_state(scene, base, clause)
    elif base.type is EventType.ENTRY_INTO_FORCE:
        yield from in_force_for(scene, base, clause)
    else:
        yield from in_turn(scene, base) or (together(scene, base, clause),)


def _vote_to_leave(base: EventMention, leaving: EventType) -> EventMention:
    """A chamber's vote only plans the leaving; the day is that of the vote."""
    if base.status is EventStatus.REJECTED:
        return base._replace(type=leaving)
    day = base.date
    if day is not None and base.status is EventStatus.OCCURRED:
        day = told(day)
    return base._replace(type=leaving, status=EventStatus.PLANNED, date=day)
