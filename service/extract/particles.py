"""Separable verbs: whether the particle of a verb closes a clause behind it ('sieht … vor')."""

from collections.abc import Sequence

from service.lang.lexicon import Hit
from service.mention import Span
from service.text.document import Document

_MARKS = ' .,;:!?)–—-„“"'
_CLOSING = frozenset((".", ",", ";", ":", "!", "?", ")", "“", ""))


def closed_by(document: Document, words: Sequence[Hit], reach: Span, particle: str) -> bool:
    """Whether `particle` stands inside `reach` as a word before a mark or an 'and'; `words` are the sentence's hits."""
    view = document.view
    at = view.find(f" {particle}", reach.start, reach.end)
    while at >= 0:
        stop = at + 1 + len(particle)
        following = view[stop : stop + 1]
        if following in _CLOSING:
            return True
        if following == " " and any(word.start == stop + 1 and "and" in word.senses for word in words):
            return True
        at = view.find(f" {particle}", stop, reach.end)
    return False


def closes(document: Document, particle: str, start: int, clause: Span) -> bool:
    """Whether the particle stands at the end of the clause, or before an 'and'."""
    rest = document.view[start : clause.end].rstrip(_MARKS)
    if rest == particle or rest.endswith(f" {particle}"):
        return True
    at = document.view.find(f" {particle} ", start, clause.end)
    following = document.hits_in(at + len(particle) + 2, at + len(particle) + 3) if at >= 0 else ()
    return bool(following) and "and" in following[0].senses
