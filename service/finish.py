"""Stage 7: drafts → validated records: values in the contract's form, derived facts, order in time, coverage."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from schemas.dates import EdtfDate
from schemas.evidence import Evidence, Origin
from schemas.treaty import (
    Claim,
    Coverage,
    FieldCoverage,
    KindFact,
    Obligation,
    ParticipationFact,
    Party,
    RelatedTreaty,
    Signatory,
    StatusFact,
    TermFact,
    TextFact,
    TreatyEvent,
    TreatyRecord,
)
from schemas.vocabulary import DateBasis, EventStatus, EventType, Method, Outcome, PartyType, RecordField
from service.assembly.draft import Draft
from service.assembly.status import status_of
from service.mention import (
    ClaimMention,
    DateMention,
    EventMention,
    PersonMention,
    RelatedMention,
    Span,
    TermMention,
    TreatyMention,
)
from service.text.document import Document

_STARTS = (EventType.SIGNATURE, EventType.INITIALLING, EventType.ADOPTION)
_COUNTED = "time.moved"
"""A day of effect that is counted from a notice is not the day of that."""
_DERIVED_PARTICIPATION = "participation.from_parties"
_DERIVED_STATUS = "status.from_events"
_ALL = frozenset(RecordField)


def finish(
    document: Document, drafts: Sequence[Draft], fields: Iterable[RecordField] | None
) -> tuple[TreatyRecord, ...]:
    """One record a draft, with no more than the wanted fields; what the rules did not find counts as not stated."""
    wanted = frozenset(fields) if fields is not None else _ALL
    return tuple(_record(document, draft, wanted) for draft in drafts)


def _record(document: Document, draft: Draft, wanted: frozenset[RecordField]) -> TreatyRecord:
    events = in_order(draft.events)
    titles = _titles(document, draft)
    parties = tuple(_party(document, draft, code) for code in draft.parties)
    values: dict[RecordField, object] = {
        RecordField.TITLE: titles[0] if titles else None,
        RecordField.ALIASES: titles[1:],
        RecordField.KIND: _kind(document, draft),
        RecordField.PARTIES: parties,
        RecordField.PARTICIPATION: _participation(draft, parties),
        RecordField.SIGNATORIES: tuple(_signatory(document, p) for p in draft.signatories),
        RecordField.EVENTS: tuple(_event(document, e) for e in events),
        RecordField.STATUS: _status(document, draft, events),
        RecordField.OBLIGATIONS: tuple(
            Obligation(category=o.category, evidence=_evidence(document, o.span), origin=_rule(document, o.rule))
            for o in draft.obligations
        ),
        RecordField.TERM: _term(document, draft.term) if draft.term else None,
        RecordField.RELATED: tuple(_related(document, r) for r in draft.related),
        RecordField.CLAIMS: tuple(_claim(document, c) for c in draft.claims),
    }
    kept = {field: value for field, value in values.items() if value and field in wanted}
    return TreatyRecord.model_validate({**kept, "coverage": _coverage(frozenset(kept), wanted)})


@lru_cache(maxsize=4_096)
def _coverage(found: frozenset[RecordField], wanted: frozenset[RecordField]) -> Coverage:
    outcomes = {field: Outcome.NOT_STATED if field in wanted else Outcome.NOT_REQUESTED for field in RecordField}
    outcomes.update(dict.fromkeys(found, Outcome.FOUND))
    return Coverage.model_validate({field: FieldCoverage(outcome=outcome) for field, outcome in outcomes.items()})


def _evidence(document: Document, *spans: Span | None) -> tuple[Evidence, ...]:
    return tuple([document.evidence(span.start, span.end) for span in dict.fromkeys(spans) if span is not None])


def _rule(document: Document, name: str) -> Origin:
    return _origin(Method.RULE, name, document.pack.precision.get(name))


def _derived(name: str) -> Origin:
    return _origin(Method.DERIVED, name, None)


@lru_cache(maxsize=4_096)
def _origin(method: Method, name: str, confidence: float | None) -> Origin:
    return Origin(method=method, name=name, confidence=confidence)


def _titles(document: Document, draft: Draft) -> tuple[TextFact, ...]:
    """Distinct names, the most complete first: what is quoted, then what says most, then what came first."""
    mentions = draft.cluster.mentions
    named = [m for m in mentions if m.form == "named"] or [m for m in mentions if m.form == "plain" and m.stems]

    def rank(mention: TreatyMention) -> tuple[bool, bool, int, int]:
        headline = document.sentences[document.sentence_at(mention.span.start)].headline
        return (not mention.quoted, headline, -len(mention.stems), mention.span.start)

    seen: set[str] = set()
    titles = []
    for mention in sorted(named, key=rank):
        value = " ".join(document.slice(mention.span).split())
        if value.casefold() not in seen:
            seen.add(value.casefold())
            titles.append(
                TextFact(value=value, evidence=_evidence(document, mention.span), origin=_rule(document, mention.rule))
            )
    return tuple(titles)


def _kind(document: Document, draft: Draft) -> KindFact | None:
    """The kind that the fullest name says; else that of the first noun that says one."""
    mentions = [m for m in draft.cluster.mentions if m.kind != "other"]
    if not mentions:
        return None
    pointing = {noun.id for noun in document.pack.data.treaties if noun.points_back}

    def rank(mention: TreatyMention) -> tuple[bool, bool, bool, bool, int, int]:
        headline = document.sentences[document.sentence_at(mention.span.start)].headline
        return (
            mention.rule in pointing,
            headline,
            mention.form != "named",
            not mention.quoted,
            -len(mention.stems),
            mention.span.start,
        )

    best = min(mentions, key=rank)
    return KindFact(value=best.kind, evidence=_evidence(document, best.head), origin=_rule(document, best.rule))


def _party(document: Document, draft: Draft, code: str) -> Party:
    data = document.pack.data
    kind = PartyType.ORGANISATION if code in data.organisations else PartyType.STATE
    spans = sorted(set(draft.sides[code].spans))[:3]
    name = document.pack.names.get(code, code)
    return Party(
        code=code,
        name=name,
        type=kind,
        evidence=_evidence(document, *spans),
        origin=_rule(document, f"{document.pack.data.code}.party"),
    )


def _participation(draft: Draft, parties: Sequence[Party]) -> ParticipationFact | None:
    if draft.participation is None:
        return None
    evidence = tuple(e for party in parties for e in party.evidence[:1])
    return (
        ParticipationFact(value=draft.participation, evidence=evidence, origin=_derived(_DERIVED_PARTICIPATION))
        if evidence
        else None
    )


def _signatory(document: Document, person: PersonMention) -> Signatory:
    role = document.slice(person.role) if person.role else None
    return Signatory(
        name=" ".join(document.slice(person.span).split()),
        role=role,
        party=person.party,
        evidence=_evidence(document, person.span, person.role),
        origin=_rule(document, person.rule),
    )


def date_value(mention: DateMention | None, status: EventStatus) -> EdtfDate | None:
    """The date in the contract's form: what is planned lies ahead, what is done behind."""
    value = (mention.future if status is EventStatus.PLANNED else mention.past) if mention else None
    return _date(value.edtf, value.basis) if value else None


