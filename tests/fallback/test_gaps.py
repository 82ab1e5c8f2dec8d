"""What is asked, and what is not: a field is open only where the article gives reason to think that it states it."""

import pytest

from schemas.article import ExtractionOptions
from schemas.vocabulary import RecordField
from service.fallback import Filled
from service.gaps import open_fields
from service.verify import Verifier
from tests.fake_llm import FakeModel, say_asked
from tests.fallback.asking import fallback_at
from tests.verify.articles import ENGLISH, Read, read

SIGNED_DE = (
    "Chile und Peru haben am 3. Mai 2021 in Lima ein Abkommen über Auslieferung unterzeichnet. Es gilt zehn Jahre."
)
SIGNED = "Chile and Peru signed a treaty on extradition in Lima on 3 May 2021."
REJOICED = '"The treaty opens the doors of the courts at last," rejoiced Rosa Díaz, a lawyer.'
UNMADE = {
    "de": "Das geplante Freihandelsabkommen zwischen Chile und Peru ist wieder im Gespräch.",
    "en": "The long-awaited free trade agreement between Chile and Peru is back in the news.",
}


def opened(article: Read) -> list[tuple[int, str]]:
    return [(gap.record, gap.field.value) for gap in article.gaps]


@pytest.mark.parametrize(("text", "language"), [(SIGNED_DE, "de"), (ENGLISH, "en"), (SIGNED, "en")])
def test_an_article_that_the_rules_settled_is_not_sent(text: str, language: str) -> None:
    assert opened(read(text, language)) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Stürmer Diego Ruiz hat seinen Vertrag beim FC Lima bis 2027 verlängert.", "de"),
        ("The council approved the coalition agreement on Monday.", "en"),
        ("Es regnete in Chile und in Peru.", "de"),
    ],
)
def test_an_article_about_no_treaty_is_not_sent(text: str, language: str) -> None:
    assert opened(read(text, language)) == []


def test_an_opinion_in_words_that_no_rule_knows_is_asked_for() -> None:
    article = read(f"{SIGNED} {REJOICED}", "en")
    assert opened(article) == [(0, "claims")]
    assert article.gaps[0].sentences == (1,)


def test_only_wanted_fields_are_asked_for() -> None:
    article = read(f"{SIGNED} {REJOICED}", "en")
    options = ExtractionOptions(fields=(RecordField.TERM, RecordField.EVENTS))
    assert open_fields(article.document, article.findings, article.records, options) == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_agreement_between_two_states_without_any_event_is_asked_about(language: str) -> None:
    article = read(UNMADE[language], language)
    assert article.records == ()
    assert opened(article) == [(0, "title"), (0, "parties")]


async def ask_about(article: Read, answer: dict[str, object]) -> Filled:
    judge = Verifier(article.document, article.findings, article.records)
    async with FakeModel(say_asked(answer)) as model, fallback_at(model.url) as fallback:
        return await fallback.fill(
            article.document, article.records, article.gaps, judge, deadline=float("inf"), token_budget=4_000
        )


async def test_a_record_is_made_of_a_proved_name_and_two_proved_sides() -> None:
    article = read(UNMADE["en"], "en")
    quote = "free trade agreement between Chile and Peru"
    sides = [{"quote": quote, "state": "Chile"}, {"quote": quote, "state": "Peru"}]
    filled = await ask_about(article, {"title": {"title": quote}, "parties": sides})
    (record,) = filled.records
    assert record.title is not None
    assert record.title.value == quote
    assert [party.code for party in record.parties] == ["CHL", "PER"]


@pytest.mark.parametrize(
    "answer",
    [
        {"title": {"title": "free trade agreement between Chile and Peru"}, "parties": []},
        {
            "title": None,
            "parties": [{"quote": UNMADE["en"], "state": "Chile"}, {"quote": UNMADE["en"], "state": "Peru"}],
        },
        {
            "title": {"title": "free trade agreement between Chile and Peru"},
            "parties": [{"quote": UNMADE["en"], "state": "Chile"}, {"quote": UNMADE["en"], "state": "Brazil"}],
        },
    ],
)
async def test_no_record_is_made_of_less(answer: dict[str, object]) -> None:
    filled = await ask_about(read(UNMADE["en"], "en"), answer)
    assert filled.records == ()


async def test_an_open_field_is_filled() -> None:
    article = read(f"{SIGNED} {REJOICED}", "en")
    quote = "The treaty opens the doors of the courts at last"
    filled = await ask_about(article, {"claims": [{"quote": quote, "speaker": "Rosa Díaz"}]})
    assert [(claim.text, claim.attributed_to, claim.hedged) for claim in filled.records[0].claims] == [
        (quote, "Rosa Díaz", False)
    ]
