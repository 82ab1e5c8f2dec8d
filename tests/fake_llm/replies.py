"""What the server can be told to do with a request."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.fake_llm.server import Asked

Reply = Callable[[asyncio.StreamWriter, Mapping[str, Any]], Awaitable[None]]
"""Writes the answer to one request, whose JSON body it is given."""

USAGE = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}


def say(
    answer: Mapping[str, Any] | str,
    *,
    finish: str = "stop",
    delay: float = 0.0,
    usage: Mapping[str, int] | None = USAGE,
) -> Reply:
    """An answer, in the form that the request asks for: as content, or as the arguments of the tool."""
    text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)

    async def write(writer: asyncio.StreamWriter, asked: Mapping[str, Any]) -> None:
        await asyncio.sleep(delay)
        message: dict[str, Any] = {"role": "assistant", "content": text}
        if "tools" in asked:
            call = {"name": asked["tools"][0]["function"]["name"], "arguments": text}
            message |= {"content": None, "tool_calls": [{"id": "1", "type": "function", "function": call}]}
        _send_json(writer, _completion(message, finish, usage))

    return write


def say_asked(values: Mapping[str, Any]) -> Callable[["Asked"], Reply]:
    """A script: of the values, always those that the question's form has a key for."""
    return lambda asked: say({key: values[key] for key in asked.schema["properties"] if key in values})


def refusal(words: str = "I cannot help with that.") -> Reply:
    """A refusal as OpenAI's models send it."""

    async def write(writer: asyncio.StreamWriter, _: Mapping[str, Any]) -> None:
        _send_json(writer, _completion({"role": "assistant", "content": None, "refusal": words}, "stop", USAGE))

    return write


def status(code: int, body: bytes = b'{"error": {"message": "no"}}', **headers: str) -> Reply:
    """An HTTP error."""

    async def write(writer: asyncio.StreamWriter, _: Mapping[str, Any]) -> None:
        _send(writer, body, code, headers)

    return write


def raw(body: bytes, kind: str = "application/json") -> Reply:
    """Any body with status 200."""

    async def write(writer: asyncio.StreamWriter, _: Mapping[str, Any]) -> None:
        _send(writer, body, 200, {"content-type": kind})

    return write


def hang() -> Reply:
    """Never an answer."""

    async def write(_writer: asyncio.StreamWriter, _: Mapping[str, Any]) -> None:
        await asyncio.Event().wait()

    return write


def drop() -> Reply:
    """The connection is cut in the middle of the answer."""

    async def write(writer: asyncio.StreamWriter, _: Mapping[str, Any]) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 999\r\n\r\n{")
        await writer.drain()
        writer.transport.abort()

    return write


def trickle(pause: float = 0.05) -> Reply:
    """One byte of white space after the other, for ever."""

    async def write(writer: asyncio.StreamWriter, _: Mapping[str, Any]) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9999999\r\n\r\n")
        while not writer.is_closing():
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(pause)

    return write


def _completion(message: Mapping[str, Any], finish: str, usage: Mapping[str, int] | None) -> dict[str, Any]:
    choice = {"index": 0, "finish_reason": finish, "message": message}
    base = {"id": "1", "object": "chat.completion", "created": 1, "model": "scripted", "choices": [choice]}
    return base if usage is None else {**base, "usage": usage}


def _send_json(writer: asyncio.StreamWriter, body: Mapping[str, Any]) -> None:
    _send(writer, json.dumps(body).encode(), 200, {"content-type": "application/json"})


def _send(writer: asyncio.StreamWriter, body: bytes, code: int, headers: Mapping[str, str]) -> None:
    named = {"content-type": "application/json", **{name.replace("_", "-"): value for name, value in headers.items()}}
    lines = [f"HTTP/1.1 {code} {HTTPStatus(code).phrase}", *(f"{name}: {value}" for name, value in named.items())]
    lines += [f"content-length: {len(body)}", "connection: close"]
    writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
