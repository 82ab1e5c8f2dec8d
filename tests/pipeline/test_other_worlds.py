"""Agreements of clubs, companies, councils, coalitions and novels give no record."""

import tomllib
from pathlib import Path

import pytest

from schemas.article import Article
from tests.pipeline.reading import Reader

TEXTS = tomllib.loads((Path(__file__).parent / "other_worlds.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param(language, text, id=f"{language}.{number}")
        for language, texts in TEXTS.items()
        for number, text in enumerate(texts, start=1)
    ],
)
def test_an_agreement_of_another_world_gives_no_record(language: str, text: str, reader: Reader) -> None:
    article = Article.model_validate({"text": text, "published_at": "2024-11-12", "language": language})
    assert reader.read(article).records == ()
