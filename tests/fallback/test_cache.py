"""Answers are kept by hash, expire, and are verified again each time."""

import asyncio

import pytest
from litestar.stores.memory import MemoryStore

from schemas.vocabulary import Outcome, RecordField, Verdict
from service.offer import Refused
from tests.fake_llm import FakeModel, say
from tests.fallback.asking import fallback_at, fill, gaps
from tests.verify.articles import ENGLISH, GERMAN, read

TERM = {"term": {"quote": "The treaty is valid for ten years", "kind": "duration", "duration": "P10Y", "until": None}}


async def test_the_same_question_is_asked_once() -> None:
    article = read(ENGLISH, "en")
    async with FakeModel([say(TERM)]) as model, fallback_at(model.url, MemoryStore()) as fallback:
        first = await fill(fallback, article, "term")
        second = await fill(fallback, article, "term")
    assert len(model.asked) == 1
    assert second.records == first.records
    assert (first.usage.cached, second.usage.cached) == (False, True)
    assert (second.usage.calls, second.usage.prompt_tokens) == (0, 0)


async def test_another_field_or_article_is_another_question() -> None:
    store = MemoryStore()
    async with (
        FakeModel(
            lambda asked: say({key: [] if key != "term" else None for key in asked.schema["properties"]})
        ) as model,
        fallback_at(model.url, store) as fallback,
    ):
        await fill(fallback, read(ENGLISH, "en"), "term")
        await fill(fallback, read(ENGLISH, "en"), "claims")
        await fill(fallback, read(GERMAN, "de"), "term")
    assert len(model.asked) == 3


async def test_a_kept_answer_is_verified_again() -> None:
    article = read(ENGLISH, "en")
    async with FakeModel([say(TERM), say({"term": None})]) as model, fallback_at(model.url, MemoryStore()) as fallback:
        await fill(fallback, article, "term")
        filled = await fallback.fill(
            article.document,
            article.bare,
            gaps(article, "term"),
            lambda *_: Refused(Verdict.VALUE_NOT_IN_QUOTE),
            deadline=float("inf"),
            token_budget=4_000,
        )
    assert filled.records[0].term is None
    assert [no.verdict for no in filled.rejections] == [Verdict.VALUE_NOT_IN_QUOTE]


async def test_no_text_is_kept_but_the_answer() -> None:
    store = MemoryStore()
    async with FakeModel([say(TERM)]) as model, fallback_at(model.url, store) as fallback:
        await fill(fallback, read(ENGLISH, "en"), "term")
    (key,) = store._store
    assert len(key) == 64
    assert set(key) <= set("0123456789abcdef")
    kept = await store.get(key)
    assert kept is not None
    assert b"Lima" not in kept
    assert 0 < (await store.expires_in(key) or 0) <= 24 * 60 * 60


async def test_a_broken_answer_is_not_kept() -> None:
    article = read(ENGLISH, "en")
    store = MemoryStore()
    async with FakeModel([say("prose"), say("prose")]) as model, fallback_at(model.url, store) as fallback:
        filled = await fill(fallback, article, "term")
    assert filled.outcomes[0, RecordField.TERM].reason is not None
    assert store._store == {}


class Broken(MemoryStore):
    """A store whose server is gone, or answers with rubbish."""

    async def get(self, key: str, renew_for: object = None) -> bytes | None:
        raise ConnectionError


class Rubbish(MemoryStore):
    async def get(self, key: str, renew_for: object = None) -> bytes | None:
        return b'{"term": "ten years"}'


class Slow(MemoryStore):
    async def get(self, key: str, renew_for: object = None) -> bytes | None:
        await asyncio.Event().wait()


@pytest.mark.parametrize("store", [Broken(), Rubbish(), Slow()], ids=lambda store: type(store).__name__)
async def test_a_store_that_fails_is_as_good_as_none(store: MemoryStore) -> None:
    async with FakeModel([say(TERM)]) as model, fallback_at(model.url, store) as fallback:
        filled = await fill(fallback, read(ENGLISH, "en"), "term")
    assert filled.outcomes[0, RecordField.TERM].outcome is Outcome.FOUND
    assert filled.usage.calls == 1
