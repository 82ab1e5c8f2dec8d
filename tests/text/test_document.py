"""The article as the stages see it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.vocabulary import Source
from service.lang.loader import CompiledPack
from service.text.document import Document

TEXT = "In Bonn\u00a0wurde am 4.\u00a0Dezember ein Freund\u00adschaftsvertrag\r\nunterzeichnet."
TITLE = "Bonn\u00a0und Pa\u00adris einig"


@pytest.fixture(scope="module")
def document(german: CompiledPack) -> Document:
    return Document.read(TEXT, TITLE, None, german)


@pytest.mark.parametrize(
    ("shown", "source", "quote"),
    [
        ("Bonn und Paris", Source.TITLE, "Bonn\u00a0und Pa\u00adris"),
        ("einig", Source.TITLE, "einig"),
        ("4. Dezember", Source.TEXT, "4.\u00a0Dezember"),
        ("Freundschaftsvertrag\nunterzeichnet", Source.TEXT, "Freund\u00adschaftsvertrag\r\nunterzeichnet"),
        ("unterzeichnet.", Source.TEXT, "unterzeichnet."),
    ],
)
def test_evidence_names_its_source_and_slices_it(document: Document, shown: str, source: Source, quote: str) -> None:
    at = document.view.index(shown)
    evidence = document.evidence(at, at + len(shown))
    assert (evidence.source, evidence.quote) == (source, quote)
    assert {Source.TITLE: TITLE, Source.TEXT: TEXT}[source][evidence.start : evidence.end] == quote


@pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 5), (-1, 2), (0, 10_000)])
def test_no_evidence_without_a_stretch(document: Document, start: int, end: int) -> None:
    with pytest.raises(ValueError, match="stretch"):
        document.evidence(start, end)


@pytest.mark.parametrize("title", [None, "", "  \n", "\u00ad"])
def test_a_title_that_says_nothing_leaves_no_trace(title: str | None, german: CompiledPack) -> None:
    document = Document.read("Der Vertrag gilt.", title, None, german)
    assert document.view == "Der Vertrag gilt."
    assert document.evidence(0, 3).source is Source.TEXT


@pytest.mark.parametrize("title", ["Bonn und Paris sind einig", " Bonn und\u00a0Paris sind einig\n"])
def test_a_title_that_opens_the_text_is_read_once(title: str, german: CompiledPack) -> None:
    text = "\nBonn und Paris  sind einig\r\n\r\nDer Vertrag gilt."
    document = Document.read(text, title, None, german)
    assert document.title_length == 0
    assert [sentence.headline for sentence in document.sentences] == [True, False]
    headline = document.sentences[0]
    assert document.evidence(headline.start, headline.end).source is Source.TEXT


def test_a_title_that_begins_like_the_text_stays(german: CompiledPack) -> None:
    assert Document.read("Bonn und Paris sind einig.", "Bonn und Paris", None, german).title_length


def test_a_title_over_several_lines_is_one_headline(german: CompiledPack) -> None:
    title = "Bonn und Paris\r\nsind einig"
    document = Document.read("Der Vertrag gilt.", title, None, german)
    assert [sentence.headline for sentence in document.sentences] == [True, False]
    at = document.view.index("Paris sind")
    assert document.evidence(at, at + len("Paris sind")).quote == "Paris\r\nsind"


def test_chrome_is_left_out_of_the_text_alone(german: CompiledPack) -> None:
    document = Document.read("Nachrichten\n\nEr gilt.", "Nachrichten", None, german)
    assert document.view.split() == ["Nachrichten", "Er", "gilt."]
    assert document.evidence(0, 11).source is Source.TITLE


def test_hits_are_found_by_where_they_begin(document: Document) -> None:
    at = document.view.index("Freundschaftsvertrag")
    (hit,) = document.hits_in(at, at + 1)
    assert document.slice((hit.start, hit.end)) == "Freundschaftsvertrag"
    assert "treaty" in hit.senses
    assert not document.hits_in(at + 1, at + 2)


def test_each_sentence_knows_its_hits(document: Document) -> None:
    for sentence in document.sentences:
        hits = document.hits[sentence.first : sentence.last]
        assert list(hits) == list(document.hits_in(sentence.start, sentence.end))
    assert sum(sentence.last - sentence.first for sentence in document.sentences) == len(document.hits)


@pytest.mark.parametrize(("position", "index"), [(0, 0), (19, 0), (22, 1), (10_000, 1)])
def test_the_sentence_at_a_position(document: Document, position: int, index: int) -> None:
    assert document.sentence_at(position) == index


def test_paragraphs_are_counted(german: CompiledPack) -> None:
    document = Document.read("Er gilt. Er ist alt.\n\nSie gehen.\nDort ist es gut.", None, None, german)
    assert [sentence.paragraph for sentence in document.sentences] == [0, 0, 1, 2]


WORDS = st.sampled_from(
    [
        "Vertrag ",
        "Bonn ",
        "am 4.\u00a0Mai ",
        "Mu\u0308ller ",
        "unter\u00adzeichnet. ",
        "\r\n",
        "\nPolitik\n",
        "Ver-\ntrag ",
        "🤝 ",
    ]
)
ARTICLES = st.lists(WORDS, max_size=12).map("".join)


@given(title=ARTICLES, text=ARTICLES, data=st.data())
def test_every_stretch_within_a_sentence_is_proved(
    packs: dict[str, CompiledPack], title: str, text: str, data: st.DataObject
) -> None:
    document = Document.read(text, title, None, packs["de"])
    for sentence in document.sentences:
        start = data.draw(st.integers(sentence.start, sentence.end - 1))
        end = data.draw(st.integers(start + 1, sentence.end))
        evidence = document.evidence(start, end)
        source = title if evidence.source is Source.TITLE else text
        assert source[evidence.start : evidence.end] == evidence.quote
        assert _letters(document.view[start:end]) in _letters(evidence.quote)


def _letters(text: str) -> str:
    return "".join(c for c in text.replace("u\u0308", "ü") if c.isalnum())
