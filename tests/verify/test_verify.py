"""Values that follow from their quotes are accepted, all others are refused with the verdict that says why."""

from dataclasses import dataclass
from typing import Any

import pytest

from schemas.evidence import Origin
from schemas.vocabulary import Method, RecordField, Verdict
from service.offer import OFFERS, Accepted, Judgement, Known, Offer, Refused
from service.verify import Verifier
from tests.verify.articles import ENGLISH, GERMAN, TWO_TREATIES, read
from tests.verify.lies import lies

ORIGIN = Origin(method=Method.LLM, name="scripted")
SIGNED_DE = "Chile und Peru haben am Montag, dem 3. Mai 2021, in Lima ein Abkommen über Auslieferung unterzeichnet"
SIGNED_EN = "Chile and Peru signed a treaty on extradition in Lima on Monday, 3 May 2021"
SIGNERS_DE = "Für Chile unterschrieb Außenminister Andrés Allamand, für Peru Außenminister Allan Wagner"
SIGNERS_EN = "Foreign Minister Andrés Allamand signed for Chile and Foreign Minister Allan Wagner for Peru"
NOTHING: dict[str, Any] = {
    "date": None,
    "place": None,
    "state": None,
    "role": None,
    "duration": None,
    "until": None,
    "speaker": None,
}


def offer(field: RecordField, quote: str, **values: object) -> Offer:
    """An offer with null for what is not given."""
    form = OFFERS[field]
    known = {name: value for name, value in {**NOTHING, **values, "quote": quote}.items() if name in form.model_fields}
    return form.model_validate(known)


@dataclass(frozen=True)
class Case:
    """An offer and what is to become of it: '' accepted, else the verdict, with the part that fails behind a blank."""

    text: str
    language: str
    field: RecordField
    offer: Offer
    verdict: str


def case(language: str, field: str, quote: str, verdict: str, **values: object) -> Case:
    text = {"de": GERMAN, "en": ENGLISH}[language]
    name = RecordField(field)
    return Case(text, language, name, offer(name, quote, **values), verdict)


SIGNATURE = {"type": "signature", "status": "occurred"}
TRUTHS = [
    case("de", "events", SIGNED_DE, "", **SIGNATURE, date="2021-05-03", place="Lima"),
    case("de", "events", SIGNED_DE, "", **SIGNATURE, date="3. Mai 2021"),
    case(
        "de",
        "events",
        "Der Senat in Santiago soll im September zustimmen",
        "",
        type="parliamentary_approval",
        status="planned",
        date="2021-09",
        place="Santiago",
        state="CHL",
    ),
    case(
        "de",
        "events",
        "Peru hat das Abkommen noch nicht ratifiziert",
        "",
        type="ratification",
        status="planned",
        state="Peru",
    ),
    case("de", "term", "Das Abkommen gilt zehn Jahre", "", kind="duration", duration="P10Y"),
    case("de", "term", "gilt zehn Jahre", "", kind="duration", duration="zehn Jahre"),
    case("de", "signatories", SIGNERS_DE, "", name="Andrés Allamand", role="Außenminister", state="Chile"),
    case("de", "signatories", SIGNERS_DE, "", name="Allan Wagner", role="Außenminister", state="PER"),
    case("de", "obligations", "ein Abkommen über Auslieferung", "", category="justice"),
    case("de", "related", "Vertrag vom 5. November 1932", ""),
    case("de", "claims", "einen Ausverkauf der Souveränität", "", speaker="Pedro Ruiz"),
    case("de", "claims", "die Gerichte in Arica überlastet werden", "", speaker="Beobachter"),
    case("en", "events", SIGNED_EN, "", **SIGNATURE, date="2021-05-03", place="Lima"),
    case(
        "en",
        "events",
        "The Senate in Santiago is expected to approve it in September",
        "",
        type="parliamentary_approval",
        status="planned",
        date="2021-09",
        place="Santiago",
        state="Chile",
    ),
    case("en", "term", "The treaty is valid for ten years", "", kind="duration", duration="P10Y"),
    case("en", "term", "valid for ten years", "", kind="duration", duration="ten years"),
    case("en", "signatories", SIGNERS_EN, "", name="Andrés Allamand", role="Foreign Minister", state="Chile"),
    case("en", "signatories", SIGNERS_EN, "", name="Allan Wagner", role="Foreign Minister", state="Peru"),
    case("en", "obligations", "a treaty on extradition", "", category="justice"),
    case("en", "related", "treaty of 5 November 1932", ""),
    case("en", "claims", "a sell-out of sovereignty", "", speaker="Pedro Ruiz"),
    case("en", "claims", "the courts in Arica will be swamped", "", speaker="Observers"),
]
LIES = [
    case(
        "de",
        "events",
        "Peru hat das Abkommen noch nicht ratifiziert",
        "realis_mismatch status",
        type="ratification",
        status="occurred",
        state="Peru",
    ),
    case(
        "en",
        "events",
        "Peru has not yet ratified the treaty",
        "realis_mismatch status",
        type="ratification",
        status="occurred",
        state="Peru",
    ),
    case("en", "events", "ratified the treaty", "realis_mismatch status", type="ratification", status="occurred"),
    case("de", "events", SIGNED_DE, "contradicted date", **SIGNATURE, date="2021-05-04"),
    case("de", "events", SIGNED_DE, "contradicted date", **SIGNATURE, date="2012-05-03"),
    case("de", "events", SIGNED_DE, "value_not_in_quote place", **SIGNATURE, place="Arica"),
    case("de", "events", "ein Abkommen über Auslieferung", "no_cue type", **SIGNATURE),
    case(
        "de", "events", "Chile und Peru haben am 4. Mai ein Abkommen unterzeichnet", "quote_missing quote", **SIGNATURE
    ),
    case("de", "term", "Das Abkommen gilt zehn Jahre", "contradicted duration", kind="duration", duration="P15Y"),
    case("de", "term", "Das Abkommen gilt zehn Jahre", "no_cue kind", kind="indefinite"),
    case("de", "signatories", SIGNERS_DE, "contradicted state", name="Andrés Allamand", state="Peru"),
    case(
        "de",
        "signatories",
        "Präsident Martín Torres verfolgte die Zeremonie",
        "no_cue",
        name="Martín Torres",
        role="Präsident",
    ),
    case("de", "obligations", "ein Abkommen über Auslieferung", "no_cue category", category="defense"),
    case("de", "related", "Abkommen über Auslieferung", "wrong_treaty"),
    case("de", "claims", "einen Ausverkauf der Souveränität", "value_not_in_quote speaker", speaker="Allan Wagner"),
    case("de", "claims", "Chile und Peru haben am Montag", "no_cue"),
    case("de", "title", "Abkommen über Auslieferung", "contradicts_rule"),
    case("de", "parties", "Für Chile unterschrieb Außenminister", "known", state="Chile"),
]


