"""The application behind a real socket, in the event loop of the test."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from litestar.types import ASGIApp


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncIterator[str]:
    """Serves the application; gives its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, http="h11", log_config=None, access_log=False))  # type: ignore[arg-type]
    serving = asyncio.create_task(server._serve())
    while not server.started:  # noqa: ASYNC110 - the server has nothing to wait for
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving
