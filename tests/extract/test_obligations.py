"""What a treaty lays down: the examples that stand beside each rule, and cases with the words that prove them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from service.extract.obligations import obligations
from service.extract.states import states
from service.extract.temporal import temporal
from service.extract.titles import treaties
from service.lang.loader import CompiledPack, load_packs
from service.lang.model import Obligation
from service.mention import ObligationMention
from service.text.document import Document

CASES = tomllib.loads((Path(__file__).parent / "cases" / "obligations.toml").read_text(encoding="utf-8"))["case"]
PACKS = load_packs()
RULES = [(pack, rule) for pack in PACKS.values() for rule in (*pack.data.obligations, *pack.data.frames)]
EXAMPLES = [
    (pack, rule, example, fires)
    for pack, rule in RULES
    for fires in (True, False)
    for example in (rule.yes if fires else rule.no)
]


def read(pack: CompiledPack, text: str, title: str | None = None) -> tuple[Document, list[ObligationMention]]:
    document = Document.read(text, title, None, pack)
    found = obligations(document, treaties(document, states(document), temporal(document)))
    return document, [mention for mention in found if mention.laid_down]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_text_lays_down(case: dict[str, Any]) -> None:
    document, found = read(PACKS[case["language"]], case["text"], case.get("title"))
    assert [[str(mention.category), document.slice(mention.span)] for mention in found] == case["found"]
    assert all(mention.sentence == document.sentence_at(mention.span.start) for mention in found)


@pytest.mark.parametrize(
    ("pack", "rule", "example", "fires"),
    EXAMPLES,
    ids=[f"{rule.id}-{fires}-{number}" for number, (_, rule, _, fires) in enumerate(EXAMPLES)],
)
def test_examples_beside_the_rule(pack: CompiledPack, rule: Obligation, example: str, fires: bool) -> None:
    _, found = read(pack, example)
    own = [mention for mention in found if mention.rule == rule.id] if isinstance(rule, Obligation) else found
    assert bool(own) is fires
