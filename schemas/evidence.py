"""What proves a fact, and who found it."""

from pydantic import Field

from schemas.model import Answer
from schemas.vocabulary import Method, Offsets, Source

__all__ = ["Evidence", "EvidenceError", "Fact", "Method", "Offsets", "Origin", "Source"]


class EvidenceError(ValueError):
    """An evidence that does not slice to its quote; names the fact's JSON Pointer and never holds text."""


class Evidence(Answer):
    """A stretch of the article: the named source sliced `[start:end]` is `quote`, always."""

    source: Source = Field(description="The part of the article that was sliced.", examples=["text"])
    start: int = Field(ge=0, description="Where the stretch starts, in the unit of `offsets`.", examples=[42])
    end: int = Field(ge=1, description="Where it ends, exclusive, in the unit of `offsets`.", examples=[55])
    quote: str = Field(min_length=1, description="The stretch itself, verbatim.", examples=["in Pjöngjang"])


class Origin(Answer):
    """Who found a fact."""

    method: Method = Field(description="How it was found.", examples=["rule"])
    name: str = Field(min_length=1, description="Id of the rule or of the model.", examples=["de.event.signature"])
    confidence: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="The rule's measured precision on the tuning corpus; null where that has fewer than 20 hits.",
        examples=[0.97],
    )


class Fact(Answer):
    """A value with its proof; the base of every fact in a record."""

    evidence: tuple[Evidence, ...] = Field(
        min_length=1,
        description="One stretch for each thing that the value rests on, such as an event's verb, date and place.",
    )
    origin: Origin = Field(description="Who found it.")
