"""Many articles in one request: read ahead within bounds, some at once, each answered as soon as it is done."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import structlog
from litestar.types import Receive
from pydantic import ValidationError
from pydantic_core import from_json

from schemas.article import Article, ExtractionOptions
from schemas.batch import BatchResult
from schemas.problem import Problem
from service.errors import Refused, TreatyRecordsError
from service.web import problems
from service.web.admission import AdmitNext
from service.web.intake import read, refusal, until_gone
from service.web.logs import outline
from service.web.reading import Reader

_AT_ONCE = 4
"""Articles of one request under way; the rules take them one after the other, the model several."""

_LONGEST_ID = 200

Submitted = bytes | dict[str, Any] | Any | Refused
"""An article as JSON, as what JSON said, or why it could not be had."""


class Batch:
    """The articles of one request.

    At most `ahead` bytes of them are held before their turn, so that a client that reads the answer only after it has
    sent all can send that much. A slow reader makes the service stop reading.
    """

    def __init__(
        self, reader: Reader, options: ExtractionOptions, request_id: str | None, admit_next: AdmitNext, *, ahead: int
    ) -> None:
        self._reader = reader
        self._options = options
        self._request_id = request_id
        self._admit_next = admit_next
        self._ahead = ahead
        self._waiting: asyncio.Queue[tuple[int, Submitted] | None] = asyncio.Queue()
        self._held = 0
        self._room = asyncio.Event()

    async def answer(
        self,
        articles: AsyncIterator[Submitted],
        receive: Receive,
        tell: Callable[[BatchResult], Awaitable[None]],
    ) -> None:
        """Tell the result of each article. Raises ClientGone as soon as the client hangs up; all else is dropped."""
        try:
            async with asyncio.TaskGroup() as group:
                feeding = group.create_task(self._feed(articles, receive))
                readers = [group.create_task(self._work(tell)) for _ in range(_AT_ONCE)]
                await asyncio.wait(readers)
                feeding.cancel()
        except BaseExceptionGroup as failed:
            raise failed.exceptions[0] from None

    async def _feed(self, articles: AsyncIterator[Submitted], receive: Receive) -> None:
        index = 0
        try:
            async for article in articles:
                await self._put(index, article)
                index += 1
        except Refused as error:
            await self._put(index, error)
        for _ in range(_AT_ONCE):
            self._waiting.put_nowait(None)
        await until_gone(receive)

    async def _put(self, index: int, article: Submitted) -> None:
        size = _size(article)
        while self._held and self._held + size > self._ahead:
            self._room.clear()
            await self._room.wait()
        self._held += size
        self._waiting.put_nowait((index, article))

    async def _work(self, tell: Callable[[BatchResult], Awaitable[None]]) -> None:
        while (item := await self._waiting.get()) is not None:
            self._held -= _size(item[1])
            self._room.set()
            await self._admit_next()
            await tell(await self._result(*item))

    async def _result(self, index: int, submitted: Submitted) -> BatchResult:
        try:
            article = _article(submitted)
            extraction = await self._reader.read(article, self._options)
        except TreatyRecordsError as error:
            return BatchResult(index=index, id=_id(submitted), problem=self._told(error))
        except Exception as error:  # noqa: BLE001 - one article's defect must not spoil the others
            structlog.get_logger("treaty_records").error("defect", **outline(error))
            return BatchResult(index=index, id=_id(submitted), problem=self._told(error))
        return BatchResult(index=index, id=article.id, extraction=extraction)

    def _told(self, error: Exception) -> Problem:
        return problems.describe(error, request_id=self._request_id)


def _article(submitted: Submitted) -> Article:
    if isinstance(submitted, Refused):
        raise submitted
    if isinstance(submitted, bytes):
        return read(Article, submitted)
    try:
        return Article.model_validate(submitted)
    except ValidationError as error:
        raise refusal(error) from None


def _id(submitted: Submitted) -> str | None:
    try:
        said = from_json(submitted) if isinstance(submitted, bytes) else submitted
    except ValueError:
        return None
    name = said.get("id") if isinstance(said, dict) else None
    return name if isinstance(name, str) and len(name) <= _LONGEST_ID else None


def _size(submitted: Submitted) -> int:
    return len(submitted) if isinstance(submitted, bytes) else 0
