"""The finished answer: evidence checked once more, offsets in either unit, every fact found by walking."""

import json
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.article import MAX_TEXT
from schemas.evidence import Evidence, EvidenceError, Method, Offsets, Origin, Source
from schemas.extraction import ArticleEcho, Extraction, Usage, Versions
from schemas.treaty import Coverage, FieldCoverage, TextFact, TreatyRecord
from schemas.vocabulary import Outcome, RecordField
from schemas.walk import facts, map_evidence


def test_an_answer_whose_evidence_slices_passes(answer: Extraction, text: str, title: str) -> None:
    assert answer.check(text, title) is answer


@pytest.mark.parametrize(
    "change",
    [
        {"start": 4},
        {"end": 5},
        {"start": 10_000, "end": 10_015},
        {"source": Source.TITLE},
        {"quote": "unterzeichnete nicht"},
    ],
    ids=str,
)
def test_evidence_that_does_not_slice_is_an_error_that_names_the_fact_and_no_text(
    answer: Extraction, text: str, title: str, change: dict[str, Any]
) -> None:
    def spoil(evidence: Evidence) -> Evidence:
        return evidence.model_copy(update=change) if evidence.quote == "unterzeichneten" else evidence

    spoilt = answer.model_copy(update={"records": (map_evidence(answer.records[0], spoil),)})
    with pytest.raises(EvidenceError) as caught:
        spoilt.check(text, title)
    assert str(caught.value) == "evidence does not slice to its quote: /records/0/participation"


def test_evidence_in_a_title_that_there_is_not_is_an_error(answer: Extraction, text: str) -> None:
    with pytest.raises(EvidenceError, match="/records/0/aliases/0"):
        answer.check(text, None)


def test_another_text_is_an_error(answer: Extraction, text: str, title: str) -> None:
    with pytest.raises(EvidenceError, match="/records/0/title"):
        answer.check(text[1:], title)


def test_utf16_offsets_slice_strings_of_utf16_units(answer: Extraction, text: str, title: str) -> None:
    converted = answer.to_utf16(text, title)
    sources = {Source.TEXT: text.encode("utf-16-le"), Source.TITLE: title.encode("utf-16-le")}
    pieces = [piece for _, fact in facts(converted.records[0]) for piece in fact.evidence]
    assert [sources[p.source][2 * p.start : 2 * p.end].decode("utf-16-le") for p in pieces] == [p.quote for p in pieces]
    assert converted.offsets is Offsets.UTF16
    assert converted.check(text, title) is converted
    assert converted.to_utf16(text, title) is converted


def test_offsets_in_the_wrong_unit_are_an_error(answer: Extraction, text: str, title: str) -> None:
    with pytest.raises(EvidenceError):
        answer.to_utf16(text, title).model_copy(update={"offsets": Offsets.CODEPOINT}).check(text, title)
    with pytest.raises(EvidenceError):
        answer.model_copy(update={"offsets": Offsets.UTF16}).check(text, title)


def _answer_quoting(text: str, start: int, end: int) -> Extraction:
    fact = TextFact(
        value="x",
        evidence=(Evidence(source=Source.TEXT, start=start, end=end, quote=text[start:end]),),
        origin=Origin(method=Method.RULE, name="any"),
    )
    coverage = Coverage(**{field: FieldCoverage(outcome=Outcome.NOT_STATED) for field in RecordField})
    return Extraction(
        id="01937a5e-7c3b-7d2a-9a51-0c6f6d3b8e21",
        article=ArticleEcho(length=len(text), sha256="0" * 64),
        records=(TreatyRecord(title=fact, coverage=coverage),),
        usage=Usage(
            rules_ms=0,
            llm_ms=0,
            total_ms=0,
            llm_calls=0,
            prompt_tokens=0,
            completion_tokens=0,
            model=None,
            cached=False,
        ),
        versions=Versions(service="0", rules="0", contract="0"),
    )


@given(st.data())
def test_any_stretch_of_any_text_passes_in_both_units(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet=st.sampled_from("aß\u0301你\U0001f600\U00010348"), min_size=1, max_size=40))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    answer = _answer_quoting(text, start, end).check(text, None)
    converted = answer.to_utf16(text, None).check(text, None)
    fact = converted.records[0].title
    assert fact is not None
    before = text[:start].encode("utf-16-le")
    assert fact.evidence[0].start == len(before) // 2
    assert fact.evidence[0].end == len(before + text[start:end].encode("utf-16-le")) // 2


def test_walking_finds_every_fact_where_its_pointer_says(record: TreatyRecord) -> None:
    dumped = record.model_dump(mode="json")
    walked = list(facts(record))
    for pointer, fact in walked:
        target: Any = dumped
        for part in pointer.strip("/").split("/"):
            target = target[int(part) if isinstance(target, list) else part]
        assert target == fact.model_dump(mode="json")
    assert len(walked) == json.dumps(dumped).count('"origin"')


def test_an_empty_record_has_no_facts(record: TreatyRecord) -> None:
    assert list(facts(TreatyRecord(coverage=record.coverage))) == []


def test_all_keys_are_present_where_there_is_no_value(record: TreatyRecord) -> None:
    empty = TreatyRecord(coverage=record.coverage).model_dump(mode="json")
    assert set(empty) == {*RecordField, "coverage"}
    assert [value for key, value in empty.items() if key != "coverage" and value not in (None, [])] == []


def test_an_answer_survives_json(answer: Extraction) -> None:
    assert Extraction.model_validate_json(answer.model_dump_json()) == answer


def test_a_fact_without_evidence_is_refused() -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        TextFact(value="x", evidence=(), origin=Origin(method=Method.RULE, name="any"))


def test_an_answer_has_an_id_of_version_7(answer: Extraction) -> None:
    with pytest.raises(ValidationError, match="version 7"):
        Extraction(**{**dict(answer), "id": uuid4()})


def test_the_echo_has_no_place_for_the_text(text: str) -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        ArticleEcho(length=MAX_TEXT, sha256="0" * 64, text=text)  # type: ignore[call-arg]
