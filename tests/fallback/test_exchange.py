"""A whole exchange over HTTP: what is asked, what is believed, what is refused."""

from typing import Any

import pytest

from schemas.treaty import TreatyRecord
from schemas.vocabulary import Method, Outcome, PartState, RecordField
from tests.fake_llm import FakeModel, say, say_asked
from tests.fallback.asking import fallback_at, fill, nothing
from tests.verify.articles import ENGLISH, GERMAN, read

MODES = ("json_schema", "tools", "json")


def event(quote: str, kind: str, status: str, date: str | None, place: str | None, state: str | None) -> dict[str, Any]:
    return {"quote": quote, "type": kind, "status": status, "date": date, "place": place, "state": state}


SIGNED = {
    "de": "Chile und Peru haben am Montag, dem 3. Mai 2021, in Lima ein Abkommen über Auslieferung unterzeichnet",
    "en": "Chile and Peru signed a treaty on extradition in Lima on Monday, 3 May 2021",
}
LASTS = {"de": "Das Abkommen gilt zehn Jahre", "en": "The treaty is valid for ten years"}
UNRATIFIED = {"de": "Peru hat das Abkommen noch nicht ratifiziert", "en": "Peru has not yet ratified the treaty"}
REPLACED = {"de": "Vertrag vom 5. November 1932", "en": "treaty of 5 November 1932"}
CLAIM = {"de": "einen Ausverkauf der Souveränität", "en": "a sell-out of sovereignty"}
ABOUT = {"de": "ein Abkommen über Auslieferung", "en": "a treaty on extradition"}
SIGNER = {
    "de": ("Für Chile unterschrieb Außenminister Andrés Allamand", "Außenminister"),
    "en": ("Foreign Minister Andrés Allamand signed for Chile", "Foreign Minister"),
}
TEXTS = {"de": GERMAN, "en": ENGLISH}


def temptations(language: str) -> dict[str, Any]:
    """Changed day, changed year, changed number of years, lost negation, changed place; the quotes are all genuine."""
    return {
        **nothing(),
        "events": [
            event(SIGNED[language], "signature", "occurred", "2021-05-13", "Lima", None),
            event(SIGNED[language], "signature", "occurred", "2012-05-03", "Lima", None),
            event(UNRATIFIED[language], "ratification", "occurred", None, None, "Peru"),
            event(SIGNED[language], "signature", "occurred", "2021-05-03", "Santiago", None),
        ],
        "term": {"quote": LASTS[language], "kind": "duration", "duration": "P12Y", "until": None},
    }


def truths(language: str) -> dict[str, Any]:
    """One true value of each of six fields."""
    quote, role = SIGNER[language]
    return {
        "events": [event(SIGNED[language], "signature", "occurred", "2021-05-03", "Lima", None)],
        "term": {"quote": LASTS[language], "kind": "duration", "duration": "P10Y", "until": None},
        "signatories": [{"quote": quote, "name": "Andrés Allamand", "role": role, "state": "Chile"}],
        "obligations": [{"quote": ABOUT[language], "category": "justice"}],
        "related": [{"title": REPLACED[language]}],
        "claims": [{"quote": CLAIM[language], "speaker": "Pedro Ruiz"}],
    }


def values(record: TreatyRecord) -> dict[str, Any]:
    return record.model_dump(exclude={"coverage"})


