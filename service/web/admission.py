"""Which articles are let in: those that come with a key, within its share, while they can be answered in good time."""

from asyncio import sleep
from collections.abc import Awaitable, Callable

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send
from litestar.utils import normalize_path

from service.errors import Overloaded
from service.web import problems
from service.web.access import request_id_of
from service.web.auth import KeyGuard
from service.web.limits import Limits, Place

EXTRACTIONS = "/v1/extractions"
BATCH = "/v1/extractions/batch"

_RETRY_AFTER_S = 1


class Capacity:
    """An ASGI application around another one that refuses articles while too many requests are under way.

    Stands before everything else, so that a refusal costs next to nothing and comes at once.
    """

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one connection."""
        if scope["type"] != ScopeType.HTTP or normalize_path(scope["path"]) not in (EXTRACTIONS, BATCH):
            await self._app(scope, receive, send)
        elif self._inside >= self._most:
            await self._refuse(scope, send)
        else:
            self._inside += 1
            try:
                await self._app(scope, receive, send)
            finally:
                self._inside -= 1

    async def _refuse(self, scope: Scope, send: Send) -> None:
        scope["path_template"] = normalize_path(scope["path"])
        error = Overloaded(f"{self._most} requests are under way.", _RETRY_AFTER_S)
        told = problems.describe(error, instance=scope["path"], request_id=request_id_of(scope))
        body = told.model_dump_json().encode()
        headers = [
            (b"content-type", problems.MEDIA_TYPE.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"retry-after", str(_RETRY_AFTER_S).encode()),
        ]
        await send({"type": "http.response.start", "status": problems.OVERLOADED.status.value, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})


class Admission:
    """An ASGI application around another one that reads articles: checks the key, and what it has left of its share."""

    def __init__(self, app: ASGIApp, guard: KeyGuard, limits: Limits) -> None:
        self._app = app
        self._guard = guard
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request. Raises Unauthorised, TooManyAtOnce, and RateLimited for a single article."""
        self._guard.check(scope)
        key = scope["state"].get("key_name")
        if key is None:
            await self._app(scope, receive, send)
            return
        async with self._limits.place(key) as place:
            single = scope["path"] == EXTRACTIONS
            if standing := await self._limits.ask(key, articles=1 if single else 0):
                scope["state"]["headers"] = standing.headers
                if single:
                    standing.require_no_wait()
            scope["state"]["admit_next"] = _admit_next(self._limits, key, place)
            await self._app(scope, receive, send)


AdmitNext = Callable[[], Awaitable[None]]


async def freely() -> None:
    """Lets the next article of a batch in at once."""


def _admit_next(limits: Limits, key: str, place: Place) -> AdmitNext:
    async def admit() -> None:
        await place.renew()
        while (standing := await limits.ask(key)) and standing.wait:
            await sleep(standing.wait)
            await place.renew()

    return admit
