"""Where a treaty stands, from what has happened to it: the first answer of the questions below, in order of finality.

The meanings are those of the annotation format of tests/corpus.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.vocabulary import EventStatus, EventType, Participation, TreatyStatus
from service.mention import EventMention

Standing = tuple[TreatyStatus, EventMention]
"""A status and the event that it rests on."""

_BINDING = (EventType.RATIFICATION, EventType.PARLIAMENTARY_APPROVAL, EventType.DEPOSIT_OF_INSTRUMENTS)
_STEPS = (EventType.RATIFICATION, EventType.PARLIAMENTARY_APPROVAL)
"""What a state has still to do is named: its chamber's approval binds it not yet."""
_TO_COME = (EventType.RATIFICATION, EventType.PARLIAMENTARY_APPROVAL, EventType.ENTRY_INTO_FORCE)
_OF_A_LIVING_TREATY = (EventType.WITHDRAWAL, EventType.SUSPENSION, EventType.EXTENSION, EventType.TERMINATION)
_ALIVE = (EventType.EXTENSION, EventType.AMENDMENT)
_BEGUN = (
    (EventType.ACCESSION, TreatyStatus.IN_FORCE),
    (EventType.SIGNATURE, TreatyStatus.SIGNED),
    (EventType.ADOPTION, TreatyStatus.ADOPTED),
    (EventType.INITIALLING, TreatyStatus.UNDER_NEGOTIATION),
    (EventType.NEGOTIATION, TreatyStatus.UNDER_NEGOTIATION),
)
_MAKING = (EventType.SIGNATURE, *_BINDING, EventType.EXCHANGE_OF_INSTRUMENTS)
_YEARS = timedelta(days=1461)
_FRESH = timedelta(days=60)
"""What was made no longer ago is bound by nothing that is not dated."""
_LONG_LEFT = timedelta(days=730)
_REFUSABLE = (*_STEPS, EventType.SIGNATURE, EventType.ENTRY_INTO_FORCE)
_MENDING = (*_TO_COME, EventType.SIGNATURE, EventType.NEGOTIATION)
"""With any of these ahead, a refusal was not the last word."""
_MADE = (EventType.SIGNATURE, EventType.ADOPTION)
_HISTORY = 1960
_BEGINNING = (EventType.SIGNATURE, EventType.INITIALLING, EventType.NEGOTIATION)
_UNFINISHED = (*_TO_COME, *_BEGINNING, EventType.DEPOSIT_OF_INSTRUMENTS)


@dataclass(frozen=True, slots=True)
class _Life:
    """What the article says of one treaty's life."""

    events: Sequence[EventMention]
    parties: Sequence[str]
    bilateral: bool
    reference: date | None

    def last(self, kind: EventType, status: EventStatus = EventStatus.OCCURRED) -> EventMention | None:
        return next((e for e in reversed(self.events) if e.type is kind and e.status is status), None)

    @property
    def made(self) -> date | None:
        """The latest day on which it was signed or adopted."""
        return max((day for e in self.events if e.type in _MADE and (day := _day(e)) is not None), default=None)

    @property
    def fresh(self) -> bool:
        """Whether it was made just before the article was written."""
        made = self.made
        return made is not None and self.reference is not None and timedelta(0) <= self.reference - made <= _FRESH

    def first_of(self, kinds: Sequence[EventType], *statuses: EventStatus) -> EventMention | None:
        return next((e for e in self.events if e.type in kinds and e.status in statuses), None)


def status_of(
    events: Sequence[EventMention], parties: Sequence[str], participation: Participation | None, reference: date | None
) -> Standing | None:
    """The status and the event that it rests on; None where no event says anything."""
    life = _Life(events, parties, participation is Participation.BILATERAL, reference)
    return next((standing for question in _QUESTIONS if (standing := question(life)) is not None), None)


def _day(event: EventMention) -> date | None:
    """The last day of what has happened, None where that is not known."""
    past = event.date.past if event.date is not None and event.status is EventStatus.OCCURRED else None
    return past.last_day() if past is not None else None


def _ended(life: _Life) -> Standing | None:
    for kind, status in (
        (EventType.TERMINATION, TreatyStatus.TERMINATED),
        (EventType.SUSPENSION, TreatyStatus.SUSPENDED),
    ):
        event = life.last(kind)
        if event is not None and (life.bilateral or event.party is None) and not _begins_again(life, event):
            return status, event
    return None


def _begins_again(life: _Life, end: EventMention) -> bool:
    """Whether the article goes on from an undated end to an entry into force: that was of the treaty before."""
    entry = life.last(EventType.ENTRY_INTO_FORCE)
    ended = end.type is EventType.TERMINATION and end.date is None
    return ended and entry is not None and entry.span > end.span


def _left(life: _Life) -> Standing | None:
    """Notice alone ends nothing: a bilateral treaty ends when it takes effect, a multilateral one stays."""
    event = life.last(EventType.WITHDRAWAL)
    if event is None or (life.fresh and _day(event) is None):
        return None
    given, made = _day(event), life.made
    if given is not None and made is not None and given < made:
        return None
    effect = event.effective.future.first_day() if event.effective and event.effective.future else None
    past = life.reference or date(_HISTORY, 1, 1)
    ended = effect <= past if effect is not None else given is not None and given <= past - _LONG_LEFT
    return (TreatyStatus.TERMINATED if ended and life.bilateral else TreatyStatus.IN_FORCE), event


