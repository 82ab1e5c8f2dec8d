"""One table from errors to RFC 9457 problems; needs no web framework, so that the command line can use it too."""

from dataclasses import dataclass
from http import HTTPStatus

from schemas.problem import Problem
from service.errors import (
    BodyTooLarge,
    InvalidRequest,
    MalformedRequest,
    ModelUnavailable,
    NotReady,
    Overloaded,
    RateLimited,
    TooManyAtOnce,
    TooSlow,
    Unacceptable,
    Unauthorised,
    UnsupportedMediaType,
)

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """What the problems of one `type` have in common; `advice` is for the people who read its page."""

    name: str
    status: HTTPStatus
    title: str
    advice: str

    @property
    def uri(self) -> str:
        """The `type`: where this service tells more."""
        return f"/problems/{self.name}"


MALFORMED = ProblemKind(
    "malformed-request",
    HTTPStatus.BAD_REQUEST,
    "Malformed request",
    "The body is not JSON in UTF-8, or not the gzip that Content-Encoding announces. The detail says what is wrong.",
)
UNAUTHORISED = ProblemKind(
    "unauthorised",
    HTTPStatus.UNAUTHORIZED,
    "No valid key",
    "Send 'Authorization: Bearer KEY' with a key that the operator made by 'treaty-records keys new NAME'. "
    "Without any keys configured, only clients on the same machine are served.",
)
NOT_FOUND = ProblemKind(
    "not-found", HTTPStatus.NOT_FOUND, "Not found", "There is nothing at this path; /schema lists what there is."
)
METHOD_NOT_ALLOWED = ProblemKind(
    "method-not-allowed",
    HTTPStatus.METHOD_NOT_ALLOWED,
    "Method not allowed",
    "The path exists, but not with this method. The Allow header lists those that it has.",
)
NOT_ACCEPTABLE = ProblemKind(
    "not-acceptable",
    HTTPStatus.NOT_ACCEPTABLE,
    "Not acceptable",
    "The Accept header rules out every media type that this operation can answer in.",
)
BODY_TOO_LARGE = ProblemKind(
    "body-too-large",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "Body too large",
    "The body is longer than the operator allows. A text may have 200 000 characters.",
)
TOO_SLOW = ProblemKind(
    "too-slow",
    HTTPStatus.REQUEST_TIMEOUT,
    "Request too slow",
    "The body did not come on for too long. Send it again.",
)
UNSUPPORTED_MEDIA_TYPE = ProblemKind(
    "unsupported-media-type",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "Unsupported media type",
    "Send the body as 'Content-Type: application/json', or many articles as application/x-ndjson; in UTF-8, "
    "uncompressed or with 'Content-Encoding: gzip'.",
)
INVALID = ProblemKind(
    "invalid-request",
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "Invalid request",
    "The body is JSON, but breaks the contract. Each entry of 'errors' points at one value.",
)
RATE_LIMITED = ProblemKind(
    "rate-limited",
    HTTPStatus.TOO_MANY_REQUESTS,
    "Too many articles",
    "The key has sent as many articles as the operator allows in a minute. The RateLimit headers say how many are "
    "left. Try again after the seconds that Retry-After names. A batch is slowed down instead.",
)
TOO_MANY_AT_ONCE = ProblemKind(
    "too-many-at-once",
    HTTPStatus.TOO_MANY_REQUESTS,
    "Too many requests at once",
    "As many requests of the key are under way as the operator allows. Wait until one of them has been answered.",
)
INTERNAL = ProblemKind(
    "internal-error",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "Internal error",
    "A defect of the service. Its log has a line with the same request id.",
)
MODEL_UNAVAILABLE = ProblemKind(
    "model-unavailable",
    HTTPStatus.SERVICE_UNAVAILABLE,
    "No model available",
    "The request said 'llm: required', and no model could be asked. "
    "Try again after the seconds that Retry-After names, or say 'llm: auto'.",
)
OVERLOADED = ProblemKind(
    "overloaded",
    HTTPStatus.SERVICE_UNAVAILABLE,
    "Overloaded",
    "The service has as much to do as it can do in good time. Try again after the seconds that Retry-After names.",
)
NOT_READY = ProblemKind(
    "not-ready",
    HTTPStatus.SERVICE_UNAVAILABLE,
    "Not ready",
    "A part that every answer needs is down. Try again after the seconds that Retry-After names.",
)

KINDS = {
    kind.name: kind
    for kind in (
        MALFORMED,
        UNAUTHORISED,
        NOT_FOUND,
        METHOD_NOT_ALLOWED,
        NOT_ACCEPTABLE,
        TOO_SLOW,
        BODY_TOO_LARGE,
        UNSUPPORTED_MEDIA_TYPE,
        INVALID,
        RATE_LIMITED,
        TOO_MANY_AT_ONCE,
        INTERNAL,
        MODEL_UNAVAILABLE,
        OVERLOADED,
        NOT_READY,
    )
}

OF_ERROR: dict[type[Exception], ProblemKind] = {
    MalformedRequest: MALFORMED,
    TooSlow: TOO_SLOW,
    BodyTooLarge: BODY_TOO_LARGE,
    InvalidRequest: INVALID,
    Unauthorised: UNAUTHORISED,
    Unacceptable: NOT_ACCEPTABLE,
    UnsupportedMediaType: UNSUPPORTED_MEDIA_TYPE,
    RateLimited: RATE_LIMITED,
    TooManyAtOnce: TOO_MANY_AT_ONCE,
    ModelUnavailable: MODEL_UNAVAILABLE,
    Overloaded: OVERLOADED,
    NotReady: NOT_READY,
}


def describe(error: Exception, *, instance: str | None = None, request_id: str | None = None) -> Problem:
    """The problem that an error is told as; one that the table lacks is internal and says nothing of its message."""
    kind = next((OF_ERROR[cls] for cls in type(error).__mro__ if cls in OF_ERROR), INTERNAL)
    detail = kind.advice if kind is INTERNAL else str(error)
    errors = error.violations if isinstance(error, InvalidRequest) else ()
    return problem(kind, detail, instance=instance, request_id=request_id).model_copy(update={"errors": errors})


def problem(kind: ProblemKind, detail: str, *, instance: str | None = None, request_id: str | None = None) -> Problem:
    """A problem of the given kind."""
    return Problem(
        type=kind.uri,
        title=kind.title,
        status=kind.status,
        detail=detail,
        instance=instance,
        request_id=request_id,
    )
