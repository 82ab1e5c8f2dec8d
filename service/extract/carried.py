"""The date of an act that the sentence before tells: one that sets the scene, or a line that is a date."""

from collections.abc import Sequence

from schemas.vocabulary import EventStatus
from service.mention import DateMention, EventMention
from service.text.clauses import Clauses
from service.text.document import Document, Sentence

_TOLD_AGAIN = frozenset(("time.part_of_day",))
"""'That evening': the day is the one told before."""
_LONGEST_FRAGMENT = 70
_OPENERS = frozenset(("article", "subordinator"))
_OPENING = 2
_TIMELY = frozenset(("when", "recurs", "turns", "anniversary"))


def tells_no_other(dates: Sequence[DateMention]) -> bool:
    """Whether a sentence has no date but such as point back."""
    return all(date.rule in _TOLD_AGAIN for date in dates)


def is_birthday(date: DateMention) -> bool:
    """'Heute vor 80 Jahren', '100 years ago today': a day so long ago is that of a whole story."""
    return date.counted and date.has_day


def scene_set(document: Document, sentence: Sentence, dates: Sequence[DateMention]) -> DateMention | None:
    """The one day that a sentence tells, but of something aside: 'The dispute, which began in 1998, is over'."""
    days = {date.past.plain for date in dates if date.past is not None}
    return dates[0] if len(days) == 1 and not _is_aside(document, sentence, dates[0]) else None


def _is_aside(document: Document, sentence: Sentence, date: DateMention) -> bool:
    if not _TIMELY.isdisjoint(sentence.kinds) or _OPENERS.isdisjoint(sentence.kinds):
        return False
    clause = Clauses(document, sentence).around(date.span.start)
    opening = document.hits_in(clause.start, clause.start + _OPENING)
    if clause.start <= sentence.body or not opening:
        return False
    relative = "article" in opening[0].senses and document.pack.data.verb_last
    return relative or "subordinator" in opening[0].senses


def dated_by(event: EventMention, fragment: DateMention | None, before: DateMention | None) -> EventMention:
    """An act that is no plan, with the date of a fragment before it or with the one that sets the scene."""
    if event.date is not None or event.effective is not None or event.status is EventStatus.PLANNED:
        return event
    return event._replace(date=fragment or before)


def fragment_of(sentence: Sentence, dates: Sequence[DateMention]) -> DateMention | None:
    """The date that is all a short sentence without a verb says ('Bonn, 3. Mai 1990.'): the next one's."""
    short = len(dates) == 1 and sentence.end - sentence.start < _LONGEST_FRAGMENT and "auxiliary" not in sentence.kinds
    return dates[0] if short else None
