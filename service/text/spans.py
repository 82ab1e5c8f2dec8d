"""Mentions by where they stand: all stages keep them in the order of the text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Protocol, TypeVar

from service.mention import Span


class Spanned(Protocol):
    """Anything that stands somewhere in the view."""

    @property
    def span(self) -> Span: ...


SpannedT = TypeVar("SpannedT", bound=Spanned)
_SPAN = attrgetter("span")


def index_from(mentions: Sequence[Spanned], position: int) -> int:
    """Index of the first mention that begins at `position` or behind it."""
    return bisect_left(mentions, (position,), key=_SPAN)


def distance(one: Span, other: Span) -> int:
    """How many characters stand between the two; below nothing where they overlap."""
    return max(one.start - other.end, other.start - one.end)


def within(mentions: Sequence[SpannedT], start: int, end: int) -> Sequence[SpannedT]:
    """The mentions that begin inside [start:end)."""
    first = bisect_left(mentions, (start,), key=_SPAN)
    return mentions[first : bisect_left(mentions, (end,), first, key=_SPAN)]


def by_stretch(mentions: Iterable[SpannedT], starts: Sequence[int]) -> Sequence[Sequence[SpannedT]]:
    """The mentions of each of the stretches that begin at `starts`."""
    groups: list[list[SpannedT]] = [[] for _ in starts]
    for mention in mentions:
        groups[(bisect_right(starts, mention.span[0]) or 1) - 1].append(mention)
    return groups
