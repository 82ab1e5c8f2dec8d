"""Record real exchanges, to be replayed offline: `python -m tests.fallback.record http://127.0.0.1:8091/v1 able`,
with fields behind it for those alone.

The rules are made to have missed what the model is asked for. One file a question is written to `recorded/`.
"""

import asyncio
import json
import sys
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from schemas.vocabulary import RecordField
from tests.fake_llm import Asked, FakeModel, Reply, raw
from tests.fallback.asking import fallback_at, fill
from tests.verify.articles import ENGLISH, GERMAN, read

RECORDED = Path(__file__).parent / "recorded"
TEXTS = {"de": GERMAN, "en": ENGLISH}
QUESTIONS = (
    ("de", "term", "zehn Jahre"),
    ("de", "related", "1932"),
    ("de", "claims", "Ruiz"),
    ("en", "term", "ten years"),
    ("en", "related", "1932"),
    ("en", "claims", "Ruiz"),
)
"""Language, field, and words of the sentences that are sent."""
_PATIENCE = 1_800.0


def _post(url: str, body: Mapping[str, Any]) -> dict[str, Any]:
    request = urllib.request.Request(  # noqa: S310 - the address is the developer's own
        f"{url}/chat/completions", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310 - the same
        return dict(json.load(answer))


def _forward(url: str, exchanges: list[dict[str, Any]]) -> Reply:
    async def write(writer: asyncio.StreamWriter, asked: Mapping[str, Any]) -> None:
        completion = await asyncio.to_thread(_post, url, asked)
        kept = {name: completion[name] for name in ("id", "object", "created", "model", "choices", "usage")}
        exchanges.append({"messages": asked["messages"], "completion": {**kept, "model": "recorded"}})
        await raw(json.dumps(completion).encode())(writer, asked)

    return write


async def _record(url: str, model: str, language: str, field: str, about: str) -> None:
    exchanges: list[dict[str, Any]] = []

    def forward(_: Asked) -> Reply:
        return _forward(url, exchanges)

    async with FakeModel(forward) as proxy, fallback_at(proxy.url, timeout_s=_PATIENCE) as fallback:
        filled = await fill(fallback, read(TEXTS[language], language), field, seconds=_PATIENCE, about=about)
    outcome = filled.outcomes[0, RecordField(field)].outcome.value
    record = {
        "language": language,
        "field": field,
        "about": about,
        "outcome": outcome,
        "seconds": round(filled.usage.seconds, 1),
        "exchanges": exchanges,
    }
    path = RECORDED / f"{model}-{language}-{field}.json"
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    spent = filled.usage.prompt_tokens, filled.usage.completion_tokens, record["seconds"]
    sys.stdout.write(f"{path.name}: {outcome} {spent}\n")
    sys.stdout.flush()


async def _record_all(url: str, model: str, *fields: str) -> None:
    """All questions, or those on these fields."""
    RECORDED.mkdir(exist_ok=True)
    for language, field, about in (question for question in QUESTIONS if not fields or question[1] in fields):
        await _record(url, model, language, field, about)


if __name__ == "__main__":
    asyncio.run(_record_all(*sys.argv[1:]))
