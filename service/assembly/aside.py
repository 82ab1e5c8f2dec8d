"""Stage 3a: what an article only names beside the agreement that it speaks of, and does not go on with."""

from bisect import bisect_left

from schemas.vocabulary import EventStatus, EventType, Relation
from service.findings import Findings
from service.mention import EventMention, RelatedMention, Span
from service.text.document import Document

_MADE = frozenset((EventType.SIGNATURE, EventType.ADOPTION))


def set_aside(document: Document, findings: Findings) -> frozenset[Span]:
    """Other treaties than the one spoken of, unless it is told when or where they were made, or the next sentence goes
    on with them."""
    made = {event.treaty.span for event in findings.events if event.treaty is not None and _tells_making(event)}
    return frozenset(
        related.treaty.span
        for related in findings.related
        if related.relation is not Relation.MENTIONS
        or not (related.treaty.span in made or _is_gone_on_with(document, findings, related))
    )


def _is_gone_on_with(document: Document, findings: Findings, related: RelatedMention) -> bool:
    plain = related.rule == related.treaty.rule
    return plain and _leads(document, findings, related) and goes_on(document, related.sentence)


def _tells_making(event: EventMention) -> bool:
    """'Under the Treaty of Lagos, signed there on 3 May 1529': a day or a place of its making, no year alone."""
    if event.type not in _MADE or event.status is not EventStatus.OCCURRED:
        return False
    past = event.date.past if event.date is not None else None
    return event.place is not None or (past is not None and past.month is not None)


def goes_on(document: Document, number: int) -> bool:
    """'… the Framework Agreement of 1993. It provided for': whether a pronoun in the sentence behind points back."""
    following = document.sentences[min(number + 1, len(document.sentences) - 1)]
    apart = following.paragraph != document.sentences[number].paragraph
    if apart or "pronoun" not in following.kinds:
        return False
    hits = document.hits_in(following.body, following.end)
    first = next((hit for hit in hits if "pronoun" in hit.senses or "treaty" in hit.senses), None)
    return first is not None and "pronoun" in first.senses


def _leads(document: Document, findings: Findings, related: RelatedMention) -> bool:
    """Whether its sentence speaks of no other agreement before, and of none by a pronoun, and does not begin with where
    or by what something is."""
    sentence = document.sentences[related.sentence]
    at = bisect_left(findings.treaties, sentence.body, key=lambda treaty: treaty.span.start)
    first = findings.treaties[at].span.start if at < len(findings.treaties) else sentence.body
    opening = document.hit_at(sentence.body)
    led = opening is not None and "link" in opening.senses
    return first >= related.treaty.span.start and "pronoun" not in sentence.kinds and not led
