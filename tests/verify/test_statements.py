"""What somebody asks is no statement, and who adopts a text is no side of it."""

import pytest

from schemas.evidence import Origin
from schemas.vocabulary import Method, RecordField
from service.offer import ClaimOffer, Judgement, PartyOffer, Refused
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
