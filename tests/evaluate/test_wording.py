"""When two wordings count as the same."""

import pytest

from service.evaluate.wording import same_claim, same_name, same_place, same_related, same_title, similarity

SHARES = [
    pytest.param("Rheinprotokoll", "Rheinprotokolls", 1.0, id="inflected"),
    pytest.param("der Vertrag", "DER VERTRAG", 1.0, id="case"),
    pytest.param("Vertrag von Basel", "Basel, Vertrag von", 1.0, id="order and punctuation"),
    pytest.param("Grenz\u00advertrag", "Grenzvertrag", 1.0, id="soft hyphen"),
    pytest.param("Vertrag von Basel", "Vertrag von Genf", 2 / 3, id="two of three words on each side"),
    pytest.param("Vertrag", "Vertrag über den Rhein", 2 / 5, id="one of one and of four"),
    pytest.param("Jade", "Jades", 0.0, id="short words keep their endings"),
    pytest.param("", "Vertrag", 0.0, id="nothing in gold"),
    pytest.param("Vertrag", "...", 0.0, id="nothing but marks"),
]


@pytest.mark.parametrize(("gold", "answer", "share"), SHARES)
def test_similarity_is_the_f1_of_the_words(gold: str, answer: str, share: float) -> None:
    assert similarity(gold, answer) == pytest.approx(share)
    assert similarity(answer, gold) == pytest.approx(share)


TITLES = [
    pytest.param(("Vertrag von Basel", "Baseler Vertrag"), "Baseler Vertrag", True, id="any acceptable one"),
    pytest.param(("Vertrag von Basel",), "Vertrag von Genf", True, id="above six tenths"),
    pytest.param(("Vertrag von Basel",), "Vertrag Genf", False, id="two fifths"),
]


@pytest.mark.parametrize(("gold", "answer", "same"), TITLES)
def test_titles(gold: tuple[str, ...], answer: str, same: bool) -> None:
    assert same_title(gold, answer) is same


NAMES = [
    pytest.param("Ana Brnabić", "Brnabić", True, id="surname alone"),
    pytest.param("Ana Brnabić", "Ana", False, id="first name alone"),
    pytest.param("Kim Jong-un", "Kim Jong", True, id="two parts"),
    pytest.param("Ana Brnabić", "Premierministerin Dr. Ana Brnabić aus Belgrad", True, id="four more words"),
    pytest.param("Brnabić", "die serbische Premierministerin Ana Brnabić aus Belgrad", False, id="too many words"),
    pytest.param("Ana Brnabić", "Ana Dačić", False, id="another surname"),
    pytest.param("Ana Brnabić", "", False, id="no name"),
]


@pytest.mark.parametrize(("gold", "answer", "same"), NAMES)
def test_names(gold: str, answer: str, same: bool) -> None:
    assert same_name(gold, answer) is same


PLACES = [
    pytest.param("New York", "New York City", True, id="answer has more"),
    pytest.param("Washington D.C.", "Washington", True, id="gold has more"),
    pytest.param("New York", "New Delhi", False, id="neither holds the other"),
    pytest.param("Basel", "im Rathaus der Stadt Basel am Rhein", False, id="much longer"),
]


@pytest.mark.parametrize(("gold", "answer", "same"), PLACES)
def test_places(gold: str, answer: str, same: bool) -> None:
    assert same_place(gold, answer) is same


RELATED = [
    pytest.param("Freundschaftsvertrag von 1961", "Freundschaftsvertrag 1961", True, id="same year"),
    pytest.param("Freundschaftsvertrag von 1961", "Freundschaftsvertrag von 2000", False, id="another year"),
    pytest.param("Freundschaftsvertrag von 1961", "Freundschaftsvertrag", True, id="year on one side"),
    pytest.param("Abkommen von Lomé", "Abkommen von Cotonou und Samoa", True, id="half of the words"),
    pytest.param("Lomé", "Abkommen von Cotonou", False, id="no word"),
]


@pytest.mark.parametrize(("gold", "answer", "same"), RELATED)
def test_related(gold: str, answer: str, same: bool) -> None:
    assert same_related(gold, answer) is same


ARTICLE = "".join(f" Wort{number}" for number in range(60))
CLAIMS = [
    pytest.param("10.000 Soldaten", "Es seien 10.000 Soldaten verlegt worden", True, id="holds the stretch"),
    pytest.param("10.000 Soldaten", "10.000 Soldaten" + ARTICLE, False, id="holds it, but is an article"),
    pytest.param("könne die Region gefährden", "die Region gefährden", True, id="most words"),
    pytest.param("könne die Region gefährden", "stärke die Wirtschaft", False, id="one word in common"),
]


@pytest.mark.parametrize(("gold", "answer", "same"), CLAIMS)
def test_claims(gold: str, answer: str, same: bool) -> None:
    assert same_claim(gold, answer) is same
