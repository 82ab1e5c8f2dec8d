"""Is the offered stretch another treaty beside this one, named or only set beside it by a relation and its own date?"""

from schemas.evidence import Origin
from schemas.treaty import RelatedTreaty
from schemas.vocabulary import EventStatus, Verdict
from service.extract.unnamed import Unnamed, unnamed
from service.mention import Span
from service.offer import Accepted, Judgement, Known, RelatedOffer
from service.verify.names import has_date, judge_related, same_name
from service.verify.reading import Passage, Unproved, kinds
from service.verify.values import edtf_of

_UNREAL = frozenset(("negation", "conditional", "hearsay"))


def judge_other(passage: Passage, record: int, offer: RelatedOffer, origin: Origin) -> Judgement:
    """Accepted if it is a name that `judge_related` proves, or what this treaty is said to replace or carry out.

    Raises Unproved.
    """
    reading = passage.reading
    sentence = reading.document.sentences[reading.document.sentence_at(passage.span.start)]
    read = unnamed(reading.document, reading.findings.dates, sentence)
    found = next((other for other in read if other.span == passage.span), None)
    return _judged(passage, record, found, origin) if found else judge_related(passage, record, offer, origin)


def _judged(passage: Passage, record: int, other: Unnamed, origin: Origin) -> Judgement:
    reading = passage.reading
    if kinds(reading.document.hits_in(*reading.clause(other.cue.start))) & _UNREAL:
        raise Unproved(Verdict.REALIS_MISMATCH, "relation")
    date = edtf_of(other.date, EventStatus.OCCURRED)
    own = reading.records[record] if record < len(reading.records) else None
    if date is None or not reading.speaks_of(record, other.cue.start) or (own is not None and has_date(own, date)):
        raise Unproved(Verdict.WRONG_TREATY)
    title = " ".join(reading.document.slice(other.span).split())
    if own is not None and any(same_name(title, fact.title) for fact in own.related):
        return Known()
    evidence = reading.evidence(other.span, other.date.span, Span(other.cue.start, other.cue.end))
    return Accepted(RelatedTreaty(relation=other.relation, title=title, date=date, evidence=evidence, origin=origin))
