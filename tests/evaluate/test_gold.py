"""Reading gold files."""

import json
from pathlib import Path

import pytest

from service.evaluate.gold import GoldError, is_blind, load
from service.evaluate.treaty import ComparedEvent, ComparedTreaty

ARTICLE = {
    "id": "de-1",
    "language": "de",
    "published_at": None,
    "title": None,
    "text": "Bern und Paris unterzeichneten am 11. November einen Vertrag.",
    "tags": ["bilateral"],
    "gold": {
        "treaties": [
            {
                "titles": ["Vertrag"],
                "kind": "treaty",
                "participation": "bilateral",
                "parties": ["CHE", "FRA"],
                "signatories": [{"name": "Ana Weiss", "party": "CHE", "role": None}],
                "events": [
                    {"type": "signature", "date": ["XXXX-11-11", None], "place": None, "party": None, "actor": None},
                    {"type": "ratification", "date": None, "place": "Bern", "party": "CHE", "status": "planned"},
                ],
                "status": "unknown",
                "obligations": ["trade"],
                "term": {"kind": "until", "date": "2026-02-05"},
                "related": [{"relation": "mentions", "title": "Abkommen von 1972", "date": None}],
                "claims": [{"attributed_to": None, "key": "könne schaden", "hedged": True}],
            }
        ]
    },
}


def write(path: Path, *rows: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n\n" for row in rows), encoding="utf-8")
    return path


def test_a_treaty_as_annotated(tmp_path: Path) -> None:
    (article,) = load([write(tmp_path / "gold.jsonl", ARTICLE)])
    assert ComparedTreaty.of_gold(article.gold.treaties[0]) == ComparedTreaty(
        titles=("Vertrag",),
        kind="treaty",
        participation="bilateral",
        parties=("CHE", "FRA"),
        signatories=("Ana Weiss",),
        events=(
            ComparedEvent("signature", ("XXXX-11-11", None)),
            ComparedEvent("ratification", place="Bern", party="CHE", status="planned"),
        ),
        status=None,
        obligations=("trade",),
        term="until 2026-02-05",
        related=("Abkommen von 1972",),
        claims=("könne schaden",),
    )


def test_articles_of_several_files_come_in_order(tmp_path: Path) -> None:
    first = write(tmp_path / "one.jsonl", ARTICLE | {"id": "b"}, ARTICLE | {"id": "a"})
    second = write(tmp_path / "two.jsonl", ARTICLE | {"id": "c"})
    assert [article.id for article in load([first, second])] == ["b", "a", "c"]


def test_an_id_that_comes_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="twice: de-1"):
        load([write(tmp_path / "gold.jsonl", ARTICLE, ARTICLE)])


def test_a_malformed_line_is_named_without_its_text(tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", ARTICLE, ARTICLE | {"id": "de-2", "gold": {"treaties": [{"kind": 7}]}})
    with pytest.raises(GoldError, match=r"gold\.jsonl:3: .*at /gold/treaties/0/kind") as caught:
        load([path])
    assert "Bern und Paris" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"none\.jsonl"):
        load([tmp_path / "none.jsonl"])


@pytest.mark.parametrize(
    ("name", "blind"), [("blind/de.jsonl", True), ("blind/de/x.jsonl", True), ("tune/blind.jsonl", False)]
)
def test_blind_gold_is_known_by_its_directory(tmp_path: Path, name: str, blind: bool) -> None:
    assert is_blind(tmp_path / name) is blind
