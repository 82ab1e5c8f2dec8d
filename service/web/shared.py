"""State that replicas share in Redis, with a memory of its own for each process while Redis is lost."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from time import time
from types import TracebackType
from typing import TypeVar

import structlog
from litestar.stores.redis import RedisStore
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from service.errors import ConfigurationError
from service.settings import PREFIX
from service.web.stores import BoundedMemoryStore, CountingStore

_NAMESPACE = "treaty-records"
_PATIENCE_S = 0.25
_PAUSE_S = 1.0

ResultT = TypeVar("ResultT")


class CountingRedisStore(RedisStore, CountingStore):
    """A store in Redis."""

    async def increment(self, key: str, by: int, expires_in: int) -> int:
        """Add to the number under `key`."""
        name = self._make_key(key)
        async with self._redis.pipeline() as steps:
            steps.incrby(name, by)
            steps.expire(name, expires_in)
            total, _ = await steps.execute()
        return int(total)

    async def hold(self, key: str, holder: str, expires_in: int) -> int:
        """Take or keep one of the places under `key`."""
        name, now = self._make_key(key), time()
        async with self._redis.pipeline() as steps:
            steps.zremrangebyscore(name, 0, now)
            steps.zadd(name, {holder: now + expires_in})
            steps.zcard(name)
            steps.expire(name, expires_in)
            _, _, taken, _ = await steps.execute()
        return int(taken)

    async def let_go(self, key: str, holder: str) -> None:
        """Give the place back."""
        await self._redis.zrem(self._make_key(key), holder)


class RedisLink:
    """The connection to one Redis, and whether it was there when last tried.

    Raises ConfigurationError for what is no address.

    While it is lost, one attempt a second looks whether it is back; all else is turned away at once.
    """

    def __init__(self, url: str, on_loss: Callable[[bool], None]) -> None:
        retry = Retry(NoBackoff(), 1)  # the first attempt may find a connection that has gone stale
        try:
            self.redis: Redis = Redis.from_url(
                url, socket_timeout=_PATIENCE_S, socket_connect_timeout=_PATIENCE_S, retry=retry
            )
        except ValueError:
            raise ConfigurationError(f"{PREFIX}REDIS_URL is no address of a Redis.") from None
        self.up = True
        self._on_loss = on_loss
        self._next_try = 0.0

    def worth_trying(self) -> bool:
        """Whether Redis is up, or it is time to look again."""
        now = asyncio.get_running_loop().time()
        if not self.up and now < self._next_try:
            return False
        self._next_try = now + _PAUSE_S
        return True

    def store(self, name: str) -> "SharedStore":
        """The store of that name."""
        return SharedStore(self, name)

    def noted(self, up: bool, error: Exception | None = None) -> None:
        """Take down how an attempt ended; a change is logged."""
        if up == self.up:
            return
        self.up = up
        self._on_loss(not up)
        log = structlog.get_logger("treaty_records")
        if up:
            log.info("redis_back")
        else:
            log.warning("redis_lost", exception=type(error).__name__, effect="each process keeps its own state")


class SharedStore(CountingStore):
    """A store in Redis that all replicas share, with one in this process for as long as Redis is lost."""

    def __init__(self, link: RedisLink, name: str) -> None:
        self._link = link
        self._shared = CountingRedisStore(link.redis, f"{_NAMESPACE}:{name}")
        self._own = BoundedMemoryStore()

    async def set(self, key: str, value: str | bytes, expires_in: int | timedelta | None = None) -> None:
        """Keep `value` under `key` for so many seconds."""
        await self._try(lambda store: store.set(key, value, expires_in))

    async def get(self, key: str, renew_for: int | timedelta | None = None) -> bytes | None:
        """What is kept under `key`; None where nothing is."""
        return await self._try(lambda store: store.get(key, renew_for))

    async def delete(self, key: str) -> None:
        """Forget what is kept under `key`."""
        await self._try(lambda store: store.delete(key))

    async def delete_all(self) -> None:
        """Forget everything in this store."""
        await self._try(lambda store: store.delete_all())

    async def exists(self, key: str) -> bool:
        """Is anything kept under `key`?"""
        return await self._try(lambda store: store.exists(key))

    async def expires_in(self, key: str) -> int | None:
        """Seconds until what is kept under `key` expires."""
        return await self._try(lambda store: store.expires_in(key))

    async def increment(self, key: str, by: int, expires_in: int) -> int:
        """Add to the number under `key`."""
        return await self._try(lambda store: store.increment(key, by, expires_in))

    async def hold(self, key: str, holder: str, expires_in: int) -> int:
        """Take or keep one of the places under `key`."""
        return await self._try(lambda store: store.hold(key, holder, expires_in))

    async def let_go(self, key: str, holder: str) -> None:
        """Give the place back."""
        await self._try(lambda store: store.let_go(key, holder))

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc_val: BaseException | None, exc_tb: TracebackType | None
    ) -> None:
        """Close the connection; another store of the same link may have done so already."""
        await self._link.redis.aclose()

    async def _try(self, action: Callable[[CountingStore], Awaitable[ResultT]]) -> ResultT:
        if self._link.worth_trying():
            try:
                result = await action(self._shared)
            except (RedisError, OSError, TimeoutError) as error:
                self._link.noted(up=False, error=error)
            else:
                self._link.noted(up=True)
                return result
        return await action(self._own)
