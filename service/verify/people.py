"""Is an offered party a side of the treaty, and did an offered person put a name under it?"""

from collections.abc import Sequence

from schemas.evidence import Origin
from schemas.treaty import Party, Signatory
from schemas.vocabulary import EventStatus, EventType, Participation, PartyType, Verdict
from service.mention import EventMention, PersonMention, Span, StateMention
from service.offer import Accepted, Judgement, Known, PartyOffer, SignatoryOffer
from service.text.spans import distance
from service.verify.locate import alike
from service.verify.reading import Passage, Unproved, holds, kinds, within
from service.verify.values import is_name, read_state, read_words

_SIDES = ("between", "with")
_SIGNERS = ("", "by", "for", "and")
_BREAK = frozenset(".;:()!?")
_NEXT = 2
_APPOSED = 8
"""Most characters between a name and the office behind it: ', the '."""


def judge_party(passage: Passage, record: int, offer: PartyOffer, origin: Origin) -> Judgement:
    """Accepted if the quote has the state as a side: in the treaty's name, behind it, or acting in one of its events.

    Raises Unproved.
    """
    reading = passage.reading
    states = read_state(passage, offer.state)
    code = states[0].code
    parties = reading.records[record].parties if record < len(reading.records) else ()
    if any(party.code == code for party in parties):
        return Known()
    if record < len(reading.records) and len(parties) >= 2 and _bilateral(passage, record):
        raise Unproved(Verdict.CONTRADICTS_RULE, "state")
    side = next((state for state in states if _is_side(passage, record, state)), None)
    if side is None:
        raise Unproved(Verdict.VALUE_NOT_IN_QUOTE, "state")
    data, names = reading.document.pack.data, reading.document.pack.names
    kind = PartyType.ORGANISATION if code in data.organisations else PartyType.STATE
    return Accepted(
        Party(code=code, name=names.get(code, code), type=kind, evidence=reading.evidence(side.span), origin=origin)
    )


def _bilateral(passage: Passage, record: int) -> bool:
    fact = passage.reading.records[record].participation
    return fact is not None and fact.value is Participation.BILATERAL


def _is_side(passage: Passage, record: int, state: StateMention) -> bool:
    reading = passage.reading
    if not reading.speaks_of(record, state.span.start):
        return False
    named = any(state.code in treaty.codes and holds(treaty.span, state.span) for treaty in passage.treaties)
    clause = reading.clause(state.span.start)
    behind = any(clause.start <= treaty.head.start < state.span.start for treaty in passage.treaties)
    acting = any(state in event.parties for event in passage.events if _binds(event))
    return named or (behind and state.link in _SIDES) or acting


def _binds(event: EventMention) -> bool:
    """Whether who acts in it is a side: who adopts a text only gives it to others, who refuses it is none."""
    return event.type is not EventType.ADOPTION and event.status is not EventStatus.REJECTED


def judge_signatory(passage: Passage, record: int, offer: SignatoryOffer, origin: Origin) -> Judgement:
    """Accepted if the person is a signer of the quote's signing, with the office and state that stand at the name.

    Raises Unproved.
    """
    reading = passage.reading
    name = read_words(passage, offer.name, "name")
    signing = _signing(passage, record, name)
    person = next(
        (person for person in within(reading.findings.persons, passage.span) if holds(person.span, name)), None
    )
    if person is None:
        _must_look_like_signer(passage, signing, name)
    elif person not in signing.persons or person.span.end != name.end:
        raise Unproved(Verdict.CONTRADICTED, "name")
    role = _role(passage, person, name, offer.role)
    party = _acts_for(passage, person, name, role, offer.state)
    code = party.code if party else person.party if person else None
    full = person.span if person else name
    fact = Signatory(
        name=" ".join(reading.document.slice(full).split()),
        role=reading.document.slice(role) if role else None,
        party=code,
        evidence=reading.evidence(full, role, party.span if party else None, signing.span),
        origin=origin,
    )
    return _against(reading.records[record].signatories if record < len(reading.records) else (), fact)


def _signing(passage: Passage, record: int, name: Span) -> EventMention:
    """The signing that the quote reports in the name's sentence."""
    sentence = passage.reading.sentence(name.start)
    signings = [event for event in passage.events if event.type is EventType.SIGNATURE and holds(sentence, event.span)]
    if not signings:
        raise Unproved(Verdict.NO_CUE)
    own = [event for event in signings if passage.reading.speaks_of(record, event.span.start, event.treaty)]
    if not own:
        raise Unproved(Verdict.WRONG_TREATY)
    if own[0].status is EventStatus.REJECTED:
        raise Unproved(Verdict.REALIS_MISMATCH)
    return own[0]


