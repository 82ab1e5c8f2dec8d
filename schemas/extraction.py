"""The answer to one article."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, Field

from schemas.article import MAX_TEXT
from schemas.evidence import Evidence, EvidenceError
from schemas.model import Answer
from schemas.offsets import OffsetMap
from schemas.treaty import TreatyRecord
from schemas.vocabulary import NoticeCode, Offsets, Source, Verdict
from schemas.walk import facts, facts_by_field, map_evidence


def _is_version_7(value: UUID) -> UUID:
    if value.version != 7:
        raise ValueError("not a UUID of version 7")
    return value


UuidV7 = Annotated[UUID, AfterValidator(_is_version_7)]


class ArticleEcho(Answer):
    """What the answer repeats of the article; never its text."""

    id: str | None = Field(default=None, description="The caller's own name for the article.", examples=["dpa-4711"])
    url: str | None = Field(
        default=None, description="Where the article stands.", examples=["https://news.example/aachen"]
    )
    title: str | None = Field(
        default=None,
        description="The headline, as submitted.",
        examples=["Merkel und Macron besiegeln Aachener Vertrag"],
    )
    published_at: str | None = Field(
        default=None, description="The publication date or date-time, as submitted.", examples=["2019-01-22"]
    )
    language: str | None = Field(
        default=None, description="ISO 639-1 code, submitted or detected; null if neither.", examples=["de"]
    )
    length: int = Field(ge=1, le=MAX_TEXT, description="Length of the text in code points.", examples=[2_412])
    sha256: str = Field(
        pattern="^[0-9a-f]{64}$",
        description="SHA-256 of the text in UTF-8, in hexadecimal.",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )


class Rejection(Answer):
    """A value that the model offered and verification refused."""

    pointer: str = Field(
        pattern="^(/.*)?$",
        description="JSON Pointer (RFC 6901) into `records`: where the value would have stood.",
        examples=["/0/events/1/date"],
    )
    value: str = Field(description="What was offered.", examples=["2024-11-12"])
    quote: str = Field(description="The proof that the model gave.", examples=["am 11. November 2024"])
    verdict: Verdict = Field(description="Why it was refused.", examples=["contradicted"])


class Usage(Answer):
    """What the answer cost."""

    rules_ms: float = Field(ge=0, description="From the received text to finished rule-based records.", examples=[1.7])
    llm_ms: float = Field(ge=0, description="Waiting for the model and verifying its answers.", examples=[0.0])
    total_ms: float = Field(ge=0, description="All of it.", examples=[1.9])
    llm_calls: int = Field(ge=0, description="Requests to the model, repeated ones included.", examples=[0])
    prompt_tokens: int = Field(ge=0, description="Tokens sent to the model.", examples=[0])
    completion_tokens: int = Field(ge=0, description="Tokens that the model answered with.", examples=[0])
    model: str | None = Field(
        default=None, description="Id of the model; null if none was asked.", examples=["qwen3-4b-instruct"]
    )
    cached: bool = Field(description="True if the model's answer came from the cache.", examples=[False])


class Notice(Answer):
    """Something the caller should know about an answer that is complete all the same."""

    code: NoticeCode = Field(description="Which notice.", examples=["llm_unavailable"])
    message: str = Field(description="The same in English, for people.", examples=["No model could be reached."])


class Versions(Answer):
    """What made the answer; the same versions give the same records for the same article without a model."""

    service: str = Field(description="Version of the service.", examples=["0.2.0"])
    rules: str = Field(description="Fingerprint of the language packs.", examples=["a3f1c29be07d"])
    contract: str = Field(description="Version of this contract.", examples=["1.0"])


class Extraction(Answer):
    """The treaty records that one article yields, each value with the stretch of the article that proves it."""

    id: UuidV7 = Field(
        description="UUID of version 7 of this answer.", examples=["01937a5e-7c3b-7d2a-9a51-0c6f6d3b8e21"]
    )
    article: ArticleEcho = Field(description="What is repeated of the article.")
    records: tuple[TreatyRecord, ...] = Field(
        default=(), description="One record a treaty; none for an article about no international agreement."
    )
    rejections: tuple[Rejection, ...] = Field(
        default=(), description="What the model offered and verification refused."
    )
    usage: Usage = Field(description="What the answer cost.")
    notices: tuple[Notice, ...] = Field(default=(), description="What the caller should know besides.")
    offsets: Offsets = Field(
        default=Offsets.CODEPOINT, description="The unit of `start` and `end`.", examples=["codepoint"]
    )
    versions: Versions = Field(description="What made the answer.")

    def check(self, text: str, title: str | None) -> Self:
        """This answer, once every evidence has been sliced out of the article again.

        Raises EvidenceError, naming the fact, for the first one that does not slice to its quote.
        """
        sources = _sources(text, title)
        for index, record in enumerate(self.records):
            for fact in (fact for _, found in facts_by_field(record) for fact in found):
                for evidence in fact.evidence:
                    stretch = sources[evidence.source].slice(evidence.start, evidence.end, self.offsets)
                    if stretch != evidence.quote:
                        pointer = next(pointer for pointer, other in facts(record) if other is fact)
                        raise EvidenceError(f"evidence does not slice to its quote: /records/{index}{pointer}")
        return self

    def to_utf16(self, text: str, title: str | None) -> Self:
        """The same answer with offsets in UTF-16 code units; itself if they are already."""
        if self.offsets is Offsets.UTF16:
            return self
        sources = _sources(text, title)

        def convert(evidence: Evidence) -> Evidence:
            source = sources[evidence.source]
            return evidence.model_copy(
                update={"start": source.utf16(evidence.start), "end": source.utf16(evidence.end)}
            )

        records = tuple(map_evidence(record, convert) for record in self.records)
        return self.model_copy(update={"records": records, "offsets": Offsets.UTF16})


def _sources(text: str, title: str | None) -> dict[Source, OffsetMap]:
    return {Source.TEXT: OffsetMap(text), Source.TITLE: OffsetMap(title or "")}
