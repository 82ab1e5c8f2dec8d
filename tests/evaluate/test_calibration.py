"""The measured precision of rules: what counts, what is right, and that blind gold is refused."""

from collections.abc import Sequence
from pathlib import Path

from schemas.evidence import Evidence, Origin
from schemas.treaty import Coverage, FieldCoverage, Obligation, Party, TextFact, TreatyRecord
from schemas.vocabulary import Method, ObligationCategory, Outcome, PartyType, RecordField, Source
from service.evaluate import run
from service.evaluate.calibration import LEAST_HITS, measured, written
from service.evaluate.treaty import ComparedTreaty

_PROOF = (Evidence(source=Source.TEXT, start=0, end=1, quote="x"),)
_COVERAGE = Coverage(**{field.value: FieldCoverage(outcome=Outcome.FOUND) for field in RecordField})
_GOLD = ComparedTreaty(titles=("Grenzvertrag",), parties=("DEU", "POL"), obligations=("border",))


def _record(title: str, parties: Sequence[str], categories: Sequence[str]) -> TreatyRecord:
    rule = Origin(method=Method.RULE, name="de.title")
    return TreatyRecord(
        title=TextFact(value=title, evidence=_PROOF, origin=rule),
        parties=tuple(
            Party(
                code=code,
                name=code,
                type=PartyType.STATE,
                evidence=_PROOF,
                origin=Origin(method=Method.RULE, name="de.party"),
            )
            for code in parties
        ),
        obligations=tuple(
            Obligation(
                category=ObligationCategory(category),
                evidence=_PROOF,
                origin=Origin(method=Method.RULE, name="de.obligation"),
            )
            for category in categories
        ),
        coverage=_COVERAGE,
    )


def test_a_rule_has_the_share_of_its_facts_that_gold_has() -> None:
    articles = [str(number) for number in range(LEAST_HITS)]
    gold = {article: [_GOLD] for article in articles}
    answers = {article: [_record("Grenzvertrag", ["DEU", "FRA"], ["border"])] for article in articles}
    assert measured(gold, answers) == {"de.obligation": 1.0, "de.party": 0.5, "de.title": 1.0}


def test_a_rule_with_too_few_facts_has_no_precision() -> None:
    articles = [str(number) for number in range(LEAST_HITS - 1)]
    gold = {article: [_GOLD] for article in articles}
    answers = {article: [_record("Grenzvertrag", [], ["border"])] for article in articles}
    assert measured(gold, answers) == {}


def test_all_facts_of_an_invented_record_are_wrong() -> None:
    articles = [str(number) for number in range(LEAST_HITS)]
    answers = {article: [_record("Mietvertrag", ["DEU"], ["border"])] for article in articles}
    assert measured({article: [] for article in articles}, answers) == {
        "de.obligation": 0.0,
        "de.party": 0.0,
        "de.title": 0.0,
    }


def test_the_file_says_where_it_comes_from() -> None:
    assert written({"de.party": 0.5}).splitlines()[1:] == ['"de.party" = 0.5']


def test_blind_gold_is_refused(tmp_path: Path) -> None:
    gold = tmp_path / "blind" / "de.jsonl"
    gold.parent.mkdir()
    gold.write_text("", encoding="utf-8")
    target = tmp_path / "precision.toml"
    assert run([gold], calibrate=target) == 2
    assert not target.exists()
