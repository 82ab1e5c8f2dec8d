"""Whatever the words and their order, an article is read and its evidence holds."""

import random
from collections.abc import Iterator

import pytest

from schemas.article import Article
from schemas.vocabulary import Source
from schemas.walk import facts
from tests.pipeline.reading import Reader, tuning_articles

ROUNDS = 12
ARTICLES = tuning_articles()
LANGUAGES = sorted({article.language for article in ARTICLES})
MARKS = (".", ",", ";", ":", " –", "…", "?", ")", "(", "„", "“", '"', "\n", "\n\n", "\u00a0", "\u00ad", "-", "/", "|")


def broken_texts(language: str, seed: int) -> Iterator[str]:
    """Cut off, shuffled and stitched together out of articles, with marks where none belong."""
    draw = random.Random(f"{language} {seed}")
    texts = [article.text for article in ARTICLES if article.language == language]
    first, second = draw.choice(texts), draw.choice(texts)
    cut, end = sorted(draw.sample(range(len(first)), 2))
    yield first[cut:end]
    yield first[: cut + 1] + second[draw.randrange(len(second)) :]
    words = (first + " " + second).split()
    draw.shuffle(words)
    yield " ".join(word + draw.choice(MARKS) * (draw.random() < 0.3) for word in words[:200])
    yield first.upper() if draw.random() < 0.5 else first.lower()
    yield "".join(letter for letter in first if draw.random() > 0.03)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_read_and_every_quote_stands_there(language: str, reader: Reader) -> None:
    for seed in range(ROUNDS):
        for text in broken_texts(language, seed):
            article = Article(text=text or " ", published_at="2024-11-12" if seed % 2 else None, language=language)
            for record in reader.read_anew(article).records:
                for _, fact in facts(record):
                    assert all(e.source is Source.TEXT and text[e.start : e.end] == e.quote for e in fact.evidence)
