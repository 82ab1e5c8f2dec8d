"""Whether a clause says that a thing happened, is to happen, was refused, or says nothing of the kind."""

import re
from collections.abc import Sequence

from schemas.vocabulary import EventStatus, EventType
from service.lang.lexicon import Hit, kinds_of
from service.lang.senses import Trigger
from service.mention import Span
from service.text.document import Document

_FOLLOWING = re.compile(r"\s*(\w{1,12})")
_REFUSABLE = (EventType.PARLIAMENTARY_APPROVAL, EventType.EXTENSION)


def realis(document: Document, trigger: Trigger, at: Span, clause: Span) -> EventStatus | None:
    """The status that the wording gives the event; None where it denies or only imagines it.

    A finite past form stands for itself. A participle or noun is read with the auxiliaries, modals and negations of its
    clause; an infinitive is a plan unless the clause denies it.
    """
    hits = (*document.hits_in(clause.start, at.start), *document.hits_in(at.end, clause.end))
    kinds = kinds_of(hits)
    if "pending" in kinds:
        return EventStatus.PLANNED
    if "negation" in kinds and _negated(document, hits, at):
        refused = trigger.rule.event in _REFUSABLE and trigger.mode != "noun" and not trigger.rule.status
        return EventStatus.REJECTED if refused else None
    if trigger.rule.status is not None:
        return None if kinds & {"plan", "conditional"} else trigger.rule.status
    if trigger.mode == "past":
        return EventStatus.OCCURRED
    if "conditional" in kinds:
        return None
    planned = trigger.mode == "infinitive" or _is_plan(document, trigger, hits, at)
    ahead = trigger.mode in ("participle", "noun") and "future" in kinds and "perfect" not in kinds
    return EventStatus.PLANNED if planned or ahead else EventStatus.OCCURRED


def _is_plan(document: Document, trigger: Trigger, hits: Sequence[Hit], at: Span) -> bool:
    """A modal or the like in the clause; behind the trigger only where the verb may come last and this is one."""
    if trigger.mode == "noun" and any("scheduled" in hit.senses for hit in hits):
        return True
    anywhere = document.pack.data.verb_last and trigger.mode != "noun"
    return any("plan" in hit.senses and (anywhere or hit.start < at.start) for hit in hits)


def _negated(document: Document, hits: Sequence[Hit], at: Span) -> bool:
    """A negation in the clause; behind the trigger only where the verb may come last."""
    for hit in hits:
        if "negation" in hit.senses and (hit.start < at.start or document.pack.data.verb_last):
            following = _FOLLOWING.match(document.view, hit.end)
            if following is None or following.group(1).lower() not in document.pack.data.not_only:
                return True
    return False
