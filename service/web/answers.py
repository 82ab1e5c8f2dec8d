"""Answers as bytes: models, pages, and every exception as a problem."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap
from pydantic import BaseModel

from schemas.problem import Problem
from service.errors import Unacceptable, Unavailable
from service.web import problems
from service.web.access import request_id_of
from service.web.logs import outline
from service.web.problems import ProblemKind

JSON = "application/json"
HTML = "text/html"

_OF_STATUS = {
    HTTPStatus.BAD_REQUEST: problems.MALFORMED,
    HTTPStatus.NOT_FOUND: problems.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED: problems.METHOD_NOT_ALLOWED,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: problems.BODY_TOO_LARGE,
}
_REFUSED = re.compile(r"q=0(\.0*)?")
_PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}

AnyRequest = Request[Any, Any, Any]


def json_answer(model: BaseModel) -> Response[bytes]:
    """A model of the contract as JSON."""
    return Response(model.model_dump_json().encode(), media_type=JSON)


def page(html: str) -> Response[bytes]:
    """A page that may load nothing from anywhere."""
    return Response(html.encode(), media_type=HTML, headers=_PAGE_HEADERS)


def require_acceptable(request: AnyRequest, media_type: str = JSON) -> None:
    """Raises Unacceptable if the Accept header rules `media_type` out (RFC 9110, 12.5.1)."""
    if not _accepts(request.headers.get("accept") or "*/*", media_type):
        raise Unacceptable(f"The answer can only be had as {media_type}.")


def _accepts(header: str, media_type: str) -> bool:
    wanted = {}
    for part in header.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        wanted[name] = not any(_REFUSED.fullmatch(parameter) for parameter in parameters)
    by_precision = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
    return next((wanted[name] for name in by_precision if name in wanted), False)


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
    if isinstance(error, Unavailable):
        return {"Retry-After": str(error.retry_after)}
    return {"WWW-Authenticate": "Bearer"} if told.status == HTTPStatus.UNAUTHORIZED else {}


def _problem(told: Problem, headers: Mapping[str, str]) -> Response[bytes]:
    return Response(
        told.model_dump_json().encode(), status_code=told.status, media_type=problems.MEDIA_TYPE, headers=dict(headers)
    )


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


EXCEPTION_HANDLERS: ExceptionHandlersMap = {HTTPException: _of_framework, Exception: _of_error}
