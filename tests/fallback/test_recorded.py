"""Real exchanges with two models, replayed: what they answered is read, judged and booked as it was then."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemas.vocabulary import Method, RecordField
from service.fallback import Filled
from service.fallback.questions import tokens_of
from tests.fake_llm import FakeModel, raw
from tests.fallback.asking import fallback_at, fill
from tests.verify.articles import ENGLISH, GERMAN, read

FILES = sorted((Path(__file__).parent / "recorded").glob("*.json"))
TEXTS = {"de": GERMAN, "en": ENGLISH}
GOLD = {"term": "P10Y", "related": "1932-11-05", "claims": ("Pedro Ruiz", "Observers", "Beobachter")}


def load(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


async def replay(recorded: dict[str, Any]) -> Filled:
    replies = [raw(json.dumps(exchange["completion"]).encode()) for exchange in recorded["exchanges"]]
    async with FakeModel(list(replies)) as model, fallback_at(model.url) as fallback:
        article = read(TEXTS[recorded["language"]], recorded["language"])
        filled = await fill(fallback, article, recorded["field"], about=recorded["about"])
    assert len(model.asked) == len(replies)
    return filled


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_a_recorded_exchange_ends_as_it_did(path: Path) -> None:
    recorded = load(path)
    filled = await replay(recorded)
    assert filled.outcomes[0, RecordField(recorded["field"])].outcome.value == recorded["outcome"]
    for exchange in recorded["exchanges"]:
        assert tokens_of(exchange["messages"]) >= exchange["completion"]["usage"]["prompt_tokens"]
    usages = [exchange["completion"]["usage"] for exchange in recorded["exchanges"]]
    assert filled.usage.prompt_tokens == sum(usage["prompt_tokens"] for usage in usages)
    assert filled.usage.completion_tokens == sum(usage["completion_tokens"] for usage in usages)
    (record,) = filled.records
    if record.term is not None:
        assert record.term.duration == GOLD["term"]
    assert all(fact.date is None or fact.date.edtf == GOLD["related"] for fact in record.related)
    assert all(fact.attributed_to in GOLD["claims"] for fact in record.claims)


async def test_the_able_model_fills_at_least_one_field() -> None:
    found = []
    for path in FILES:
        if path.stem.startswith("able"):
            filled = await replay(load(path))
            (record,) = filled.records
            found += [fact for fact in (record.term, *record.related, *record.claims) if fact is not None]
    assert found
    assert {fact.origin.method for fact in found} == {Method.LLM}
    assert all(proof.quote for fact in found for proof in fact.evidence)


def test_both_models_are_recorded() -> None:
    assert {path.stem.partition("-")[0] for path in FILES} == {"able", "weak"}
