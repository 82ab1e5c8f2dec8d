"""POST /v1/extractions/batch: many articles in, one result for each out."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Iterable
from typing import Any

import httpx
import pytest
from litestar.testing import AsyncTestClient

from schemas.article import Article
from schemas.batch import BatchResult, BatchResults
from schemas.extraction import Extraction
from service.app import create_app
from service.pipeline import Pipeline
from service.settings import Settings
from service.web import intake, problems
from tests.api.served import served

Client = AsyncTestClient[Any]

PATH = "/v1/extractions/batch"
NDJSON = {"content-type": "application/x-ndjson"}
TEXT = "Deutschland und Frankreich haben am 22. Januar 2019 in Aachen einen Vertrag unterzeichnet."
GOOD: dict[str, Any] = {"text": TEXT, "language": "de", "id": "good"}


def lines(articles: Iterable[Any]) -> bytes:
    return b"".join(json.dumps(article).encode() + b"\n" for article in articles)


def results(answer: httpx.Response) -> list[BatchResult]:
    """The results of an answer in either form, in the order of the articles."""
    assert answer.status_code == 200
    if answer.headers["content-type"] == "application/json":
        return list(BatchResults.model_validate_json(answer.content).results)
    assert answer.headers["content-type"] == "application/x-ndjson"
    told = [BatchResult.model_validate_json(line) for line in answer.content.splitlines()]
    return sorted(told, key=lambda result: result.index)


@pytest.mark.parametrize("accept", ["application/json", "application/x-ndjson"])
@pytest.mark.parametrize("sent", ["application/json", "application/x-ndjson"])
async def test_each_article_gets_what_it_would_get_alone(client: Client, sent: str, accept: str) -> None:
    articles = [{**GOOD, "id": str(number), "title": f"Nummer {number}"} for number in range(10)]
    body = json.dumps({"articles": articles}).encode() if sent == "application/json" else lines(articles)
    told = results(await client.post(PATH, content=body, headers={"content-type": sent, "accept": accept}))
    alone = Extraction.model_validate((await client.post("/v1/extractions", json=articles[3])).json())
    assert [(result.index, result.id) for result in told] == [(number, str(number)) for number in range(10)]
    assert told[3].extraction
    assert told[3].extraction.records == alone.records
    assert told[3].extraction.article == alone.article
    assert all(result.problem is None for result in told)


@pytest.mark.parametrize(
    ("sent", "accept", "answered"),
    [
        ("application/json", "*/*", "application/json"),
        ("application/x-ndjson", "*/*", "application/x-ndjson"),
        ("application/json", "application/x-ndjson;q=0.5, application/json;q=0.4", "application/x-ndjson"),
        ("application/x-ndjson", "application/x-ndjson;q=0, */*", "application/json"),
    ],
)
async def test_the_accept_header_decides_and_else_the_request(
    client: Client, sent: str, accept: str, answered: str
) -> None:
    body = b'{"articles": []}' if sent == "application/json" else b"\n"
    answer = await client.post(PATH, content=body, headers={"content-type": sent, "accept": accept})
    assert answer.headers["content-type"] == answered
    assert results(answer) == []


BAD: list[tuple[bytes, problems.ProblemKind, str | None]] = [
    (b'{"id": "no text"}', problems.INVALID, "no text"),
    (b'{"id": 7, "text": "a"}', problems.INVALID, None),
    (b'{"id": "%s"}' % (b"x" * 201), problems.INVALID, None),
    (b'{"id": "k", "text": "a", "options": {}}', problems.INVALID, "k"),
    (b"[]", problems.INVALID, None),
    (b"null", problems.INVALID, None),
    (b'{"id": "cut off', problems.MALFORMED, None),
    (b'{"text": "\xff"}', problems.MALFORMED, None),
    (b'{"text": "\\ud800"}', problems.MALFORMED, None),
    (b"[" * 5_000, problems.MALFORMED, None),
    (b'{"text": "%s"}' % (b"a" * 1_000_000), problems.BODY_TOO_LARGE, None),
]


@pytest.mark.parametrize(("bad", "kind", "name"), BAD)
async def test_a_bad_line_spoils_no_other(
    client: Client, bad: bytes, kind: problems.ProblemKind, name: str | None
) -> None:
    body = lines([GOOD]) + bad + b"\n\r\n" + lines([GOOD])[:-1]
    first, second, third = results(await client.post(PATH, content=body, headers={**NDJSON, "x-request-id": "mine"}))
    assert first.extraction
    assert third.extraction
    assert first.extraction.records == third.extraction.records != ()
    assert (second.index, second.id, second.extraction) == (1, name, None)
    assert second.problem
    assert (second.problem.type, second.problem.request_id) == (kind.uri, "mine")
    assert bool(second.problem.errors) == (kind is problems.INVALID)


async def test_a_bad_article_of_a_document_spoils_no_other(client: Client) -> None:
    first, second, third = results(await client.post(PATH, json={"articles": [GOOD, {"id": "b", "text": 1}, GOOD]}))
    assert first.extraction
    assert third.extraction
    assert second.problem
    assert (second.id, [error.pointer for error in second.problem.errors]) == ("b", ["/text"])


async def test_a_defect_spoils_one_article(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    extract = Pipeline.extract

    async def fail(self: Pipeline, article: Article, *rest: Any) -> Extraction:
        if article.id == "broken":
            raise RuntimeError(article.text)
        return await extract(self, article, *rest)

    monkeypatch.setattr(Pipeline, "extract", fail)
    body = lines([GOOD, {**GOOD, "id": "broken"}, GOOD])
    first, second, third = results(await client.post(PATH, content=body, headers=NDJSON))
    assert first.extraction
    assert third.extraction
    assert second.problem
    assert (second.id, second.problem.type) == ("broken", problems.INTERNAL.uri)
    assert TEXT not in second.problem.model_dump_json()


async def test_a_required_model_that_is_not_there_is_a_problem_of_each(client: Client) -> None:
    told = results(await client.post(f"{PATH}?llm=required", content=lines([GOOD, GOOD]), headers=NDJSON))
    assert [result.problem and result.problem.type for result in told] == [problems.MODEL_UNAVAILABLE.uri] * 2


async def test_options_of_the_query_hold_for_all(client: Client) -> None:
    url = f"{PATH}?fields=parties&fields=events&offsets=utf16&deadline_ms=500&max_llm_tokens=0&llm=off"
    (told,) = results(await client.post(url, content=lines([GOOD]), headers=NDJSON))
    assert told.extraction
    assert told.extraction.offsets == "utf16"
    coverage = told.extraction.records[0].coverage
    assert (coverage.parties.outcome, coverage.title.outcome) == ("found", "not_requested")


async def test_options_of_the_body_come_before_those_of_the_query(client: Client) -> None:
    body = {"articles": [GOOD], "options": {"fields": ["parties"]}}
    (told,) = results(await client.post(f"{PATH}?fields=events&offsets=utf16", json=body))
    assert told.extraction
    coverage = told.extraction.records[0].coverage
    assert (coverage.parties.outcome, coverage.events.outcome) == ("found", "not_requested")
    assert told.extraction.offsets == "utf16"


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("llm=maybe", "/options/llm"),
        ("llm=off&llm=auto", "/options/llm"),
        ("fields=colour", "/options/fields/0"),
        ("deadline_ms=1e3", "/options/deadline_ms"),
        ("deadline_ms=99999999999999999999", "/options/deadline_ms"),
        ("deadline_ms=٣", "/options/deadline_ms"),
        ("colour=red", "/options/colour"),
    ],
)
async def test_a_wrong_option_is_pointed_at(client: Client, query: str, pointer: str) -> None:
    answer = await client.post(f"{PATH}?{query}", content=lines([GOOD]), headers=NDJSON)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_lines_may_begin_with_a_byte_order_mark(client: Client) -> None:
    answer = await client.post(PATH, content=b"\xef\xbb\xbf" + lines([GOOD, GOOD]), headers=NDJSON)
    assert [result.problem for result in results(answer)] == [None, None]


async def test_lines_may_come_compressed(client: Client) -> None:
    members = gzip.compress(lines([GOOD] * 20)) + gzip.compress(lines([GOOD] * 20))
    told = results(await client.post(PATH, content=members, headers={**NDJSON, "content-encoding": "gzip"}))
    assert len([result for result in told if result.extraction]) == 40


async def test_what_breaks_off_is_told_in_a_last_line(client: Client) -> None:
    body = gzip.compress(lines([GOOD]) * 3, mtime=0)[:-4]
    *good, last = results(await client.post(PATH, content=body, headers={**NDJSON, "content-encoding": "gzip"}))
    assert [result.extraction is not None for result in good] == [True] * 3
    assert last.problem
    assert (last.index, last.problem.type) == (3, problems.MALFORMED.uri)


@pytest.fixture
async def address(pipeline: Pipeline) -> AsyncIterator[str]:
    """Of the application behind a socket, with bodies of up to 200 kB."""
    async with served(create_app(Settings(max_body_bytes=200_000), pipeline)) as url:
        yield url + PATH


async def _line(reader: asyncio.StreamReader) -> dict[str, Any]:
    """The next result of a chunked answer."""
    size = int(await reader.readline(), 16)
    chunk = await reader.readexactly(size + 2)
    told: dict[str, Any] = json.loads(chunk)
    return told


async def _open(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection on which a batch has begun, and its head has been answered."""
    url = httpx.URL(address)
    reader, writer = await asyncio.open_connection(url.host, url.port)
    head = "Host: x\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
    writer.write(f"POST {url.path}?llm=off HTTP/1.1\r\n{head}".encode())
    return reader, writer


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


