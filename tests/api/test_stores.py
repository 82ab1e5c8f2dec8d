"""State in memory or in Redis, and what happens when Redis is lost."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress

import pytest
from structlog.testing import capture_logs

from schemas.vocabulary import PartState
from service.errors import ConfigurationError
from service.web import shared, stores
from service.web.stores import ANSWERS, BoundedMemoryStore, Stores
from tests.api.redis_server import RedisServer


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    with RedisServer() as server:
        yield server


@pytest.fixture
async def lost() -> list[bool]:
    return []


@pytest.fixture
async def replicas(redis: RedisServer, lost: list[bool]) -> AsyncIterator[tuple[Stores, Stores]]:
    pair = Stores(redis.url, lost.append), Stores(redis.url, lost.append)
    yield pair
    for replica in pair:
        await replica.get(ANSWERS).__aexit__(None, None, None)


async def test_without_redis_state_stays_in_the_process() -> None:
    one, other = Stores(None, print), Stores(None, print)
    await one.get(ANSWERS).set("key", b"value")
    assert await one.get(ANSWERS).get("key") == b"value"
    assert await other.get(ANSWERS).get("key") is None
    assert await one.state() is PartState.NOT_CONFIGURED


async def test_a_store_in_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "_MOST_ENTRIES", 3)
    store = BoundedMemoryStore()
    for number in range(5):
        await store.set(str(number), b"value")
    assert [await store.exists(str(number)) for number in range(5)] == [False, False, True, True, True]


async def test_replicas_share_what_is_in_redis(replicas: tuple[Stores, Stores]) -> None:
    one, other = (replica.get(ANSWERS) for replica in replicas)
    await one.set("key", b"value", expires_in=60)
    assert await other.get("key") == b"value"
    assert await other.exists("key")
    assert 0 < (await other.expires_in("key") or 0) <= 60
    await other.delete("key")
    assert not await one.exists("key")
    await one.set("key", b"value")
    await other.delete_all()
    assert await one.get("key") is None
    assert await replicas[0].state() is PartState.UP


async def test_losing_redis_is_a_warning_and_no_error(
    redis: RedisServer, replicas: tuple[Stores, Stores], lost: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "_PAUSE_S", 0.05)
    replica = replicas[0]
    store = replica.get(ANSWERS)
    await store.set("shared", b"1")
    redis.kill()
    with capture_logs() as log:
        await store.set("own", b"2")
        assert await store.get("own") == b"2"
        assert (await replica.state(), lost) == (PartState.DEGRADED, [True])
        redis.start()
        await asyncio.sleep(0.1)
        await store.set("shared again", b"3")
    assert (await replica.state(), lost) == (PartState.UP, [True, False])
    assert await replicas[1].get(ANSWERS).get("shared again") == b"3"
    assert [(line["event"], line["log_level"]) for line in log] == [("redis_lost", "warning"), ("redis_back", "info")]


async def test_a_redis_that_does_not_answer_is_not_asked_again_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.setblocking(False)
        replica = Stores(f"redis://127.0.0.1:{silent.getsockname()[1]}", [].append)
        store = replica.get(ANSWERS)
        await store.get("key")
        assert _tries(silent)
        for _ in range(100):
            await store.get("key")
        assert not _tries(silent)


def _tries(server: socket.socket) -> int:
    """How many connections were made to the server since it was last looked at."""
    count = 0
    with suppress(BlockingIOError):
        while True:
            server.accept()[0].close()
            count += 1
    return count


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="REDIS_URL"):
        Stores("redis://127.0.0.1:port", print)
