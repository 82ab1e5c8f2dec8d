"""The OpenAPI 3.1 document, from what stands beside each route and from pydantic's own schemas.

Litestar's generator is not used: it loosens what pydantic states (bounds, patterns, unknown keys) and tells errors in
a shape of its own. Here every operation carries an `Operation`, and its models are published as pydantic has them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from litestar.handlers import HTTPRouteHandler
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from schemas.problem import Problem
from service.web import problems
from service.web.access import REQUEST_ID
from service.web.problems import ProblemKind

_JSON = "application/json"
_REF = "#/components/schemas/{model}"
_ANYWHERE = (problems.INTERNAL,)

_DESCRIPTION = """\
Turns news articles about international agreements into structured records. Every value of a record is a *fact*: it
carries the stretch of the article that proves it, and who found it.

Errors are problem details (RFC 9457) everywhere. A minor version may add keys and members of enumerations to answers:
please tolerate those that you do not know."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What a route says about itself; stands in its handler's `opt` under the key 'operation'.

    `answer` and `asks` are models, or None for an answer without a model and a request without a body.
    """

    id: str
    summary: str
    description: str
    tag: str
    answer: type[BaseModel] | None
    answer_description: str
    asks: type[BaseModel] | None = None
    open: bool = False
    problems: tuple[ProblemKind, ...] = ()


def document(handlers: Iterable[HTTPRouteHandler]) -> dict[str, Any]:
    """The document over all handlers that carry an Operation."""
    described = [(handler, handler.opt["operation"]) for handler in handlers if "operation" in handler.opt]
    paths: dict[str, dict[str, Any]] = {}
    for handler, operation in described:
        for path in sorted(handler.paths):
            for method in sorted(handler.http_methods):
                paths.setdefault(path, {})[method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Treaty Records",
            "version": version("treaty-records"),
            "description": _DESCRIPTION,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/", "description": "This service."}],
        "security": [{"key": []}],
        "tags": [
            {"name": "extraction", "description": "Articles in, records out."},
            {"name": "contract", "description": "What the service reads and writes."},
            {"name": "health", "description": "For whatever keeps the service running."},
        ],
        "paths": paths,
        "components": {
            "schemas": _schemas([operation for _, operation in described]),
            "parameters": {"RequestId": _REQUEST_ID_PARAMETER},
            "headers": {"RequestId": _REQUEST_ID_HEADER, "RetryAfter": _RETRY_AFTER},
            "responses": {kind.name: _problem_response(kind) for kind in problems.KINDS.values()},
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "A key that the operator handed out."}
            },
        },
    }


_REQUEST_ID_PARAMETER = {
    "name": REQUEST_ID,
    "in": "header",
    "description": (
        "An id of the caller's for this request; it comes back and stands in the log. One that is longer than 128 "
        "characters, or has others than letters, digits and . _ ~ + / = : -, is replaced."
    ),
    "required": False,
    "schema": {"type": "string"},
    "example": "import-2024-11-12-0001",
}
_REQUEST_ID_HEADER = {
    "description": "Id of the request: the caller's, or a fresh one.",
    "schema": {"type": "string"},
    "example": "import-2024-11-12-0001",
}
_RETRY_AFTER = {
    "description": "Seconds after which to try again.",
    "schema": {"type": "integer", "minimum": 0},
    "example": 5,
}


def _operation(operation: Operation) -> dict[str, Any]:
    schema = {"$ref": _REF.format(model=operation.answer.__name__)} if operation.answer else {"type": "object"}
    told: dict[str, Any] = {
        "operationId": operation.id,
        "summary": operation.summary,
        "description": operation.description,
        "tags": [operation.tag],
        "parameters": [{"$ref": "#/components/parameters/RequestId"}],
        "responses": {
            "200": {
                "description": operation.answer_description,
                "headers": {REQUEST_ID: {"$ref": "#/components/headers/RequestId"}},
                "content": {_JSON: {"schema": schema}},
            },
            **_problem_responses(operation),
        },
    }
    if operation.asks:
        body = {"$ref": _REF.format(model=operation.asks.__name__)}
        told["requestBody"] = {"required": True, "content": {_JSON: {"schema": body}}}
    if operation.open:
        told["security"] = []
    return told


def _problem_responses(operation: Operation) -> dict[str, Any]:
    kinds = operation.problems + _ANYWHERE + (() if operation.open else (problems.UNAUTHORISED,))
    ordered = sorted(kinds, key=lambda kind: kind.status)
    return {str(kind.status.value): {"$ref": f"#/components/responses/{kind.name}"} for kind in ordered}


def _problem_response(kind: ProblemKind) -> dict[str, Any]:
    headers: dict[str, Any] = {REQUEST_ID: {"$ref": "#/components/headers/RequestId"}}
    if kind.status.value in (429, 503):
        headers["Retry-After"] = {"$ref": "#/components/headers/RetryAfter"}
    return {
        "description": f"{kind.title}. {kind.advice}",
        "headers": headers,
        "content": {problems.MEDIA_TYPE: {"schema": {"$ref": _REF.format(model=Problem.__name__)}}},
    }


def _schemas(operations: list[Operation]) -> dict[str, Any]:
    asked = {operation.asks for operation in operations if operation.asks}
    answered = {operation.answer for operation in operations if operation.answer} | {Problem}
    models = sorted(
        [(model, "validation") for model in asked] + [(model, "serialization") for model in answered], key=str
    )
    _, schema = models_json_schema(models, ref_template=_REF)  # type: ignore[arg-type]
    return dict(sorted(schema["$defs"].items()))
