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
_LASTING = frozenset(("before", "after", "adjective"))
_TALK = ("says", "source")
_DOUBT = frozenset(("hearsay", "hedge"))
_QUOTATION = re.compile(r"[„“\"«»][^„“”\"«»]{25}")
_OTHER_WORLDS = frozenset(("domestic", "reader"))

Places = frozenset[int]
"""Indices of sentences."""


def open_fields(
    document: Document, findings: Findings, records: Sequence[TreatyRecord], options: ExtractionOptions
) -> list[Gap]:
    """The gaps of an article, by record and in the order of the contract's fields; none where the rules settled it.

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
        """Codes of the states and organisations that it names; a capital as a mere place names none."""
        inside = (state for state in self._findings.states if self._holds(state.span.start))
        return frozenset(state.code for state in inside if not (state.via == "capital" and state.link == "in"))

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
    def others(self) -> bool:
        """Whether the rules read another treaty in it, beside the one spoken of."""
        return any(self._holds(related.span.start) for related in self._findings.related)

    @cached_property
    def quotes(self) -> bool:
        """Whether a stretch of somebody's own words stands in it."""
        return _QUOTATION.search(self._text) is not None

    @cached_property
    def talks(self) -> bool:
        """Whether a word of saying stands in it, with the word that makes it one ('gilt als') where it needs that."""
        words = frozenset(self._text.lower().split())
        says = (sense.value for hit in self._hits for kind in _TALK for sense in hit.senses.get(kind, ()))
        return any(not rule.marker or rule.marker & words for rule in says)

    @cached_property
    def lasts(self) -> bool:
        """Whether it tells how long something lasts: without end, or in a word of lasting beside a length or date."""
        kinds = self._classes("terms")
        measures = {date.type for date in self._findings.dates if self._holds(date.span.start)}
        measured = "DURATION" in measures and not _LASTING.isdisjoint(kinds)
        dated = "DATE" in measures and "until" in kinds
        return "not_term" not in kinds and ("indefinite" in kinds or measured or dated)

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
        yield from gap(RecordField.TERM, lambda scene: scene.lasts and scene.treaties > 0 and not scene.events)
    if not record.related:
        yield from gap(RecordField.RELATED, lambda scene: scene.others)
    yield from gap(RecordField.CLAIMS, _talks)


def _signs(scene: Scene) -> bool:
    return any(event.type is EventType.SIGNATURE for event in scene.events)


def _untied(event: EventMention, record: TreatyRecord) -> bool:
    """Whether the rules read the event and no event of the record is the same."""
    return not event.headline and all(known.type is not event.type for known in record.events)


def _talks(scene: Scene) -> bool:
    """Whether somebody's opinion on the treaty stands in it; who merely reports an event gives none."""
    told = scene.quotes or bool(scene.kinds & _DOUBT) or (scene.talks and scene.treaties > 0)
    return told and not scene.events


def _unmade(scenes: Sequence[Scene]) -> Iterator[Gap]:
    if any(scene.kinds & _OTHER_WORLDS for scene in scenes):
        return
    places = tuple(scene.index for scene in scenes if scene.names and len(scene.states) >= 2)[:_MOST_SENTENCES]
    if places:
        yield Gap(0, RecordField.TITLE, places)
        yield Gap(0, RecordField.PARTIES, places)
