"""Where a quote stands in the article: exact but for white space, quotation marks, dashes and invisible characters."""

import re
import unicodedata
from collections.abc import Iterator

from service.mention import Span
from service.text.document import Document

_MOST_PLACES = 8
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
_ALIKE = {
    **dict.fromkeys(map(ord, '"„“”‟«»‹›″‚‘’‛′`´'), "'"),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
}
_EDGE = "\"'.,;: …"


class Locator:
    """The article's view in the form that quotes are compared in, with the way back to view offsets."""

    def __init__(self, document: Document) -> None:
        view = document.view
        kept = [i for i, c in enumerate(view) if not (c.isspace() and (i == 0 or view[i - 1].isspace()))]
        self._text = "".join(" " if view[i].isspace() else view[i] for i in kept).translate(_ALIKE)
        self._kept = kept
        self._title_length = document.title_length

    def find(self, quote: str, inside: Span | None = None) -> Iterator[Span]:
        """Stretches of the view, or of its part `inside`, that the quote repeats word by word.

        They come in order, at most eight, none across title and text. What stands around the quote, such as a full
        stop, does not count.
        """
        wanted = alike(quote).strip(_EDGE)
        at, found = -1, 0
        while wanted and found < _MOST_PLACES and (at := self._text.find(wanted, at + 1)) >= 0:
            start, end = self._kept[at], self._kept[at + len(wanted) - 1] + 1
            one_source = start >= self._title_length or end <= self._title_length
            if (
                one_source
                and self._cuts_no_word(at, at + len(wanted))
                and (inside is None or (inside.start <= start and end <= inside.end))
            ):
                found += 1
                yield Span(start, end)

    def _cuts_no_word(self, start: int, end: int) -> bool:
        """'5. Mai' does not stand in '15. Mai', nor '10' in '10.000', nor 'aggression' in 'non-aggression'."""
        return not (
            _runs_on(self._text[max(0, start - 2) : start + 1]) or _runs_on(self._text[end - 1 : end + 2][::-1])
        )


def alike(words: str) -> str:
    """The words in the form that they are compared in."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", words)).translate(_ALIKE).split())


def _runs_on(edge: str) -> bool:
    """Whether the last character continues the word or number of the two before it."""
    last, before = edge[-1:], edge[-2:-1]
    if not last.isalnum() or not before:
        return False
    return (
        before.isalnum()
        or (before == "-" and edge[:1].isalnum() and len(edge) == 3)
        or (before in ".," and last.isdigit() and edge[:1].isdigit() and len(edge) == 3)
    )
