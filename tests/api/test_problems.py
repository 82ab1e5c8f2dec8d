"""Every error of every route is a problem detail whose type is a page of the service."""

import gzip
import json
from typing import Any

import pytest
from litestar.testing import AsyncTestClient

from schemas.problem import Problem
from service.pipeline import Pipeline
from service.web import problems

Client = AsyncTestClient[Any]

JSON = {"content-type": "application/json"}
NDJSON = {"content-type": "application/x-ndjson"}
GZIP_ONLY = {"content-encoding": "gzip"}
GZIP = {**JSON, **GZIP_ONLY}
POST = ("POST", "/v1/extractions")
BATCH = ("POST", "/v1/extractions/batch")
ERRORS = [
    pytest.param(*POST, JSON, b"", problems.MALFORMED, id="nothing"),
    pytest.param(*POST, JSON, b'{"text": "a"', problems.MALFORMED, id="cut off"),
    pytest.param(*POST, JSON, b"{'text': 'a'}", problems.MALFORMED, id="Python"),
    pytest.param(*POST, JSON, b'{"text": "\xff"}', problems.MALFORMED, id="Latin-1"),
    pytest.param(*POST, JSON, b'{"text": "\\ud800"}', problems.MALFORMED, id="lone surrogate"),
    pytest.param(*POST, JSON, b"[" * 100_000, problems.MALFORMED, id="nested too deep"),
    pytest.param(*POST, JSON, b"[]", problems.INVALID, id="a list"),
    pytest.param(*POST, JSON, b"{}", problems.INVALID, id="no text"),
    pytest.param(*POST, JSON, b'{"text": true}', problems.INVALID, id="true for text"),
    pytest.param(*POST, JSON, b'{"text": "%s"}' % (b"a" * 200_001), problems.INVALID, id="text too long"),
    pytest.param(*POST, JSON, b'{"text": "%s"}' % (b"a" * 1_000_000), problems.BODY_TOO_LARGE, id="body too large"),
    pytest.param(*POST, {}, b'{"text": "a"}', problems.UNSUPPORTED_MEDIA_TYPE, id="no media type"),
    pytest.param(
        *POST, {"content-type": "text/plain"}, b'{"text": "a"}', problems.UNSUPPORTED_MEDIA_TYPE, id="plain text"
    ),
    pytest.param(
        *POST,
        {"content-type": "application/json; charset=latin1"},
        b'{"text": "a"}',
        problems.UNSUPPORTED_MEDIA_TYPE,
        id="charset",
    ),
    pytest.param(
        *POST, {**JSON, "content-encoding": "br"}, b'{"text": "a"}', problems.UNSUPPORTED_MEDIA_TYPE, id="brotli"
    ),
    pytest.param(*POST, GZIP, b'{"text": "a"}', problems.MALFORMED, id="not gzip"),
    pytest.param(*POST, GZIP, gzip.compress(b'{"text": "a"}')[:-9], problems.MALFORMED, id="gzip cut off"),
    pytest.param(*POST, GZIP, gzip.compress(b"a" * 5_000_000), problems.BODY_TOO_LARGE, id="gzip bomb"),
    pytest.param(*POST, JSON, b'{"text": "a\\u0000"}', problems.INVALID, id="NUL"),
    pytest.param(*POST, JSON, b'{"text": 1%s}' % (b"0" * 10_000), problems.MALFORMED, id="huge number"),
    pytest.param(*POST, JSON, b'{"text": 1e999999}', problems.INVALID, id="infinite number"),
    pytest.param(*BATCH, JSON, b'{"articles": [', problems.MALFORMED, id="batch cut off"),
    pytest.param(*BATCH, JSON, b"[]", problems.INVALID, id="batch as a list"),
    pytest.param(*BATCH, JSON, b'{"articles": [1e400], "x": 1}', problems.INVALID, id="batch with an unknown key"),
    pytest.param(*BATCH, JSON, b'{"articles": ["%s"]}' % (b"a" * 1_000_000), problems.BODY_TOO_LARGE, id="large batch"),
    pytest.param(
        *BATCH, JSON, b'{"articles": %s}' % (b"[" * 10_000 + b"]" * 10_000), problems.MALFORMED, id="deep batch"
    ),
    pytest.param(*BATCH, JSON, b'{"articles": [%s0]}' % (b"0," * 100), problems.INVALID, id="too many for JSON"),
    pytest.param(
        *BATCH, {**NDJSON, "accept": "application/json"}, b"{}\n" * 101, problems.INVALID, id="too many lines for JSON"
    ),
    pytest.param(
        *BATCH,
        {**NDJSON, "accept": "application/json"},
        (b"a" * 300_000 + b"\n") * 4,
        problems.BODY_TOO_LARGE,
        id="too much for JSON",
    ),
    pytest.param(
        *BATCH, {**NDJSON, **GZIP_ONLY, "accept": "application/json"}, b"{}", problems.MALFORMED, id="lines not gzip"
    ),
    pytest.param(*BATCH, {**JSON, "accept": "text/csv"}, b"{}", problems.NOT_ACCEPTABLE, id="wants a table of many"),
    pytest.param(*BATCH, {"content-type": "text/csv"}, b"{}", problems.UNSUPPORTED_MEDIA_TYPE, id="sends a table"),
    pytest.param(
        "POST", "/v1/extractions/batch?llm=maybe", JSON, b"{}", problems.INVALID, id="wrong option in the query"
    ),
    pytest.param("POST", "/v1/extractions/batch?x=1", JSON, b"{}", problems.INVALID, id="unknown option in the query"),
    pytest.param(*POST, {**JSON, "accept": "text/html"}, b'{"text": "a"}', problems.NOT_ACCEPTABLE, id="wants a page"),
    pytest.param(
        *POST,
        JSON,
        b'{"text": "a", "options": {"llm": "required"}}',
        problems.MODEL_UNAVAILABLE,
        id="requires a model",
    ),
    pytest.param(
        "GET", "/health/live", {"accept": "application/json;q=0, */*"}, b"", problems.NOT_ACCEPTABLE, id="q=0"
    ),
    pytest.param("GET", "/health/live", {"accept": ";;,"}, b"", problems.NOT_ACCEPTABLE, id="accepts nonsense"),
    pytest.param("GET", "/v1/languages", {"accept": "text/csv"}, b"", problems.NOT_ACCEPTABLE, id="wants a table"),
    pytest.param("GET", "/v1/extractions", {}, b"", problems.METHOD_NOT_ALLOWED, id="GET for POST"),
    pytest.param("DELETE", "/health/live", {}, b"", problems.METHOD_NOT_ALLOWED, id="DELETE"),
    pytest.param("POST", "/problems/not-found", {}, b"", problems.METHOD_NOT_ALLOWED, id="POST for a page"),
    pytest.param("GET", "/workbench/nothing.js", {}, b"", problems.NOT_FOUND, id="no such file"),
    pytest.param("GET", "/v1/nothing", {}, b"", problems.NOT_FOUND, id="no such path"),
    pytest.param("GET", "/problems/nothing", {}, b"", problems.NOT_FOUND, id="no such problem"),
]


