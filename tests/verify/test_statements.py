"""What somebody asks is no statement, who adopts a text is no side of it, and a headline gives it no name."""

import pytest

from schemas.evidence import Origin
from schemas.vocabulary import Method, RecordField
from service.offer import Accepted, ClaimOffer, Judgement, PartyOffer, Refused, TitleOffer
from service.verify import Verifier
from tests.verify.articles import read
from tests.verify.test_related import SIGNED

ORIGIN = Origin(method=Method.LLM, name="scripted")
ASKED = [
    ("de", "„Wer soll das alles am Ende bezahlen?“, fragte ein Fischer."),
    ("en", '"Will they ever mend the bridge to Spain?" a fisherman wondered.'),
    ("es", "«¿Quién pagará al final todo esto?», se preguntó un pescador."),
    ("fr", "« Qui paiera tout cela à la fin ? », s'est demandé un pêcheur."),
    ("it", "«Chi pagherà alla fine tutto questo?», si è chiesto un pescatore."),
    ("pl", "„Kto za to wszystko na koniec zapłaci?”, pytał rybak."),
    ("ru", "«Кто за всё это в конце концов заплатит?» — спросил рыбак."),
    ("uk", "«Хто зрештою за все це заплатить?» — запитав рибалка."),
]
ADOPTED = [
    (
        "de",
        "Die Weltgesundheitsversammlung hat das Pandemieabkommen am Dienstag angenommen.",
        "Weltgesundheitsversammlung",
    ),
    (
        "en",
        "The World Health Organization adopted the pandemic treaty with Chile on Tuesday.",
        "World Health Organization",
    ),
]

HEADLINES = [
    ("de", "Portugal-Pakt mit Spanien tritt in Kraft", "Portugal-Pakt mit Spanien", "Der Portugal-Pakt mit Spanien"),
    ("en", "Portugal pact with Spain takes effect", "Portugal pact with Spain", "The Portugal pact with Spain"),
    ("es", "Entra en vigor el Pacto de Faro", "Pacto de Faro", "El Pacto de Faro"),
    ("fr", "Le Pacte de Faro entre en vigueur", "Pacte de Faro", "Le Pacte de Faro"),
    ("it", "Entra in vigore il Patto di Faro", "Patto di Faro", "Il Patto di Faro"),
    ("pl", "Pakt z Faro wchodzi w życie", "Pakt z Faro", "Pakt z Faro"),
    ("ru", "Фаруский пакт вступает в силу", "Фаруский пакт", "Фаруский пакт"),
    ("uk", "Фаруський пакт набуває чинності", "Фаруський пакт", "Фаруський пакт"),
]
UNNAMED = {
    "de": "Spanien und Portugal haben am 4. Mai 2021 einen Vertrag unterzeichnet.",
    "en": "Spain and Portugal signed a treaty on 4 May 2021.",
    "es": "España y Portugal firmaron un tratado el 4 de mayo de 2021.",
    "fr": "L'Espagne et le Portugal ont signé un traité le 4 mai 2021.",
    "it": "Spagna e Portogallo hanno firmato un trattato il 4 maggio 2021.",
    "pl": "Hiszpania i Portugalia podpisały traktat 4 maja 2021 r.",
    "ru": "Испания и Португалия подписали договор 4 мая 2021 года.",
    "uk": "Іспанія та Португалія підписали договір 4 травня 2021 року.",
}


def judged(language: str, text: str, offer: ClaimOffer | PartyOffer, field: RecordField) -> Judgement:
    article = read(text, language)
    records = [record.model_copy(update={field.value: ()}) for record in article.records[:1]]
    return Verifier(article.document, article.findings, records)(0, field, offer, ORIGIN)


@pytest.mark.parametrize(("language", "sentence"), ASKED)
def test_a_question_is_no_claim(language: str, sentence: str) -> None:
    quote = sentence[: sentence.index("?") + 1]
    for words in (sentence, quote, quote[1:-1].strip()):
        offer = ClaimOffer(quote=words, speaker=None)
        assert isinstance(judged(language, f"{SIGNED[language]} {sentence}", offer, RecordField.CLAIMS), Refused)


@pytest.mark.parametrize(("language", "text", "state"), ADOPTED)
def test_who_adopts_is_no_side(language: str, text: str, state: str) -> None:
    assert isinstance(judged(language, text, PartyOffer(quote=text, state=state), RecordField.PARTIES), Refused)


@pytest.mark.parametrize(("language", "headline", "name", "below"), HEADLINES)
def test_a_headline_names_nothing_that_the_text_does_not(language: str, headline: str, name: str, below: str) -> None:
    alone = f"{headline}\n\n{UNNAMED[language]}"
    for text, verdict in ((alone, Refused), (f"{alone} {below} (2021).", Accepted)):
        article = read(text, language)
        records = [record.model_copy(update={"title": None}) for record in article.records[:1]]
        judge = Verifier(article.document, article.findings, records)
        assert isinstance(judge(0, RecordField.TITLE, TitleOffer(title=name), ORIGIN), verdict)
