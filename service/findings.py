"""What the extraction stages found in one document, handed to assembly, gap analysis and verification."""

from collections.abc import Sequence
from typing import NamedTuple

from service.mention import (
    ClaimMention,
    DateMention,
    EventMention,
    ObligationMention,
    PersonMention,
    RelatedMention,
    Span,
    StateMention,
    TermMention,
    TreatyMention,
)


class Findings(NamedTuple):
    """All mentions of a document, each list in the order of the text."""

    dates: Sequence[DateMention]
    states: Sequence[StateMention]
    persons: Sequence[PersonMention]
    treaties: Sequence[TreatyMention]
    events: Sequence[EventMention]
    obligations: Sequence[ObligationMention]
    terms: Sequence[TermMention]
    related: Sequence[RelatedMention]
    claims: Sequence[ClaimMention]
    outsiders: frozenset[Span]
    """Mentions of agreements and events whose sides are told and are no subjects of international law."""