def judged(given: Case) -> Judgement:
    article = read(given.text, given.language)
    return Verifier(article.document, article.findings, article.bare)(0, given.field, given.offer, ORIGIN)


def told(judgement: Judgement) -> str:
    if isinstance(judgement, Refused):
        return f"{judgement.verdict.value} {judgement.part}".strip()
    return "known" if isinstance(judgement, Known) else ""


def name(given: Case) -> str:
    return f"{given.language}-{given.field.value}-{given.offer.value}"


@pytest.mark.parametrize("given", TRUTHS, ids=name)
def test_what_the_quote_says_is_accepted(given: Case) -> None:
    judgement = judged(given)
    assert isinstance(judgement, Accepted), judgement
    assert judgement.fact.origin == ORIGIN
    document = read(given.text, given.language).document
    assert all(document.text[proof.start : proof.end] == proof.quote for proof in judgement.fact.evidence)


@pytest.mark.parametrize("given", LIES, ids=name)
def test_what_the_quote_does_not_say_is_refused(given: Case) -> None:
    assert told(judged(given)) == given.verdict


@pytest.mark.parametrize("given", TRUTHS, ids=name)
@pytest.mark.parametrize("made", ["bare", "records"])
def test_no_lie_enters_a_record(given: Case, made: str) -> None:
    article = read(given.text, given.language)
    verifier = Verifier(article.document, article.findings, getattr(article, made))
    told_lies = list(lies(given.field, given.offer))
    believed = [(kind, lie) for kind, lie in told_lies if isinstance(verifier(0, given.field, lie, ORIGIN), Accepted)]
    assert believed == []
    assert len(told_lies) >= 9


def test_the_lies_are_many_and_of_many_kinds() -> None:
    told_lies = [kind for given in TRUTHS for kind, _ in lies(given.field, given.offer)]
    assert len(told_lies) >= 300
    assert len(set(told_lies)) >= 15


def test_a_rule_is_never_overruled() -> None:
    article = read(GERMAN, "de")
    verifier = Verifier(article.document, article.findings, article.records)
    for given in TRUTHS:
        if given.language == "de":
            judgement = verifier(0, given.field, given.offer, ORIGIN)
            if isinstance(judgement, Accepted) and judgement.completes is not None:
                facts = getattr(article.records[0], given.field.value)
                before, after = facts[judgement.completes].model_dump(), judgement.fact.model_dump()
                kept = {key for key, value in before.items() if value is not None} - {"evidence", "origin"}
                assert {key: after[key] for key in kept} == {key: before[key] for key in kept}


@pytest.mark.parametrize(
    ("record", "field", "quote", "values"),
    [
        (
            0,
            "events",
            "Bolivia and Brazil signed an agreement on fisheries in Manaus on 7 April 2019",
            {**SIGNATURE, "date": "2019-04-07"},
        ),
        (
            1,
            "events",
            "Chile and Peru signed a treaty on extradition in Lima on 3 May 2021",
            {**SIGNATURE, "date": "2021-05-03"},
        ),
        (0, "term", "The agreement is valid for five years", {"kind": "duration", "duration": "P5Y"}),
    ],
)
def test_what_is_said_of_another_treaty_is_refused(record: int, field: str, quote: str, values: dict[str, Any]) -> None:
    article = read(TWO_TREATIES, "en")
    assert len(article.records) == 2
    verifier = Verifier(article.document, article.findings, article.bare)
    given = offer(RecordField(field), quote, **values)
    assert verifier(record, RecordField(field), given, ORIGIN) == Refused(Verdict.WRONG_TREATY)
    assert isinstance(verifier(1 - record, RecordField(field), given, ORIGIN), Accepted)


def test_nothing_comes_into_force_before_it_is_signed() -> None:
    signed_then = "Chile and Peru signed a treaty on extradition in Lima on 3 May 2021."
    text = f"{signed_then} The treaty entered into force on 1 May 2020."
    article = read(text, "en")
    signed = [record.model_copy(update={"events": record.events[:1]}) for record in article.records]
    assert [event.type.value for event in signed[0].events] == ["signature"]
    verifier = Verifier(article.document, article.findings, signed)
    force = offer(
        RecordField.EVENTS,
        "The treaty entered into force on 1 May 2020",
        type="entry_into_force",
        status="occurred",
        date="2020-05-01",
    )
    assert verifier(0, RecordField.EVENTS, force, ORIGIN) == Refused(Verdict.IMPOSSIBLE, "date")
