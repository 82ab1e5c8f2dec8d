"""The pipeline as the routes use it: what it answers is counted."""

from schemas.article import Article, ExtractionOptions
from schemas.extraction import Extraction
from service.pipeline import Pipeline
from service.web.metrics import Metrics


class Reader:
    """One for the process."""

    def __init__(self, pipeline: Pipeline, metrics: Metrics) -> None:
        self.pipeline = pipeline
        self._metrics = metrics
        self._languages = frozenset(str(pack["code"]) for pack in pipeline.languages())

    async def read(self, article: Article, options: ExtractionOptions) -> Extraction:
        """The answer to one article. Raises ModelUnavailable as the pipeline does."""
        self._weigh()
        try:
            answer = await self.pipeline.extract(article, options)
        finally:
            self._weigh()
        self._metrics.read(answer, self._languages)
        return answer

    def _weigh(self) -> None:
        if load := self.pipeline.model_load:
            self._metrics.loaded(load)
