"""What one key may ask for, and what the service takes on at all."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import httpx
import pytest
from litestar.testing import AsyncTestClient

from schemas.extraction import Extraction
from service.app import create_app
from service.errors import Overloaded, TooManyAtOnce
from service.pipeline import Pipeline
from service.settings import Settings
from service.web import limits, problems, reading, stores
from service.web.auth import hash_key
from service.web.limits import Limits
from service.web.reading import Turnstile
from service.web.stores import BoundedMemoryStore, Stores
from tests.api.redis_server import RedisServer
from tests.api.served import served

Client = AsyncTestClient[Any]
Open = Callable[..., AbstractAsyncContextManager[Client]]

PATH = "/v1/extractions"
KEYS = {"alice": hash_key("tr_alice"), "bob": hash_key("tr_bob")}
ARTICLE = {"text": "a", "language": "xx"}


class Clock:
    """A clock that moves when it is told to, and for whoever sleeps."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 6_000.0
        for module in (limits, stores):
            monkeypatch.setattr(module, "time", lambda: self.now)

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def _as(name: str) -> dict[str, str]:
    return {"authorization": f"Bearer tr_{name}"}


async def test_a_key_is_told_what_is_left_until_nothing_is(open_client: Open, clock: Clock) -> None:
    async with open_client(api_keys=KEYS, articles_per_minute=3) as client:
        clock.now += 10
        answers = [await client.post(PATH, json=ARTICLE, headers=_as("alice")) for _ in range(4)]
        of_another = await client.post(PATH, json=ARTICLE, headers=_as("bob"))
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["ratelimit"] for answer in answers] == [f'"articles";r={left};t=50' for left in (2, 1, 0, 0)]
    assert {answer.headers["ratelimit-policy"] for answer in answers} == {'"articles";q=3;w=60'}
    assert answers[3].json()["type"] == problems.RATE_LIMITED.uri
    assert of_another.status_code == 200


async def test_who_waits_as_long_as_told_is_let_in(open_client: Open, clock: Clock) -> None:
    async with open_client(api_keys=KEYS, articles_per_minute=5) as client:
        for _ in range(40):
            answer = await client.post(PATH, json=ARTICLE, headers=_as("alice"))
            if answer.status_code == 429:
                clock.now += int(answer.headers["retry-after"])
                answer = await client.post(PATH, json=ARTICLE, headers=_as("alice"))
            assert answer.status_code == 200


async def test_no_sixty_seconds_hold_more_than_the_quota_and_its_edge(clock: Clock) -> None:
    granted: list[float] = []
    share = Limits(Settings(articles_per_minute=10), BoundedMemoryStore())
    while clock.now < 6_600:
        standing = await share.ask("alice")
        assert standing
        if not standing.wait:
            granted.append(clock.now)
        clock.now += standing.wait or 0.5
    most = max(sum(start <= moment < start + 60 for moment in granted) for start in granted)
    assert most <= 12  # what a sliding window over two counters lets through at its edge
    assert len(granted) >= 90


async def test_refused_requests_count_too(open_client: Open) -> None:
    async with open_client(api_keys=KEYS, articles_per_minute=1) as client:
        first, second = [await client.post(PATH, json={}, headers=_as("alice")) for _ in range(2)]
    assert (first.status_code, second.status_code) == (422, 429)
    assert first.headers["ratelimit"].startswith('"articles";r=0;')


