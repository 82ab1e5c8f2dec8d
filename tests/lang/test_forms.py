"""The notation of word forms, and finding them in a text."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.lang.forms import FormError, Forms, Notation, search_view
from service.lang.lexicon import Hit, Lexicon, Sense

PARADIGMS = {"adj": ["", "e", "er"]}
KEYS = {
    "word": ("Pakt", ["pakt"]),
    "endings": ("Vertrag|,s,es", ["vertrag", "vertrags", "vertrages"]),
    "endings without the bare stem": ("Not|e,en", ["note", "noten"]),
    "paradigm": ("russisch~adj", ["russisch", "russische", "russischer"]),
    "phrase": ("oberst~adj Rat|,s", [f"{a} {b}" for a in ("oberst", "oberste", "oberster") for b in ("rat", "rats")]),
    "marks are spaces": ("U.S. Senate", ["u s  senate"]),
    "hyphen": ("Nord-Süd", ["nord süd"]),
}


@pytest.mark.parametrize(("notation", "keys"), KEYS.values(), ids=KEYS)
def test_a_notation_stands_for(notation: str, keys: list[str]) -> None:
    assert Notation(PARADIGMS).forms(notation).keys == keys


@pytest.mark.parametrize(
    ("notation", "left", "right"), [("*pakt", True, False), ("pakt*", False, True), ("pakt", False, False)]
)
def test_a_star_leaves_a_side_open(notation: str, left: bool, right: bool) -> None:
    given = Notation({}).forms(notation)
    assert (given.keys, given.open_left, given.open_right) == (["pakt"], left, right)


def test_an_exact_form_keeps_its_case() -> None:
    given = Notation({}).forms("=EU")
    assert (given.keys, given.exact) == (["eu"], ["EU"])


@pytest.mark.parametrize("notation", ["", "*", "…", "russisch~noun", "ceas* fire", "article *"])
def test_a_notation_that_stands_for_nothing(notation: str) -> None:
    with pytest.raises(FormError):
        Notation(PARADIGMS).forms(notation)


@given(st.text(max_size=40))
def test_the_searched_text_keeps_every_offset(text: str) -> None:
    assert len(search_view(text)) == len(text)


def forms(*notations: str) -> Iterator[tuple[Forms, Sense]]:
    return ((Notation(PARADIGMS).forms(notation), Sense("word", notation, "xx.word")) for notation in notations)


def found(text: str, hits: Sequence[Hit]) -> list[tuple[str, Any]]:
    return [(text[hit.start : hit.end], hit.senses["word"][0].value) for hit in hits]


SCANS = {
    "whole words only": (["pakt"], "Der Pakt, kein Kompakt und kein Paktum.", [("Pakt", "pakt")]),
    "the end of a compound": (["*pakt"], "Der Militärpakt.", [("Militärpakt", "*pakt")]),
    "the head of a word": (["ratifi*"], "Sie ratifizierten.", [("ratifizierten", "ratifi*")]),
    "the longest wins": (["Rat", "Rat der EU"], "Der Rat der EU tagt.", [("Rat der EU", "Rat der EU")]),
    "case": (["=EU"], "Die EU und das eu-Recht.", [("EU", "=EU")]),
    "at both ends": (["pakt"], "pakt und Pakt", [("pakt", "pakt"), ("Pakt", "pakt")]),
    "across a hyphen": (["Nord-Süd"], "im Nord-Süd-Pakt", [("Nord-Süd", "Nord-Süd")]),
    "none": (["pakt"], "", []),
}


@pytest.mark.parametrize(("notations", "text", "hits"), SCANS.values(), ids=SCANS)
def test_scanning_finds(notations: list[str], text: str, hits: list[tuple[str, str]]) -> None:
    assert found(text, Lexicon({"main": forms(*notations)}).scan(text)["main"]) == hits


@given(st.text(alphabet="pakt vertrgs-.ÄİẞĲ", max_size=60))
def test_hits_lie_in_order_and_never_overlap(text: str) -> None:
    hits = Lexicon({"main": forms("*pakt", "vertrag|,s", "pakt vertrag", "a")}).scan(text)["main"]
    assert all(0 <= hit.start <= hit.form_start < hit.end <= len(text) for hit in hits)
    assert all(first.end <= second.start for first, second in pairwise(hits))


def test_layers_do_not_hide_each_other() -> None:
    text = "Der Rat der EU tagt."
    hits = Lexicon({"one": forms("Rat der EU"), "two": forms("Rat", "EU")}).scan(text)
    assert {layer: [value for _, value in found(text, own)] for layer, own in hits.items()} == {
        "one": ["Rat der EU"],
        "two": ["Rat", "EU"],
    }


def test_a_lexicon_knows_whole_forms() -> None:
    words = Lexicon({"main": forms("russisch~adj", "*pakt")})
    assert words.knows("Russische")
    assert not words.knows("russ")
    assert not words.knows("pakt")
