"""What a batch adds to the rules, what a long article costs short ones, and how soon a full service refuses."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from statistics import median, quantiles
from threading import Event
from time import perf_counter, sleep

from bench.measure import Limit
from bench.over_http import HOST, bodies_of, post, served, service_command
from bench.texts import long_text
from schemas.article import MAX_TEXT, Article

__all__ = ["time_batch", "time_beside_a_long_article", "time_refusals"]

_ROUNDS = 5
_SMALL = 400
_PAUSE_S = 0.002
_MOST = 16
_CALLERS = 64


def time_batch(articles: Sequence[Article]) -> Limit:
    """Time of a batch beyond what its rules took, for each article; the least of some rounds."""
    lines = [json.loads(body) for body in bodies_of(articles)]
    body = "\n".join(json.dumps({key: line[key] for key in line if key != "options"}) for line in lines).encode()
    added = []
    with served(service_command) as service:
        for _ in range(_ROUNDS):
            taken, answer = post(service, body, "/v1/extractions/batch?llm=off", "application/x-ndjson")
            results = [json.loads(line) for line in answer.splitlines()]
            rules = sum(result["extraction"]["usage"]["rules_ms"] for result in results)
            added.append((taken - rules) / len(results))
    return Limit("HTTP, batch, time an article beyond its rules", min(added), at_most=0.25, unit=" ms")


def time_beside_a_long_article(articles: Sequence[Article]) -> Limit:
    """The 99th percentile of short requests while a long article is always under way, over that without."""
    bodies = bodies_of(articles)
    text = long_text(articles, "de", MAX_TEXT)
    long = json.dumps({**json.loads(bodies[0]), "text": text}).encode()
    done = Event()
    with served(service_command) as service:

        def keep_busy() -> int:
            connection, count = HTTPConnection(HOST, service.port), 0
            while not done.is_set():
                post(connection, long)
                count += 1
            return count

        _small(service, bodies)
        alone = _small(service, bodies)
        with ThreadPoolExecutor(1) as other:
            busy = other.submit(keep_busy)
            sleep(0.2)
            beside = _small(service, bodies)
            done.set()
    before, after = (quantiles(times, n=100)[-1] for times in (alone, beside))
    print(
        f"HTTP, short requests: median {median(alone):.2f} ms, p99 {before:.2f} ms; beside {busy.result()} articles of "
        f"{MAX_TEXT:,} characters: median {median(beside):.2f} ms, p99 {after:.2f} ms"
    )
    return Limit("HTTP, p99 of short requests beside a long article over that without", after / before, at_most=5.0)


def time_refusals(articles: Sequence[Article]) -> Limit:
    """The 99th percentile of the time until a full service says no, with many more callers than it takes on."""
    body = bodies_of(articles)[0]
    with served(service_command, TREATY_RECORDS_MAX_REQUESTS=str(_MOST)) as service:

        def call(_: int) -> list[float]:
            connection, refused = HTTPConnection(HOST, service.port), []
            for _ in range(20):
                start = perf_counter()
                connection.request("POST", "/v1/extractions", body, {"Content-Type": "application/json"})
                answer = connection.getresponse()
                answer.read()
                if answer.status == 503:
                    refused.append((perf_counter() - start) * 1_000)
            return refused

        with ThreadPoolExecutor(_CALLERS) as callers:
            times = [time for refused in callers.map(call, range(_CALLERS)) for time in refused]
    print(f"HTTP, {_CALLERS} callers where {_MOST} are taken on: {len(times)} refusals, median {median(times):.1f} ms")
    return Limit("HTTP, p99 of a refusal", quantiles(times, n=100)[-1], at_most=100.0, unit=" ms")


def _small(connection: HTTPConnection, bodies: Sequence[bytes]) -> list[float]:
    times = []
    for number in range(_SMALL):
        times.append(post(connection, bodies[number % len(bodies)])[0])
        sleep(_PAUSE_S)
    return times
