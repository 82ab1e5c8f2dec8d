"""Commas in a title, which end it or go on with a list: 'traité d'amitié, de commerce et de navigation'."""

from service.lang.lexicon import Hit
from service.text.document import Document

_OPENS_PHRASE = frozenset(("article", "pronoun", "subordinator", "link", "indefinite", "auxiliary"))
_LIST_REACH = 60


def before_comma(document: Document, start: int, limit: int) -> int:
    """A comma ends the title unless a list runs on: '…, gute Nachbarschaft und Zusammenarbeit'."""
    comma = document.view.find(",", start, limit)
    while comma >= 0:
        if not _between_states(document, start, comma) and not _runs_on(document, comma, limit):
            return comma
        comma = document.view.find(",", comma + 1, limit)
    return limit


def _between_states(document: Document, start: int, comma: int) -> bool:
    hits = [hit for hit in document.hits_in(max(start, comma - 40), comma + 12) if "state" in hit.senses]
    return any(hit.end == comma for hit in hits) and any(hit.start == comma + 2 for hit in hits)


def _runs_on(document: Document, comma: int, limit: int) -> bool:
    """Whether a further member and an 'and' follow the comma, and no new phrase."""
    if document.pack.patterns.list_end.match(document.view, comma + 1, min(limit, comma + _LIST_REACH)) is None:
        return False
    known = document.hits_in(comma + 2, comma + 3)
    return not known or _OPENS_PHRASE.isdisjoint(known[0].senses) or _opens_member(document, known[0])


def _opens_member(document: Document, hit: Hit) -> bool:
    """'…, de coopération et de bon voisinage': each member of the list has its preposition."""
    member = document.view[hit.end : hit.end + 2].lstrip()
    behind = document.hits_in(hit.end + 1, hit.end + 2)
    return (
        any(link.value == "of" for link in hit.senses.get("link", ()))
        and document.view[hit.start : hit.end].lower() not in document.pack.data.titles.fused_articles
        and member.islower()
        and all(_OPENS_PHRASE.isdisjoint(near.senses) and "time" not in near.senses for near in behind)
    )
