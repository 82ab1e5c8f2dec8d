"""How answers travel: compressed, and not at all to those who have them already."""

import asyncio
import json
from typing import Any

import httpx
import pytest
from litestar.testing import AsyncTestClient

from service.app import create_app
from service.pipeline import Pipeline
from service.settings import Settings
from tests.api.served import served

Client = AsyncTestClient[Any]

CONSTANTS = ["/schema/openapi.json", "/v1/record-schema"]


@pytest.mark.parametrize("path", CONSTANTS)
@pytest.mark.parametrize("condition", ["{}", '"other", {}', "W/{}", "*"])
async def test_what_the_client_has_is_not_sent_again(client: Client, path: str, condition: str) -> None:
    first = await client.get(path)
    opaque = first.headers["etag"].removeprefix("W/")
    again = await client.get(path, headers={"if-none-match": condition.format(opaque)})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again.headers["etag"] == first.headers["etag"]


@pytest.mark.parametrize("path", CONSTANTS)
async def test_what_it_has_not_is_sent(client: Client, path: str) -> None:
    answer = await client.get(path, headers={"if-none-match": '"other"'})
    assert (answer.status_code, bool(answer.json())) == (200, True)


@pytest.mark.parametrize("path", CONSTANTS)
async def test_long_answers_are_compressed_for_those_who_want_it(client: Client, path: str) -> None:
    zipped = await client.get(path, headers={"accept-encoding": "gzip"})
    plain = await client.get(path, headers={"accept-encoding": "identity"})
    assert zipped.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert zipped.json() == plain.json()
    assert "accept-encoding" in zipped.headers["vary"].lower()


@pytest.mark.parametrize("wanted", ["gzip;q=0", "br, gzip; q=0.000", "identity, gzip;q=0"])
async def test_who_refuses_gzip_gets_none(client: Client, wanted: str) -> None:
    answer = await client.get(CONSTANTS[0], headers={"accept-encoding": wanted})
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("wanted", ["gzip;q=0.1", "br;q=0, gzip"])
async def test_who_hardly_wants_gzip_gets_it(client: Client, wanted: str) -> None:
    answer = await client.get(CONSTANTS[0], headers={"accept-encoding": wanted})
    assert answer.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("path", [*CONSTANTS, "/", "/health/live", "/v1/languages", "/problems/overloaded", "/metrics"])
async def test_head_is_get_without_its_body(client: Client, path: str) -> None:
    got, head = await client.get(path), await client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "etag", "content-encoding"):
        assert head.headers.get(name) == got.headers.get(name)


async def test_there_is_no_head_where_there_is_no_get(client: Client) -> None:
    head = await client.head("/v1/extractions")
    assert (head.status_code, head.content) == (405, b"")


async def test_lines_of_a_batch_are_compressed_one_by_one(client: Client) -> None:
    body = b"".join(json.dumps({"text": "a", "id": str(number)}).encode() + b"\n" for number in range(30))
    headers = {"content-type": "application/x-ndjson", "accept-encoding": "gzip"}
    answer = await client.post("/v1/extractions/batch", content=body, headers=headers)
    assert answer.headers["content-encoding"] == "gzip"
    assert {json.loads(line)["id"] for line in answer.text.splitlines()} == {str(number) for number in range(30)}


async def test_an_offered_upgrade_costs_no_body(pipeline: Pipeline) -> None:
    """Java's client offers HTTP/2 with its first request, and sends the body in a segment of its own."""
    body = b'{"text": "a", "language": "xx"}'
    async with served(create_app(Settings(), pipeline)) as address:
        url = httpx.URL(address)
        reader, writer = await asyncio.open_connection(url.host, url.port)
        offer = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAA\r\n"
        head = f"Host: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n{offer}\r\n"
        writer.write(f"POST /v1/extractions HTTP/1.1\r\n{head}".encode())
        await asyncio.sleep(0.05)
        writer.write(body)
        assert b"200 OK" in await asyncio.wait_for(reader.readline(), 10)
        writer.close()
