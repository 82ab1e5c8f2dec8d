"""One question to one OpenAI-compatible endpoint: instructor shapes the request and reads the answer by its schema.

Instructor's own retries and its validation context are not used: the context would render the article as a template,
and retries belong to the one budget of the caller (`service.fallback.resilience`).
"""

import asyncio
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import instructor
import openai
from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException
from instructor.core.hooks import Hooks
from openai.types.chat import ChatCompletion, ChatCompletionMessageParam
from pydantic import BaseModel, Field, ValidationError
from pydantic_core import from_json

from schemas.vocabulary import Reason
from service.fallback.questions import Message, schema_of, whole_values
from service.fallback.resilience import ModelFailure
from service.fallback.ways import Way
from service.settings import LlmSettings, StructuredOutput

_MODES = {
    StructuredOutput.JSON_SCHEMA: instructor.Mode.JSON_SCHEMA,
    StructuredOutput.TOOLS: instructor.Mode.TOOLS,
    StructuredOutput.JSON: instructor.Mode.JSON,
}
_TRANSIENT = frozenset((408, 409, 425, 429, 500, 502, 503, 504, 529))
_NO_KEY = "none"
_MOST_FAULTS = 5


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: `raw` is the answer as text, `form` the same read by its schema, None where it does not fit."""

    raw: str
    form: BaseModel | None
    faults: tuple[str, ...]
    """What did not fit the schema, without any values."""
    prompt_tokens: int | None
    completion_tokens: int | None
    """None where the endpoint does not count."""
    cut: bool = False
    """Whether the answer was cut off; `form` then holds the values that were complete."""


class ModelClient:
    """The connection to one model; owns its HTTP connections until `close`."""

    def __init__(self, base_url: str, model: str, settings: LlmSettings) -> None:
        _keep_articles_out_of_logs()
        key = settings.api_key.get_secret_value() if settings.api_key else _NO_KEY
        self.model = model
        self._timeout = settings.timeout_s
        self._openai = openai.AsyncOpenAI(base_url=base_url, api_key=key, timeout=settings.timeout_s, max_retries=0)
        self._instructors = {mode: instructor.from_openai(self._openai, mode=_MODES[mode]) for mode in _MODES}

    async def ask(self, messages: Sequence[Message], form: type[BaseModel], max_tokens: int, way: Way) -> Reply:
        """The model's answer, asked for in that way; cancelling ends the request.

        Raises ModelFailure if there is none that could be read.
        """
        seen: list[Any] = []
        hooks = Hooks()
        hooks.on("completion:response", seen.append)
        try:
            async with asyncio.timeout(self._timeout):
                answer = await self._instructors[way.mode].create(
                    response_model=form,
                    messages=cast(list[ChatCompletionMessageParam], list(messages)),
                    model=self.model,
                    max_tokens=max_tokens,
                    temperature=0,
                    max_retries=0,
                    hooks=hooks,
                    **_strictly(form, way),
                )
        except TimeoutError:
            raise ModelFailure(Reason.TIMEOUT, down=True) from None
        except IncompleteOutputException:
            return _cut_off(_parsed(seen), form)
        except InstructorRetryException as error:
            return _unread(seen, error.__cause__, form)
        return _reply(_completion(seen), answer, ())

    async def close(self) -> None:
        """Close the connections."""
        await self._openai.close()


def _strictly(form: type[BaseModel], way: Way) -> dict[str, Any]:
    """What makes the endpoint enforce the schema where it would only be advised by it.

    A tool is forced by 'required': of the two ways to say so it is the one that llama.cpp understands as well.
    """
    schema = schema_of(form, bounded=way.bounded)
    if way.mode is StructuredOutput.JSON_SCHEMA:
        named = {"name": form.__name__, "schema": schema, "strict": True}
        return {"extra_body": {"response_format": {"type": "json_schema", "json_schema": named}}}
    if way.mode is StructuredOutput.TOOLS:
        function = {"name": form.__name__, "parameters": schema, "strict": True}
        return {"extra_body": {"tools": [{"type": "function", "function": function}], "tool_choice": "required"}}
    return {}


def _keep_articles_out_of_logs() -> None:
    """Both libraries log requests and answers, which hold the article's sentences."""
    for name in ("instructor", "openai"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


class _Function(BaseModel):
    arguments: str


class _ToolCall(BaseModel):
    function: _Function


class _Turn(BaseModel):
    content: str | None = None
    refusal: str | None = None
    tool_calls: list[_ToolCall] | None = None


class _Choice(BaseModel):
    message: _Turn
    finish_reason: str | None = None


class _Tokens(BaseModel):
    prompt_tokens: int
    completion_tokens: int


class _Completion(BaseModel):
    """As much of a chat completion as is relied on; openai's own types are filled unchecked."""

    choices: list[_Choice] = Field(min_length=1)
    usage: _Tokens | None = None

    @property
    def text(self) -> str:
        """The answer itself."""
        turn = self.choices[0].message
        return turn.tool_calls[0].function.arguments if turn.tool_calls else turn.content or ""


def _parsed(seen: Sequence[Any]) -> _Completion:
    """What the endpoint sent. Raises ModelFailure where it is no chat completion."""
    if not isinstance(seen[-1], ChatCompletion):
        raise ModelFailure(Reason.HTTP_ERROR, down=True)
    try:
        return _Completion.model_validate(seen[-1].model_dump(warnings=False))
    except ValidationError:
        raise ModelFailure(Reason.INVALID) from None


def _completion(seen: Sequence[Any]) -> _Completion:
    """The same. Raises ModelFailure where it holds no answer."""
    completion = _parsed(seen)
    choice = completion.choices[0]
    if choice.message.refusal or choice.finish_reason == "content_filter":
        raise _failure(completion, Reason.REFUSED)
    return completion


def _failure(completion: _Completion, reason: Reason) -> ModelFailure:
    failure = ModelFailure(reason)
    if completion.usage:
        failure.spent = completion.usage.prompt_tokens, completion.usage.completion_tokens
    return failure


def _reply(completion: _Completion, form: BaseModel | None, faults: tuple[str, ...]) -> Reply:
    usage = completion.usage
    return Reply(
        completion.text,
        form,
        faults,
        usage.prompt_tokens if usage else None,
        usage.completion_tokens if usage else None,
    )


def _unread(seen: Sequence[Any], error: BaseException | None, form: type[BaseModel]) -> Reply:
    """The answer that instructor could not read. Raises ModelFailure where there is none."""
    match error:
        case openai.APITimeoutError():
            raise ModelFailure(Reason.TIMEOUT, down=True) from None
        case openai.APIConnectionError():
            raise ModelFailure(Reason.UNREACHABLE, again=True, down=True) from None
        case openai.APIStatusError(status_code=status, response=response):
            wait = _seconds(response.headers.get("retry-after"))
            again = status in _TRANSIENT
            raise ModelFailure(Reason.HTTP_ERROR, again=again, retry_after=wait, down=True, status=status) from None
    if not seen:
        raise ModelFailure(Reason.HTTP_ERROR, down=True) from None
    completion = _completion(seen)
    return _reply(completion, _salvaged(completion.text, form), _faults(error))


def _cut_off(completion: _Completion, form: type[BaseModel]) -> Reply:
    """What was complete when the answer was cut off. Raises ModelFailure where no value was."""
    text = completion.text
    try:
        whole = whole_values(form, from_json(text[max(0, text.find("{")) :], allow_partial=True))
    except ValueError:
        whole = None
    if whole is None:
        raise _failure(completion, Reason.TRUNCATED)
    return replace(_reply(completion, whole, ()), cut=True)


def _salvaged(text: str, form: type[BaseModel]) -> BaseModel | None:
    """The answer of a server that only half enforces the form: fenced, amid words, or a tool call in writing."""
    start, end = text.find("{"), text.rfind("}")
    try:
        answer = json.loads(text[start : end + 1])
        return form.model_validate(answer.get("arguments", answer))
    except (ValueError, RecursionError, AttributeError):
        return None


def _faults(error: BaseException | None) -> tuple[str, ...]:
    if not isinstance(error, ValidationError):
        return ("no JSON object",)
    found = error.errors(include_input=False, include_url=False, include_context=False)
    return tuple(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in found[:_MOST_FAULTS])


def _seconds(header: str | None) -> float | None:
    """Of a Retry-After header in seconds; one that names a date counts as absent."""
    try:
        return max(0.0, float(header)) if header is not None else None
    except ValueError:
        return None
