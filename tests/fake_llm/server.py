"""The server: takes the replies one by one and keeps what was asked."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from tests.fake_llm.replies import Reply, status


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: the path, the headers in lower case, the JSON body."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def words(self) -> str:
        """All that the model was told, one turn behind the other."""
        return "\n".join(message["content"] for message in self.body["messages"])

    @property
    def way(self) -> str:
        """How a schema is asked for: json_schema, tools or json."""
        if "tools" in self.body:
            return "tools"
        return "json_schema" if "json_schema" in self.body["response_format"] else "json"

    @property
    def schema(self) -> Mapping[str, Any]:
        """The JSON Schema that the answer is to follow; in JSON mode the prompt tells it."""
        if self.way == "tools":
            return dict(self.body["tools"][0]["function"]["parameters"])
        if self.way == "json_schema":
            return dict(self.body["response_format"]["json_schema"]["schema"])
        told = self.body["messages"][0]["content"]
        return dict(json.JSONDecoder().raw_decode(told, told.index("{"))[0])


@dataclass(slots=True)
class FakeModel:
    """Answers with the replies in their order, then with 503; a function instead of replies chooses by the request."""

    script: list[Reply] | Callable[[Asked], Reply]
    asked: list[Asked] = field(default_factory=list)
    abandoned: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once a client went away before its answer was complete."""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once something was asked."""
    _server: asyncio.Server | None = None
    _tasks: set["asyncio.Task[None]"] = field(default_factory=set)

    @property
    def url(self) -> str:
        """What a client is configured with."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            asked = await _read(reader)
            self.asked.append(asked)
            self.arrived.set()
            await self._answer(asked, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.abandoned.set()
        except asyncio.CancelledError:
            writer.transport.abort()
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _answer(self, asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Reply, unless the client goes away first."""
        reply = asyncio.ensure_future(self._reply(asked)(writer, asked.body))
        gone = asyncio.ensure_future(_closed(reader))
        try:
            await asyncio.wait((reply, gone), return_when=asyncio.FIRST_COMPLETED)
            if not reply.done():
                raise ConnectionAbortedError
            await reply
            await writer.drain()
        finally:
            for task in (reply, gone):
                task.cancel()
            await asyncio.gather(reply, gone, return_exceptions=True)

    def _reply(self, asked: Asked) -> Reply:
        if callable(self.script):
            return self.script(asked)
        return self.script.pop(0) if self.script else status(503)


async def _closed(reader: asyncio.StreamReader) -> None:
    """Until the client closes the connection; it sends nothing more before it has its answer."""
    await reader.read(1)


async def _read(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Asked(first.split()[1], headers, json.loads(body or b"{}"))
