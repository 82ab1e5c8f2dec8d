"""How long a treaty lasts: what is proved of it, and the days and lengths of time that are none of it."""

import pytest

from schemas.evidence import Origin
from schemas.treaty import TermFact
from schemas.vocabulary import Method, RecordField, TermKind
from service.offer import Accepted, Judgement, Offer, Refused, TermChoice, TermOffer
from service.verify import Verifier
from tests.verify.articles import Read, read
from tests.verify.test_related import SIGNED

ORIGIN = Origin(method=Method.LLM, name="scripted")
FURTHER = {
    "de": "In Faro wurde danach gefeiert. Viele Gäste waren gekommen, auch aus Sevilla.",
    "en": "Faro celebrated afterwards. Many guests had come, some from Seville.",
    "es": "En Faro hubo fiesta. Acudieron muchos invitados, también de Sevilla.",
    "fr": "Faro a fait la fête ensuite. Beaucoup d'invités étaient venus, même de Séville.",
    "it": "A Faro si è poi festeggiato. Molti ospiti erano arrivati, anche da Siviglia.",
    "pl": "W Faro potem świętowano. Przybyło wielu gości, także z Sewilli.",
    "ru": "В Фару потом праздновали. Приехало много гостей, в том числе из Севильи.",
    "uk": "У Фару потім святкували. Приїхало багато гостей, зокрема із Севільї.",
}
"""So much stands between the treaty and what goes on speaking of it that the rules do not tie them."""
LASTS = [
    ("de", "Er gilt zehn Jahre.", "zehn Jahre", "P10Y"),
    ("de", "Die Laufzeit: unbefristet.", "unbefristet", ""),
    ("en", "It is valid for ten years.", "ten years", "P10Y"),
    ("en", "It took effect at once and was to run for ten years.", "ten years", "P10Y"),
    ("en", "It has been extended twice, most recently in May 2022, until 17 July 2031.", "17 July 2031", "2031-07-17"),
    ("es", "Tiene una duración de diez años.", "diez años", "P10Y"),
    ("fr", "Il est conclu pour dix ans.", "dix ans", "P10Y"),
    ("it", "Vale dieci anni e si rinnova da sé.", "dieci anni", "P10Y"),
    ("pl", "Umówiono się na dziesięć lat.", "dziesięć lat", "P10Y"),
    ("ru", "Срок действия не ограничен; прекратить его можно письменно.", "Срок действия не ограничен", ""),
    ("uk", "Він діятиме десять років.", "десять років", "P10Y"),
]
NO_TERM = [
    ("de", "Der Vertrag ist am 1. Juni 2022 in Kraft getreten.", "1. Juni 2022", "2022-06-01"),
    ("de", "Der Vertrag gilt seit dem 1. Juni 2022.", "1. Juni 2022", "2022-06-01"),
    ("de", "Geschlossen wurde der Vertrag am 4. Mai 2021 in Faro.", "4. Mai 2021", "2021-05-04"),
    ("de", "Der Vertrag, vor vier Jahren in Faro geschlossen, gilt noch.", "vier Jahren", "P4Y"),
    ("en", "The treaty entered into force on 1 June 2022.", "1 June 2022", "2022-06-01"),
    ("en", "The treaty has been in force since 1 June 2022.", "1 June 2022", "2022-06-01"),
    ("en", "The treaty applies provisionally as of 1 June 2022.", "1 June 2022", "2022-06-01"),
    ("en", "The treaty, concluded four years ago, is in force.", "four years", "P4Y"),
    ("en", "The treaty will expire one day, the minister said on 1 June 2022.", "1 June 2022", "2022-06-01"),
    ("es", "El tratado entró en vigor el 1 de junio de 2022.", "1 de junio de 2022", "2022-06-01"),
    ("es", "El tratado rige desde el 1 de junio de 2022.", "1 de junio de 2022", "2022-06-01"),
    ("fr", "Le traité est entré en vigueur le 1er juin 2022.", "1er juin 2022", "2022-06-01"),
    ("fr", "Le traité s'applique depuis le 1er juin 2022.", "1er juin 2022", "2022-06-01"),
    ("it", "Il trattato è in vigore dal 1° giugno 2022.", "1° giugno 2022", "2022-06-01"),
    ("pl", "Traktat obowiązuje od 1 czerwca 2022 r.", "1 czerwca 2022", "2022-06-01"),
    ("pl", "Traktat wszedł w życie 1 czerwca 2022 r.", "1 czerwca 2022", "2022-06-01"),
    ("ru", "Договор действует с 1 июня 2022 года.", "1 июня 2022", "2022-06-01"),
    ("ru", "Договор вступил в силу 1 июня 2022 года.", "1 июня 2022", "2022-06-01"),
    ("uk", "Договір діє з 1 червня 2022 року.", "1 червня 2022", "2022-06-01"),
    ("uk", "Договір набув чинності 1 червня 2022 року.", "1 червня 2022", "2022-06-01"),
]


def offers(sentence: str, stretch: str, value: str) -> tuple[Offer, Offer]:
    """The stretch as it is chosen, and its value as it is offered freely."""
    kind = TermKind.DURATION if value.startswith("P") else TermKind.UNTIL if value else TermKind.INDEFINITE
    quote = sentence if value else stretch
    free = TermOffer(
        quote=quote,
        kind=kind,
        duration=value if kind is TermKind.DURATION else None,
        until=value if kind is TermKind.UNTIL else None,
    )
    return TermChoice(lasts=stretch), free


def judged(article: Read, offer: Offer) -> Judgement:
    records = [record.model_copy(update={"term": None}) for record in article.records[:1]]
    return Verifier(article.document, article.findings, records)(0, RecordField.TERM, offer, ORIGIN)


@pytest.mark.parametrize(("language", "sentence", "stretch", "value"), LASTS)
def test_what_lasts_is_believed(language: str, sentence: str, stretch: str, value: str) -> None:
    article = read(f"{SIGNED[language]} {FURTHER[language]} {sentence}", language, None)
    for offer in offers(sentence, stretch, value):
        judgement = judged(article, offer)
        assert isinstance(judgement, Accepted), offer
        assert isinstance(judgement.fact, TermFact)
        date = judgement.fact.date.edtf if judgement.fact.date else ""
        assert (judgement.fact.duration or date) == value


@pytest.mark.parametrize(("language", "sentence", "stretch", "value"), LASTS)
def test_what_lasts_is_known_or_asked_for(language: str, sentence: str, stretch: str, value: str) -> None:
    article = read(f"{SIGNED[language]} {FURTHER[language]} {sentence}", language, None)
    asked = [choice for gap in article.gaps if gap.field is RecordField.TERM for choice in gap.choices]
    assert article.records[0].term is not None or asked == [stretch]


@pytest.mark.parametrize(("language", "sentence", "stretch", "value"), NO_TERM)
def test_another_day_or_length_of_time_is_none(language: str, sentence: str, stretch: str, value: str) -> None:
    article = read(f"{SIGNED[language]} {sentence}", language, None)
    for offer in offers(sentence, stretch, value):
        assert isinstance(judged(article, offer), Refused), offer


@pytest.mark.parametrize(("language", "sentence", "stretch", "value"), NO_TERM)
def test_another_day_or_length_of_time_is_not_asked_for(language: str, sentence: str, stretch: str, value: str) -> None:
    article = read(f"{SIGNED[language]} {sentence}", language, None)
    assert all(stretch not in gap.choices for gap in article.gaps if gap.field is RecordField.TERM)
