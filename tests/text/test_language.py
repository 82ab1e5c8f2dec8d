"""Which language a text is in."""

from pathlib import Path

import pytest

from service.evaluate.gold import GoldArticle, load
from service.text.language import detect

TUNE = sorted((Path(__file__).parents[1] / "corpus" / "tune").glob("*.jsonl"))
SHORT = {
    "de": "Bonn und Paris sind sich einig",
    "en": "The two countries signed an agreement.",
    "es": "Los dos países firmaron un acuerdo.",
    "fr": "Les deux pays ont signé un accord.",
    "it": "I due paesi hanno firmato un accordo.",
    "pl": "Oba państwa podpisały umowę.",
    "ru": "Две страны подписали соглашение.",
    "uk": "Дві країни підписали угоду.",
}
LONG = {
    "de": (
        "Deutschland und Frankreich haben am 22. Januar 2019 in Aachen einen Vertrag unterzeichnet. "
        "Er ergänzt den Élysée-Vertrag von 1963 und soll die Zusammenarbeit vertiefen."
    ),
    "en": (
        "Britain and Japan signed a defence agreement in London on Wednesday. It allows both to station troops on each "
        "other's soil and must still be ratified by the parliaments in London and Tokyo."
    ),
    "es": (
        "España y Portugal firmaron el jueves en Trujillo un nuevo tratado de amistad. El texto sustituye al de 1977 y "
        "debe ser ratificado por los parlamentos de ambos países."
    ),
    "fr": (
        "La France et l'Allemagne ont signé mardi à Aix-la-Chapelle un nouveau traité d'amitié. Il complète le traité "
        "de l'Élysée de 1963 et doit encore être ratifié par les parlements."
    ),
    "it": (
        "Italia e Francia hanno firmato venerdì a Roma il trattato del Quirinale. Il testo rafforza la cooperazione "
        "tra i due paesi e dovrà essere ratificato dai parlamenti."
    ),
    "pl": (
        "Polska i Francja podpisały w piątek w Nancy nowy traktat o przyjaźni. Dokument zastępuje układ z 1991 roku "
        "i musi zostać ratyfikowany przez parlamenty obu państw."
    ),
    "ru": (
        "Россия и Иран подписали в Москве договор о всеобъемлющем стратегическом партнёрстве. Документ должен быть "
        "ратифицирован парламентами обеих стран."
    ),
    "uk": (
        "Україна та Велика Британія підписали в Києві угоду про співробітництво у сфері безпеки. Документ має бути "
        "ратифікований парламентами обох держав."
    ),
}


@pytest.mark.parametrize(("language", "text"), SHORT.items(), ids=SHORT)
def test_a_short_text(language: str, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(("language", "text"), LONG.items(), ids=LONG)
def test_a_long_text(language: str, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(("language", "text"), LONG.items(), ids=LONG)
def test_lines_and_length_do_not_matter(language: str, text: str) -> None:
    assert detect(text.replace(". ", ".\r\n\r\n")) == language
    assert detect(f"{text}\n" * 500) == language


@pytest.mark.parametrize("article", load(TUNE), ids=lambda article: article.id)
def test_an_article(article: GoldArticle) -> None:
    assert detect(article.text) == article.language


@pytest.mark.parametrize("text", ["", " \n", "12345", "🤝🤝", "((((", "\u0301" * 50], ids=ascii)
def test_a_text_without_words_is_in_no_language(text: str) -> None:
    assert detect(text) == ""
