"""Load for the proofs: articles to one address, by a few clients at once, until SIGTERM; what became of each request.

load.py URL WORKERS OUT     writes one JSON object a request to OUT: {began, ended, status, replicas}, status 0
                            where no whole answer came, `replicas` those that the proxy tried; then a summary on stdout
load.py --lost OUT KILLED FROM UNTIL
                            checks that each request without an answer of 200 was in flight at KILLED when that
                            died, between the two times

KEY in the environment is the key to ask with.
"""

import asyncio
import json
import os
import signal
import sys
import time
from collections import Counter
from pathlib import Path

import httpx

_ARTICLE = (
    "France and Germany signed a trade agreement in Paris on {} May {}. The foreign minister signed for France. "
    + "Both sides will lower tariffs on steel and share data on goods that cross the border. " * 20
)
_ARTICLES = 50
"""How many different ones; a model is asked about each of them anew until its answer is kept."""
_MOST_SECONDS = 120


def _article(number: int) -> dict[str, object]:
    day, year = divmod(number % _ARTICLES, 2)
    return {"text": _ARTICLE.format(1 + day, 2019 + year)}


async def _client(url: str, number: int, stop: asyncio.Event, done: list[dict[str, object]]) -> None:
    headers = {"Authorization": f"Bearer {key}"} if (key := os.environ.get("KEY")) else {}
    async with httpx.AsyncClient(timeout=60, headers=headers) as client:
        while not stop.is_set():
            began, status, replicas = time.time(), 0, ""
            try:
                async with client.stream("POST", url, json=_article(number)) as answer:
                    replicas = answer.headers.get("x-replicas", "")
                    await answer.aread()
                    status = answer.status_code
            except httpx.HTTPError:
                pass
            done.append({"began": began, "ended": time.time(), "status": status, "replicas": replicas})
            number += 7


async def fire(url: str, workers: int) -> list[dict[str, object]]:
    """Sends until SIGTERM, at most two minutes; what became of each request."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    asyncio.get_running_loop().call_later(_MOST_SECONDS, stop.set)
    done: list[dict[str, object]] = []
    await asyncio.gather(*(_client(url, number, stop, done) for number in range(workers)))
    return done


def summarise(done: list[dict[str, object]]) -> str:
    """In one line."""
    statuses = Counter(request["status"] for request in done)
    sent_on = sum("," in str(request["replicas"]) for request in done)
    cut = sum(request["status"] == 0 and bool(request["replicas"]) for request in done)
    failed = len(done) - statuses[200] - cut
    told = f"{len(done)} sent, {failed} failed, {cut} cut off, {sent_on} sent on by the proxy"
    return f"{told}; answers {dict(statuses)}"


def lost(out: Path, killed: str, since: float, until: float) -> None:
    """Checks that no request was lost but those in flight at the replica that died."""
    requests = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    failed = [request for request in requests if request["status"] != 200]
    there = [
        request
        for request in requests
        if request["replicas"].startswith(killed) and request["began"] <= until and request["ended"] >= since
    ]
    others = [request for request in failed if request not in there]
    print(
        f"in flight at {killed} when it died: {len(there)}, of which lost: {len(failed) - len(others)}; "
        f"lost besides: {len(others)}"
    )
    sys.exit(1 if others else 0)


if __name__ == "__main__":
    if sys.argv[1] == "--lost":
        lost(Path(sys.argv[2]), sys.argv[3], float(sys.argv[4]), float(sys.argv[5]))
    else:
        requests = asyncio.run(fire(sys.argv[1], int(sys.argv[2])))
        Path(sys.argv[3]).write_text("".join(json.dumps(request) + "\n" for request in requests), encoding="utf-8")
        print(summarise(requests))
