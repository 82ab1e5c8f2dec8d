"""Who put a name under it: places and bodies have capitals as well, and are nobody, in several languages."""

import pytest

from schemas.evidence import Origin
from schemas.vocabulary import Method, RecordField
from service.offer import Accepted, Judgement, Refused, SignatoryOffer
from service.verify import Verifier
from tests.verify.articles import read

ORIGIN = Origin(method=Method.LLM, name="scripted")
NOBODY = [
    (
        "de",
        "Vertreter von Chile und Peru setzten in Lima ihre Unterschriften unter die Charta des Roten Meeres.",
        "Roten Meeres",
    ),
    (
        "de",
        "In Rom unterzeichneten Chile und Peru das Abkommen zur Gründung des Square Kilometre Array.",
        "Kilometre Array",
    ),
    (
        "en",
        "The leaders of Chile and Peru signed the treaty that named the Caribbean Community.",
        "Caribbean Community",
    ),
    ("en", "Chile and Peru's presidents signed a border treaty in the Fergana Valley on Monday.", "Fergana Valley"),
    ("es", "Los presidentes de Chile y Perú firmaron el tratado en el Foro Sudamericano.", "Foro Sudamericano"),
    ("fr", "Le Chili et le Pérou ont signé le traité au Forum Pacifique.", "Forum Pacifique"),
    ("it", "Cile e Perù, con i Paesi Bassi, sottoscrissero la convenzione a Roma.", "Paesi Bassi"),
    ("pl", "W tajlandzkim Chiang Rai przedstawiciele Chile i Peru podpisali porozumienie.", "Chiang Rai"),
    ("ru", "Представители Чили и Перу подписали договор в Новом Уренгое.", "Новом Уренгое"),
    ("uk", "Представники Чилі та Перу підписали договір у Новому Розділі.", "Новому Розділі"),
]
SIGNERS = [
    ("de", "Für Chile unterschrieb Außenminister Andrés Allamand den Vertrag mit Peru.", "Andrés Allamand"),
    ("en", "Foreign Minister Andrés Allamand signed the treaty between Chile and Peru.", "Andrés Allamand"),
    ("en", "Andrés Allamand, the foreign minister, signed the treaty between Chile and Peru.", "Andrés Allamand"),
    ("es", "El canciller Andrés Allamand firmó el tratado entre Chile y Perú.", "Andrés Allamand"),
    ("it", "Il ministro Andrés Allamand ha firmato il trattato tra Cile e Perù.", "Andrés Allamand"),
    ("ru", "Министр Андрес Альяманд подписал договор между Чили и Перу.", "Андрес Альяманд"),
]


def judged(language: str, text: str, name: str) -> Judgement:
    article = read(text, language)
    records = [record.model_copy(update={"signatories": ()}) for record in article.records[:1]]
    judge = Verifier(article.document, article.findings, records)
    return judge(0, RecordField.SIGNATORIES, SignatoryOffer(quote=text, name=name), ORIGIN)


@pytest.mark.parametrize(("language", "text", "name"), NOBODY)
def test_a_place_or_body_signs_nothing(language: str, text: str, name: str) -> None:
    assert isinstance(judged(language, text, name), Refused)


@pytest.mark.parametrize(("language", "text", "name"), SIGNERS)
def test_a_signer_is_believed(language: str, text: str, name: str) -> None:
    assert isinstance(judged(language, text, name), Accepted)
