"""A model file served by llama.cpp inside this process, on a loopback port of its own that wants a key of its own."""

import os
import secrets
from pathlib import Path

from pydantic import SecretStr

from service.errors import ConfigurationError
from service.settings import LlmSettings

_CONTEXT = 8_192
"""Tokens that a question and its answer may have together."""


class LocalModel:
    """Runs from its making until `close`, at most one question at a time."""

    def __init__(self, path: Path) -> None:
        """Load the model, which takes seconds. Raises ConfigurationError where it cannot be run."""
        try:
            import xllamacpp  # noqa: PLC0415 - an extra, which few installations have
        except ModuleNotFoundError:
            raise ConfigurationError("A model file needs the extra: pip install 'treaty-records[local]'.") from None
        except ImportError as error:
            raise ConfigurationError(f"llama.cpp cannot be loaded: {error}") from None
        if not path.is_file():
            raise ConfigurationError(f"There is no model file {path}.")
        self._key = secrets.token_urlsafe()
        params = xllamacpp.CommonParams()
        params.model.path = str(path)
        params.model_alias = {path.stem}
        params.api_keys = [self._key]
        params.port = 0
        params.n_ctx = _CONTEXT
        params.n_parallel = 1
        params.cache_ram_mib = 0
        for cpu in (params.cpuparams, params.cpuparams_batch):
            cpu.n_threads = max(1, (os.cpu_count() or 1) - 1)  # the rest of the service wants one as well
        params.verbosity = -1
        params.ui = params.endpoint_slots = params.endpoint_props = False
        try:
            self._server = xllamacpp.Server(params)
        except RuntimeError:
            raise ConfigurationError(f"{path} cannot be run as a model.") from None
        self._name = path.stem

    def reached_by(self, settings: LlmSettings) -> LlmSettings:
        """The settings that lead to this model."""
        address = {"base_url": f"{self._server.listening_address}/v1", "model": self._name}
        return settings.model_copy(update={**address, "api_key": SecretStr(self._key), "max_concurrency": 1})

    def close(self) -> None:
        """End the server and let the model go."""
        del self._server
