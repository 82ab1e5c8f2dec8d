"""The pipeline as the routes use it: articles take turns, and what is answered is counted."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from schemas.article import Article, ExtractionOptions
from schemas.extraction import Extraction
from service.errors import Overloaded
from service.pipeline import Pipeline
from service.web.metrics import Metrics

_LONG = 20_000
_MOST_LONG = 16

ResultT = TypeVar("ResultT")


class Turnstile:
    """The rules hold the interpreter while they run. So short articles are read one by one, with a turn of the event
    loop between two of them; long ones one by one in a thread beside it.
    """

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, "long-articles")
        self._long = 0

    async def __call__(self, length: int, work: Callable[[], ResultT]) -> ResultT:
        """What `work` makes of a text of so many characters. Raises Overloaded if too many long ones wait."""
        if length > _LONG:
            return await self._beside(work)
        async with self._turn:
            await asyncio.sleep(0)
            return work()

    async def _beside(self, work: Callable[[], ResultT]) -> ResultT:
        if self._long >= _MOST_LONG:
            raise Overloaded(f"{_MOST_LONG} long articles are waiting.")
        self._long += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        finally:
            self._long -= 1


class Reader:
    """One for the process. `longest_body`: how many bytes a request may have.

    It is all that a route asks the framework for: what provides several things at once is run in tasks of its own.
    """

    def __init__(self, pipeline: Pipeline, metrics: Metrics, longest_body: int) -> None:
        self.pipeline = pipeline
        self.longest_body = longest_body
        self._metrics = metrics
        self._turnstile = Turnstile()
        self._languages = frozenset(str(pack["code"]) for pack in pipeline.languages())

    async def read(self, article: Article, options: ExtractionOptions) -> Extraction:
        """The answer to one article. Raises ModelUnavailable as the pipeline does."""
        self._weigh()
        try:
            answer = await self.pipeline.extract(article, options, self._turnstile)
        finally:
            self._weigh()
        self._metrics.read(answer, self._languages)
        return answer

    def _weigh(self) -> None:
        if load := self.pipeline.model_load:
            self._metrics.loaded(load)
