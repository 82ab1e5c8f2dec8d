"""Stage 3a: several agreements under one noun: 'Three pacts entered into force: a Treaty on …, an Agreement on …'."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from schemas.vocabulary import EventType
from service.assembly.cluster import Cluster
from service.assembly.identity import agrees
from service.lang.lexicon import Hit
from service.mention import EventMention, Span, TreatyMention
from service.text.document import Document

_REACH = 30
_MOST_BETWEEN = 2
"""Words between the number and the noun: 'drei bilaterale Abkommen'."""
_QUALIFIES = frozenset(("state", "both", "multilateral", "treaty", "other", "each_other", "article"))
_LISTING = frozenset(("and", "article", "indefinite"))
_VERBAL = frozenset(("auxiliary", "event", "plan", "future"))
_AHEAD, _BACK = 4, 8
"""Sentences in which the single agreements are named, behind the noun for all of them and before it."""
_MOST = 9
_ALL = {"both_of": 2, "all_of": 3}
"""Words for all of them, and how many these are."""
_CLOSING = frozenset((".", ",", ";", ":", ""))
_OF_AGREEMENTS = (EventType.TERMINATION, EventType.ENTRY_INTO_FORCE, EventType.EXCHANGE_OF_INSTRUMENTS)
"""What happens to agreements, so that 'both' are none of the sides."""
_MANY = 40
"""Agreements on either side that a plural may stand for, and in one row, so that time grows with the text."""


class Umbrellas:
    """Which agreements a plural stands for, among those of an article."""

    def __init__(self, document: Document, found: Sequence[Cluster], treaties: Sequence[TreatyMention]) -> None:
        self._document = document
        plural = {mention.span: number for mention in treaties if (number := number_of(document, mention))}
        single = [cluster for cluster in found if any(m.span not in plural for m in cluster.mentions)]
        single.sort(key=lambda cluster: cluster.first.span)
        self._single = single
        starts = [cluster.first.span for cluster in single]
        self._members: dict[Span, Sequence[Cluster]] = {}
        for mention in treaties:
            if mention.span in plural:
                at = bisect_left(starts, mention.span)
                members = self._of(mention, plural[mention.span], single[max(0, at - _MANY) : at + _MANY])
                if len(members) > 1:
                    self._members[mention.span] = members
                    _share_sides(mention, members)
        self._plurals = sorted(self._members)
        self._groups: dict[int, set[int]] = defaultdict(set)
        for number, group in enumerate((*self._members.values(), *self._rows(single))):
            for cluster in group:
                self._groups[id(cluster)].add(number)

    def single(self, found: Sequence[Cluster]) -> list[Cluster]:
        """The clusters without the plurals, which are of no single agreement."""
        plurals = frozenset(self._plurals)
        for cluster in found:
            cluster.mentions = [m for m in cluster.mentions if m.span not in plurals]
        return [cluster for cluster in found if cluster.mentions]

    def apart(self, first: Cluster, second: Cluster) -> bool:
        """Whether something speaks of both as of two."""
        return not self._groups[id(first)].isdisjoint(self._groups[id(second)])

    def _rows(self, clusters: Sequence[Cluster]) -> Iterator[Sequence[Cluster]]:
        """'The Extradition Treaty and the Fisheries Agreement took effect': what is said of one is said of all."""
        owned = sorted(
            (m.span, number) for number, c in enumerate(clusters) for m in c.mentions if m.form == "named" or m.stems
        )
        row: list[tuple[Span, int]] = []
        joints: list[str] = []
        for span, number in owned:
            joint = _joint(self._document, row[-1][0], span) if row else ""
            if row and (joint not in ("and", ",") or len(row) == _MANY):
                yield from self._finished(row, joints, clusters)
                row, joints = [], []
            row.append((span, number))
            joints.append(joint)
        yield from self._finished(row, joints, clusters)

    def _finished(
        self, row: Sequence[tuple[Span, int]], joints: Collection[str], clusters: Sequence[Cluster]
    ) -> Iterator[Sequence[Cluster]]:
        numbers = dict.fromkeys(number for _, number in row)
        if len(numbers) > 1 and "and" in joints:
            members = [clusters[number] for number in numbers]
            self._members.update((span, members) for span, _ in row)
            yield members

    def members(self, event: EventMention) -> Sequence[Cluster]:
        """The agreements to all of which something happens; none where the clause speaks of one."""
        if event.treaty is not None:
            return self._members.get(event.treaty.span, ())
        sentence = self._document.sentences[event.sentence]
        if sentence.kinds.isdisjoint(_ALL) or event.headline:
            return ()
        before = bisect_left(self._plurals, Span(sentence.start, 0))
        number = self._stands_alone(sentence.start, event)
        if not number:
            return ()
        if before:
            return self._members[self._plurals[before - 1]]
        return self._told(number, sentence.start) if event.type in _OF_AGREEMENTS else ()

    def _told(self, number: int, start: int) -> Sequence[Cluster]:
        """'Both lasted until 1943': the agreements named so far, if they are so many."""
        named = [cluster for cluster in self._single if cluster.named and cluster.first.span.start < start]
        return named if len(named) == number else ()

    def _stands_alone(self, start: int, event: EventMention) -> int:
        """'All three were signed …', 'decaddero entrambe': how many the word for all means, if it stands before a verb
        and not before another noun, or right behind the verb; 0 if none does."""
        hits = [
            hit for hit in self._document.hits_in(start, event.span.start) if not _ALL.keys().isdisjoint(hit.senses)
        ]
        if hits and _before_verb(self._document, hits[-1], event.span.start):
            return _value(hits[-1])
        behind = self._document.hit_at(event.span.end + 1)
        alone = behind is not None and self._document.view[behind.end : behind.end + 1] in _CLOSING
        return _value(behind) if behind is not None and alone else 0

    def _of(self, mention: TreatyMention, number: int, clusters: Sequence[Cluster]) -> list[Cluster]:
        """The named ones that follow, nearest first; else those spoken of before."""
        at = self._document.sentence_at(mention.span.start)
        named = [(self._document.sentence_at(c.first.span.start), c) for c in clusters if c.named]
        named = [(sentence, c) for sentence, c in named if agrees(mention, c) and mention is not c.first]
        behind = [c for s, c in named if c.first.span.start > mention.span.start and s <= at + _AHEAD]
        before = [c for s, c in named if c.first.span.start < mention.span.start and s >= at - _BACK]
        if self._document.sentences[at].headline or len(before) < 2 or len(behind) >= number:
            return behind[:number]
        return before[-number:]


def _joint(document: Document, first: Span, second: Span) -> str:
    """'and' or ',' if nothing but that and articles stand between; '' if anything else does."""
    if second.start - first.end > _REACH:
        return ""
    gap = document.view[first.end : second.start]
    listing = [hit for hit in document.hits_in(first.end, second.start) if not _LISTING.isdisjoint(hit.senses)]
    if len(gap.replace(",", " ").split()) > len(listing):
        return ""
    return "and" if any("and" in hit.senses for hit in listing) else gap.strip()[:1]


def is_paired(document: Document, treaties: Sequence[TreatyMention], position: int) -> bool:
    """Whether it is named in a row with the one before or behind it: 'a tax treaty and an extradition treaty'."""
    spans = [treaty.span for treaty in treaties[max(0, position - 1) : position + 2]]
    return any(_joint(document, first, second) == "and" for first, second in pairwise(spans))


def number_of(document: Document, mention: TreatyMention) -> int:
    """How many agreements the noun stands for, by the number or the word for all before it; 0 for a single one."""
    start = mention.head.start
    for hit in reversed(document.hits_in(max(0, start - _REACH), start)):
        number = _value(hit)
        if not number and _QUALIFIES.isdisjoint(hit.senses):
            return 0
        gap = document.view[hit.end : start]
        words = gap.split()
        if len(words) > _MOST_BETWEEN or any(not word.replace("-", "").isalpha() for word in words):
            return 0
        if number:
            return number if gap.startswith(" ") else 0
    return 0


def _value(hit: Hit) -> int:
    for sense in hit.senses.get("time", ()):
        letter, value = sense.value
        if letter == "n" and 2 <= value <= _MOST:
            return int(value)
    for kind, number in _ALL.items():
        if kind in hit.senses:
            return number
    return 0


def _share_sides(mention: TreatyMention, members: Sequence[Cluster]) -> None:
    """The sides that the plural names are those of each."""
    for cluster in members:
        if not cluster.codes:
            cluster.codes |= set(mention.codes)


def _before_verb(document: Document, hit: Hit, end: int) -> bool:
    following = document.hits_in(hit.end, hit.end + 2)
    return hit.end + 1 >= end or bool(following and not _VERBAL.isdisjoint(following[0].senses))
