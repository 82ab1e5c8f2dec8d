"""What keeps a bad model from being the caller's trouble: budgets, retries where they can help, a circuit breaker."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from schemas.vocabulary import BreakerState, Outcome, Reason
from service.settings import StructuredOutput

_T = TypeVar("_T")

_ATTEMPTS = 3
_WAIT = wait_exponential_jitter(multiplier=0.2, max=4.0, jitter=0.2)


class ModelFailure(Exception):  # noqa: N818 - says what happened
    """The model gave no usable answer. The message never holds text of the article or of the model.

    `again`: the same question may well be answered a moment later. `retry_after`: not before so many seconds.
    `down`: the endpoint itself is at fault, which counts for the breaker. `status`: of its answer, where that is an
    error. `spent`: prompt and completion tokens that the answer cost all the same.
    """

    def __init__(
        self,
        reason: Reason,
        *,
        again: bool = False,
        retry_after: float | None = None,
        down: bool = False,
        status: int | None = None,
    ) -> None:
        self.reason = reason
        self.again = again
        self.retry_after = retry_after
        self.down = down
        self.status = status
        self.spent = (0, 0)
        super().__init__(reason.value)

    @property
    def outcome(self) -> Outcome:
        """Of the fields that were asked for."""
        return Outcome.NOT_ATTEMPTED if self.reason in NOT_ASKED else Outcome.FAILED


NOT_ASKED = frozenset((Reason.DEADLINE, Reason.BUDGET, Reason.BREAKER_OPEN, Reason.BUSY))
"""Reasons for which a question was never put."""

UNUSABLE = frozenset((Reason.TRUNCATED, Reason.REFUSED, Reason.INVALID))
"""Reasons that lie in one answer; the next question may fare better."""


@dataclass(slots=True)
class Budget:
    """Time and tokens left for one article. `deadline` is in the time of the event loop."""

    deadline: float
    tokens: int

    @property
    def seconds(self) -> float:
        """Seconds left; never negative."""
        return max(0.0, self.deadline - asyncio.get_running_loop().time())


async def retried(attempt: Callable[[], Awaitable[_T]], budget: Budget) -> _T:
    """The result of the first attempt that succeeds, one at a time, as long as a further one can help and be in time.

    Raises the ModelFailure of the last attempt.
    """

    def too_late(state: RetryCallState) -> bool:
        return state.upcoming_sleep >= budget.seconds

    async for trial in AsyncRetrying(
        retry=retry_if_exception(lambda error: isinstance(error, ModelFailure) and error.again),
        wait=_wait,
        stop=lambda state: stop_after_attempt(_ATTEMPTS)(state) or too_late(state),
        reraise=True,
    ):
        with trial:
            return await attempt()
    raise AssertionError("tenacity ends with a result or an error")


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, ModelFailure) and error.retry_after is not None else 0.0
    return max(asked, _WAIT(state))


@dataclass(slots=True)
class Breaker:
    """Opens after `threshold` failures in a row and asks nothing for `pause` seconds; then one probe decides.

    A call that is cancelled, or fails through no fault of the endpoint, counts for neither side.
    """

    threshold: int = 5
    pause: float = 30.0
    failures: int = field(default=0, init=False)
    _opened: float | None = field(default=None, init=False)
    _probing: bool = field(default=False, init=False)

    @property
    def state(self) -> BreakerState:
        """Half-open: the next call is the probe, or it is under way."""
        if self._opened is None:
            return BreakerState.CLOSED
        return BreakerState.HALF_OPEN if self._probing or self._rested(self._opened) else BreakerState.OPEN

    @asynccontextmanager
    async def guard(self) -> AsyncIterator[None]:
        """Around one call. Raises ModelFailure if the breaker is open."""
        probe = self._admit()
        try:
            yield
        except ModelFailure as failure:
            if failure.down:
                self._failed()
            raise
        else:
            self.failures, self._opened = 0, None
        finally:
            if probe:
                self._probing = False

    def _admit(self) -> bool:
        """Whether the call is the probe of a half-open breaker."""
        if self._opened is None:
            return False
        if self._probing or not self._rested(self._opened):
            raise ModelFailure(Reason.BREAKER_OPEN)
        self._probing = True
        return True

    def _rested(self, opened: float) -> bool:
        return asyncio.get_running_loop().time() >= opened + self.pause

    def _failed(self) -> None:
        self.failures += 1
        if self.failures >= self.threshold:
            self._opened = asyncio.get_running_loop().time()


@dataclass(frozen=True, slots=True)
class ModelLoad:
    """How busy the model is, whether it is asked at all, and in which way; None where that is not found out yet."""

    breaker: BreakerState
    asking: int
    waiting: int
    mode: StructuredOutput | None


@dataclass(slots=True)
class Gate:
    """At most `at_once` questions are under way and `waiting` more in the queue; the rest is turned away at once."""

    at_once: int
    waiting: int
    _inside: int = field(default=0, init=False)
    _places: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._places = asyncio.Semaphore(self.at_once)

    @property
    def asking(self) -> int:
        """Questions under way."""
        return min(self._inside, self.at_once)

    @property
    def queued(self) -> int:
        """Questions that wait."""
        return self._inside - self.asking

    @asynccontextmanager
    async def enter(self) -> AsyncIterator[None]:
        """A place for one question. Raises ModelFailure if the queue is full."""
        if self._inside >= self.at_once + self.waiting:
            raise ModelFailure(Reason.BUSY)
        self._inside += 1
        try:
            async with self._places:
                yield
        finally:
            self._inside -= 1
