"""`treaty-records serve` as a process, asked over loopback."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import httpx
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def server() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A running service without keys, with its address; its log is on standard error."""
    command = [sys.executable, "-m", "service", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            yield _address(process.stderr), process
        finally:
            process.kill()


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


def test_on_rules_alone_it_says_how_to_add_a_model() -> None:
    command = [sys.executable, "-m", "service", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        said = json.loads(process.stderr.readline())
        process.kill()
    assert said["event"] == "rules_only"
    assert "TREATY_RECORDS_LLM__BASE_URL" in said["hint"]
