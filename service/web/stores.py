"""Where state outlives a request: in the process by default, in Redis where one is configured.

Losing Redis is never an error: each process goes on with a memory of its own and returns when Redis does.
"""

from abc import abstractmethod
from collections.abc import Callable
from datetime import timedelta
from time import time
from typing import TYPE_CHECKING, Final

from litestar.stores.base import StorageObject, Store
from litestar.stores.memory import MemoryStore
from litestar.stores.registry import StoreRegistry

from schemas.vocabulary import PartState

if TYPE_CHECKING:
    from service.web.shared import RedisLink

ANSWERS: Final = "answers"
"""Name of the store of the model's answers."""
LIMITS: Final = "limits"
"""Name of the store of what each key has had."""

_MOST_ENTRIES = 10_000


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


class Stores(StoreRegistry):
    """The stores of one process, by name. `on_loss` is told True when Redis is lost, False when it is back."""

    def __init__(self, redis_url: str | None, on_loss: Callable[[bool], None]) -> None:
        self._link = _link(redis_url, on_loss) if redis_url else None
        self.limits = self._store(LIMITS)
        super().__init__({ANSWERS: self._store(ANSWERS), LIMITS: self.limits})

    async def state(self) -> PartState:
        """Looks whether a configured Redis is there; without it the service is degraded."""
        if self._link is None:
            return PartState.NOT_CONFIGURED
        await self.get(ANSWERS).exists("")
        return PartState.UP if self._link.up else PartState.DEGRADED

    def _store(self, name: str) -> CountingStore:
        return self._link.store(name) if self._link else BoundedMemoryStore()


def _link(redis_url: str, on_loss: Callable[[bool], None]) -> "RedisLink":
    from service.web.shared import RedisLink  # noqa: PLC0415 - a service without Redis loads none of it

    return RedisLink(redis_url, on_loss)
