"""Stage 4: which fields the rules left open though the article gives reason to think that it states them, and where."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property

from schemas.article import ExtractionOptions
from schemas.evidence import Evidence
from schemas.treaty import TreatyRecord
from schemas.vocabulary import EventType, RecordField, Source
from schemas.walk import facts
from service.findings import Findings
from service.lang.lexicon import Hit
from service.mention import EventMention
from service.offer import Gap
from service.text.document import Document
from service.text.spans import by_stretch

_LAYERS = ("contents", "terms")
_MOST_SENTENCES = 3
"""Sentences sent for one field."""
_LASTING = frozenset(("before", "after", "adjective"))
_TALK = ("says", "source")
_DOUBT = frozenset(("hearsay", "hedge"))
_QUOTATION = re.compile(r"[„“\"«»][^„“”\"«»]{25}")
_OTHER_WORLDS = frozenset(("domestic", "reader"))

Places = frozenset[int]
"""Indices of sentences."""

Spans = Mapping[Source, Sequence[tuple[int, int, int]]]
"""For each source the (start, end, index) of its sentences, in order."""


def open_fields(
    document: Document, findings: Findings, records: Sequence[TreatyRecord], options: ExtractionOptions
) -> list[Gap]:
    """The gaps of an article, by record and in the order of the contract's fields; none where the rules settled it.

    An article without records is asked about only if an agreement and two states stand in one of its sentences and
    nothing in it is of another world (sport, companies, fiction).
    """
    wanted = frozenset(options.fields or RecordField)
    scenes = _scenes(document, findings)
    if not records:
        return [gap for gap in _unmade(scenes) if gap.field in wanted]
    places = _Places(document)
    covered = [_Covered(places, record) for record in records]
    owned = _owned(scenes, covered)
    return [
        gap
        for index, record in enumerate(records)
        for gap in _of_record(owned[index], index, record, covered[index])
        if gap.field in wanted
    ]


def _scenes(document: Document, findings: Findings) -> list["Scene"]:
    """The sentences of the body, each with the mentions that stand in it."""
    starts = document.sentence_starts
    groups = zip(
        by_stretch(findings.dates, starts),
        by_stretch(findings.states, starts),
        by_stretch(findings.treaties, starts),
        by_stretch(findings.events, starts),
        by_stretch(findings.related, starts),
        strict=True,
    )
    layers = {name: _hits_by_sentence(document, name) for name in _LAYERS}
    return [
        Scene(document, index, Findings(dates, states, (), treaties, events, (), (), related, ()), layers)
        for index, (dates, states, treaties, events, related) in enumerate(groups)
        if not document.sentences[index].headline
    ]


def _hits_by_sentence(document: Document, layer: str) -> Mapping[int, list[Hit]]:
    found: dict[int, list[Hit]] = defaultdict(list)
    for hit in document.layers[layer]:
        found[document.sentence_at(hit.start)].append(hit)
    return found


class Scene:
    """One sentence, and what in it gives reason to ask."""

    def __init__(
        self, document: Document, index: int, findings: Findings, layers: Mapping[str, Mapping[int, list[Hit]]]
    ) -> None:
        self.index = index
        self._document = document
        self._findings = findings
        self._layers = layers
        self._sentence = document.sentences[index]
        self._hits = document.hits[self._sentence.first : self._sentence.last]

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Classes of the words in it."""
        return frozenset(kind for hit in self._hits for kind in hit.senses)

    @cached_property
    def states(self) -> frozenset[str]:
        """Codes of the states and organisations that it names; a capital as a mere place names none."""
        return frozenset(
            state.code for state in self._findings.states if not (state.via == "capital" and state.link == "in")
        )

    @cached_property
    def treaties(self) -> int:
        """How many times it speaks of an agreement."""
        return sum("treaty" in hit.senses for hit in self._hits)

    @cached_property
    def names(self) -> int:
        """How many agreements it calls by name."""
        return sum(treaty.form == "named" for treaty in self._findings.treaties)

    @cached_property
    def events(self) -> tuple[EventMention, ...]:
        """Events that the rules read in it."""
        return tuple(self._findings.events)

    @cached_property
    def others(self) -> bool:
        """Whether the rules read another treaty in it, beside the one spoken of."""
        return bool(self._findings.related)

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
        measures = {date.type for date in self._findings.dates}
        measured = "DURATION" in measures and not _LASTING.isdisjoint(kinds)
        dated = "DATE" in measures and "until" in kinds
        return "not_term" not in kinds and ("indefinite" in kinds or measured or dated)

    @cached_property
    def lays_down(self) -> bool:
        """Whether it holds words for what treaties lay down."""
        return "category" in self._classes("contents")

    def _classes(self, layer: str) -> frozenset[str]:
        """Classes of its words in another layer of the lexicon."""
        return frozenset(kind for hit in self._layers[layer].get(self.index, ()) for kind in hit.senses)

    @property
    def _text(self) -> str:
        return self._document.view[self._sentence.start : self._sentence.end]


class _Places:
    """Where each sentence stands in the article as submitted."""

    def __init__(self, document: Document) -> None:
        self._first = {Source.TITLE: 0}
        self._ends: dict[Source, list[int]] = {Source.TITLE: [], Source.TEXT: []}
        self._starts: dict[Source, list[int]] = {Source.TITLE: [], Source.TEXT: []}
        for sentence in document.sentences:
            whole = document.evidence(sentence.start, sentence.end)
            self._starts[whole.source].append(whole.start)
            self._ends[whole.source].append(whole.end)
        self._first[Source.TEXT] = len(self._starts[Source.TITLE])

    def touched(self, evidence: Evidence) -> range:
        """Indices of the sentences that an evidence touches."""
        first = bisect_right(self._ends[evidence.source], evidence.start)
        last = bisect_left(self._starts[evidence.source], evidence.end)
        return range(self._first[evidence.source] + first, self._first[evidence.source] + last)


class _Covered:
    """The sentences that the facts of one record rest on, by field."""

    def __init__(self, places: _Places, record: TreatyRecord) -> None:
        self._by_field: dict[str, set[int]] = {}
        for pointer, fact in facts(record):
            covered = self._by_field.setdefault(pointer.split("/")[1], set())
            covered.update(index for evidence in fact.evidence for index in places.touched(evidence))

    def of(self, field: RecordField) -> Collection[int]:
        """Sentences that the field's facts rest on."""
        return self._by_field.get(field.value, ())

    @cached_property
    def all(self) -> Places:
        """Sentences that the record rests on; those of mere mentions of a party apart."""
        return frozenset(i for name, places in self._by_field.items() if name != "parties" for i in places)


def _owned(scenes: Sequence[Scene], covered: Sequence[_Covered]) -> list[list[Scene]]:
    """By record, sentences that speak of its treaty: those it rests on, and those behind them until another one's."""
    owners: dict[int, list[int]] = defaultdict(list)
    for record, of in enumerate(covered):
        for sentence in of.all:
            owners[sentence].append(record)
    owned: list[list[Scene]] = [[] for _ in covered]
    owner = 0
    for scene in scenes:
        mine = owners.get(scene.index, [])
        owner = mine[0] if mine else owner
        for record in mine or [owner]:
            owned[record].append(scene)
    return owned


def _of_record(scenes: Sequence[Scene], index: int, record: TreatyRecord, covered: _Covered) -> Iterator[Gap]:
    def gap(field: RecordField, cue: Callable[[Scene], bool]) -> Iterator[Gap]:
        settled = covered.of(field)
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
