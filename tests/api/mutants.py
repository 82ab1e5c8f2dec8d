"""Requests that are almost right, drawn repeatably from a seed, and what the service makes of each.

python -m tests.api.mutants [COUNT] sends so many to a service of its own (10 000 unless told otherwise) and fails if
any is answered 5xx or not at all, or if the service's memory grows.
"""

import asyncio
import copy
import gzip
import json
import random
import re
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import Any

import httpx

TEXT = "Deutschland und Frankreich haben am 22. Januar 2019 in Aachen einen Vertrag unterzeichnet."
ARTICLE = {"text": TEXT, "title": "🤝", "published_at": "2019-01-23", "language": "de", "options": {"llm": "off"}}
PATHS = ("/v1/extractions", "/v1/extractions/batch", "/v1/languages", "/v1/record-schema", "/health/ready", "/schema")
METHODS = ("POST",) * 12 + ("GET", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "BREW", "post", "P\x00ST")
HEADERS = {
    "Content-Type": (
        *("application/json", "application/x-ndjson") * 4,
        *("text/plain", "application/json; charset=utf-16", "", ";", "a/b; c", "application/json;" * 50),
    ),
    "Accept": ("*/*", "application/json", "application/x-ndjson", "text/html", ";q=", "*/*;q=0", "q" * 5_000, "a/b,,,"),
    "Content-Encoding": ("identity", "identity", "gzip", "br", "gzip, gzip", "\xff"),
    "Accept-Encoding": ("gzip", "identity", "br", "gzip;q=0"),
    "X-Request-ID": ("mutant", "a b", "\xe9", "x" * 1_000, ""),
    "If-None-Match": ("*", '"', "W/", '"a", "b"'),
    "traceparent": ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-0-0-0", "x", ""),
    "Expect": ("100-continue", "200-stop"),
    "Connection": ("close, Upgrade",),
    "Upgrade": ("h2c", "websocket"),
}
VALUES: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, 1e308, 10**30),
    *("", "\x00", "\ufffe", "𝕏" * 50, "x" * 5_000),
    *([], {}, [[[]]]),
)
BYTES = (
    *(b"\x00", b"\xff", b"\\ud800", b"\\u0000", b"[" * 300, b'{"a":' * 300),
    *(b"1" + b"0" * 5_000, b"1e999", b"NaN", b"\n", b'"', b"}"),
)
ENDS = ("?llm=off", "?fields=x", "?%00", "?a=1&a=2", "?deadline_ms=9" + "9" * 50, "/", "/%ff", "#")

_PATIENCE_S = 20.0
_MOST_GROWTH_KB = 12_000


@dataclass(frozen=True, slots=True)
class Mutant:
    """One request, as bytes on the wire."""

    wire: bytes
    told: str
    breaks_off: bool
    """The body is not as long as the head says."""


def mutants(seed: int, count: int, key: str) -> Iterator[Mutant]:
    """So many requests; the same for the same seed."""
    draw = random.Random(seed)
    for _ in range(count):
        method, path = draw.choice(METHODS), draw.choice(PATHS[:2] * 4 + PATHS)
        headers = {
            "Host": "x",
            "Connection": "close",
            "Authorization": f"Bearer {key}" if draw.random() < 0.9 else draw.choice(("", "x", "Bearer")),
        }
        headers["Content-Type"] = draw.choice(HEADERS["Content-Type"])
        for name in draw.sample(sorted(HEADERS), draw.randrange(4)):
            headers[name] = draw.choice(HEADERS[name])
        body = _body(draw)
        if headers.get("Content-Encoding") == "gzip" and draw.random() < 0.7:
            body = gzip.compress(body, mtime=0)
        if draw.random() < 0.3:
            body = _bent(draw, body)
        headers["Content-Length"] = str(len(body)) if draw.random() < 0.97 else draw.choice(("-1", "x", "0", "9" * 30))
        if draw.random() < 0.2:
            path += draw.choice(
                ("?llm=off", "?fields=x", "?%00", "?a=1&a=2", "?deadline_ms=9" + "9" * 50, "/", "/%ff", "#")
            )
        head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        wire = head.encode("latin-1") + b"\r\n" + body
        yield Mutant(wire, f"{method} {path} {headers} {body[:200]!r}", headers["Content-Length"] != str(len(body)))


