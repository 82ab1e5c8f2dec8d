"""What of HTTP the framework leaves out: HEAD wherever there is GET, and weights in Accept-Encoding."""

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send


def with_head(app: ASGIApp) -> ASGIApp:
    """The application, which answers HEAD as it would GET, without the body (RFC 9110, 9.3.2)."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] != "HEAD":
            await app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        scope["method"] = "GET"
        try:
            await app(scope, receive, send_head)
        finally:
            scope["method"] = "HEAD"

    return answer


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
