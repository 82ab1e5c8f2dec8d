"""Numbers that sum up a series of times."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Self

__all__ = ["Limit", "Times"]


@dataclass(frozen=True, slots=True)
class Times:
    """A series of times in milliseconds."""

    median: float
    p95: float
    total: float

    @classmethod
    def of(cls, milliseconds: Sequence[float]) -> Self:
        """Sum up at least two times."""
        return cls(median(milliseconds), quantiles(milliseconds, n=20, method="inclusive")[-1], sum(milliseconds))

    def __str__(self) -> str:
        return f"median {self.median:.2f} ms, p95 {self.p95:.2f} ms"


@dataclass(frozen=True, slots=True)
class Limit:
    """A measured value that must not be above its limit."""

    what: str
    value: float
    at_most: float
    unit: str = ""

    @property
    def kept(self) -> bool:
        """True if the value is within the limit."""
        return self.value <= self.at_most

    def __str__(self) -> str:
        verdict = "ok" if self.kept else "TOO MUCH"
        return f"{self.what}: {self.value:.2f}{self.unit}, at most {self.at_most:g}{self.unit}: {verdict}"