async def test_a_batch_is_slowed_down_and_not_refused(
    open_client: Open, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.web.admission.sleep", clock.sleep)
    body = json.dumps({"articles": [ARTICLE] * 25}).encode()
    headers = {**_as("alice"), "content-type": "application/json"}
    begun = clock.now
    async with open_client(api_keys=KEYS, articles_per_minute=10) as client:
        answer = await client.post(f"{PATH}/batch", content=body, headers=headers)
    assert [result["problem"] for result in answer.json()["results"]] == [None] * 25
    assert clock.now - begun > 60
    assert answer.headers["ratelimit"].startswith('"articles";r=10;')


async def test_without_a_limit_nothing_is_told(client: Client) -> None:
    answer = await client.post(PATH, json=ARTICLE)
    assert "ratelimit" not in answer.headers


async def test_replicas_count_together() -> None:
    with RedisServer() as redis:
        pair = [Stores(redis.url, print) for _ in range(2)]
        settings = Settings(articles_per_minute=10, requests_per_key=3)
        one, other = (Limits(settings, replica.limits) for replica in pair)
        standings = [await replica.ask("alice") for replica in (one, other) * 6]
        assert [bool(standing and standing.wait) for standing in standings] == [False] * 10 + [True] * 2
        async with one.place("alice"), other.place("alice"), one.place("alice"), one.place("bob"):
            with pytest.raises(TooManyAtOnce):
                await other.place("alice").__aenter__()
        async with other.place("alice"):
            pass
        for replica in pair:
            await replica.limits.__aexit__(None, None, None)


async def test_a_place_of_a_dead_worker_is_free_again(clock: Clock) -> None:
    share = Limits(Settings(requests_per_key=1), BoundedMemoryStore())
    dead = share.place("alice")
    await dead.__aenter__()
    clock.now += 170
    with pytest.raises(TooManyAtOnce):
        await share.place("alice").__aenter__()
    clock.now += 20
    async with share.place("alice"):
        pass


class Held:
    """Extractions that begin and do not end until they are let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun = 0
        self.go = asyncio.Event()
        extract = Pipeline.extract

        async def hold(pipeline: Pipeline, *rest: Any) -> Extraction:
            self.begun += 1
            await self.go.wait()
            return await extract(pipeline, *rest)

        monkeypatch.setattr(Pipeline, "extract", hold)

    async def until(self, begun: int) -> None:
        while self.begun < begun:  # noqa: ASYNC110 - what is patched has nothing to wait for
            await asyncio.sleep(0.005)


@asynccontextmanager
async def _connected(pipeline: Pipeline, **settings: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A client that can have several requests under way."""
    async with (
        served(create_app(Settings(api_keys=KEYS, **settings), pipeline)) as address,
        httpx.AsyncClient(base_url=address) as client,
    ):
        yield client


async def test_a_key_has_so_many_requests_at_once(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(monkeypatch)
    async with _connected(pipeline, requests_per_key=2) as client:
        ours = [asyncio.create_task(client.post(PATH, json=ARTICLE, headers=_as("alice"))) for _ in range(2)]
        await held.until(2)
        refused = await client.post(PATH, json=ARTICLE, headers=_as("alice"))
        other = asyncio.create_task(client.post(PATH, json=ARTICLE, headers=_as("bob")))
        await held.until(3)
        held.go.set()
        answers: list[httpx.Response] = await asyncio.gather(*ours, other)
        assert (await client.post(PATH, json=ARTICLE, headers=_as("alice"))).status_code == 200
    assert (refused.status_code, refused.json()["type"]) == (429, problems.TOO_MANY_AT_ONCE.uri)
    assert int(refused.headers["retry-after"]) > 0
    assert [answer.status_code for answer in answers] == [200] * 3


async def test_past_its_capacity_the_service_refuses_at_once(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    async with _connected(pipeline, max_requests=2) as client:
        ours = [asyncio.create_task(client.post(PATH, json=ARTICLE, headers=_as("alice"))) for _ in range(2)]
        await held.until(2)
        refused = await client.post(f"{PATH}/batch", json={}, headers={**_as("bob"), "x-request-id": "mine"})
        paths = (f"{PATH}/", "/v1//extractions")
        spelt = [await client.post(path, json={}, headers=_as("bob")) for path in paths]
        health = await client.get("/health/ready")
        held.go.set()
        answers: list[httpx.Response] = await asyncio.gather(*ours)
    assert [answer.status_code for answer in spelt] == [503] * 2
    told = refused.json()
    assert (refused.status_code, told["type"]) == (503, problems.OVERLOADED.uri)
    assert (told["request_id"], told["instance"]) == ("mine", f"{PATH}/batch")
    assert refused.headers["content-type"] == problems.MEDIA_TYPE
    assert int(refused.headers["retry-after"]) > 0
    assert health.status_code == 200
    assert [answer.status_code for answer in answers] == [200] * 2


async def test_the_event_loop_gets_its_turn_between_two_articles() -> None:
    turnstile, order = Turnstile(), list[str]()

    async def tick() -> None:
        for _ in range(4):
            order.append("loop")
            await asyncio.sleep(0)

    works = [turnstile(1, lambda: order.append("rules")) for _ in range(3)]
    await asyncio.gather(*works, tick())
    assert "rulesrules" not in "".join(order)


async def test_long_articles_do_not_hold_the_event_loop_and_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_MOST_LONG", 2)
    turnstile, go = Turnstile(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def wait_for_the_loop() -> str:
        return asyncio.run_coroutine_threadsafe(go.wait(), loop).result(10) and "long"

    works = [asyncio.create_task(turnstile(200_000, wait_for_the_loop)) for _ in range(2)]
    assert await turnstile(2_500, lambda: "short") == "short"
    with pytest.raises(Overloaded):
        await turnstile(200_000, lambda: "long")
    go.set()
    assert await asyncio.gather(*works) == ["long", "long"]
