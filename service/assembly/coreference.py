"""Stage 3a: which mentions speak of the same agreement."""

from bisect import bisect_right
from collections.abc import Collection, Sequence

from schemas.vocabulary import TreatyKind
from service.assembly.aside import goes_on
from service.assembly.cluster import YEAR, Cluster, name_of, place_start
from service.assembly.identity import (
    INTERCHANGED,
    MOST_COMPARED,
    MOST_DESCRIBED,
    Makings,
    aged_apart,
    agrees,
    alike_in_kind,
    built_apart,
    dated_apart,
    overlap,
    qualifiers,
    titled_apart,
    told_of,
)
from service.assembly.inside import inner_of
from service.assembly.renaming import named_beside
from service.assembly.umbrella import is_paired, number_of
from service.findings import Findings
from service.mention import Age, Span, TreatyMention
from service.text.document import Document

_NEAR_SENTENCES = 3
_MOST_LISTED = 9


def clusters(document: Document, findings: Findings, passing: Collection[Span]) -> list[Cluster]:
    """One cluster an agreement, in the order of first mention in the body; headlines join what the body names.

    `passing` are mentions set beside another treaty: 'the treaty' never points back to what is only spoken of so.
    """
    found: list[Cluster] = []
    recent: list[tuple[int, Cluster]] = []
    headlines = []
    makings = Makings(document, findings.events)
    for position, mention in enumerate(findings.treaties):
        sentence = document.sentence_at(mention.span.start)
        if document.sentences[sentence].headline:
            headlines.append(mention)
            continue
        beside = named_beside(document, findings.treaties, position, found, recent)
        if beside is not None and mention.definite is False:
            beside.describe(mention)
            continue
        cluster = beside or _resolve(document, mention, sentence, found, recent, makings)
        cluster = _inner_or(document, mention, cluster, found, passing, makings)
        if cluster is None:
            if mention.form == "other" or _is_means(document, mention):
                continue
            if found and (_points_back(mention) or _is_description(document, findings.treaties, position, makings)):
                continue
            cluster = Cluster()
            found.append(cluster)
        cluster.add(document, mention)
        if not (mention.span in passing or mention.age is Age.OLDER) or not recent:
            recent.append((sentence, cluster))
    _join_headlines(document, headlines, found, makings)
    return found


def _join_headlines(
    document: Document, headlines: Sequence[TreatyMention], found: list[Cluster], makings: Makings
) -> None:
    """What the body names; a name that it lacks is an agreement of its own."""
    for mention in headlines:
        cluster = _by_name(document, mention, found, makings) or (
            found[0] if found and agrees(mention, found[0]) else None
        )
        if cluster is None:
            if mention.form != "named":
                continue
            cluster = Cluster()
            found.append(cluster)
        cluster.add(document, mention)


def _inner_or(
    document: Document,
    mention: TreatyMention,
    outer: Cluster | None,
    found: list[Cluster],
    passing: Collection[Span],
    makings: Makings,
) -> Cluster | None:
    """The agreement that it is of where that is named inside or beside the one spoken of; else the one spoken of."""
    inner = inner_of(document, mention, outer, found, passing, makings) if outer is not None else None
    if inner is None:
        return outer
    if all(inner is not cluster for cluster in found[-MOST_COMPARED:]):
        found.append(inner)
    return inner


def _points_back(mention: TreatyMention) -> bool:
    """A bare definite noun cannot be the first word on an agreement; one that says what it is about can."""
    return mention.form == "plain" and mention.definite is not False and not mention.stems and mention.age is None


def _is_description(document: Document, treaties: Sequence[TreatyMention], position: int, makings: Makings) -> bool:
    """'The minister spoke of a small treaty with great effect': nothing happens to it, nor is it denied or taken up."""
    mention = treaties[position]
    sentence = document.sentence_at(mention.span.start)
    if mention.definite is not False or mention.codes or makings.concern(mention) or goes_on(document, sentence):
        return False
    if "negation" in document.sentences[sentence].kinds:
        return False
    if is_paired(document, treaties, position) or _is_of_several(document, treaties, position, sentence):
        return False
    return document.pack.nouns_capital or document.view[mention.head.start].islower()


