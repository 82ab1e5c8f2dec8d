"""Where a treaty stands, from what has happened to it. The rules are those of the corpus' FORMAT, in order of finality."""

from collections.abc import Sequence
from datetime import date

from schemas.vocabulary import EventStatus, EventType, Participation, TreatyStatus
from service.mention import EventMention

_BINDING = (EventType.RATIFICATION, EventType.PARLIAMENTARY_APPROVAL, EventType.DEPOSIT_OF_INSTRUMENTS)


def status_of(
    events: Sequence[EventMention], parties: Sequence[str], participation: Participation | None, reference: date | None
) -> tuple[TreatyStatus, EventMention] | None:
    """The status and the event that it rests on; None where no event says anything."""
    done = {e.type: e for e in events if e.status is EventStatus.OCCURRED}
    planned = {e.type: e for e in events if e.status is EventStatus.PLANNED}
    bilateral = participation is Participation.BILATERAL
    for kind, status in (
        (EventType.TERMINATION, TreatyStatus.TERMINATED),
        (EventType.SUSPENSION, TreatyStatus.SUSPENDED),
    ):
        if kind in done and (bilateral or done[kind].party is None):
            return status, done[kind]
    left = done.get(EventType.WITHDRAWAL)
    if left is not None:
        ended = bilateral and not _after(left, reference)
        return TreatyStatus.TERMINATED if ended else TreatyStatus.IN_FORCE, left
    if EventType.ENTRY_INTO_FORCE in done:
        return TreatyStatus.IN_FORCE, done[EventType.ENTRY_INTO_FORCE]
    if EventType.PROVISIONAL_APPLICATION in done:
        return TreatyStatus.PROVISIONALLY_APPLIED, done[EventType.PROVISIONAL_APPLICATION]
    if EventType.EXCHANGE_OF_INSTRUMENTS in done:
        return TreatyStatus.RATIFIED, done[EventType.EXCHANGE_OF_INSTRUMENTS]
    for kind in (EventType.EXTENSION, EventType.AMENDMENT):
        if kind in done:
            return TreatyStatus.IN_FORCE, done[kind]
    bound = _bound(
        events,
        parties,
        bilateral,
        EventType.ENTRY_INTO_FORCE in planned and planned[EventType.ENTRY_INTO_FORCE].date is not None,
    )
    if bound is not None:
        return bound
    refused = next(
        (e for e in events if e.type is EventType.PARLIAMENTARY_APPROVAL and e.status is EventStatus.REJECTED), None
    )
    if (
        refused is not None
        and bilateral
        and not planned.keys() & {EventType.RATIFICATION, EventType.PARLIAMENTARY_APPROVAL, EventType.ENTRY_INTO_FORCE}
    ):
        return TreatyStatus.REJECTED, refused
    for kind, status in (
        (EventType.ACCESSION, TreatyStatus.IN_FORCE),
        (EventType.SIGNATURE, TreatyStatus.SIGNED),
        (EventType.ADOPTION, TreatyStatus.ADOPTED),
        (EventType.INITIALLING, TreatyStatus.UNDER_NEGOTIATION),
        (EventType.NEGOTIATION, TreatyStatus.UNDER_NEGOTIATION),
    ):
        if kind in done:
            return status, done[kind]
    if {EventType.WITHDRAWAL, EventType.SUSPENSION, EventType.EXTENSION, EventType.TERMINATION} & planned.keys():
        return TreatyStatus.IN_FORCE, next(iter(planned.values()))
    if {EventType.SIGNATURE, EventType.INITIALLING, EventType.NEGOTIATION} & planned.keys():
        return TreatyStatus.UNDER_NEGOTIATION, next(iter(planned.values()))
    return None


def _after(event: EventMention, reference: date | None) -> bool:
    """Whether the act takes effect only after the article."""
    value = event.effective.future if event.effective else None
    first = value.first_day() if value else None
    return bool(first and reference and first > reference)


def _bound(
    events: Sequence[EventMention], parties: Sequence[str], bilateral: bool, dated_entry: bool
) -> tuple[TreatyStatus, EventMention] | None:
    binding = [e for e in events if e.type in _BINDING and e.status is EventStatus.OCCURRED]
    if not binding:
        return None
    open_sides = {
        e.party for e in events if e.type is EventType.PARLIAMENTARY_APPROVAL and e.status is EventStatus.PLANNED
    }
    ratified = {e.party for e in binding if e.type is not EventType.PARLIAMENTARY_APPROVAL}
    sides = {e.party for e in binding if e.party in ratified or e.party not in open_sides}
    if not sides:
        return None
    everyone = None in sides or (bilateral and set(parties) <= sides)
    complete = everyone if bilateral else dated_entry
    return TreatyStatus.RATIFIED if complete else TreatyStatus.PARTIALLY_RATIFIED, binding[-1]
