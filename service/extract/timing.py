"""What a date says about an event that the wording leaves open: whether it lies behind the article or ahead of it."""

from collections.abc import Sequence
from datetime import date as date_

from schemas.vocabulary import DateBasis, EventStatus, EventType
from service.extract.datable import is_waited_for
from service.extract.effects import at_once
from service.extract.realis import LEAVING, achieved
from service.extract.scene import Scene
from service.lang.senses import Trigger
from service.mention import DateMention, EventMention, Span
from service.normalise.calendar import CalendarDate
from service.text.document import Document

_YEAR = 366
_BEFORE = 24
DAYS_OF_NEWS = frozenset(("time.weekday", "time.deictic"))
_ANNOUNCES = frozenset(("says", "decides"))
_STEPS_AHEAD = frozenset((EventType.ENTRY_INTO_FORCE, EventType.EXCHANGE_OF_INSTRUMENTS))
_SAYING = frozenset(("says",))
_TELLS = frozenset(("says", "that"))
_LEADING = frozenset(("says", "refusal", "made_known"))
_TO_COME = frozenset(("plan", "pending"))
_STORY = _TO_COME | {"future", "conditional", "decides", "demands", "refusal"}
_AHEAD = frozenset(("plan", "future"))
_TENSED = frozenset(("plan", "pending", "future", "auxiliary"))


def timed(
    scene: Scene, trigger: Trigger, at: Span, clause: Span, status: EventStatus, date: DateMention | None
) -> tuple[EventStatus, DateMention | None]:
    """The status, with the date if it can be that of such an event."""
    if date is None:
        return _undated(scene, trigger, at, clause, status), None
    if status is EventStatus.PLANNED and trigger.mode == "infinitive" and _lasts_since(scene.document, date):
        return status, date if _starts(scene, trigger, date) else None
    if date.rule == "time.within" and status is EventStatus.OCCURRED:
        return _undated(scene, trigger, at, clause, status), None
    if trigger.rule.status is EventStatus.PLANNED and trigger.mode != "noun":
        ahead = trigger.rule.event not in LEAVING and not _AHEAD.isdisjoint(scene.kinds_in(clause))
        return status, date if ahead and not _is_past(scene.document, date) else told(date)
    if trigger.mode == "past" and date.rule == "time.moved" and is_ahead(scene.document, date):
        return status, None
    tensed = trigger.mode == "present" or "future" in scene.kinds_in(clause)
    if tensed and date.rule == "time.moved" and _counts_from_open_act(scene, date):
        return _undated(scene, trigger, at, clause, status), None
    if status is EventStatus.PLANNED and _is_of_journey(scene, trigger, at, clause, date):
        return status, None
    status = _by_tense(scene, trigger, clause, status, date)
    if status is EventStatus.PLANNED and _is_past(scene.document, date):
        return status, None
    return status, date


def _counts_from_open_act(scene: Scene, date: DateMention) -> bool:
    """'They have yet to notify each other; it takes effect thirty days later': a length counted from what is still to
    come is none from the day told before. A chronicle tells in the present what is long past."""
    if any(other.span.end <= date.span.start for other in scene.dates):
        return False
    reference, first = scene.document.reference, date.past.first_day() if date.past else None
    if reference is None or first is None:
        return not _is_history(scene, date)
    return abs((reference - first).days) < _YEAR


def _is_of_journey(scene: Scene, trigger: Trigger, at: Span, clause: Span, date: DateMention) -> bool:
    """'flew there on Tuesday to sign': a day before it that may lie behind is of the verb whose purpose the signing is,
    unless that is told as to come."""
    signing = trigger.mode == "infinitive" and trigger.rule.event is EventType.SIGNATURE
    if not signing or date.past == date.future or date.span > at:
        return False
    own = clause.start <= date.span.start < clause.end
    telling = clause if own else scene.clause_of(date.span.start)
    if own and not _tells_past(scene, clause):
        return False
    return _TENSED.isdisjoint(scene.kinds_in(telling))


def _undated(scene: Scene, trigger: Trigger, at: Span, clause: Span, status: EventStatus) -> EventStatus:
    """'It enters into force once …', 'then they exchange notes': no day yet, so it lies ahead."""
    ahead = trigger.mode == "present" and trigger.rule.event in _STEPS_AHEAD
    ahead = ahead and "ever_since" not in scene.kinds_in(clause) and not at_once(scene, at)
    return EventStatus.PLANNED if ahead and status is EventStatus.OCCURRED and not scene.sentence.headline else status


