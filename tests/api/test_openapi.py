"""The OpenAPI document and the pages made of it."""

import json
import re
from typing import Any

import pytest
from litestar.testing import AsyncTestClient

from schemas.extraction import Extraction
from schemas.vocabulary import RecordField
from service.web import problems
from service.web.routes import openapi_document

Client = AsyncTestClient[Any]

DOCUMENT = openapi_document()
OPERATIONS = {
    f"{method} {path}": operation
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
}
SHARED_PARAMETERS = DOCUMENT["components"]["parameters"]


def _resolve(reference: str) -> Any:
    target: Any = DOCUMENT
    for part in reference.removeprefix("#/").split("/"):
        target = target[part]
    return target


def test_it_documents_the_operations_of_the_contract() -> None:
    assert sorted(OPERATIONS) == [
        "get /health/live",
        "get /health/ready",
        "get /v1/languages",
        "get /v1/record-schema",
        "post /v1/extractions",
        "post /v1/extractions/batch",
    ]


def test_every_reference_resolves() -> None:
    references = set(re.findall(r'"\$ref": "([^"]+)"', json.dumps(DOCUMENT)))
    assert [_resolve(reference) for reference in references]


def test_operations_have_ids_of_their_own() -> None:
    ids = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("[a-z]+[A-Za-z]+", name) for name in ids)


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_error_is_documented_as_a_problem(name: str) -> None:
    responses = OPERATIONS[name]["responses"]
    errors = {
        int(status): _resolve(told["$ref"]) if "$ref" in told else told
        for status, told in responses.items()
        if status >= "400"
    }
    assert 500 in errors
    for told in errors.values():
        assert list(told["content"]) == [problems.MEDIA_TYPE]
        assert told["content"][problems.MEDIA_TYPE]["schema"] == {"$ref": "#/components/schemas/Problem"}


def test_an_extraction_can_fail_in_all_documented_ways() -> None:
    assert list(OPERATIONS["post /v1/extractions"]["responses"]) == (
        ["200", "400", "401", "406", "408", "413", "415", "422", "429", "500", "503"]
    )


@pytest.mark.parametrize("name", OPERATIONS)
def test_only_health_is_open(name: str) -> None:
    is_open = OPERATIONS[name].get("security") == []
    assert is_open == ("/health/" in name)
    assert is_open == ("401" not in OPERATIONS[name]["responses"])


def test_models_are_published_as_pydantic_has_them() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    request, answer = schemas["ExtractionRequest"], schemas["Extraction"]
    assert (request["required"], request["additionalProperties"]) == (["text"], False)
    assert (request["properties"]["text"]["minLength"], request["properties"]["text"]["maxLength"]) == (1, 200_000)
    assert schemas["ExtractionOptions"]["properties"]["deadline_ms"]["maximum"] == 120_000
    assert answer["required"] == list(Extraction.model_fields)
    assert not [name for name in schemas if not re.fullmatch("[A-Za-z]+", name)]


async def test_the_service_serves_the_same_document(client: Client) -> None:
    answer = await client.get("/schema/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == DOCUMENT


async def test_the_record_schema_is_that_of_a_record(client: Client) -> None:
    schema = (await client.get("/v1/record-schema")).json()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["required"] == [*RecordField, "coverage"]


@pytest.mark.parametrize("path", ["/schema", "/problems", "/problems/not-found"])
async def test_a_page_loads_nothing(client: Client, path: str) -> None:
    page = await client.get(path)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert not re.search(r"<(script|link|img|iframe|object)|@import|url\(|(src|href)=\"[a-z]+:", page.text)


async def test_the_documentation_names_every_operation_and_schema(client: Client) -> None:
    page = (await client.get("/schema")).text
    anchors = set(re.findall(r'id="([^"]+)"', page))
    assert {operation["operationId"] for operation in OPERATIONS.values()} <= anchors
    assert set(DOCUMENT["components"]["schemas"]) <= anchors
    assert set(re.findall(r'href="#([^"]+)"', page)) <= anchors


async def test_the_documentation_names_every_parameter(client: Client) -> None:
    page = (await client.get("/schema")).text
    for operation in OPERATIONS.values():
        told = page[page.index(f'id="{operation["operationId"]}"') :].partition("<h3")[0]
        for parameter in operation.get("parameters", ()):
            name = parameter.get("name") or SHARED_PARAMETERS[parameter["$ref"].rsplit("/", 1)[1]]["name"]
            assert f"<code>{name}</code>" in told


async def test_the_language_packs_are_listed(client: Client) -> None:
    packs = {pack["code"]: pack for pack in (await client.get("/v1/languages")).json()["languages"]}
    assert {"de", "en"} <= set(packs)
    assert all(pack["rules"] > 0 and pack["topics"] for pack in packs.values())


async def test_health_says_which_parts_are_up(client: Client) -> None:
    ready = (await client.get("/health/ready")).json()
    assert ready["status"] == "up"
    assert ready["parts"]["llm"] == "not_configured"
    assert (await client.get("/health/live")).json() == {"status": "up", "parts": {}, "model": None}
