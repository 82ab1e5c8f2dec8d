"""Temporal expressions: cases as data, one file a language; how they are bound to an article; what they cost."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service import timex
from service.extract.temporal import read, temporal
from service.lang.loader import load_packs
from service.lang.time import time_pack
from service.text.document import Document

FOLDER = Path(__file__).parent / "cases"
CASES = [
    (file.stem.removeprefix("temporal_"), case)
    for file in sorted(FOLDER.glob("temporal_*.toml"))
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
PACKS = load_packs()
every_case = pytest.mark.parametrize(("language", "case"), CASES, ids=[case["text"][:60] for _, case in CASES])


def rows(text: str, language: str, reference: date | None) -> list[list[str]]:
    pack = time_pack(language)
    assert pack is not None
    mentions = read(text, pack.lexicon.scan(text)["time"], pack.words, reference)
    return [
        [
            text[mention.span.start : mention.span.end],
            mention.past.edtf if mention.past else "",
            mention.future.edtf if mention.future else "",
            mention.type,
            mention.timex,
        ]
        for mention in mentions
    ]


@every_case
def test_expressions_have_their_values(language: str, case: dict[str, Any]) -> None:
    assert rows(case["text"], language, case.get("reference")) == case["dates"]


@every_case
def test_the_tense_of_the_sentence_chooses_the_timex(language: str, case: dict[str, Any]) -> None:
    reference = case.get("reference")
    found = timex.tag(case["text"], reference.isoformat() if reference else None, language)
    assert [[case["text"][item["start"] : item["end"]], item["value"]] for item in found] == case["timexes"]


@pytest.mark.parametrize("language", sorted({language for language, _ in CASES} & PACKS.keys()))
def test_a_whole_pack_reads_the_same_dates(language: str) -> None:
    """What else a pack knows may hide modifiers, but never changes a date that stands in full."""
    text = {
        "de": "Am 3. Mai 2021 und am 24.10.2014",
        "en": "On 3 May 2021 and on 24/10/2014",
        "es": "El 3 de mayo de 2021 y el 24/10/2014",
        "fr": "Le 3 mai 2021, le 24/10/2014",
    }[language]
    found = temporal(Document.read(text, None, None, PACKS[language]))
    assert [mention.timex for mention in found] == ["2021-05-03", "2014-10-24"]


def test_an_unknown_language_has_no_expressions() -> None:
    assert timex.tag("3 May 2021", "2024-11-14", "tlh") == []


@pytest.mark.parametrize("dct", [None, "14-11-2024", "later"])
def test_without_a_date_of_writing_relative_expressions_stay_out(dct: str | None) -> None:
    assert [item["value"] for item in timex.tag("Yesterday, on 3 May 2021", dct, "en")] == ["2021-05-03"]


@pytest.mark.parametrize("language", ["de", "en", "fr"])
@given(
    text=st.text(alphabet="0123456789 .,/-:'’\nMaivor undof3rdJahrbisinthe", max_size=120),
    reference=st.none() | st.dates(),
)
def test_any_text_can_be_read(language: str, text: str, reference: date | None) -> None:
    found = timex.tag(text, reference.isoformat() if reference else None, language)
    assert all(0 <= item["start"] < item["end"] <= len(text) for item in found)
    assert all(item["value"] for item in found)


def test_time_grows_with_the_length_of_the_text_only() -> None:
    """A run of items that never makes an expression is read once, not once for every item in it."""
    text = "3. " * 20_000 + "3. Mai 2021"
    assert timex.tag(text, "2024-11-14", "de")[-1]["value"] == "2021-05-03"
