"""A language is data: a folder with a pack is all that a new one needs."""

import shutil
from pathlib import Path

import pytest

from schemas.article import Article, ExtractionOptions
from schemas.treaty import TreatyRecord
from schemas.vocabulary import LlmMode
from service.lang.loader import load_packs
from service.pipeline import Pipeline

PACK = Path(__file__).parent / "toy_language.toml"
TEXT = (
    "Novaĵoj\n\n"
    "Germanujo kaj Francujo subskribis la 3 majo 2021 en Parizo la Rejnan traktaton pri komerco. "
    "La traktato ekvalidis en junio 2022."
)


@pytest.fixture
def pipeline(tmp_path: Path) -> Pipeline:
    (tmp_path / "eo").mkdir()
    shutil.copy(PACK, tmp_path / "eo" / "pack.toml")
    return Pipeline(load_packs(tmp_path), fallback=None)


async def read(pipeline: Pipeline, text: str) -> tuple[TreatyRecord, ...]:
    options = ExtractionOptions(llm=LlmMode.OFF)
    return (await pipeline.extract(Article(text=text, language="eo"), options)).records


async def test_a_record_of_a_language_that_only_a_folder_knows(pipeline: Pipeline) -> None:
    (record,) = await read(pipeline, TEXT)
    assert record.title is not None
    assert record.title.value == "Rejnan traktaton pri komerco"
    assert [party.code for party in record.parties] == ["DEU", "FRA"]
    assert [(str(event.type), event.date.edtf if event.date else None, event.place) for event in record.events] == [
        ("signature", "2021-05-03", "Parizo"),
        ("entry_into_force", "2022-06", None),
    ]
    assert [str(obligation.category) for obligation in record.obligations] == ["trade"]
    assert {event.origin.name for event in record.events} == {"eo.event.signature", "eo.event.force"}


async def test_its_negation_and_its_plans_are_understood(pipeline: Pipeline) -> None:
    text = "Germanujo kaj Francujo {} traktaton pri komerco."
    (planned,) = await read(pipeline, text.format("volas subskribi"))
    assert [str(event.status) for event in planned.events] == ["planned"]
    assert all(
        str(event.status) != "occurred"
        for record in await read(pipeline, text.format("ne subskribis"))
        for event in record.events
    )


async def test_a_pack_reads_no_other_language(pipeline: Pipeline) -> None:
    assert await read(pipeline, "Deutschland und Frankreich unterzeichneten am 3. Mai 2021 einen Vertrag.") == ()


def test_it_is_listed_with_its_rules(pipeline: Pipeline) -> None:
    (language,) = pipeline.languages()
    assert language["code"] == "eo"
    assert [rule.id for rule in pipeline.rules()] == [
        "eo.treaty.traktato",
        "eo.event.signature",
        "eo.event.force",
        "eo.obligation.trade",
    ]
