"""The one door of verification: an offer in, a judgement out."""

from collections.abc import Callable, Sequence
from typing import Any

from schemas.evidence import Origin
from schemas.treaty import TreatyRecord
from schemas.vocabulary import RecordField, Verdict
from service.findings import Findings
from service.offer import Judgement, Offer, Refused
from service.text.document import Document
from service.verify.claims import judge_claim
from service.verify.contents import judge_obligation
from service.verify.events import judge_event
from service.verify.lasting import judge_term
from service.verify.names import judge_title
from service.verify.others import judge_other
from service.verify.people import judge_party, judge_signatory
from service.verify.reading import Passage, Reading, Unproved

_JUDGES: dict[RecordField, Callable[[Passage, int, Any, Origin], Judgement]] = {
    RecordField.TITLE: judge_title,
    RecordField.PARTIES: judge_party,
    RecordField.SIGNATORIES: judge_signatory,
    RecordField.EVENTS: judge_event,
    RecordField.OBLIGATIONS: judge_obligation,
    RecordField.TERM: judge_term,
    RecordField.RELATED: judge_other,
    RecordField.CLAIMS: judge_claim,
}


class Verifier:
    """Judges what a model offers for one article by what the rules read in it; a pure function of its arguments."""

    def __init__(self, document: Document, findings: Findings, records: Sequence[TreatyRecord]) -> None:
        self._reading = Reading(document, findings, records)

    def __call__(self, record: int, field: RecordField, offer: Offer, origin: Origin) -> Judgement:
        """The judgement at the first place where the quote proves the value; else why it does not at the first."""
        refusal: Refused | None = None
        for passage in self._reading.find(offer.quote):
            try:
                return _JUDGES[field](passage, record, offer, origin)
            except Unproved as unproved:
                refusal = refusal or Refused(unproved.verdict, unproved.part)
        return refusal or Refused(Verdict.QUOTE_MISSING, "quote")
