"""Who may ask."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from litestar.testing import AsyncTestClient

from service.errors import ConfigurationError
from service.settings import Settings
from service.web.auth import hash_key, new_key, require_safe_binding

Client = AsyncTestClient[Any]
Open = Callable[..., AbstractAsyncContextManager[Client]]

KEYS = {"alice": hash_key("tr_alice"), "bob": hash_key("tr_bob")}
ARTICLE = {"text": "a", "options": {"llm": "off"}}


@pytest.mark.parametrize("authorization", ["Bearer tr_alice", "bearer tr_bob"])
async def test_a_known_key_is_let_in(open_client: Open, authorization: str) -> None:
    async with open_client(api_keys=KEYS) as client:
        answer = await client.post("/v1/extractions", json=ARTICLE, headers={"authorization": authorization})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer ", "Bearer tr_eve", "tr_alice", "Basic dHJfYWxpY2U=", f"Bearer {KEYS['alice']}"],
)
@pytest.mark.parametrize("behind_gateway", [False, True])
async def test_anyone_else_is_not(open_client: Open, authorization: str | None, behind_gateway: bool) -> None:
    headers = {} if authorization is None else {"authorization": authorization}
    async with open_client(api_keys=KEYS, behind_gateway=behind_gateway) as client:
        answer = await client.post("/v1/extractions", content=b"{", headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/unauthorised")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("path", ["/v1/languages", "/v1/record-schema"])
async def test_every_operation_of_the_api_wants_the_key(open_client: Open, path: str) -> None:
    async with open_client(api_keys=KEYS) as client:
        assert (await client.get(path)).status_code == 401


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/schema", "/schema/openapi.json", "/problems"])
async def test_health_and_documentation_are_open(open_client: Open, path: str) -> None:
    async with open_client(api_keys=KEYS) as client:
        assert (await client.get(path)).status_code == 200


async def test_without_keys_a_client_elsewhere_is_refused(open_client: Open) -> None:
    async with open_client() as client:  # the test client's address is a name, not a loopback address
        answer = await client.post("/v1/extractions", json=ARTICLE)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/unauthorised")
    assert "same machine" in answer.json()["detail"]


async def test_behind_a_gateway_keys_are_optional(open_client: Open) -> None:
    async with open_client(behind_gateway=True) as client:
        assert (await client.post("/v1/extractions", json=ARTICLE)).status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_loopback_may_be_served_without_keys(host: str) -> None:
    require_safe_binding(Settings(host=host))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "treaties.example"])  # noqa: S104 - must be refused
def test_any_other_address_needs_keys_or_a_gateway(host: str) -> None:
    with pytest.raises(ConfigurationError, match="treaty-records keys new"):
        require_safe_binding(Settings(host=host))
    require_safe_binding(Settings(host=host, api_keys=KEYS))
    require_safe_binding(Settings(host=host, behind_gateway=True))


def test_a_new_key_is_another_one_each_time_and_fits_its_hash() -> None:
    (first, first_hash), (second, _) = new_key(), new_key()
    assert first != second
    assert first_hash == hash_key(first)
    assert first not in first_hash


async def test_the_log_names_the_key_and_never_holds_it(open_client: Open, capsys: pytest.CaptureFixture[str]) -> None:
    async with open_client(api_keys=KEYS) as client:
        for key in ("tr_alice", "tr_guessed"):
            await client.post("/v1/extractions", json=ARTICLE, headers={"authorization": f"Bearer {key}"})
    captured = capsys.readouterr()
    log = captured.out + captured.err
    assert "key=alice" in log
    assert "tr_" not in log
    assert KEYS["alice"] not in log
