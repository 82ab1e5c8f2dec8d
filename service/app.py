"""Where the service is wired together; the only such place."""

import gc
import sys

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.di import Provide
from litestar.types import ASGIApp

from service.pipeline import Pipeline
from service.settings import Settings
from service.web.access import AccessLog
from service.web.admission import Capacity
from service.web.answers import EXCEPTION_HANDLERS
from service.web.auth import KeyGuard
from service.web.limits import Limits
from service.web.logs import configure
from service.web.metrics import Metrics
from service.web.reading import Reader
from service.web.routes import routes
from service.web.stores import ANSWERS, Stores
from service.web.tracing import exporter, traced
from service.web.transfer import with_head, with_weights

_SWITCH_S = 0.0005
"""How long a thread that reads a long article may keep the interpreter from the event loop."""


def create_app(
    settings: Settings | None = None, pipeline: Pipeline | None = None, metrics: Metrics | None = None
) -> ASGIApp:
    """The service as an ASGI application, its language packs compiled.

    Takes settings from the environment, and builds the pipeline by them, unless given. A pipeline that it built is
    closed when it stops. Raises ConfigurationError, PackError included.
    """
    settings = settings or Settings.load()
    metrics = metrics or Metrics()
    stores = Stores(settings.redis_url.get_secret_value() if settings.redis_url else None, metrics.redis)
    reader = Reader(pipeline or Pipeline.build(settings, stores.get(ANSWERS)), metrics, settings.max_body_bytes)

    async def close() -> None:
        if pipeline is None:
            await reader.pipeline.close()

    app = Litestar(
        route_handlers=routes(
            KeyGuard(settings), Limits(settings, stores.limits), metrics_here=settings.metrics_port is None
        ),
        dependencies={
            "pipeline": Provide(lambda: reader.pipeline, sync_to_thread=False),
            "reader": Provide(lambda: reader, sync_to_thread=False),
            "metrics": Provide(lambda: metrics, sync_to_thread=False),
        },
        exception_handlers=EXCEPTION_HANDLERS,
        on_shutdown=[close],
        stores=stores,
        compression_config=CompressionConfig("gzip", minimum_size=1_000, gzip_compress_level=3),
        openapi_config=None,
        logging_config=None,
    )
    outermost = with_weights(AccessLog(Capacity(with_head(app), settings.max_requests), metrics))
    return traced(outermost, exporter(settings.otlp_endpoint)) if settings.otlp_endpoint else outermost


def worker() -> ASGIApp:
    """The application of one of several worker processes; its settings come from the environment."""
    settings = Settings.load()
    configure(settings.log_level)
    metrics = Metrics()
    metrics.forget_dead_workers()
    return settled(create_app(settings, metrics=metrics))


def settled(app: ASGIApp) -> ASGIApp:
    """The application, in a process made ready to serve it.

    The language packs are millions of objects that stay: the garbage collector need not look at them again, which
    would take a quarter of a second each time.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(_SWITCH_S)
    return app
