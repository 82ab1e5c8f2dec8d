"""Counts that were worked out by hand."""

from dataclasses import replace

import pytest

from service.evaluate.score import score
from service.evaluate.tally import CORE, FIELDS, Fault, Tallies, Tally, mean_f1
from service.evaluate.treaty import ComparedEvent, ComparedTreaty

SIGNATURE = ComparedEvent("signature", ("2024-11-11",), place="Basel", party=None)
RATIFICATION = ComparedEvent("ratification", ("2024-12",), party="CHE", status="planned")
TREATY = ComparedTreaty(
    titles=("Vertrag von Basel", "Baseler Vertrag"),
    kind="treaty",
    participation="bilateral",
    parties=("CHE", "FRA"),
    signatories=("Ana Weiss", "Luc Noir"),
    events=(SIGNATURE, RATIFICATION),
    status="signed",
    obligations=("trade",),
    term="duration P10Y",
    related=("Abkommen von 1972",),
    claims=("könne dem Handel schaden",),
)


def counts(tallies: Tallies, name: str) -> tuple[int, int, int]:
    """Hits, inventions, misses."""
    tally = tallies[name]
    return tally.hits, tally.invented, tally.missed


def compare(gold: ComparedTreaty, answer: ComparedTreaty) -> Tallies:
    return score({"a": [gold]}, {"a": [answer]})


def test_the_same_treaty_is_a_hit_in_every_field() -> None:
    tallies = compare(TREATY, TREATY)
    expected = dict.fromkeys(FIELDS, 1) | {
        "parties": 2,
        "signatories": 2,
        "events": 2,
        "event_dates": 2,
        "event_status": 2,
    }
    assert {name: counts(tallies, name) for name in FIELDS} == {name: (n, 0, 0) for name, n in expected.items()}
    assert mean_f1(tallies, CORE) == mean_f1(tallies, FIELDS) == 1.0


def test_a_treaty_without_an_answer_misses_all_that_it_has() -> None:
    tallies = score({"a": [TREATY]}, {"a": []})
    assert counts(tallies, "detection") == (0, 0, 1)
    assert counts(tallies, "parties") == (0, 0, 2)
    assert counts(tallies, "event_dates") == (0, 0, 2)
    assert counts(tallies, "event_parties") == (0, 0, 1)
    assert counts(tallies, "event_status") == (0, 0, 0)
    assert counts(tallies, "term") == (0, 0, 1)
    assert tallies["detection"].faults == [Fault("a", "missed", "Vertrag von Basel")]


def test_a_record_of_no_treaty_counts_as_invented_in_all_that_it_has() -> None:
    tallies = score({"a": []}, {"a": [TREATY]})
    assert counts(tallies, "detection") == (0, 1, 0)
    assert counts(tallies, "signatories") == (0, 2, 0)
    assert counts(tallies, "event_places") == (0, 1, 0)
    assert tallies["event_places"].faults == [Fault("a", "invented", "signature:Basel")]


def test_records_that_resemble_nothing_are_not_paired() -> None:
    other = ComparedTreaty(titles=("Fischereiabkommen",), parties=("NOR",))
    tallies = compare(TREATY, other)
    assert counts(tallies, "detection") == (0, 1, 1)
    assert counts(tallies, "parties") == (0, 1, 2)


def test_the_best_pair_wins_whatever_the_order() -> None:
    other = replace(TREATY, titles=("Fischereiabkommen",), parties=("NOR", "ISL"), kind="agreement")
    tallies = score({"a": [TREATY, other]}, {"a": [other, TREATY]})
    assert counts(tallies, "kind") == (2, 0, 0)
    assert counts(tallies, "parties") == (4, 0, 0)


def test_a_wrong_value_is_both_missed_and_invented() -> None:
    tallies = compare(TREATY, replace(TREATY, kind="pact", status=None, term="indefinite"))
    assert counts(tallies, "kind") == (0, 1, 1)
    assert counts(tallies, "status") == (0, 0, 1)
    assert tallies["term"].faults == [Fault("a", "missed", "duration P10Y"), Fault("a", "invented", "indefinite")]


