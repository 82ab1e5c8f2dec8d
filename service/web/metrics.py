"""What the service says of itself to Prometheus. No label ever comes from an article or, unchecked, from a request."""

import os
from collections import Counter as Tally
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar
from wsgiref.simple_server import WSGIServer

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import choose_encoder, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from schemas.extraction import Extraction
from schemas.treaty import TreatyRecord
from schemas.vocabulary import BreakerState, Method
from schemas.walk import facts, facts_by_field
from service.errors import ConfigurationError
from service.fallback import ModelLoad
from service.settings import PREFIX

MetricT = TypeVar("MetricT", Counter, Histogram)

WORKERS_DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"
"""Environment variable of prometheus-client: where worker processes put their figures together."""

_PREFIX = "treaty_records"
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
_REQUEST_SECONDS = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
_RULE_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1)
_MOST_UNCOUNTED = 16
_MODEL_SECONDS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120)


class Metrics:
    """The figures of one process; where it is one worker of several, those of all of them."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self._uncounted: list[tuple[Extraction, frozenset[str]]] = []
        self._by_labels: dict[tuple[object, tuple[str, ...]], Any] = {}
        if not os.environ.get(WORKERS_DIRECTORY):
            ProcessCollector(registry=registry)

        def counter(name: str, meaning: str, *labels: str) -> Counter:
            return Counter(name, meaning, labels, namespace=_PREFIX, registry=registry)

        def gauge(name: str, meaning: str, mode: str = "livesum") -> Gauge:
            return Gauge(name, meaning, namespace=_PREFIX, registry=registry, multiprocess_mode=mode)  # type: ignore[arg-type]

        def histogram(name: str, meaning: str, buckets: Iterable[float], *labels: str) -> Histogram:
            return Histogram(name, meaning, labels, namespace=_PREFIX, registry=registry, buckets=tuple(buckets))

        self._requests = counter("requests", "Requests answered.", "method", "route", "status")
        self._latency = histogram(
            "request_seconds", "From the request's head to the end of its answer.", _REQUEST_SECONDS, "method", "route"
        )
        self._in_flight = gauge("requests_in_flight", "Requests being answered.")
        self._articles = counter("articles", "Articles read.", "language")
        self._records = counter("records", "Treaty records in answers.", "language")
        self._facts = counter("facts", "Facts in answers, by who found them.", "field", "origin")
        self._outcomes = counter("outcomes", "How the search for a field ended.", "field", "outcome", "reason")
        self._notices = counter("notices", "Notices in answers.", "code")
        self._rules = histogram("rules_seconds", "Time of the rules for one article.", _RULE_SECONDS)
        self._model_seconds = histogram("llm_seconds", "Time for one article's questions to the model.", _MODEL_SECONDS)
        self._model_calls = counter("llm_calls", "Requests to the model, repeated ones included.", "model")
        self._model_tokens = counter("llm_tokens", "Tokens sent to the model and answered by it.", "model", "kind")
        self._verdicts = counter("llm_verdicts", "Values that the model offered, by verdict.", "verdict")
        self._cache = counter(
            "llm_cache", "Articles the model was asked about, by whether an answer was kept.", "result"
        )
        self._breaker = gauge("llm_breaker_open", "1 while a model that failed too often is not asked.", "livemax")
        self._half_open = gauge("llm_breaker_half_open", "1 while one question may try such a model again.", "livemax")
        self._asking = gauge("llm_questions_in_flight", "Questions that the model is answering.")
        self._waiting = gauge("llm_questions_waiting", "Questions in the queue before the model.")
        self._redis_lost = gauge("redis_lost", "1 while Redis is lost and each process keeps its own state.", "livemax")
        self._redis_losses = counter("redis_losses", "How often Redis was lost.")

    def begun(self) -> None:
        """A request came in."""
        self._in_flight.inc()

    def ended(self, method: str, route: str | None, status: int, seconds: float) -> None:
        """A request was answered. `route` is its path with placeholders; None where no route fitted."""
        self._in_flight.dec()
        method, route = method if method in _METHODS else "other", route or "none"
        self._of(self._requests, method, route, str(status)).inc()
        self._of(self._latency, method, route).observe(seconds)
        self._count()

    def read(self, answer: Extraction, known_languages: frozenset[str]) -> None:
        """An article was read. It is counted once its request, or some other one, has been answered."""
        self._uncounted.append((answer, known_languages))
        if len(self._uncounted) >= _MOST_UNCOUNTED:
            self._count()

    def loaded(self, load: ModelLoad) -> None:
        """How busy the model is now."""
        self._breaker.set(load.breaker is not BreakerState.CLOSED)
        self._half_open.set(load.breaker is BreakerState.HALF_OPEN)
        self._asking.set(load.asking)
        self._waiting.set(load.waiting)

    def redis(self, lost: bool) -> None:
        """A configured Redis was lost, or is back."""
        self._redis_lost.set(lost)
        if lost:
            self._redis_losses.inc()

    def exposition(self, accept: str) -> tuple[bytes, str]:
        """All figures as text, and its media type, by an Accept header."""
        self._count()
        encode, media_type = choose_encoder(accept)
        return encode(_all_workers(self._registry)), media_type

    def serve(self, host: str, port: int) -> WSGIServer:
        """Answer scrapes on a port of its own, from a thread that ends with the process.

        Raises ConfigurationError if that cannot be listened on.
        """
        try:
            server, _ = start_http_server(port, host, _all_workers(self._registry))
        except OSError as error:
            raise ConfigurationError(f"{PREFIX}METRICS_PORT: {error.strerror}: {host}:{port}") from None
        return server

    def forget_dead_workers(self) -> None:
        """Take what workers that are no more were doing out of the figures; what they did stays."""
        for path in Path(os.environ[WORKERS_DIRECTORY]).glob("gauge_live*.db"):
            worker = int(path.stem.rpartition("_")[2])
            try:
                os.kill(worker, 0)
            except ProcessLookupError:
                mark_process_dead(worker)  # type: ignore[no-untyped-call]

    def _count(self) -> None:
        """Several articles together cost a fraction of what each of them would."""
        for answer, known_languages in self._uncounted:
            language = answer.article.language if answer.article.language in known_languages else "other"
            self._of(self._articles, language).inc()
            self._of(self._records, language).inc(len(answer.records))
            for notice in answer.notices:
                self._notices.labels(notice.code.value).inc()
            self._rules.observe(answer.usage.rules_ms / 1_000)
            if answer.usage.model is not None:
                self._model(answer)
        self._values([record for answer, _ in self._uncounted for record in answer.records])
        self._uncounted.clear()

    def _values(self, records: Sequence[TreatyRecord]) -> None:
        found = Tally(
            (name, fact.origin.method) for record in records for name, of in facts_by_field(record) for fact in of
        )
        for (name, method), count in found.items():
            self._of(self._facts, name, method).inc(count)
        ended = Tally((name, of.outcome, of.reason or "") for record in records for name, of in record.coverage)
        for (field, outcome, reason), times in ended.items():
            self._of(self._outcomes, field, outcome, reason).inc(times)

    def _of(self, metric: MetricT, *labels: str) -> MetricT:
        """The metric of these labels. Looking it up costs more than counting: each is looked up once."""
        known: MetricT | None = self._by_labels.get((metric, labels))
        if known is None:
            known = self._by_labels[metric, labels] = metric.labels(*map(str, labels))
        return known

    def _model(self, answer: Extraction) -> None:
        usage, model = answer.usage, answer.usage.model
        self._model_seconds.observe(usage.llm_ms / 1_000)
        self._model_calls.labels(model).inc(usage.llm_calls)
        self._model_tokens.labels(model, "prompt").inc(usage.prompt_tokens)
        self._model_tokens.labels(model, "completion").inc(usage.completion_tokens)
        self._cache.labels("hit" if usage.cached else "miss").inc()
        for rejection in answer.rejections:
            self._verdicts.labels(rejection.verdict.value).inc()
        proved = sum(fact.origin.method is Method.LLM for record in answer.records for _, fact in facts(record))
        self._verdicts.labels("entailed").inc(proved)


def _all_workers(own: CollectorRegistry) -> CollectorRegistry:
    if not os.environ.get(WORKERS_DIRECTORY):
        return own
    shared = CollectorRegistry()
    MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
    return shared
