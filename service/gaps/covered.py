"""The sentences that the records rest on already, and which record a sentence speaks of."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence

from schemas.evidence import Evidence
from schemas.treaty import TreatyRecord
from schemas.vocabulary import RecordField, Source
from schemas.walk import facts_by_field
from service.gaps.scenes import Scene
from service.text.document import Document


class Places:
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


class Covered:
    """The sentences that the facts of one record rest on, by field."""

    def __init__(self, places: Places, record: TreatyRecord) -> None:
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


def owned_by(document: Document, scenes: Sequence[Scene], covered: Sequence[Covered]) -> list[list[Scene]]:
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
