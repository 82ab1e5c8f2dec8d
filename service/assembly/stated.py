"""Whether something said is a statement on the agreement or what comes of it, and no mere colour or source."""

from service.assembly.odds import CLAIM, log_odds
from service.lang.lexicon import Hit, kinds_of
from service.mention import ClaimMention
from service.text.document import Document

_MARK = -0.3
_MARKS = frozenset('„“”"«»')
_EARLY = 3
_SCRAP = 2


def is_stated(document: Document, claim: ClaimMention) -> bool:
    """Whether the article rather makes a point of what is said there than not."""
    return log_odds(CLAIM, claim_features(document, claim)) > _MARK


def claim_features(document: Document, claim: ClaimMention) -> dict[str, float]:
    """What `CLAIM` weighs."""
    text, sentence = document.slice(claim.span), document.sentences[claim.sentence]
    hits = document.hits_in(*claim.span)
    kinds = kinds_of(hits)
    speaker = document.hits_in(*claim.source) if claim.source else ()
    quoted = text[0] in _MARKS or text[-1] in _MARKS
    return {
        "source": claim.way == "source",
        "hearsay": claim.way == "hearsay",
        "unspoken": claim.way == "quotation",
        "phrase": claim.way == "phrase",
        "speaker": claim.source is not None,
        "office": any("role" in hit.senses for hit in speaker),
        "hedged": claim.hedged,
        "quoted": quoted,
        "quoting": not quoted and not _MARKS.isdisjoint(text),
        "future": "future" in kinds or "plan" in kinds,
        "negated": "negation" in kinds,
        "aside": "treaty" in sentence.kinds and "treaty" not in kinds,
        "scrap": text.count(" ") < _SCRAP,
        "late": (claim.sentence + 1) / len(document.sentences),
        "early": claim.sentence <= _EARLY,
        "joined": claim.way != "hedge" and bool(hits) and _opens_with_and(hits[0], claim.span.start),
        "asks": "?" in document.view[claim.span.start : claim.span.end + 2],
    }


def _opens_with_and(hit: Hit, start: int) -> bool:
    return hit.start == start and "and" in hit.senses
