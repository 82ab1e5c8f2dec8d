"""Stage 4: which fields the rules left open though the article gives reason to think that it states them, and where."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property

from schemas.article import ExtractionOptions
from schemas.evidence import Evidence
from schemas.treaty import TreatyRecord
from schemas.vocabulary import EventType, RecordField
from schemas.walk import facts
from service.findings import Findings
from service.mention import EventMention
from service.offer import Gap
from service.text.document import Document

_MOST_SENTENCES = 3
"""Sentences sent for one field."""
_LASTING = frozenset(("before", "after", "adjective", "until"))
_TALK = frozenset(("says", "source", "hearsay", "hedge"))
_QUOTATION = re.compile(r"[„“\"«»][^„“”\"«»]{25}")
_OTHER_WORLDS = frozenset(("domestic", "reader"))

Places = frozenset[int]
"""Indices of sentences."""


def open_fields(
    document: Document, findings: Findings, records: Sequence[TreatyRecord], options: ExtractionOptions
) -> list[Gap]:
    """The gaps of an article, in the order of its records and of the contract's fields; none where the rules settled it.

    An article without records is asked about only if an agreement and two states stand in one of its sentences and
    nothing in it is of another world (sport, companies, fiction).
    """
    wanted = frozenset(options.fields or RecordField)
    scenes = [Scene(document, findings, index) for index, s in enumerate(document.sentences) if not s.headline]
    if not records:
        return [gap for gap in _unmade(scenes) if gap.field in wanted]
    covered = [_Covered(document, record) for record in records]
    return [
        gap
        for index, record in enumerate(records)
        for gap in _of_record(_owned(scenes, covered, index), index, record, covered)
        if gap.field in wanted
    ]


class Scene:
    """One sentence, and what in it gives reason to ask."""

    def __init__(self, document: Document, findings: Findings, index: int) -> None:
        self.index = index
        self._document = document
        self._findings = findings
        self._sentence = document.sentences[index]
        self._hits = document.hits[self._sentence.first : self._sentence.last]

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Classes of the words in it."""
        return frozenset(kind for hit in self._hits for kind in hit.senses)

    @cached_property
    def states(self) -> frozenset[str]:
        """Codes of the states and organisations that it names."""
        return frozenset(state.code for state in self._findings.states if self._holds(state.span.start))

    @cached_property
    def treaties(self) -> int:
        """How many times it speaks of an agreement."""
        return sum("treaty" in hit.senses for hit in self._hits)

    @cached_property
    def names(self) -> int:
        """How many agreements it calls by name."""
        return sum(treaty.form == "named" and self._holds(treaty.span.start) for treaty in self._findings.treaties)

    @cached_property
    def events(self) -> tuple[EventMention, ...]:
        """Events that the rules read in it."""
        return tuple(event for event in self._findings.events if self._holds(event.span.start))

    @cached_property
    def quotes(self) -> bool:
        """Whether a stretch of somebody's own words stands in it."""
        return _QUOTATION.search(self._text) is not None

    @cached_property
    def lasts(self) -> bool:
        """Whether it tells how long something lasts: without an end, or in a word of lasting beside a length or a date."""
        kinds = self._classes("terms")
        measured = any(self._holds(date.span.start) for date in self._findings.dates)
        return "not_term" not in kinds and ("indefinite" in kinds or (measured and not _LASTING.isdisjoint(kinds)))

    @cached_property
    def lays_down(self) -> bool:
        """Whether it holds words for what treaties lay down."""
        return "category" in self._classes("contents")

    def _classes(self, layer: str) -> frozenset[str]:
        """Classes of its words in another layer of the lexicon."""
        return frozenset(kind for hit in self._document.layers[layer] if self._holds(hit.start) for kind in hit.senses)

    @property
    def _text(self) -> str:
        return self._document.view[self._sentence.start : self._sentence.end]

    def _holds(self, position: int) -> bool:
        return self._sentence.start <= position < self._sentence.end


