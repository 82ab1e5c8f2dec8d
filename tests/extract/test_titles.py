"""What agreements are called, and who signs them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from schemas.vocabulary import EventType
from service.lang.loader import load_packs
from service.pipeline import find
from service.text.document import Document

CASES = Path(__file__).parent / "cases"
PACKS = load_packs()


def cases(name: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"])


@pytest.mark.parametrize("case", cases("titles.toml"), ids=lambda case: case["id"])
def test_the_name_of_the_agreement(case: dict[str, Any]) -> None:
    document = Document.read(case["text"], None, None, PACKS[case["language"]])
    found = [(document.slice(treaty.span), treaty.form) for treaty in find(document).treaties]
    assert [name if form == "named" else f"{name} ({form})" for name, form in found] == case["titles"]


@pytest.mark.parametrize("case", cases("signers.toml"), ids=lambda case: case["id"])
def test_who_signs(case: dict[str, Any]) -> None:
    document = Document.read(case["text"], None, None, PACKS[case["language"]])
    signatures = [event for event in find(document).events if event.type is EventType.SIGNATURE]
    people = {f"{document.slice(p.span)} {p.party or '-'}" for event in signatures for p in event.persons}
    assert people == set(case["signers"])
