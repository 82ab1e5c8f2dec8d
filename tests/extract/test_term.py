"""How long a treaty is made for: the examples that stand beside each rule, and cases with value and proof."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from service.extract.temporal import temporal
from service.extract.term import term
from service.lang.loader import CompiledPack, load_packs
from service.mention import TermMention
from service.text.document import Document

CASES = tomllib.loads((Path(__file__).parent / "cases" / "term.toml").read_text(encoding="utf-8"))["case"]
PACKS = load_packs()
EXAMPLES = [
    (pack, rule.id, example, fires)
    for pack in PACKS.values()
    for rule in pack.data.terms
    for fires in (True, False)
    for example in (rule.yes if fires else rule.no)
]


def read(pack: CompiledPack, text: str) -> tuple[Document, list[TermMention]]:
    document = Document.read(text, None, None, pack)
    return document, term(document, temporal(document))


def value(mention: TermMention) -> str:
    day = mention.date.past if mention.date is not None else None
    return mention.duration or (day.edtf if day is not None else "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_text_says_how_long(case: dict[str, Any]) -> None:
    document, found = read(PACKS[case["language"]], case["text"])
    assert [[str(mention.kind), value(mention), document.slice(mention.span)] for mention in found] == case["found"]


@pytest.mark.parametrize(
    ("pack", "rule", "example", "fires"),
    EXAMPLES,
    ids=[f"{rule}-{fires}-{number}" for number, (_, rule, _, fires) in enumerate(EXAMPLES)],
)
def test_examples_beside_the_rule(pack: CompiledPack, rule: str, example: str, fires: bool) -> None:
    _, found = read(pack, example)
    assert bool(found) is fires, rule
