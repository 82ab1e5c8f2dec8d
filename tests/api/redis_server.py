"""A real Redis of this machine's, to be ended and started again at will."""

import shutil
import socket
import subprocess
from time import monotonic, sleep
from types import TracebackType
from typing import Self

import pytest


class RedisServer:
    """Stores nothing on disk, so that a new start finds nothing."""

    def __init__(self) -> None:
        if not (found := shutil.which("redis-server")):
            pytest.skip("needs redis-server: apt-get install redis-server")
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self._port = probe.getsockname()[1]
        self._command = [found, "--port", str(self._port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        deadline = monotonic() + 10
        while monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self._port)).close()
            except ConnectionRefusedError:
                sleep(0.01)
            else:
                return
        raise AssertionError("redis-server did not come up")

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
