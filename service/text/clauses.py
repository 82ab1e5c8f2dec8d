"""Where the clauses of a sentence part: punctuation, subordinators, an 'and' before a verb; no comma of a list."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from service.lang.lexicon import Hit
from service.mention import Span
from service.text.document import Document, Sentence

_MARK = re.compile(r"[,;:!?]|\s[–—-]\s|[–—](?=\s)")
_REACH = 25
_VERBAL = frozenset(("past", "present", "participle"))


class Clauses:
    """The clauses of one sentence, in order; they cover it."""

    def __init__(self, document: Document, sentence: Sentence) -> None:
        cuts = sorted({sentence.start, *_cuts(document, sentence)})
        self._starts = cuts
        self._ends = [*cuts[1:], sentence.end]

    def __len__(self) -> int:
        return len(self._starts)

    def index(self, position: int) -> int:
        """Number of the clause that holds view offset `position`."""
        return max(0, bisect_right(self._starts, position) - 1)

    def span(self, index: int) -> Span:
        return Span(self._starts[index], self._ends[index])


def _cuts(document: Document, sentence: Sentence) -> Iterator[int]:
    hits = document.hits[sentence.first : sentence.last]
    view = document.view
    starts = [hit.start for hit in hits]
    for mark in _MARK.finditer(view, sentence.start, sentence.end):
        if mark.group() != "," or not _in_list(view, hits, starts, mark.start()):
            yield mark.end()
    for hit, following in pairwise(hits):
        joins = "and" in hit.senses and following.start - hit.end <= _REACH and _opens_clause(following)
        if joins or ("subordinator" in hit.senses and hit.start > sentence.start):
            yield hit.start


def _opens_clause(hit: Hit) -> bool:
    return "auxiliary" in hit.senses or any(sense.value.mode in _VERBAL for sense in hit.senses.get("event", ()))


def _in_list(view: str, hits: Sequence[Hit], starts: list[int], comma: int) -> bool:
    """Whether the comma stands between two states, or inside a date."""
    after = view[comma + 1 : comma + 3].strip()
    if after[:1].isdigit():
        return True
    at = bisect_right(starts, comma)
    if at == 0 or at == len(hits):
        return False
    before, following = hits[at - 1], hits[at]
    return (
        "state" in before.senses
        and before.end >= comma - 1
        and "state" in following.senses
        and following.start - comma <= 8
    )
