"""What one run gained and lost against another."""

from pathlib import Path

import pytest

from service.evaluate.history import Run, RunError, changes, load, run_of, save
from service.evaluate.tally import FIELDS, Fault, Tally


def run_with(faults: dict[str, list[Fault]], *, articles: tuple[str, ...] = ("a", "b"), blind: bool = False) -> Run:
    tallies = {
        name: Tally(
            hits=5,
            invented=sum(fault.kind == "invented" for fault in faults.get(name, [])),
            missed=sum(fault.kind == "missed" for fault in faults.get(name, [])),
            faults=list(faults.get(name, [])),
        )
        for name in FIELDS
    }
    return run_of(articles, tallies, blind=blind)


MISSED = Fault("a", "missed", "CHE")
INVENTED = Fault("b", "invented", "DEU")


def test_a_run_survives_saving(tmp_path: Path) -> None:
    run = run_with({"parties": [MISSED, INVENTED]})
    save(run, tmp_path / "run.json")
    assert load(tmp_path / "run.json") == run


def test_gains_and_losses_are_named() -> None:
    (change,) = changes(run_with({"parties": [MISSED]}), run_with({"parties": [INVENTED]}))
    assert (change.field, change.gained, change.lost) == ("parties", (MISSED,), (INVENTED,))
    assert change.before.f1 == change.after.f1 == pytest.approx(10 / 11)


def test_one_of_two_equal_faults_mended_is_one_gain() -> None:
    (change,) = changes(run_with({"parties": [MISSED, MISSED]}), run_with({"parties": [MISSED]}))
    assert (change.gained, change.lost) == ((MISSED,), ())


def test_the_same_run_changes_nothing() -> None:
    assert changes(run_with({"kind": [MISSED]}), run_with({"kind": [MISSED]})) == ()


def test_articles_of_one_run_alone_are_neither_gain_nor_loss() -> None:
    before = run_with({"kind": [MISSED]}, articles=("a",))
    after = run_with({"kind": [INVENTED]}, articles=("b",))
    (change,) = changes(before, after)
    assert (change.gained, change.lost) == ((), ())


def test_blind_gold_leaves_numbers_and_no_items() -> None:
    blind = run_with({"parties": [MISSED]}, blind=True)
    assert blind.fields["parties"].missed == 1
    assert blind.fields["parties"].faults == ()
    (change,) = changes(blind, run_with({"parties": [INVENTED]}))
    assert (change.gained, change.lost) == ((), ())


@pytest.mark.parametrize("text", ["", "[]", '{"articles": [], "blind": false, "fields": {}}'])
def test_what_is_no_run_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "run.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RunError, match=r"run\.json"):
        load(path)


def test_a_run_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"none\.json"):
        load(tmp_path / "none.json")
