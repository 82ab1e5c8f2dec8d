"""Values re-read from a quote by the rules' own mentions: dates, durations, states."""

import re

from schemas.dates import EdtfDate
from schemas.vocabulary import EventStatus, Verdict
from service.extract.temporal import temporal
from service.mention import DateMention, Span, StateMention
from service.text.document import Document
from service.verify.locate import alike
from service.verify.reading import Passage, Unproved, holds, kinds, overlap

_EDTF = re.compile(r"[\dX]{4}-\d\d")
_DURATION = "DURATION"
_DAYS = frozenset(("DATE", "TIME"))
_NAME_WORDS = 2


def read_date(passage: Passage, offered: str, status: EventStatus, part: str = "date") -> DateMention:
    """The date of the quote that says what is offered, in EDTF or in words. Raises Unproved."""
    dated = [(date, value) for date in passage.dates if date.type in _DAYS and (value := edtf_of(date, status))]
    words = [] if _EDTF.match(offered) else _read(passage, offered)
    meant = {
        offered.rstrip("~?%"),
        *(value.edtf.rstrip("~") for date in words if (value := edtf_of(date, status))),
    }
    for date, value in dated:
        if value.edtf.rstrip("~") in meant:
            return date
    raise Unproved(Verdict.CONTRADICTED if dated else Verdict.VALUE_NOT_IN_QUOTE, part)


def edtf_of(date: DateMention | None, status: EventStatus) -> EdtfDate | None:
    """The date in the contract's form: what is planned lies ahead, what is done behind."""
    value = (date.future if status is EventStatus.PLANNED else date.past) if date else None
    return EdtfDate.parse(value.edtf, value.basis) if value else None


def read_duration(passage: Passage, offered: str) -> DateMention:
    """The length of time in the quote that says what is offered, in ISO 8601 or in words. Raises Unproved."""
    lengths = [date for date in passage.dates if date.type == _DURATION]
    meant = {offered, *(date.timex for date in _read(passage, offered) if date.type == _DURATION)}
    for length in lengths:
        if length.timex in meant:
            return length
    raise Unproved(Verdict.CONTRADICTED if lengths else Verdict.VALUE_NOT_IN_QUOTE, "duration")


def _read(passage: Passage, words: str) -> list[DateMention]:
    """What the rules read in words that are no part of the article; nothing in more than one expression."""
    document = passage.reading.document
    found = temporal(Document.read(words, None, document.reference, document.pack))
    return found if len(found) == 1 else []


def read_state(passage: Passage, offered: str, part: str = "state") -> list[StateMention]:
    """Mentions in the quote of the one state that is offered by code or name; at least one. Raises Unproved."""
    words = passage.places(offered)
    wanted = alike(offered).casefold()
    names = passage.reading.document.pack.names
    codes = {state.code for state in passage.states if any(holds(place, state.span) for place in words)}
    codes |= {
        state.code
        for state in passage.states
        if wanted in (state.code.casefold(), names.get(state.code, "").casefold())
    }
    if len(codes) != 1:
        raise Unproved(Verdict.CONTRADICTED if passage.states else Verdict.VALUE_NOT_IN_QUOTE, part)
    return [state for state in passage.states if state.code in codes]


def read_words(passage: Passage, offered: str, part: str, near: int | None = None) -> Span:
    """Where the offered words stand verbatim in the quote, nearest to `near`. Raises Unproved."""
    places = passage.places(offered)
    if not places:
        raise Unproved(Verdict.VALUE_NOT_IN_QUOTE, part)
    return min(places, key=lambda place: abs(place.start - near)) if near is not None else places[0]


def is_name(passage: Passage, span: Span) -> bool:
    """Whether the rules read a person there, or it is two capitalised words at least that no list knows."""
    reading = passage.reading
    if any(overlap(person.span, span) for person in reading.findings.persons):
        return True
    words = reading.document.slice(span).split()
    known = kinds(reading.document.hits_in(*span)) - {"state"}
    return not known and len(words) >= _NAME_WORDS and words[0][0].isupper() and words[-1][0].isupper()