def _in_force(life: _Life) -> Standing | None:
    event = life.last(EventType.ENTRY_INTO_FORCE)
    if event is not None:
        return TreatyStatus.IN_FORCE, event
    event = life.last(EventType.PROVISIONAL_APPLICATION)
    return (TreatyStatus.PROVISIONALLY_APPLIED, event) if event is not None else None


def _long_since(life: _Life) -> Standing | None:
    """What was signed or ratified four years ago or more, with nothing refused or still to come, lives on; of one whose
    instruments were exchanged in history, no more is told than that."""
    exchange = life.last(EventType.EXCHANGE_OF_INSTRUMENTS)
    if exchange is not None and (exchanged := _day(exchange)) is not None and exchanged.year < _HISTORY:
        return None
    acts = [e for e in life.events if e.type in _MAKING and e.status is EventStatus.OCCURRED]
    days = [day for e in acts if e.date and e.date.past and (day := e.date.past.last_day()) is not None]
    pending = life.first_of(_UNFINISHED, EventStatus.PLANNED, EventStatus.REJECTED)
    if not days or life.reference is None or pending is not None or life.reference - max(days) < _YEARS:
        return None
    return TreatyStatus.IN_FORCE, acts[-1]


def _exchanged(life: _Life) -> Standing | None:
    event = life.last(EventType.EXCHANGE_OF_INSTRUMENTS)
    return (TreatyStatus.RATIFIED, event) if event is not None else None


def _alive(life: _Life) -> Standing | None:
    """What is changed, prolonged or about to be left is in force, unless its ratification is still to come."""
    event = life.first_of(_ALIVE, EventStatus.OCCURRED)
    if event is None and life.first_of(_TO_COME, EventStatus.PLANNED) is None:
        event = life.first_of(_OF_A_LIVING_TREATY, EventStatus.PLANNED, EventStatus.REJECTED)
    return (TreatyStatus.IN_FORCE, event) if event is not None else None


def _bound(life: _Life) -> Standing | None:
    """Who is bound: all of a bilateral's sides, or enough for a multilateral one whose entry into force is dated."""
    pending = life.first_of(_TO_COME, EventStatus.PLANNED) is not None
    binding = [e for e in life.events if e.type in _BINDING and e.status is EventStatus.OCCURRED]
    fresh = life.fresh
    binding = [e for e in binding if _day(e) is not None or not (fresh or (pending and e.party is None))]
    to_come = [e for e in life.events if e.type in _STEPS and e.status is EventStatus.PLANNED]
    steps_to_come = {e.party for e in to_come if e.party or e.type is EventType.PARLIAMENTARY_APPROVAL}
    ratified = {e.party for e in binding if e.type is not EventType.PARLIAMENTARY_APPROVAL}
    sides = {e.party for e in binding if e.party in ratified or e.party not in steps_to_come}
    if not sides:
        return None
    entry = life.last(EventType.ENTRY_INTO_FORCE, EventStatus.PLANNED)
    if not life.bilateral and entry is None and life.made and life.reference and life.reference - life.made > _YEARS:
        return TreatyStatus.IN_FORCE, binding[-1]
    both = sides == {None} or set(life.parties) <= sides
    complete = both if life.bilateral else entry is not None and entry.date is not None
    return (TreatyStatus.RATIFIED if complete else TreatyStatus.PARTIALLY_RATIFIED), binding[-1]


def _refused(life: _Life) -> Standing | None:
    """What one of two sides will not be bound by, with nothing to come nor to leave; one taken back counts not."""
    event = next((e for e in reversed(life.events) if e.type in _REFUSABLE and e.status is EventStatus.REJECTED), None)
    if event is None or not life.bilateral or life.first_of(_MENDING, EventStatus.PLANNED) is not None:
        return None
    if life.first_of((EventType.WITHDRAWAL,), EventStatus.OCCURRED, EventStatus.PLANNED) is not None:
        return None
    refused = event.date.past.last_day() if event.date is not None and event.date.past is not None else None
    for later in life.events:
        if later.type in _BINDING and later.status is EventStatus.OCCURRED and later.party == event.party:
            day = _day(later)
            if refused is None or day is None or day >= refused:
                return None
    return TreatyStatus.REJECTED, event


def _begun(life: _Life) -> Standing | None:
    """The furthest step; none where that was taken in times of which the article tells no end."""
    for kind, status in _BEGUN:
        event = life.last(kind)
        if event is None or (kind is EventType.ACCESSION and life.bilateral):
            continue
        day = _day(event)
        past = life.reference is None and day is not None and day.year < _HISTORY
        return None if past else (status, event)
    event = life.first_of(_BEGINNING, EventStatus.PLANNED)
    return (TreatyStatus.UNDER_NEGOTIATION, event) if event is not None else None


_QUESTIONS: tuple[Callable[[_Life], Standing | None], ...] = (
    _ended,
    _left,
    _in_force,
    _long_since,
    _exchanged,
    _refused,
    _bound,
    _alive,
    _begun,
)
