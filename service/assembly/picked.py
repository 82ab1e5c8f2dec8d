"""Stage 3a: which of two agreements a word stands for that is no noun: 'the former', 'der zweite', 'la première'."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from service.assembly.cluster import Cluster
from service.mention import EventMention
from service.text.document import Document

_CLAUSE = re.compile(r"[,;:–—] ")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_CLAUSE = 120
_NEAR = 8
"""Characters between the word and its verb: 'el segundo aún debe'."""
_REACH = 3
"""Sentences back in which both are named."""
_LEADING = frozenset(("and", "subordinator"))
_VERBAL = frozenset(("auxiliary", "event", "plan", "future", "pending", "negation"))


class Picked:
    """Two agreements of an article that a word tells apart, by their order."""

    def __init__(self, document: Document, clusters: Sequence[Cluster]) -> None:
        self._document = document
        named = sorted(
            (mention.span.start, number)
            for number, cluster in enumerate(clusters)
            for mention in cluster.mentions
            if mention.form != "other"
        )
        self._positions = [position for position, _ in named]
        self._numbers = [number for _, number in named]
        self._clusters = clusters

    def of(self, event: EventMention) -> Cluster | None:
        """The one of two agreements just named that the subject of its clause picks out."""
        if not self._document.pack.ordinals or len(self._clusters) < 2:
            return None
        which = self._ordinal(event)
        pair = self._pair(event.sentence) if which in (1, 2) else []
        return pair[which - 1] if which and pair else None

    def _ordinal(self, event: EventMention) -> int:
        """The number that the clause begins with, right before a verb: 'the first will', 'первое вступит'."""
        document, pack, end = self._document, self._document.pack, event.span.start
        sentence = document.sentences[event.sentence]
        start = max(sentence.start, end - _LONGEST_CLAUSE)
        marks = [mark.end() for mark in _CLAUSE.finditer(document.view, start, end)]
        start = marks[-1] if marks else start
        determined = False
        for word in _WORD.finditer(document.view, start, end + 1):
            form = word.group().lower()
            number = pack.ordinals.get(form, 0)
            if number:
                alone = not pack.articles or form in pack.data.titles.lone_ordinals
                return number if (determined or alone) and self._before_verb(word.end()) else 0
            determined = determined or form in pack.articles
            if not determined and not self._leads(word.start()):
                return 0
        return 0

    def _leads(self, position: int) -> bool:
        hit = self._document.hit_at(position)
        return hit is not None and not _LEADING.isdisjoint(hit.senses)

    def _before_verb(self, position: int) -> bool:
        following = self._document.hits_in(position, position + _NEAR)
        return bool(following) and not _VERBAL.isdisjoint(following[0].senses)

    def _pair(self, sentence: int) -> list[Cluster]:
        """The two named last before the sentence, in their order."""
        starts = self._document.sentence_starts
        at = bisect_left(self._positions, starts[sentence])
        first = bisect_left(self._positions, starts[max(0, sentence - _REACH)])
        numbers = list(dict.fromkeys(reversed(self._numbers[first:at])))[:2]
        return [self._clusters[number] for number in reversed(numbers)] if len(numbers) == 2 else []
