"""What a date says about an event that the wording leaves open: whether it lies behind the article or ahead of it."""

from schemas.vocabulary import EventStatus, EventType
from service.extract.scene import Scene
from service.lang.senses import Trigger
from service.mention import DateMention, Span
from service.normalise.calendar import CalendarDate
from service.text.document import Document

_TO_COME = frozenset(("plan", "pending"))


def timed(
    scene: Scene, trigger: Trigger, clause: Span, status: EventStatus, date: DateMention | None
) -> tuple[EventStatus, DateMention | None]:
    """The status, with the date if it can be that of such an event."""
    if date is None:
        return _undated(scene, trigger, status), None
    if trigger.rule.status is EventStatus.PLANNED:
        return status, date._replace(future=date.past)
    if date.rule == "time.within" and status is EventStatus.OCCURRED:
        return status, None
    status = _by_tense(scene, trigger, clause, status, date)
    if status is EventStatus.PLANNED and _is_past(scene.document, date):
        return status, None
    return status, date


def _undated(scene: Scene, trigger: Trigger, status: EventStatus) -> EventStatus:
    """'It enters into force once …': no day yet, so it lies ahead."""
    ahead = trigger.mode == "present" and trigger.rule.event is EventType.ENTRY_INTO_FORCE
    return EventStatus.PLANNED if ahead and status is EventStatus.OCCURRED and not scene.sentence.headline else status


def _by_tense(scene: Scene, trigger: Trigger, clause: Span, status: EventStatus, date: DateMention) -> EventStatus:
    if status is EventStatus.PLANNED and trigger.mode == "infinitive":
        return EventStatus.OCCURRED if _achieved(scene, clause) else status
    if status is EventStatus.OCCURRED:
        ahead = _is_ahead(scene.document, date) or (trigger.mode == "present" and _reads_ahead(scene, date))
        return EventStatus.PLANNED if ahead else status
    told = trigger.mode in ("participle", "present") and date.past == date.future and not _planned(scene, clause)
    return (
        EventStatus.OCCURRED if status is EventStatus.PLANNED and told and _has_come(scene.document, date) else status
    )


def _reads_ahead(scene: Scene, date: DateMention) -> bool:
    """The present tense with a day that may lie on either side of the article's own means the one ahead."""
    reference = scene.document.reference
    if reference is None or scene.sentence.headline or date.past == date.future:
        return False
    return date.past != CalendarDate.of(reference)


def _is_ahead(document: Document, date: DateMention) -> bool:
    first = date.past.first_day() if date.past else None
    return bool(first and document.reference and first > document.reference)


def _planned(scene: Scene, clause: Span) -> bool:
    return not _TO_COME.isdisjoint(scene.kinds_in(clause))


def _has_come(document: Document, date: DateMention) -> bool:
    """Whether a date that can be read in one way only is that of the publication or earlier: 'tritt heute in Kraft'."""
    first = date.past.first_day() if date.past else None
    return bool(first and document.reference and first <= document.reference)


def _is_past(document: Document, date: DateMention) -> bool:
    """Whether a date lies before the publication, however its year is read: no date of a plan."""
    last = date.future.last_day() if date.future else None
    return bool(last and document.reference and last < document.reference)


def _achieved(scene: Scene, clause: Span) -> bool:
    """'konnte erst 1964 in Kraft treten': a modal of the past beside a date."""
    return "achieved" in scene.kinds_in(clause)
