"""Answers of the model, kept by the hash of what was asked. The store is handed in; any of Litestar's will do."""

import asyncio
import hashlib
import json
from contextlib import suppress
from typing import Protocol

from pydantic import BaseModel

from service.fallback.questions import Question, schema_of

_PATIENCE = 1.0
"""Seconds that an answer may take out of the store."""


class AnswerCache(Protocol):
    """A store of bytes that expire."""

    async def get(self, key: str) -> bytes | None:
        """What is kept under the key; None where nothing is or where it has expired."""
        ...

    async def set(self, key: str, value: str | bytes, expires_in: int | None = None) -> None:
        """Keep `value` under the key for so many seconds."""
        ...


class Answers:
    """Answers of one model by what was asked. A store that fails, or is slow, is as good as an empty one."""

    def __init__(self, store: AnswerCache | None, model: str, keep_s: int) -> None:
        self._store = store if keep_s else None
        self._model = model
        self._keep_s = keep_s

    async def get(self, question: Question) -> BaseModel | None:
        """The kept answer, read by the question's form; None where there is none that fits it."""
        if self._store is None:
            return None
        try:
            async with asyncio.timeout(_PATIENCE):
                kept = await self._store.get(self._key(question))
            return None if kept is None else question.form.model_validate_json(kept)
        except Exception:  # noqa: BLE001 - the store is handed in: whatever is wrong with it, the model can be asked
            return None

    async def set(self, question: Question, answer: BaseModel) -> None:
        """Keep the answer."""
        if self._store is not None:
            with suppress(Exception):
                async with asyncio.timeout(_PATIENCE):
                    await self._store.set(self._key(question), answer.model_dump_json().encode(), self._keep_s)

    def _key(self, question: Question) -> str:
        """SHA-256 of model, form and messages; no text can be read back from it."""
        asked = [self._model, schema_of(question.form), question.messages]
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
