"""The day of a signature that no report of it tells: that in the treaty's name, else that of the story."""

from collections.abc import Iterator, Sequence

from schemas.vocabulary import EventStatus, EventType
from service.assembly.draft import Draft
from service.mention import DateMention, TreatyMention
from service.text.document import Document
from service.text.spans import index_from

_BEHIND = 6
_LONGEST_NAME = 120


def date_signature(document: Document, dates: Sequence[DateMention], draft: Draft) -> None:
    """Give the signature its day, where all reports of it leave that out."""
    signed = [event for event in draft.events if _is_signed(event.type, event.status)]
    if not signed or any(event.date is not None for event in signed):
        return
    titled = next(_days_in_names(document, dates, draft.cluster.mentions), None)
    draft.events = [
        event._replace(date=titled or event.story) if _is_signed(event.type, event.status) else event
        for event in draft.events
    ]


def date_votes(draft: Draft) -> None:
    """Give a vote without a day that of the vote on another agreement before it, in the report of a session."""
    votes = [event for event in draft.events if event.type is EventType.PARLIAMENTARY_APPROVAL]
    told = {event.date.span for event in votes if event.date is not None}
    draft.events = [
        event._replace(date=event.story)
        if event in votes and event.date is None and event.story is not None and event.story.span not in told
        else event
        for event in draft.events
    ]


def _is_signed(kind: EventType, status: EventStatus) -> bool:
    return kind is EventType.SIGNATURE and status is EventStatus.OCCURRED


def _days_in_names(
    document: Document, dates: Sequence[DateMention], mentions: Sequence[TreatyMention]
) -> Iterator[DateMention]:
    """'das Protokoll vom 21. August 2023', 'Agreement of March 14, 1947': not of the treaty that a protocol changes."""
    dated = document.pack.data.titles.dated
    for mention in mentions:
        at = index_from(dates, mention.head.end)
        if at == len(dates) or not dates[at].has_day or dates[at].type != "DATE":
            continue
        start = dates[at].span.start
        if (
            start > max(mention.span.end + _BEHIND, mention.head.end + _BEHIND)
            or start - mention.head.end > _LONGEST_NAME
        ):
            continue
        words = document.view[mention.head.end : start].lower().split()
        led = bool(words) and not dated.isdisjoint(words[-2:])
        if led and all("treaty" not in hit.senses for hit in document.hits_in(mention.head.end, start)):
            yield dates[at]
