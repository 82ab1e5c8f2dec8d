"""How the tests ask: a fallback built from settings as an operator would, against a scripted server."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import service.fallback.client  # noqa: F401 - takes seconds to import on a busy machine, and tests ask within five
from schemas.treaty import TreatyRecord
from schemas.vocabulary import RecordField
from service.fallback import Fallback, Filled
from service.fallback.cache import AnswerCache
from service.offer import Gap
from service.settings import LlmSettings
from service.verify import Verifier
from tests.verify.articles import Read

EVERYTHING = ("signatories", "events", "obligations", "term", "related", "claims")


@asynccontextmanager
async def fallback_at(url: str, cache: AnswerCache | None = None, **settings: Any) -> AsyncIterator[Fallback]:
    """A fallback that asks the model at `url`."""
    built = Fallback.build(LlmSettings(base_url=url, model="scripted", **{"mode": "json_schema", **settings}), cache)
    assert built is not None
    try:
        yield built
    finally:
        await built.close()


def gaps(article: Read, *fields: str, about: str = "") -> list[Gap]:
    """Gaps of the first record that the sentences with the words `about` may fill."""
    document = article.document
    places = [i for i, s in enumerate(document.sentences) if about in document.view[s.start : s.end] and not s.headline]
    return [Gap(0, RecordField(field), tuple(places)) for field in fields]


async def fill(
    fallback: Fallback,
    article: Read,
    *fields: str,
    records: Sequence[TreatyRecord] | None = None,
    seconds: float = 5.0,
    tokens: int = 4_000,
    about: str = "",
) -> Filled:
    """Ask for the fields of the article's first record, whose values the rules are made to have missed."""
    given = article.bare if records is None else records
    judge = Verifier(article.document, article.findings, given)
    deadline = asyncio.get_running_loop().time() + seconds
    return await fallback.fill(
        article.document,
        given,
        gaps(article, *(fields or EVERYTHING), about=about),
        judge,
        deadline=deadline,
        token_budget=tokens,
    )


def nothing(*fields: str) -> dict[str, Any]:
    """An answer that offers nothing."""
    return {field: None if field in ("term", "title") else [] for field in fields or EVERYTHING}
