"""What the service says about itself."""

from pydantic import Field

from schemas.model import Answer
from schemas.vocabulary import BreakerState, PartState


class Language(Answer):
    """A language pack, with what it covers."""

    code: str = Field(pattern="^[a-z]{2}$", description="ISO 639-1 code.", examples=["de"])
    name: str = Field(min_length=1, description="Name of the language in English.", examples=["German"])
    forms: int = Field(ge=0, description="How many word forms the pack knows.", examples=[2_930])
    rules: int = Field(ge=0, description="How many rules the pack holds.", examples=[143])
    topics: tuple[str, ...] = Field(description="What the rules are about.", examples=[["dates", "events", "parties"]])


class Languages(Answer):
    """All language packs."""

    languages: tuple[Language, ...] = Field(description="In the order of their codes.")


class ModelHealth(Answer):
    """Whether the model is asked, and how."""

    breaker: BreakerState = Field(description="State of the circuit breaker before it.", examples=["closed"])
    mode: str | None = Field(
        default=None,
        description="How its answers are made to follow a schema: json_schema, tools or json; null until it is asked.",
        examples=["json_schema"],
    )


class Health(Answer):
    """Whether the service can answer, and which of its parts are up."""

    status: PartState = Field(description="The service as a whole: up or degraded.", examples=["up"])
    parts: dict[str, PartState] = Field(
        description="State of each part, by name.", examples=[{"rules": "up", "llm": "not_configured"}]
    )
    model: ModelHealth | None = Field(default=None, description="The language model; null where none is configured.")
