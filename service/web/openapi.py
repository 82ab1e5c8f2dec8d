"""The OpenAPI 3.1 document, from what stands beside each route and from pydantic's own schemas.

Litestar's generator is not used: it loosens what pydantic states (bounds, patterns, unknown keys) and tells errors in
a shape of its own. Here every operation carries an `Operation`, and its models are published as pydantic has them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import groupby
from typing import Any

from litestar.handlers import HTTPRouteHandler
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from schemas.problem import Problem
from service.web import examples, problems
from service.web.access import REQUEST_ID
from service.web.problems import ProblemKind

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

    `asks` and `answers` are models by media type; None is an answer without a model. `query` is a model whose fields
    are parameters. A `conditional` answer has an ETag. Examples are by media type too.
    """

    id: str
    summary: str
    description: str
    tag: str
    answers: Mapping[str, type[BaseModel] | None]
    answer_description: str
    asks: Mapping[str, type[BaseModel]] = field(default_factory=dict)
    query: type[BaseModel] | None = None
    conditional: bool = False
    example_in: Mapping[str, Any] = field(default_factory=dict)
    example_out: Mapping[str, Any] = field(default_factory=dict)
    open: bool = False
    problems: tuple[ProblemKind, ...] = ()


def document(handlers: Iterable[HTTPRouteHandler]) -> dict[str, Any]:
    """The document over all handlers that carry an Operation."""
    described = [(handler, handler.opt["operation"]) for handler in handlers if "operation" in handler.opt]
    schemas = _schemas([operation for _, operation in described])
    paths: dict[str, dict[str, Any]] = {}
    for handler, operation in described:
        for path in sorted(handler.paths):
            for method in sorted(handler.http_methods):
                paths.setdefault(path, {})[method.lower()] = _operation(operation, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Treaty Records",
            "version": version("treaty-records"),
            "description": _DESCRIPTION,
            "contact": {"name": "Treaty Records contributors"},
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
            "schemas": schemas,
            "parameters": {"RequestId": _REQUEST_ID_PARAMETER, "IfNoneMatch": _IF_NONE_MATCH},
            "headers": {"RequestId": _REQUEST_ID_HEADER, "RetryAfter": _RETRY_AFTER, "ETag": _ETAG},
            "responses": _shared_problems(paths),
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
_ETAG = {
    "description": "Tag of this version of the answer, to be sent as If-None-Match.",
    "schema": {"type": "string"},
    "example": 'W/"0f3a9c"',
}
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "Tags of the versions that the client has; if one of them is current, the answer is 304.",
    "required": False,
    "schema": {"type": "string"},
    "example": 'W/"0f3a9c"',
}


def _operation(operation: Operation, schemas: Mapping[str, Any]) -> dict[str, Any]:
    headers: dict[str, Any] = {REQUEST_ID: {"$ref": "#/components/headers/RequestId"}}
    parameters: list[dict[str, Any]] = [{"$ref": "#/components/parameters/RequestId"}]
    if operation.query:
        parameters += _query(schemas[operation.query.__name__])
    told: dict[str, Any] = {
        "operationId": operation.id,
        "summary": operation.summary,
        "description": operation.description,
        "tags": [operation.tag],
        "parameters": parameters,
        "responses": {
            "200": {
                "description": operation.answer_description,
                "headers": headers,
                "content": _content(operation.answers, operation.example_out),
            },
        },
    }
    if operation.conditional:
        headers["ETag"] = {"$ref": "#/components/headers/ETag"}
        parameters.append({"$ref": "#/components/parameters/IfNoneMatch"})
        told["responses"]["304"] = {"description": "You have it already.", "headers": headers}
    told["responses"] |= _problem_responses(operation)
    if operation.asks:
        told["requestBody"] = {"required": True, "content": _content(operation.asks, operation.example_in)}
    if operation.open:
        told["security"] = []
    return told


def _content(models: Mapping[str, type[BaseModel] | None], examples: Mapping[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {media_type: {"schema": _schema(model)} for media_type, model in models.items()}
    for media_type, example in examples.items():
        content[media_type]["example"] = example
    return content


def _schema(model: type[BaseModel] | None) -> dict[str, Any]:
    return {"$ref": _REF.format(model=model.__name__)} if model else {"type": "object"}


def _query(model: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The fields of an object as parameters; one that may be null is left out instead."""
    parameters = []
    for name, described in model["properties"].items():
        schema = {key: value for key, value in described.items() if key not in ("description", "examples", "anyOf")}
        for option in described.get("anyOf", ()):
            if option != {"type": "null"}:
                schema |= option
        parameter = {"name": name, "in": "query", "description": described["description"], "required": False}
        parameters.append({**parameter, "schema": schema, "example": described["examples"][0]})
    return parameters


def _problem_responses(operation: Operation) -> dict[str, Any]:
    kinds = operation.problems + _ANYWHERE + (() if operation.open else (problems.UNAUTHORISED,))
    ordered = sorted(kinds, key=lambda kind: kind.status)
    by_status = ((status, tuple(same)) for status, same in groupby(ordered, key=lambda kind: kind.status.value))
    return {
        str(status): {"$ref": f"#/components/responses/{same[0].name}"} if len(same) == 1 else _problem_response(*same)
        for status, same in by_status
    }


def _shared_problems(paths: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The responses that operations refer to."""
    used = {
        told["$ref"].rsplit("/", 1)[1]
        for operations in paths.values()
        for operation in operations.values()
        for told in operation["responses"].values()
        if "$ref" in told
    }
    return {kind.name: _problem_response(kind) for kind in problems.KINDS.values() if kind.name in used}


def _problem_response(*kinds: ProblemKind) -> dict[str, Any]:
    headers: dict[str, Any] = {REQUEST_ID: {"$ref": "#/components/headers/RequestId"}}
    if kinds[0].status.value in (429, 503):
        headers["Retry-After"] = {"$ref": "#/components/headers/RetryAfter"}
    return {
        "description": " Or: ".join(f"{kind.title}. {kind.advice}" for kind in kinds),
        "headers": headers,
        "content": {problems.MEDIA_TYPE: {"schema": _schema(Problem), "example": examples.problem(kinds[0])}},
    }


def _schemas(operations: Iterable[Operation]) -> dict[str, Any]:
    asked: set[type[BaseModel]] = set()
    answered: set[type[BaseModel]] = {Problem}
    for operation in operations:
        asked |= {*operation.asks.values(), *([operation.query] if operation.query else ())}
        answered |= {model for model in operation.answers.values() if model}
    models = sorted(
        [(model, "validation") for model in asked] + [(model, "serialization") for model in answered], key=str
    )
    _, schema = models_json_schema(models, ref_template=_REF)  # type: ignore[arg-type]
    return dict(sorted(schema["$defs"].items()))