def _is_of_several(document: Document, treaties: Sequence[TreatyMention], position: int, sentence: int) -> bool:
    """'Two treaties were signed: a …'"""
    first = document.sentences[max(0, sentence - _NEAR_SENTENCES)].start
    before = treaties[max(0, position - _MOST_LISTED) : position]
    return any(m.span.start >= first and m.form != "other" and number_of(document, m) for m in before)


def _is_means(document: Document, mention: TreatyMention) -> bool:
    """'extended by an exchange of notes': a bare kind behind an agent's preposition is how, not what."""
    hits = [h for h in document.hits_in(max(0, mention.span.start - 12), mention.span.start) if "link" in h.senses]
    if mention.form != "plain" or not hits:
        return False
    if mention.kind is TreatyKind.EXCHANGE_OF_NOTES:
        return True
    return mention.definite is False and hits[-1].senses["link"][0].value == "by"


class Spoken:
    """Which agreement is spoken of where, among some of an article's clusters."""

    def __init__(self, document: Document, found: Sequence[Cluster], passing: Collection[Span]) -> None:
        self._starts = document.sentence_starts
        self._found = found
        named = sorted(
            (m.span.start, number)
            for number, cluster in enumerate(found)
            for m in cluster.mentions
            if m.span not in passing and m.age is not Age.OLDER
        )
        self._positions = [position for position, _ in named]
        self._numbers = [number for _, number in named]
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


def _resolve(
    document: Document,
    mention: TreatyMention,
    sentence: int,
    found: Sequence[Cluster],
    recent: Sequence[tuple[int, Cluster]],
    makings: Makings,
) -> Cluster | None:
    if mention.definite is False:
        return next((c for c in found[-MOST_COMPARED:] if name_of(document, mention) in c.names), None)
    if mention.form == "named":
        by_name = _by_name(document, mention, found, makings)
        if by_name is not None:
            return by_name
        recent = makings.in_its_years(mention, recent)
        return (
            _by_year(document, mention, found, makings)
            or _by_first_name(document, mention, found, recent, makings)
            or _by_making(document, mention, sentence, recent, makings)
            or _by_description(document, mention, recent)
        )
    return _by_focus(mention, recent, makings)


def _by_name(document: Document, mention: TreatyMention, found: Sequence[Cluster], makings: Makings) -> Cluster | None:
    """The agreement of the same name; else the one whose names share most of what this one is about."""
    name = name_of(document, mention)
    near = found[-MOST_COMPARED:]
    for cluster in near:
        if name in cluster.names and not aged_apart(mention, cluster):
            return cluster
    best: tuple[float, Cluster] | None = None
    for cluster in near:
        if not agrees(mention, cluster) or makings.by_others(mention, cluster):
            continue
        if (
            dated_apart(document, mention, cluster, makings)
            or titled_apart(mention, cluster)
            or built_apart(mention, cluster)
        ):
            continue
        if not mention.stems and mention.bodies and mention.bodies <= cluster.bodies and mention.kind in cluster.kinds:
            return cluster
        shared = overlap(mention.stems, cluster.stems)
        if shared >= 0.5 and (best is None or shared > best[0]):
            best = shared, cluster
    return best[1] if best else None


def _by_year(document: Document, mention: TreatyMention, found: Sequence[Cluster], makings: Makings) -> Cluster | None:
    """'the convention of 2004' is the only one told to be made in that year."""
    years = set(YEAR.findall(document.slice(mention.span)))
    if not years or mention.definite is not True or mention.stems != years:
        return None
    made = [c for c in found[-MOST_COMPARED:] if years <= makings.years(c)]
    if len(made) != 1 or not agrees(mention, made[0]) or not alike_in_kind(made[0].kinds, {mention.kind}):
        return None
    return made[0]


