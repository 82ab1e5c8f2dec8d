"""Where the service is wired together; the only such place."""

from litestar import Litestar
from litestar.di import Provide
from litestar.types import ASGIApp

from service.pipeline import Pipeline
from service.settings import Settings
from service.web.access import AccessLog
from service.web.answers import EXCEPTION_HANDLERS
from service.web.auth import KeyGuard
from service.web.routes import routes


def create_app(settings: Settings | None = None, pipeline: Pipeline | None = None) -> ASGIApp:
    """The service as an ASGI application, its language packs compiled.

    Takes settings from the environment, and builds the pipeline by them, unless given. A pipeline that it built is
    closed when it stops. Raises ConfigurationError, PackError included.
    """
    settings = settings or Settings.load()
    reader = pipeline or Pipeline.build(settings)

    async def close() -> None:
        if pipeline is None:
            await reader.close()

    app = Litestar(
        route_handlers=routes(KeyGuard(settings)),
        dependencies={"pipeline": Provide(lambda: reader, sync_to_thread=False)},
        exception_handlers=EXCEPTION_HANDLERS,
        on_shutdown=[close],
        request_max_body_size=settings.max_body_bytes,
        openapi_config=None,
        logging_config=None,
    )
    return AccessLog(app)
