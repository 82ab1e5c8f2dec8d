"""A quote stands in the article word by word, or it does not."""

import pytest

from service.text.document import Document
from service.verify.locate import Locator
from tests.verify.articles import packs


def find(text: str, quote: str, title: str | None = None) -> list[str]:
    document = Document.read(text, title, None, packs()["de"])
    return [document.evidence(*span).quote for span in Locator(document).find(quote)]


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("Am 5. Mai in Bonn.", "5. Mai", "5. Mai"),
        ("Am 5.\u00a0Mai  in\nBonn.", "5. Mai in Bonn", "5.\u00a0Mai  in\nBonn"),
        ("Er nannte es „einen Schritt“.", '"einen Schritt"', "einen Schritt"),
        ("Er nannte es „einen ‚guten‘ Schritt“.", "einen 'guten' Schritt", "einen ‚guten‘ Schritt"),
        ("Er nannte es „einen Schritt“ nach vorn.", "es 'einen Schritt' nach", "es „einen Schritt“ nach"),
        ("Die Ver\u00adträge gelten.", "Verträge gelten", "Ver\u00adträge gelten"),
        ("Die Vertra\u0308ge gelten.", "Verträge gelten", "Vertra\u0308ge gelten"),
        ("Die Vertr\u00e4ge gelten.", "Vertra\u0308ge gelten", "Vertr\u00e4ge gelten"),
        ("Von 2019 – 2021 gültig.", "2019 - 2021", "2019 – 2021"),
        ("Das Abkommen gilt.", "  Das Abkommen gilt …", "Das Abkommen gilt"),
        ("Das Abkommen gilt.", "Das\u200b Abkommen\ufeff gilt", "Das Abkommen gilt"),
    ],
)
def test_white_space_quotation_marks_and_invisible_characters_do_not_count(text: str, quote: str, found: str) -> None:
    assert find(text, quote) == [found]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Am 15. Mai in Bonn.", "5. Mai"),
        ("Am 5. Mai 2024 in Bonn.", "5. Mai 202"),
        ("Rund 10.000 Soldaten.", "10"),
        ("Rund 10.000 Soldaten.", "000 Soldaten"),
        ("A non-aggression pact.", "aggression pact"),
        ("The treaty was unratified.", "ratified"),
        ("Am 5. Mai in Bonn.", "am 5. Mai"),
        ("Am 5. Mai in Bonn.", "Am 5. Mai … Bonn"),
        ("Am 5. Mai in Bonn.", "Am 6. Mai in Bonn"),
        ("Am 5. Mai in Bonn.", ""),
        ("Am 5. Mai in Bonn.", "„ … “"),
    ],
)
def test_what_cuts_a_word_or_changes_one_is_not_found(text: str, quote: str) -> None:
    assert find(text, quote) == []


def test_a_quote_does_not_run_from_the_title_into_the_text() -> None:
    assert find("unterzeichnen Abkommen.", "Chile und Peru unterzeichnen", title="Chile und Peru") == []
    assert find("Chile wartet.", "Chile", title="Chile und Peru") == ["Chile", "Chile"]


def test_no_more_places_than_eight_are_looked_at() -> None:
    assert len(find("Der Pakt. " * 50, "Der Pakt")) == 8
