"""How long a treaty holds that the article only tells to be prolonged: 'by five years', 'until the end of 2030'."""

from collections.abc import Sequence

from schemas.vocabulary import EventStatus, EventType, TermKind
from service.extract.term import LENGTH, same_clause, scene_at, to_its_end, until_word
from service.mention import DateMention, EventMention, Span, TermMention
from service.text.document import Document
from service.text.spans import distance

_NEAR = 45


def prolonged(document: Document, dates: Sequence[DateMention], events: Sequence[EventMention]) -> TermMention | None:
    """The new last day, or else the time that was added, of the first prolongation that says so."""
    done = (e for e in events if e.type is EventType.EXTENSION and e.status is EventStatus.OCCURRED)
    return next(filter(None, (_said(document, dates, event) for event in done)), None)


def _said(document: Document, dates: Sequence[DateMention], event: EventMention) -> TermMention | None:
    scene = scene_at(document, dates, event.span.start)
    near = [date for date in scene.dates if distance(date.span, event.span) <= _NEAR]
    for date in near:
        if date.past is not None and until_word(scene, date) is not None:
            return _term(event, TermKind.UNTIL, date, None, to_its_end(scene, date))
    for date in near:
        measures = date.type == "DURATION" and LENGTH.fullmatch(date.timex)
        if measures and same_clause(scene, date.span.start, event.span.start):
            return _term(event, TermKind.DURATION, date, date.timex, None)
    return None


def _term(
    event: EventMention, kind: TermKind, told: DateMention, duration: str | None, day: DateMention | None
) -> TermMention:
    span = Span(min(event.span.start, told.span.start), max(event.span.end, told.span.end))
    return TermMention(span, event.rule, kind, duration, day, event.sentence)