def _by_first_name(
    document: Document,
    mention: TreatyMention,
    found: Sequence[Cluster],
    recent: Sequence[tuple[int, Cluster]],
    makings: Makings,
) -> Cluster | None:
    """'… haben ein Abkommen besiegelt. … Der Vertrag von Prüm …': the only agreement so far, unnamed, gets its name."""
    if mention.definite is not True or len(found) != 1 or not recent or Age.OLDER in found[0].ages:
        return None
    if found[0].named and not (_is_full(document, mention) and _is_generic(document, found[0])):
        return None
    if found[0].kinds == {TreatyKind.PROTOCOL} and mention.kind in INTERCHANGED:
        return None
    if found[0].named and makings.both_made(mention, found[0]):
        return None
    if number_of(document, found[0].first) or not agrees(mention, found[0]) or makings.by_others(mention, found[0]):
        return None
    return found[0]


def _is_full(document: Document, mention: TreatyMention) -> bool:
    """Whether it is an official title: 'the WIPO Treaty on Genetic Resources'."""
    return not document.pack.nouns_capital and document.view[mention.head.start].isupper()


def _is_generic(document: Document, cluster: Cluster) -> bool:
    """Whether it was only introduced without a name: 'a global treaty'."""
    return cluster.first.definite is False and all(
        document.view[mention.head.start].islower() and not mention.quoted for mention in cluster.mentions
    )


def _by_making(
    document: Document,
    mention: TreatyMention,
    sentence: int,
    recent: Sequence[tuple[int, Cluster]],
    makings: Makings,
) -> Cluster | None:
    """A definite name that only now comes up ('Der Prager Vertrag …') renames what was just made at that place."""
    if mention.definite is not True or not recent or sentence - recent[-1][0] > _NEAR_SENTENCES:
        return None
    cluster = recent[-1][1]
    if not agrees(mention, cluster) or not alike_in_kind(cluster.kinds, {mention.kind}):
        return None
    if cluster.places and place_start(document, mention) not in cluster.places:
        return None
    return cluster if makings.name(mention, cluster) else None


def _by_description(
    document: Document, mention: TreatyMention, recent: Sequence[tuple[int, Cluster]]
) -> Cluster | None:
    """'an accord that divides Hans Island … the Hans Island accord': a name of the words that told of it first."""
    words = qualifiers(document, mention)
    if mention.definite is not True or not words:
        return None
    for _, cluster in reversed(recent[-MOST_DESCRIBED:]):
        if cluster.named or not agrees(mention, cluster) or not alike_in_kind(cluster.kinds, {mention.kind}):
            continue
        told = told_of(document, cluster.first)
        if told and all(word.startswith(told) for word in words):
            return cluster
    return None


def _made_anew(mention: TreatyMention, cluster: Cluster, makings: Makings) -> bool:
    """'They signed the fisheries treaty … they also signed the customs agreement': another one by its words."""
    told = {stem for m in cluster.mentions[-MOST_COMPARED:] for stem in m.stems}
    return bool(told) and told.isdisjoint(mention.stems) and makings.both_made(mention, cluster)


def _by_focus(mention: TreatyMention, recent: Sequence[tuple[int, Cluster]], makings: Makings) -> Cluster | None:
    """'das Abkommen', 'the pact': the last agreement of that kind spoken of, else the last of any."""
    recent = [(at, c) for at, c in recent[-MOST_COMPARED:] if not (mention.codes and makings.by_others(mention, c))]
    if mention.stems:
        recent = [(at, c) for at, c in recent if not _made_anew(mention, c, makings)]
    if not recent:
        return None
    if mention.stems:
        for _, cluster in reversed(recent[-MOST_COMPARED:]):
            if overlap(mention.stems, cluster.stems) > 0 and agrees(mention, cluster):
                return cluster
    if mention.kind is not TreatyKind.OTHER:
        for _, cluster in reversed(recent[-6:]):
            if mention.kind in cluster.kinds and agrees(mention, cluster):
                return cluster
    return next((cluster for _, cluster in reversed(recent[-MOST_COMPARED:]) if agrees(mention, cluster)), None)