async def test_a_result_comes_while_the_next_article_has_not_been_sent(address: str) -> None:
    reader, writer = await _open(address)
    for number in range(3):
        writer.write(_chunk(lines([{**GOOD, "id": str(number)}])))
        if number == 0:
            assert b"200 OK" in await reader.readuntil(b"\r\n\r\n")
        assert (await asyncio.wait_for(_line(reader), 10))["id"] == str(number)
    writer.write(b"0\r\n\r\n")
    assert await asyncio.wait_for(reader.readline(), 10) == b"0\r\n"
    writer.close()


async def test_hanging_up_cancels_the_rest(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, cancelled = asyncio.Queue[str | None](), asyncio.Queue[str | None]()

    async def wait(self: Pipeline, article: Article, *rest: Any) -> Extraction:
        begun.put_nowait(article.id)
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled.put_nowait(article.id)
            raise
        raise AssertionError("not cancelled")

    monkeypatch.setattr(Pipeline, "extract", wait)
    _, writer = await _open(address)
    writer.write(_chunk(lines({**GOOD, "id": str(number)} for number in range(10))) + b"0\r\n\r\n")
    under_way = {await asyncio.wait_for(begun.get(), 10) for _ in range(4)}
    writer.close()
    assert {await asyncio.wait_for(cancelled.get(), 10) for _ in range(4)} == under_way
    assert begun.empty()


async def test_hanging_up_cancels_a_single_article_too(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cancelled = asyncio.Event()

    async def wait(self: Pipeline, article: Article, *rest: Any) -> Extraction:
        try:
            await asyncio.sleep(60)
        finally:
            cancelled.set()
        raise AssertionError("not cancelled")

    monkeypatch.setattr(Pipeline, "extract", wait)
    async with httpx.AsyncClient() as http:
        with pytest.raises(httpx.ReadTimeout):
            await http.post(address.removesuffix("/batch"), json=GOOD, timeout=httpx.Timeout(5, read=0.2))
    await asyncio.wait_for(cancelled.wait(), 10)


async def test_a_client_that_does_not_read_is_not_read_from(address: str) -> None:
    """What the service takes in is bounded though the stream has no end."""
    _, writer = await _open(address)
    chunk = _chunk(lines([{"text": "a", "title": "t" * 1_000, "language": "xx"}] * 100))

    async def send() -> None:
        for _ in range(1_000):
            writer.write(chunk)
            await asyncio.wait_for(writer.drain(), 1)

    with pytest.raises(TimeoutError):
        await send()
    writer.transport.abort()


async def test_a_body_that_does_not_come_on_is_given_up(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "_PATIENCE_S", 0.1)
    reader, writer = await _open(address)
    writer.write(_chunk(lines([GOOD])))
    await reader.readuntil(b"\r\n\r\n")
    told = [await asyncio.wait_for(_line(reader), 10) for _ in range(2)]
    assert [line["problem"] and line["problem"]["type"] for line in told] == [None, problems.TOO_SLOW.uri]
    writer.close()
