"""What all sides do to a treaty only once: of several such acts in one record, which is its own and whose the others
are."""

from collections.abc import Sequence

from schemas.vocabulary import EventStatus, EventType, TreatyKind
from service.assembly.cluster import SAME_START
from service.assembly.draft import Draft
from service.assembly.identity import INTERCHANGED
from service.mention import Age, EventMention, TreatyMention
from service.text.document import Document

ONCE = (EventType.SIGNATURE, EventType.ADOPTION, EventType.INITIALLING, EventType.ENTRY_INTO_FORCE)
"""What happens to an agreement no more than once."""
_BY_FORM = {"named": 3, "plain": 1}
_MOST_COMPARED = 40
"""Agreements that may be given an act, so that time grows with the text."""


def done_once(document: Document, drafts: Sequence[Draft]) -> None:
    """All sides sign once, a text is adopted once and takes effect once: beside that no other such act of all is to
    come, and of two on different days one is of another treaty, which gets it if it has none."""
    left = [event for draft in drafts for event in _leave_own(document, draft)]
    if left:
        weights = [_Weight(document, draft) for draft in drafts[:_MOST_COMPARED]]
        for event in left:
            _give(event, weights)


def _leave_own(document: Document, draft: Draft) -> list[EventMention]:
    """Keep of each sort of act of all the treaty's own; the others that were done."""
    left = []
    for kind in ONCE:
        acts = [event for event in draft.events if event.type is kind and event.party is None]
        done = [event for event in acts if event.status is EventStatus.OCCURRED]
        if len(acts) > 1 and done:
            dated = [event for event in done if event.date is not None]
            own = max(dated, key=_Weight(document, draft).of) if len(dated) > 1 else next(iter(dated), None)
            left += [event for event in done if not _may_be(event, own)]
            draft.events = [e for e in draft.events if e.type is not kind or e.party or _may_be(e, own)]
    return left


def _may_be(event: EventMention, own: EventMention | None) -> bool:
    """Whether an act of all may be told: the one whose day is known, if any is, or one of no day that is done."""
    if event.status is EventStatus.OCCURRED:
        return own is None or event.date is None or event is own
    return event.date is not None


def _give(event: EventMention, weights: Sequence["_Weight"]) -> None:
    """To the treaty for which most speaks, of those of which no such act is told."""
    heirs = [weight for weight in weights if weight.takes(event)]
    heir = max(heirs, key=lambda weight: weight.of(event), default=None)
    if heir is not None and heir.of(event) > 0:
        heir.draft.events.append(event)
        heir.draft.events.sort(key=lambda told: told.span)


class _Weight:
    """What speaks for an act being of a treaty; of equals the first one told is meant."""

    def __init__(self, document: Document, draft: Draft) -> None:
        self.draft, self._document, self._cluster = draft, document, draft.cluster
        mentions = draft.cluster.mentions
        self._told = {document.sentence_at(mention.span.start) for mention in mentions}
        self._called = {document.sentence_at(m.span.start) for m in mentions if m.form == "named"}
        self._lead = next((mention for mention in mentions if mention.form == "named"), draft.cluster.first)

    def takes(self, event: EventMention) -> bool:
        """Whether it lacks such an act, and that is told by no name of another."""
        by_name = event.treaty is not None and event.treaty.form == "named"
        its = not by_name or any(event.treaty == mention for mention in self._cluster.mentions)
        return its and all(other.type is not event.type for other in self.draft.events)

    def of(self, event: EventMention) -> int:
        near = self._near(event.sentence)
        return near + self._of_name(event.treaty) + self._of_day(event) + self._of_place(event)

    def _near(self, sentence: int) -> int:
        """The treaty is spoken of there or right before, best by its name, or named right behind."""
        about = {sentence, sentence - 1}
        spoken = not about.isdisjoint(self._told), not about.isdisjoint(self._called), sentence + 1 in self._called
        return sum(spoken)

    def _of_name(self, treaty: TreatyMention | None) -> int:
        """Against it: 'The protocol was signed …', 'An earlier treaty, signed …' in the record of an agreement."""
        if treaty is None:
            return 0
        older = treaty.age is Age.OLDER and self._lead.age is not Age.OLDER
        return _BY_FORM.get(treaty.form, 0) - 4 * (older + _is_of_other_kind(self._lead.kind, treaty.kind))

    def _of_day(self, event: EventMention) -> int:
        """For it: the year in its name; against it: no month, or a day that is counted from another."""
        if event.date is None or event.date.past is None:
            return 0
        past = event.date.past
        counted = event.date.rule == "time.moved"
        return 2 * (str(past.year) in self._cluster.years) - (past.month is None) - 3 * counted

    def _of_place(self, event: EventMention) -> int:
        """A place, most of all the one that the treaty is named after."""
        if event.place is None:
            return 0
        named = self._document.slice(event.place).casefold()[:SAME_START] in self._cluster.places
        return 4 if named else 1


def _is_of_other_kind(one: TreatyKind, other: TreatyKind) -> bool:
    """'Treaty' and 'agreement' are exchanged freely, 'protocol' is something else."""
    if TreatyKind.OTHER in (one, other) or one is other:
        return False
    return not INTERCHANGED.issuperset((one, other))
