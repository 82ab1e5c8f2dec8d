"""Prove that faults leave nothing behind: `python -m tests.fallback.prove 2000` asks so often; most answers are faults.

Prints how each fault ended and how late, then what was left over: tasks, open files, memory.
"""

import asyncio
import gc
import resource
import sys
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from schemas.vocabulary import RecordField
from service.fallback.resilience import Breaker
from tests.fake_llm import FakeModel, Reply, drop, hang, raw, refusal, say, status, trickle
from tests.fallback.asking import fallback_at, fill
from tests.fallback.test_faults import FAULTS, TERM, suffer
from tests.verify.articles import ENGLISH, read

_QUICK: tuple[Callable[[], Reply], ...] = (
    drop,
    refusal,
    lambda: raw(b""),
    lambda: raw(b"<html>Log in</html>", "text/html"),
    lambda: say("prose"),
    lambda: say('{"term":' + " \n" * 5_000, finish="length"),
    lambda: status(401),
    lambda: say({"answer": 42}),
    lambda: say(TERM),
)
_SLOW: tuple[Callable[[], Reply], ...] = (hang, trickle)


async def table() -> None:
    """One line a fault: outcome, reason, seconds over the deadline."""
    for name, fault in FAULTS.items():
        filled, seconds, model = await suffer(fault)
        coverage = filled.outcomes[0, RecordField.TERM]
        late = max(0.0, seconds - fault.seconds)
        print(f"{name:36} {coverage.outcome:8} {coverage.reason or '-':12} {len(model.asked)} asked, {late:.3f} s late")


def left() -> tuple[int, int, int]:
    """Unfinished tasks, open files, and the most memory used so far in KiB."""
    gc.collect()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return len(asyncio.all_tasks()), len(list(Path("/proc/self/fd").iterdir())), peak


async def many(calls: int) -> None:
    """So many questions to one fallback, whose breaker never opens, so that each reaches the endpoint."""
    article = read(ENGLISH, "en")
    replies = cycle((*_QUICK * 20, *_SLOW))
    async with FakeModel(lambda _: next(replies)()) as model, fallback_at(model.url, timeout_s=0.2) as fallback:
        fallback._breaker = Breaker(threshold=sys.maxsize)
        for share in (calls // 4, calls - calls // 4):
            for _ in islice(cycle([None]), share):
                model.asked.clear()
                await fill(fallback, article, "term", seconds=2.0)
            await asyncio.sleep(0.3)
            print(f"after {share} more: {left()} tasks, files, peak KiB")


async def prove(calls: int) -> None:
    await table()
    print(f"before: {left()}")
    await many(calls)
    print(f"after: {left()}")


if __name__ == "__main__":
    asyncio.run(prove(int(sys.argv[1])))