@pytest.mark.parametrize(("method", "path", "headers", "body", "kind"), ERRORS)
async def test_an_error_is_told_as_a_problem(
    client: Client, method: str, path: str, headers: dict[str, str], body: bytes, kind: problems.ProblemKind
) -> None:
    answer = await client.request(method, path, headers={**headers, "x-request-id": "of-the-caller"}, content=body)
    told = Problem.model_validate_json(answer.content)
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, told.status, told.type, told.title) == (kind.status, kind.status, kind.uri, kind.title)
    assert (told.instance, told.request_id, answer.headers["x-request-id"]) == (
        path.partition("?")[0],
        "of-the-caller",
        "of-the-caller",
    )
    assert told.detail
    assert bool(told.errors) == (kind is problems.INVALID)


async def test_every_violation_has_its_pointer(client: Client) -> None:
    body = {"text": 1, "title": "t", "a/b~c": 0, "options": {"fields": ["events", "x"], "deadline_ms": False}}
    answer = await client.post("/v1/extractions", json=body)
    pointers = [error["pointer"] for error in answer.json()["errors"]]
    assert sorted(pointers) == ["/a~1b~0c", "/options/deadline_ms", "/options/fields/1", "/text"]
    assert answer.json()["detail"] == "4 values of the request are not valid."