@pytest.mark.parametrize("language", ["de", "en"])
async def test_the_five_temptations_are_refused(language: str) -> None:
    article = read(TEXTS[language], language)
    async with FakeModel(say_asked(temptations(language))) as model, fallback_at(model.url) as fallback:
        filled = await fill(fallback, article)
    assert [values(record) for record in filled.records] == [values(record) for record in article.bare]
    assert [(no.pointer, no.verdict.value) for no in filled.rejections] == [
        ("/0/events/-/date", "contradicted"),
        ("/0/events/-/date", "contradicted"),
        ("/0/events/-/status", "realis_mismatch"),
        ("/0/events/-/place", "value_not_in_quote"),
        ("/0/term/duration", "contradicted"),
    ]
    assert filled.outcomes[0, RecordField.EVENTS].outcome is Outcome.REJECTED
    assert filled.outcomes[0, RecordField.CLAIMS].outcome is Outcome.NOT_STATED


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("language", ["de", "en"])
async def test_true_values_enter_the_record(language: str, mode: str) -> None:
    article = read(TEXTS[language], language)
    async with FakeModel(say_asked(truths(language))) as model, fallback_at(model.url, mode=mode) as fallback:
        filled = await fill(fallback, article)
        assert fallback.state is PartState.UP
    record = filled.records[0]
    assert filled.rejections == ()
    assert [(e.type.value, e.date.edtf if e.date else None, e.place) for e in record.events] == [
        ("signature", "2021-05-03", "Lima")
    ]
    assert record.term is not None
    assert record.term.duration == "P10Y"
    assert [(s.name, s.party) for s in record.signatories] == [("Andrés Allamand", "CHL")]
    assert [o.category.value for o in record.obligations] == ["justice"]
    assert [(r.title, r.relation.value) for r in record.related] == [(REPLACED[language], "supersedes")]
    assert [(c.text, c.attributed_to) for c in record.claims] == [(CLAIM[language], "Pedro Ruiz")]
    found = [*record.events, record.term, *record.signatories, *record.obligations, *record.related, *record.claims]
    assert {(fact.origin.method, fact.origin.name) for fact in found} == {(Method.LLM, "scripted")}
    assert {coverage.outcome for coverage in filled.outcomes.values()} == {Outcome.FOUND}
    assert (filled.usage.calls, filled.usage.prompt_tokens, filled.usage.completion_tokens) == (6, 600, 120)


async def test_only_open_fields_and_their_sentences_are_asked_for() -> None:
    article = read(GERMAN, "de")
    async with FakeModel(say_asked(nothing())) as model, fallback_at(model.url) as fallback:
        await fill(fallback, article, "term", "claims")
    assert [list(asked.schema["properties"]) for asked in model.asked] == [["term"], ["claims"]]
    asked = model.asked[0]
    assert asked.schema["required"] == ["term"]
    assert asked.body["response_format"]["json_schema"]["strict"] is True
    assert "Published: 2021-05-04" in asked.words
    assert "term:" in asked.words
    assert "signatories:" not in asked.words
    assert asked.body["temperature"] == 0
    assert asked.headers["authorization"] == "Bearer none"


async def test_a_refused_value_is_fed_back_once_for_its_field_alone() -> None:
    article = read(ENGLISH, "en")
    wrong = {"term": {"quote": LASTS["en"], "kind": "duration", "duration": "P12Y", "until": None}}
    right = {"term": {"quote": LASTS["en"], "kind": "duration", "duration": "P10Y", "until": None}}
    script = [say(wrong), say(right), say(nothing("claims"))]
    async with FakeModel(script) as model, fallback_at(model.url) as fallback:
        filled = await fill(fallback, article, "term", "claims")
    assert [list(asked.schema["properties"]) for asked in model.asked] == [["term"], ["term"], ["claims"]]
    assert "the quote says otherwise (duration)" in model.asked[1].words
    assert filled.records[0].term is not None
    assert filled.outcomes[0, RecordField.TERM].outcome is Outcome.FOUND
    assert [no.value for no in filled.rejections] == ["duration, P12Y"]
    assert filled.usage.calls == 3


async def test_the_same_value_offered_twice_enters_once() -> None:
    article = read(ENGLISH, "en")
    claim = {"quote": CLAIM["en"], "speaker": "Pedro Ruiz"}
    async with FakeModel([say({"claims": [claim, claim]})]) as model, fallback_at(model.url) as fallback:
        filled = await fill(fallback, article, "claims")
    assert len(filled.records[0].claims) == 1


async def test_without_gaps_nothing_is_asked() -> None:
    article = read(ENGLISH, "en")
    async with FakeModel([]) as model, fallback_at(model.url) as fallback:
        filled = await fallback.fill(
            article.document, article.records, [], lambda *_: pytest.fail("judged"), deadline=0.0, token_budget=0
        )
    assert model.asked == []
    assert filled.records == tuple(article.records)
    assert filled.notices == ()
