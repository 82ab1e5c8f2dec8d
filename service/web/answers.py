"""Answers as bytes: models, pages, and every exception as a problem."""

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Any

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.response.base import ASGIResponse
from litestar.types import ExceptionHandlersMap
from pydantic import BaseModel
from pydantic_core import to_json

from schemas.problem import Problem
from service.errors import ClientGone, Later, Unacceptable
from service.web import problems
from service.web.access import CLIENT_GONE, request_id_of
from service.web.logs import outline
from service.web.problems import ProblemKind

JSON = "application/json"
NDJSON = "application/x-ndjson"
HTML = "text/html"

_OF_STATUS = {
    HTTPStatus.BAD_REQUEST: problems.MALFORMED,
    HTTPStatus.NOT_FOUND: problems.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED: problems.METHOD_NOT_ALLOWED,
}
_WEIGHT = re.compile(r"q=(0(?:\.[0-9]*)?|1(?:\.0*)?)")
_PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}

AnyRequest = Request[Any, Any, Any]


def json_answer(model: BaseModel) -> ASGIResponse:
    """A model of the contract as JSON, ready to be sent."""
    return ASGIResponse(body=to_json(model), media_type=JSON)


def constant(request: AnyRequest, body: bytes, media_type: str = JSON) -> Response[bytes]:
    """What changes only with the version of the service, and is sent only to those who do not have it yet."""
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    asked = request.headers.get("if-none-match", "")
    if asked.strip() == "*" or _opaque(tag) in map(_opaque, asked.split(",")):
        return Response(b"", status_code=HTTPStatus.NOT_MODIFIED, media_type=media_type, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def _opaque(tag: str) -> str:
    """An entity tag for weak comparison (RFC 9110, 8.8.3.2)."""
    return tag.strip().removeprefix("W/")


def page(html: str) -> Response[bytes]:
    """A page that may load nothing from anywhere."""
    return Response(html.encode(), media_type=HTML, headers=_PAGE_HEADERS)


def require_acceptable(request: AnyRequest, media_type: str = JSON) -> None:
    """Raises Unacceptable if the Accept header rules `media_type` out."""
    acceptable(request, media_type, media_type)


def acceptable(request: AnyRequest, usual: str, *offered: str) -> str:
    """Which of the `offered` media types the Accept header likes best; of equally liked ones the `usual` one.

    Raises Unacceptable if it rules all of them out (RFC 9110, 12.5.1).
    """
    return _chosen(request.headers.get("accept") or "*/*", usual, offered)


@lru_cache(maxsize=64)
def _chosen(accept: str, usual: str, offered: tuple[str, ...]) -> str:
    liked = _preferences(accept)
    likings = {media_type: _liking(liked, media_type) for media_type in offered}
    best = max(likings.values())
    if not best:
        raise Unacceptable(f"The answer can only be had as {' or '.join(offered)}.")
    return usual if likings.get(usual) == best else next(name for name in offered if likings[name] == best)


def _preferences(header: str) -> dict[str, float]:
    liked = {}
    for part in header.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = next((found[1] for text in parameters if (found := _WEIGHT.fullmatch(text))), "1")
        liked[name] = float(weight)
    return liked


def _liking(liked: Mapping[str, float], media_type: str) -> float:
    by_precision = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
    return next((liked[name] for name in by_precision if name in liked), 0.0)


def _of_error(request: AnyRequest, error: Exception) -> Response[bytes]:
    told = problems.describe(error, instance=request.url.path, request_id=request_id_of(request.scope))
    if told.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        structlog.get_logger("treaty_records").error("defect", **outline(error))
    return _problem(told, _headers(told, error))


def _of_framework(request: AnyRequest, error: HTTPException) -> Response[bytes]:
    kind = _OF_STATUS.get(HTTPStatus(error.status_code))
    if kind is None:
        return _of_error(request, error)
    headers = {"Allow": _methods_at(request)} if kind is problems.METHOD_NOT_ALLOWED else {}
    return _problem(_told(request, kind), headers)


def _told(request: AnyRequest, kind: ProblemKind) -> Problem:
    return problems.problem(kind, kind.advice, instance=request.url.path, request_id=request_id_of(request.scope))


def _headers(told: Problem, error: Exception) -> dict[str, str]:
    if isinstance(error, Later):
        return {"Retry-After": str(error.retry_after)}
    return {"WWW-Authenticate": "Bearer"} if told.status == HTTPStatus.UNAUTHORIZED else {}


def _problem(told: Problem, headers: Mapping[str, str]) -> Response[bytes]:
    return Response(to_json(told), status_code=told.status, media_type=problems.MEDIA_TYPE, headers=dict(headers))


def _methods_at(request: AnyRequest) -> str:
    parts = [part for part in request.url.path.split("/") if part]
    return ", ".join(
        sorted(
            {method for route in request.app.routes if _fits(route.path_components, parts) for method in route.methods}
        )
    )


def _fits(components: list[Any], parts: list[str]) -> bool:
    return len(components) == len(parts) and all(
        not isinstance(component, str) or component == part for component, part in zip(components, parts, strict=True)
    )


def _to_nobody(request: AnyRequest, error: ClientGone) -> Response[bytes]:
    return Response(b"", status_code=CLIENT_GONE)


EXCEPTION_HANDLERS: ExceptionHandlersMap = {
    ClientGone: _to_nobody,
    HTTPException: _of_framework,
    Exception: _of_error,
}
