"""Where state outlives a request: in the process by default, in Redis where one is configured.

Losing Redis is never an error: each process goes on with a memory of its own and returns when Redis does.
"""

import asyncio
from abc import abstractmethod
from collections.abc import Awaitable, Callable
from datetime import timedelta
from time import time
from types import TracebackType
from typing import Final, TypeVar

import structlog
from litestar.stores.base import StorageObject, Store
from litestar.stores.memory import MemoryStore
from litestar.stores.redis import RedisStore
from litestar.stores.registry import StoreRegistry
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from schemas.vocabulary import PartState
from service.errors import ConfigurationError
from service.settings import PREFIX

ANSWERS: Final = "answers"
"""Name of the store of the model's answers."""
LIMITS: Final = "limits"
"""Name of the store of what each key has had."""

_NAMESPACE = "treaty-records"
_MOST_ENTRIES = 10_000
_PATIENCE_S = 0.25
_PAUSE_S = 1.0

ResultT = TypeVar("ResultT")


class CountingStore(Store):
    """A store that also counts, each count in one step whoever else counts."""

    @abstractmethod
    async def increment(self, key: str, by: int, expires_in: int) -> int:
        """Add to the number under `key`, which is 0 at first and expires; returns the sum."""

    @abstractmethod
    async def hold(self, key: str, holder: str, expires_in: int) -> int:
        """Take one of the places under `key`, or keep it for longer; returns how many are taken."""

    @abstractmethod
    async def let_go(self, key: str, holder: str) -> None:
        """Give the place back."""


class BoundedMemoryStore(MemoryStore, CountingStore):
    """A store in this process that drops its oldest entry for a new one when it is full."""

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[str, dict[str, float]] = {}

    async def set(self, key: str, value: str | bytes, expires_in: int | timedelta | None = None) -> None:
        """Keep `value` under `key` for so many seconds."""
        self._keep(key, StorageObject.new(value.encode() if isinstance(value, str) else value, expires_in))

    async def increment(self, key: str, by: int, expires_in: int) -> int:
        """Add to the number under `key`."""
        kept = self._store.get(key)
        total = by + (int(kept.data) if kept and not kept.expired else 0)
        self._keep(key, StorageObject.new(str(total).encode(), expires_in))
        return total

    async def hold(self, key: str, holder: str, expires_in: int) -> int:
        """Take or keep one of the places under `key`."""
        now = time()
        places = self._places.setdefault(key, {})
        places[holder] = now + expires_in
        for name in [name for name, until in places.items() if until < now]:
            del places[name]
        return len(places)

    async def let_go(self, key: str, holder: str) -> None:
        """Give the place back."""
        places = self._places.get(key, {})
        places.pop(holder, None)
        if not places:
            self._places.pop(key, None)

    def _keep(self, key: str, kept: StorageObject) -> None:
        self._store[key] = kept
        while len(self._store) > _MOST_ENTRIES:
            del self._store[next(iter(self._store))]


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


class Stores(StoreRegistry):
    """The stores of one process, by name. `on_loss` is told True when Redis is lost, False when it is back."""

    def __init__(self, redis_url: str | None, on_loss: Callable[[bool], None]) -> None:
        self._link = RedisLink(redis_url, on_loss) if redis_url else None
        self.limits = self._store(LIMITS)
        super().__init__({ANSWERS: self._store(ANSWERS), LIMITS: self.limits})

    async def state(self) -> PartState:
        """Looks whether a configured Redis is there; without it the service is degraded."""
        if self._link is None:
            return PartState.NOT_CONFIGURED
        await self.get(ANSWERS).exists("")
        return PartState.UP if self._link.up else PartState.DEGRADED

    def _store(self, name: str) -> CountingStore:
        return SharedStore(self._link, name) if self._link else BoundedMemoryStore()
