"""What of HTTP the framework leaves out: HEAD wherever there is GET, and weights in Accept-Encoding."""

from http import HTTPStatus

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

_WITH_ALLOW = (HTTPStatus.NO_CONTENT, HTTPStatus.METHOD_NOT_ALLOWED)


def with_head(app: ASGIApp) -> ASGIApp:
    """The application, which answers HEAD as it would GET, without the body (RFC 9110, 9.3.2), and says so in Allow."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_allowing(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in _WITH_ALLOW:
                message["headers"] = [_allowing_head(*header) for header in message["headers"]]
            await send(message)

        if scope["type"] != ScopeType.HTTP or scope["method"] != "HEAD":
            await app(scope, receive, send_allowing)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["body"] = b""
            await send_allowing(message)

        scope["method"] = "GET"
        try:
            await app(scope, receive, send_head)
        finally:
            scope["method"] = "HEAD"

    return answer


def _allowing_head(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    return name, value.replace(b"GET", b"GET, HEAD") if name == b"allow" else value


def with_weights(app: ASGIApp) -> ASGIApp:
    """The application, to which a client that names gzip only to refuse it names none (RFC 9110, 12.5.3)."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            scope["headers"] = [header for header in scope["headers"] if not _refuses_gzip(*header)]
        await app(scope, receive, send)

    return answer


def _refuses_gzip(name: bytes, value: bytes) -> bool:
    if name != b"accept-encoding" or b"gzip" not in value:
        return False
    codings = (coding.partition(b";") for coding in value.split(b","))
    weights = {coding.strip(): parameters.replace(b" ", b"") for coding, _, parameters in codings}
    return weights.get(b"gzip", b"").rstrip(b".0") == b"q="
