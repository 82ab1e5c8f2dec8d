"""What assembly gathers of one agreement, still as mentions."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.vocabulary import Participation
from service.assembly.cluster import Cluster
from service.mention import (
    ClaimMention,
    EventMention,
    ObligationMention,
    PersonMention,
    RelatedMention,
    Span,
    TermMention,
)


@dataclass(slots=True)
class Side:
    """A possible party: how much speaks for it, and where."""

    weight: float = 0.0
    spans: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """What was found of one agreement, still as mentions."""

    cluster: Cluster
    events: list[EventMention] = field(default_factory=list)
    sides: dict[str, Side] = field(default_factory=lambda: defaultdict(Side))
    signatories: list[PersonMention] = field(default_factory=list)
    topics: list[ObligationMention] = field(default_factory=list)
    """All words of what treaties lay down that stand where it is spoken of."""
    obligations: list[ObligationMention] = field(default_factory=list)
    """The best of them for each category that it rather lays down than not."""
    term: TermMention | None = None
    related: list[RelatedMention] = field(default_factory=list)
    claims: list[ClaimMention] = field(default_factory=list)
    parties: tuple[str, ...] = ()
    participation: Participation | None = None
    sentences: frozenset[int] = frozenset()
    """Those that speak of it or of its events."""
    near: frozenset[str] = frozenset()
    """Who is named where the article speaks of it."""
    around: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Behind which prepositions each is named there."""
    alone: Mapping[str, int] = field(default_factory=dict)
    """In how many events each acts alone."""
    among: Mapping[str, int] = field(default_factory=dict)
    """In how many events each is named among those who act."""
    passing: float = 0.0
    """The share of its mentions that only set it beside another."""
    second: float = 0.0
    """Log-odds of the second side, whether it was chosen or not."""
