"""`treaty-records serve`: the service over HTTP, in one process or several."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import structlog
import uvicorn
from uvicorn.supervisors import Multiprocess

from service.app import create_app, settled, worker
from service.settings import PREFIX, Settings
from service.web.auth import require_safe_binding
from service.web.logs import configure
from service.web.metrics import WORKERS_DIRECTORY, Metrics

_LONGEST_DEADLINE_S = 120
_GRACE_S = _LONGEST_DEADLINE_S + 10
"""How long what was accepted may take to be finished on shutdown."""
_KEEP_ALIVE_S = 75
"""Longer than the usual proxy keeps a connection, so that the proxy and never the service is the one to close it."""
_HUNG_S = 30
"""After how long without a sign of life a worker is replaced."""


@click.command("serve")
@click.option("--host", metavar="H", help="Address to listen on; 127.0.0.1 unless configured.")
@click.option("--port", metavar="N", type=click.IntRange(0, 65_535), help="Port; 8080 unless configured, 0 any free.")
def command(host: str | None, port: int | None) -> None:
    """Serve the API. Settings come from environment variables TREATY_RECORDS_…

    Without keys it serves this machine only, and refuses other addresses.
    """
    given = {"host": host, "port": port}
    settings = Settings.load(**{name: value for name, value in given.items() if value is not None})
    require_safe_binding(settings)
    configure(settings.log_level)
    _advise(settings)
    several = settings.workers > 1
    with _figures_of_workers() if several else nullcontext():
        metrics = Metrics()
        if settings.metrics_port is not None:
            metrics.serve(settings.host, settings.metrics_port)
        config = uvicorn.Config(
            f"{worker.__module__}:{worker.__name__}" if several else settled(create_app(settings, metrics=metrics)),
            factory=several,
            workers=settings.workers,
            host=settings.host,
            port=settings.port,
            loop="asyncio",
            http="h11",
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=_KEEP_ALIVE_S,
            timeout_graceful_shutdown=_GRACE_S,
            timeout_worker_healthcheck=_HUNG_S,
        )
        try:
            if several:
                _Workers(config, [config.bind_socket()]).run()
            else:
                with suppress(KeyboardInterrupt):
                    uvicorn.Server(config).run()
        except SystemExit:
            sys.exit(2)  # the address cannot be listened on; the log's last lines say why


class _Workers(Multiprocess):
    """Worker processes that share a socket."""

    def terminate_all(self) -> None:
        """Finish what was accepted. Nothing more is: a client that connects now is refused and need not wait."""
        for listening in self.sockets:
            listening.close()
        super().terminate_all()


@contextmanager
def _figures_of_workers() -> Iterator[None]:
    """A directory where the workers put their figures together; in memory if possible, so that no disk is needed."""
    memory = Path("/dev/shm")  # noqa: S108 - the directory made in it is ours alone
    with TemporaryDirectory(prefix="treaty-records-", dir=memory if os.access(memory, os.W_OK) else None) as directory:
        os.environ[WORKERS_DIRECTORY] = directory
        yield


def _advise(settings: Settings) -> None:
    log = structlog.get_logger("treaty_records")
    if not settings.llm.configured:
        log.info("rules_only", hint=f"To ask a model too, set {PREFIX}LLM__BASE_URL and {PREFIX}LLM__MODEL.")
    if settings.workers > 1 and settings.redis_url is None:
        log.warning("limits_by_worker", hint=f"Each worker counts what a key has had, unless {PREFIX}REDIS_URL is set.")
