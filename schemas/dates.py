"""Dates in EDTF (ISO 8601-2) with their bounds; precision is kept, never widened and never invented."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Self, TypeAlias

from pydantic import Field, model_validator

from schemas.model import Answer
from schemas.vocabulary import DateBasis

__all__ = ["DateBasis", "EdtfDate", "bounds"]

_LEAP_YEAR = 2000
_OPEN = ("", "..")
_POINT = re.compile(
    r"""
    (?: (?P<year> [0-9]{4}) (?: -(?P<month> [0-9]{2}) (?: -(?P<day> [0-9]{2}|XX) )? | -XX(?:-XX)? )?
      | (?P<span> [0-9]{3}X | [0-9]{2}XX )
      | XXXX-(?P<any_year_month> [0-9]{2}) (?: -(?P<any_year_day> [0-9]{2}) )?
    )
    [~?%]?
    """,
    re.VERBOSE,
)

Bounds: TypeAlias = tuple[date | None, date | None]


class EdtfDate(Answer):
    """A date as precise as the article gives it, with bounds for clients that sort."""

    edtf: str = Field(
        description=(
            "ISO 8601-2 (EDTF) without times of day: `2024-11-11`, `2024-06`, `2024`, `196X` (a decade), `19XX`, "
            "`2024-11~` (about), `2024-11?` (uncertain), `2024-11-11/2024-11-13`, `2024-11-11/..` (from then on). "
            "`XXXX-11-11` and `XXXX-11`: the year cannot be known."
        ),
        examples=["2024-11-11", "2024-06", "XXXX-11-11", "2024-11-11/2024-11-13"],
    )
    earliest: date | None = Field(
        default=None,
        description="First day that the date can mean; null where the year is unknown or the beginning open.",
        examples=["2024-11-11"],
    )
    latest: date | None = Field(
        default=None,
        description="Last day that the date can mean; null where the year is unknown or the end open.",
        examples=["2024-11-11"],
    )
    basis: DateBasis = Field(description="What the date rests on.", examples=["stated"])

    @classmethod
    def parse(cls, edtf: str, basis: DateBasis) -> Self:
        """The date with its bounds. Raises ValueError for anything but the forms that `edtf` documents."""
        earliest, latest = bounds(edtf)
        return cls(edtf=edtf, earliest=earliest, latest=latest, basis=basis)

    @model_validator(mode="after")
    def _bounds_agree(self) -> Self:
        if bounds(self.edtf) != (self.earliest, self.latest):
            raise ValueError("earliest and latest are not the bounds of edtf")
        return self


@lru_cache(maxsize=4_096)
def bounds(edtf: str) -> Bounds:
    """First and last day that an EDTF string can mean; None where the year is unknown or that side is open.

    Raises ValueError for what is no date of the supported forms.
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _point_bounds(start)
    if start in _OPEN and end in _OPEN:
        raise ValueError(f"an interval without any date: {edtf!r}")
    earliest = None if start in _OPEN else _point_bounds(start)[0]
    latest = None if end in _OPEN else _point_bounds(end)[1]
    if earliest and latest and earliest > latest:
        raise ValueError(f"an interval that ends before it begins: {edtf!r}")
    return earliest, latest


def _point_bounds(edtf: str) -> Bounds:
    match = _POINT.fullmatch(edtf)
    if match is None:
        raise ValueError(f"not a supported EDTF date: {edtf!r}")
    year, month, day, span, any_year_month, any_year_day = match.groups()
    if any_year_month:
        _month_bounds(_LEAP_YEAR, int(any_year_month), any_year_day)
        return None, None
    if span:
        return date(int(span.replace("X", "0")), 1, 1), date(int(span.replace("X", "9")), 12, 31)
    if month:
        return _month_bounds(int(year), int(month), day)
    return date(int(year), 1, 1), date(int(year), 12, 31)


def _month_bounds(year: int, month: int, day: str | None) -> tuple[date, date]:
    """Bounds of one day, or of the month where `day` is None or 'XX'."""
    if day is None or day == "XX":
        first = date(year, month, 1)
        return first, first.replace(day=monthrange(year, month)[1])
    exact = date(year, month, int(day))
    return exact, exact
