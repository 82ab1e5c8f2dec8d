"""Is the quote a statement that the article attributes to somebody or hedges, and to whom?"""

from schemas.evidence import Origin
from schemas.treaty import Claim
from schemas.vocabulary import Verdict
from service.lang.lexicon import Hit
from service.mention import ClaimMention, Span
from service.offer import Accepted, ClaimOffer, Judgement, Known, Refused
from service.verify.reading import Passage, Unproved, kinds, overlap, within
from service.verify.values import is_name

_ATTRIBUTES = frozenset(("says", "source"))
_HEDGES = frozenset(("hedge", "hearsay"))
_MARKS = '„“”"«»'
_LEAST_WORDS = 3
_NEAR = 60
_FEW_WORDS = 6
_NO_SPEAKER = frozenset(("auxiliary", "event", "plan", "negation", "subordinator", "says", "hedge", "time"))


def judge_claim(passage: Passage, record: int, offer: ClaimOffer, origin: Origin) -> Judgement:
    """Accepted if the sentence attributes or hedges the quote, beside the speaker, and the treaty is spoken of.

    Raises Unproved.
    """
    reading = passage.reading
    document = reading.document
    sentence = reading.sentence(passage.span.start)
    asks = "?" in document.view[passage.span.start : passage.span.end + 1]
    if asks or passage.span.end > sentence.end or len(document.slice(passage.span).split()) < _LEAST_WORDS:
        raise Unproved(Verdict.VALUE_NOT_IN_QUOTE)
    rule = next((claim for claim in reading.findings.claims if overlap(claim.span, passage.span)), None)
    known = _known(passage, rule) if rule else None
    if rule and known:
        return _against(passage, rule, offer, known[1], origin) if known[0] == record else Refused(Verdict.WRONG_TREATY)
    hits = document.hits_in(*sentence)
    cues = [hit for hit in hits if hit.senses.keys() & _ATTRIBUTES]
    hedged = bool(kinds(document.hits_in(*reading.clause(passage.span.start))) & _HEDGES)
    if not cues and not hedged and not _in_marks(document.view, passage.span):
        raise Unproved(Verdict.NO_CUE)
    if not reading.speaks_of(record, passage.span.start):
        raise Unproved(Verdict.WRONG_TREATY)
    if passage.events and not hedged:
        raise Unproved(Verdict.VALUE_NOT_IN_QUOTE)
    speaker = _speaker(passage, offer.speaker, cues)
    if speaker is None and cues and "hearsay" not in kinds(hits):
        raise Unproved(Verdict.VALUE_NOT_IN_QUOTE, "speaker")
    hedged = hedged or any(sense.value.hedged for cue in cues for sense in cue.senses.get("says", ()))
    return Accepted(_fact(passage, passage.span, speaker, hedged, origin))


def _known(passage: Passage, rule: ClaimMention) -> tuple[int, int] | None:
    """Index of the record, and in it of the claim, that the rules made of theirs."""
    proof = passage.reading.document.evidence(*rule.span)
    for number, record in enumerate(passage.reading.records):
        for index, claim in enumerate(record.claims):
            if proof in claim.evidence:
                return number, index
    return None


def _against(passage: Passage, rule: ClaimMention, offer: ClaimOffer, index: int, origin: Origin) -> Judgement:
    """A claim that the rules read as well: the same speaker, or one where they name none."""
    if offer.speaker is None:
        return Known()
    reading = passage.reading
    sentence = reading.sentence(passage.span.start)
    if rule.source is not None:
        named = [*reading.places_in(sentence, offer.speaker), *reading.places_in(rule.source, offer.speaker)]
        if not any(overlap(place, rule.source) for place in named):
            raise Unproved(Verdict.CONTRADICTS_RULE, "speaker")
        return Known()
    cues = [hit for hit in reading.document.hits_in(*sentence) if hit.senses.keys() & _ATTRIBUTES]
    speaker = _speaker(passage, offer.speaker, cues)
    return Accepted(_fact(passage, rule.span, speaker, rule.hedged, origin), completes=index)


def _speaker(passage: Passage, offered: str | None, cues: list[Hit]) -> Span | None:
    """Where the offered speaker stands: beside a word of saying, outside the claim, with no other verb between."""
    if offered is None:
        return None
    reading = passage.reading
    sentence = reading.sentence(passage.span.start)
    places = [place for place in reading.places_in(sentence, offered) if not overlap(place, passage.span)]
    if not places:
        raise Unproved(Verdict.VALUE_NOT_IN_QUOTE, "speaker")
    told = (place for place in places if any(_beside(passage, place, cue) for cue in cues))
    speaker = next(told, None) or (None if cues else _behind_quotation(passage, places[0]))
    if speaker is None:
        raise Unproved(Verdict.CONTRADICTED, "speaker")
    return speaker


def _beside(passage: Passage, speaker: Span, cue: Hit) -> bool:
    """Whether speaker and word of saying stand in one clause with no other verb and nobody else between."""
    reading = passage.reading
    first, last = sorted(((speaker.start, speaker.end), (cue.start, cue.end)))
    between = Span(first[1], max(first[1], last[0]))
    busy = kinds(reading.document.hits_in(*between)) & _NO_SPEAKER or within(reading.findings.persons, between)
    together = reading.clause(speaker.start) == reading.clause(cue.start)
    return together and not busy and between.end - between.start <= _NEAR


def _behind_quotation(passage: Passage, speaker: Span) -> Span | None:
    """The speaker of a quotation whose verb no list knows: the name a few words behind it, with no event between."""
    document = passage.reading.document
    between = document.view[passage.span.end : max(passage.span.end, speaker.start)]
    near = bool(between) and len(between.split()) <= _FEW_WORDS and not set(between) & set(".;:!?()")
    eventful = "event" in kinds(document.hits_in(passage.span.end, max(passage.span.end, speaker.start)))
    quoted = _in_marks(document.view, passage.span)
    return speaker if quoted and near and not eventful and is_name(passage, speaker) else None


def _in_marks(view: str, span: Span) -> bool:
    return view[max(0, span.start - 1)] in _MARKS or view[span.start] in _MARKS


def _fact(passage: Passage, span: Span, speaker: Span | None, hedged: bool, origin: Origin) -> Claim:
    document = passage.reading.document
    return Claim(
        text=document.slice(span),
        attributed_to=document.slice(speaker) if speaker else None,
        hedged=hedged,
        evidence=passage.reading.evidence(span, speaker),
        origin=origin,
    )
