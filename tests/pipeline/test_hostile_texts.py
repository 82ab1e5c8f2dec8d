"""Texts that nobody would print: each gets an answer, in time that grows with its length alone."""

import time

import pytest

from schemas.article import MAX_TEXT, Article
from tests.pipeline.reading import Reader

SHORT, LONG = 25_000, 100_000
GROWTH = 6.0
"""How much longer a text four times as long may take, with room for what a busy machine adds."""

UNITS = {
    "one letter": "a",
    "one word without spaces": "vertrag",
    "one word": "Vertrag ",
    "letters": "a ",
    "initials": "K. ",
    "brackets": "(",
    "quotation marks": "„",
    "quotation marks that close": "“",
    "quoted letters": "„a ",
    "full stops": ". ",
    "dots": ".",
    "line breaks": "\n",
    "spaces": " ",
    "broken words": "a-\n",
    "lines of chrome": "Nachrichten\n",
    "chrome in one line": "Nachrichten ",
    "digits": "1",
    "dates in figures": "4.4.",
    "days": "am 4. ",
    "dates": "am 4. Mai 2021 ",
    "years": "zehn Jahre ",
    "states": "Deutschland, ",
    "complements": "zwischen Deutschland und ",
    "agreements between": "Abkommen zwischen ",
    "people": "Präsident Kim Jong-un ",
    "hyphens": "A-",
    "soft hyphens": "\u00ad",
    "lone marks": "\u0301",
    "a letter under marks": "e" + "\u0301\u0323" * 500,
    "decomposed": "e\u0301",
    "right to left": "معاهدة ",
    "emoji": "🤝🏽",
    "families": "👩\u200d👩\u200d👧\u200d👦",
    "astral letters": "𝕍𝕖𝕣𝕥𝕣𝕒𝕘 ",
    "letters that grow in lower case": "İ",
    "tags": "\U000e0041",
}
ENDLESS_SENTENCES = {
    "triggers": "unterzeichnete ",
    "split verbs": "trat der Vertrag ",
    "clauses": "ist ausgesetzt, ",
}
STATEMENTS = {
    "many events of one treaty": "Bonn und Rom unterzeichneten am 4. Mai 2021 in Bern einen Vertrag über Handel. ",
    "many events of bare nouns": "Der Vertrag gilt. ",
}
MANY_TREATIES = "Der Vertrag über die Ruhe X trat in Kraft. "


def repeated(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def seconds(reader: Reader, text: str) -> float:
    """Processor time of the fastest of three readings."""
    article = Article(text=text, language="de")
    taken = []
    for _ in range(3):
        start = time.process_time()
        reader.read_anew(article)
        taken.append(time.process_time() - start)
    return min(taken)


def grows_linearly(reader: Reader, unit: str, short: int, long: int, attempts: int = 3) -> bool:
    """Measured several times if need be, for a machine that is busy with other things."""
    return any(
        seconds(reader, repeated(unit, long)) <= GROWTH * seconds(reader, repeated(unit, short))
        for _ in range(attempts)
    )


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_the_longest_text_is_answered(unit: str, language: str, reader: Reader) -> None:
    answer = reader.read_anew(Article(text=repeated(unit, MAX_TEXT), language=language))
    assert answer.article.length == MAX_TEXT


@pytest.mark.timing
@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_time_grows_with_length(unit: str, reader: Reader) -> None:
    assert grows_linearly(reader, unit, SHORT, LONG)


@pytest.mark.timing
@pytest.mark.parametrize("unit", STATEMENTS.values(), ids=STATEMENTS)
def test_time_grows_with_the_number_of_statements(unit: str, reader: Reader) -> None:
    assert grows_linearly(reader, unit, SHORT // 5, LONG // 5)


@pytest.mark.timing
@pytest.mark.parametrize("unit", ENDLESS_SENTENCES.values(), ids=ENDLESS_SENTENCES)
def test_time_grows_with_the_length_of_a_sentence(unit: str, reader: Reader) -> None:
    assert grows_linearly(reader, unit, SHORT // 10, LONG // 10, attempts=1)


@pytest.mark.timing
def test_time_grows_with_the_number_of_treaties(reader: Reader) -> None:
    assert grows_linearly(reader, MANY_TREATIES, 20_000, 80_000, attempts=1)


@pytest.mark.parametrize(
    "text", [" ", "\n", "\u00ad", "\ufeff", "\u0301", ".", "🤝", "\u2029", "\x1f", "a", "\ud55c"], ids=ascii
)
def test_a_text_of_one_character(text: str, reader: Reader) -> None:
    assert reader.read_anew(Article(text=text)).records == ()
    assert reader.read_anew(Article(text=text, title=text, language="de")).records == ()
