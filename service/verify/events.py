"""Is an offered event what the rules read where the quote stands?

The model may tie together what the rules saw, such as an event with the date or place beside it. It may not read an
event into words in which the rules see none.
"""

from collections.abc import Sequence
from datetime import date

from schemas.evidence import Origin
from schemas.treaty import TreatyEvent
from schemas.vocabulary import EventStatus, EventType, Verdict
from service.extract.places import NOT_PLACE, view_is_noun
from service.extract.triggers import ALONE
from service.lang.lexicon import Hit
from service.mention import DateMention, EventMention, Span, StateMention
from service.offer import Accepted, EventOffer, Judgement, Known
from service.verify.locate import alike
from service.verify.reading import Passage, Unproved, holds, kinds, within
from service.verify.values import edtf_of, read_date, read_state, read_words

_UNREAL = frozenset(("negation", "pending", "conditional", "plan", "future"))
_NO_PLACE = NOT_PLACE | {"plan"}
_OWNERS = frozenset(("body", "government", "role", "conference"))
_REPEATABLE = frozenset(
    (
        EventType.NEGOTIATION,
        EventType.AMENDMENT,
        EventType.EXTENSION,
        EventType.SUSPENSION,
        EventType.PARLIAMENTARY_APPROVAL,
    )
)
_BINDING = frozenset(
    (
        EventType.RATIFICATION,
        EventType.EXCHANGE_OF_INSTRUMENTS,
        EventType.DEPOSIT_OF_INSTRUMENTS,
        EventType.ENTRY_INTO_FORCE,
    )
)


def judge_event(passage: Passage, record: int, offer: EventOffer, origin: Origin) -> Judgement:
    """Accepted if the rules read that event there, of that treaty, with that status, and its arguments stand.

    Raises Unproved.
    """
    seen = [event for event in passage.events if event.type is offer.type]
    own = [event for event in seen if passage.reading.speaks_of(record, event.span.start, event.treaty)]
    if not own:
        raise Unproved(Verdict.WRONG_TREATY) if seen else _unseen(passage, offer)
    event = next((event for event in own if event.status is offer.status), None)
    if event is None or (event.status is EventStatus.OCCURRED and _denied(passage, event)):
        raise Unproved(Verdict.REALIS_MISMATCH, "status")
    fact = _fact(passage, event, offer, origin)
    records = passage.reading.records
    return _against(records[record].events if record < len(records) else (), fact)


def _denied(passage: Passage, event: EventMention) -> bool:
    """Whether the clause holds a negation, wherever it stands; 'not only' is none."""
    document = passage.reading.document
    for hit in document.hits_in(*passage.reading.clause(event.span.start)):
        following = document.view[hit.end : hit.end + 12].split()[:1]
        if "negation" in hit.senses and not (following and following[0].lower() in document.pack.data.not_only):
            return True
    return False


def _unseen(passage: Passage, offer: EventOffer) -> Unproved:
    for hit in passage.hits:
        if any(sense.value.rule.event is offer.type for sense in hit.senses.get("event", ())):
            clause = passage.reading.clause(hit.start)
            if kinds(passage.reading.document.hits_in(*clause)) & _UNREAL:
                return Unproved(Verdict.REALIS_MISMATCH, "status")
    return Unproved(Verdict.NO_CUE, "type")


def _fact(passage: Passage, event: EventMention, offer: EventOffer, origin: Origin) -> TreatyEvent:
    document = passage.reading.document
    date = _date(passage, event, offer)
    place = _place(passage, event, offer.place)
    party = _party(passage, event, offer)
    effective = event.effective if date else None
    return TreatyEvent(
        type=event.type,
        status=event.status,
        date=edtf_of(date, event.status),
        effective_date=edtf_of(effective, EventStatus.PLANNED),
        place=document.slice(place) if place else None,
        party=party.code if party else event.party,
        actor=document.slice(event.actor) if event.actor else None,
        evidence=passage.reading.evidence(
            event.span,
            date.span if date else None,
            effective.span if effective else None,
            place,
            event.actor,
            party.span if party else None,
            *(state.span for state in event.parties if state.code == event.party),
        ),
        origin=origin,
    )


def _date(passage: Passage, event: EventMention, offer: EventOffer) -> DateMention | None:
    if offer.date is None:
        return event.date
    date = read_date(passage, offer.date, event.status)
    if event.date is None:
        fits = _free(passage, event, date)
    else:
        fits = edtf_of(date, event.status) == edtf_of(event.date, event.status)
    if not fits:
        raise Unproved(Verdict.CONTRADICTED, "date")
    return date


