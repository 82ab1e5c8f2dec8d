"""Which fields are open, and the sentences that might fill them."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from schemas.article import ExtractionOptions
from schemas.treaty import TreatyRecord
from schemas.vocabulary import EventType, RecordField
from service.findings import Findings
from service.gaps.covered import Covered, Places, owned_by
from service.gaps.scenes import Called, Scene, scenes_of
from service.mention import EventMention
from service.offer import Gap
from service.text.document import Document

_MOST_SENTENCES = 3
"""Sentences sent for one field."""
_ALL = frozenset(RecordField)
_OTHER_WORLDS = frozenset(("domestic", "reader"))


def open_fields(
    document: Document, findings: Findings, records: Sequence[TreatyRecord], options: ExtractionOptions
) -> list[Gap]:
    """The gaps of an article, by record and in the order of the contract's fields; none where the rules settled it.

    An article without records is asked about only if an agreement and two states stand in one of its sentences and
    nothing in it is of another world (sport, companies, fiction).
    """
    wanted = frozenset(options.fields) if options.fields else _ALL
    scenes = scenes_of(document, findings, [Called.of(record) for record in records])
    if not records:
        return [gap for gap in _unmade(document, scenes) if gap.field in wanted]
    if len(records) > 1:
        wanted -= {RecordField.EVENTS}  # which treaty an event belongs to is decided by the rules, not by a model
    places = Places(document)
    covered = [Covered(places, record) for record in records]
    owned = owned_by(document, scenes, covered)
    beside = set().union(*(record.of(RecordField.RELATED) for record in covered))
    others = [scene for scene in scenes if RecordField.RELATED in scene.cues and scene.index not in beside]
    return [
        gap
        for index, record in enumerate(records)
        for gap in _of_record(owned[index], others, index, record, covered[index])
        if gap.field in wanted
    ]


def _of_record(
    scenes: Sequence[Scene], others: Sequence[Scene], index: int, record: TreatyRecord, covered: Covered
) -> Iterator[Gap]:
    """The gaps of one record; beside which one a treaty that `others` name stands is told by verification."""
    codes = {party.code for party in record.parties}
    for field in _open(record, codes):
        if field is RecordField.RELATED:
            yield from _gap(index, field, others[:_MOST_SENTENCES])
            continue
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
