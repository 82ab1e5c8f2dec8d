"""Whether something said is a statement on the agreement or what comes of it, and no mere colour or source."""

import math
from collections import Counter
from collections.abc import Sequence

from service.assembly.odds import CLAIM, log_odds
from service.lang.lexicon import Hit, kinds_of
from service.mention import ClaimMention
from service.text.document import Document

_MARK = -0.3
_MARKS = frozenset('„“”"«»')
_EARLY = 3
_SCRAP = 2


def stated(document: Document, claims: Sequence[ClaimMention]) -> list[ClaimMention]:
    """Those of which the article rather makes a point than not."""
    return [
        claim
        for claim, features in zip(claims, claim_features(document, claims), strict=True)
        if log_odds(CLAIM, features) > _MARK
    ]


def claim_features(document: Document, claims: Sequence[ClaimMention]) -> list[dict[str, float]]:
    """What `CLAIM` weighs of each."""
    many = math.log(max(1, len(claims)))
    speakers = Counter([_speaker(document, claim) for claim in claims])
    in_sentence = Counter([claim.sentence for claim in claims])
    return [
        {
            **_own_features(document, claim),
            "many": many,
            "again": claim.source is not None and speakers[_speaker(document, claim)] > 1,
            "beside": in_sentence[claim.sentence] > 1,
        }
        for claim in claims
    ]


def _speaker(document: Document, claim: ClaimMention) -> str:
    """The last word of who says it, a person's surname."""
    words = document.slice(claim.source).split() if claim.source else ()
    return words[-1] if words else ""


def _own_features(document: Document, claim: ClaimMention) -> dict[str, float]:
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
        "hedging": "hedge" in kinds,
        "that": "that" in sentence.kinds,
        "reported": "reported" in sentence.kinds,
        "quoted": quoted,
        "quoting": not quoted and not _MARKS.isdisjoint(text),
        "negated": "negation" in kinds,
        "aside": "treaty" in sentence.kinds and "treaty" not in kinds and "pronoun" not in kinds,
        "scrap": text.count(" ") < _SCRAP,
        "length": math.log(len(text)),
        "late": (claim.sentence + 1) / len(document.sentences),
        "early": claim.sentence <= _EARLY,
        "joined": claim.way != "hedge" and bool(hits) and _opens_with_and(hits[0], claim.span.start),
        "asks": "?" in document.view[claim.span.start : claim.span.end + 2],
    }


def _opens_with_and(hit: Hit, start: int) -> bool:
    return hit.start == start and "and" in hit.senses