@lru_cache(maxsize=4_096)
def _date(edtf: str, basis: DateBasis) -> EdtfDate:
    return EdtfDate.parse(edtf, basis)


def _event(document: Document, event: EventMention) -> TreatyEvent:
    date = date_value(event.date, event.status)
    effective = date_value(event.effective, EventStatus.PLANNED)
    if date is None and effective is not None and event.effective and event.effective.rule != _COUNTED:
        date, effective = effective, None
    return TreatyEvent(
        type=event.type,
        status=event.status,
        date=date,
        effective_date=effective,
        place=document.slice(event.place) if event.place else None,
        party=event.party,
        actor=document.slice(event.actor) if event.actor else None,
        evidence=_evidence(
            document,
            event.span,
            event.date.span if event.date else None,
            event.effective.span if event.effective else None,
            event.place,
            event.actor,
            *(s.span for s in event.parties if s.code == event.party),
        ),
        origin=_rule(document, event.rule),
    )


def in_order(events: Sequence[EventMention]) -> list[EventMention]:
    """The events, without an inferred date that would put entry into force before every signature; where its year is
    stated, rather another treaty's signature was taken for its own."""
    checked = list(events)
    if all(e.party for e in events if e.type in _STARTS):
        return checked
    starts = [
        first
        for e in events
        if e.type in _STARTS
        and e.status is EventStatus.OCCURRED
        and e.date
        and e.date.past
        and (first := e.date.past.first_day())
    ]
    for index, event in enumerate(checked):
        if event.type is EventType.ENTRY_INTO_FORCE and event.date is not None and not _is_stated(event.date):
            last = event.date.past.last_day() if event.date.past else None
            if last and starts and last < min(starts) and event.status is EventStatus.OCCURRED:
                checked[index] = event._replace(date=None)
    return checked


def _is_stated(date: DateMention) -> bool:
    return date.past is not None and date.past.basis is DateBasis.STATED


def _status(document: Document, draft: Draft, events: Sequence[EventMention]) -> StatusFact | None:
    found = status_of(events, draft.parties, draft.participation, document.reference)
    if found is None:
        return None
    value, event = found
    spans = (event.span, event.date.span if event.date else None)
    return StatusFact(value=value, evidence=_evidence(document, *spans), origin=_derived(_DERIVED_STATUS))


def _term(document: Document, term: TermMention) -> TermFact:
    return TermFact(
        kind=term.kind,
        duration=term.duration,
        date=date_value(term.date, EventStatus.PLANNED),
        evidence=_evidence(document, term.span),
        origin=_rule(document, term.rule),
    )


def _related(document: Document, related: RelatedMention) -> RelatedTreaty:
    return RelatedTreaty(
        relation=related.relation,
        title=" ".join(document.slice(related.span if related.treaty.form == "plain" else related.treaty.span).split()),
        date=date_value(related.date, EventStatus.OCCURRED),
        evidence=_evidence(document, related.span),
        origin=_rule(document, related.rule),
    )


def _claim(document: Document, claim: ClaimMention) -> Claim:
    return Claim(
        text=document.slice(claim.span),
        attributed_to=document.slice(claim.source) if claim.source else None,
        hedged=claim.hedged,
        evidence=_evidence(document, claim.span, claim.source),
        origin=_rule(document, claim.rule),
    )
