"""In which way to ask: the strictest one that the endpoint enforces, found by asking for what no model would say.

The model is told to answer 'green' while the form admits one other word only. Who answers with that word obeys the form
because the endpoint makes it; who says 'green', or something in prose, is merely advised by it.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema

from service.fallback.questions import Message
from service.fallback.resilience import UNUSABLE, ModelFailure
from service.settings import StructuredOutput

_UNFIT = frozenset((400, 415, 422, 501))
"""Statuses by which endpoints refuse a form or a way of asking."""
_SECRET = "kzqx"  # noqa: S105 - no secret: a word that no model says unasked


@dataclass(frozen=True, slots=True)
class Way:
    """A way of asking. Without `bounded` the form names no lengths, which some endpoints refuse."""

    mode: StructuredOutput
    bounded: bool = True
    enforced: bool | None = None
    """Whether the endpoint was seen to enforce the form; None where the operator chose the way."""


_LADDER = (
    Way(StructuredOutput.JSON_SCHEMA),
    Way(StructuredOutput.JSON_SCHEMA, bounded=False),
    Way(StructuredOutput.TOOLS),
    Way(StructuredOutput.TOOLS, bounded=False),
    Way(StructuredOutput.JSON),
)


class Probe(BaseModel):
    """A form like those of real questions, which admits one answer only."""

    model_config = ConfigDict(extra="forbid")

    answer: Annotated[
        str, StringConstraints(pattern=f"^{_SECRET}$"), WithJsonSchema({"type": "string", "enum": [_SECRET]})
    ]
    reason: Annotated[str, Field(max_length=20)] | None
    more: Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=1)]


PROBE: tuple[Message, ...] = (
    Message(
        role="user",
        content='Reply with this JSON and nothing else: {"answer": "green", "reason": null, "more": []}',
    ),
)


async def strictest(ask: Callable[[Way], Awaitable[str]]) -> Way:
    """The strictest way that the endpoint enforces; JSON mode where it enforces none.

    `ask` puts the probe in that way and returns the answer. Raises ModelFailure where the endpoint does not answer.
    """
    refused: ModelFailure | None = None
    for way in _LADDER:
        if not way.bounded and refused is None:
            continue
        try:
            answer, refused = await ask(way), None
        except ModelFailure as failure:
            if failure.reason not in UNUSABLE and failure.status not in _UNFIT:
                raise
            answer, refused = "", failure if failure.status in _UNFIT else None
        if _enforced(answer):
            return replace(way, enforced=True)
    if refused is not None:
        raise refused
    return replace(_LADDER[-1], enforced=False)


def _enforced(answer: str) -> bool:
    try:
        Probe.model_validate(json.loads(answer))
    except ValueError:
        return False
    return True
