"""Another treaty, or only another name of this one: told apart by when each was made, in several languages."""

import pytest

from schemas.evidence import Origin
from schemas.vocabulary import Method, RecordField, Verdict
from service.offer import OFFERS, Accepted, Judgement, Refused
from service.verify import Verifier
from tests.verify.articles import read

SIGNED = {
    "de": "Spanien und Portugal haben am 4. Mai 2021 in Faro den Vertrag über den Grenzfluss Guadiana unterzeichnet.",
    "en": "Spain and Portugal signed the Treaty on the Border River Guadiana in Faro on 4 May 2021.",
    "es": "España y Portugal firmaron el 4 de mayo de 2021 en Faro el Tratado sobre el río fronterizo Guadiana.",
    "fr": "L'Espagne et le Portugal ont signé le 4 mai 2021 à Faro le traité sur le fleuve frontalier Guadiana.",
    "it": "Spagna e Portogallo hanno firmato il 4 maggio 2021 a Faro il trattato sul fiume di confine Guadiana.",
    "pl": "Hiszpania i Portugalia podpisały 4 maja 2021 r. w Faro traktat o granicznej rzece Gwadianie.",
    "ru": "Испания и Португалия подписали 4 мая 2021 года в Фару договор о пограничной реке Гвадиане.",
    "uk": "Іспанія та Португалія підписали 4 травня 2021 року у Фару договір про прикордонну річку Гвадіану.",
}
OTHERS = [
    ("de", "Dort hatte schon 1864 der Grenzvertrag von Lissabon die Linie festgelegt.", "Grenzvertrag von Lissabon"),
    ("de", "Weiter nördlich gilt seit 1864 der Lissaboner Vertrag.", "Lissaboner Vertrag"),
    ("de", "Daneben bleibt der Lissaboner Vertrag von 1864 bestehen.", "Lissaboner Vertrag von 1864"),
    ("en", "Further north the border had been drawn as early as 1864 by the Treaty of Lisbon.", "Treaty of Lisbon"),
    ("en", "Further north the Lisbon Treaty of 1864 still holds.", "Lisbon Treaty of 1864"),
    ("es", "Más al norte rige desde 1864 el Tratado de Lisboa.", "Tratado de Lisboa"),
    ("fr", "Le texte s'inspire du traité de Lisbonne, qui fixe la frontière depuis 1864.", "traité de Lisbonne"),
    ("it", "Più a nord vale dal 1864 il Trattato di Lisbona.", "Trattato di Lisbona"),
    ("pl", "Dalej na północ już w 1864 r. granicę wytyczył Traktat lizboński.", "Traktat lizboński"),
    ("ru", "Севернее границу ещё в 1864 году провёл Лиссабонский договор.", "Лиссабонский договор"),
    ("ru", "Севернее действует Лиссабонский договор 1864 года.", "Лиссабонский договор"),
    ("uk", "Північніше кордон ще 1864 року провів Лісабонський договір.", "Лісабонський договір"),
]
OWN_NAMES = [
    ("de", "Die Idee zum Guadiana-Vertrag stammt aus dem Jahr 2009.", "Guadiana-Vertrag"),
    ("de", "Spanien ratifizierte den Guadiana-Vertrag im Februar 2022.", "Guadiana-Vertrag"),
    ("de", "Seit 2022 ist der Guadiana-Vertrag in Kraft.", "Guadiana-Vertrag"),
    ("de", "Der Guadiana-Vertrag vom 4. Mai 2021 regelt auch die Fischerei.", "Guadiana-Vertrag vom 4. Mai 2021"),
    ("en", "The idea for the Guadiana Treaty goes back to 2009.", "Guadiana Treaty"),
    ("en", "Spain ratified the Guadiana Treaty in February 2022.", "Guadiana Treaty"),
    ("en", "Talks on the Guadiana Treaty had begun in 1994.", "Guadiana Treaty"),
    ("en", "The Guadiana Treaty of 2021 covers fishing as well.", "Guadiana Treaty of 2021"),
    ("es", "España ratificó el Tratado del Guadiana en febrero de 2022.", "Tratado del Guadiana"),
    ("fr", "Le traité du Guadiana, imaginé en 2009, règle aussi la pêche.", "traité du Guadiana"),
    ("it", "Il Trattato del Guadiana, ideato nel 2009, regola anche la pesca.", "Trattato del Guadiana"),
    ("pl", "Hiszpania ratyfikowała Traktat o Gwadianie w lutym 2022 r.", "Traktat o Gwadianie"),
    ("ru", "Испания ратифицировала Договор о Гвадиане в феврале 2022 года.", "Договор о Гвадиане"),
    ("uk", "Іспанія ратифікувала Договір про Гвадіану в лютому 2022 року.", "Договір про Гвадіану"),
]


def judged(language: str, sentence: str, quote: str, field: RecordField = RecordField.RELATED) -> Judgement:
    """What verification says of the name, where the rules have found no value of the field."""
    article = read(f"{SIGNED[language]} {sentence}", language)
    empty = {field.value: None if field is RecordField.TITLE else ()}
    records = [record.model_copy(update=empty) for record in article.records[:1]]
    judge = Verifier(article.document, article.findings, records)
    return judge(0, field, OFFERS[field](title=quote), Origin(method=Method.LLM, name="scripted"))


@pytest.mark.parametrize(("language", "sentence", "quote"), OTHERS)
def test_another_treaty_is_believed(language: str, sentence: str, quote: str) -> None:
    assert isinstance(judged(language, sentence, quote), Accepted)


@pytest.mark.parametrize(("language", "sentence", "quote"), OTHERS)
def test_another_treaty_gives_no_title(language: str, sentence: str, quote: str) -> None:
    assert isinstance(judged(language, sentence, quote, RecordField.TITLE), Refused)


@pytest.mark.parametrize(("language", "sentence", "quote"), OWN_NAMES)
def test_another_name_of_the_treaty_is_not(language: str, sentence: str, quote: str) -> None:
    judgement = judged(language, sentence, quote)
    assert isinstance(judgement, Refused)
    assert judgement.verdict is Verdict.WRONG_TREATY


@pytest.mark.parametrize(("language", "sentence", "quote"), OTHERS)
def test_another_treaty_is_known_or_asked_for(language: str, sentence: str, quote: str) -> None:
    article = read(f"{SIGNED[language]} {sentence}", language)
    known = [fact.title for record in article.records for fact in record.related]
    asked = [choice for gap in article.gaps if gap.field is RecordField.RELATED for choice in gap.choices]
    assert any(quote in name for name in (*known, *asked))
