"""From the bytes of a request to a model of the contract: read within limits, taken literally."""

import asyncio
import zlib
from codecs import BOM_UTF8
from collections.abc import AsyncIterator
from itertools import islice
from typing import Any, TypeVar

from litestar import Request
from litestar.types import Receive
from pydantic import BaseModel, ValidationError

from schemas.problem import Violation
from service.errors import BodyTooLarge, ClientGone, InvalidRequest, MalformedRequest, TooSlow, UnsupportedMediaType

ModelT = TypeVar("ModelT", bound=BaseModel)
AnyRequest = Request[Any, Any, Any]

GZIP = "gzip"

_MOST_VIOLATIONS = 100
_LONGEST_POINTER = 500
_PATIENCE_S = 30.0
"""Longest wait for the next bytes of a body."""
_PIECE = 64 * 1024
_GZIP_WINDOW = 31


def read(model: type[ModelT], body: bytes) -> ModelT:
    """The model that a JSON body stands for; a byte order mark before it is passed over (RFC 8259, 8.1).

    Raises MalformedRequest for what is no JSON in UTF-8, InvalidRequest for JSON that breaks the contract.
    """
    try:
        return model.model_validate_json(body.removeprefix(BOM_UTF8))
    except ValidationError as error:
        raise refusal(error) from None


def refusal(error: ValidationError) -> MalformedRequest | InvalidRequest:
    """What pydantic found wrong, without any values."""
    details = error.errors(include_input=False, include_url=False, include_context=False)
    if details[0]["type"] == "json_invalid":
        return MalformedRequest(details[0]["msg"])
    faulty = {item["loc"][:-1] for item in details}
    told = (item for item in details if item["type"] != "too_short" or item["loc"] not in faulty)
    return InvalidRequest(
        Violation(pointer=_pointer(item["loc"]), detail=item["msg"].removeprefix("Value error, "))
        for item in islice(told, _MOST_VIOLATIONS)
    )


def media_type_of(request: AnyRequest, *known: str) -> str:
    """In which of the `known` media types the body is. Raises UnsupportedMediaType for any other."""
    media_type, parameters = request.content_type
    if media_type not in known or parameters.get("charset", "utf-8").lower() != "utf-8":
        raise UnsupportedMediaType(f"The body must be {' or '.join(known)} in UTF-8.")
    return media_type


def chunks(request: AnyRequest) -> AsyncIterator[bytes]:
    """The body as it comes in, uncompressed.

    Raises UnsupportedMediaType at once for an encoding other than gzip; while it is read, MalformedRequest for gzip
    that is none, TooSlow for a sender who makes too long a break, ClientGone for one who has hung up.
    """
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding == GZIP:
        return _unzipped(_received(request.receive))
    if encoding == "identity":
        return _received(request.receive)
    raise UnsupportedMediaType("The body may be compressed by gzip and nothing else.")


async def whole(request: AnyRequest, longest: int) -> bytes:
    """All of a body of at most `longest` bytes. Raises BodyTooLarge, and what `chunks` raises."""
    body = bytearray()
    async for chunk in chunks(request):
        body += chunk
        if len(body) > longest:
            raise BodyTooLarge(f"The body is longer than {longest} bytes.")
    return bytes(body)


async def lines(pieces: AsyncIterator[bytes], longest: int) -> AsyncIterator[bytes | None]:
    """The lines of a body that are not blank; None for one of more than `longest` bytes, which is never held."""
    line = bytearray()
    too_long = False
    async for piece in pieces:
        *ends, rest = piece.split(b"\n")
        for end in ends:
            line += end
            if too_long or len(line) > longest:
                yield None
            elif line.strip():
                yield bytes(line)
            line.clear()
            too_long = False
        line += rest
        if len(line) > longest:
            line.clear()
            too_long = True
    if too_long or line.strip():
        yield None if too_long else bytes(line)


async def until_gone(receive: Receive) -> None:
    """Waits for the client to hang up, once the body has been read; then raises ClientGone."""
    while (await receive())["type"] != "http.disconnect":
        pass
    raise ClientGone


async def _received(receive: Receive) -> AsyncIterator[bytes]:
    more = True
    while more:
        try:
            async with asyncio.timeout(_PATIENCE_S):
                message = await receive()
        except TimeoutError:
            raise TooSlow(f"Nothing came for {_PATIENCE_S:.0f} seconds.") from None
        if message["type"] != "http.request":
            raise ClientGone
        more = message.get("more_body", False)
        yield message["body"]


async def _unzipped(zipped: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    member = zlib.decompressobj(_GZIP_WINDOW)
    async for chunk in zipped:
        while chunk:
            if member.eof:
                member = zlib.decompressobj(_GZIP_WINDOW)
            try:
                piece = member.decompress(chunk, _PIECE)
            except zlib.error:
                raise MalformedRequest("The body is not valid gzip.") from None
            chunk = member.unused_data if member.eof else member.unconsumed_tail  # noqa: PLW2901 - what is left of it
            if piece:
                yield piece
                await asyncio.sleep(0)  # much may come out of little: others get their turn
    if not member.eof:
        raise MalformedRequest("The body ends in the middle of its gzip data.")


def _pointer(loc: tuple[int | str, ...]) -> str:
    pointer = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in loc)
    return pointer[:_LONGEST_POINTER]
