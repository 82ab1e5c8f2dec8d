"""Errors as RFC 9457 problem details."""

from pydantic import Field

from schemas.model import Answer


class Violation(Answer):
    """One thing that is wrong with the request's body."""

    pointer: str = Field(
        description="JSON Pointer (RFC 6901) to the value in the request's body; '' is the whole body.",
        examples=["/options/deadline_ms"],
    )
    detail: str = Field(description="What is wrong with it.", examples=["Input should be less than or equal to 120000"])


class Problem(Answer):
    """A problem detail object (RFC 9457), sent as application/problem+json."""

    type: str = Field(
        description="Stable name of the problem: a URI reference to its page on this service.",
        examples=["/problems/invalid-request"],
    )
    title: str = Field(
        description="The kind of problem in English; the same for one `type`.", examples=["Invalid request"]
    )
    status: int = Field(ge=400, le=599, description="The HTTP status.", examples=[422])
    detail: str = Field(
        description="What happened this time. Never holds text of the article.",
        examples=["1 value of the request is not valid."],
    )
    instance: str | None = Field(default=None, description="The path that was asked for.", examples=["/v1/extractions"])
    request_id: str | None = Field(
        default=None,
        description="X-Request-ID of the request, also in the service's log.",
        examples=["01937a5e-7c3b-7d2a-9a51-0c6f6d3b8e21"],
    )
    errors: tuple[Violation, ...] = Field(
        default=(), description="What is wrong with the body, one by one; [] for other problems."
    )
