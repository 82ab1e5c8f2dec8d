"""What is served where. Each route carries the Operation that documents it."""

import json
from functools import cache
from typing import Any, cast

from litestar import Response, Router, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, SkipValidation
from litestar.types import ASGIApp
from pydantic import BaseModel

from schemas.service import Health, Language, Languages, ModelHealth
from schemas.treaty import TreatyRecord
from schemas.vocabulary import PartState
from service.errors import NotReady
from service.pipeline import Pipeline
from service.web import problems
from service.web.admission import Admission
from service.web.answers import JSON, AnyRequest, constant, json_answer, page, require_acceptable
from service.web.auth import KeyGuard
from service.web.extractions import create_extraction, create_extraction_batch
from service.web.limits import Limits
from service.web.metrics import Metrics
from service.web.openapi import Operation, document
from service.web.pages import documentation_page, problem_page, problems_page
from service.web.stores import Stores
from service.web.workbench import WORKBENCH

ThePipeline = NamedDependency[SkipValidation[Pipeline]]
TheMetrics = NamedDependency[SkipValidation[Metrics]]


def _example_of(model: type[BaseModel]) -> dict[str, Any]:
    return {name: (field.examples or [None])[0] for name, field in model.model_fields.items()}


@get(
    "/v1/languages",
    opt={
        "operation": Operation(
            id="listLanguages",
            summary="List the language packs",
            description="The languages that rules can read, with what each pack covers.",
            tag="contract",
            answers={JSON: Languages},
            answer_description="All language packs.",
            example_out={JSON: {"languages": [_example_of(Language)]}},
            problems=(problems.NOT_ACCEPTABLE,),
        )
    },
)
async def list_languages(request: AnyRequest, pipeline: ThePipeline) -> ASGIApp:
    """The language packs."""
    require_acceptable(request)
    topics: dict[str, set[str]] = {}
    for rule in pipeline.rules():
        topics.setdefault(rule.language, set()).add(rule.topic)
    packs = (
        Language.model_validate({**pack, "topics": tuple(sorted(topics[str(pack["code"])]))})
        for pack in pipeline.languages()
    )
    return json_answer(Languages(languages=tuple(packs)))


@get(
    "/v1/record-schema",
    opt={
        "operation": Operation(
            id="getRecordSchema",
            summary="Get the JSON Schema of a record",
            description="JSON Schema 2020-12 of TreatyRecord, for those who store or check records.",
            tag="contract",
            answers={JSON: None},
            answer_description="The schema.",
            conditional=True,
            problems=(problems.NOT_ACCEPTABLE,),
        )
    },
)
async def get_record_schema(request: AnyRequest) -> Response[bytes]:
    """The JSON Schema of TreatyRecord."""
    require_acceptable(request)
    return constant(request, _record_schema())


@get(
    "/health/live",
    opt={
        "operation": Operation(
            id="getLiveness",
            summary="Is the process alive?",
            description="Answers as long as the process can answer anything.",
            tag="health",
            answers={JSON: Health},
            answer_description="It is.",
            example_out={JSON: Health(status=PartState.UP, parts={}).model_dump(mode="json")},
            problems=(problems.NOT_ACCEPTABLE,),
            open=True,
        )
    },
)
async def get_liveness(request: AnyRequest) -> ASGIApp:
    """Whether the process is alive."""
    require_acceptable(request)
    return json_answer(Health(status=PartState.UP, parts={}))


@get(
    "/health/ready",
    opt={
        "operation": Operation(
            id="getReadiness",
            summary="Can the service answer?",
            description="Says which parts are up. A model that is down makes the service degraded, not unready.",
            tag="health",
            answers={JSON: Health},
            answer_description="It can.",
            example_out={JSON: _example_of(Health)},
            problems=(problems.NOT_ACCEPTABLE, problems.NOT_READY),
            open=True,
        )
    },
)
async def get_readiness(request: AnyRequest, pipeline: ThePipeline) -> ASGIApp:
    """Whether articles can be read now."""
    require_acceptable(request)
    parts = {name: PartState(state) for name, state in (await pipeline.health()).items()}
    parts["redis"] = await cast(Stores, request.app.stores).state()
    if down := [name for name, state in parts.items() if state is PartState.DOWN]:
        raise NotReady(f"Down: {', '.join(down)}.")
    degraded = PartState.DEGRADED in parts.values()
    load = pipeline.model_load
    model = ModelHealth(breaker=load.breaker, mode=load.mode) if load else None
    return json_answer(Health(status=PartState.DEGRADED if degraded else PartState.UP, parts=parts, model=model))


@get("/metrics")
async def get_metrics(request: AnyRequest, metrics: TheMetrics) -> Response[bytes]:
    """What Prometheus scrapes."""
    figures, media_type = metrics.exposition(request.headers.get("accept", ""))
    return Response(figures, headers={"Content-Type": media_type})


@get("/schema/openapi.json")
async def get_openapi(request: AnyRequest) -> Response[bytes]:
    """The OpenAPI document."""
    return constant(request, _openapi())


@get("/schema")
async def get_documentation() -> Response[bytes]:
    """The OpenAPI document as a page."""
    return page(documentation_page(openapi_document()))


@get("/problems")
async def get_problems() -> Response[bytes]:
    """A page that lists all problem types."""
    return page(problems_page(problems.KINDS.values()))


@get("/problems/{name:str}")
async def get_problem(name: FromPath[str]) -> Response[bytes]:
    """The page that a problem's `type` resolves to."""
    if name not in problems.KINDS:
        raise NotFoundException
    return page(problem_page(problems.KINDS[name]))


_READING: tuple[HTTPRouteHandler, ...] = (create_extraction, create_extraction_batch)
_GUARDED: tuple[HTTPRouteHandler, ...] = (
    list_languages,
    get_record_schema,
)
_OPEN: tuple[HTTPRouteHandler, ...] = (get_liveness, get_readiness)
_PAGES: tuple[HTTPRouteHandler, ...] = (get_openapi, get_documentation, get_problems, get_problem)


def routes(guard: KeyGuard, limits: Limits, *, metrics_here: bool) -> list[Router]:
    """All routes, those of the API behind a key; the metrics too if they have no port of their own."""

    def admission(app: ASGIApp) -> ASGIApp:
        return Admission(app, guard, limits)

    guarded = [*_GUARDED, get_metrics] if metrics_here else _GUARDED
    return [
        Router("/", route_handlers=_READING, middleware=[admission]),
        Router("/", route_handlers=guarded, guards=[guard]),
        Router("/", route_handlers=[*_OPEN, *_PAGES, *WORKBENCH]),
    ]


@cache
def openapi_document() -> dict[str, Any]:
    """The OpenAPI 3.1 document of the service."""
    return document([*_READING, *_GUARDED, *_OPEN])


@cache
def _openapi() -> bytes:
    return json.dumps(openapi_document(), ensure_ascii=False).encode()


@cache
def _record_schema() -> bytes:
    schema = TreatyRecord.model_json_schema(mode="serialization")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(schema, ensure_ascii=False).encode()
