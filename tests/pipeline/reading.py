"""Articles read by the rules alone, and how well they were read."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from schemas.article import Article, ExtractionOptions
from schemas.extraction import Extraction
from schemas.vocabulary import LlmMode, Offsets
from service.evaluate.gold import GoldArticle, load
from service.evaluate.score import score
from service.evaluate.tally import CORE, mean_f1
from service.evaluate.treaty import ComparedTreaty
from service.pipeline import Pipeline
from service.settings import Settings

TUNE = Path(__file__).parents[1] / "corpus" / "tune"


class Reader:
    """The rules, compiled once. What they say of an article is remembered."""

    def __init__(self) -> None:
        self._pipeline = Pipeline.build(Settings.load())
        self._known: dict[Article, Extraction] = {}
        self.languages = frozenset(str(language["code"]) for language in self._pipeline.languages())

    def read(self, article: Article) -> Extraction:
        if article not in self._known:
            self._known[article] = self.read_anew(article)
        return self._known[article]

    def read_anew(self, article: Article, offsets: Offsets = Offsets.CODEPOINT) -> Extraction:
        return asyncio.run(self._pipeline.extract(article, ExtractionOptions(llm=LlmMode.OFF, offsets=offsets)))

    def core_f1(self, articles: Sequence[GoldArticle]) -> float:
        """Mean F1 of the core fields, by the rules of `evaluate`."""
        gold = {article.id: list(map(ComparedTreaty.of_gold, article.gold.treaties)) for article in articles}
        answers = {
            article.id: list(map(ComparedTreaty.of_record, self.read(article.question).records)) for article in articles
        }
        return mean_f1(score(gold, answers), CORE)


def tuning_files() -> list[Path]:
    return sorted(TUNE.glob("*.jsonl"))


def tuning_articles() -> tuple[GoldArticle, ...]:
    return load(tuning_files())
