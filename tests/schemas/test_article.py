"""What a request may hold, and that its types are taken literally."""

import json
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from schemas.article import MAX_TEXT, Article, ExtractionOptions, ExtractionRequest
from schemas.vocabulary import LlmMode, Offsets, RecordField

REFUSED = [
    ({}, ("text",)),
    ({"text": ""}, ("text",)),
    ({"text": None}, ("text",)),
    ({"text": True}, ("text",)),
    ({"text": 1}, ("text",)),
    ({"text": ["a"]}, ("text",)),
    ({"text": "a\x00b"}, ("text",)),
    ({"text": "a" * (MAX_TEXT + 1)}, ("text",)),
    ({"text": "a", "body": "b"}, ("body",)),
    ({"text": "a", "title": "t" * 1_001}, ("title",)),
    ({"text": "a", "title": "t\x00"}, ("title",)),
    ({"text": "a", "published_at": 0}, ("published_at",)),
    ({"text": "a", "published_at": "2023-02-29"}, ("published_at",)),
    ({"text": "a", "published_at": "11.11.2024"}, ("published_at",)),
    ({"text": "a", "published_at": "2024-11"}, ("published_at",)),
    ({"text": "a", "published_at": "2024-11-11\n"}, ("published_at",)),
    ({"text": "a", "published_at": "2024-11-11T25:00:00Z"}, ("published_at",)),
    ({"text": "a", "language": "deu"}, ("language",)),
    ({"text": "a", "language": "DE"}, ("language",)),
    ({"text": "a", "url": ""}, ("url",)),
    ({"text": "a", "url": "u" * 2_049}, ("url",)),
    ({"text": "a", "id": 7}, ("id",)),
    ({"text": "a", "id": "i" * 201}, ("id",)),
    ({"text": "a", "options": None}, ("options",)),
    ({"text": "a", "options": {"llm": "never"}}, ("options", "llm")),
    ({"text": "a", "options": {"llm": False}}, ("options", "llm")),
    ({"text": "a", "options": {"fields": []}}, ("options", "fields")),
    ({"text": "a", "options": {"fields": ["parties", "price"]}}, ("options", "fields", 1)),
    ({"text": "a", "options": {"deadline_ms": True}}, ("options", "deadline_ms")),
    ({"text": "a", "options": {"deadline_ms": "100"}}, ("options", "deadline_ms")),
    ({"text": "a", "options": {"deadline_ms": 100.5}}, ("options", "deadline_ms")),
    ({"text": "a", "options": {"deadline_ms": 0}}, ("options", "deadline_ms")),
    ({"text": "a", "options": {"deadline_ms": 120_001}}, ("options", "deadline_ms")),
    ({"text": "a", "options": {"max_llm_tokens": -1}}, ("options", "max_llm_tokens")),
    ({"text": "a", "options": {"offsets": "bytes"}}, ("options", "offsets")),
    ({"text": "a", "options": {"model": "x"}}, ("options", "model")),
]

ACCEPTED = [
    {"text": "a"},
    {"text": "\U0001f600" * MAX_TEXT},
    {"text": "a", "title": None, "published_at": None, "language": None, "url": None, "id": None},
    {"text": "a", "title": ""},
    {"text": "a", "options": {}},
    {"text": "a", "options": {"fields": None, "deadline_ms": 120_000, "max_llm_tokens": 0}},
    {"text": "a", "options": {"deadline_ms": 5_000.0}},
    {"text": "a", "options": {"fields": ["parties", "events"], "llm": "off", "offsets": "utf16"}},
]


@pytest.mark.parametrize(("body", "loc"), REFUSED, ids=lambda value: json.dumps(value)[:60])
def test_a_value_outside_the_contract_is_refused_at_its_place(body: dict[str, Any], loc: tuple[str | int, ...]) -> None:
    with pytest.raises(ValidationError) as caught:
        ExtractionRequest.model_validate_json(json.dumps(body))
    assert [error["loc"] for error in caught.value.errors()] == [loc]


@pytest.mark.parametrize("body", ACCEPTED, ids=lambda value: json.dumps(value)[:60])
def test_a_value_inside_the_contract_is_kept(body: dict[str, Any]) -> None:
    read = ExtractionRequest.model_validate_json(json.dumps(body)).model_dump(mode="json")
    options = body.get("options", {})
    assert {key: read[key] for key in body if key != "options"} == {k: v for k, v in body.items() if k != "options"}
    assert {key: read["options"][key] for key in options} == options


def test_a_lone_surrogate_is_no_text() -> None:
    with pytest.raises(ValidationError, match="unicode"):
        Article(text="a\ud800b")


def test_options_have_the_defaults_of_the_contract() -> None:
    options = ExtractionRequest(text="a").options
    assert options == ExtractionOptions(
        llm=LlmMode.AUTO, fields=None, deadline_ms=30_000, max_llm_tokens=4_000, offsets=Offsets.CODEPOINT
    )


def test_fields_become_members_of_the_vocabulary() -> None:
    options = ExtractionOptions.model_validate_json('{"fields": ["parties", "term"]}')
    assert options.fields == (RecordField.PARTIES, RecordField.TERM)


@pytest.mark.parametrize(
    ("published_at", "reference"),
    [
        (None, None),
        ("2024-02-29", date(2024, 2, 29)),
        ("2024-11-11T23:30:00-05:00", date(2024, 11, 11)),
        ("2024-11-11T00:30:00+14:00", date(2024, 11, 11)),
        ("2024-11-11T10:00Z", date(2024, 11, 11)),
        ("2024-11-11T10:00:00.123456", date(2024, 11, 11)),
    ],
)
def test_a_date_time_counts_as_the_date_in_its_own_offset(published_at: str | None, reference: date | None) -> None:
    article = Article(text="a", published_at=published_at)
    assert (article.published_at, article.reference_date) == (published_at, reference)


def test_a_request_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Article(text="a").text = "b"  # type: ignore[misc]
