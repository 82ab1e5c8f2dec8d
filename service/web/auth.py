"""Who may ask: bearer keys, of which only hashes are known; without any, clients on this machine only."""

import hashlib
import hmac
import secrets
from typing import Any

from litestar.connection import ASGIConnection
from litestar.datastructures import Headers
from litestar.handlers import BaseRouteHandler
from litestar.types import Scope

from service.errors import ConfigurationError, Unauthorised
from service.settings import PREFIX, Settings, is_loopback

AnyConnection = ASGIConnection[Any, Any, Any, Any]

_SCHEME = "bearer "


def new_key() -> tuple[str, str]:
    """A fresh key, and the SHA-256 that is to be configured for it."""
    key = "tr_" + secrets.token_urlsafe(32)
    return key, hash_key(key)


def hash_key(key: str) -> str:
    """SHA-256 in hexadecimal. Keys are long and random: no salt, no stretching."""
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()


def require_safe_binding(settings: Settings) -> None:
    """Raises ConfigurationError where anyone on the network could ask without a key."""
    if settings.is_local or settings.api_keys or settings.behind_gateway:
        return
    raise ConfigurationError(
        f"Refusing to listen on {settings.host} without keys: anyone who reaches it could ask.\n"
        f"Make a key by `treaty-records keys new NAME` and set {PREFIX}API_KEYS as it says; "
        f"or, if a gateway before the service authenticates, set {PREFIX}BEHIND_GATEWAY=true."
    )


class KeyGuard:
    """Lets a connection pass that may ask, and notes the name of its key for the log."""

    def __init__(self, settings: Settings) -> None:
        self._keys = settings.api_keys
        self._open = settings.behind_gateway

    def __call__(self, connection: AnyConnection, handler: BaseRouteHandler) -> None:
        """As a guard of a route."""
        self.check(connection.scope)

    def check(self, scope: Scope) -> None:
        """Raises Unauthorised for the connection of one that may not."""
        if self._keys:
            authorization = Headers.from_scope(scope).get("authorization", "")
            scope["state"]["key_name"] = self._name_of_key(authorization)
        elif not self._open and not ((client := scope.get("client")) and is_loopback(client[0])):
            raise Unauthorised("No keys are configured, so only clients on the same machine are served.")

    def _name_of_key(self, authorization: str) -> str:
        if authorization[: len(_SCHEME)].lower() != _SCHEME:
            raise Unauthorised("There is no bearer key in the Authorization header.")
        offered = hash_key(authorization[len(_SCHEME) :].strip())
        names = [name for name, known in self._keys.items() if hmac.compare_digest(known, offered)]
        if not names:
            raise Unauthorised("The key is not known.")
        return names[0]
