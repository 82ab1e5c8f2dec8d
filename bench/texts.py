"""The articles that are timed: the tuning corpus, and texts of any length made of it."""

from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from schemas.article import Article
from service.evaluate.gold import GoldArticle, load

__all__ = ["long_text", "slices", "tuning_articles", "tuning_gold"]

_TUNING = Path(__file__).parents[1] / "tests" / "corpus" / "tune"


def tuning_gold() -> tuple[GoldArticle, ...]:
    """All articles of the tuning corpus, annotated."""
    return tuple(load(sorted(_TUNING.glob("*.jsonl"))))


def tuning_articles() -> tuple[Article, ...]:
    """The same without their annotation."""
    return tuple(gold.question for gold in tuning_gold())


def long_text(articles: Sequence[Article], language: str, length: int) -> str:
    """Exactly `length` code points of the articles in one language, one after the other, again and again."""
    parts: list[str] = []
    missing = length
    for article in cycle([article for article in articles if article.language == language]):
        parts.append(f"{article.text}\n\n"[:missing])
        missing -= len(parts[-1])
        if not missing:
            return "".join(parts)
    raise ValueError(f"no tuning article in {language!r}")


def slices(text: str, length: int) -> tuple[str, ...]:
    """The text in pieces of exactly `length`; a shorter rest is left out."""
    return tuple(text[start : start + length] for start in range(0, len(text) - length + 1, length))