def _must_look_like_signer(passage: Passage, signing: EventMention, name: Span) -> None:
    """A name beside an office or the state signed for, in the signing's clause, that nothing governs; no onlooker."""
    reading = passage.reading
    clause = reading.clause(signing.span.start)
    before = reading.document.hits_in(max(clause.start, name.start - 12), name.start)
    link = before[-1].senses.get("link", ()) if before and name.start - before[-1].end <= 1 else ()
    governed = any(sense.value not in _SIGNERS for sense in link)
    witness = "witness" in kinds(reading.document.hits_in(*reading.sentence(name.start)))
    if governed or witness or not is_name(passage, name) or not holds(clause, name) or not _is_person(passage, name):
        raise Unproved(Verdict.VALUE_NOT_IN_QUOTE, "name")


def _is_person(passage: Passage, name: Span) -> bool:
    """Whether an office or 'for' a state stands right beside it: places and bodies have capitals as well."""
    reading = passage.reading
    clause = reading.clause(name.start)
    roles = [Span(hit.start, hit.end) for hit in reading.document.hits_in(*clause) if "role" in hit.senses]
    agents = [state.span for state in within(reading.findings.states, clause) if state.link == "for"]
    before = any(name.start - place.end >= 0 and _beside(passage, place, name, _NEXT) for place in (*roles, *agents))
    apposed = (reading.document.view[name.end : place.start] for place in roles if place.start >= name.end)
    return before or any(len(gap) <= _APPOSED and gap.startswith(",") for gap in apposed)


def _role(passage: Passage, person: PersonMention | None, name: Span, offered: str | None) -> Span | None:
    read = person.role if person else None
    if offered is None:
        return read
    role = read_words(passage, offered, "role", name.start)
    if read is not None:
        if not (role.start < read.end and read.start < role.end):
            raise Unproved(Verdict.CONTRADICTED, "role")
        return read
    if "role" not in kinds(passage.reading.document.hits_in(*role)) or not _beside(passage, role, name, 3):
        raise Unproved(Verdict.CONTRADICTED, "role")
    return role


def _acts_for(
    passage: Passage, person: PersonMention | None, name: Span, role: Span | None, offered: str | None
) -> StateMention | None:
    if offered is None:
        return None
    states = read_state(passage, offered)
    if person is not None and person.party is not None:
        if states[0].code != person.party:
            raise Unproved(Verdict.CONTRADICTED, "state")
        return None
    near = next((state for state in states if _is_whose(passage, state, role or name, name)), None)
    if near is None:
        raise Unproved(Verdict.CONTRADICTED, "state")
    return near


def _is_whose(passage: Passage, state: StateMention, beside: Span, name: Span) -> bool:
    """Whether the state stands beside office or name, or 'for' it is the one nearest to each other in the clause."""
    if _beside(passage, state.span, beside, 4):
        return True
    reading = passage.reading
    clause = reading.clause(name.start)
    agents = [other for other in within(reading.findings.states, clause) if other.link == "for"]
    people = [person.span for person in within(reading.findings.persons, clause)] or [name]
    if state not in agents:
        return False
    nearest = min(agents, key=lambda other: distance(other.span, name))
    return nearest == state and holds(min(people, key=lambda span: distance(span, state.span)), name)


def _beside(passage: Passage, one: Span, other: Span, reach: int) -> bool:
    """Whether no more than `reach` characters, and no end of a clause, stand between the two."""
    first, last = sorted((one, other))
    gap = passage.reading.document.view[first.end : max(first.end, last.start)]
    return len(gap) <= reach and not _BREAK & set(gap)


def _against(known: Sequence[Signatory], fact: Signatory) -> Judgement:
    surname = alike(fact.name).split()[-1].casefold()
    for index, other in enumerate(known):
        if alike(other.name).split()[-1].casefold() != surname:
            continue
        for part in ("role", "party"):
            if getattr(other, part) and getattr(fact, part) and getattr(other, part) != getattr(fact, part):
                raise Unproved(Verdict.CONTRADICTS_RULE, part)
        added = {
            part: getattr(fact, part)
            for part in ("role", "party")
            if getattr(other, part) is None and getattr(fact, part)
        }
        if not added:
            return Known()
        evidence = tuple(dict.fromkeys((*other.evidence, *fact.evidence)))
        return Accepted(
            other.model_copy(update={**added, "evidence": evidence, "origin": fact.origin}), completes=index
        )
    return Accepted(fact)
