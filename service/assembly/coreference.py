"""Stage 3a: which mentions speak of the same agreement."""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from schemas.vocabulary import TreatyKind
from service.mention import Span, TreatyMention
from service.text.document import Document

_MOST_COMPARED = 40
"""Agreements, and names of one, that a name is compared with: the latest ones, so that no text takes time beyond its
length."""
_NEAR_SENTENCES = 3
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


@dataclass(slots=True)
class Cluster:
    """The mentions of one agreement while they are collected; `codes` are the sides that its names name."""

    mentions: list[TreatyMention] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    kinds: set[TreatyKind] = field(default_factory=set)
    years: set[str] = field(default_factory=set)
    """Years that stand in its names."""
    titled: list[TreatyMention] = field(default_factory=list)
    """Mentions by a title with a complement: 'Vertrag über …'."""

    def add(self, document: Document, mention: TreatyMention) -> None:
        self.mentions.append(mention)
        self.codes |= set(mention.codes)
        if mention.kind is not TreatyKind.OTHER:
            self.kinds.add(mention.kind)
        if mention.form == "named":
            name = _name(document, mention)
            self.names.add(name)
            self.stems |= mention.stems
            self.years.update(_YEAR.findall(name))
            if mention.span.end > mention.head.end and mention.stems:
                self.titled.append(mention)

    def absorb(self, other: "Cluster") -> None:
        """Take over the mentions of what turns out to be the same agreement; they are no longer in order."""
        self.mentions += other.mentions
        self.names |= other.names
        self.stems |= other.stems
        self.codes |= other.codes
        self.kinds |= other.kinds
        self.years |= other.years
        self.titled += other.titled

    @property
    def first(self) -> TreatyMention:
        return self.mentions[0]

    @property
    def named(self) -> bool:
        return bool(self.names)


def clusters(document: Document, treaties: Sequence[TreatyMention], passing: Collection[Span]) -> list[Cluster]:
    """One cluster an agreement, in the order of first mention in the body; headlines join what the body names.

    `passing` are mentions set beside another treaty: 'the treaty' never points back to what is only spoken of so.
    """
    found: list[Cluster] = []
    recent: list[tuple[int, Cluster]] = []
    headlines = []
    for mention in treaties:
        sentence = document.sentence_at(mention.span.start)
        if document.sentences[sentence].headline:
            headlines.append(mention)
            continue
        cluster = _resolve(document, mention, sentence, found, recent)
        if cluster is None:
            if mention.form == "other" or _is_means(document, mention) or (found and _points_back(mention)):
                continue
            cluster = Cluster()
            found.append(cluster)
        cluster.add(document, mention)
        if mention.span not in passing or not recent:
            recent.append((sentence, cluster))
    for mention in headlines:
        cluster = _by_name(document, mention, found) or (found[0] if found and _agrees(mention, found[0]) else None)
        if cluster is None:
            if mention.form != "named":
                continue
            cluster = Cluster()
            found.append(cluster)
        cluster.add(document, mention)
    return found


def _points_back(mention: TreatyMention) -> bool:
    """A bare definite noun cannot be the first word on an agreement; one that says what it is about can."""
    return mention.form == "plain" and mention.definite is not False and not mention.stems


def _is_means(document: Document, mention: TreatyMention) -> bool:
    """'extended by an exchange of notes': a bare kind behind an agent's preposition is how, not what."""
    hits = [h for h in document.hits_in(max(0, mention.span.start - 12), mention.span.start) if "link" in h.senses]
    return (
        mention.form == "plain"
        and mention.definite is False
        and bool(hits)
        and hits[-1].senses["link"][0].value == "by"
    )


class Spoken:
    """Which agreement is spoken of where, among some of an article's clusters."""

    def __init__(self, document: Document, found: Sequence[Cluster], passing: Collection[Span]) -> None:
        self._starts = document.sentence_starts
        self._found = found
        named = [
            (m.span.start, number)
            for number, cluster in enumerate(found)
            for m in cluster.mentions
            if m.span not in passing
        ]
        self._positions = [position for position, _ in sorted(named)]
        self._numbers = [number for _, number in sorted(named)]
        self._by_span = {m.span: number for number, cluster in enumerate(found) for m in cluster.mentions}

    def of(self, mention: TreatyMention | None) -> int | None:
        """Number of the cluster that a mention belongs to."""
        return self._by_span.get(mention.span) if mention is not None else None

    def last_before(self, sentence: int) -> int | None:
        """Number of the one spoken of last at the beginning of a sentence; the first of all where none was yet."""
        at = bisect_right(self._positions, self._starts[sentence]) - 1
        if at >= 0:
            return self._numbers[at]
        return 0 if self._found else None


def _name(document: Document, mention: TreatyMention) -> str:
    return document.slice(mention.span).casefold()