def _free(passage: Passage, event: EventMention, date: DateMention) -> bool:
    """Whether the date can only be this event's: the one date of a sentence with one event, and no part of a title."""
    reading = passage.reading
    sentence = reading.sentence(event.span.start)
    dates = [other for other in within(reading.findings.dates, sentence) if other.type == "DATE"]
    events = within(reading.findings.events, sentence)
    titled = any(
        treaty.span.start <= date.span.start < treaty.span.end for treaty in within(reading.findings.treaties, sentence)
    )
    return dates == [date] and len({other.span for other in events}) == 1 and not titled


def _place(passage: Passage, event: EventMention, offered: str | None) -> Span | None:
    if offered is None:
        return event.place
    place = read_words(passage, offered, "place", event.span.start)
    if event.place is None:
        fits = _stands_as_place(passage, event, place)
    else:
        fits = alike(offered) == alike(passage.reading.document.slice(event.place))
    if not fits:
        raise Unproved(Verdict.CONTRADICTED, "place")
    return event.place or place


def _stands_as_place(passage: Passage, event: EventMention, place: Span) -> bool:
    """A name right behind a locative preposition in the event's clause; not one that says where a body sits."""
    document = passage.reading.document
    preposition = _right_before(passage, place.start)
    if preposition is None or all(sense.value != "in" for sense in preposition.senses.get("link", ())):
        return False
    owner = _right_before(passage, preposition.start)
    if owner is not None and not _OWNERS.isdisjoint(owner.senses):
        return False
    known = kinds(document.hits_in(*place))
    named = "state" in known or not view_is_noun(document, place.start, place.end, False)
    upper = document.view[place.start].isupper()
    return named and upper and not known & _NO_PLACE and holds(passage.reading.clause(event.span.start), place)


def _right_before(passage: Passage, position: int) -> Hit | None:
    """The word of the lexicon that ends one blank before `position`."""
    before = passage.reading.document.hits_in(max(0, position - 30), position)
    return before[-1] if before and position - before[-1].end <= 1 else None


def _party(passage: Passage, event: EventMention, offer: EventOffer) -> StateMention | None:
    if offer.state is None:
        return None
    state = read_state(passage, offer.state)[0]
    if event.party is None:
        if event.type not in ALONE or event.joint:
            raise Unproved(Verdict.VALUE_NOT_IN_QUOTE, "state")
        clause = passage.reading.clause(event.span.start)
        acting = [other for other in within(passage.reading.findings.states, clause) if other.link in ("", "by")]
        fits = {other.code for other in acting} == {state.code}
    else:
        fits = state.code == event.party
    if not fits:
        raise Unproved(Verdict.CONTRADICTED, "state")
    return state


def _against(known: Sequence[TreatyEvent], fact: TreatyEvent) -> Judgement:
    """The offer held against the events that the record has. Raises Unproved."""
    for index, other in enumerate(known):
        if other.type is not fact.type or (other.party and fact.party and other.party != fact.party):
            continue
        if other.date and fact.date and other.date != fact.date:
            if fact.type in _REPEATABLE:
                continue
            raise Unproved(Verdict.CONTRADICTS_RULE, "date")
        if other.status is not fact.status:
            raise Unproved(Verdict.CONTRADICTS_RULE, "status")
        if other.place and fact.place and alike(other.place) != alike(fact.place):
            raise Unproved(Verdict.CONTRADICTS_RULE, "place")
        return _completed(other, index, fact)
    if any(_out_of_order(fact, other) or _out_of_order(other, fact) for other in known):
        raise Unproved(Verdict.IMPOSSIBLE, "date")
    return Accepted(fact)


def _completed(other: TreatyEvent, index: int, fact: TreatyEvent) -> Judgement:
    missing = [
        name
        for name in ("date", "place", "party", "actor")
        if getattr(other, name) is None and getattr(fact, name) is not None
    ]
    if not missing:
        return Known()
    evidence = tuple(dict.fromkeys((*other.evidence, *fact.evidence)))
    added = {name: getattr(fact, name) for name in missing}
    return Accepted(other.model_copy(update={**added, "evidence": evidence, "origin": fact.origin}), completes=index)


def _out_of_order(signing: TreatyEvent, binding: TreatyEvent) -> bool:
    """Whether a binding act would lie before the signature."""
    if signing.type is not EventType.SIGNATURE or binding.type not in _BINDING:
        return False
    done = signing.status is binding.status is EventStatus.OCCURRED
    return done and _earlier(
        binding.date.latest if binding.date else None, signing.date.earliest if signing.date else None
    )


def _earlier(last: date | None, first: date | None) -> bool:
    return last is not None and first is not None and last < first
