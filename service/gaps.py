"""Stage 4: which fields the rules left open though the article gives reason to think that it states them, and where."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from schemas.article import ExtractionOptions
from schemas.evidence import Evidence
from schemas.treaty import TreatyRecord
from schemas.vocabulary import EventType, RecordField, Source
from schemas.walk import facts_by_field
from service.findings import Findings
from service.mention import DateMention, EventMention, RelatedMention, StateMention, TreatyMention
from service.offer import Gap
from service.text.document import Document, Sentence
from service.text.spans import Spanned, by_stretch

_MOST_SENTENCES = 3
"""Sentences sent for one field."""
_MOST_NAMES = 40
"""Treaties whose names a name is compared with."""
_ALL = frozenset(RecordField)
_LASTING = frozenset(("before", "after", "adjective"))
_TALK = frozenset(("says", "source"))
_DOUBT = frozenset(("hearsay", "hedge"))
_QUOTATION = re.compile(r"[„“\"«»][^„“”\"«»]{25}")
_OTHER_WORLDS = frozenset(("domestic", "reader"))


def open_fields(
    document: Document, findings: Findings, records: Sequence[TreatyRecord], options: ExtractionOptions
) -> list[Gap]:
    """The gaps of an article, by record and in the order of the contract's fields; none where the rules settled it.

    An article without records is asked about only if an agreement and two states stand in one of its sentences and
    nothing in it is of another world (sport, companies, fiction).
    """
    wanted = frozenset(options.fields) if options.fields else _ALL
    names = [
        name.value.casefold() for record in records for name in (record.title, *record.aliases) if name is not None
    ]
    scenes = _scenes(document, findings, names[:_MOST_NAMES])
    if not records:
        return [gap for gap in _unmade(document, scenes) if gap.field in wanted]
    if len(records) > 1:
        wanted -= {RecordField.EVENTS}  # which treaty an event belongs to is decided by the rules, not by a model
    places = _Places(document)
    covered = [_Covered(places, record) for record in records]
    owned = _owned(document, scenes, covered)
    return [
        gap
        for index, record in enumerate(records)
        for gap in _of_record(owned[index], index, record, covered[index])
        if gap.field in wanted
    ]


@dataclass(frozen=True, slots=True)
class Scene:
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


def _scenes(document: Document, findings: Findings, names: Collection[str]) -> list[Scene]:
    """The sentences of the body that give reason to ask for anything; `names` are those of the records' treaties."""
    starts = document.sentence_starts
    dates, states = by_stretch(findings.dates, starts), by_stretch(findings.states, starts)
    treaties, events = by_stretch(findings.treaties, starts), by_stretch(findings.events, starts)
    related, lasting = by_stretch(findings.related, starts), _terms(document)
    matters = {document.sentence_at(hit.start) for hit in document.layers["contents"] if "category" in hit.senses}
    scenes = []
    for index, sentence in enumerate(document.sentences):
        if sentence.headline:
            continue
        found = _Found(
            dates.get(index, ()),
            states.get(index, ()),
            treaties.get(index, ()),
            events.get(index, ()),
            related.get(index, ()),
        )
        choices = _choices(document, found, names) if found.treaties or found.related else {}
        cues = {*_cues(document, sentence, found, lasting.get(index, ()), index in matters), *choices}
        if cues:
            scenes.append(Scene(index, found.events, _named(found.states), frozenset(cues), choices))
    return scenes


def _named(states: Sequence[StateMention]) -> frozenset[str]:
    """Codes of the states and organisations; a capital as a mere place names none."""
    return frozenset(state.code for state in states if not (state.via == "capital" and state.link == "in"))


def _cues(
    document: Document, sentence: Sentence, found: _Found, lasting: Collection[str], matter: bool
) -> Iterator[RecordField]:
    """The fields that a sentence with these mentions and words of lasting may state; `matter`: it names one."""
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
        if not found.events and _lasts(lasting, found.dates):
            yield RecordField.TERM


def _texts(document: Document, mentions: Iterable[Spanned]) -> list[str]:
    return [" ".join(document.slice(mention.span).split()) for mention in mentions]


def _choices(document: Document, found: _Found, names: Collection[str]) -> dict[RecordField, Sequence[str]]:
    """By field, names in the sentence that may be its value; none of the field where there are none."""
    called = _texts(document, (treaty for treaty in found.treaties if treaty.form == "named"))
    others = _texts(document, found.related)
    if not others and any(date.type == "DATE" for date in found.dates):
        others = [call for call in called if not any(_same(call.casefold(), name) for name in names)]
    return {field: texts for field, texts in ((RecordField.TITLE, called), (RecordField.RELATED, others)) if texts}


def _same(one: str, other: str) -> bool:
    """Whether one name is the other or part of it."""
    return one in other or other in one


def _terms(document: Document) -> Mapping[int, set[str]]:
    """Classes of the words that tell how long something lasts, by sentence."""
    found: dict[int, set[str]] = defaultdict(set)
    for hit in document.layers["terms"]:
        found[document.sentence_at(hit.start)].update(hit.senses)
    return found


