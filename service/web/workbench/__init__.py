"""The workbench: a page for people at `/`, made of static files that a browser takes as they are."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from service.web.answers import AnyRequest

STATIC = Path(__file__).parent / "static"
_PAGE = "index.html"
_MEDIA_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
}
_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class _Asset:
    body: bytes
    media_type: str
    etag: str


@get("/")
async def get_workbench(request: AnyRequest) -> Response[bytes]:
    """The page itself."""
    return _answer(request, _PAGE)


@get("/workbench/{name:path}")
async def get_workbench_file(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
    """What the page loads: style, scripts, strings, fonts."""
    return _answer(request, name.lstrip("/"))


WORKBENCH: tuple[HTTPRouteHandler, ...] = (get_workbench, get_workbench_file)


def _answer(request: AnyRequest, name: str) -> Response[bytes]:
    asset = _assets().get(name)
    if asset is None:
        raise NotFoundException
    headers = {**_HEADERS, "ETag": asset.etag}
    if request.headers.get("if-none-match") == asset.etag:
        return Response(b"", status_code=304, headers=headers)
    return Response(asset.body, media_type=asset.media_type, headers=headers)


@cache
def _assets() -> dict[str, _Asset]:
    """Every static file by its path below the directory; nothing else can be asked for."""
    return {path.relative_to(STATIC).as_posix(): _read(path) for path in STATIC.rglob("*") if path.is_file()}


def _read(path: Path) -> _Asset:
    body = path.read_bytes()
    return _Asset(body, _MEDIA_TYPES[path.suffix], f'"{sha256(body).hexdigest()[:16]}"')
