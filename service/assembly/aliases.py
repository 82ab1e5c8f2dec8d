"""Stage 3c: two names, one agreement: 'Vertrag über den Offenen Himmel' and, later, 'das Open-Skies-Abkommen'."""

from collections.abc import Callable, Collection, Sequence

from schemas.vocabulary import EventStatus, EventType, Participation
from service.assembly.acts import compatible
from service.assembly.cluster import Cluster
from service.assembly.draft import Draft
from service.assembly.identity import INTERCHANGED, alike_in_kind
from service.mention import Age, TreatyMention

_MOST_COMPARED = 40
"""Agreements, and events of one, that another is compared with: the latest ones, so that time grows with the text."""
_MOST_TITLES = 4
_FEWEST = 2
"""Sides without which two names that share no word are two treaties: one state joins many."""
_ONCE = frozenset((EventType.SIGNATURE, EventType.ADOPTION, EventType.INITIALLING, EventType.ENTRY_INTO_FORCE))
"""What happens to an agreement no more than once."""


def join_aliases(
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
                for other in kept[-_MOST_COMPARED:]
                if _is_same(other, draft, alone=len(drafts) == 2) and not apart(other.cluster, draft.cluster)
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


def _is_same(first: Draft, second: Draft, *, alone: bool) -> bool:
    if not (_same_sides(first, second) or _short_name_of_many(first, second, alone=alone)):
        return False
    if 1.0 in (first.passing, second.passing):
        return False
    if any(mention.definite is False for mention in second.cluster.mentions) or _aged_apart(first, second):
        return False
    if not alike_in_kind(first.cluster.kinds, second.cluster.kinds) or _named_apart(first, second):
        return False
    return not _lives_apart(first, second)


def _aged_apart(first: Draft, second: Draft) -> bool:
    """Whether one is called the old or yet another one and the other is new, or one the first and one the second."""
    one, other = first.cluster, second.cluster
    if one.ordinals and other.ordinals and one.ordinals.isdisjoint(other.ordinals):
        return True
    if Age.LIKEWISE in one.ages | other.ages:
        return True
    return (Age.OLDER in one.ages and other.fresh) or (Age.OLDER in other.ages and one.fresh)


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
    if (one.years - _years(second)) or (other.years - _years(first)):
        return True
    if _other_names(one.places, other.places) or _other_names(one.acronyms, other.acronyms):
        return True
    if any(not a & b for a in one.proper[-_MOST_TITLES:] for b in other.proper[-_MOST_TITLES:]):
        return True
    return any(not a.stems & b.stems for a in _full(one) for b in _full(other))


def _other_names(one: set[str], other: set[str]) -> bool:
    return bool(one and other) and not one & other


def _full(cluster: Cluster) -> Sequence[TreatyMention]:
    return cluster.titled[-_MOST_TITLES:]


def _years(draft: Draft) -> set[str]:
    """The years that its names and its events have."""
    dates = [e.date.past for e in draft.events[-_MOST_COMPARED:] if e.date is not None and e.date.past is not None]
    return draft.cluster.years | {str(date.year) for date in dates if date.year is not None}


def _lives_apart(first: Draft, second: Draft) -> bool:
    """Whether both tell of an act that happens only once, at times that cannot be the same; a headline only repeats."""
    for one in first.events[-_MOST_COMPARED:]:
        for other in second.events[-_MOST_COMPARED:]:
            if one.type is not other.type or one.type not in _ONCE or one.headline or other.headline:
                continue
            if EventStatus.REJECTED in (one.status, other.status) or one.status is not other.status:
                return True
            if one.date is None or other.date is None or not compatible(one.date, other.date):
                return True
    return False
