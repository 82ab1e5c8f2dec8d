"""Separable verbs: whether the particle of a verb closes a clause behind it ('sieht … vor')."""

from collections.abc import Sequence

from service.lang.lexicon import Hit
from service.mention import Span
from service.text.document import Document

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