def test_parties_are_a_set_and_signatories_a_list() -> None:
    tallies = compare(TREATY, replace(TREATY, parties=("CHE", "CHE", "DEU"), signatories=("Weiss", "Ana Weiss")))
    assert counts(tallies, "parties") == (1, 1, 1)
    assert counts(tallies, "signatories") == (1, 1, 1)


EVENTS = [
    pytest.param(replace(SIGNATURE, dates=("2024-11",)), "event_dates", (0, 1, 1), id="precision widened"),
    pytest.param(replace(SIGNATURE, dates=(None,)), "event_dates", (0, 0, 1), id="date lost"),
    pytest.param(replace(SIGNATURE, place=None), "event_places", (0, 0, 1), id="place lost"),
    pytest.param(replace(SIGNATURE, place="Genf"), "event_places", (0, 1, 1), id="another place"),
    pytest.param(replace(SIGNATURE, party="FRA"), "event_parties", (0, 1, 0), id="party invented"),
    pytest.param(replace(SIGNATURE, status="planned"), "event_status", (0, 1, 1), id="realis lost"),
    pytest.param(replace(SIGNATURE, type="adoption"), "event_status", (0, 0, 0), id="no event to compare with"),
    pytest.param(replace(SIGNATURE, type="adoption"), "events", (0, 1, 1), id="another type"),
]


@pytest.mark.parametrize(("answer", "name", "expected"), EVENTS)
def test_an_event(answer: ComparedEvent, name: str, expected: tuple[int, int, int]) -> None:
    tallies = compare(replace(TREATY, events=(SIGNATURE,)), replace(TREATY, events=(answer,)))
    assert counts(tallies, name) == expected


def test_events_of_one_type_pair_by_date_party_and_status() -> None:
    swiss = ComparedEvent("ratification", ("2024-12-01",), party="CHE")
    french = ComparedEvent("ratification", ("2025-01-15",), party="FRA", status="planned")
    tallies = compare(replace(TREATY, events=(swiss, french)), replace(TREATY, events=(french, swiss)))
    assert counts(tallies, "event_dates") == (2, 0, 0)
    assert counts(tallies, "event_parties") == (2, 0, 0)
    assert counts(tallies, "event_status") == (2, 0, 0)


SEVERAL_DATES = [
    pytest.param("2024-11-10", (1, 0, 0), id="one of them"),
    pytest.param("2024-11-12", (0, 1, 0), id="none of them, where none is needed"),
    pytest.param(None, (0, 0, 0), id="no date, which is right too"),
]


@pytest.mark.parametrize(("date", "expected"), SEVERAL_DATES)
def test_gold_that_allows_several_dates_and_none(date: str | None, expected: tuple[int, int, int]) -> None:
    gold = replace(TREATY, events=(replace(SIGNATURE, dates=("2024-11-10", "2024-11-11", None)),))
    answer = replace(TREATY, events=(replace(SIGNATURE, dates=(date,)),))
    assert counts(compare(gold, answer), "event_dates") == expected


def test_every_gold_article_needs_an_answer() -> None:
    with pytest.raises(KeyError, match="a"):
        score({"a": [TREATY]}, {})


def test_shares_of_a_tally() -> None:
    tally = Tally(hits=3, invented=1, missed=2)
    assert (tally.precision, tally.recall) == (0.75, 0.6)
    assert tally.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))
    assert Tally().f1 == 1.0


def test_the_mean_leaves_out_fields_that_do_not_occur() -> None:
    tallies = {"kind": Tally(hits=1, missed=2), "term": Tally()}
    assert mean_f1(tallies, ("kind", "term")) == 0.5
    assert mean_f1(tallies, ("term",)) == 0.0
