"""What a caller sends: an article, and how to read it."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from schemas.model import Question
from schemas.vocabulary import LlmMode, Offsets, RecordField

MAX_TEXT = 200_000
"""Longest text, in code points."""

RECKONED = range(1_000, 9_000)
"""Years from which dates are reckoned: others are used for 'not known', and reckoning from them leaves the calendar."""

_WITHOUT_NUL = r"^[^\x00]*$"
_YEAR = r"([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_DATE = rf"{_YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9](:([0-5][0-9]|60)(\.[0-9]{1,9})?)?"
_OFFSET = r"(Z|[+-]([01][0-9]|2[0-3]):?[0-5][0-9])"


def _has_a_real_date(value: str) -> str:
    date.fromisoformat(value[:10])
    return value


PublishedAt = Annotated[
    str,
    StringConstraints(pattern=rf"^{_DATE}(T{_TIME}{_OFFSET}?)?$"),
    AfterValidator(_has_a_real_date),
]


def _as_whole_number(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


WholeNumber = Annotated[int, BeforeValidator(_as_whole_number)]
"""An integer as JSON Schema has it: `5000.0` is one, `true` and `"5000"` are not."""


class ExtractionOptions(Question):
    """How an article is to be read; every option has a default."""

    llm: LlmMode = Field(default=LlmMode.AUTO, description="May a language model be asked?", examples=["off"])
    fields: tuple[RecordField, ...] | None = Field(
        default=None,
        min_length=1,
        max_length=len(RecordField),
        description="Only these fields of the record; all of them if absent.",
        examples=[["parties", "events"]],
    )
    deadline_ms: WholeNumber = Field(
        default=30_000,
        ge=1,
        le=120_000,
        description="One budget of time for the whole answer, retries included, in milliseconds.",
        examples=[5_000],
    )
    max_llm_tokens: WholeNumber = Field(
        default=4_000,
        ge=0,
        le=200_000,
        description="One budget of tokens for the whole answer: prompt and completion, retries included.",
        examples=[2_000],
    )
    offsets: Offsets = Field(
        default=Offsets.CODEPOINT, description="The unit of `start` and `end` in the answer.", examples=["utf16"]
    )


class Article(Question):
    """A news article. Only `text` is required; nothing of it is kept after the answer."""

    text: str = Field(
        min_length=1,
        max_length=MAX_TEXT,
        pattern=_WITHOUT_NUL,
        description="The article, as it stands; offsets in the answer count in exactly this string.",
        examples=["Berlin und Paris unterzeichneten am 22. Januar 2019 in Aachen einen Vertrag."],
    )
    title: str | None = Field(
        default=None,
        max_length=1_000,
        pattern=_WITHOUT_NUL,
        description="The headline, if it is not already the first line of `text`.",
        examples=["Merkel und Macron besiegeln Aachener Vertrag"],
    )
    published_at: PublishedAt | None = Field(
        default=None,
        description=(
            "When the article was published: an ISO 8601 date, or a date-time, which counts as the date in its own "
            "offset. Without it no missing year is inferred and no relative date resolved."
        ),
        examples=["2019-01-22", "2019-01-22T18:30:00+01:00"],
    )
    language: str | None = Field(
        default=None,
        pattern="^[a-z]{2}$",
        description="ISO 639-1 code of the text's language; detected if absent.",
        examples=["de"],
    )
    url: str | None = Field(
        default=None,
        min_length=1,
        max_length=2_048,
        pattern=_WITHOUT_NUL,
        description="Where the article stands; carried along, never fetched.",
        examples=["https://news.example/aachen"],
    )
    id: str | None = Field(
        default=None,
        min_length=1,
        max_length=200,
        pattern=_WITHOUT_NUL,
        description="The caller's own name for the article; carried along.",
        examples=["dpa-4711"],
    )

    @property
    def reference_date(self) -> date | None:
        """The day that relative and year-less dates are read against; None too near the ends of the calendar."""
        if self.published_at is None:
            return None
        day = date.fromisoformat(self.published_at[:10])
        return day if day.year in RECKONED else None


class ExtractionRequest(Article):
    """An article together with how it is to be read."""

    options: ExtractionOptions = Field(default_factory=ExtractionOptions, description="How the article is to be read.")
