"""A bare Litestar handler that validates the body of an extraction and answers a constant."""

import os

from litestar import Litestar, Response, post

from schemas.article import ExtractionRequest

__all__ = ["ANSWER_BYTES", "create_app"]

ANSWER_BYTES = "BENCH_ANSWER_BYTES"


def create_app() -> Litestar:
    """The application; the environment says how long its answer is."""
    answer = b'"' + b"x" * (int(os.environ[ANSWER_BYTES]) - 2) + b'"'

    @post("/v1/extractions", status_code=200)
    async def extract(data: ExtractionRequest) -> Response[bytes]:
        return Response(answer, media_type="application/json")

    return Litestar([extract], openapi_config=None)
