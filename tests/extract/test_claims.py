"""Statements: who says what, how sure, and what is none."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from service.extract.claims import claims
from service.lang.loader import CompiledPack, load_packs
from service.text.document import Document

CASES = tomllib.loads((Path(__file__).parent / "cases" / "claims.toml").read_text(encoding="utf-8"))["cases"]
PACKS = load_packs()
EXAMPLES = [
    pytest.param(pack, rule.id, sentence, fires, id=f"{rule.id}-{'yes' if fires else 'no'}-{number}")
    for pack in PACKS.values()
    for rule in pack.data.claims
    for fires, sentences in ((True, rule.yes), (False, rule.no))
    for number, sentence in enumerate(sentences)
]


def read(text: str, pack: CompiledPack, title: str | None = None) -> Document:
    return Document.read(text, title, None, pack)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_statements(case: dict[str, Any]) -> None:
    document = read(case["text"], PACKS[case["language"]], case.get("title"))
    found = [
        {"text": document.slice(c.span), "source": document.slice(c.source) if c.source else "", "hedged": c.hedged}
        for c in claims(document)
    ]
    assert found == case["claims"]


@pytest.mark.parametrize(("pack", "rule", "sentence", "fires"), EXAMPLES)
def test_a_rule_keeps_its_examples(pack: CompiledPack, rule: str, sentence: str, fires: bool) -> None:
    assert (rule in {c.rule for c in claims(read(sentence, pack))}) is fires


@pytest.mark.parametrize("text", ["", "„", "“, sagte", "sagte: ", "Er sagte, ", ", so", "\n\n,;:", 'said "" said'])
def test_scraps_of_speech_are_no_statements(text: str) -> None:
    assert [claims(read(f"Bern. {text}", pack)) for pack in PACKS.values()] == [[] for _ in PACKS]
