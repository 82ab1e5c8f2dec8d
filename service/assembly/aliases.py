"""Stage 3c: two names, one agreement: 'Vertrag über den Offenen Himmel' and, later, 'das Open-Skies-Abkommen'."""

from collections.abc import Callable, Collection, Sequence

from schemas.vocabulary import EventStatus, EventType, Participation
from service.assembly.acts import compatible
from service.assembly.cluster import Cluster
from service.assembly.draft import Draft
from service.assembly.identity import INTERCHANGED, MOST_COMPARED, alike_in_kind
from service.assembly.likeness import aged_apart, called_apart, likeness, years_of
from service.assembly.odds import SAME, log_odds
from service.assembly.once import ONCE
from service.mention import TreatyMention
from service.text.document import Document

_MOST_TITLES = 4
_BOUND_BY = frozenset((EventType.SIGNATURE, EventType.RATIFICATION, EventType.ACCESSION))
_SURELY = 0.8
"""Log-odds from which on two are one although no rule finds that."""
_FEWEST = 2
"""Sides without which two names that share no word are two treaties: one state joins many."""


def join_aliases(
    document: Document,
    drafts: Sequence[Draft],
    settle: Callable[[Collection[Draft], Sequence[Draft]], None],
    apart: Callable[[Cluster, Cluster], bool],
) -> list[Draft]:
    """Drafts whose sides agree and whose lives complete each other become one; `settle` weighs its sides anew among
    those that are left.

    `apart` tells which ones the article speaks of as of two.
    """
    kept: list[Draft] = []
    grown: dict[int, Draft] = {}
    for draft in drafts:
        same = next(
            (
                other
                for other in kept[-MOST_COMPARED:]
                if not apart(other.cluster, draft.cluster) and _is_same(document, other, draft, among=len(drafts))
            ),
            None,
        )
        if same is None:
            kept.append(draft)
        else:
            same.cluster.absorb(draft.cluster)
            same.events += draft.events
            grown[id(same)] = same
    for draft in grown.values():
        draft.cluster.mentions.sort(key=lambda mention: mention.span)
        draft.events.sort(key=lambda event: event.span)
        draft.sides.clear()
    settle(grown.values(), kept)
    return kept


def _is_same(document: Document, first: Draft, second: Draft, *, among: int) -> bool:
    if not _may_be_one(first.cluster, second.cluster):
        return False
    if _completes(first, second, alone=among <= 2):
        return True
    if not _is_open(first, second):
        return False
    weighed = likeness(document, first, second, among)
    made_apart = weighed["full"] and weighed["against"]
    return not made_apart and log_odds(SAME, weighed) > _SURELY


def _may_be_one(one: Cluster, other: Cluster) -> bool:
    """Whether their names let them be one agreement."""
    return not aged_apart(one, other) and alike_in_kind(one.kinds, other.kinds)


def _is_open(first: Draft, second: Draft) -> bool:
    """Whether the odds are asked of the two: nothing of what is told of them decides that they are two."""
    one, other = first.cluster, second.cluster
    if first.passing or second.passing or other.first.definite is False or _bound(first) & _bound(second):
        return False
    return not (_differ(one.years, other.years) or _differ(one.places, other.places))


def _completes(first: Draft, second: Draft, *, alone: bool) -> bool:
    """Whether sides and names agree, and what is told of the one completes the other."""
    if not (_same_sides(first, second) or _short_name_of_many(first, second, alone=alone)):
        return False
    if 1.0 in (first.passing, second.passing) or _named_apart(first, second):
        return False
    if any(mention.definite is False for mention in second.cluster.mentions):
        return False
    return not _lives_apart(first, second)


def _bound(draft: Draft) -> set[str | None]:
    """Who binds itself alone: one state joins many treaties, each of them once."""
    return {event.party for event in draft.events[-MOST_COMPARED:] if event.type in _BOUND_BY and event.party}


def _same_sides(first: Draft, second: Draft) -> bool:
    return len(first.parties) > 1 and set(first.parties) == set(second.parties)


def _short_name_of_many(first: Draft, second: Draft, *, alone: bool) -> bool:
    """The full title and the short name of an agreement of many sides, of whom some are named here, some there.

    Where the article tells of no third, these need not be the same.
    """
    one, other = set(first.parties), set(second.parties)
    if Participation.MULTILATERAL not in (first.participation, second.participation):
        return False
    if not first.cluster.kinds | second.cluster.kinds <= INTERCHANGED:
        return False
    if len(one | other) < _FEWEST and not first.cluster.stems & second.cluster.stems:
        return False
    nested = one <= other or other <= one or 2 * len(one & other) >= max(len(one), len(other))
    return (nested or alone) and bool(_full(first.cluster)) is not bool(_full(second.cluster))


def _named_apart(first: Draft, second: Draft) -> bool:
    """Whether the names cannot be of one agreement: a year that nothing in the other's life has, two
    places, two full titles."""
    one, other = first.cluster, second.cluster
    if (one.years - years_of(second)) or (other.years - years_of(first)):
        return True
    if _differ(one.places, other.places) or _differ(one.acronyms, other.acronyms):
        return True
    if called_apart(one, other):
        return True
    return any(not a.stems & b.stems for a in _full(one) for b in _full(other))


def _differ(one: set[str], other: set[str]) -> bool:
    """Whether both are named so, and by nothing in common."""
    return bool(one and other) and not one & other


def _full(cluster: Cluster) -> Sequence[TreatyMention]:
    return cluster.titled[-_MOST_TITLES:]


def _lives_apart(first: Draft, second: Draft) -> bool:
    """Whether both tell of an act that happens only once, at times that cannot be the same; a headline only repeats."""
    for one in first.events[-MOST_COMPARED:]:
        for other in second.events[-MOST_COMPARED:]:
            if one.type is not other.type or one.type not in ONCE or one.headline or other.headline:
                continue
            if EventStatus.REJECTED in (one.status, other.status) or one.status is not other.status:
                return True
            if one.date is None or other.date is None or not compatible(one.date, other.date):
                return True
    return False
