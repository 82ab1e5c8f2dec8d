"""Does the quote say that the treaty lays something down, or how long it is made for?"""

from schemas.evidence import Origin
from schemas.treaty import Obligation, TermFact
from schemas.vocabulary import EventStatus, ObligationCategory, TermKind, Verdict
from service.lang.lexicon import Hit
from service.mention import Span
from service.offer import Accepted, Judgement, Known, ObligationOffer, TermOffer
from service.verify.reading import Passage, Unproved, kinds, within
from service.verify.values import edtf_of, read_date, read_duration

_OPINION = frozenset(("hedge", "hearsay", "conditional"))
_LASTING = {
    TermKind.DURATION: frozenset(("before", "after", "adjective")),
    TermKind.INDEFINITE: frozenset(("indefinite",)),
    TermKind.UNTIL: frozenset(("until", "before", "after")),
}


def judge_obligation(passage: Passage, record: int, offer: ObligationOffer, origin: Origin) -> Judgement:
    """Accepted if the quote words that category, in a sentence on this treaty that neither denies nor imagines it.

    Raises Unproved.
    """
    reading = passage.reading
    known = reading.records[record].obligations if record < len(reading.records) else ()
    if any(fact.category is offer.category for fact in known):
        return Known()
    cues = [*_hits(passage, "subjects", passage.span), *_hits(passage, "contents", passage.span)]
    cue = next((cue for cue in cues if _category(cue, offer.category) is not None), None)
    if cue is None:
        raise Unproved(Verdict.NO_CUE, "category")
    if not _about_treaty(passage, record, cue.start):
        raise Unproved(Verdict.WRONG_TREATY)
    words = kinds(reading.document.hits_in(*reading.clause(cue.start)))
    if "negation" in words and not _category(cue, offer.category):
        raise Unproved(Verdict.REALIS_MISMATCH)
    if words & _OPINION or "tells" in kinds(cues):
        raise Unproved(Verdict.VALUE_NOT_IN_QUOTE)
    return Accepted(
        Obligation(category=offer.category, evidence=reading.evidence(Span(cue.start, cue.end)), origin=origin)
    )


def _category(cue: Hit, category: ObligationCategory) -> bool | None:
    """Whether a negation lays it down as well; None if the cue is of another category."""
    rules = (sense.value for sense in cue.senses.get("category", ()))
    return next((bool(rule.negated) for rule in rules if rule.category is category), None)


def _about_treaty(passage: Passage, record: int, position: int) -> bool:
    """An agreement is named in the sentence or the one before, and this record's is spoken of."""
    reading = passage.reading
    index = reading.document.sentence_at(position)
    near = Span(reading.document.sentences[max(0, index - 1)].start, reading.document.sentences[index].end)
    return bool(within(reading.findings.treaties, near)) and reading.speaks_of(record, position)


def judge_term(passage: Passage, record: int, offer: TermOffer, origin: Origin) -> Judgement:
    """Accepted if a word of lasting stands beside it and the length or last day, re-read from the quote, is as offered.

    Raises Unproved.
    """
    reading = passage.reading
    if record < len(reading.records) and reading.records[record].term is not None:
        raise Unproved(Verdict.CONTRADICTS_RULE)
    sentence = reading.sentence(passage.span.start)
    cues = _hits(passage, "terms", sentence)
    lasting = [cue for cue in cues if cue.senses.keys() & _LASTING[offer.kind]]
    duration = date = None
    if offer.kind is TermKind.DURATION:
        duration = read_duration(passage, offer.duration or "")
        stretch = duration.span
    elif offer.kind is TermKind.UNTIL:
        date = read_date(passage, offer.until or "", EventStatus.PLANNED, "until")
        stretch = date.span
    else:
        lasting = [cue for cue in lasting if passage.span.start <= cue.start < passage.span.end]
        stretch = passage.span
    clause = reading.clause(stretch.start)
    if not any(clause.start <= cue.start < clause.end for cue in lasting):
        raise Unproved(Verdict.NO_CUE, "kind")
    if any("not_term" in cue.senses and clause.start <= cue.start < clause.end for cue in cues):
        raise Unproved(Verdict.VALUE_NOT_IN_QUOTE)
    if {"negation", "conditional", "hearsay"} & kinds(reading.document.hits_in(*clause)):
        raise Unproved(Verdict.REALIS_MISMATCH)
    if not _about_treaty(passage, record, stretch.start):
        raise Unproved(Verdict.WRONG_TREATY)
    return Accepted(
        TermFact(
            kind=offer.kind,
            duration=duration.timex if duration else None,
            date=edtf_of(date, EventStatus.PLANNED),
            evidence=reading.evidence(passage.span, *(Span(cue.start, cue.end) for cue in lasting[:1])),
            origin=origin,
        )
    )


def _hits(passage: Passage, layer: str, span: Span) -> list[Hit]:
    """Hits of a layer of the lexicon that stand inside `span`."""
    found = passage.reading.document.layers[layer]
    return [hit for hit in found if span.start <= hit.start and hit.end <= span.end]
