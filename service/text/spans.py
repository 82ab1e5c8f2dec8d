"""Mentions by where they stand: all stages keep them in the order of the text."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
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


def within(mentions: Sequence[SpannedT], start: int, end: int) -> Sequence[SpannedT]:
    """The mentions that begin inside [start:end)."""
    first = last = index_from(mentions, start)
    while last < len(mentions) and mentions[last].span[0] < end:
        last += 1
    return mentions[first:last]


def by_stretch(mentions: Sequence[SpannedT], starts: Sequence[int]) -> dict[int, list[SpannedT]]:
    """The mentions by the stretch that they stand in, of those that begin at `starts`; none for an empty one."""
    groups: dict[int, list[SpannedT]] = {}
    for mention in mentions:
        groups.setdefault((bisect_right(starts, mention.span[0]) or 1) - 1, []).append(mention)
    return groups


def distance(a: Span, b: Span) -> int:
    """Characters between two stretches that do not overlap."""
    return b.start - a.end if a.end <= b.start else a.start - b.end
