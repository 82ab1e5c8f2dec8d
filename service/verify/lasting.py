"""Does the quote say how long the treaty is made for? Read again as the rules read it, whatever treaty it speaks of."""

from schemas.evidence import Origin
from schemas.treaty import TermFact
from schemas.vocabulary import EventStatus, EventType, TermKind, Verdict
from service.extract.lasting import Lasting, lasting
from service.mention import Span
from service.offer import Accepted, Judgement, TermChoice, TermOffer
from service.verify.reading import Passage, Unproved, holds, is_about_treaty, kinds, overlap, within
from service.verify.values import edtf_of, read_date, read_duration

_UNREAL = frozenset(("negation", "conditional", "hearsay"))
_SAID = frozenset(("says", "source"))


def judge_term(passage: Passage, record: int, offer: TermOffer | TermChoice, origin: Origin) -> Judgement:
    """Accepted if wording of lasting goes with it and the length or last day, re-read from the quote, is as offered.

    Raises Unproved.
    """
    reading = passage.reading
    if record < len(reading.records) and reading.records[record].term is not None:
        raise Unproved(Verdict.CONTRADICTS_RULE)
    document = reading.document
    read = list(lasting(document, reading.findings.dates, passage.span.start))
    told = _chosen(passage, read) if isinstance(offer, TermChoice) else _offered(passage, read, offer)
    if told is None:
        raise Unproved(Verdict.NO_CUE, "kind")
    _is_real(passage, told)
    if not is_about_treaty(passage, record, told.span.start) and not _opens(passage, record, told):
        raise Unproved(Verdict.WRONG_TREATY)
    duration = told.date.timex if told.date is not None and told.kind is TermKind.DURATION else None
    return Accepted(
        TermFact(
            kind=told.kind,
            duration=duration,
            date=edtf_of(told.date, EventStatus.PLANNED) if told.kind is TermKind.UNTIL else None,
            evidence=reading.evidence(passage.span, told.span, Span(told.cue.start, told.cue.end)),
            origin=origin,
        )
    )


def _offered(passage: Passage, read: list[Lasting], offer: TermOffer) -> Lasting | None:
    """What the rules read where the quote says that length or day. Raises Unproved."""
    if offer.kind is TermKind.DURATION:
        stretch = read_duration(passage, offer.duration or "").span
    elif offer.kind is TermKind.UNTIL:
        stretch = read_date(passage, offer.until or "", EventStatus.PLANNED, "until").span
    else:
        stretch = passage.span
    return next((item for item in read if item.kind is offer.kind and holds(stretch, item.span)), None)


def _chosen(passage: Passage, read: list[Lasting]) -> Lasting | None:
    return next((item for item in read if overlap(item.span, passage.span)), None)


def _is_real(passage: Passage, told: Lasting) -> None:
    """Neither denied nor imagined; nor, beside an end without 'until', the day of something else. Raises Unproved."""
    reading = passage.reading
    clause = reading.clause(told.span.start)
    hits = reading.document.hits_in(*clause)
    words = kinds([hit for hit in hits if hit.end <= told.cue.start or told.cue.end <= hit.start])
    if words & _UNREAL:
        raise Unproved(Verdict.REALIS_MISMATCH)
    if told.kind is TermKind.UNTIL and "until" not in told.cue.senses:
        ends = all(event.type is EventType.TERMINATION for event in within(reading.findings.events, clause))
        if words & _SAID or not ends:
            raise Unproved(Verdict.VALUE_NOT_IN_QUOTE)


def _opens(passage: Passage, record: int, told: Lasting) -> bool:
    """Whether the sentence opens with a pronoun or the wording itself, so that it goes on speaking of this treaty."""
    reading = passage.reading
    document = reading.document
    body = document.sentences[document.sentence_at(told.span.start)].body
    before = document.hits_in(body, told.cue.start)
    pronoun = any(hit.start == body and "pronoun" in hit.senses for hit in before)
    small = [hit for hit in before if "article" in hit.senses]
    labels = [cue for cue in document.layers["terms"] if body <= cue.start < told.cue.start]
    bare = len(document.view[body : told.cue.start].split()) == len(small) + len(labels)
    return (pronoun or bare) and reading.speaks_of(record, told.span.start)
