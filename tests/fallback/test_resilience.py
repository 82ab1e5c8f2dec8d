"""The parts that keep a bad endpoint from being the caller's trouble, each by itself."""

import asyncio
from collections.abc import Callable

import pytest

from schemas.vocabulary import BreakerState, Outcome, Reason
from service.fallback.resilience import Breaker, Budget, Gate, ModelFailure, retried


def budget(seconds: float) -> Budget:
    return Budget(asyncio.get_running_loop().time() + seconds, 1_000)


async def call(breaker: Breaker, failure: ModelFailure | None = None) -> None:
    async with breaker.guard():
        if failure is not None:
            raise failure


async def broken(**settings: float) -> Breaker:
    """A breaker that has just opened."""
    breaker = Breaker(threshold=2, **settings)
    for _ in range(2):
        with pytest.raises(ModelFailure):
            await call(breaker, ModelFailure(Reason.HTTP_ERROR, down=True))
    assert breaker.state is not BreakerState.CLOSED
    return breaker


async def test_an_open_breaker_holds_calls_back() -> None:
    breaker = await broken(pause=60.0)
    with pytest.raises(ModelFailure) as caught:
        await call(breaker)
    assert caught.value.reason is Reason.BREAKER_OPEN
    assert caught.value.outcome is Outcome.NOT_ATTEMPTED


async def test_a_success_closes_it_after_the_pause() -> None:
    breaker = await broken(pause=0.0)
    await call(breaker)
    assert breaker.state is BreakerState.CLOSED
    assert breaker.failures == 0


async def test_a_failed_probe_opens_it_anew() -> None:
    breaker = await broken(pause=0.05)
    await asyncio.sleep(0.06)
    with pytest.raises(ModelFailure):
        await call(breaker, ModelFailure(Reason.TIMEOUT, down=True))
    with pytest.raises(ModelFailure) as caught:
        await call(breaker)
    assert caught.value.reason is Reason.BREAKER_OPEN


async def test_the_state_goes_from_open_over_half_open_to_closed() -> None:
    breaker = await broken(pause=0.05)
    assert breaker.state is BreakerState.OPEN
    await asyncio.sleep(0.06)
    assert breaker.state is BreakerState.HALF_OPEN
    await call(breaker)
    assert breaker.state is BreakerState.CLOSED


async def test_one_probe_at_a_time() -> None:
    breaker = await broken(pause=0.0)
    async with breaker.guard():
        with pytest.raises(ModelFailure) as caught:
            await call(breaker)
    assert caught.value.reason is Reason.BREAKER_OPEN
    assert breaker.state is BreakerState.CLOSED


async def test_a_cancelled_probe_decides_nothing() -> None:
    breaker = await broken(pause=0.0)
    with pytest.raises(asyncio.CancelledError):
        async with breaker.guard():
            raise asyncio.CancelledError
    assert breaker.state is not BreakerState.CLOSED
    await call(breaker)
    assert breaker.state is BreakerState.CLOSED


@pytest.mark.parametrize("reason", [Reason.TRUNCATED, Reason.REFUSED, Reason.INVALID])
async def test_a_bad_answer_is_no_fault_of_the_endpoint(reason: Reason) -> None:
    breaker = Breaker(threshold=1)
    with pytest.raises(ModelFailure):
        await call(breaker, ModelFailure(reason))
    assert breaker.state is BreakerState.CLOSED


async def test_successes_between_failures_keep_it_closed() -> None:
    breaker = Breaker(threshold=2)
    for _ in range(3):
        with pytest.raises(ModelFailure):
            await call(breaker, ModelFailure(Reason.HTTP_ERROR, down=True))
        await call(breaker)
    assert breaker.state is BreakerState.CLOSED


def failing(times: int, failure: ModelFailure) -> tuple[list[int], Callable[[], "asyncio.Future[str]"]]:
    """An attempt that fails so many times; and the list that grows with each attempt."""
    made: list[int] = []

    def attempt() -> "asyncio.Future[str]":
        made.append(1)
        future: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        if len(made) <= times:
            future.set_exception(failure)
        else:
            future.set_result("done")
        return future

    return made, attempt


@pytest.mark.parametrize(("times", "attempts"), [(0, 1), (1, 2), (2, 3)])
async def test_what_can_help_is_tried_again(times: int, attempts: int) -> None:
    made, attempt = failing(times, ModelFailure(Reason.UNREACHABLE, again=True, retry_after=0.0))
    assert await retried(attempt, budget(10)) == "done"
    assert len(made) == attempts


async def test_three_attempts_are_the_most() -> None:
    made, attempt = failing(9, ModelFailure(Reason.UNREACHABLE, again=True))
    with pytest.raises(ModelFailure):
        await retried(attempt, budget(10))
    assert len(made) == 3


async def test_what_cannot_help_is_tried_once() -> None:
    made, attempt = failing(9, ModelFailure(Reason.TRUNCATED))
    with pytest.raises(ModelFailure):
        await retried(attempt, budget(10))
    assert len(made) == 1


async def test_nobody_waits_beyond_the_deadline() -> None:
    made, attempt = failing(9, ModelFailure(Reason.HTTP_ERROR, again=True, retry_after=5.0))
    loop = asyncio.get_running_loop()
    started = loop.time()
    with pytest.raises(ModelFailure):
        await retried(attempt, budget(1))
    assert len(made) == 1
    assert loop.time() - started < 0.5


async def test_the_endpoint_says_how_long_to_wait() -> None:
    _, attempt = failing(1, ModelFailure(Reason.HTTP_ERROR, again=True, retry_after=1.0))
    loop = asyncio.get_running_loop()
    started = loop.time()
    await retried(attempt, budget(5))
    assert loop.time() - started >= 1.0


async def test_the_gate_lets_the_next_one_in() -> None:
    gate = Gate(at_once=1, waiting=1)
    order: list[str] = []

    async def pass_through(name: str) -> None:
        async with gate.enter():
            order.append(name)
            await asyncio.sleep(0.01)

    results = await asyncio.gather(*map(pass_through, "abc"), return_exceptions=True)
    assert order == ["a", "b"]
    assert isinstance(results[2], ModelFailure)
    assert results[2].reason is Reason.BUSY
    await pass_through("d")
    assert order[-1] == "d"
