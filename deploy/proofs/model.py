"""A model that has nothing to add: model.py ADDRESS ASKED. Serves until SIGTERM.

Writes its address to the file ADDRESS, and one line for each question to the file ASKED.
"""

import asyncio
import sys
from pathlib import Path

from tests.fake_llm import Asked, FakeModel, Reply, say


async def serve(address: Path, asked: Path) -> None:
    """Answers every question with nothing."""

    def nothing(question: Asked) -> Reply:
        with asked.open("a", encoding="utf-8") as lines:
            print(question.path, file=lines)
        form = question.schema["properties"]
        return say({key: [] if field.get("type") == "array" else None for key, field in form.items()}, delay=0.02)

    async with FakeModel(nothing) as model:
        await asyncio.to_thread(address.write_text, model.url, encoding="utf-8")
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), Path(sys.argv[2])))
