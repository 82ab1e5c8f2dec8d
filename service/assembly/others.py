"""The other agreements that one is set beside, each of them once."""

from collections.abc import Iterable

from schemas.vocabulary import Relation
from service.mention import RelatedMention


def each_once(found: Iterable[RelatedMention]) -> list[RelatedMention]:
    """The first mention of each agreement that says more than its name, else the first; in the order of the text."""
    chosen: list[RelatedMention] = []
    for related in sorted(found, key=lambda related: related.relation is Relation.MENTIONS):
        if not any(_is_same(related, other) for other in chosen):
            chosen.append(related)
    return sorted(chosen, key=lambda related: related.span)


def _is_same(one: RelatedMention, other: RelatedMention) -> bool:
    if one.date and other.date and one.date.timex[:4] != other.date.timex[:4]:
        return False
    names, others = (_names(related) for related in (one, other))
    return one.treaty.span == other.treaty.span or bool(names and others and (names <= others or others <= names))


def _names(related: RelatedMention) -> frozenset[str]:
    return related.treaty.stems | frozenset(related.treaty.codes)
