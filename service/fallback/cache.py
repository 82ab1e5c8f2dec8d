"""Answers of the model, kept by the hash of what was asked. The store is handed in; any of Litestar's will do."""

import hashlib
import json
from collections.abc import Sequence
from typing import Protocol

from service.fallback.questions import Message, Question


class AnswerCache(Protocol):
    """A store of bytes that expire."""

    async def get(self, key: str) -> bytes | None:
        """What is kept under the key; None where nothing is or where it has expired."""
        ...

    async def set(self, key: str, value: str | bytes, expires_in: int | None = None) -> None:
        """Keep `value` under the key for so many seconds."""
        ...


def key_of(model: str, mode: str, question: Question) -> str:
    """SHA-256 of the model, the way of asking, the form and the messages; no text can be read back from it."""
    return _hash([model, mode, question.form.model_json_schema(), list(question.messages)])


def _hash(parts: Sequence[str | dict[str, object] | list[Message]]) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
