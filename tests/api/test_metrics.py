"""What Prometheus is told."""

import json
import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from socket import socket
from typing import Any

import httpx
import pytest
from litestar.testing import AsyncTestClient
from prometheus_client.parser import text_string_to_metric_families
from uuid_utils.compat import uuid7

from schemas.extraction import Extraction
from schemas.vocabulary import BreakerState, PartState
from service.errors import ConfigurationError
from service.fallback import ModelLoad
from service.web.auth import hash_key
from service.web.metrics import Metrics
from tests.api.redis_server import RedisServer

Client = AsyncTestClient[Any]
Open = Callable[..., AbstractAsyncContextManager[Client]]

ARTICLE = {
    "text": "Deutschland und Frankreich haben am 22. Januar 2019 in Aachen einen Vertrag unterzeichnet.",
    "options": {"llm": "off"},
}


def figures(exposition: str) -> dict[str, float]:
    """Samples by name and labels, as in 'requests_total{method="GET"}'; those that are 0 are left out."""
    return {
        sample.name + "".join(f" {name}={value}" for name, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(exposition)
        for sample in family.samples
        if sample.value
    }


async def _scraped(client: Client) -> dict[str, float]:
    answer = await client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    return figures(answer.text)


async def test_requests_are_counted_by_route_and_status(client: Client) -> None:
    await client.post("/v1/extractions", json=ARTICLE)
    await client.post("/v1/extractions", json={})
    await client.get("/problems/not-found")
    await client.get("/secret/path/of/someone")
    await client.request("BREW", "/v1/languages")
    seen = await _scraped(client)
    assert {name: value for name, value in seen.items() if name.startswith("treaty_records_requests_total")} == {
        "treaty_records_requests_total method=POST route=/v1/extractions status=200": 1,
        "treaty_records_requests_total method=POST route=/v1/extractions status=422": 1,
        "treaty_records_requests_total method=GET route=/problems/{name} status=200": 1,
        "treaty_records_requests_total method=GET route=none status=404": 1,
        "treaty_records_requests_total method=other route=none status=405": 1,
    }
    assert seen["treaty_records_request_seconds_count method=POST route=/v1/extractions"] == 2
    assert seen["treaty_records_requests_in_flight"] == 1  # the scrape itself


async def test_articles_records_facts_and_outcomes_are_counted(client: Client) -> None:
    answer = Extraction.model_validate((await client.post("/v1/extractions", json=ARTICLE)).json())
    await client.post("/v1/extractions", json={"text": "a", "language": "xx"})
    seen = await _scraped(client)
    (record,) = answer.records
    assert seen["treaty_records_articles_total language=de"] == 1
    assert seen["treaty_records_articles_total language=other"] == 1
    assert seen["treaty_records_notices_total code=language_unsupported"] == 1
    assert seen["treaty_records_records_total language=de"] == 1
    assert seen["treaty_records_facts_total field=parties origin=rule"] == len(record.parties) == 2
    assert seen["treaty_records_outcomes_total field=parties outcome=found reason="] == 1
    assert seen["treaty_records_rules_seconds_count"] == 2


def test_what_the_model_did_is_counted() -> None:
    metrics = Metrics()
    answer = {
        "id": uuid7(),
        "article": {"language": "de", "length": 1, "sha256": "0" * 64},
        "rejections": [{"pointer": "/0/term", "value": "P1Y", "quote": "q", "verdict": "quote_missing"}],
        "usage": {
            "rules_ms": 1,
            "llm_ms": 300,
            "total_ms": 301,
            "llm_calls": 2,
            "prompt_tokens": 100,
            "completion_tokens": 50,
            "model": "able",
            "cached": True,
        },
        "versions": {"service": "1", "rules": "1", "contract": "1.0"},
    }
    metrics.read(Extraction.model_validate(answer), frozenset({"de"}))
    metrics.loaded(ModelLoad(BreakerState.HALF_OPEN, asking=4, waiting=2, mode=None))
    seen = figures(metrics.exposition("")[0].decode())
    assert seen["treaty_records_llm_calls_total model=able"] == 2
    assert seen["treaty_records_llm_tokens_total kind=prompt model=able"] == 100
    assert seen["treaty_records_llm_tokens_total kind=completion model=able"] == 50
    assert seen["treaty_records_llm_seconds_sum"] == 0.3
    assert seen["treaty_records_llm_cache_total result=hit"] == 1
    assert seen["treaty_records_llm_verdicts_total verdict=quote_missing"] == 1
    assert seen["treaty_records_llm_breaker_open"] == 1
    assert seen["treaty_records_llm_breaker_half_open"] == 1
    assert seen["treaty_records_llm_questions_in_flight"] == 4
    assert seen["treaty_records_llm_questions_waiting"] == 2


async def test_a_lost_redis_is_seen(open_client: Open) -> None:
    with RedisServer() as redis:
        async with open_client(behind_gateway=True, redis_url=redis.url) as client:
            ready = (await client.get("/health/ready")).json()
            redis.kill()
            degraded = (await client.get("/health/ready")).json()
            assert (await _scraped(client))["treaty_records_redis_lost"] == 1
    assert (ready["status"], ready["parts"]["redis"]) == (PartState.UP, PartState.UP)
    assert (degraded["status"], degraded["parts"]["redis"]) == (PartState.DEGRADED, PartState.DEGRADED)


async def test_a_scrape_wants_a_key(open_client: Open) -> None:
    async with open_client(api_keys={"tests": hash_key("tr_key")}) as client:
        assert (await client.get("/metrics")).status_code == 401


async def test_the_dashboard_asks_for_what_there_is(client: Client) -> None:
    dashboard = (Path(__file__).parents[2] / "deploy/grafana/dashboards/treaty-records.json").read_text(
        encoding="utf-8"
    )
    asked = set(re.findall(r"treaty_records_\w+", " ".join(re.findall(r'"expr": "(.*)"', dashboard))))
    families = text_string_to_metric_families((await client.get("/metrics")).text)
    told = {name for family in families for name in (family.name, f"{family.name}_total", f"{family.name}_bucket")}
    assert asked
    assert asked <= told
    assert json.loads(dashboard)["title"] == "Treaty Records"


async def test_with_a_port_of_their_own_they_are_nowhere_else(open_client: Open) -> None:
    async with open_client(behind_gateway=True, metrics_port=0) as client:
        assert (await client.get("/metrics")).status_code == 404


def test_a_port_that_is_taken_is_a_wrong_setting() -> None:
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ConfigurationError, match="TREATY_RECORDS_METRICS_PORT"):
            Metrics().serve(*taken.getsockname())


async def test_figures_come_as_openmetrics_on_request(client: Client) -> None:
    accept = {"accept": "application/openmetrics-text; version=1.0.0"}
    answer = await client.get("/metrics", headers=accept)
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    assert answer.text.endswith("# EOF\n")


def test_a_port_of_its_own_answers_scrapes() -> None:
    server = Metrics().serve("127.0.0.1", 0)
    try:
        answer = httpx.get(f"http://127.0.0.1:{server.server_port}/metrics")
        assert "treaty_records_requests_total" in answer.text
    finally:
        server.shutdown()
        server.server_close()
