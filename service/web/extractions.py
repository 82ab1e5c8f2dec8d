"""Articles in, records out: one by one, or many in one request."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any

from litestar import post
from litestar.datastructures import MultiDict
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.types import ASGIApp, Receive, Scope, Send
from pydantic_core import to_json

from schemas.article import Article, ExtractionOptions, ExtractionRequest
from schemas.batch import MOST_IN_ORDER, BatchRequest, BatchResult, BatchResults
from schemas.extraction import Extraction
from schemas.model import Question
from schemas.problem import Violation
from service.errors import BodyTooLarge, ClientGone, InvalidRequest
from service.web import examples, problems
from service.web.access import request_id_of
from service.web.admission import BATCH, EXTRACTIONS, freely
from service.web.answers import JSON, NDJSON, AnyRequest, acceptable, json_answer, require_acceptable
from service.web.batch import Batch, Submitted
from service.web.intake import chunks, lines, media_type_of, read, until_gone, whole
from service.web.openapi import Operation
from service.web.reading import Reader

TheReader = NamedDependency[SkipValidation[Reader]]

_READING = (
    problems.MALFORMED,
    problems.NOT_ACCEPTABLE,
    problems.TOO_SLOW,
    problems.BODY_TOO_LARGE,
    problems.UNSUPPORTED_MEDIA_TYPE,
    problems.INVALID,
)
_LIMITS = (problems.RATE_LIMITED, problems.TOO_MANY_AT_ONCE, problems.OVERLOADED)
_NUMBERS = ("deadline_ms", "max_llm_tokens")
_LONGEST_NUMBER = 9


@post(
    EXTRACTIONS,
    status_code=200,
    opt={
        "operation": Operation(
            id="createExtraction",
            summary="Read one article",
            description="Finds the international agreements that an article reports on, each value with its proof.",
            tag="extraction",
            asks={JSON: ExtractionRequest},
            answers={JSON: Extraction},
            answer_description="What the article says. No records if it is about no international agreement.",
            example_in={JSON: examples.request()},
            example_out={JSON: examples.extraction()},
            problems=(*_READING, *_LIMITS, problems.MODEL_UNAVAILABLE),
        )
    },
)
async def create_extraction(request: AnyRequest, reader: TheReader) -> ASGIApp:
    """One article in, one Extraction out."""
    require_acceptable(request)
    media_type_of(request, JSON)
    asked = read(ExtractionRequest, await whole(request, reader.longest_body))
    async with _while_connected(request.receive):
        return json_answer(await reader.read(asked, asked.options))


@post(
    BATCH,
    status_code=200,
    opt={
        "operation": Operation(
            id="createExtractionBatch",
            summary="Read many articles",
            description=(
                "Articles as one JSON document, or as NDJSON, one article a line, for any number of them. The answer "
                "is NDJSON, one result a line as soon as each is done and so in any order, or for up to "
                f"{MOST_IN_ORDER} articles JSON with the results in the order of the articles. Where the Accept "
                "header leaves it open, the answer comes as the request did. An article that cannot be read gets a "
                "problem in place of its extraction and spoils no other. Hanging up cancels what is not done."
            ),
            tag="extraction",
            asks={JSON: BatchRequest, NDJSON: Article},
            query=ExtractionOptions,
            answers={JSON: BatchResults, NDJSON: BatchResult},
            answer_description="What became of each article.",
            example_in={JSON: examples.batch(), NDJSON: examples.article()},
            example_out={JSON: {"results": examples.results()}, NDJSON: examples.results()[0]},
            problems=(*_READING, *_LIMITS),
        )
    },
)
async def create_extraction_batch(request: AnyRequest, reader: TheReader) -> ASGIApp:
    """Many articles in, one result for each out."""
    sent_as = media_type_of(request, JSON, NDJSON)
    answered_as = acceptable(request, sent_as, JSON, NDJSON)
    options = _options_of_query(request.query_params)
    articles: AsyncIterator[Submitted]
    if sent_as == JSON:
        asked = read(_Batch, await whole(request, reader.longest_body))
        options = options.model_copy(update=_given(asked.options))
        articles = _each(asked.articles)
    else:
        articles = _articles(lines(chunks(request), reader.longest_body), reader.longest_body)
    if answered_as == JSON:
        articles = _each([article async for article in _few(articles, reader.longest_body)])
    admit_next = request.scope["state"].get("admit_next", freely)
    batch = Batch(reader, options, request_id_of(request.scope), admit_next, ahead=reader.longest_body)
    if answered_as == NDJSON:
        return _Lines(batch, articles)
    results: list[BatchResult] = []

    async def keep(result: BatchResult) -> None:
        results.append(result)

    await batch.answer(articles, request.receive, keep)
    in_order = tuple(sorted(results, key=lambda result: result.index))
    return json_answer(BatchResults(results=in_order))


class _Batch(Question):
    """A BatchRequest whose articles have not been looked at."""

    articles: list[Any]
    options: ExtractionOptions = ExtractionOptions()


class _Query(Question):
    options: ExtractionOptions


class _Lines:
    """An answer in NDJSON, one line a result."""

    def __init__(self, batch: Batch, articles: AsyncIterator[Submitted]) -> None:
        self._batch = batch
        self._articles = articles

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the lines, until the last one or until the client hangs up."""
        one_at_a_time = asyncio.Lock()

        async def tell(result: BatchResult) -> None:
            line = to_json(result) + b"\n"
            async with one_at_a_time:
                await send({"type": "http.response.body", "body": line, "more_body": True})

        headers = [(b"content-type", NDJSON.encode()), (b"x-accel-buffering", b"no")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        with suppress(ClientGone):
            await self._batch.answer(self._articles, receive, tell)
            await send({"type": "http.response.body", "body": b"", "more_body": False})


@asynccontextmanager
async def _while_connected(receive: Receive) -> AsyncIterator[None]:
    """Cancels what is inside, and raises ClientGone, when the client hangs up."""
    try:
        async with asyncio.TaskGroup() as group:
            listening = group.create_task(until_gone(receive))
            yield
            listening.cancel()
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from None


async def _each(articles: Iterable[Submitted]) -> AsyncIterator[Submitted]:
    for article in articles:
        yield article


async def _articles(found: AsyncIterator[bytes | None], longest: int) -> AsyncIterator[Submitted]:
    async for line in found:
        yield BodyTooLarge(f"The line is longer than {longest} bytes.") if line is None else line


async def _few(articles: AsyncIterator[Submitted], most_bytes: int) -> AsyncIterator[Submitted]:
    """The same articles. Raises InvalidRequest or BodyTooLarge for more than one JSON document can answer."""
    count = size = 0
    async for article in articles:
        count += 1
        size += len(article) if isinstance(article, bytes) else 0
        if count > MOST_IN_ORDER:
            detail = f"at most {MOST_IN_ORDER} articles can be answered as JSON; accept {NDJSON} for more"
            raise InvalidRequest([Violation(pointer="/articles", detail=detail)])
        if size > most_bytes:
            raise BodyTooLarge(f"Articles of more than {most_bytes} bytes are answered as {NDJSON} only.")
        yield article


def _options_of_query(query: MultiDict[Any]) -> ExtractionOptions:
    """Raises InvalidRequest, with pointers that begin with /options."""
    given: dict[str, Any] = {}
    for name, values in query.dict().items():
        single = values[0] if len(values) == 1 else values
        given[name] = values if name == "fields" else _number(single) if name in _NUMBERS else single
    return read(_Query, json.dumps({"options": given}).encode()).options


def _number(value: Any) -> Any:
    plain = isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= _LONGEST_NUMBER
    return int(value) if plain else value


def _given(options: ExtractionOptions) -> dict[str, Any]:
    return {name: getattr(options, name) for name in options.model_fields_set}