def _body(draw: random.Random) -> bytes:
    article: dict[str, Any] = {**ARTICLE, "options": dict(ARTICLE["options"])}  # type: ignore[call-overload]
    for _ in range(draw.randrange(3)):
        target = draw.choice((article, article["options"])) if isinstance(article.get("options"), dict) else article
        target[draw.choice((*ARTICLE, "deadline_ms", "fields", "offsets", "x", "\x00"))] = copy.deepcopy(
            draw.choice(VALUES)
        )
    shape = draw.random()
    if shape < 0.6:
        return json.dumps(article, ensure_ascii=draw.random() < 0.5).encode("utf-8", "surrogatepass")
    article.pop("options", None)
    if shape < 0.8:
        return json.dumps({"articles": [article] * draw.randrange(4)}).encode()
    return b"\n".join([json.dumps(article).encode()] * draw.randrange(4))


def _bent(draw: random.Random, body: bytes) -> bytes:
    for _ in range(draw.randrange(1, 4)):
        place = draw.randrange(len(body) + 1)
        after = place + draw.choice((0, 0, draw.randrange(20), len(body)))
        body = body[:place] + draw.choice((b"", draw.choice(BYTES), draw.randbytes(draw.randrange(20)))) + body[after:]
    return body


async def answer_to(mutant: Mutant, host: str, port: int) -> int:
    """The status of the answer; 0 if the connection was closed without one. Raises TimeoutError."""
    async with asyncio.timeout(_PATIENCE_S):
        reader, writer = await asyncio.open_connection(host, port)
        try:
            writer.write(mutant.wire)
            if mutant.breaks_off:
                writer.write_eof()
            line = await reader.readline()
            if b"100" in line[:13]:
                await reader.readline()
                line = await reader.readline()
            await reader.read()
        except ConnectionError:
            return 0
        finally:
            writer.close()
    found = re.match(rb"HTTP/1\.1 (\d+)", line)
    return int(found[1]) if found else 0


async def sent(seed: int, count: int, key: str, address: str) -> Counter[int]:
    """How many answers had which status. Raises AssertionError for a 5xx, naming the request."""
    url, seen = httpx.URL(address), Counter[int]()
    for mutant in mutants(seed, count, key):
        try:
            status = await answer_to(mutant, url.host, url.port or 80)
        except TimeoutError:
            raise AssertionError(f"no answer: {mutant.told}") from None
        assert status < 500, mutant.told
        seen[status] += 1
    return seen


@contextmanager
def _service() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    root = Path(__file__).parents[2]
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "service", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=root, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        while not _listens(address):
            sleep(0.1)
        try:
            yield address, process
        finally:
            process.terminate()


def _listens(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health/live").is_success
    except httpx.TransportError:
        return False


def _memory_kb(process: subprocess.Popen[bytes]) -> int:
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0])


def main(count: int) -> None:
    """Send so many mutants; prints what became of them."""
    with _service() as (address, process):
        asyncio.run(sent(0, 1_000, "none", address))
        before = _memory_kb(process)
        seen = asyncio.run(sent(1, count, "none", address))
        after = _memory_kb(process)
    sys.stdout.write(f"{count} mutants, no 5xx, no hang; by status {dict(sorted(seen.items()))}; ")
    sys.stdout.write(f"memory {before} kB before, {after} kB after\n")
    if after - before > _MOST_GROWTH_KB:
        raise SystemExit("the memory of the service grows")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 10_000)
