"""Reports written while it happens: each entry bears its hour, and what it tells without a day was done that day."""

import re
from collections.abc import Sequence

from schemas.vocabulary import EventType
from service.extract.scene import Scene
from service.extract.spoken_of import VERBAL
from service.lang.senses import Trigger
from service.mention import DateMention, Span
from service.normalise.calendar import CalendarDate
from service.text.document import Document

_FEWEST = 3
_LASTING = frozenset((EventType.NEGOTIATION, EventType.ACCESSION))
"""Talks may have gone on for longer, and who has joined a treaty may have done so at any time."""
_HOUR = r"(?P<hour>(?:[01]?\d|2[0-4])(?:[:.]| ?h ?)[0-5]\d)(?![\d.:]\d)"
_OPENING = re.compile(rf"^[^\w\n]{{0,6}}(?:\w{{2,6}} )?{_HOUR}", re.MULTILINE)
_IN_BRACKETS = re.compile(rf"\({_HOUR}(?= ?[^\W\d]{{0,4}}\))")


def live_days(document: Document, dates: Sequence[Sequence[DateMention]]) -> dict[int, DateMention]:
    """The day of publication by sentence, where nothing before it in its entry tells another; `dates` by sentence."""
    stamp = _stamp(document)
    if stamp is None:
        return {}
    found: dict[int, DateMention] = {}
    dated = -1
    for index, sentence in enumerate(document.sentences):
        if any(date.past is not None for date in dates[index]):
            dated = sentence.paragraph
        if sentence.paragraph != dated and sentence.end > stamp.span.start:
            found[index] = stamp
    return found


def _stamp(document: Document) -> DateMention | None:
    """The hour of the first entry, as the day of publication; None in an article that is no such report."""
    if document.reference is None:
        return None
    for pattern in (_OPENING, _IN_BRACKETS):
        stamps = list(pattern.finditer(document.view))
        if len(stamps) >= _FEWEST:
            day = CalendarDate.of(document.reference)
            return DateMention(Span(*stamps[0].span("hour")), "time.stamp", day, day, day.plain)
    return None


def done_live(scene: Scene, trigger: Trigger, at: Span) -> DateMention | None:
    """The day of an act that a verb tells as done, without a date."""
    if scene.live is None or trigger.mode not in VERBAL or trigger.rule.event in _LASTING:
        return None
    return scene.live if scene.attribute_start(at) is None and at not in scene.behind else None