def of_one_day(act: EventMention, told: Sequence[EventMention]) -> EventMention:
    """'Mit dem Austausch am 3. Mai trat … in Kraft': what a noun tells is past if a verb tells the same day as past."""
    if act.date is None or act.status is EventStatus.OCCURRED:
        return act
    past = any(
        other.status is EventStatus.OCCURRED and other.date is not None and other.date.span == act.date.span
        for other in told
    )
    return act._replace(status=EventStatus.OCCURRED) if past else act


def lies_behind(scene: Scene, date: DateMention) -> bool:
    """'Nach der Paraphierung im März soll …': what a noun with its own day tells has happened if that day has come,
    whatever the verb says; of two readings the nearer one counts."""
    reference = scene.document.reference
    behind, ahead = date.past.last_day() if date.past else None, date.future.first_day() if date.future else None
    if reference is None or behind is None or behind > reference:
        return False
    return date.past == date.future or ahead is None or reference - behind < ahead - reference


def told(date: DateMention) -> DateMention:
    """The day on which a plan was told ('kündigte am Mittwoch an'): it lies behind the article."""
    return date._replace(future=date.past)


def announced(scene: Scene, at: Span) -> DateMention | None:
    """'teilte am Mittwoch mit, dass …', '…, a spokesman said on Friday': the day of the telling, where a clause of a
    verb of saying leads to the act or stands behind it."""
    own = scene.clauses.index(at.start)
    before = _day_of_telling(scene, own - 1, _LEADING) if own else None
    return before or (_day_of_telling(scene, own + 1, _SAYING) if own + 1 < len(scene.clauses) else None)


def _day_of_telling(scene: Scene, number: int, verbs: frozenset[str]) -> DateMention | None:
    clause = scene.clauses.span(number)
    if verbs.isdisjoint(scene.kinds_in(clause)):
        return None
    days = [date for date in scene.dates if clause.start <= date.span.start < clause.end]
    return told(days[-1]) if days and not is_ahead(scene.document, days[-1]) else None


def is_of_saying(scene: Scene, at: Span, date: DateMention) -> bool:
    """'said on Friday that it would leave', 'agreed to sign on Friday': the day of the saying, when leaving begins; but
    what stands behind the act and is no day of the week is of the act ('hopes to sign in January')."""
    if date.span.start > at.end and date.rule not in DAYS_OF_NEWS:
        return False
    own, told = scene.clauses.index(at.start), scene.clauses.index(date.span.start)
    until = date.span.start if own == told else scene.clauses.span(own).start
    saying = scene.hits_in(Span(scene.clauses.span(told).start, min(until, at.start)))
    if own == told:
        first, last = sorted((at, date.span))
        saying = [*saying, *scene.hits_in(Span(first.end, last.start))]
    if any(not _ANNOUNCES.isdisjoint(hit.senses) for hit in saying):
        return True
    return own == told and not _TELLS.isdisjoint(scene.kinds_in(Span(date.span.end, at.start)))


def _by_tense(scene: Scene, trigger: Trigger, clause: Span, status: EventStatus, date: DateMention) -> EventStatus:
    if status is EventStatus.PLANNED and is_waited_for(scene.document, date, scene.sentence.body):
        return status if is_ahead(scene.document, date) else EventStatus.OCCURRED
    if status is EventStatus.PLANNED and _narrates(scene, trigger, clause, date):
        return EventStatus.OCCURRED
    if status is EventStatus.PLANNED and trigger.mode == "infinitive":
        return EventStatus.OCCURRED if achieved(scene.document, scene.hits_in(clause)) else status
    if status is EventStatus.OCCURRED:
        ahead = is_ahead(scene.document, date) or _reads_ahead(scene, trigger, clause, date)
        return EventStatus.PLANNED if ahead else status
    certain = trigger.mode in ("participle", "present") and (
        not _planned(scene, clause) or achieved(scene.document, scene.hits_in(clause))
    )
    if status is EventStatus.PLANNED and certain:
        if _lasts_since(scene.document, date):
            return EventStatus.OCCURRED
        pending = "future" in scene.kinds_in(clause) and _is_open(scene.document, date)
        if date.past == date.future and not pending and (_has_come(scene.document, date) or _is_history(scene, date)):
            return EventStatus.OCCURRED
    return status


