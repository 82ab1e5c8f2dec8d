"""What gap analysis, fallback and verification hand to each other: open fields, offers of a model, judgements.

The offers are also what the model is asked for, word by word: small models fill few keys, and the quote comes last, so
that it is chosen to hold the value. The schema requires every key, as strict structured output knows no optional ones;
a key that is missing all the same counts as null, 'not stated'.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from schemas.evidence import Fact, Origin
from schemas.vocabulary import (
    EventStatus,
    EventType,
    ObligationCategory,
    RecordField,
    TermKind,
    Verdict,
    Vocabulary,
)


def _lean(schema: dict[str, Any]) -> None:
    """Leave out what a model pays for and does not need, titles and descriptions, and put the quote last."""
    properties = schema["properties"]
    for part in (schema, *properties.values()):
        for name in ("title", "description", "default"):
            part.pop(name, None)
    if "quote" in properties:
        properties["quote"] = properties.pop("quote")
    schema["required"] = list(properties)


def _one_of(members: type[Vocabulary]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": [member.value for member in members]})


Short = Annotated[str, Field(min_length=1, max_length=80)]
Quote = Annotated[str, Field(min_length=1, max_length=300)]


@dataclass(frozen=True, slots=True)
class Gap:
    """A field of a record that is open, and the sentences (indices of `Document.sentences`) that might fill it.

    `record` is the record's index; their number stands for a record that is yet to be made. `choices` are the stretches
    of the article that can be its value, where the rules know them; the model then only chooses.
    """

    record: int
    field: RecordField
    sentences: tuple[int, ...]
    choices: tuple[str, ...] = ()


class Offer(BaseModel):
    """A value that a model offers, with the stretch of the article that is to prove it."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_lean)

    quote: Quote

    @property
    def value(self) -> str:
        """The value in words, without the quote; the quote where that is the value."""
        parts = [str(part) for name, part in self if name != "quote" and part is not None]
        return ", ".join(parts) or self.quote


class NameOffer(Offer):
    """The quote is the name, and is asked for as such: a small model told to quote copies the whole sentence."""

    model_config = ConfigDict(populate_by_name=True)

    quote: Quote = Field(alias="title")


class TitleOffer(NameOffer):
    """The treaty's own name."""


class PartyOffer(Offer):
    state: Short


class SignatoryOffer(Offer):
    name: Short
    role: Short | None = None
    state: Short | None = None


class EventOffer(Offer):
    type: Annotated[EventType, _one_of(EventType)]
    status: Annotated[EventStatus, _one_of(EventStatus)]
    date: Short | None = None
    place: Short | None = None
    state: Short | None = None


class ObligationOffer(Offer):
    category: Annotated[ObligationCategory, _one_of(ObligationCategory)]


class TermOffer(Offer):
    kind: Annotated[TermKind, _one_of(TermKind)]
    duration: Short | None = None
    until: Short | None = None


class TermChoice(Offer):
    """The quote is a length of time, a day or a word for 'without end'; what it says is read by the rules alone."""

    model_config = ConfigDict(populate_by_name=True)

    quote: Quote = Field(alias="lasts")


class RelatedOffer(NameOffer):
    """The name of another treaty; in which relation it stands, and its date, is read by the rules alone."""


class ClaimOffer(Offer):
    """The quote is the claim."""

    speaker: Short | None = None


OFFERS: dict[RecordField, type[Offer]] = {
    RecordField.TITLE: TitleOffer,
    RecordField.PARTIES: PartyOffer,
    RecordField.SIGNATORIES: SignatoryOffer,
    RecordField.EVENTS: EventOffer,
    RecordField.OBLIGATIONS: ObligationOffer,
    RecordField.TERM: TermOffer,
    RecordField.RELATED: RelatedOffer,
    RecordField.CLAIMS: ClaimOffer,
}
"""The fields that a model may be asked for; the others are derived or follow from the title."""

CHOICES: dict[RecordField, type[Offer]] = {**OFFERS, RecordField.TERM: TermChoice}
"""The same where the stretches are known that can be the value."""

SINGLE = frozenset((RecordField.TITLE, RecordField.TERM))
"""Fields with at most one value."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The offer is proved. `completes`: index of the rule's fact that the new one repeats and completes, if it does."""

    fact: Fact
    completes: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The offer is not proved. `part` names the key that failed, '' for the whole."""

    verdict: Verdict
    part: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """The record says so already."""


Judgement: TypeAlias = Accepted | Refused | Known

Judge: TypeAlias = Callable[[int, RecordField, Offer, Origin], Judgement]
"""(index of the record, field, offer, who offers it) → judgement."""
