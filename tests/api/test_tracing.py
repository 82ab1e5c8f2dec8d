"""Traces, and what the log says of them."""

import json
from typing import Any

import httpx
import pytest
from litestar.testing import AsyncTestClient
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from structlog.testing import capture_logs

from service.app import create_app
from service.errors import ConfigurationError
from service.pipeline import Pipeline
from service.settings import Settings
from service.web import tracing
from service.web.tracing import traced

TRACE = "0af7651916cd43dd8448eb211c80319c"
TRACEPARENT = f"00-{TRACE}-b7ad6b7169203331-01"


class Kept(SpanExporter):
    """Keeps spans instead of sending them."""

    def __init__(self) -> None:
        self.spans: list[dict[str, Any]] = []

    def export(self, spans: Any) -> SpanExportResult:
        self.spans += [json.loads(span.to_json()) for span in spans]
        return SpanExportResult.SUCCESS


async def test_a_span_continues_the_trace_of_the_caller_and_holds_no_text(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, providers = Kept(), list[Any]()
    from opentelemetry.sdk import trace as sdk  # noqa: PLC0415 - only to end it

    made = sdk.TracerProvider
    monkeypatch.setattr(sdk, "TracerProvider", lambda **given: providers.append(made(**given)) or providers[-1])
    app = traced(create_app(Settings(behind_gateway=True), pipeline), kept)
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    with capture_logs() as log:
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            body = {"text": "Vertraulicher Wortlaut", "language": "xx"}
            answer = await client.post("/v1/extractions", json=body, headers={"traceparent": TRACEPARENT})
    providers[0].shutdown()
    (span,) = kept.spans
    assert answer.status_code == 200
    assert span["context"]["trace_id"] == f"0x{TRACE}"
    assert span["parent_id"] == "0xb7ad6b7169203331"
    assert span["resource"]["attributes"]["service.name"] == "treaty-records"
    assert "Wortlaut" not in json.dumps(span)
    assert [line["event"] for line in log] == ["request"]


@pytest.mark.parametrize(
    ("traceparent", "logged"),
    [(TRACEPARENT, TRACE), ("00-0-0-0", None), (f"00-{'0' * 32}-b7ad6b7169203331-01", None), ("x" * 500, None)],
)
async def test_the_trace_of_the_caller_is_in_the_log(
    client: AsyncTestClient[Any], capsys: pytest.CaptureFixture[str], traceparent: str, logged: str | None
) -> None:
    await client.get("/health/live", headers={"traceparent": traceparent})
    told = capsys.readouterr().out
    assert ("trace_id" in told) == (logged is not None)
    assert (logged or "") in told


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(ConfigurationError, match=r"\[otel\]"):
        tracing.exporter("http://127.0.0.1:4318")
