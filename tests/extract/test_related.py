"""Other treaties beside the one spoken of."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from service.extract.related import related
from service.extract.states import states
from service.extract.temporal import temporal
from service.extract.titles import treaties
from service.lang.loader import CompiledPack, load_packs
from service.mention import RelatedMention
from service.text.document import Document

CASES = tomllib.loads((Path(__file__).parent / "cases" / "related.toml").read_text(encoding="utf-8"))["cases"]
PACKS = load_packs()
EXAMPLES = [
    pytest.param(pack, rule.id, sentence, fires, id=f"{rule.id}-{'yes' if fires else 'no'}-{number}")
    for pack in PACKS.values()
    for rule in pack.data.related
    for fires, sentences in ((True, rule.yes), (False, rule.no))
    for number, sentence in enumerate(sentences)
]


def others(text: str, pack: CompiledPack) -> tuple[Document, list[RelatedMention]]:
    document = Document.read(text, None, None, pack)
    dates = temporal(document)
    return document, related(document, treaties(document, states(document), dates), dates)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_other_treaties(case: dict[str, Any]) -> None:
    document, mentions = others(case["text"], PACKS[case["language"]])
    found = [
        {
            "text": document.slice(m.span),
            "relation": m.relation.value,
            "date": document.slice(m.date.span) if m.date else "",
        }
        for m in mentions
    ]
    assert found == case["related"]


@pytest.mark.parametrize(("pack", "rule", "sentence", "fires"), EXAMPLES)
def test_a_rule_keeps_its_examples(pack: CompiledPack, rule: str, sentence: str, fires: bool) -> None:
    assert (rule in {m.rule for m in others(sentence, pack)[1]}) is fires
