"""What holds for every test: no way out of this machine, no settings from outside, the same examples every time."""

import os
import socket
import sys
from collections.abc import Iterator
from ipaddress import ip_address

import pytest
import structlog
from hypothesis import settings

LOOPBACK_NAMES = {None, "", "localhost", "testserver"}

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


def _stay_on_loopback(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and getattr(arguments[0], "family", None) != socket.AF_UNIX:
        host = arguments[1][0] if isinstance(arguments[1], tuple) else None
    else:
        return
    name = host.decode() if isinstance(host, bytes) else host
    if name not in LOOPBACK_NAMES and not _is_loopback(str(name)):
        raise RuntimeError(f"a test wants to reach {name}")


def _is_loopback(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


sys.addaudithook(_stay_on_loopback)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("TREATY_RECORDS_")]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _logs_as_at_the_start() -> Iterator[None]:
    """A command that a test runs in this process sets up logging for all of it."""
    yield
    structlog.reset_defaults()
