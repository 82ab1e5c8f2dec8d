"""POST /v1/extractions: an article in, an Extraction out."""

import hashlib
import json
from typing import Any

import pytest
from litestar.testing import AsyncTestClient

from schemas.extraction import Extraction
from schemas.vocabulary import Offsets, Outcome, RecordField
from schemas.walk import facts

Client = AsyncTestClient[Any]

PATH = "/v1/extractions"
TITLE = "🤝 Beistandspakt unterzeichnet"
TEXT = (
    "🇰🇵 Pjöngjang. Russlands Präsident Wladimir Putin und der nordkoreanische Machthaber Kim Jong-un haben am "
    "19. Juni 2024 in Pjöngjang einen Vertrag über eine umfassende strategische Partnerschaft unterzeichnet. "
    "Der Vertrag verpflichtet beide Staaten zu gegenseitigem Beistand im Fall eines Angriffs."
)
ARTICLE = {
    "text": TEXT,
    "title": TITLE,
    "published_at": "2024-06-20T08:00:00+02:00",
    "language": "de",
    "url": "https://news.example/1",
    "id": "agency/1",
}


async def _extract(client: Client, **options: Any) -> Extraction:
    answer = await client.post(PATH, json={**ARTICLE, "options": {"llm": "off", **options}})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    return Extraction.model_validate_json(answer.content)


async def test_the_answer_echoes_the_article_but_for_its_text(client: Client) -> None:
    echo = (await _extract(client)).article
    assert echo.model_dump(exclude={"length", "sha256"}) == {k: v for k, v in ARTICLE.items() if k != "text"}
    assert (echo.length, echo.sha256) == (len(TEXT), hashlib.sha256(TEXT.encode()).hexdigest())


async def test_an_article_about_a_treaty_yields_a_record_whose_evidence_slices(client: Client) -> None:
    answer = await _extract(client)
    assert answer.records
    assert answer.offsets is Offsets.CODEPOINT
    assert answer.check(TEXT, TITLE) is answer


async def test_offsets_come_in_utf16_units_on_request(client: Client) -> None:
    answer = await _extract(client, offsets="utf16")
    units = TEXT.encode("utf-16-le")
    pieces = [piece for _, fact in facts(answer.records[0]) for piece in fact.evidence if piece.source == "text"]
    assert answer.offsets is Offsets.UTF16
    assert pieces
    assert [units[2 * p.start : 2 * p.end].decode("utf-16-le") for p in pieces] == [p.quote for p in pieces]


async def test_the_same_article_gives_the_same_records(client: Client) -> None:
    first, second = await _extract(client), await _extract(client)
    assert first.records == second.records
    assert first.id != second.id


async def test_only_requested_fields_have_values(client: Client) -> None:
    record = (await _extract(client, fields=["parties", "events"])).records[0]
    coverage = record.coverage.model_dump()
    left_out = [field for field in RecordField if field not in ("parties", "events")]
    assert {coverage[field]["outcome"] for field in left_out} == {Outcome.NOT_REQUESTED}
    assert {pointer.split("/")[1] for pointer, _ in facts(record)} == {"parties", "events"}


async def test_without_a_configured_model_auto_is_not_an_error(client: Client) -> None:
    answer = await client.post(PATH, json=ARTICLE)
    assert answer.status_code == 200
    assert answer.json()["usage"]["llm_calls"] == 0


async def test_an_article_about_no_agreement_yields_no_record(client: Client) -> None:
    answer = await client.post(PATH, json={"text": "Der Mittelstürmer verlängerte seinen Vertrag bis 2027."})
    assert answer.json()["records"] == []


async def test_a_language_without_a_pack_is_a_notice(client: Client) -> None:
    answer = await client.post(PATH, json={"text": "Samningurinn var undirritaður í gær.", "language": "is"})
    assert answer.status_code == 200
    assert [notice["code"] for notice in answer.json()["notices"]] == ["language_unsupported"]


async def test_a_text_without_words_is_in_no_language(client: Client) -> None:
    answer = (await client.post(PATH, json={"text": " 12:30 …"})).json()
    assert (answer["article"]["language"], answer["records"]) == (None, [])
    assert [notice["code"] for notice in answer["notices"]] == ["language_unsupported"]


@pytest.mark.parametrize("media_type", ["application/json", "Application/JSON; charset=UTF-8"])
async def test_json_is_read_however_its_media_type_is_written(client: Client, media_type: str) -> None:
    answer = await client.post(PATH, content=json.dumps({"text": "a"}), headers={"content-type": media_type})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "accept", ["", "*/*", "application/*", "*/*;q=0, application/json", "text/html, application/json;q=0.5"]
)
async def test_json_is_answered_to_whoever_accepts_it(client: Client, accept: str) -> None:
    answer = await client.post(PATH, json={"text": "a"}, headers={"accept": accept})
    assert answer.headers["content-type"] == "application/json"


async def test_a_byte_order_mark_is_passed_over(client: Client) -> None:
    answer = await client.post(PATH, content=b'\xef\xbb\xbf{"text": "a"}', headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["article"]["length"]) == (200, 1)


@pytest.mark.parametrize("day", ["0001-01-01", "1000-01-01", "8999-12-31", "9999-12-31T23:59:59Z"])
async def test_any_day_may_be_that_of_the_article(client: Client, day: str) -> None:
    text = (
        "Chile und Peru haben am Freitag ein Abkommen unterzeichnet. Es tritt im Januar in Kraft, gilt ab 31. Dezember "
        "9999, einen Tag später, ab Mai, und endet nächstes Jahr. Vor 3000 Jahren und in 8000 Jahren galt es auch, "
        "vorige Woche, nächsten Montag, am 29. Februar."
    )
    answer = await client.post(PATH, json={"text": text, "published_at": day})
    assert (answer.status_code, len(answer.json()["records"])) == (200, 1)


async def test_the_longest_text_is_read(client: Client) -> None:
    answer = await client.post(PATH, json={"text": "Ein Satz. " * 20_000})
    assert (answer.status_code, answer.json()["article"]["length"]) == (200, 200_000)
