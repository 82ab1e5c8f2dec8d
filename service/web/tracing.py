"""Traces by OpenTelemetry, where an endpoint is configured; needs the extra `otel`.

A span says which path was asked for and how it ended, and continues the trace of the caller's traceparent. It holds
nothing of the body.
"""

from importlib.metadata import version
from typing import TYPE_CHECKING, Any, cast

from litestar.types import ASGIApp, Receive, Scope, Send

from service.errors import ConfigurationError
from service.settings import PREFIX

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter


def exporter(endpoint: str) -> "SpanExporter":
    """What sends spans to an OTLP endpoint over HTTP. Raises ConfigurationError without the extra."""
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - the same
    except ImportError:
        raise ConfigurationError(f"{PREFIX}OTLP_ENDPOINT needs the extra: pip install 'treaty-records[otel]'") from None
    return OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")


def traced(app: ASGIApp, spans: "SpanExporter") -> ASGIApp:
    """The application with a span around each request."""
    from opentelemetry import trace  # noqa: PLC0415 - a service without traces loads none of it
    from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware  # noqa: PLC0415
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    resource = Resource.create({"service.name": "treaty-records", "service.version": version("treaty-records")})
    provider = TracerProvider(resource=resource)
    provider.add_span_processor(BatchSpanProcessor(spans))

    async def named(scope: Scope, receive: Receive, send: Send) -> None:
        context = trace.get_current_span().get_span_context()
        scope.setdefault("state", {})["trace_id"] = f"{context.trace_id:032x}"
        await app(scope, receive, send)

    outer: Any = OpenTelemetryMiddleware(named, tracer_provider=provider, exclude_spans=["receive", "send"])
    return cast(ASGIApp, outer)
