"""Does the quote say that the treaty lays something down?"""

from schemas.evidence import Origin
from schemas.treaty import Obligation
from schemas.vocabulary import ObligationCategory, Verdict
from service.lang.lexicon import Hit
from service.mention import Span
from service.offer import Accepted, Judgement, Known, ObligationOffer
from service.verify.reading import Passage, Unproved, is_about_treaty, kinds

_OPINION = frozenset(("hedge", "hearsay", "conditional"))


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
    if not is_about_treaty(passage, record, cue.start):
        raise Unproved(Verdict.WRONG_TREATY)
    words = kinds(reading.document.hits_in(*reading.clause(cue.start)))
    if "negation" in words and not _category(cue, offer.category):
        raise Unproved(Verdict.REALIS_MISMATCH)
    if words & _OPINION or "tells" in kinds(_hits(passage, "frames", passage.span)):
        raise Unproved(Verdict.VALUE_NOT_IN_QUOTE)
    return Accepted(
        Obligation(category=offer.category, evidence=reading.evidence(Span(cue.start, cue.end)), origin=origin)
    )


def _category(cue: Hit, category: ObligationCategory) -> bool | None:
    """Whether a negation lays it down as well; None if the cue is of another category."""
    rules = (sense.value for sense in cue.senses.get("category", ()))
    return next((bool(rule.negated) for rule in rules if rule.category is category), None)


def _hits(passage: Passage, layer: str, span: Span) -> list[Hit]:
    """Hits of a layer of the lexicon that stand inside `span`."""
    found = passage.reading.document.layers[layer]
    return [hit for hit in found if span.start <= hit.start and hit.end <= span.end]