def _narrates(scene: Scene, trigger: Trigger, clause: Span, date: DateMention) -> bool:
    """'Signé en 1929, il sera ratifié en 1931', 'il entrera en vigueur en 1931', 'would sign it in 1931': a story goes
    on in the future, on a day that is long past."""
    if trigger.mode == "noun" and not clause.start <= date.span.start < clause.end:
        return False
    hits, reference = scene.hits_in(clause), scene.document.reference
    told = [hit for hit in hits if not _STORY.isdisjoint(hit.senses)]
    last = date.past.last_day() if date.past else None
    behind = bool(last and reference and last < reference) and date.past == date.future
    in_one_word = trigger.mode == "infinitive" and scene.document.pack.data.adjective_last
    in_one_word = in_one_word and date.past is not None and date.past.basis is DateBasis.STATED
    return behind and (bool(told) or in_one_word) and all("future" in hit.senses for hit in told)


def _is_history(scene: Scene, date: DateMention) -> bool:
    """Whether an article of unknown date goes on to tell of a later day: its present is that of a chronicle."""
    last = date.past.last_day() if date.past else None
    return bool(last and scene.latest and last < scene.latest)


def _reads_ahead(scene: Scene, trigger: Trigger, clause: Span, date: DateMention) -> bool:
    """A day that may lie on either side of the article's own is the one ahead in the present tense; in a phrase without
    tense the nearer one."""
    reference = scene.document.reference
    if reference is None or scene.sentence.headline or date.past is None:
        return False
    if date.past == date.future:
        return trigger.mode == "present" and _is_under_way(date.past, reference)
    if date.past == CalendarDate.of(reference) or _lasts_since(scene.document, date):
        return False
    kinds = scene.kinds_in(clause)
    if trigger.mode == "present":
        return "perfect" not in kinds
    if "perfect" in kinds or not (trigger.mode == "noun" or "future" in kinds):
        return False
    if trigger.mode == "noun" and _TENSED.isdisjoint(kinds) and _tells_past(scene, clause):
        return False
    ahead, behind = date.future.first_day() if date.future else None, date.past.last_day()
    return bool(ahead and behind and ahead - reference < reference - behind)


def _tells_past(scene: Scene, clause: Span) -> bool:
    """'The signing on Friday surprised critics': a verb of the past by its ending, behind the day or the act."""
    endings = scene.document.pack.data.past_endings
    words = scene.document.view[clause.start : clause.end].split()[1:]
    return bool(endings) and any(word[0].islower() and word.rstrip(".,;:").endswith(endings) for word in words)


def _is_under_way(value: CalendarDate, reference: date_) -> bool:
    """Whether the year or month that the text names is that of the publication: 'tritt 2024 aus'."""
    first, last = value.first_day(), value.last_day()
    return bool(value.day is None and first and last and first <= reference < last)


def _lasts_since(document: Document, date: DateMention) -> bool:
    """Whether something has gone on since the day: 'gilt seit dem 3. Mai'."""
    hits = document.hits_in(max(0, date.span.start - _BEFORE), date.span.start)
    return any("ever_since" in hit.senses for hit in hits[-2:])


def _starts(scene: Scene, trigger: Trigger, date: DateMention) -> bool:
    """'se aplicará desde el 1 de julio': where 'since' also means 'from', what is to take effect begins on the day."""
    hits = scene.document.hits_in(max(0, date.span.start - _BEFORE), date.span.start)
    takes_effect = trigger.rule.event in (EventType.ENTRY_INTO_FORCE, EventType.PROVISIONAL_APPLICATION)
    return takes_effect and any("starting" in hit.senses for hit in hits[-2:]) and not _is_past(scene.document, date)


def is_ahead(document: Document, date: DateMention) -> bool:
    """Whether the day, however it is read, lies behind the publication: 'next week'."""
    first = date.past.first_day() if date.past else None
    return bool(first and document.reference and first > document.reference)


def _planned(scene: Scene, clause: Span) -> bool:
    return not _TO_COME.isdisjoint(scene.kinds_in(clause))


def _has_come(document: Document, date: DateMention) -> bool:
    """Whether a date that can be read in one way only is that of the publication or earlier: 'tritt heute in Kraft'."""
    first = date.past.first_day() if date.past else None
    return bool(first and document.reference and first <= document.reference)


def _is_open(document: Document, date: DateMention) -> bool:
    """Whether the time told goes on behind the day of publication: 'will be signed this year'."""
    last = date.past.last_day() if date.past else None
    return bool(last and document.reference and last > document.reference)


def _is_past(document: Document, date: DateMention) -> bool:
    """Whether a date lies before the publication, however its year is read: no date of a plan."""
    last = date.future.last_day() if date.future else None
    return bool(last and document.reference and last < document.reference)
