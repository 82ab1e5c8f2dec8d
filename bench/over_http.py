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

__all__ = ["time_first_request", "time_requests"]

_HOST = "127.0.0.1"
_LENGTH = 2_500
_ROUNDS = 5
_STARTS = 3
_PATIENCE_S = 60.0
_OK = 200


def time_requests(articles: Sequence[Article]) -> str:
    """The service and the bare handler in turns over the same bodies, as lines to print."""
    bodies = _bodies(articles)
    with _served(_service_command) as service:
        size = round(median(len(_post(service, body)[1]) for body in bodies))
        with _served(_bare_command, **{ANSWER_BYTES: str(size)}) as bare:
            for body in bodies:
                _post(bare, body)
            pairs = [(_post(service, body)[0], _post(bare, body)[0]) for _ in range(_ROUNDS) for body in bodies]
    ours, theirs = (Times.of(times) for times in zip(*pairs, strict=True))
    return (
        f"HTTP, {_LENGTH:,} characters in, {size:,} bytes out: {ours}\n"
        f"HTTP, bare handler: {theirs}; ratio of medians {ours.median / theirs.median:.2f}"
    )


def time_first_request(articles: Sequence[Article]) -> Limit:
    """The first request after a start over the median of those that follow, the median of some starts."""
    bodies = _bodies(articles)
    ratios = []
    for _ in range(_STARTS):
        with _served(_service_command) as service:
            first, *others = (_post(service, body)[0] for body in bodies)
        ratios.append(first / median(others))
    return Limit("HTTP, first request after a start over the median", median(ratios), at_most=10.0)


def _bodies(articles: Sequence[Article]) -> list[bytes]:
    texts = slices(long_text(articles, "de", 40 * _LENGTH), _LENGTH)
    options = ExtractionOptions(llm=LlmMode.OFF)
    return [
        ExtractionRequest(text=text, published_at="2024-11-12", language="de", options=options)
        .model_dump_json(exclude_none=True)
        .encode()
        for text in texts
    ]


def _service_command(port: int) -> list[str]:
    return [sys.executable, "-m", "service", "serve", "--host", _HOST, "--port", str(port)]


def _bare_command(port: int) -> list[str]:
    app = ["--factory", "bench.bare:create_app", "--host", _HOST, "--port", str(port), "--log-level", "warning"]
    return [sys.executable, "-m", "uvicorn", *app, "--no-access-log"]


@contextmanager
def _served(command: Callable[[int], list[str]], **environment: str) -> Iterator[HTTPConnection]:
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
    with socket.create_server((_HOST, 0)) as probe:
        return int(probe.getsockname()[1])


def _connect(server: subprocess.Popen[bytes], port: int) -> HTTPConnection:
    deadline = monotonic() + _PATIENCE_S
    while monotonic() < deadline and server.poll() is None:
        connection = HTTPConnection(_HOST, port, timeout=_PATIENCE_S)
        try:
            connection.connect()
        except ConnectionRefusedError:
            sleep(0.05)
        else:
            return connection
    raise RuntimeError(f"no server came up on port {port}")


def _post(connection: HTTPConnection, body: bytes) -> tuple[float, bytes]:
    """Time in milliseconds until the whole answer is there, and the answer."""
    start = perf_counter()
    connection.request("POST", "/v1/extractions", body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    answer = response.read()
    taken = (perf_counter() - start) * 1_000
    if response.status != _OK:
        raise RuntimeError(f"answer {response.status}")
    return taken, answer
