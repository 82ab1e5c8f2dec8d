"""The one door of the fallback: open fields in, proved facts and honest outcomes out, in time and within the budget."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Self

import structlog
from pydantic import BaseModel

from schemas.treaty import TreatyRecord
from schemas.vocabulary import BreakerState, PartState, Reason
from service.fallback import questions
from service.fallback.cache import AnswerCache, Answers
from service.fallback.local import LocalModel
from service.fallback.questions import Message, Question, form_tokens, tokens_of
from service.fallback.resilience import UNUSABLE, Breaker, Budget, Gate, ModelFailure, ModelLoad, retried
from service.fallback.search import Filled, Search, Spent
from service.fallback.ways import PROBE, Probe, Way, strictest
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


_log = structlog.get_logger("treaty_records")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is put to the model. `room`: most tokens of the answer."""

    messages: Sequence[Message]
    form: type[BaseModel]
    room: int


@dataclass(frozen=True, slots=True)
class _Answer:
    raw: str
    form: BaseModel | None
    faults: Sequence[str] = ()
    cut: bool = False


class Fallback:
    """A model behind an OpenAI-compatible endpoint; one for the process."""

    def __init__(
        self, base_url: str, model: str, settings: LlmSettings, cache: AnswerCache | None, local: LocalModel | None
    ) -> None:
        self._base_url = base_url
        self._model = model
        self._settings = settings
        self._client: ModelClient | None = None
        self._local = local
        self._answers = Answers(cache, model, settings.cache_s)
        self._way = None if settings.mode is StructuredOutput.AUTO else Way(settings.mode)
        self._settling = asyncio.Lock()
        self._breaker = Breaker()
        self._gate = Gate(settings.max_concurrency, _QUEUE)

    @classmethod
    def build(cls, settings: LlmSettings, cache: AnswerCache | None = None) -> Self | None:
        """The fallback of these settings; None where they name no model. Raises ConfigurationError."""
        local = LocalModel(settings.gguf) if settings.gguf else None
        settings = local.reached_by(settings) if local else settings
        if settings.base_url is None or settings.model is None:
            return None
        return cls(settings.base_url, settings.model, settings, cache, local)

    @property
    def state(self) -> PartState:
        """Degraded while the endpoint fails."""
        return PartState.UP if self._breaker.state is BreakerState.CLOSED else PartState.DEGRADED

    @property
    def load(self) -> ModelLoad:
        """How busy the model is."""
        mode = self._way.mode if self._way else None
        return ModelLoad(self._breaker.state, self._gate.asking, self._gate.queued, mode)

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
        search = Search(records, gaps, judge, Spent(self._model))
        if gaps:
            loop = asyncio.get_running_loop()
            started = loop.time()
            try:
                async with asyncio.timeout_at(deadline):
                    budget = Budget(deadline, token_budget)
                    for question in questions.ask(document, records, gaps):
                        try:
                            await self._search(search, question, budget)
                        except ModelFailure as failure:
                            search.fail(failure, question=question)
                            if failure.reason not in UNUSABLE:
                                break
            except TimeoutError:
                search.fail(ModelFailure(Reason.TIMEOUT if search.spent.calls else Reason.DEADLINE), Reason.DEADLINE)
            search.spent.seconds = loop.time() - started
        return search.filled()

    async def close(self) -> None:
        """Close the connections, and end a model that runs in this process."""
        if self._client is not None:
            await self._client.close()
        if self._local is not None:
            self._local.close()

    async def _connected(self) -> "ModelClient":
        """The client, made when the first question comes: its libraries take a second to import."""
        if self._client is None:
            await asyncio.to_thread(import_module, "service.fallback.client")
            from service.fallback.client import ModelClient  # noqa: PLC0415 - loaded by the line above

            if self._client is None:  # another question may have come first
                self._client = ModelClient(self._base_url, self._model, self._settings)
        return self._client

    async def _search(self, search: Search, question: Question, budget: Budget) -> None:
        """Ask, judge, and feed back once what was refused and may be mended."""
        way = await self._settled_way(search, budget)
        first = await self._answer(search, question, budget, way)
        second: Question | None
        if first.form is None:
            second = questions.reshaped(question, first.raw, first.faults)
        else:
            refused = search.take(question, first.form, whole=not first.cut)
            if first.cut:
                raise ModelFailure(Reason.TRUNCATED)
            second = questions.again(question, refused)
        if second and budget.seconds and budget.tokens - _tokens_of(second.messages, second.form, way) >= _LEAST_ANSWER:
            answer = await self._answer(search, second, budget, way)
            if answer.form is not None:
                search.take(second, answer.form, whole=not answer.cut)
                return
        if first.form is None:
            raise ModelFailure(Reason.INVALID)

    async def _answer(self, search: Search, question: Question, budget: Budget, way: Way) -> _Answer:
        """The answer from the cache or else from the model. Raises ModelFailure."""
        kept = await self._answers.get(question)
        if kept is not None:
            search.spent.cached = True
            return _Answer("", kept)
        room = _ANSWER_PER_FIELD * len(question.keys)
        reply = await self._put(search, _Asked(question.messages, question.form, room), budget, way)
        if reply.form is not None and not reply.cut:
            await self._answers.set(question, reply.form)
        return _Answer(reply.raw, reply.form, reply.faults, reply.cut)

    async def _settled_way(self, search: Search, budget: Budget) -> Way:
        """The way of asking; found out by the first question that comes. Raises ModelFailure."""
        if self._way is None:
            async with self._settling:
                if self._way is None:
                    self._way = await strictest(partial(self._probe, search, budget))
                    _log.info(
                        "llm_way", mode=self._way.mode.value, bounded=self._way.bounded, enforced=self._way.enforced
                    )
        return self._way

    async def _probe(self, search: Search, budget: Budget, way: Way) -> str:
        return (await self._put(search, _Asked(PROBE, Probe, _LEAST_ANSWER), budget, way)).raw

    async def _put(self, search: Search, asked: _Asked, budget: Budget, way: Way) -> "Reply":
        """Ask the model, again where that helps, and book what it cost."""
        if not budget.seconds:
            raise ModelFailure(Reason.DEADLINE)
        prompt = _tokens_of(asked.messages, asked.form, way)
        room = min(asked.room, budget.tokens - prompt)
        if room < _LEAST_ANSWER:
            raise ModelFailure(Reason.BUDGET)

        client = await self._connected()

        async def attempt() -> "Reply":
            search.spent.calls += 1
            return await client.ask(asked.messages, asked.form, room, way)

        try:
            async with self._gate.enter(), self._breaker.guard():
                reply = await retried(attempt, budget)
        except ModelFailure as failure:
            search.spent.book(*failure.spent)
            budget.tokens -= sum(failure.spent)
            raise
        spent = (reply.prompt_tokens or prompt, reply.completion_tokens or len(reply.raw) // 3 + 1)
        search.spent.book(*spent)
        budget.tokens -= sum(spent)
        return reply


def _tokens_of(messages: Sequence[Message], form: type[BaseModel], way: Way) -> int:
    """What the prompt may cost at most; only `json_schema` keeps the form out of it."""
    words = tokens_of(messages)
    return words if way.mode is StructuredOutput.JSON_SCHEMA else words + form_tokens(form)
