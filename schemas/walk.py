"""Going through all facts of a record, in the order of its fields."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from schemas.evidence import Evidence, Fact
from schemas.treaty import TreatyRecord
from schemas.vocabulary import RecordField

FactT = TypeVar("FactT", bound=Fact)
_FIELDS = tuple(RecordField)


def facts(record: TreatyRecord) -> Iterator[tuple[str, Fact]]:
    """Each fact of the record after its JSON Pointer within the record, such as '/events/0'."""
    for field in _FIELDS:
        value: Fact | tuple[Fact, ...] | None = getattr(record, field)
        if isinstance(value, tuple):
            yield from ((f"/{field}/{index}", fact) for index, fact in enumerate(value))
        elif value is not None:
            yield f"/{field}", value


def facts_by_field(record: TreatyRecord) -> Iterator[tuple[RecordField, tuple[Fact, ...]]]:
    """Each field that has any, with its facts."""
    for field in _FIELDS:
        value: Fact | tuple[Fact, ...] | None = getattr(record, field)
        if value:
            yield field, value if isinstance(value, tuple) else (value,)


def map_evidence(record: TreatyRecord, change: Callable[[Evidence], Evidence]) -> TreatyRecord:
    """The same record with every evidence changed."""
    update: dict[str, Any] = {}
    for field in _FIELDS:
        value: Fact | tuple[Fact, ...] | None = getattr(record, field)
        if isinstance(value, tuple):
            update[field] = tuple(_with_evidence(fact, change) for fact in value)
        elif value is not None:
            update[field] = _with_evidence(value, change)
    return record.model_copy(update=update)


def _with_evidence(fact: FactT, change: Callable[[Evidence], Evidence]) -> FactT:
    return fact.model_copy(update={"evidence": tuple(map(change, fact.evidence))})
