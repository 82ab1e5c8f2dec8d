"""Teaches schemathesis NDJSON: one article a line."""

import json
from typing import Any

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def as_a_line(ctx: Any, value: Any) -> bytes:
    """One article as a line."""
    return json.dumps(value).encode() + b"\n"


@schemathesis.deserializer("application/x-ndjson")
def of_a_line(ctx: Any, response: Any) -> Any:
    """The first line of an answer."""
    return json.loads(response.content.splitlines()[0])