async def test_a_list_is_not_called_short_for_what_is_wrong_in_it(client: Client) -> None:
    answer = await client.post("/v1/extractions", json={"text": "a", "options": {"fields": ["colour"]}})
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/options/fields/0"]


async def test_a_great_many_violations_are_cut_short(client: Client) -> None:
    answer = await client.post("/v1/extractions", json={"text": "a"} | {f"key{number}": 0 for number in range(500)})
    assert len(answer.json()["errors"]) == 100


async def test_an_unavailable_model_says_when_to_try_again(client: Client) -> None:
    answer = await client.post("/v1/extractions", json={"text": "a", "options": {"llm": "required"}})
    assert int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/v1/extractions", "OPTIONS, POST"),
        ("POST", "/schema/openapi.json", "GET, HEAD, OPTIONS"),
        ("POST", "/problems/not-found", "GET, HEAD, OPTIONS"),
    ],
)
async def test_a_method_that_is_not_there_is_told_which_are(
    client: Client, method: str, path: str, allowed: str
) -> None:
    answer = await client.request(method, path)
    assert answer.headers["allow"] == allowed
    assert (await client.options(path)).headers["allow"] == allowed


async def test_a_defect_is_a_problem_that_tells_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fail(self: Pipeline, article: Any, *_: Any) -> None:
        raise RuntimeError(article.text)

    monkeypatch.setattr(Pipeline, "extract", fail)
    answer = await client.post("/v1/extractions", json={"text": "Wortlaut des Artikels"})
    told = Problem.model_validate_json(answer.content)
    assert (answer.status_code, told.type) == (500, problems.INTERNAL.uri)
    assert told.request_id == answer.headers["x-request-id"]
    assert "Wortlaut" not in answer.text
    captured = capsys.readouterr()
    assert "RuntimeError" in captured.out + captured.err
    assert "Wortlaut" not in captured.out + captured.err


async def test_a_part_that_is_down_makes_the_service_unready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    async def health(self: Pipeline) -> dict[str, str]:
        return {"rules": "down", "llm": "degraded"}

    monkeypatch.setattr(Pipeline, "health", health)
    answer = await client.get("/health/ready")
    assert (answer.status_code, answer.json()["type"]) == (503, problems.NOT_READY.uri)
    assert "rules" in answer.json()["detail"]
    assert "retry-after" in answer.headers


@pytest.mark.parametrize("kind", problems.KINDS.values(), ids=list(problems.KINDS))
async def test_a_type_resolves_to_a_page(client: Client, kind: problems.ProblemKind) -> None:
    del client.headers["authorization"]
    page = await client.get(kind.uri)
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert kind.title in page.text
    assert kind.uri in (await client.get("/problems")).text


async def test_a_usable_request_id_comes_back_and_another_is_replaced(client: Client) -> None:
    given = [(await client.get("/health/live", headers={"x-request-id": sent})) for sent in ("a-1", "a b", "x" * 200)]
    returned = [answer.headers["x-request-id"] for answer in given]
    assert returned[0] == "a-1"
    assert "a b" not in returned
    assert [len(value) for value in returned[1:]] == [36, 36]
    assert json.loads(given[0].content)["status"] == "up"
