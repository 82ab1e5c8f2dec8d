"""In a language without a pack the rules make no record; a model is asked, and believed where the text proves it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from schemas.article import Article, ExtractionOptions
from schemas.extraction import Extraction
from schemas.vocabulary import LlmMode
from service.lang.loader import load_packs
from service.lang.outline import outlines
from service.pipeline import Pipeline
from tests.fake_llm import FakeModel, say_asked
from tests.fallback.asking import fallback_at

CASES = {
    "bg": ("София. Договорът от Букурещ между България и Румъния беше подписан в петък.", "Договорът от Букурещ"),
    "ca": ("Avui. El Tractat dels Pirineus entre Espanya i França es va signar el 1659.", "Tractat dels Pirineus"),
    "da": ("Ribe. Ribe-aftalen mellem Danmark og Tyskland blev undertegnet fredag.", "Ribe-aftalen"),
    "id": ('Batam. "Perjanjian Batas Laut" antara Indonesia dan Malaysia diteken Jumat.', "Perjanjian Batas Laut"),
    "nl": ("Vandaag. Het Verdrag van Maasbracht tussen Nederland en België werd getekend.", "Verdrag van Maasbracht"),
    "no": ("Oslo. Bodø-avtalen mellom Norge og Sverige ble undertegnet fredag.", "Bodø-avtalen"),
    "pt": ("Ontem. O Tratado de Tordesilhas entre Portugal e Espanha foi assinado.", "Tratado de Tordesilhas"),
    "ro": ("Azi. „Tratatul Crișurilor” între România și Ungaria a fost semnat vineri.", "Tratatul Crișurilor"),
    "sv": ("Idag. Luleå-avtalet mellan Sverige och Finland undertecknades i fredags.", "Luleå-avtalet"),
}
SIDES = {
    "bg": {"България": "BGR", "Румъния": "ROU"},
    "ca": {"Espanya": "ESP", "França": "FRA"},
    "da": {"Danmark": "DNK", "Tyskland": "DEU"},
    "id": {"Indonesia": "IDN", "Malaysia": "MYS"},
    "nl": {"Nederland": "NLD", "België": "BEL"},
    "no": {"Norge": "NOR", "Sverige": "SWE"},
    "pt": {"Portugal": "PRT", "Espanha": "ESP"},
    "ro": {"România": "ROU", "Ungaria": "HUN"},
    "sv": {"Sverige": "SWE", "Finland": "FIN"},
}


packs = cache(load_packs)


async def extracted(
    language: str, text: str, answer: Mapping[str, Any], llm: LlmMode = LlmMode.AUTO
) -> tuple[Extraction, int]:
    """The answer of a pipeline whose model says `answer`, and how often that was asked."""
    async with FakeModel(say_asked(answer)) as model, fallback_at(model.url) as fallback:
        pipeline = Pipeline(packs(), fallback)
        article = Article(text=text, language=language)
        return await pipeline.extract(article, ExtractionOptions(llm=llm)), len(model.asked)


def offered(text: str, title: str, *states: str) -> dict[str, Any]:
    return {"title": {"title": title}, "parties": [{"state": state, "quote": text} for state in states]}


def test_there_is_a_case_for_each_outline() -> None:
    assert outlines().keys() == CASES.keys()
    assert not outlines().keys() & packs().keys()


@pytest.mark.parametrize("language", CASES)
async def test_a_name_and_two_sides_that_the_text_proves_make_a_record(language: str) -> None:
    text, title = CASES[language]
    found, asked = await extracted(language, text, offered(text, title, *SIDES[language]))
    (record,) = found.records
    assert asked > 0
    assert record.title is not None
    assert record.title.value == title
    assert {party.code for party in record.parties} == set(SIDES[language].values())
    assert not record.events
    assert [notice.code.value for notice in found.notices] == ["language_unsupported"]


@pytest.mark.parametrize("language", CASES)
async def test_what_the_text_does_not_prove_makes_none(language: str) -> None:
    text, title = CASES[language]
    for lie in (offered(text, "Traktat 1999", *SIDES[language]), offered(text, title, "Peru", "Chile")):
        found, _ = await extracted(language, text, lie)
        assert found.records == ()


async def test_who_is_only_named_beside_the_treaty_is_no_side() -> None:
    text = "Vandaag. Noorwegen prees het Verdrag van Maasbracht tussen Nederland en België."
    found, _ = await extracted("nl", text, offered(text, "Verdrag van Maasbracht", "Noorwegen", "Nederland", "België"))
    assert {party.code for party in found.records[0].parties} == {"NLD", "BEL"}
    assert [rejection.value for rejection in found.rejections] == ["Noorwegen"]


async def test_no_model_is_asked_without_need() -> None:
    text, title = CASES["nl"]
    answer = offered(text, title, "Nederland", "België")
    assert (await extracted("nl", text, answer, LlmMode.OFF))[1] == 0
    assert (await extracted("is", "Samningur milli Íslands og Noregs var undirritaður í gær.", answer))[1] == 0
    assert (await extracted("nl", "De ploeg won vrijdag met 3-0 van Ajax.", answer))[1] == 0
