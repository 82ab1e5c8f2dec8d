"""Examples for the OpenAPI document: one article, what is read from it, and what is made of these two."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from service.web import problems
from service.web.problems import ProblemKind

_REQUEST_ID = "import-2019-01-23-0001"


@cache
def _examples() -> dict[str, Any]:
    examples: dict[str, Any] = json.loads(files("schemas").joinpath("examples.json").read_bytes())
    return examples


def article() -> dict[str, Any]:
    """An Article."""
    return dict(_examples()["article"])


def request() -> dict[str, Any]:
    """The same, as a request with options."""
    return {**article(), "options": {"llm": "off"}}


def batch() -> dict[str, Any]:
    """A request of two articles, one of which cannot be read."""
    return {"articles": [article(), {**article(), "id": "dpa-4712", "published_at": "2019-02-30"}]}


def extraction() -> dict[str, Any]:
    """What is read from the article."""
    return dict(_examples()["extraction"])


def results() -> list[dict[str, Any]]:
    """What becomes of the two articles of the batch."""
    refused = problem(problems.INVALID) | {
        "instance": None,
        "errors": [{"pointer": "/published_at", "detail": "day is out of range for month"}],
    }
    return [
        {"index": 0, "id": article()["id"], "extraction": extraction(), "problem": None},
        {"index": 1, "id": "dpa-4712", "extraction": None, "problem": refused},
    ]


def problem(kind: ProblemKind) -> dict[str, Any]:
    """A problem of the kind."""
    told = problems.problem(kind, kind.advice, instance="/v1/extractions", request_id=_REQUEST_ID)
    return told.model_dump(mode="json")
