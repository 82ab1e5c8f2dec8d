"""The service with a model behind it: whatever that does, the caller is answered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from litestar.stores.memory import MemoryStore

from schemas.extraction import Extraction
from service.app import create_app
from service.fallback import Fallback
from service.fallback.cache import AnswerCache
from service.pipeline import Pipeline
from service.settings import LlmSettings, Settings
from tests.api.served import served
from tests.fake_llm import FakeModel, hang, say, say_asked, status
from tests.fallback.test_faults import FAULTS, Fault
from tests.fallback.test_ways import FORCED, is_probe
from tests.verify.articles import packs

SIGNED = "Chile and Peru signed a treaty on extradition in Lima on 3 May 2021."
OPINION = "The treaty opens the doors of the courts at last"
ARTICLE = {"text": f'{SIGNED} "{OPINION}," rejoiced Rosa Díaz, a lawyer.', "language": "en"}
CLAIMED = {"claims": [{"quote": OPINION, "speaker": "Rosa Díaz"}]}


@asynccontextmanager
async def service(url: str, cache: AnswerCache | None = None, **settings: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a service that asks the model at `url`; all of them live in the event loop of the test."""
    pipeline = asking(url, cache, **settings)
    app = create_app(Settings(behind_gateway=True), pipeline)
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver", timeout=60) as client:
        yield client
    await pipeline.close()


def asking(url: str, cache: AnswerCache | None = None, **settings: Any) -> Pipeline:
    llm = {"base_url": url, "model": "scripted", "mode": "json_schema", **settings}
    return Pipeline(packs(), Fallback.build(LlmSettings.model_validate(llm), cache))


async def ask(client: httpx.AsyncClient, **options: Any) -> Extraction:
    answer = await client.post("/v1/extractions", json={**ARTICLE, "options": options})
    assert answer.status_code == 200
    return Extraction.model_validate_json(answer.content)


async def test_an_open_field_is_filled() -> None:
    async with FakeModel(say_asked(CLAIMED)) as model, service(model.url) as client:
        answer = await ask(client)
    assert [(claim.text, claim.origin.method) for claim in answer.records[0].claims] == [(OPINION, "llm")]
    assert (answer.usage.llm_calls, answer.usage.model) == (1, "scripted")


async def _suffer(fault: Fault) -> Extraction:
    async with FakeModel(list(fault.script())) as model, service(model.url, **fault.settings) as client:
        return await ask(client, deadline_ms=int(fault.seconds * 1000))


async def test_no_fault_of_the_model_is_the_callers() -> None:
    answers = await asyncio.gather(*map(_suffer, FAULTS.values()))
    async with FakeModel([]) as model, service(model.url) as client:
        alone = await ask(client, llm="off")
    said = alone.records[0].model_dump(exclude={"coverage"})
    assert [answer.records[0].model_dump(exclude={"coverage"}) for answer in answers] == [said] * len(FAULTS)


@pytest.mark.parametrize("reply", [status(401), status(503, retry_after="30")])
async def test_one_who_requires_the_model_is_told_that_it_is_away(reply: Any) -> None:
    async with FakeModel([reply]) as model, service(model.url) as client:
        answer = await client.post("/v1/extractions", json={**ARTICLE, "options": {"llm": "required"}})
    assert answer.status_code == 503
    assert answer.json()["type"].endswith("/model-unavailable")
    assert int(answer.headers["retry-after"]) > 0


async def test_a_caller_who_hangs_up_ends_the_question() -> None:
    async with FakeModel([hang()]) as model:
        pipeline = asking(model.url)
        async with served(create_app(Settings(behind_gateway=True), pipeline)) as url, httpx.AsyncClient() as client:
            waiting = asyncio.create_task(client.post(f"{url}/v1/extractions", json=ARTICLE))
            await model.arrived.wait()
            waiting.cancel()
            await asyncio.wait_for(model.abandoned.wait(), timeout=5)
        await pipeline.close()


async def test_readiness_tells_how_the_model_is_asked_and_whether_it_is() -> None:
    failing = [status(401)] * 5
    script = [say(FORCED), say(CLAIMED), *failing]
    async with FakeModel(script) as model, service(model.url, mode="auto") as client:
        unasked = (await client.get("/health/ready")).json()
        await ask(client)
        assert is_probe(model.asked[0])
        asked = (await client.get("/health/ready")).json()
        for _ in failing:
            await ask(client)
        failed = (await client.get("/health/ready")).json()
    assert unasked["model"] == {"breaker": "closed", "mode": None}
    assert asked["model"] == {"breaker": "closed", "mode": "json_schema"}
    assert failed["model"] == {"breaker": "open", "mode": "json_schema"}
    assert (asked["parts"]["llm"], failed["parts"]["llm"]) == ("up", "degraded")


@pytest.mark.parametrize(("cache_s", "calls"), [(60, [1, 0]), (0, [1, 1])])
async def test_answers_are_kept_unless_that_is_switched_off(cache_s: int, calls: list[int]) -> None:
    store = MemoryStore()
    async with FakeModel(say_asked(CLAIMED)) as model, service(model.url, store, cache_s=cache_s) as client:
        answers = [await ask(client) for _ in range(2)]
    assert [answer.usage.llm_calls for answer in answers] == calls
    assert answers[0].records == answers[1].records
