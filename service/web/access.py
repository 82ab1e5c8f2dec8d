"""Around every request: its id, in and out, and its figures and one line in the log when it has been answered."""

import re
from collections.abc import Mapping
from time import perf_counter
from typing import Any, cast

import structlog
from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import (
    ASGIApp,
    HTTPScope,
    LifeSpanReceive,
    LifeSpanScope,
    LifeSpanSend,
    Message,
    Receive,
    Scope,
    Send,
)
from uuid_utils import uuid7

from service.web.metrics import Metrics

REQUEST_ID = "X-Request-ID"

_TRACEPARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?")
_USABLE = re.compile(r"[A-Za-z0-9._~+/=:-]{1,128}")
_LONGEST_PATH = 200

CLIENT_GONE = 499
"""What is logged for a request that was not answered, for nobody was left to be."""


class AccessLog:
    """An ASGI application around another one; needs nothing of the one inside but that it answers."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics
        self._log = structlog.get_logger("treaty_records")

    async def __call__(
        self, scope: Scope | LifeSpanScope, receive: Receive | LifeSpanReceive, send: Send | LifeSpanSend
    ) -> None:
        """Answers one connection; only those over HTTP are numbered and logged."""
        if scope["type"] == ScopeType.HTTP:
            await self._answer(cast("HTTPScope", scope), cast("Receive", receive), cast("Send", send))
        else:
            await self._app(cast("Scope", scope), cast("Receive", receive), cast("Send", send))

    async def _answer(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        begun = perf_counter()
        status: int | None = None
        state = scope.setdefault("state", {})
        headers = Headers.from_scope(scope)
        state["request_id"] = request_id = _request_id(headers)
        known = {"request_id": request_id}
        if trace_id := state.get("trace_id") or _trace_id(headers):
            known["trace_id"] = trace_id

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                sent = MutableScopeHeaders.from_message(message)
                sent[REQUEST_ID] = request_id
                for name, value in state.get("headers", {}).items():
                    sent[name] = value
            await send(message)

        self._metrics.begun()
        with structlog.contextvars.bound_contextvars(**known):
            try:
                await self._app(scope, receive, send_with_id)
            except BaseException:
                status = status or 500
                raise
            finally:
                status = status or CLIENT_GONE
                seconds = perf_counter() - begun
                self._metrics.ended(scope["method"], scope.get("path_template"), status, seconds)
                self._log.info(
                    "request",
                    method=scope["method"],
                    path=scope["path"][:_LONGEST_PATH],
                    status=status,
                    duration_ms=round(seconds * 1_000, 2),
                    key=state.get("key_name"),
                )


def request_id_of(scope: Mapping[str, Any]) -> str | None:
    """The id of the request, if it came through an AccessLog."""
    request_id: str | None = scope.get("state", {}).get("request_id")
    return request_id


def _trace_id(headers: Headers) -> str | None:
    """Of a W3C traceparent; None if there is none that is valid."""
    found = _TRACEPARENT.fullmatch(headers.get("traceparent", ""))
    return found[1] if found and int(found[1], 16) else None


def _request_id(headers: Headers) -> str:
    given = headers.get(REQUEST_ID, "")
    return given if _USABLE.fullmatch(given) else str(uuid7())