class _Covered:
    """The sentences that the facts of one record rest on, by field."""

    def __init__(self, document: Document, record: TreatyRecord) -> None:
        self._by_field: dict[str, set[int]] = {}
        for pointer, fact in facts(record):
            places = self._by_field.setdefault(pointer.split("/")[1], set())
            places.update(index for evidence in fact.evidence for index in _sentences_of(document, evidence))

    def of(self, field: RecordField) -> Collection[int]:
        """Sentences that the field's facts rest on."""
        return self._by_field.get(field.value, ())

    @cached_property
    def all(self) -> Places:
        """Sentences that the record rests on; those of mere mentions of a party apart."""
        return frozenset(i for name, places in self._by_field.items() if name != "parties" for i in places)


def _sentences_of(document: Document, evidence: Evidence) -> Iterator[int]:
    """Sentences that an evidence touches."""
    for index, sentence in enumerate(document.sentences):
        whole = document.evidence(sentence.start, sentence.end)
        if whole.source is evidence.source and whole.start < evidence.end and evidence.start < whole.end:
            yield index


def _owned(scenes: Sequence[Scene], covered: Sequence[_Covered], record: int) -> list[Scene]:
    """Sentences that speak of that record's treaty: those it rests on, and those behind them until another one's."""
    owner, mine = 0, []
    for scene in scenes:
        owners = [index for index, of in enumerate(covered) if scene.index in of.all]
        if owners:
            owner = owners[0]
        if record in owners or (not owners and owner == record):
            mine.append(scene)
    return mine


def _of_record(scenes: Sequence[Scene], index: int, record: TreatyRecord, covered: Sequence[_Covered]) -> Iterator[Gap]:
    def gap(field: RecordField, cue: Callable[[Scene], bool]) -> Iterator[Gap]:
        settled = covered[index].of(field)
        places = tuple(scene.index for scene in scenes if scene.index not in settled and cue(scene))
        if places:
            yield Gap(index, field, places[:_MOST_SENTENCES])

    codes = {party.code for party in record.parties}
    signed = any(event.type is EventType.SIGNATURE for event in record.events)
    if record.title is None:
        yield from gap(RecordField.TITLE, lambda scene: scene.names > 0)
    if len(codes) < 2:
        yield from gap(RecordField.PARTIES, lambda scene: scene.treaties > 0 and bool(scene.states - codes))
    if signed and not record.signatories:
        yield from gap(RecordField.SIGNATORIES, lambda scene: _signs(scene) and "role" in scene.kinds)
    yield from gap(RecordField.EVENTS, lambda scene: any(_untied(event, record) for event in scene.events))
    if not record.obligations:
        yield from gap(RecordField.OBLIGATIONS, lambda scene: scene.lays_down and scene.treaties > 0)
    if record.term is None:
        yield from gap(RecordField.TERM, lambda scene: scene.lasts and scene.treaties > 0)
    if not record.related:
        yield from gap(RecordField.RELATED, lambda scene: "related" in scene.kinds and scene.treaties > 0)
    yield from gap(RecordField.CLAIMS, lambda scene: _talks(scene))


def _signs(scene: Scene) -> bool:
    return any(event.type is EventType.SIGNATURE for event in scene.events)


def _untied(event: EventMention, record: TreatyRecord) -> bool:
    """Whether the rules read the event and no event of the record is the same."""
    return not event.headline and all(known.type is not event.type for known in record.events)


def _talks(scene: Scene) -> bool:
    """Whether somebody's opinion stands in it; who merely reports an event gives none."""
    return bool(scene.kinds & _TALK or scene.quotes) and not scene.events


def _unmade(scenes: Sequence[Scene]) -> Iterator[Gap]:
    if any(scene.kinds & _OTHER_WORLDS for scene in scenes):
        return
    places = tuple(scene.index for scene in scenes if scene.names and len(scene.states) >= 2)[:_MOST_SENTENCES]
    if places:
        yield Gap(0, RecordField.TITLE, places)
        yield Gap(0, RecordField.PARTIES, places)
