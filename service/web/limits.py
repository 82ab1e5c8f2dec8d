"""How much one key may ask for: articles in a minute, and requests at once; replicas count together in the store."""

import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import time

from uuid_utils import uuid7

from service.errors import RateLimited, TooManyAtOnce
from service.settings import Settings
from service.web.stores import CountingStore

_WINDOW_S = 60
_LEASE_S = 180
"""A place that is not given back, because its worker died, is free again after so many seconds."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a key may still ask for: `remaining` of its `quota` articles, all of it again in `reset` seconds at most.

    `wait` is how many seconds it must wait before its next article; 0 if this one was granted.
    """

    quota: int
    remaining: int
    reset: int
    wait: float

    def require_no_wait(self) -> None:
        """Raises RateLimited if the article must wait."""
        if self.wait:
            raise RateLimited(f"{self.quota} articles a minute are allowed.", math.ceil(self.wait))

    @property
    def headers(self) -> dict[str, str]:
        """As HTTP tells it (draft-ietf-httpapi-ratelimit-headers)."""
        return {
            "RateLimit-Policy": f'"articles";q={self.quota};w={_WINDOW_S}',
            "RateLimit": f'"articles";r={self.remaining};t={self.reset}',
        }


class Limits:
    """What keys have had, by the name of the key.

    Articles are counted over a sliding window: those of this minute, and of the minute before the share that the last
    60 seconds still cover.
    """

    def __init__(self, settings: Settings, store: CountingStore) -> None:
        self._quota = settings.articles_per_minute
        self._places = settings.requests_per_key
        self._store = store

    async def ask(self, key: str, articles: int = 1) -> Standing | None:
        """Ask for so many articles; None if there is no limit. Those that must wait have not been counted."""
        if self._quota is None:
            return None
        window, elapsed = divmod(time(), _WINDOW_S)
        name = f"{key}:{window:.0f}"
        earlier = int(await self._store.get(f"{key}:{window - 1:.0f}") or 0)
        spent = await self._store.increment(name, articles, 2 * _WINDOW_S)
        left = self._quota - spent - earlier * (1 - elapsed / _WINDOW_S)
        wait = 0.0
        if left < 0:
            await self._store.increment(name, -articles, 2 * _WINDOW_S)
            wait = self._wait(earlier, spent - articles, elapsed)
        return Standing(self._quota, max(0, math.floor(left)), math.ceil(_WINDOW_S - elapsed), wait)

    @asynccontextmanager
    async def place(self, key: str) -> AsyncIterator["Place"]:
        """Room for one request as long as the context lasts. Raises TooManyAtOnce if there is none."""
        place = Place(self._store, key)
        try:
            if await place.take() > self._places:
                raise TooManyAtOnce(f"{self._places} requests at once are allowed.", retry_after=1)
            yield place
        finally:
            await place.give_back()

    def _wait(self, earlier: int, spent: int, elapsed: float) -> float:
        """Seconds until one more article fits, if no other is sent."""
        quota = self._quota or 0
        if spent < quota:
            return max(0.001, (1 - (quota - spent - 1) / earlier) * _WINDOW_S - elapsed)
        return _WINDOW_S - elapsed + (1 - (quota - 1) / spent) * _WINDOW_S


class Place:
    """Room for one request of a key."""

    def __init__(self, store: CountingStore, key: str) -> None:
        self._store = store
        self._key = f"{key}:places"
        self._holder = str(uuid7())
        self._renewed = 0.0

    async def take(self) -> int:
        """Take the place, or keep it for longer; returns how many of the key are taken."""
        self._renewed = time()
        return await self._store.hold(self._key, self._holder, _LEASE_S)

    async def renew(self) -> None:
        """Keep the place; costs nothing where that is not yet due."""
        if time() > self._renewed + _LEASE_S / 3:
            await self.take()

    async def give_back(self) -> None:
        """Let another request have it."""
        await self._store.let_go(self._key, self._holder)
