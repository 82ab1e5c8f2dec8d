"""Whatever the endpoint does ends as an outcome, in time, and costs the caller nothing but the model's values."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from schemas.vocabulary import NoticeCode, Outcome, Reason, RecordField
from service.fallback import Filled
from tests.fake_llm import FakeModel, Reply, drop, hang, raw, refusal, say, status, trickle
from tests.fallback.asking import fallback_at, fill, nothing
from tests.verify.articles import ENGLISH, read

TERM = {"term": {"quote": "The treaty is valid for ten years", "kind": "duration", "duration": "P10Y", "until": None}}
SHAPES = {"id": "1", "object": "chat.completion", "created": 1, "model": "m"}


def completion(**changed: Any) -> Reply:
    return raw(json.dumps({**SHAPES, **changed}).encode())


def message(content: object) -> Reply:
    return completion(choices=[{"index": 0, "finish_reason": "stop", "message": content}])


@dataclass(frozen=True)
class Fault:
    """What the endpoint does, and how the field is then said to have ended."""

    script: Callable[[], Sequence[Reply]]
    reason: Reason | None
    calls: int
    seconds: float = 2.0
    settings: dict[str, Any] = field(default_factory=dict)


def again(reply: Callable[[], Reply], times: int = 3) -> Callable[[], list[Reply]]:
    return lambda: [reply() for _ in range(times)]


def without_nulls(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def bad_gateway() -> Reply:
    return status(502, b"<html>Bad gateway</html>", content_type="text/html")


FAULTS = {
    "slow": Fault(lambda: [say(TERM, delay=5)], Reason.TIMEOUT, 1, 0.3),
    "slower-than-the-setting": Fault(lambda: [say(TERM, delay=5)], Reason.TIMEOUT, 1, 2.0, {"timeout_s": 0.2}),
    "silent": Fault(lambda: [hang()], Reason.TIMEOUT, 1, 0.3),
    "trickle": Fault(lambda: [trickle()], Reason.TIMEOUT, 1, 0.4),
    "dropped": Fault(again(drop), Reason.UNREACHABLE, 3),
    "400": Fault(lambda: [status(400)], Reason.HTTP_ERROR, 1),
    "401-wrong-key": Fault(lambda: [status(401)], Reason.HTTP_ERROR, 1),
    "404-wrong-model": Fault(lambda: [status(404)], Reason.HTTP_ERROR, 1),
    "429": Fault(again(lambda: status(429)), Reason.HTTP_ERROR, 3, 5.0),
    "429-later-than-the-deadline": Fault(lambda: [status(429, retry_after="60")], Reason.HTTP_ERROR, 1),
    "500": Fault(again(lambda: status(500)), Reason.HTTP_ERROR, 3, 5.0),
    "502-html": Fault(again(bad_gateway), Reason.HTTP_ERROR, 3, 5.0),
    "503": Fault(again(lambda: status(503)), Reason.HTTP_ERROR, 3, 5.0),
    "html-with-200": Fault(lambda: [raw(b"<html>Log in</html>", "text/html")], Reason.HTTP_ERROR, 1),
    "empty-body": Fault(lambda: [raw(b"")], Reason.HTTP_ERROR, 1),
    "no-json": Fault(lambda: [raw(b'{"id": ')], Reason.HTTP_ERROR, 1),
    "json-of-another-kind": Fault(lambda: [raw(b"[1, 2]")], Reason.HTTP_ERROR, 1),
    "no-choices": Fault(lambda: [completion(choices=[])], Reason.INVALID, 1),
    "null-choices": Fault(lambda: [completion(choices=None)], Reason.INVALID, 1),
    "null-message": Fault(lambda: [message(None)], Reason.INVALID, 1),
    "content-of-another-kind": Fault(lambda: [message({"role": "assistant", "content": {"a": 1}})], Reason.INVALID, 1),
    "cut-off": Fault(lambda: [say('{"term": {"quote": "The', finish="length")], Reason.TRUNCATED, 1),
    "runaway-white-space": Fault(lambda: [say('{"term":' + " \n" * 5_000, finish="length")], Reason.TRUNCATED, 1),
    "refused": Fault(lambda: [refusal()], Reason.REFUSED, 1),
    "filtered": Fault(lambda: [say("", finish="content_filter")], Reason.REFUSED, 1),
    "prose": Fault(again(lambda: say("The treaty lasts for ten years."), 2), Reason.INVALID, 2),
    "empty-answer": Fault(again(lambda: say(""), 2), Reason.INVALID, 2),
    "cut-off-unannounced": Fault(again(lambda: say('{"term": {"quote": "The'), 2), Reason.INVALID, 2),
    "another-schema": Fault(again(lambda: say({"answer": 42}), 2), Reason.INVALID, 2),
    "unknown-member": Fault(again(lambda: say({"term": {**TERM["term"], "kind": "eternal"}}), 2), Reason.INVALID, 2),
    "too-long": Fault(again(lambda: say({"term": {**TERM["term"], "quote": "x" * 9_999}}), 2), Reason.INVALID, 2),
    "recovers-from-503": Fault(lambda: [status(503), say(TERM)], None, 2, 5.0),
    "recovers-from-a-dropped-connection": Fault(lambda: [drop(), say(TERM)], None, 2, 5.0),
    "waits-as-told": Fault(lambda: [status(429, retry_after="0.3"), say(TERM)], None, 2, 5.0),
    "recovers-from-prose": Fault(lambda: [say("Ten years."), say(TERM)], None, 2),
    "fenced": Fault(lambda: [say(f"Here you are:\n```json\n{json.dumps(TERM)}\n```")], None, 1),
    "tool-call-in-writing": Fault(lambda: [say({"name": "Form", "arguments": TERM})], None, 1),
    "without-the-keys-that-are-null": Fault(lambda: [say({"term": without_nulls(TERM["term"])})], None, 1),
    "does-not-count": Fault(lambda: [say(TERM, usage=None)], None, 1),
}


async def suffer(fault: Fault) -> tuple[Filled, float, FakeModel]:
    article = read(ENGLISH, "en")
    loop = asyncio.get_running_loop()
    async with FakeModel(list(fault.script())) as model, fallback_at(model.url, **fault.settings) as fallback:
        started = loop.time()
        filled = await fill(fallback, article, "term", seconds=fault.seconds)
        return filled, loop.time() - started, model


@pytest.fixture(autouse=True, scope="module")
def _warm() -> None:
    """What the first question imports and builds would use up the short deadlines here."""
    asyncio.run(suffer(FAULTS["does-not-count"]))


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_a_fault_ends_as_an_outcome_in_time(fault: Fault, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    filled, seconds, model = await suffer(fault)
    coverage = filled.outcomes[0, RecordField.TERM]
    assert coverage.reason is fault.reason
    assert coverage.outcome is (Outcome.FAILED if fault.reason else Outcome.FOUND)
    assert seconds < fault.seconds + 0.1
    assert len(model.asked) == filled.usage.calls == fault.calls
    assert bool(filled.notices) is bool(fault.reason)
    assert len(filled.records) == 1
    assert "ten years" not in caplog.text


@pytest.mark.parametrize("fault", ["cut-off", "refused", "prose"])
async def test_an_unusable_answer_is_paid_for_all_the_same(fault: str) -> None:
    filled, _, model = await suffer(FAULTS[fault])
    assert filled.usage.prompt_tokens == 100 * len(model.asked)
    assert filled.usage.completion_tokens == 20 * len(model.asked)


def test_the_fault_table_is_long_enough() -> None:
    assert sum(fault.reason is not None for fault in FAULTS.values()) >= 20


async def test_nobody_there() -> None:
    async with FakeModel([]) as model:
        url = model.url
    async with fallback_at(url) as fallback:
        filled = await fill(fallback, read(ENGLISH, "en"), "term")
    assert filled.outcomes[0, RecordField.TERM].reason is Reason.UNREACHABLE
    assert [notice.code for notice in filled.notices] == [NoticeCode.LLM_UNAVAILABLE]


async def test_a_deadline_that_has_passed_leaves_the_model_alone() -> None:
    async with FakeModel([say(TERM)]) as model, fallback_at(model.url) as fallback:
        filled = await fill(fallback, read(ENGLISH, "en"), "term", seconds=-1)
    assert model.asked == []
    coverage = filled.outcomes[0, RecordField.TERM]
    assert (coverage.outcome, coverage.reason) == (Outcome.NOT_ATTEMPTED, Reason.DEADLINE)
    assert [notice.code for notice in filled.notices] == [NoticeCode.DEADLINE_REACHED]


async def test_a_budget_too_small_for_the_question_leaves_the_model_alone() -> None:
    async with FakeModel([say(TERM)]) as model, fallback_at(model.url) as fallback:
        filled = await fill(fallback, read(ENGLISH, "en"), "term", tokens=100)
    assert model.asked == []
    coverage = filled.outcomes[0, RecordField.TERM]
    assert (coverage.outcome, coverage.reason) == (Outcome.NOT_ATTEMPTED, Reason.BUDGET)
    assert [notice.code for notice in filled.notices] == [NoticeCode.BUDGET_REACHED]


@pytest.mark.parametrize(("mode", "tokens"), [("json_schema", 440), ("tools", 960), ("json", 960)])
async def test_question_and_answer_together_stay_below_the_budget(mode: str, tokens: int) -> None:
    async with FakeModel([say(nothing("term"))]) as model, fallback_at(model.url, mode=mode) as fallback:
        await fill(fallback, read(ENGLISH, "en"), "term", tokens=tokens)
    asked = model.asked[0]
    told = json.dumps([asked.body["messages"], asked.body.get("tools")])
    assert 40 <= asked.body["max_tokens"] < 250
    assert asked.body["max_tokens"] + len(told) / 4 <= tokens


async def test_no_second_question_beyond_the_budget() -> None:
    lie = {"term": {**TERM["term"], "duration": "P12Y"}}
    used = {"prompt_tokens": 500, "completion_tokens": 100, "total_tokens": 600}
    async with FakeModel([say(lie, usage=used), say(TERM)]) as model, fallback_at(model.url) as fallback:
        filled = await fill(fallback, read(ENGLISH, "en"), "term", tokens=900)
    assert len(model.asked) == 1
    assert filled.outcomes[0, RecordField.TERM].outcome is Outcome.REJECTED


async def test_what_was_proved_survives_the_failure_of_the_second_question() -> None:
    claim = {"claims": [{"quote": "a sell-out of sovereignty", "speaker": "Pedro Ruiz"}]}
    lie = {"term": {**TERM["term"], "duration": "P12Y"}}
    async with FakeModel([say(claim), say(lie), hang()]) as model, fallback_at(model.url) as fallback:
        filled = await fill(fallback, read(ENGLISH, "en"), "claims", "term", seconds=0.5)
    assert [fact.text for fact in filled.records[0].claims] == ["a sell-out of sovereignty"]
    assert filled.outcomes[0, RecordField.CLAIMS].outcome is Outcome.FOUND
    assert filled.outcomes[0, RecordField.TERM].outcome is Outcome.REJECTED
    assert [notice.code for notice in filled.notices] == [NoticeCode.DEADLINE_REACHED]


async def test_what_was_whole_in_a_cut_off_answer_is_judged() -> None:
    whole = {"quote": "a sell-out of sovereignty", "speaker": "Pedro Ruiz"}
    begun = json.dumps({"claims": [whole, {"quote": "the courts in Arica"}]})[:-20]
    async with FakeModel([say(begun, finish="length")]) as model, fallback_at(model.url) as fallback:
        filled = await fill(fallback, read(ENGLISH, "en"), "claims")
    assert [fact.text for fact in filled.records[0].claims] == ["a sell-out of sovereignty"]
    assert [notice.code for notice in filled.notices] == [NoticeCode.LLM_FAILED]


async def test_cancelling_the_caller_ends_the_request() -> None:
    async with FakeModel([hang()]) as model, fallback_at(model.url) as fallback:
        task = asyncio.create_task(fill(fallback, read(ENGLISH, "en"), "term"))
        await model.arrived.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.wait_for(model.abandoned.wait(), timeout=2)


async def test_the_breaker_opens_and_a_probe_closes_it() -> None:
    article = read(ENGLISH, "en")
    async with FakeModel([status(401)] * 5) as model, fallback_at(model.url) as fallback:
        for _ in range(5):
            await fill(fallback, article, "term")
        filled = await fill(fallback, article, "term")
        assert len(model.asked) == 5
        coverage = filled.outcomes[0, RecordField.TERM]
        assert (coverage.outcome, coverage.reason) == (Outcome.NOT_ATTEMPTED, Reason.BREAKER_OPEN)
        assert fallback.state == "degraded"


async def test_more_questions_than_the_queue_holds_are_turned_away() -> None:
    article = read(ENGLISH, "en")
    async with (
        FakeModel(lambda _: say(nothing("term"), delay=0.05)) as model,
        fallback_at(model.url, max_concurrency=1) as fallback,
    ):
        results = await asyncio.gather(*(fill(fallback, article, "term", seconds=20) for _ in range(25)))
    reasons = [result.outcomes[0, RecordField.TERM].reason for result in results]
    assert reasons.count(Reason.BUSY) == 25 - 17
    assert len(model.asked) == 17


def left() -> tuple[int, int]:
    """Open files and unfinished tasks."""
    return len(list(Path("/proc/self/fd").iterdir())), len(asyncio.all_tasks())


@pytest.mark.slow
async def test_nothing_is_left_behind_by_many_faults() -> None:
    article = read(ENGLISH, "en")
    faults = (hang, drop, refusal, lambda: raw(b""), lambda: say("prose"), lambda: status(401), trickle)
    replies = cycle(reply for fault in faults for reply in (fault, lambda: say(TERM)))
    before = left()
    async with FakeModel(lambda _: next(replies)()) as model, fallback_at(model.url, timeout_s=0.3) as fallback:
        for _ in range(42):
            await fill(fallback, article, "term")
        assert len(model.asked) >= 42
    await asyncio.sleep(0.05)
    assert left() == before
