"""Many articles in one request, and what becomes of each."""

from typing import Self

from pydantic import Field, model_validator

from schemas.article import Article, ExtractionOptions
from schemas.extraction import Extraction
from schemas.model import Answer, Question
from schemas.problem import Problem

MOST_IN_ORDER = 100
"""Most articles that can be answered by one JSON document; as NDJSON there is no end to them."""


class BatchRequest(Question):
    """Articles, and how all of them are to be read."""

    articles: tuple[Article, ...] = Field(description="The articles. One that breaks the contract spoils no other.")
    options: ExtractionOptions = Field(
        default_factory=ExtractionOptions,
        description="How each of them is to be read. What stands here comes before the same option in the query.",
    )


class BatchResult(Answer):
    """What became of one article: either of `extraction` and `problem` is null."""

    index: int = Field(ge=0, description="Place of the article in the request, from 0.", examples=[0])
    id: str | None = Field(
        default=None, description="The caller's own name for the article, if it could be read.", examples=["dpa-4711"]
    )
    extraction: Extraction | None = Field(default=None, description="What the article says.")
    problem: Problem | None = Field(default=None, description="Why there is no extraction.")

    @model_validator(mode="after")
    def _is_one_of_the_two(self) -> Self:
        if (self.extraction is None) == (self.problem is None):
            raise ValueError("either an extraction or a problem")
        return self


class BatchResults(Answer):
    """What became of each article."""

    results: tuple[BatchResult, ...] = Field(description="In the order of the articles.")
