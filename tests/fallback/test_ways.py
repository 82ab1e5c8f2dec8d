"""Endpoints differ in what they enforce: the strictest way that each one really does is found out and kept."""

from collections.abc import Callable
from typing import Any

import pytest

from schemas.vocabulary import Outcome, Reason, RecordField
from tests.fake_llm import Asked, FakeModel, Reply, say, status
from tests.fallback.asking import fallback_at, fill
from tests.verify.articles import ENGLISH, read

TERM = {"term": {"quote": "The treaty is valid for ten years", "kind": "duration", "duration": "P10Y", "until": None}}
OBEDIENT = {"answer": "green", "reason": None, "more": []}
FORCED = {"answer": "kzqx", "reason": None, "more": []}
BOUNDS = ("minLength", "maxLength", "minItems", "maxItems")


def is_probe(asked: Asked) -> bool:
    return "green" in asked.words


def answers(asked: Asked, *, enforced: bool) -> Reply:
    """A server that makes the model keep to the form, or that leaves it alone."""
    if not is_probe(asked):
        return say(TERM)
    return say(FORCED if enforced else OBEDIENT)


def names_lengths(schema: Any) -> bool:
    if isinstance(schema, dict):
        return any(key in BOUNDS or names_lengths(value) for key, value in schema.items())
    return isinstance(schema, list) and any(map(names_lengths, schema))


def enforces(*ways: str) -> Callable[[Asked], Reply]:
    return lambda asked: answers(asked, enforced=asked.way in ways)


def refuses(*ways: str, enforcing: str = "") -> Callable[[Asked], Reply]:
    return lambda asked: status(400) if asked.way in ways else answers(asked, enforced=asked.way == enforcing)


def refuses_lengths(asked: Asked) -> Reply:
    return status(400) if names_lengths(asked.schema) else answers(asked, enforced=True)


def talks(asked: Asked) -> Reply:
    """Takes no notice of any form."""
    return say("Sure! The colour of grass is green.") if is_probe(asked) else say(TERM)


def wraps(asked: Asked) -> Reply:
    """Fences what it says, as servers without a grammar do, even where the words are right."""
    return say(f"```json\n{FORCED}\n```") if is_probe(asked) else say(TERM)


SERVERS = {
    "enforces-all": (enforces("json_schema", "tools"), "json_schema", 1),
    "ignores-tools": (enforces("json_schema"), "json_schema", 1),
    "refuses-lengths": (refuses_lengths, "json_schema", 2),
    "refuses-json-mode": (refuses("json", enforcing="json_schema"), "json_schema", 1),
    "ignores-response-format": (enforces("tools"), "tools", 2),
    "refuses-json-schema": (refuses("json_schema", enforcing="tools"), "tools", 3),
    "knows-json-mode-only": (refuses("json_schema", "tools"), "json", 5),
    "advises-only": (enforces(), "json", 3),
    "takes-no-notice": (talks, "json", 3),
    "fences": (wraps, "json", 3),
}
"""What a server does, the way that is to be found, and how many probes that takes."""


@pytest.mark.parametrize(("script", "mode", "probes"), SERVERS.values(), ids=SERVERS)
async def test_the_strictest_way_that_is_enforced_is_found(
    script: Callable[[Asked], Reply], mode: str, probes: int
) -> None:
    article = read(ENGLISH, "en")
    async with FakeModel(script) as model, fallback_at(model.url, mode="auto") as fallback:
        assert fallback.load.mode is None
        filled = await fill(fallback, article, "term", tokens=8_000)
        assert fallback.load.mode == mode
        again = await fill(fallback, article, "term", tokens=8_000)
    assert [is_probe(asked) for asked in model.asked] == [*[True] * probes, False, False]
    assert {asked.way for asked in model.asked[probes:]} == {mode}
    assert filled.outcomes[0, RecordField.TERM].outcome is Outcome.FOUND
    assert again.usage.calls == 1
    assert filled.usage.calls == probes + 1


async def test_lengths_are_left_out_for_a_server_that_refuses_them() -> None:
    async with FakeModel(refuses_lengths) as model, fallback_at(model.url, mode="auto") as fallback:
        await fill(fallback, read(ENGLISH, "en"), "term")
    assert [names_lengths(asked.schema) for asked in model.asked] == [True, False, False]


async def test_a_forced_tool_is_asked_for_in_the_words_that_llama_cpp_knows() -> None:
    async with FakeModel([say(TERM)]) as model, fallback_at(model.url, mode="tools") as fallback:
        await fill(fallback, read(ENGLISH, "en"), "term")
    assert model.asked[0].body["tool_choice"] == "required"
    assert [tool["function"]["strict"] for tool in model.asked[0].body["tools"]] == [True]


@pytest.mark.parametrize(
    ("reply", "reason"), [(lambda: status(401), Reason.HTTP_ERROR), (lambda: status(404), Reason.HTTP_ERROR)]
)
async def test_an_endpoint_that_fails_settles_nothing(reply: Callable[[], Reply], reason: Reason) -> None:
    article = read(ENGLISH, "en")
    async with FakeModel([reply(), say(FORCED), say(TERM)]) as model, fallback_at(model.url, mode="auto") as fallback:
        failed = await fill(fallback, article, "term")
        assert fallback.load.mode is None
        filled = await fill(fallback, article, "term")
    assert failed.outcomes[0, RecordField.TERM].reason is reason
    assert filled.outcomes[0, RecordField.TERM].outcome is Outcome.FOUND


async def test_one_that_refuses_every_way_settles_nothing_either() -> None:
    async with FakeModel(lambda _: status(400)) as model, fallback_at(model.url, mode="auto") as fallback:
        filled = await fill(fallback, read(ENGLISH, "en"), "term", tokens=8_000)
        assert fallback.load.mode is None
    assert filled.outcomes[0, RecordField.TERM].reason is Reason.HTTP_ERROR


async def test_the_probe_is_paid_out_of_the_budget() -> None:
    async with FakeModel(enforces("json_schema")) as model, fallback_at(model.url, mode="auto") as fallback:
        filled = await fill(fallback, read(ENGLISH, "en"), "term", tokens=200)
    assert len(model.asked) == 1
    assert filled.outcomes[0, RecordField.TERM].reason is Reason.BUDGET
    assert filled.usage.prompt_tokens + filled.usage.completion_tokens <= 200
