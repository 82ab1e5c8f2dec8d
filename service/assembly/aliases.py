"""Stage 3c: two names, one agreement: 'Vertrag über den Offenen Himmel' and, later, 'das Open-Skies-Abkommen'."""

from collections.abc import Callable, Sequence

from schemas.vocabulary import EventStatus, EventType, TreatyKind
from service.assembly.acts import compatible
from service.assembly.draft import Draft

_ONCE = frozenset((EventType.SIGNATURE, EventType.ADOPTION, EventType.INITIALLING, EventType.ENTRY_INTO_FORCE))
"""What happens to an agreement no more than once."""
_INTERCHANGED = frozenset((TreatyKind.TREATY, TreatyKind.AGREEMENT, TreatyKind.PACT, TreatyKind.CONVENTION))
"""Kinds that writers exchange freely for each other; a protocol or a declaration is something else."""


def join_aliases(drafts: Sequence[Draft], settle: Callable[[Draft], None]) -> list[Draft]:
    """Drafts of the same sides whose lives complete each other become one; `settle` weighs its sides anew."""
    kept: list[Draft] = []
    for draft in drafts:
        same = next((other for other in kept if _is_same(other, draft)), None)
        if same is None:
            kept.append(draft)
            continue
        same.cluster.absorb(draft.cluster)
        same.events = sorted((*same.events, *draft.events), key=lambda event: event.span)
        same.sides.clear()
        settle(same)
    return kept


def _is_same(first: Draft, second: Draft) -> bool:
    if not first.parties or set(first.parties) != set(second.parties):
        return False
    if any(mention.definite is False for mention in second.cluster.mentions):
        return False
    kinds = first.cluster.kinds, second.cluster.kinds
    alike = all(kinds) and (kinds[0] & kinds[1] or (kinds[0] | kinds[1]) <= _INTERCHANGED)
    return bool(alike) and not _lives_apart(first, second)


def _lives_apart(first: Draft, second: Draft) -> bool:
    """Whether both tell of an act that happens only once, at times that cannot be the same."""
    for one in first.events:
        for other in second.events:
            if one.type is not other.type or one.type not in _ONCE:
                continue
            if EventStatus.REJECTED in (one.status, other.status) or one.status is not other.status:
                return True
            if one.date is None or other.date is None or not compatible(one.date, other.date):
                return True
    return False
