"""Counting what was found, missed and invented, field by field."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

__all__ = ["CORE", "FIELDS", "Fault", "Tallies", "Tally", "mean_f1"]

CORE = (
    "detection",
    "kind",
    "participation",
    "parties",
    "events",
    "event_dates",
    "event_parties",
    "event_status",
    "signatories",
    "obligations",
    "status",
)
FIELDS = (*CORE, "titles", "event_places", "term", "related", "claims")
"""What is scored; `detection` is the number of records an article yields."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One value that an article lacks, or that was found there and is not in it."""

    article: str
    kind: Literal["missed", "invented"]
    value: str


@dataclass(slots=True)
class Tally:
    """Hits, inventions and misses of one field over all articles."""

    hits: int = 0
    invented: int = 0
    missed: int = 0
    faults: list[Fault] = field(default_factory=list)

    def add(self, article: str, hits: int, *, missed: Sequence[str], invented: Sequence[str]) -> None:
        """Count one comparison."""
        self.hits += hits
        self.missed += len(missed)
        self.invented += len(invented)
        self.faults += [Fault(article, "missed", value) for value in missed]
        self.faults += [Fault(article, "invented", value) for value in invented]

    @property
    def occurs(self) -> bool:
        """True if gold or an answer has anything in the field."""
        return bool(self.hits or self.invented or self.missed)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 if nothing was found."""
        return _share(self.hits, self.hits + self.invented)

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 1 if nothing is there."""
        return _share(self.hits, self.hits + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 if there is nothing and nothing was found."""
        return _share(2 * self.hits, 2 * self.hits + self.invented + self.missed)


Tallies: TypeAlias = Mapping[str, Tally]
"""A tally for each of FIELDS."""


def mean_f1(tallies: Tallies, fields: Iterable[str]) -> float:
    """Mean F1 over those of the fields that occur; 0 if none does."""
    scores = [tallies[name].f1 for name in fields if tallies[name].occurs]
    return sum(scores) / len(scores) if scores else 0.0


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