def _resolve(
    document: Document,
    mention: TreatyMention,
    sentence: int,
    found: Sequence[Cluster],
    recent: Sequence[tuple[int, Cluster]],
) -> Cluster | None:
    if mention.definite is False:
        return next((c for c in found[-_MOST_COMPARED:] if _name(document, mention) in c.names), None)
    if mention.form == "named":
        by_name = _by_name(document, mention, found)
        if by_name is not None:
            return by_name
        if mention.definite is True and not mention.stems:
            return _by_focus(mention, recent)
        return _by_first_name(mention, found, recent) or _by_alias(document, mention, sentence, recent)
    return _by_focus(mention, recent)


def _by_name(document: Document, mention: TreatyMention, found: Sequence[Cluster]) -> Cluster | None:
    """The agreement of the same name; else the one whose names share most of what this one is about."""
    name = _name(document, mention)
    near = found[-_MOST_COMPARED:]
    for cluster in near:
        if name in cluster.names:
            return cluster
    best: tuple[float, Cluster] | None = None
    for cluster in near:
        if not _agrees(mention, cluster):
            continue
        if _dated_apart(document, mention, cluster) or _titled_apart(mention, cluster):
            continue
        overlap = _overlap(mention.stems, cluster.stems)
        if overlap >= 0.5 and (best is None or overlap > best[0]):
            best = overlap, cluster
    return best[1] if best else None


def _dated_apart(document: Document, mention: TreatyMention, cluster: Cluster) -> bool:
    """'Treaty of 2002': a year in the title that no name of the other has sets it apart."""
    years = set(_YEAR.findall(document.slice(mention.span)))
    return bool(years) and years.isdisjoint(cluster.years)


def _titled_apart(mention: TreatyMention, cluster: Cluster) -> bool:
    """Two full titles ('… über X', '… on Y') are of one treaty only if they share half of all that they are about."""
    if mention.span.end == mention.head.end:
        return False
    full = cluster.titled[-_MOST_COMPARED:]
    return (
        bool(full)
        and bool(mention.stems)
        and all(len(m.stems & mention.stems) * 2 < len(m.stems | mention.stems) for m in full)
    )


def _agrees(mention: TreatyMention, cluster: Cluster) -> bool:
    """No side named here is at odds with those named before."""
    if not mention.codes or not cluster.codes:
        return True
    shared = set(mention.codes) & cluster.codes
    if len(mention.codes) >= 2 and len(cluster.codes) >= 2:
        return len(shared) >= 2
    return bool(shared) or (
        len(cluster.codes | set(mention.codes)) <= 2 and mention.definite is True and not _both_with(mention, cluster)
    )


def _both_with(mention: TreatyMention, cluster: Cluster) -> bool:
    """Two phrases 'mit X' and 'mit Y' of one author name two agreements."""
    return len(mention.codes) == 1 and len(cluster.codes) == 1


def _overlap(a: frozenset[str], b: set[str]) -> float:
    if not a or not b:
        return 0.0
    shared = sum(1 for stem in a if stem in b)
    return shared / min(len(a), len(b))


def _by_first_name(
    mention: TreatyMention, found: Sequence[Cluster], recent: Sequence[tuple[int, Cluster]]
) -> Cluster | None:
    """'… haben ein Abkommen besiegelt. … Der Vertrag von Prüm …': the only agreement so far, unnamed, gets its name."""
    if mention.definite is not True or len(found) != 1 or not recent or found[0].named:
        return None
    return found[0] if _agrees(mention, found[0]) else None


def _by_alias(
    document: Document, mention: TreatyMention, sentence: int, recent: Sequence[tuple[int, Cluster]]
) -> Cluster | None:
    """A definite short name that only now comes up ('Der Zwei-plus-Vier-Vertrag …') renames what was just spoken of."""
    if mention.definite is not True or not recent or sentence - recent[-1][0] > _NEAR_SENTENCES:
        return None
    cluster = recent[-1][1]
    if _name(document, mention).startswith(tuple(document.pack.data.titles.derived)):
        return None
    if not _agrees(mention, cluster) or (
        cluster.stems and cluster.kinds and mention.kind not in cluster.kinds and mention.codes
    ):
        return None
    behind = document.view[mention.span.end : mention.span.end + 3]
    digit = document.view[mention.span.end : mention.span.end + 14]
    if any(c.isdigit() for c in document.slice(mention.span) + digit) or (behind[:1] == "," and len(cluster.names) > 0):
        return None
    short = mention.span.end - mention.span.start <= 40
    renamed = any(m.form == "named" and m.span.end - m.span.start <= 40 for m in cluster.mentions) and cluster.named
    return cluster if short and not renamed else None


def _by_focus(mention: TreatyMention, recent: Sequence[tuple[int, Cluster]]) -> Cluster | None:
    """'das Abkommen', 'the pact': the last agreement of that kind spoken of, else the last of any."""
    if not recent:
        return None
    if mention.stems:
        for _, cluster in reversed(recent[-_MOST_COMPARED:]):
            if _overlap(mention.stems, cluster.stems) > 0 and _agrees(mention, cluster):
                return cluster
    if mention.kind is not TreatyKind.OTHER:
        for _, cluster in reversed(recent[-6:]):
            if mention.kind in cluster.kinds and _agrees(mention, cluster):
                return cluster
    return next((cluster for _, cluster in reversed(recent[-_MOST_COMPARED:]) if _agrees(mention, cluster)), None)
