"""The real application with the real pipeline, without a model, behind one key."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from litestar.testing import AsyncTestClient

from service.app import create_app
from service.pipeline import Pipeline
from service.settings import Settings
from service.web.auth import hash_key

KEY = "tr_key-of-the-tests"

Client = AsyncTestClient[Any]


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline.build(Settings())


@pytest.fixture
def open_client(pipeline: Pipeline) -> Callable[..., AbstractAsyncContextManager[Client]]:
    """Opens a client of a service with the given settings."""

    def make(**settings: Any) -> AbstractAsyncContextManager[Client]:
        return AsyncTestClient(app=create_app(Settings(**settings), pipeline))

    return make


@pytest.fixture
async def client(open_client: Callable[..., AbstractAsyncContextManager[Client]]) -> AsyncIterator[Client]:
    """A client that sends the right key to a service that takes bodies of up to 1 MB."""
    async with open_client(api_keys={"tests": hash_key(KEY)}, max_body_bytes=1_000_000) as opened:
        opened.headers["authorization"] = f"Bearer {KEY}"
        yield opened
