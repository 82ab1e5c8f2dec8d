"""The agreement that the title of another one names: 'Zusatzprotokoll zum Auslieferungsvertrag'."""

import re

from service.lang.model import TreatyNoun
from service.mention import Span, TreatyMention
from service.text.document import Document

_WORD_BEFORE = re.compile(r"([^\W\d_][\w’'-]*) $")


def named_inside(document: Document, treaty: TreatyMention) -> TreatyMention | None:
    """The first one inside its title, with the capitalised words before the noun."""
    for hit in document.hits_in(treaty.head.end, treaty.span.end):
        if "treaty" in hit.senses:
            noun: TreatyNoun = hit.senses["treaty"][0].value
            head = Span(hit.start, hit.end)
            span = Span(_title_start(document, hit.start, treaty.head.end), treaty.span.end)
            return treaty._replace(
                span=span,
                head=head,
                rule=noun.id,
                kind=noun.kind,
                form="named",
                definite=None,
                quoted=False,
                inner=False,
            )
    return None


def _title_start(document: Document, start: int, floor: int) -> int:
    """Capitalised words before an inner head belong to its title."""
    while True:
        word = _WORD_BEFORE.search(document.view, max(floor, start - 40), start)
        if word is None or not word.group(1)[0].isupper():
            return start
        start -= len(word.group())
