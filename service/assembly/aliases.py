"""Stage 3c: two names, one agreement: 'Vertrag über den Offenen Himmel' and, later, 'das Open-Skies-Abkommen'."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from schemas.vocabulary import EventStatus, EventType, TreatyKind
from service.assembly.acts import compatible
from service.assembly.draft import Draft

_MOST_COMPARED = 40
"""Agreements, and events of one, that another is compared with: the latest ones, so that time grows with the text."""
_ONCE = frozenset((EventType.SIGNATURE, EventType.ADOPTION, EventType.INITIALLING, EventType.ENTRY_INTO_FORCE))
"""What happens to an agreement no more than once."""
_INTERCHANGED = frozenset((TreatyKind.TREATY, TreatyKind.AGREEMENT, TreatyKind.PACT, TreatyKind.CONVENTION))
"""Kinds that writers exchange freely for each other; a protocol or a declaration is something else."""


def join_aliases(drafts: Sequence[Draft], settle: Callable[[Draft], None]) -> list[Draft]:
    """Drafts of the same sides whose lives complete each other become one; `settle` weighs its sides anew."""
    kept: list[Draft] = []
    of_sides: dict[frozenset[str], list[Draft]] = defaultdict(list)
    grown: dict[int, Draft] = {}
    for draft in drafts:
        known = of_sides[frozenset(draft.parties)]
        same = next((other for other in known[-_MOST_COMPARED:] if _is_same(other, draft)), None)
        if same is None:
            kept.append(draft)
            known.append(draft)
        else:
            same.cluster.absorb(draft.cluster)
            same.events += draft.events
            grown[id(same)] = same
    for draft in grown.values():
        draft.cluster.mentions.sort(key=lambda mention: mention.span)
        draft.events.sort(key=lambda event: event.span)
        draft.sides.clear()
        settle(draft)
    return kept


def _is_same(first: Draft, second: Draft) -> bool:
    if not first.parties:
        return False
    if any(mention.definite is False for mention in second.cluster.mentions):
        return False
    kinds = first.cluster.kinds, second.cluster.kinds
    alike = all(kinds) and (kinds[0] & kinds[1] or (kinds[0] | kinds[1]) <= _INTERCHANGED)
    return bool(alike) and not _lives_apart(first, second)


def _lives_apart(first: Draft, second: Draft) -> bool:
    """Whether both tell of an act that happens only once, at times that cannot be the same."""
    for one in first.events[-_MOST_COMPARED:]:
        for other in second.events[-_MOST_COMPARED:]:
            if one.type is not other.type or one.type not in _ONCE:
                continue
            if EventStatus.REJECTED in (one.status, other.status) or one.status is not other.status:
                return True
            if one.date is None or other.date is None or not compatible(one.date, other.date):
                return True
    return False
