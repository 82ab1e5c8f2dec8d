"""The sentences that give reason to ask for anything, and for which fields."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from msgspec import Struct

from schemas.treaty import TreatyRecord
from schemas.vocabulary import EventType, RecordField
from service.extract.lasting import lasting
from service.extract.unnamed import unnamed
from service.findings import Findings
from service.mention import DateMention, EventMention, RelatedMention, StateMention, TreatyMention
from service.text.document import Document, Sentence
from service.text.spans import Spanned, by_stretch

_MOST_NAMES = 40
"""Names of a treaty that another one is compared with."""
_MAKING = frozenset((EventType.ADOPTION, EventType.SIGNATURE))
_TALK = frozenset(("says", "source"))
_DOUBT = frozenset(("hearsay", "hedge"))
_QUOTATION = re.compile(r"[„“\"«»][^„“”\"«»]{25}")


@dataclass(frozen=True, slots=True)
class Called:
    """What a record's treaty is called, and the year in which it was made."""

    title: str
    others: Sequence[str]
    made: int | None

    @classmethod
    def of(cls, record: TreatyRecord) -> Self:
        dates = (event.date.earliest for event in record.events if event.type in _MAKING and event.date is not None)
        return cls(
            record.title.value.casefold() if record.title else "",
            [name.value.casefold() for name in record.aliases[:_MOST_NAMES]],
            min((date.year for date in dates if date is not None), default=None),
        )

    def goes_by(self, call: str, years: Collection[int]) -> bool:
        """Whether that is its name; another name than the title is not, beside a year before it was made."""
        before = self.made is not None and any(year < self.made for year in years)
        return bool(self.title and _same(call, self.title)) or (
            not before and any(_same(call, name) for name in self.others)
        )


class Scene(Struct, frozen=True, gc=False):
    """One sentence, and the fields of a record that it gives reason to ask for."""

    index: int
    events: Sequence[EventMention]
    states: frozenset[str]
    """Codes of the states and organisations that it names."""
    cues: frozenset[RecordField]
    choices: Mapping[RecordField, Sequence[str]]
    """Names in it that may be a field's value."""


class _Found(NamedTuple):
    """What the rules found in one sentence."""

    dates: Sequence[DateMention]
    states: Sequence[StateMention]
    treaties: Sequence[TreatyMention]
    events: Sequence[EventMention]
    related: Sequence[RelatedMention]


def scenes_of(document: Document, findings: Findings, records: Sequence[Called]) -> list[Scene]:
    """The sentences of the body that give reason to ask for anything."""
    starts = document.sentence_starts
    dates, states = by_stretch(findings.dates, starts), by_stretch(findings.states, starts)
    treaties, events = by_stretch(findings.treaties, starts), by_stretch(findings.events, starts)
    related = by_stretch(findings.related, starts)
    terms_told = document.layers["terms"]
    timed = {*document.sentences_of(terms_told)}
    endless = {*document.sentences_of(cue for cue in terms_told if "indefinite" in cue.senses)}
    matters = {*document.sentences_of(hit for hit in document.layers["contents"] if "category" in hit.senses)}
    scenes = []
    for index, sentence in enumerate(document.sentences):
        if sentence.headline:
            continue
        found = _Found(dates[index], states[index], treaties[index], events[index], related[index])
        choices = _choices(document, found, records) if found.treaties or found.related else {}
        if found.dates and not found.related and (others := _unnamed(document, found.dates, sentence)):
            choices[RecordField.RELATED] = [*choices.get(RecordField.RELATED, ()), *others]
        lasts = index in endless or (found.dates and index in timed)
        if lasts and (terms := _terms(document, findings, sentence)):
            choices[RecordField.TERM] = terms
        cues = {*_cues(document, sentence, found, matter=index in matters), *choices}
        if cues:
            scenes.append(Scene(index, found.events, _named(found.states), frozenset(cues), choices))
    return scenes


def _named(states: Sequence[StateMention]) -> frozenset[str]:
    """Codes of the states and organisations; a capital as a mere place names none."""
    return frozenset(state.code for state in states if not (state.via == "capital" and state.link == "in"))


def _cues(document: Document, sentence: Sentence, found: _Found, *, matter: bool) -> Iterator[RecordField]:
    """The fields that a sentence with these mentions may state; `matter`: it names what a treaty may lay down."""
    if found.events:
        yield RecordField.EVENTS
        if "role" in sentence.kinds and any(event.type is EventType.SIGNATURE for event in found.events):
            yield RecordField.SIGNATORIES
    elif _opines(document, sentence):
        yield RecordField.CLAIMS
    if "treaty" in sentence.kinds:
        if found.states:
            yield RecordField.PARTIES
        if matter:
            yield RecordField.OBLIGATIONS


def _texts(document: Document, mentions: Iterable[Spanned]) -> list[str]:
    return [" ".join(document.slice(mention.span).split()) for mention in mentions]


def _choices(document: Document, found: _Found, records: Sequence[Called]) -> dict[RecordField, Sequence[str]]:
    """By field, names in the sentence that may be its value; none of the field where there are none."""
    called = _texts(document, (treaty for treaty in found.treaties if treaty.form == "named"))
    dates = [date for date in found.dates if date.type == "DATE"]
    others = _texts(document, found.related)
    if not others and dates:
        years = [date.past.year for date in dates if date.past is not None and date.past.year is not None]
        others = [call for call in called if not any(record.goes_by(call.casefold(), years) for record in records)]
    return {field: texts for field, texts in ((RecordField.TITLE, called), (RecordField.RELATED, others)) if texts}


def _same(one: str, other: str) -> bool:
    """Whether one name is the other or part of it."""
    return one in other or other in one


def _unnamed(document: Document, dates: Sequence[DateMention], sentence: Sentence) -> list[str]:
    """What a relation and a date set beside the treaty, without a name."""
    return [" ".join(document.slice(other.span).split()) for other in unnamed(document, dates, sentence)]


def _terms(document: Document, findings: Findings, sentence: Sentence) -> list[str]:
    """Stretches in it that may say how long."""
    spans = sorted({item.span for item in lasting(document, findings.dates, sentence.start)})
    return [" ".join(document.slice(span).split()) for span in spans]


def _opines(document: Document, sentence: Sentence) -> bool:
    """Whether somebody's opinion on the treaty stands in it."""
    if not _DOUBT.isdisjoint(sentence.kinds) or _QUOTATION.search(document.view, sentence.start, sentence.end):
        return True
    return "treaty" in sentence.kinds and not _TALK.isdisjoint(sentence.kinds) and _talks(document, sentence)


def _talks(document: Document, sentence: Sentence) -> bool:
    """Whether a word of saying stands in it, with the word that makes it one ('gilt als') where it needs that."""
    words = document.view[sentence.start : sentence.end].lower().split()
    hits = document.hits[sentence.first : sentence.last]
    says = (sense.value for hit in hits for kind in _TALK for sense in hit.senses.get(kind, ()))
    return any(not rule.marker or not rule.marker.isdisjoint(words) for rule in says)