def _lasts(kinds: Collection[str], dates: Sequence[DateMention]) -> bool:
    """Whether it tells how long something lasts: without end, or in a word of lasting beside a length or date."""
    if not kinds or "not_term" in kinds:
        return False
    measures = {date.type for date in dates}
    measured = "DURATION" in measures and not _LASTING.isdisjoint(kinds)
    dated = "DATE" in measures and "until" in kinds
    return "indefinite" in kinds or measured or dated


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


class _Places:
    """Where each sentence stands in the article as submitted."""

    def __init__(self, document: Document) -> None:
        self._ends: dict[Source, list[int]] = {Source.TITLE: [], Source.TEXT: []}
        self._starts: dict[Source, list[int]] = {Source.TITLE: [], Source.TEXT: []}
        for sentence in document.sentences:
            source, start, end = document.locate(sentence.start, sentence.end)
            self._starts[source].append(start)
            self._ends[source].append(end)
        self._first = {Source.TITLE: 0, Source.TEXT: len(self._starts[Source.TITLE])}

    def touched(self, evidence: Evidence) -> range:
        """Indices of the sentences that an evidence touches."""
        first = bisect_right(self._ends[evidence.source], evidence.start)
        last = bisect_left(self._starts[evidence.source], evidence.end)
        return range(self._first[evidence.source] + first, self._first[evidence.source] + last)


class _Covered:
    """The sentences that the facts of one record rest on, by field."""

    def __init__(self, places: _Places, record: TreatyRecord) -> None:
        self._by_field = {
            field: {index for fact in found for evidence in fact.evidence for index in places.touched(evidence)}
            for field, found in facts_by_field(record)
        }

    def of(self, field: RecordField) -> Collection[int]:
        """Sentences that the field's facts rest on."""
        return self._by_field.get(field, ())

    @property
    def all(self) -> set[int]:
        """Sentences that the record rests on; those of mere mentions of a party apart."""
        return set().union(*(places for field, places in self._by_field.items() if field is not RecordField.PARTIES))


def _owned(document: Document, scenes: Sequence[Scene], covered: Sequence[_Covered]) -> list[list[Scene]]:
    """By record, sentences that speak of its treaty: those it rests on, and those behind them until another one's."""
    owners: dict[int, list[int]] = defaultdict(list)
    for record, of in enumerate(covered):
        for sentence in of.all:
            if not document.sentences[sentence].headline:
                owners[sentence].append(record)
    settled = sorted(owners)
    owned: list[list[Scene]] = [[] for _ in covered]
    for scene in scenes:
        at = bisect_right(settled, scene.index) - 1
        last = owners[settled[at]] if at >= 0 else [0]
        for record in last if scene.index in owners else last[:1]:
            owned[record].append(scene)
    return owned


def _of_record(scenes: Sequence[Scene], index: int, record: TreatyRecord, covered: _Covered) -> Iterator[Gap]:
    codes = {party.code for party in record.parties}
    for field in _open(record, codes):
        settled = covered.of(field)
        promising = (
            scene
            for scene in scenes
            if field in scene.cues and scene.index not in settled and _adds(scene, field, record, codes)
        )
        yield from _gap(index, field, list(islice(promising, _MOST_SENTENCES)))


def _gap(record: int, field: RecordField, scenes: Sequence[Scene]) -> Iterator[Gap]:
    if scenes:
        choices = dict.fromkeys(choice for scene in scenes for choice in scene.choices.get(field, ()))
        yield Gap(record, field, tuple(scene.index for scene in scenes), tuple(choices))


def _open(record: TreatyRecord, codes: Collection[str]) -> Iterator[RecordField]:
    """The fields in which something may be missing, in the order of the contract."""
    if record.title is None:
        yield RecordField.TITLE
    if len(codes) < 2:
        yield RecordField.PARTIES
    if not record.signatories and any(event.type is EventType.SIGNATURE for event in record.events):
        yield RecordField.SIGNATORIES
    yield RecordField.EVENTS
    if not record.obligations:
        yield RecordField.OBLIGATIONS
    if record.term is None:
        yield RecordField.TERM
    yield RecordField.RELATED
    yield RecordField.CLAIMS


def _adds(scene: Scene, field: RecordField, record: TreatyRecord, codes: set[str]) -> bool:
    """Whether the sentence holds more than the record has: another state, an event that is none of its own."""
    if field is RecordField.PARTIES:
        return not scene.states <= codes
    if field is RecordField.EVENTS:
        return any(_untied(event, record) for event in scene.events)
    return True


def _untied(event: EventMention, record: TreatyRecord) -> bool:
    """Whether the rules read the event and no event of the record is the same."""
    return not event.headline and all(known.type is not event.type for known in record.events)


def _unmade(document: Document, scenes: Sequence[Scene]) -> Iterator[Gap]:
    body = (sentence for sentence in document.sentences if not sentence.headline)
    if any(not _OTHER_WORLDS.isdisjoint(sentence.kinds) for sentence in body):
        return
    promising = (scene for scene in scenes if RecordField.TITLE in scene.cues and len(scene.states) >= 2)
    chosen = list(islice(promising, _MOST_SENTENCES))
    yield from _gap(0, RecordField.TITLE, chosen)
    yield from _gap(0, RecordField.PARTIES, chosen)
