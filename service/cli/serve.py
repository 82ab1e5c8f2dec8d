"""`treaty-records serve`: the service over HTTP."""

import click
import structlog
import uvicorn

from service.app import create_app
from service.settings import PREFIX, Settings
from service.web.auth import require_safe_binding
from service.web.logs import configure
from service.web.metrics import Metrics


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
    if not settings.llm.configured:
        structlog.get_logger("treaty_records").info(
            "rules_only", hint=f"To ask a model too, set {PREFIX}LLM__BASE_URL and {PREFIX}LLM__MODEL."
        )
    metrics = Metrics()
    if settings.metrics_port is not None:
        metrics.serve(settings.host, settings.metrics_port)
    uvicorn.run(
        create_app(settings, metrics=metrics),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
    )
