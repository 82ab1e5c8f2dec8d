"""Texts that nobody would print: each gets an answer, in time that grows with its length alone."""

import time
from collections.abc import Callable

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
    "surnames in pairs": "Reagan und Gorbatschow unterzeichneten den Vertrag. ",
    "many states": "Peru, Chile, Kuba, Mali, Togo und Kenia ratifizierten 2012 das Übereinkommen über Handel. ",
}
SYLLABLES = ("ka", "lu", "mor", "ti", "sen", "bra", "do", "fel", "gri", "hu")
STATES = ("Chile", "Peru", "Polen", "Island", "Kenia", "Japan", "Irland", "Ghana", "Italien", "Norwegen", "Ungarn")


def word(number: int) -> str:
    """A word that no list knows, another for each number."""
    return "".join(SYLLABLES[int(digit)] for digit in f"{number * 7919 % 100_000:05d}").capitalize()


def state(number: int) -> str:
    return STATES[number % len(STATES)]


def day(number: int) -> str:
    return f"{number % 28 + 1}. {('Mai', 'Juni', 'Juli', 'August')[number // 28 % 4]} {1900 + number // 112 % 120}"


VARIED: dict[str, Callable[[int], str]] = {
    "treaties of many states": lambda i: (
        f"Die Mitglieder {state(i)} und {state(i // 11 + 1)} unterzeichneten 2001 ein Abkommen über {word(i)}. "
    ),
    "treaties of two states": lambda i: f"Bonn und Rom unterzeichneten am {day(i)} ein Abkommen über {word(i)}. ",
    "acts of one treaty": lambda i: f"Bonn und Rom unterzeichneten am {day(i)} in Bern den Vertrag über Handel. ",
    "ratifications": lambda i: f"{state(i)} ratifizierte am {day(i)} den Vertrag über Handel. ",
    "names with a year": lambda i: (
        f"Chile und Peru unterzeichneten den Vertrag über die Ruhe X{i} von {1500 + i % 500}. "
    ),
    "replaced treaties": lambda i: (
        f"Chile und Peru unterzeichneten 2001 einen Vertrag, der den Vertrag über {word(i)} vom {day(i)} ersetzt. "
    ),
    "lists of states": lambda i: (
        f"Partner sind {', '.join(state(i * 5 + k) for k in range(8))}, die den Vertrag über {word(i)} billigten. "
    ),
    "short names": lambda i: f"Chile und Peru unterzeichneten das Abkommen über {word(i)} ({word(i)[:4].upper()}{i}). ",
}
MANY_TREATIES = "Der Vertrag über die Ruhe X trat in Kraft. "


def repeated(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def varied(sentence: Callable[[int], str], length: int) -> str:
    return "".join(sentence(number) for number in range(length // len(sentence(0)) + 1))[:length]


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
    return is_linear(reader, repeated(unit, short), repeated(unit, long), attempts)


def is_linear(reader: Reader, short: str, long: str, attempts: int = 3) -> bool:
    """Measured several times if need be, for a machine that is busy with other things."""
    return any(seconds(reader, long) <= GROWTH * seconds(reader, short) for _ in range(attempts))


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
@pytest.mark.parametrize("sentence", VARIED.values(), ids=VARIED)
def test_time_grows_with_the_number_of_names(sentence: Callable[[int], str], reader: Reader) -> None:
    assert is_linear(reader, varied(sentence, SHORT), varied(sentence, LONG))


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
