"""Mutations are as good German and English as their originals, and the rules read them as well."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from schemas.dates import bounds
from service.evaluate.gold import GoldArticle
from service.lang.loader import CompiledPack, load_packs
from tests.mutation import Mutator
from tests.mutation.dates import Calendar, Shift
from tests.mutation.states import Atlas, exchange_states, stands_in
from tests.pipeline.reading import TUNE, Reader

SEEDS = (1, 2, 3)
WORST_LOSS = 0.05
SEASON = re.compile(r"\d{4}-2[1-4]")
CHOSEN = (
    "de-tune-a-002",
    "de-tune-a-004",
    "de-tune-a-005",
    "de-tune-a-009",
    "de-tune-a-013",
    "en-tune-003",
    "en-tune-006",
    "en-tune-013",
)

Row = dict[str, Any]


def rows() -> dict[str, Row]:
    lines = [line for name in ("de-a", "en") for line in (TUNE / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return {row["id"]: row for row in map(json.loads, lines) if row["gold"]["treaties"]}


ROWS = rows()
every_article = pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)


@pytest.fixture(scope="module")
def packs() -> dict[str, CompiledPack]:
    return load_packs()


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def mutators(packs: dict[str, CompiledPack]) -> dict[str, Mutator]:
    return {code: Mutator(packs[code]) for code in ("de", "en")}


def mutated(row: Row, mutators: dict[str, Mutator], seed: int) -> Row:
    return mutators[row["language"]].mutate(row, seed)


def article_of(row: Row) -> str:
    return f"{row['title']}\n{row['text']}"


def wordings(row: Row) -> Iterator[str]:
    """What the annotation quotes of the article."""
    for treaty in row["gold"]["treaties"]:
        yield from treaty["titles"]
        yield from (person["name"] for person in treaty["signatories"])
        yield from (claim["key"] for claim in treaty["claims"])
        yield from (related["title"] for related in treaty["related"])
        yield from (text for event in treaty["events"] for text in (event["place"], event["actor"]) if text)


def dates(row: Row) -> list[str]:
    found: list[str] = []
    for treaty in row["gold"]["treaties"]:
        for event in treaty["events"]:
            for date in (event["date"], event.get("effective_date")):
                found += [d for d in (date if isinstance(date, list) else [date]) if d]
    return found


@every_article
@pytest.mark.parametrize("seed", SEEDS)
def test_text_and_annotation_change_alike(row: Row, seed: int, mutators: dict[str, Mutator]) -> None:
    other = mutated(row, mutators, seed)
    before, after = article_of(row), article_of(other)
    assert [text in before for text in wordings(row)] == [text in after for text in wordings(other)]
    assert other.keys() == row.keys()
    assert GoldArticle.model_validate(other).question.text == other["text"]


@every_article
@pytest.mark.parametrize("seed", SEEDS)
def test_dates_stay_dates_in_their_order(row: Row, seed: int, mutators: dict[str, Mutator]) -> None:
    before, after = dates(row), dates(mutated(row, mutators, seed))
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if not SEASON.fullmatch(old)]
    firsts = [(first, bounds(new)[0] or first) for old, new in pairs if (first := bounds(old)[0])]
    assert [new for _, new in sorted(firsts)] == sorted(new for _, new in firsts)
    assert all(len(old) == len(new) for old, new in pairs)


def test_the_same_seed_gives_the_same_mutation(mutators: dict[str, Mutator]) -> None:
    for row in ROWS.values():
        assert mutated(row, mutators, 1) == mutated(row, mutators, 1)


def test_most_of_what_can_be_exchanged_is(mutators: dict[str, Mutator]) -> None:
    for seed in SEEDS:
        others = [(row, mutated(row, mutators, seed)) for row in ROWS.values()]
        codes = [
            (old, new)
            for row, other in others
            for treaty, changed in zip(row["gold"]["treaties"], other["gold"]["treaties"], strict=True)
            for old, new in zip(treaty["parties"], changed["parties"], strict=True)
        ]
        assert sum(old != new for old, new in codes) > len(codes) / 2
        assert sum(row["published_at"] != other["published_at"] for row, other in others) > len(others) / 2
    assert len({mutated(row, mutators, seed)["text"] for row in ROWS.values() for seed in SEEDS}) == 3 * len(ROWS)


GERMAN = (
    "Polen und Chile haben in Warschau einen polnisch-chilenischen Vertrag unterzeichnet. Polens Präsident lobte die "
    "polnischen Diplomaten, der chilenische die Polen. Die Republik Polen zahlt. CHILE UND POLEN EINIG. Die Ukraine "
    "und die Schweiz sahen zu, ebenso der Warschauer Bürgermeister."
)


def test_every_form_of_a_state_changes_with_it(packs: dict[str, CompiledPack]) -> None:
    atlas = Atlas(packs["de"].data)
    for seed in range(10):
        exchange = exchange_states([GERMAN], atlas, Random(seed))
        assert exchange.codes.keys() == {"POL", "CHL"}
        forms = ("Polen", "Polens", "polnisch", "polnischen", "Warschau", "Warschauer", "Republik Polen", "POLEN")
        new = [exchange.words[form] for form in forms]
        assert new[1] == f"{new[0]}s"
        assert new[3] == f"{new[2]}en"
        assert new[5] == f"{new[4]}er"
        assert new[7] == new[0].upper()
        assert not any(stands_in(form, GERMAN) for form in (*new[:6], *new[7:]))


@pytest.mark.parametrize(
    ("language", "text", "shift", "moved"),
    [
        ("de", "am 4. Mai 2021 und im Juni", Shift(days=7), "am 11. Mai 2021 und im Juni"),
        ("de", "vom 3. bis 5. Mai", Shift(days=7), "vom 10. bis 12. Mai"),
        ("de", "am 4. und 5. Mai", Shift(days=14), "am 18. und 19. Mai"),
        ("de", "am 3.5.2021 um 4.30 Uhr", Shift(days=7, years=28), "am 10.5.2049 um 4.30 Uhr"),
        ("de", "Anfang November, am 11. November", Shift(months=-2), "Anfang September, am 11. September"),
        ("de", "1994 kamen 10.000 Soldaten in 12 Bussen", Shift(years=28), "2022 kamen 10.000 Soldaten in 12 Bussen"),
        ("en", "on May 3, 2021 and 4 June", Shift(days=7), "on May 10, 2021 and 11 June"),
        ("en", "May 3-5 and June 2022", Shift(days=7), "May 10-12 and June 2022"),
        ("en", "in May 1990 he may go", Shift(months=1, years=-28), "in June 1962 he may go"),
    ],
)
def test_dates_move(language: str, text: str, shift: Shift, moved: str, packs: dict[str, CompiledPack]) -> None:
    assert Calendar([text], [], packs[language]).text(text, shift) == moved


@pytest.mark.parametrize(
    ("date", "moved"),
    [
        ("2024-11-11", "2052-10-18"),
        ("XXXX-11-11", "XXXX-10-18"),
        ("2024-11~", "2052-10~"),
        ("2024", "2052"),
        ("2024-11-11/2024-11-13", "2052-10-18/2052-10-20"),
        ("2024-21", "2052-21"),
    ],
)
def test_edtf_moves_along(date: str, moved: str, packs: dict[str, CompiledPack]) -> None:
    assert Calendar([""], [date], packs["de"]).edtf(date, Shift(years=28, months=-1, days=7)) == moved


@pytest.mark.parametrize("text", ["Am Freitag, dem 3. Mai 2024", "drei Tage nach dem 3. Mai 2024", "am 3.5.2024"])
def test_months_stay_where_something_hangs_on_them(text: str, packs: dict[str, CompiledPack]) -> None:
    calendar = Calendar([text], ["2024-05-03"], packs["de"])
    assert {calendar.draw(Random(seed)).months for seed in range(20)} == {0}


@pytest.mark.slow
def test_the_rules_read_mutations_as_well(mutators: dict[str, Mutator], reader: Reader) -> None:
    originals = [GoldArticle.model_validate(ROWS[name]) for name in CHOSEN]
    mutations = [
        GoldArticle.model_validate(mutated(ROWS[name], mutators, seed) | {"id": f"{name}-{seed}"})
        for seed in SEEDS
        for name in CHOSEN
    ]
    assert reader.core_f1(mutations) >= reader.core_f1(originals) - WORST_LOSS


def test_the_command_writes_gold(tmp_path: Path, mutators: dict[str, Mutator]) -> None:
    (tmp_path / "gold.jsonl").write_text(json.dumps(ROWS["en-tune-006"]) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "tests.mutation", str(tmp_path / "gold.jsonl"), "--seed", "7"]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, check=True, env={"PYTHONUTF8": "1"})
    assert json.loads(done.stdout) == mutated(ROWS["en-tune-006"], mutators, 7)
