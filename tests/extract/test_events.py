"""Events of whole sentences: type, realis, date, party and place. One file of cases a language."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from schemas.vocabulary import EventStatus
from service.finish import date_value
from service.lang.loader import load_packs
from service.mention import EventMention
from service.pipeline import find
from service.text.document import Document

PACKS = load_packs()


def _cases() -> Iterator[ParameterSet]:
    for path in sorted((Path(__file__).parent / "cases").glob("events_*.toml")):
        language, _, part = path.stem.removeprefix("events_").partition("_")
        for topic, cases in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for number, case in enumerate(cases, start=1):
                yield pytest.param(language, case, id=".".join(filter(None, (language, part, topic, str(number)))))


def _told(document: Document, event: EventMention) -> str:
    """'planned signature 2030-05-03 CHL @Lima', as the cases write it."""
    value = date_value(event.date, event.status)
    status = "" if event.status is EventStatus.OCCURRED else event.status.value
    place = f"@{document.slice(event.place)}" if event.place else ""
    parts = (status, event.type.value, value.edtf if value else "", event.party or "", place)
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(("language", "case"), list(_cases()))
def test_events_of_a_sentence(language: str, case: dict[str, Any]) -> None:
    day = case.get("on")
    document = Document.read(case["text"], None, date.fromisoformat(day) if day else None, PACKS[language])
    assert sorted(_told(document, event) for event in find(document).events) == sorted(case["events"])
