"""What a request costs: the service against a bare handler, and the first request after a start."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from statistics import median
from time import monotonic, perf_counter, sleep

from bench.bare import ANSWER_BYTES
from bench.measure import Limit, Times
from bench.texts import long_text, slices
from schemas.article import Article, ExtractionOptions, ExtractionRequest
from schemas.vocabulary import LlmMode

__all__ = ["HOST", "LENGTH", "bodies_of", "post", "served", "service_command", "time_first_request", "time_requests"]

HOST = "127.0.0.1"
LENGTH = 2_500
_ROUNDS = 5
_STARTS = 3
_PATIENCE_S = 60.0
_OK = 200


def time_requests(articles: Sequence[Article]) -> Limit:
    """The service and the bare handler in turns over the same bodies: how many requests a second of it we reach."""
    bodies = bodies_of(articles)
    with served(service_command) as service:
        size = round(median(len(post(service, body)[1]) for body in bodies))
        with served(_bare_command, **{ANSWER_BYTES: str(size)}) as bare:
            for body in bodies:
                post(bare, body)
            pairs = [(post(service, body)[0], post(bare, body)[0]) for _ in range(_ROUNDS) for body in bodies]
    ours, theirs = (Times.of(times) for times in zip(*pairs, strict=True))
    print(f"HTTP, {LENGTH:,} characters in, {size:,} bytes out: {ours}\nHTTP, bare handler: {theirs}")
    print(f"HTTP, requests a second over those of the bare handler: {theirs.total / ours.total:.3f}, at least 0.12")
    return Limit("HTTP, time of a request over that of the bare handler", ours.total / theirs.total, at_most=1 / 0.12)


def time_first_request(articles: Sequence[Article]) -> Limit:
    """The first request after a start over the median of those that follow, the median of some starts."""
    bodies = bodies_of(articles)
    ratios = []
    for _ in range(_STARTS):
        with served(service_command) as service:
            first, *others = (post(service, body)[0] for body in bodies)
        ratios.append(first / median(others))
    return Limit("HTTP, first request after a start over the median", median(ratios), at_most=10.0)


def bodies_of(articles: Sequence[Article]) -> list[bytes]:
    """Requests of the usual length."""
    texts = slices(long_text(articles, "de", 40 * LENGTH), LENGTH)
    options = ExtractionOptions(llm=LlmMode.OFF)
    return [
        ExtractionRequest(text=text, published_at="2024-11-12", language="de", options=options)
        .model_dump_json(exclude_none=True)
        .encode()
        for text in texts
    ]


def service_command(port: int) -> list[str]:
    """What starts the service."""
    return [sys.executable, "-m", "service", "serve", "--host", HOST, "--port", str(port)]


def _bare_command(port: int) -> list[str]:
    app = ["--factory", "bench.bare:create_app", "--host", HOST, "--port", str(port), "--log-level", "warning"]
    return [sys.executable, "-m", "uvicorn", *app, "--no-access-log"]


@contextmanager
def served(command: Callable[[int], list[str]], **environment: str) -> Iterator[HTTPConnection]:
    """A server of its own process, as long as the context lasts; nothing but a connection has been made to it."""
    port = _free_port()
    server = subprocess.Popen(
        command(port), env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        connection = _connect(server, port)
        yield connection
        connection.close()
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as probe:
        return int(probe.getsockname()[1])


def _connect(server: subprocess.Popen[bytes], port: int) -> HTTPConnection:
    deadline = monotonic() + _PATIENCE_S
    while monotonic() < deadline and server.poll() is None:
        connection = HTTPConnection(HOST, port, timeout=_PATIENCE_S)
        try:
            connection.connect()
        except ConnectionRefusedError:
            sleep(0.05)
        else:
            return connection
    raise RuntimeError(f"no server came up on port {port}")


def post(
    connection: HTTPConnection, body: bytes, path: str = "/v1/extractions", media_type: str = "application/json"
) -> tuple[float, bytes]:
    """Time in milliseconds until the whole answer is there, and the answer."""
    start = perf_counter()
    connection.request("POST", path, body, {"Content-Type": media_type})
    response = connection.getresponse()
    answer = response.read()
    taken = (perf_counter() - start) * 1_000
    if response.status != _OK:
        raise RuntimeError(f"answer {response.status}")
    return taken, answer
