"""What a treaty is said to replace or change, though no noun calls it a treaty, in several languages."""

import pytest

from schemas.evidence import Origin
from schemas.treaty import RelatedTreaty
from schemas.vocabulary import Method, RecordField
from service.offer import Accepted, Judgement, Refused, RelatedOffer
from service.verify import Verifier
from tests.verify.articles import Read, read
from tests.verify.test_related import SIGNED

ORIGIN = Origin(method=Method.LLM, name="scripted")
REPLACED = [
    ("de", "Die Vereinbarung löst jene vom 3. Oktober 1974 ab.", "jene vom 3. Oktober 1974", "1974-10-03"),
    ("de", "Der Vertrag ersetzt jenen von 1982, der nie galt.", "jenen von 1982", "1982"),
    ("en", "The treaty replaces that of 1982.", "that of 1982", "1982"),
    ("en", "The treaty supersedes the one of 3 May 1974.", "one of 3 May 1974", "1974-05-03"),
    ("fr", "Le traité remplace celui de 1982.", "celui de 1982", "1982"),
    ("fr", "Le traité prend le relais de l'acte de 1884 sur la pêche.", "acte de 1884", "1884"),
    ("it", "Il trattato sostituisce quello del 3 maggio 1974.", "quello del 3 maggio 1974", "1974-05-03"),
    ("pl", "Traktat zastępuje ten z 3 maja 1974 r.", "ten z 3 maja 1974", "1974-05-03"),
]
NOT_REPLACED = [
    ("de", "Der Vertrag ersetzt nicht jenen von 1982.", "jenen von 1982"),
    ("de", "Der Vertrag ändert das Gesetz vom 3. Oktober 1974.", "Gesetz vom 3. Oktober 1974"),
    ("de", "Spanien ersetzt den Präsidenten von 1982.", "Präsidenten von 1982"),
    ("de", "Gefeiert wurde wie jene vom 3. Oktober 1974.", "jene vom 3. Oktober 1974"),
    ("de", "Nichts ersetzt jenen vom 4. Mai 2021.", "jenen vom 4. Mai 2021"),
    ("en", "The treaty does not replace that of 1982.", "that of 1982"),
    ("en", "The treaty amends the law of 1975.", "law of 1975"),
    ("en", "The treaty replaces the ferry in 1982.", "ferry in 1982"),
    ("fr", "Le traité ne remplace pas celui de 1982.", "celui de 1982"),
    ("fr", "Le traité modifie la loi de 1982.", "loi de 1982"),
    ("it", "Il trattato non sostituisce quello del 1982.", "quello del 1982"),
    ("pl", "Traktat nie zastępuje tego z 3 maja 1974 r.", "tego z 3 maja 1974"),
]


def judged(article: Read, quote: str) -> Judgement:
    records = [record.model_copy(update={"related": ()}) for record in article.records[:1]]
    judge = Verifier(article.document, article.findings, records)
    return judge(0, RecordField.RELATED, RelatedOffer(title=quote), ORIGIN)


@pytest.mark.parametrize(("language", "sentence", "quote", "date"), REPLACED)
def test_what_it_replaces_is_believed_and_asked_for(language: str, sentence: str, quote: str, date: str) -> None:
    article = read(f"{SIGNED[language]} {sentence}", language)
    judgement = judged(article, quote)
    assert isinstance(judgement, Accepted)
    assert isinstance(judgement.fact, RelatedTreaty)
    assert judgement.fact.date is not None
    assert judgement.fact.date.edtf == date
    asked = any(quote in gap.choices for gap in article.gaps if gap.field is RecordField.RELATED)
    assert asked or quote in [related.title for record in article.records for related in record.related]


@pytest.mark.parametrize(("language", "sentence", "quote"), NOT_REPLACED)
def test_what_it_does_not_replace_is_not(language: str, sentence: str, quote: str) -> None:
    article = read(f"{SIGNED[language]} {sentence}", language)
    assert isinstance(judged(article, quote), Refused)
    assert quote not in [related.title for record in article.records for related in record.related]
