"""What several sentences together make of an agreement: its sides, its life, where it stands, who signed."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from schemas.article import Article
from schemas.treaty import TermFact, TreatyEvent, TreatyRecord
from schemas.vocabulary import EventStatus
from tests.pipeline.reading import Reader

CASES = tomllib.loads((Path(__file__).parent / "cases" / "records.toml").read_text(encoding="utf-8"))["case"]


def _told(event: TreatyEvent) -> str:
    status = "" if event.status is EventStatus.OCCURRED else event.status.value
    parts = (status, event.type.value, event.date.edtf if event.date else "", event.party or "")
    return " ".join(part for part in parts if part)


def _length(term: TermFact | None) -> str | None:
    if term is None:
        return None
    return term.duration or (term.date.edtf if term.date else term.kind.value)


def _view(record: TreatyRecord) -> dict[str, object]:
    return {
        "kind": record.kind.value if record.kind else None,
        "participation": record.participation.value if record.participation else None,
        "parties": [party.code for party in record.parties],
        "events": sorted(map(_told, record.events)),
        "dates": sorted(event.date.edtf for event in record.events if event.date),
        "places": sorted(event.place for event in record.events if event.place),
        "status": record.status.value.value if record.status else None,
        "obligations": [obligation.category.value for obligation in record.obligations],
        "signatories": [signatory.name for signatory in record.signatories],
        "term": _length(record.term),
        "related": sorted(f"{other.relation.value} {other.title}" for other in record.related),
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_records(case: dict[str, Any], reader: Reader) -> None:
    article = Article(text=case["text"], published_at=case["on"], language=case["language"])
    found = [_view(record) for record in reader.read(article).records]
    assert len(found) == len(case["records"])
    for record, wanted in zip(found, case["records"], strict=True):
        assert {key: record[key] for key in wanted} == wanted
