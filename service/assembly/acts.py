"""Reports of one act become one event; what one event says completes another."""

from collections import defaultdict
from datetime import date, timedelta

from schemas.vocabulary import EventStatus, EventType, Participation
from service.assembly.draft import Draft
from service.assembly.pointing import state_meant
from service.assembly.whose import BY_INSTITUTION, Owners
from service.findings import Findings
from service.mention import DateMention, EventMention
from service.text.document import Document

_VOTES = frozenset((EventType.PARLIAMENTARY_APPROVAL,))
_STEPS = frozenset((EventType.PARLIAMENTARY_APPROVAL, EventType.RATIFICATION))
_TO_ENTER = (EventType.ENTRY_INTO_FORCE, EventType.RATIFICATION)
_PLANNED_BY = {EventType.PARLIAMENTARY_APPROVAL: EventStatus.PLANNED}
_BEGINNINGS = frozenset((EventType.SIGNATURE, EventType.ENTRY_INTO_FORCE, EventType.ADOPTION, EventType.ACCESSION))
_LONG_IN_FORCE = timedelta(days=500)
_LONGEST_LEAVING = timedelta(days=1000)
"""Between the first step of leaving and the last: what lies further back was the ratification."""
_MOST_COMPARED = 40
"""Acts that a report is compared with: the latest ones of its type, so that time grows with the text."""
_ONE_SIDED = frozenset((EventType.ACCESSION, EventType.WITHDRAWAL))
_TOLD_BY_DAY = frozenset(
    (
        (EventType.AMENDMENT, EventStatus.OCCURRED),
        (EventType.TERMINATION, EventStatus.PLANNED),
        (EventType.SUSPENSION, EventStatus.PLANNED),
    )
)
"""What is told of only with its day."""
_FAR = 2
"""How many sentences back the step before is looked for."""


def complete_events(document: Document, findings: Findings, owners: Owners, draft: Draft) -> None:
    """Give acts of one side the side that follows from what stands around them."""
    for index, event in enumerate(draft.events):
        if event.party is None and not event.joint:
            party = _other_side(draft, event) or _whose_step(draft, event, index, owners)
            party = party or owners.side_of(draft, event) or state_meant(document, findings, draft, event)
            party = party or _side_left(draft, event)
            if party is not None:
                draft.events[index] = event._replace(party=party)


def _side_left(draft: Draft, event: EventMention) -> str | None:
    """Beside the vote of one side's chamber that of a chamber of no said state is the other's."""
    if event.type not in _VOTES or event.headline or draft.participation is not Participation.BILATERAL:
        return None
    told = {other.party for other in draft.events if other.type in _VOTES and other.party is not None}
    rest = [code for code in draft.parties if code not in told]
    return rest[0] if told and len(rest) == 1 else None


def _other_side(draft: Draft, event: EventMention) -> str | None:
    """Who ratifies a bilateral treaty 'with X' is X's partner."""
    if event.type is not EventType.RATIFICATION or draft.participation is not Participation.BILATERAL:
        return None
    partners = set(event.treaty.codes) if event.treaty else set()
    rest = [code for code in draft.parties if code not in partners]
    return rest[0] if len(partners) == 1 and len(rest) == 1 else None


def _whose_step(draft: Draft, event: EventMention, index: int, owners: Owners) -> str | None:
    """'The Dáil approved it … The president is to sign', 'The instrument is to be deposited in May': whose step was
    told last."""
    by_head = event.type is EventType.RATIFICATION and owners.tells_of_head(event)
    deposited = event.type is EventType.DEPOSIT_OF_INSTRUMENTS and event.status is EventStatus.PLANNED
    if not (by_head or deposited):
        return None
    steps = BY_INSTITUTION if deposited else _VOTES
    for before in reversed(draft.events[:index]):
        if event.sentence - before.sentence > _FAR or before.joint:
            return None
        if before.type in steps and before.party in draft.parties:
            return None if owners.speaks_of_other(draft, event, before.party) else before.party
    return None


def leave_by_vote(draft: Draft, reference: date | None) -> None:
    """A side that leaves a treaty long in force votes on leaving, and signs a law on it; not long before or after."""
    leaving = {event.party for event in draft.events if event.type is EventType.WITHDRAWAL}
    begun = [day for event in draft.events if event.type in _BEGINNINGS and (day := _day(event)) is not None]
    left = _days_of_leaving(draft)
    if not leaving:
        return
    signed = {event.party for event in draft.events if event.type is EventType.SIGNATURE and event.party}
    for index, event in enumerate(draft.events):
        if event.type not in _STEPS or (event.party not in leaving and None not in leaving and event.party is not None):
            continue
        day = _day(event)
        ahead = event.type is EventType.RATIFICATION and event.status is EventStatus.PLANNED and day is None
        joined = event.type is EventType.RATIFICATION and event.party in signed
        untold = joined or (event.type is EventType.RATIFICATION and day is None and not ahead)
        if untold or any(day is None or day - start < _LONG_IN_FORCE for start in begun if not ahead):
            continue
        ends = left[event.party] or left[None] or ([reference] if reference else [])
        if day is not None and ends and min(abs(day - end) for end in ends) > _LONGEST_LEAVING:
            continue
        status = _PLANNED_BY.get(event.type, event.status) if event.status is EventStatus.OCCURRED else event.status
        date = event.date
        if date is not None and event.status is EventStatus.OCCURRED:
            date = date._replace(future=date.past)
        draft.events[index] = event._replace(type=EventType.WITHDRAWAL, status=status, date=date)


def _days_of_leaving(draft: Draft) -> dict[str | None, list[date]]:
    """When each side took steps of leaving; those of all under None."""
    left: dict[str | None, list[date]] = defaultdict(list)
    for event in draft.events:
        day = _day(event) if event.type is EventType.WITHDRAWAL else None
        if day is not None:
            for party in {event.party, None}:
                left[party].append(day)
    return left


