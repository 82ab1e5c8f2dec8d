"""Stage 3a: what tells whether a name may be of an agreement that other names are of."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from schemas.vocabulary import EventStatus, EventType, TreatyKind
from service.assembly.cluster import YEAR, Cluster
from service.mention import Age, EventMention, Span, TreatyMention
from service.text.document import Document

MOST_COMPARED = 40
"""Agreements, and names of one, that a name is compared with: the latest ones, so that no text takes time beyond its
length."""
MOST_DESCRIBED = 6
"""Agreements spoken of last that a name may be made of the description of."""
INTERCHANGED = frozenset((TreatyKind.TREATY, TreatyKind.AGREEMENT, TreatyKind.PACT, TreatyKind.CONVENTION))
"""Kinds that writers exchange freely for each other; a protocol or a declaration is something else."""
_MADE = frozenset((EventType.SIGNATURE, EventType.INITIALLING, EventType.NEGOTIATION))
_DATED = frozenset((EventType.SIGNATURE, EventType.ADOPTION))
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3
_SAME_START = 4
_ENDING = 2


def dated_apart(document: Document, mention: TreatyMention, cluster: Cluster, makings: "Makings") -> bool:
    """'Treaty of 2002': a year in the title that no name of the other has, nor its making, sets it apart."""
    years = set(YEAR.findall(document.slice(mention.span)))
    if not years or not years.isdisjoint(cluster.years):
        return False
    return mention.stems != years or years.isdisjoint(makings.years(cluster))


def titled_apart(mention: TreatyMention, cluster: Cluster) -> bool:
    """Two full titles ('… über X', '… on Y') are of one treaty only if they share half of all that they are about."""
    if mention.span.end == mention.head.end:
        return False
    full = cluster.titled[-MOST_COMPARED:]
    return (
        bool(full)
        and bool(mention.stems)
        and all(len(m.stems & mention.stems) * 2 < len(m.stems | mention.stems) for m in full)
    )


def aged_apart(mention: TreatyMention, cluster: Cluster) -> bool:
    """'the former treaty' is none that is new, 'a similar one' none spoken of before, 'the first' not 'the second'."""
    if mention.ordinal is not None and cluster.ordinals and mention.ordinal not in cluster.ordinals:
        return True
    if mention.age is Age.OLDER:
        return cluster.fresh
    if mention.age is Age.NEWER:
        return Age.OLDER in cluster.ages and Age.NEWER not in cluster.ages
    return mention.age is Age.LIKEWISE and mention.definite is not True


def built_apart(mention: TreatyMention, cluster: Cluster) -> bool:
    """A protocol to an agreement, an agreement on a convention: the one named inside is not the one that is named."""
    if mention.kind in cluster.kinds:
        return False
    named = [m for m in cluster.mentions[-MOST_COMPARED:] if m.form == "named"]
    return bool(named) and all(m.inner is not mention.inner for m in named)


def agrees(mention: TreatyMention, cluster: Cluster) -> bool:
    """No side named here is at odds with those named before, nor is one of them the old and the other the new one."""
    if aged_apart(mention, cluster):
        return False
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


def overlap(a: frozenset[str], b: set[str]) -> float:
    """The share of what the shorter name is about that both are about."""
    if not a or not b:
        return 0.0
    shared = sum(1 for stem in a if stem in b)
    return shared / min(len(a), len(b))


def alike_in_kind(first: set[TreatyKind], second: set[TreatyKind]) -> bool:
    """Whether both are called the same, or what writers exchange for it."""
    return bool(first and second) and bool(first & second or (first | second) <= INTERCHANGED)


class Makings:
    """Where agreements were made, by sentence: 'signed in Nancy' lets 'the Nancy treaty' be the one just spoken of; and
    who made each."""

    def __init__(self, document: Document, events: Iterable[EventMention]) -> None:
        self._document = document
        self._places: dict[int, dict[Span, str]] = defaultdict(dict)
        self._makers: dict[Span, set[str]] = defaultdict(set)
        self._concerned: set[Span] = set()
        self._made: set[Span] = set()
        self._years: dict[Span, set[str]] = defaultdict(set)
        self._acts: dict[Span, set[int]] = defaultdict(set)
        for event in events:
            if event.treaty is not None:
                self._add(event, event.treaty.span)
            if event.place is not None and (place := _start(document, event.place)):
                self._places[event.sentence][event.place] = place

    def _add(self, event: EventMention, span: Span) -> None:
        """An act of the agreement that is named there."""
        self._concerned.add(span)
        past = event.date.past if event.date is not None else None
        if event.status is EventStatus.OCCURRED and past is not None and past.year is not None:
            self._acts[span].add(past.year)
        if event.type in _DATED:
            self._made.add(span)
            if past is not None:
                self._years[span].add(str(past.year))
        if event.joint and event.type in _MADE:
            self._makers[span] |= {state.code for state in event.parties}

    def by_others(self, mention: TreatyMention, cluster: Cluster) -> bool:
        """Whether the name has a side that none of those is who are told to have made the agreement together."""
        if not mention.codes or cluster.codes:
            return False
        told = [self._makers[m.span] for m in cluster.mentions[-MOST_COMPARED:] if m.span in self._makers]
        return any(len(makers) > 1 and not makers.issuperset(mention.codes) for makers in told)

    def concern(self, mention: TreatyMention) -> bool:
        """Whether its clause tells an act of it."""
        return mention.span in self._concerned

    def both_made(self, mention: TreatyMention, cluster: Cluster) -> bool:
        """Whether each of them is told to be signed or adopted."""
        return mention.span in self._made and any(m.span in self._made for m in cluster.mentions[-MOST_COMPARED:])

    def years(self, cluster: Cluster) -> set[str]:
        """The years in which it is told to be made."""
        mentions = cluster.mentions[-MOST_COMPARED:] if self._years else ()
        return {year for mention in mentions for year in self._years.get(mention.span, ())}

    def in_its_years(
        self, mention: TreatyMention, recent: Sequence[tuple[int, Cluster]]
    ) -> Sequence[tuple[int, Cluster]]:
        """Those that a name with a year may be of: 'the Lima accord of 1951' is none that was made in 1979."""
        years = set(YEAR.findall(self._document.slice(mention.span)))
        if not years:
            return recent
        own = ((at, cluster, cluster.years | self.years(cluster)) for at, cluster in recent[-MOST_COMPARED:])
        return [(at, cluster) for at, cluster, known in own if not (known and years.isdisjoint(known))]

    def acted_in(self, mentions: Iterable[TreatyMention]) -> set[int]:
        """The years in which something is told to have happened to it."""
        return {year for mention in mentions for year in self._acts.get(mention.span, ())}

    def name(self, mention: TreatyMention, cluster: Cluster) -> bool:
        """Whether the mention calls the agreement after a place, told elsewhere, where something became of it."""
        words = qualifiers(self._document, mention)
        sentences = {self._document.sentence_at(m.span.start) for m in cluster.mentions[-MOST_COMPARED:]}
        near = {number + shift for number in sentences for shift in (-1, 0, 1)}
        told = (place for number in near for place in self._places.get(number, {}).items())
        places = {start for span, start in told if not mention.span.start <= span.start < mention.span.end}
        return any(word.startswith(tuple(places)) for word in words)


def _start(document: Document, place: Span) -> str:
    """A place without its ending, so that 'Prager' begins like 'Prag'."""
    word = document.slice(place).casefold()
    return word[: max(_SAME_START, len(word) - _ENDING)] if len(word) >= _SHORTEST else ""


def told_of(document: Document, mention: TreatyMention) -> tuple[str, ...]:
    """Words behind a mention in its sentence, without their endings."""
    sentence = document.sentences[document.sentence_at(mention.span.start)]
    words = _WORD.findall(document.slice(Span(mention.span.end, sentence.end)).casefold())
    return tuple(w[: max(_SAME_START, len(w) - _ENDING)] for w in words if len(w) >= _SHORTEST)


def qualifiers(document: Document, mention: TreatyMention) -> list[str]:
    """The words of a name apart from its kind noun and small words: 'Prager', 'Nancy'."""
    small, name = document.pack.data.titles.words, Span(mention.span.start, mention.head.start)
    behind = Span(mention.head.end, mention.span.end)
    words = (w for part in (name, behind) for w in _WORD.findall(document.slice(part).casefold()))
    found = [word for word in words if len(word) >= _SHORTEST and word not in small]
    compound = document.slice(mention.head).casefold()
    return [*found, compound] if document.pack.data.closed_compounds else found
