"""The whole evaluation, with the real rules."""

import json
from pathlib import Path

import pytest

from service.evaluate import run
from service.evaluate.tally import FIELDS

TEXT = "Deutschland und Frankreich haben am 22. Januar 2019 in Aachen einen Freundschaftsvertrag unterzeichnet."
TREATY = {
    "titles": ["Freundschaftsvertrag"],
    "kind": "treaty",
    "participation": "bilateral",
    "parties": ["DEU", "FRA"],
    "signatories": [],
    "events": [{"type": "signature", "date": "2019-01-22", "place": "Aachen", "party": None, "actor": None}],
    "status": "signed",
    "obligations": [],
    "term": None,
    "related": [],
    "claims": [],
}


def gold_file(path: Path, treaty: dict[str, object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    row = {"id": "de-1", "language": "de", "text": TEXT, "gold": {"treaties": [treaty]}}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path


def test_the_rules_are_scored_against_gold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([gold_file(tmp_path / "gold.jsonl", TREATY)], as_json=True) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["articles"] == 1
    assert shown["fields"]["parties"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "tp": 2, "fp": 0, "fn": 0}
    assert shown["fields"]["event_dates"]["tp"] == 1
    assert shown["languages"]["de"]["fields"] == shown["fields"]
    assert list(shown["fields"]) == list(FIELDS)


def test_what_was_missed_is_shown_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = gold_file(tmp_path / "gold.jsonl", TREATY | {"parties": ["DEU", "FRA", "ITA"]})
    assert run([gold], fields=["parties"]) == 0
    assert "missed" not in capsys.readouterr().out
    assert run([gold], errors=5, fields=["parties"]) == 0
    out = capsys.readouterr().out
    assert "de-1: missed ITA" in out
    assert "signatories" not in out


def test_against_a_baseline_it_says_what_was_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved = tmp_path / "run.json"
    assert run([gold_file(tmp_path / "gold.jsonl", TREATY)], save=saved) == 0
    assert run([gold_file(tmp_path / "gold.jsonl", TREATY)], baseline=saved) == 0
    assert "no change" in capsys.readouterr().out
    harder = gold_file(tmp_path / "gold.jsonl", TREATY | {"parties": ["DEU", "FRA", "ITA"]})
    assert run([harder], baseline=saved) == 0
    out = capsys.readouterr().out
    assert "parties         F1 1.0000 -> 0.8000" in out
    assert "- de-1: now missed ITA" in out


def test_blind_gold_is_scored_but_not_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blind = gold_file(tmp_path / "blind" / "gold.jsonl", TREATY | {"parties": ["DEU", "FRA", "ITA"]})
    assert run([blind], errors=1) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "--errors" in captured.err
    assert run([blind], save=tmp_path / "run.json") == 0
    assert "ITA" not in (tmp_path / "run.json").read_text(encoding="utf-8")


def test_files_that_cannot_be_used_end_with_a_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = gold_file(tmp_path / "gold.jsonl", TREATY)
    assert run([tmp_path / "none.jsonl"]) == 2
    assert run([gold], baseline=tmp_path / "none.json") == 2
    assert run([gold], save=tmp_path / "none" / "run.json") == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("evaluate: ") == 3