def _day(event: EventMention) -> date | None:
    """The first day of what has happened or is planned, None where that is not known."""
    value = event.date and (event.date.future if event.status is EventStatus.PLANNED else event.date.past)
    return value.first_day() if value else None


def merge_events(draft: Draft) -> None:
    """Two reports of one act are one event: same type, no party, date or status at odds. The richer one leads."""
    merged: list[EventMention] = []
    of_type: dict[EventType, list[int]] = defaultdict(list)
    for event in sorted(draft.events, key=lambda e: (e.headline, e.span)):
        known = of_type[event.type]
        at = next((i for i in known[-_MOST_COMPARED:] if _same_act(merged[i], event)), None)
        if at is None:
            known.append(len(merged))
            merged.append(event)
        else:
            merged[at] = _richer(merged[at], event)
    draft.events = merged


def end_by_notice(draft: Draft) -> None:
    """'Es endet am 8. Januar 2023' behind a notice of withdrawal is the day on which that takes effect."""
    end = next(
        (e for e in draft.events if e.type is EventType.TERMINATION and e.status is EventStatus.PLANNED and e.date),
        None,
    )
    for index, event in enumerate(draft.events):
        if (
            end is not None
            and event.type is EventType.WITHDRAWAL
            and event.status is EventStatus.OCCURRED
            and event.effective is None
        ):
            draft.events[index] = event._replace(effective=end.date)
            draft.events.remove(end)
            return


def drop_untold_acts(draft: Draft) -> None:
    """Joining and leaving of which neither doer nor day is told, and a change that is done or an end that is planned on
    no day: rather what somebody may do, or what a treaty says."""

    def is_told(event: EventMention) -> bool:
        dated = event.date is not None or event.effective is not None
        if event.type in _ONE_SIDED:
            return dated or event.party is not None
        return dated or (event.type, event.status) not in _TOLD_BY_DAY

    draft.events = [event for event in draft.events if is_told(event)] or draft.events


def drop_ends_of_others(draft: Draft) -> None:
    """An end or a leaving before the making, or an end while the first entry into force is still to come, is that of
    another treaty."""
    signed = [event for event in draft.events if event.type is EventType.SIGNATURE]
    made = max((day for event in signed if (day := _day(event))), default=date.min)
    first = min((day for event in signed if not event.party and (day := _day(event))), default=date.min)
    ahead = any(e.type in _TO_ENTER and e.status is EventStatus.PLANNED for e in draft.events)

    def is_own(event: EventMention) -> bool:
        day = _day(event) or date.max
        if event.type is EventType.TERMINATION:
            return not ahead and day > made
        return event.type is not EventType.WITHDRAWAL or day >= first

    draft.events = [e for e in draft.events if e.status is not EventStatus.OCCURRED or is_own(e)]


def _are_vote_and_notice(a: EventMention, b: EventMention) -> bool:
    """'The Senate voted on Monday to leave it. The ministry will send the note': two steps of leaving."""
    by_body = (a.actor is None) is not (b.actor is None)
    ahead = a.type is EventType.WITHDRAWAL and a.status is EventStatus.PLANNED
    return ahead and by_body and (a.date is None) is not (b.date is None)


def _same_act(a: EventMention, b: EventMention) -> bool:
    if a.party and b.party and a.party != b.party:
        return False
    if a.date and b.date and a.date.past and b.date.past and not compatible(a.date, b.date):
        return False
    if a.status is not b.status:
        return b.headline or (
            a.date is None
            and b.date is None
            and a.party == b.party
            and EventStatus.REJECTED not in (a.status, b.status)
            and a.type is EventType.ENTRY_INTO_FORCE
        )
    if a.type is EventType.PARLIAMENTARY_APPROVAL and a.actor and b.actor and a.span != b.span:
        one = (a.date is None) == (b.date is None) or (a.sentence == b.sentence and a.actor == b.actor)
        one = one or (a.status is EventStatus.REJECTED and abs(a.sentence - b.sentence) == 1)
        return a.party == b.party and one and a.status is b.status
    if a.span == b.span or _are_vote_and_notice(a, b):
        return False
    alone = a.type in (
        EventType.RATIFICATION,
        EventType.DEPOSIT_OF_INSTRUMENTS,
        EventType.ACCESSION,
        EventType.WITHDRAWAL,
    )
    return not alone or a.party == b.party or b.party is None or a.party is None


def compatible(a: DateMention, b: DateMention) -> bool:
    """Whether two dates can be the same day, the one perhaps less precise."""
    x, y = a.past, b.past
    if x is None or y is None:
        return True
    return x.edtf == y.edtf or all(
        p is None or q is None or p == q for p, q in ((x.year, y.year), (x.month, y.month), (x.day, y.day))
    )


def _precision(date: DateMention | None) -> int:
    value = date.past if date else None
    return 0 if value is None else sum(part is not None for part in (value.year, value.month, value.day))


def _whose(a: EventMention, b: EventMention) -> str | None:
    """Whose act it is; a signature that one report tells of one side and another of none is of all."""
    if a.type is EventType.SIGNATURE and a.party != b.party:
        return None
    return a.party or b.party


def _richer(a: EventMention, b: EventMention) -> EventMention:
    date = a.date if _precision(a.date) >= _precision(b.date) else b.date
    return a._replace(
        date=date,
        place=a.place or b.place,
        party=_whose(a, b),
        actor=a.actor or b.actor,
        parties=a.parties or b.parties,
        persons=(*a.persons, *(p for p in b.persons if p not in a.persons)),
        effective=a.effective or b.effective,
        story=a.story or b.story,
    )
