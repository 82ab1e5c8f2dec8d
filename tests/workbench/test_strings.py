"""The words of the page: both languages say everything, and everything that the page asks for is said."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from schemas import vocabulary
from service.web.workbench import STATIC
from tests.workbench.conftest import LANGUAGES, STRINGS

HTML = (STATIC / "index.html").read_text(encoding="utf-8")
SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(STATIC.glob("*.js"))}
UNSPOKEN = {"Source", "Offsets", "Method", "LlmMode", "PartState", "BreakerState"}
"""Enumerations of which the page shows no member by name."""

ENUMERATIONS = [
    kind
    for kind in vars(vocabulary).values()
    if isinstance(kind, type)
    and issubclass(kind, vocabulary.Vocabulary)
    and kind is not vocabulary.Vocabulary
    and kind.__name__ not in UNSPOKEN
]


def leaves(tree: dict[str, Any], name: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        yield from leaves(value, f"{name}{key}.") if isinstance(value, dict) else [(f"{name}{key}", value)]


def is_said(name: str) -> bool:
    said = dict(leaves(STRINGS["en"]))
    return name in said or f"{name}.other" in said


class Marked(HTMLParser):
    """Collects what index.html says itself under each name in data-t and its kin."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self._open: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._open = given.get("data-t")
        if label := given.get("data-t-label"):
            self.said[label] = given["aria-label"]

    def handle_data(self, data: str) -> None:
        if self._open:
            self.said[self._open] = data
        self._open = None


def test_both_languages_say_the_same_things() -> None:
    english, german = (dict(leaves(STRINGS[code])) for code in LANGUAGES)
    assert english.keys() == german.keys()
    for name, words in english.items():
        assert sorted(re.findall(r"\{\w+\}", words)) == sorted(re.findall(r"\{\w+\}", german[name])), name


@pytest.mark.parametrize("kind", ENUMERATIONS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_member_of_the_contract_has_words(code: str, kind: type[vocabulary.Vocabulary]) -> None:
    assert {member.value for member in kind} == STRINGS[code][kind.__name__].keys()


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_asks_for_nothing_unsaid(script: str) -> None:
    asked = re.findall(r'(?:\bt|row|fold)\(\s*"([\w.]+)"', SCRIPTS[script])
    asked += re.findall(r'"((?:report|records)\.\w+)"', SCRIPTS[script])
    asked += [f"{name}." for name in re.findall(r'member\("(\w+)"', SCRIPTS[script])]
    assert [name for name in asked if not (is_said(name) or name.rstrip(".") in STRINGS["en"])] == []


def test_the_page_knows_every_field() -> None:
    fields = re.search(r"FIELDS = \[(.*?)\]", SCRIPTS["facts.js"], re.DOTALL)
    assert fields
    assert re.findall(r'"(\w+)"', fields[1]) == [field.value for field in vocabulary.RecordField]
    tokens = (STATIC / "style" / "tokens.css").read_text(encoding="utf-8")
    assert {field.value for field in vocabulary.RecordField} <= set(re.findall(r"--field-(\w+):", tokens))


def test_the_page_is_written_in_the_english_strings() -> None:
    page = Marked()
    page.feed(HTML)
    said = dict(leaves(STRINGS["en"]))
    assert page.said
    assert {name: said[name] for name in page.said} == page.said


def test_no_markup_is_made_of_words() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setHTML|://(?!www\.w3\.org/2000/svg)"
    )
    assert [name for name, code in SCRIPTS.items() if forbidden.search(code)] == []
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! type=\"module\" src=)", HTML)


def test_examples_are_articles() -> None:
    examples = json.loads((STATIC / "examples.json").read_text(encoding="utf-8"))
    assert examples.keys() == set(LANGUAGES)


def test_every_file_is_used() -> None:
    everything = HTML + "".join(SCRIPTS.values())
    everything += "".join(path.read_text(encoding="utf-8") for path in STATIC.glob("style/*.css"))
    files = [path.relative_to(STATIC) for path in STATIC.rglob("*") if path.is_file()]
    named = {Path("index.html"), Path("fonts/LICENSE.txt"), *(Path("strings") / f"{code}.json" for code in LANGUAGES)}
    assert [file for file in files if file not in named and file.name not in everything] == []
