"""The committed OpenAPI document: up to date, its examples true, and nothing in it taken back unnoticed."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clients.breaking import breaking
from schemas.article import ExtractionRequest
from schemas.batch import BatchRequest, BatchResult, BatchResults
from schemas.extraction import Extraction
from schemas.problem import Problem
from schemas.service import Health, Languages
from service.web import examples
from service.web.routes import openapi_document

COMMITTED = json.loads((Path(__file__).parents[2] / "schemas" / "openapi.json").read_bytes())


def test_it_is_that_of_the_service() -> None:
    assert openapi_document() == COMMITTED, "make openapi"


def test_examples_are_valid_and_proved() -> None:
    article = ExtractionRequest.model_validate_json(json.dumps(examples.request()))
    extraction = Extraction.model_validate(examples.extraction())
    assert extraction.records
    assert extraction.check(article.text, article.title) is extraction
    Problem.model_validate(examples.results()[1]["problem"])
    for operations in COMMITTED["paths"].values():
        for operation in operations.values():
            for status, told in operation["responses"].items():
                for media_type, content in told.get("content", {}).items():
                    if status == "200" and operation["operationId"] != "getRecordSchema":
                        model = MODELS[operation["operationId"], media_type]
                        model.model_validate_json(json.dumps(content["example"]))
                        assert content["example"].keys() == model.model_fields.keys()


MODELS: dict[tuple[str, str], Any] = {
    ("createExtraction", "application/json"): Extraction,
    ("createExtractionBatch", "application/json"): BatchResults,
    ("createExtractionBatch", "application/x-ndjson"): BatchResult,
    ("listLanguages", "application/json"): Languages,
    ("getLiveness", "application/json"): Health,
    ("getReadiness", "application/json"): Health,
}


async def test_the_batch_of_the_example_fares_as_shown(client: Any) -> None:
    answer = BatchResults.model_validate((await client.post("/v1/extractions/batch", json=examples.batch())).json())
    assert BatchRequest.model_fields.keys() == examples.batch().keys() | {"options"}
    shown = [BatchResult.model_validate(result) for result in examples.results()]
    assert [result.problem and result.problem.errors for result in answer.results] == [
        result.problem and result.problem.errors for result in shown
    ]


def _schemas(document: Any) -> Any:
    return document["components"]["schemas"]


BREAKS: list[tuple[str, Callable[[Any], object]]] = [
    ("operation removed", lambda new: new["paths"].pop("/v1/languages")),
    ("operationId changed", lambda new: new["paths"]["/v1/languages"]["get"].update(operationId="x")),
    ("parameter deadline_ms: removed", lambda new: new["paths"]["/v1/extractions/batch"]["post"]["parameters"].pop(3)),
    ("406: response removed", lambda new: new["paths"]["/v1/languages"]["get"]["responses"].pop("406")),
    ("/published_at: removed", lambda new: _schemas(new)["Article"]["properties"].pop("published_at")),
    ("/title: now required", lambda new: _schemas(new)["Article"]["required"].append("title")),
    ("maxLength lowered", lambda new: _schemas(new)["Article"]["properties"]["text"].update(maxLength=5)),
    ("member 'required' removed", lambda new: _schemas(new)["LlmMode"]["enum"].remove("required")),
    ("/id: no longer always there", lambda new: _schemas(new)["Extraction"]["required"].remove("id")),
    ("/usage/rules_ms: type", lambda new: _schemas(new)["Usage"]["properties"]["rules_ms"].update(type="string")),
]


@pytest.mark.parametrize(("told", "change"), BREAKS)
def test_what_would_break_clients_is_found(told: str, change: Callable[[Any], object]) -> None:
    new = copy.deepcopy(COMMITTED)
    change(new)
    assert any(told.rsplit(": ", maxsplit=1)[-1] in line for line in breaking(COMMITTED, new))


@pytest.mark.parametrize(
    "change",
    [
        lambda new: new["paths"].update({"/v2": {}}),
        lambda new: _schemas(new)["Extraction"]["properties"].update(more={"type": "string"}),
        lambda new: _schemas(new)["Article"]["properties"].update(more={"type": "string"}),
        lambda new: _schemas(new)["Article"]["properties"]["text"].update(maxLength=500_000),
        lambda new: _schemas(new)["EventType"]["enum"].append("more"),
    ],
)
def test_what_adds_is_not(change: Callable[[Any], object]) -> None:
    new = copy.deepcopy(COMMITTED)
    change(new)
    assert breaking(COMMITTED, new) == []
