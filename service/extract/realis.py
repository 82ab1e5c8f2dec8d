"""Whether a clause says that a thing happened, is to happen, was refused, or says nothing of the kind."""

import re
from collections.abc import Sequence

from schemas.vocabulary import EventStatus, EventType
from service.lang.lexicon import Hit
from service.lang.loader import Trigger
from service.mention import Span
from service.text.document import Document

_REFUSABLE = (EventType.PARLIAMENTARY_APPROVAL, EventType.EXTENSION)


def realis(
    document: Document, trigger: Trigger, at: Span, clause: Span, sentence_hits: Sequence[Hit]
) -> EventStatus | None:
    """The status that the wording gives the event; None where it denies or only imagines it.

    A finite past form stands for itself. A participle or noun is read with the auxiliaries, modals and negations of its
    clause; an infinitive is a plan unless the clause denies it.
    """
    hits = [h for h in sentence_hits if clause.start <= h.start < clause.end and not (at.start <= h.start < at.end)]
    kinds = {kind for hit in hits for kind in hit.senses}
    negated = _negated(document, hits, at)
    pending = "pending" in kinds
    if pending:
        return EventStatus.PLANNED
    if negated:
        refused = trigger.rule.event in _REFUSABLE and trigger.mode != "noun" and not trigger.rule.status
        return EventStatus.REJECTED if refused else None
    if trigger.rule.status is not None:
        return None if kinds & {"plan", "conditional"} else trigger.rule.status
    if trigger.mode == "past":
        return EventStatus.OCCURRED
    if "conditional" in kinds:
        return None
    plan = _before(hits, at, "plan") if trigger.mode == "noun" or not document.pack.nouns_capital else "plan" in kinds
    if plan or trigger.mode == "infinitive":
        return EventStatus.PLANNED
    if trigger.mode in ("participle", "noun") and "future" in kinds and not kinds & {"perfect"}:
        return EventStatus.PLANNED
    return EventStatus.OCCURRED


def _before(hits: Sequence[Hit], at: Span, kind: str) -> bool:
    return any(kind in hit.senses and hit.start < at.start for hit in hits)


def _negated(document: Document, hits: Sequence[Hit], at: Span) -> bool:
    """A negation in the clause; where the verb may come last (nouns with capitals: German), also behind the trigger."""
    for hit in hits:
        if "negation" in hit.senses and (hit.start < at.start or document.pack.nouns_capital):
            following = document.view[hit.end : hit.end + 12].lower().split()
            if not following or re.sub(r"\W", "", following[0]) not in document.pack.not_only:
                return True
    return False
