"""What the server says with the page: that it may load nothing from elsewhere, and when to load it again."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilder
from litestar.testing import AsyncTestClient

from service.app import create_app
from service.pipeline import Pipeline
from service.settings import Settings
from service.web.auth import hash_key
from service.web.workbench import STATIC
from tests.workbench.conftest import Packs

ROOT = STATIC.parents[3]
FILES = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file())
CSP = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'"

Client = AsyncTestClient[Any]


@pytest.fixture
async def client(packs: Packs) -> AsyncIterator[Client]:
    """A client without a key of a service that wants one."""
    async with AsyncTestClient(
        app=create_app(Settings(api_keys={"tests": hash_key("tr_other")}), Pipeline(packs, None))
    ) as opened:
        yield opened


async def test_the_page_needs_no_key(client: Client) -> None:
    answer = await client.get("/")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.content == (STATIC / "index.html").read_bytes()


@pytest.mark.parametrize("name", FILES)
async def test_a_file_is_served_as_it_is(client: Client, name: str) -> None:
    answer = await client.get(f"/workbench/{name}")
    assert answer.status_code == 200
    assert answer.content == (STATIC / name).read_bytes()
    assert answer.headers["content-security-policy"].startswith(CSP)
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_file_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    first = await client.get("/workbench/app.js")
    again = await client.get("/workbench/app.js", headers={"if-none-match": first.headers["etag"]})
    other = await client.get("/workbench/app.js", headers={"if-none-match": '"another"'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert other.content == first.content


@pytest.mark.parametrize("path", ["nothing.js", "../__init__.py", "%2e%2e/__init__.py", "style", "/etc/passwd", ""])
async def test_nothing_else_is_served(client: Client, path: str) -> None:
    answer = await client.get(f"/workbench/{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_wheel_holds_every_file() -> None:
    packed = {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    assert {f"service/web/workbench/static/{name}" for name in FILES} <= packed
