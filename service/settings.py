"""All that an operator can set, from environment variables that begin with TREATY_RECORDS_."""

import json
from enum import StrEnum
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from service.errors import ConfigurationError

PREFIX = "TREATY_RECORDS_"

Sha256Hex = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
KeyName = Annotated[str, StringConstraints(pattern="^[A-Za-z0-9._-]{1,64}$")]


class LogLevel(StrEnum):
    """From which severity on lines are logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class StructuredOutput(StrEnum):
    """How the endpoint is made to answer by a schema; `auto` finds out what it enforces."""

    AUTO = "auto"
    JSON_SCHEMA = "json_schema"
    TOOLS = "tools"
    JSON = "json"


class LlmSettings(BaseModel):
    """Where a language model is to be asked; without an address and a model's name, none is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    base_url: str | None = Field(
        default=None, pattern="^https?://", description="Address of an OpenAI-compatible API, with its /v1."
    )
    model: str | None = Field(default=None, min_length=1, description="Name of the model at that address.")
    api_key: SecretStr | None = Field(default=None, description="Key for that address, if it wants one.")
    api_key_file: Path | None = Field(default=None, description="File with that key instead; none if it is empty.")
    mode: StructuredOutput = Field(
        default=StructuredOutput.AUTO,
        description="How the endpoint is made to answer by a schema: the strictest way that it enforces, or this one.",
    )
    timeout_s: float = Field(default=20.0, gt=0, description="Longest wait for one answer of the model, in seconds.")
    max_concurrency: int = Field(default=4, ge=1, description="How many questions may be under way at once.")
    cache_s: int = Field(default=86_400, ge=0, description="Seconds that the model's answers are kept; 0 keeps none.")
    gguf: Path | None = Field(default=None, description="Model file to run in this process instead of an address.")

    @model_validator(mode="before")
    @classmethod
    def _with_key_of_file(cls, given: dict[str, Any] | Self) -> dict[str, Any] | Self:
        return _with_file(given, "api_key") if isinstance(given, dict) else given

    @property
    def configured(self) -> bool:
        """Is there a model to ask?"""
        return self.gguf is not None or (self.base_url is not None and self.model is not None)


class Settings(BaseSettings):
    """The settings of one process; built once."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix=PREFIX, env_nested_delimiter="__")

    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8080, ge=0, le=65_535, description="Port to listen on; 0 takes any free one.")
    api_keys: dict[KeyName, Sha256Hex] = Field(
        default_factory=dict, description="Who may ask: names of keys with the SHA-256 of each, in hexadecimal."
    )
    api_keys_file: Path | None = Field(default=None, description="JSON file with more of the same.")
    behind_gateway: bool = Field(
        default=False, description="Something before the service authenticates; keys are then optional."
    )
    max_body_bytes: int = Field(default=4 * 1024 * 1024, ge=1_024, description="Longest body of a request.")
    redis_url: SecretStr | None = Field(
        default=None, description="Redis that replicas share state through; without it each process has its own."
    )
    redis_url_file: Path | None = Field(default=None, description="File with that address instead.")
    metrics_port: int | None = Field(
        default=None, ge=0, le=65_535, description="Port of its own for /metrics; without it they want a key."
    )
    articles_per_minute: int | None = Field(
        default=None, ge=1, description="How many articles one key may send in a minute; no limit if absent."
    )
    requests_per_key: int = Field(
        default=64, ge=1, description="How many requests of one key may be under way at once."
    )
    max_requests: int = Field(
        default=128, ge=1, description="How many requests one worker process answers at once; it refuses more."
    )
    workers: int = Field(default=1, ge=1, le=256, description="How many worker processes answer requests.")
    otlp_endpoint: str | None = Field(
        default=None, pattern="^https?://", description="Where OpenTelemetry traces are sent, over OTLP and HTTP."
    )
    log_level: LogLevel = Field(default=LogLevel.INFO, description="From which severity on lines are logged.")
    llm: LlmSettings = Field(default_factory=LlmSettings, description="The language model.")

    @model_validator(mode="before")
    @classmethod
    def _with_keys_of_file(cls, given: dict[str, Any]) -> dict[str, Any]:
        if not (path := given.get("api_keys_file")):
            return given
        try:
            return {**given, "api_keys": {**json.loads(Path(path).read_bytes()), **given.get("api_keys", {})}}
        except (OSError, TypeError, ValueError) as error:
            raise ValueError(f"api_keys_file cannot be read as a JSON object: {type(error).__name__}") from None

    @model_validator(mode="before")
    @classmethod
    def _with_redis_of_file(cls, given: dict[str, Any]) -> dict[str, Any]:
        return _with_file(given, "redis_url")

    @field_validator("redis_url")
    @classmethod
    def _is_an_address_of_redis(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and not url.get_secret_value().startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("must begin with redis://, rediss:// or unix://")
        return url

    @classmethod
    def load(cls, **given: object) -> Self:
        """Settings from the environment, `given` values first.

        Raises ConfigurationError that names each wrong variable, without its value.
        """
        try:
            return cls(**given)  # type: ignore[arg-type]
        except ValidationError as error:
            raise ConfigurationError("\n".join(_complaints(error))) from None
        except SettingsError as error:
            _, field, _ = str(error).split('"', 2)
            raise ConfigurationError(f"{_variable((field,))}: not a JSON object") from None

    @property
    def is_local(self) -> bool:
        """Does the address to listen on reach this machine only?"""
        return is_loopback(self.host)


def _with_file(given: dict[str, Any], name: str) -> dict[str, Any]:
    """What is given, and under `name` what the file holds that `name`_file names, unless that is given too."""
    if not (path := given.get(f"{name}_file")):
        return given
    try:
        held = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise ValueError(f"{name}_file cannot be read: {type(error).__name__}") from None
    return {name: held, **given} if held else given


@lru_cache(maxsize=64)
def is_loopback(host: str) -> bool:
    """Is it 'localhost' or a loopback address?"""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _complaints(error: ValidationError) -> list[str]:
    return [f"{_variable(item['loc'])}: {item['msg']}" for item in error.errors(include_input=False, include_url=False)]


def _variable(loc: tuple[int | str, ...]) -> str:
    return PREFIX + ("__".join(str(part) for part in loc).upper() or "*")
