"""`treaty-records serve` as a process, asked over loopback."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from socket import socket
from time import sleep
from typing import IO, Any

import httpx
import pytest

ROOT = Path(__file__).parents[2]


@contextmanager
def _serving(*options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A running service without keys, with its address; its log is on standard error."""
    command = [sys.executable, "-m", "service", "serve", *options]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            yield _address(process.stderr), process
        finally:
            process.kill()


@pytest.fixture
def server() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A running service without keys, with its address."""
    with _serving("--port", "0") as running:
        yield running


def _address(log: IO[str]) -> str:
    for line in log:
        if match := re.search(r"running on (http://\S+)", json.loads(line)["event"]):
            return match[1]
    raise AssertionError("the server ended before it listened")


def test_a_client_on_this_machine_is_served_without_a_key(server: tuple[str, subprocess.Popen[str]]) -> None:
    address, process = server
    headers = {"x-request-id": "seen-in-the-log"}
    article = {"text": "Ein vertraulicher Wortlaut.", "title": "Noch vertraulicher", "options": {"llm": "off"}}
    with httpx.Client(base_url=address, headers=headers) as client:
        assert client.post("/v1/extractions", json=article).status_code == 200
        assert client.post("/v1/extractions", json={**article, "vertraulich": 1}).status_code == 422
        assert client.get("/health/ready").status_code == 200
    process.send_signal(signal.SIGINT)
    _, log = process.communicate(timeout=30)
    requests = [line for line in map(json.loads, log.splitlines()) if line["event"] == "request"]
    assert process.returncode == 0
    assert [line["status"] for line in requests] == [200, 422, 200]
    assert {line["request_id"] for line in requests} == {"seen-in-the-log"}
    assert "ertraulich" not in log


def test_several_workers_put_their_figures_together_and_finish_what_they_accepted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TREATY_RECORDS_WORKERS", "2")
    with _serving("--port", "0") as (address, process):
        while not _listens(address):
            sleep(0.05)
        assert [httpx.get(f"{address}/health/live", timeout=60).status_code for _ in range(20)] == [200] * 20
        counted = re.search(r'requests_total.*route="/health/live".* (\S+)', httpx.get(f"{address}/metrics").text)
        assert counted
        assert float(counted[1]) == 20
        batch = _Batch(httpx.URL(address))
        assert batch.answer_to({"text": "a", "id": "before"})["id"] == "before"
        process.send_signal(signal.SIGTERM)
        while _listens(address):
            sleep(0.05)
        assert batch.answer_to({"text": "a", "id": "after"})["id"] == "after"
        batch.end()
        assert process.wait(60) == 0


def _listens(address: str) -> bool:
    try:
        httpx.get(f"{address}/health/ready", timeout=60)
    except httpx.TransportError:
        return False
    return True


class _Batch:
    """A batch under way, one article after the other."""

    def __init__(self, address: httpx.URL) -> None:
        self._connection = HTTPConnection(address.host, address.port or 80, timeout=60)
        self._connection.putrequest("POST", "/v1/extractions/batch?llm=off")
        self._connection.putheader("Content-Type", "application/x-ndjson")
        self._connection.putheader("Transfer-Encoding", "chunked")
        self._connection.endheaders()
        self._socket = self._connection.sock
        self._answer: HTTPResponse | None = None

    def answer_to(self, article: dict[str, str]) -> dict[str, Any]:
        line = json.dumps(article).encode() + b"\n"
        self._socket.sendall(b"%x\r\n%s\r\n" % (len(line), line))
        self._answer = self._answer or self._connection.getresponse()
        told: dict[str, Any] = json.loads(self._answer.readline())
        return told

    def end(self) -> None:
        assert self._answer
        self._socket.sendall(b"0\r\n\r\n")
        assert self._answer.read() == b""
        self._connection.close()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_port_that_is_taken_is_wrong_usage(workers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TREATY_RECORDS_WORKERS", workers)
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [sys.executable, "-m", "service", "serve", "--port", str(taken.getsockname()[1])]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert told.returncode == 2
    assert "already in use" in told.stderr
    assert "Traceback" not in told.stderr


def test_on_rules_alone_it_says_how_to_add_a_model() -> None:
    command = [sys.executable, "-m", "service", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        said = json.loads(process.stderr.readline())
        process.kill()
    assert said["event"] == "rules_only"
    assert "TREATY_RECORDS_LLM__BASE_URL" in said["hint"]
