"""What the rules cost: an article, a character, and whether that grows with the length of the text."""

from collections.abc import Sequence

from bench.measure import Limit, Times
from bench.texts import long_text, slices
from schemas.article import MAX_TEXT, Article, ExtractionOptions
from schemas.vocabulary import LlmMode
from service.pipeline import Pipeline

__all__ = ["rate", "time_articles", "time_growth", "time_usual_length"]

_RULES_ALONE = ExtractionOptions(llm=LlmMode.OFF)
_ROUNDS = 5
_SHORT = 3_000
_USUAL = 2_500


async def time_articles(pipeline: Pipeline, articles: Sequence[Article]) -> str:
    """Time per tuning article in a language that has a pack, as a line to print."""
    read = [article for article in articles if not (await pipeline.extract(article, _RULES_ALONE)).notices]
    times = Times.of([await _rules_ms(pipeline, article) for _ in range(_ROUNDS) for article in read])
    rate = _ROUNDS * sum(len(article.text) for article in read) / times.total * 1_000
    return f"rules, {len(read)} tuning articles: {times}, {rate:,.0f} characters/s"


async def time_usual_length(pipeline: Pipeline, articles: Sequence[Article]) -> list[Limit]:
    """Median time of an article of 2 500 characters, for each language that the service reads best; p95 is printed."""
    limits = []
    for language in ("de", "en"):
        times = Times.of(await _series(pipeline, slices(long_text(articles, language, MAX_TEXT), _USUAL), language))
        what = f"rules, article of {_USUAL:,} characters ({language})"
        print(f"{what}: {times}")
        limits.append(Limit(f"{what}, median", times.median, at_most=3.0, unit=" ms"))
    return limits


async def rate(pipeline: Pipeline, texts: Sequence[str], language: str) -> float:
    """Characters of the texts that the rules read in a second, once warm."""
    await _series(pipeline, texts[:1], language)
    return sum(map(len, texts)) / sum(await _series(pipeline, texts, language)) * 1_000


async def time_growth(pipeline: Pipeline, articles: Sequence[Article]) -> list[Limit]:
    """Time per character of one text of 200 000 characters, over that of the same text in pieces of 3 000."""
    limits = []
    for language in ("de", "en"):
        text = long_text(articles, language, MAX_TEXT)
        pieces = slices(text, _SHORT)
        whole = min(await _series(pipeline, [text] * _ROUNDS, language)) / len(text)
        parts = min([sum(await _series(pipeline, pieces, language)) for _ in range(_ROUNDS)]) / (_SHORT * len(pieces))
        what = f"rules, time per character at {MAX_TEXT:,} over that at {_SHORT:,} characters ({language})"
        limits.append(Limit(what, whole / parts, at_most=1.5))
    return limits


async def _series(pipeline: Pipeline, texts: Sequence[str], language: str) -> list[float]:
    articles = [Article(text=text, published_at="2024-11-12", language=language) for text in texts]
    return [await _rules_ms(pipeline, article) for article in articles]


async def _rules_ms(pipeline: Pipeline, article: Article) -> float:
    extraction = await pipeline.extract(article, _RULES_ALONE)
    return extraction.usage.rules_ms
