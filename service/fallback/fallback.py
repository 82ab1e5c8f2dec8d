"""The one door of the fallback: open fields in, proved facts and honest outcomes out, in time and within the budget."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel

from schemas.treaty import TreatyRecord
from schemas.vocabulary import PartState, Reason
from service.fallback import questions
from service.fallback.cache import AnswerCache, key_of
from service.fallback.questions import Question, form_tokens, tokens_of
from service.fallback.resilience import Breaker, Budget, Gate, ModelFailure, ModelLoad, retried
from service.fallback.search import Filled, Search, Spent
from service.offer import Gap, Judge
from service.settings import LlmSettings, StructuredOutput
from service.text.document import Document

if TYPE_CHECKING:
    from service.fallback.client import ModelClient, Reply

_LEAST_ANSWER = 40
"""Tokens without which no answer is worth asking for."""
_ANSWER_PER_FIELD = 250
"""Most tokens of an answer for each field that is asked for."""
_QUEUE = 16
_KEEP_ANSWERS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class _Answer:
    raw: str
    form: BaseModel | None
    faults: Sequence[str]


class Fallback:
    """A model behind an OpenAI-compatible endpoint; one for the process."""

    def __init__(self, client: "ModelClient", settings: LlmSettings, cache: AnswerCache | None) -> None:
        self._client = client
        self._settings = settings
        self._cache = cache
        self._breaker = Breaker()
        self._gate = Gate(settings.max_concurrency, _QUEUE)

    @classmethod
    def build(cls, settings: LlmSettings, cache: AnswerCache | None = None) -> Self | None:
        """The fallback of these settings; None where they name no endpoint."""
        if settings.base_url is None or settings.model is None:
            return None
        from service.fallback.client import ModelClient  # noqa: PLC0415 - a service on rules alone loads no client

        return cls(ModelClient(settings.base_url, settings.model, settings), settings, cache)

    @property
    def state(self) -> PartState:
        """Degraded while the endpoint fails."""
        return PartState.DEGRADED if self._breaker.open else PartState.UP

    @property
    def load(self) -> ModelLoad:
        """How busy the model is."""
        return ModelLoad(self._breaker.open, self._gate.asking, self._gate.queued)

    async def fill(
        self,
        document: Document,
        records: Sequence[TreatyRecord],
        gaps: Sequence[Gap],
        judge: Judge,
        *,
        deadline: float,
        token_budget: int,
    ) -> Filled:
        """Ask for the gaps and keep what `judge` accepts. `deadline` is in the event loop's time.

        Never raises for the model's sake; cancelling it ends the request under way.
        """
        search = Search(records, gaps, judge, Spent(self._client.model))
        if gaps:
            loop = asyncio.get_running_loop()
            started = loop.time()
            try:
                async with asyncio.timeout_at(deadline):
                    await self._search(search, questions.ask(document, records, gaps), Budget(deadline, token_budget))
            except ModelFailure as failure:
                search.fail(failure)
            except TimeoutError:
                search.fail(ModelFailure(Reason.TIMEOUT if search.spent.calls else Reason.DEADLINE), Reason.DEADLINE)
            search.spent.seconds = loop.time() - started
        return search.filled()

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _search(self, search: Search, question: Question, budget: Budget) -> None:
        """Ask, judge, and feed back once what was refused."""
        first = await self._answer(search, question, budget)
        if first.form is None:
            second = questions.reshaped(question, first.raw, first.faults)
        elif refused := search.take(question, first.form):
            second = questions.again(question, first.raw, refused)
        else:
            return
        if budget.seconds and budget.tokens - self._tokens_of(second) >= _LEAST_ANSWER:
            answer = await self._answer(search, second, budget)
            if answer.form is not None:
                search.take(second, answer.form)
                return
        if first.form is None:
            raise ModelFailure(Reason.INVALID)

    async def _answer(self, search: Search, question: Question, budget: Budget) -> _Answer:
        """The answer from the cache or else from the model. Raises ModelFailure."""
        key = key_of(self._client.model, self._settings.mode.value, question)
        kept = await self._cache.get(key) if self._cache else None
        if kept is not None:
            search.spent.cached = True
            return _Answer(kept.decode(), question.form.model_validate_json(kept), ())
        reply = await self._put(search, question, budget)
        if self._cache and reply.form is not None:
            await self._cache.set(key, reply.raw.encode(), expires_in=_KEEP_ANSWERS)
        return _Answer(reply.raw, reply.form, reply.faults)

    async def _put(self, search: Search, question: Question, budget: Budget) -> "Reply":
        """Put the question to the model, again where that helps, and book what it cost."""
        if not budget.seconds:
            raise ModelFailure(Reason.DEADLINE)
        prompt = self._tokens_of(question)
        room = min(_ANSWER_PER_FIELD * len(question.keys), budget.tokens - prompt)
        if room < _LEAST_ANSWER:
            raise ModelFailure(Reason.BUDGET)
        try:
            async with self._gate.enter(), self._breaker.guard():
                reply = await retried(partial(self._attempt, search, question, room), budget)
        except ModelFailure as failure:
            search.spent.book(*failure.spent)
            raise
        spent = (reply.prompt_tokens or prompt, reply.completion_tokens or len(reply.raw) // 3 + 1)
        search.spent.book(*spent)
        budget.tokens -= sum(spent)
        return reply

    async def _attempt(self, search: Search, question: Question, room: int) -> "Reply":
        search.spent.calls += 1
        return await self._client.ask(question.messages, question.form, room)

    def _tokens_of(self, question: Question) -> int:
        """What the prompt may cost at most; only `json_schema` keeps the form out of it."""
        words = tokens_of(question.messages)
        return words if self._settings.mode is StructuredOutput.JSON_SCHEMA else words + form_tokens(question)
