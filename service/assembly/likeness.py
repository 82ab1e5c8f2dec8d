"""What the odds weigh of two agreements that may be one: their sides, names, lives, and where they are told of."""

from collections.abc import Sequence

from schemas.vocabulary import Participation
from service.assembly.acts import compatible
from service.assembly.cluster import Cluster
from service.assembly.draft import Draft
from service.assembly.identity import INTERCHANGED, MOST_COMPARED
from service.assembly.once import ONCE
from service.mention import Age, TreatyMention
from service.text.document import Document

_MOST_TITLES = 4
_TWO, _FOUR = 2, 4
_FAR = 5
"""Sentences between them."""


def likeness(document: Document, first: Draft, second: Draft, among: int) -> dict[str, float]:
    """What `SAME` weighs of two that nothing speaks of as of two; `among` is how many the article tells of."""
    return {
        **_sides(first, second),
        **_names(first.cluster, second.cluster),
        **_lives(first, second),
        **_places(document, first.cluster, second.cluster),
        "three": among > _TWO,
        "five": among > _FOUR,
    }


def _sides(first: Draft, second: Draft) -> dict[str, float]:
    one, other = set(first.parties), set(second.parties)
    titled, beside = first.cluster.codes, second.cluster.codes
    many = [draft.participation is Participation.MULTILATERAL for draft in (first, second)]
    return {
        "nested": bool(one and other) and (one <= other or other <= one),
        "shared_sides": len(one & other) / max(1, len(one | other)),
        "one_of_many": many[0] != many[1],
        "titled_apart": bool(titled and beside) and titled.isdisjoint(beside),
        "entitled": bool(beside - one or titled - other),
    }


def _names(first: Cluster, second: Cluster) -> dict[str, float]:
    shared, fewest = len(first.stems & second.stems), min(len(first.stems), len(second.stems))
    return {
        "kind": bool(first.kinds & second.kinds),
        "interchanged": first.kinds | second.kinds <= INTERCHANGED,
        "shared": shared / fewest if fewest else 0.0,
        "unshared": fewest > 0 and not shared,
        "full": bool(first.titled) is not bool(second.titled),
        "proper": called_apart(first, second),
    }


def called_apart(first: Cluster, second: Cluster) -> bool:
    """Whether both have names of their own that share no word."""
    return any(not a & b for a in first.proper[-_MOST_TITLES:] for b in second.proper[-_MOST_TITLES:])


def aged_apart(first: Cluster, second: Cluster) -> bool:
    """Whether one is called the old or yet another one and the other is new, or one the first and one the second."""
    if first.ordinals and second.ordinals and first.ordinals.isdisjoint(second.ordinals):
        return True
    if Age.LIKEWISE in first.ages | second.ages:
        return True
    return (Age.OLDER in first.ages and second.fresh) or (Age.OLDER in second.ages and first.fresh)


def _lives(first: Draft, second: Draft) -> dict[str, float]:
    """Acts that happen only once, told of both: with dates that contradict, agree or lack."""
    against = agreeing = undated = 0
    for one in first.events[-MOST_COMPARED:]:
        for other in second.events[-MOST_COMPARED:]:
            if one.type is not other.type or one.type not in ONCE:
                continue
            if one.date is None or other.date is None:
                undated += 1
            elif compatible(one.date, other.date):
                agreeing += 1
            else:
                against += 1
    return {
        "against": min(against, _TWO),
        "agreeing": min(agreeing, _TWO),
        "undated": min(undated, _TWO),
        "years": bool(first.cluster.years & years_of(second) or second.cluster.years & years_of(first)),
        "single": len(first.events) == 1,
    }


def years_of(draft: Draft) -> set[str]:
    """The years that its names and its events have."""
    dates = [e.date.past for e in draft.events[-MOST_COMPARED:] if e.date is not None and e.date.past is not None]
    return draft.cluster.years | {str(date.year) for date in dates if date.year is not None}


def _places(document: Document, first: Cluster, second: Cluster) -> dict[str, float]:
    """How far behind the latest mention of the one the other is first told of."""
    begins = document.sentence_at(second.first.span.start)
    gap = begins - _latest(document, first.mentions[-MOST_COMPARED:], begins)
    return {
        "same_sentence": gap == 0,
        "next_sentence": gap == 1,
        "far": gap > _FAR,
        "headline": document.sentences[begins].headline,
    }


def _latest(document: Document, mentions: Sequence[TreatyMention], begins: int) -> int:
    numbers = [document.sentence_at(mention.span.start) for mention in mentions]
    return max((number for number in numbers if number <= begins), default=begins - 2 * _FAR)
