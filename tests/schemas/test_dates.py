"""EDTF dates: the accepted forms against the `edtf` library, the refused ones, and properties over generated dates."""

from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.dates import DateBasis, EdtfDate, bounds

ACCEPTED = [
    ("2024-11-11", "2024-11-11", "2024-11-11"),
    ("2024-02-29", "2024-02-29", "2024-02-29"),
    ("2024-06", "2024-06-01", "2024-06-30"),
    ("2023-02", "2023-02-01", "2023-02-28"),
    ("2024", "2024-01-01", "2024-12-31"),
    ("0843", "0843-01-01", "0843-12-31"),
    ("196X", "1960-01-01", "1969-12-31"),
    ("19XX", "1900-01-01", "1999-12-31"),
    ("2004-XX", "2004-01-01", "2004-12-31"),
    ("2004-XX-XX", "2004-01-01", "2004-12-31"),
    ("2004-02-XX", "2004-02-01", "2004-02-29"),
    ("2024-11~", "2024-11-01", "2024-11-30"),
    ("2024-11-11~", "2024-11-11", "2024-11-11"),
    ("196X~", "1960-01-01", "1969-12-31"),
    ("2024?", "2024-01-01", "2024-12-31"),
    ("2024-11%", "2024-11-01", "2024-11-30"),
    ("2024-11-11/2024-11-13", "2024-11-11", "2024-11-13"),
    ("2024-11/2025", "2024-11-01", "2025-12-31"),
    ("2024-11~/2024-12-24?", "2024-11-01", "2024-12-24"),
    ("2024-11-20/2024-11", "2024-11-20", "2024-11-30"),
    ("2024-11-11/..", "2024-11-11", None),
    ("2024-11/", "2024-11-01", None),
    ("../2024", None, "2024-12-31"),
    ("/2024-11-11", None, "2024-11-11"),
    ("XXXX-11-11", None, None),
    ("XXXX-02-29", None, None),
    ("XXXX-11", None, None),
    ("XXXX-11~", None, None),
    ("XXXX-11-11/XXXX-11-13", None, None),
    ("XXXX-12-30/XXXX-01-02", None, None),
]

UNKNOWN_TO_THE_LIBRARY = {"XXXX-11~"}

REFUSED = [
    "",
    " 2024",
    "2024\n",
    "24",
    "20244",
    "0000",
    "000X",
    "XXXX",
    "XXXX-XX",
    "XXXX-13",
    "XXXX-02-30",
    "XXXX-11-XX",
    "1XXX",
    "196X-11",
    "2004-XX-05",
    "2024-00",
    "2024-13",
    "2024-02-30",
    "2023-02-29",
    "2024-11-31",
    "2024-11-00",
    "2024-1-1",
    "2024/11",
    "20241111",
    "2024-21",
    "2024~~",
    "-2024",
    "Y2024",
    "٢٠٢٤",
    "2024-11-11T10:00:00Z",
    "/",
    "../..",
    "../",
    "2024-11-13/2024-11-11",
    "2024/2023",
    "2024/2025/2026",
    "[2024,2025]",
    "heute",
]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@pytest.mark.parametrize(("edtf", "earliest", "latest"), ACCEPTED, ids=[row[0] for row in ACCEPTED])
def test_an_accepted_form_has_its_bounds(edtf: str, earliest: str | None, latest: str | None) -> None:
    parsed = EdtfDate.parse(edtf, DateBasis.STATED)
    assert (parsed.edtf, _iso(parsed.earliest), _iso(parsed.latest)) == (edtf, earliest, latest)


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [pytest.param(*row, id=row[0]) for row in ACCEPTED if row[0] not in UNKNOWN_TO_THE_LIBRARY],
)
def test_the_edtf_library_agrees(edtf: str, earliest: str | None, latest: str | None) -> None:
    theirs = parse_edtf(edtf)
    if earliest:
        assert date(*theirs.lower_strict()[:3]).isoformat() == earliest
    if latest:
        assert date(*theirs.upper_strict()[:3]).isoformat() == latest


@pytest.mark.parametrize("edtf", REFUSED)
def test_what_is_no_supported_form_is_refused(edtf: str) -> None:
    with pytest.raises(ValueError, match=r"EDTF|interval|year|month|day"):
        EdtfDate.parse(edtf, DateBasis.STATED)


_DAYS = st.dates(min_value=date(1000, 1, 1))
_QUALIFIERS = st.sampled_from(["", "~", "?", "%"])


@st.composite
def _points(draw: st.DrawFn) -> str:
    iso = draw(_DAYS).isoformat()
    shape = draw(
        st.sampled_from([iso, iso[:7], iso[:4], iso[:3] + "X", iso[:2] + "XX", iso[:7] + "-XX", iso[:4] + "-XX"])
    )
    return shape + draw(_QUALIFIERS)


@given(_points())
def test_generated_points_have_the_bounds_of_the_library(edtf: str) -> None:
    theirs = parse_edtf(edtf)
    assert bounds(edtf) == (date(*theirs.lower_strict()[:3]), date(*theirs.upper_strict()[:3]))


@given(_points(), _points())
def test_an_interval_spans_from_the_first_day_of_its_start_to_the_last_of_its_end(start: str, end: str) -> None:
    earliest, latest = bounds(start)[0], bounds(end)[1]
    assert earliest is not None
    assert latest is not None
    if earliest <= latest:
        assert bounds(f"{start}/{end}") == (earliest, latest)
    else:
        with pytest.raises(ValueError, match="before it begins"):
            bounds(f"{start}/{end}")


@given(_DAYS)
def test_a_yearless_date_has_no_bounds(day: date) -> None:
    assert bounds(f"XXXX{day.isoformat()[4:]}") == (None, None)


@given(st.text(alphabet="0123456789X-~?%/. Y", max_size=24))
def test_any_string_is_a_date_or_a_value_error(edtf: str) -> None:
    try:
        earliest, latest = bounds(edtf)
    except ValueError:
        return
    assert earliest is None or latest is None or earliest <= latest


def test_bounds_that_are_not_those_of_the_date_are_refused() -> None:
    with pytest.raises(ValidationError, match="not the bounds"):
        EdtfDate(edtf="2024-11", earliest=date(2024, 11, 1), latest=date(2024, 11, 11), basis=DateBasis.STATED)


@pytest.mark.parametrize("edtf", [row[0] for row in ACCEPTED])
def test_a_date_survives_json(edtf: str) -> None:
    parsed = EdtfDate.parse(edtf, DateBasis.YEAR_INFERRED)
    assert EdtfDate.model_validate_json(parsed.model_dump_json()) == parsed
