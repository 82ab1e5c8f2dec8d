"""What others take for less, in the same run on the same texts: for tokens and sentences, and for dates alone."""

from collections.abc import Callable, Sequence
from time import perf_counter

import spacy
from dateparser.search import search_dates

from bench.rules import rate
from bench.texts import long_text, slices
from schemas.article import Article
from service.pipeline import Pipeline
from service.timex import tag

__all__ = ["time_peers"]

_LENGTH = 2_500
_PIECES = 20


async def time_peers(pipeline: Pipeline, articles: Sequence[Article]) -> str:
    """Characters a second of the rules, of their temporal part alone and of peers, a line for each language."""
    return "\n".join([await _beside(pipeline, articles, language) for language in ("de", "en")])


async def _beside(pipeline: Pipeline, articles: Sequence[Article], language: str) -> str:
    texts = slices(long_text(articles, language, _PIECES * _LENGTH), _LENGTH)
    sentences = spacy.blank(language)
    sentences.add_pipe("sentencizer")
    rates = {
        "all rules": await rate(pipeline, texts, language),
        "spaCy's blank tokenizer and sentencizer": _rate(sentences, texts),
        "timex": _rate(lambda text: tag(text, "2024-11-12", language), texts),
        "dateparser's search_dates": _rate(lambda text: search_dates(text, languages=[language]), texts),
    }
    figures = "; ".join(f"{name} {characters:,.0f}" for name, characters in rates.items())
    return f"characters/s, {_PIECES} texts of {_LENGTH:,} ({language}): {figures}"


def _rate(read: Callable[[str], object], texts: Sequence[str]) -> float:
    """Characters a second, once warm."""
    read(texts[0])
    start = perf_counter()
    for text in texts:
        read(text)
    return sum(map(len, texts)) / (perf_counter() - start)
