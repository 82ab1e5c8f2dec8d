"""What is marked on a day: the act that was done on it so many years before."""

import re
from collections.abc import Iterator

from schemas.vocabulary import DateBasis
from service.extract.scene import Scene
from service.mention import DateMention, Span
from service.normalise.calendar import CalendarDate
from service.text.document import Document

_FESTIVE = frozenset(("recurs", "anniversary"))
_TURNED = frozenset(("recurs", "turns"))
_COUNT = re.compile(r"(?<![\d.])([1-9]\d{1,2})(?=(?:\.|°|-?[^\W\d_]{1,3}) )")
_YEARS = re.compile(r"P([1-9]\d{0,2})(Y|CE)")
_AGE = re.compile(r" ([1-9]\d{1,2})(?= \w|[.,;])")
_CENTURY = 100
_FEWEST_YEARS = 10
_YEAR = 366


def commemorated(scene: Scene, date: DateMention) -> DateMention | None:
    """'am Mittwoch jährt sich zum 50. Mal': the day so many years before; none where the day is that of a festivity."""
    clause = scene.clause_of(date.span.start)
    kinds = scene.kinds_in(clause)
    turned = not _TURNED.isdisjoint(kinds) and any(True for _ in _years(scene, clause))
    counted = _counted_since(scene) or turned
    if not counted and _FESTIVE.isdisjoint(scene.kinds):
        return date
    if (not counted and _FESTIVE.isdisjoint(kinds)) or date.past is None or not _is_news(scene.document, date.past):
        return date
    years = next(_years(scene, clause) if turned else _counts(scene), None) if counted or "recurs" in kinds else None
    value = date.past.with_year(date.past.year - years, DateBasis.RELATIVE) if years and date.past.year else None
    return date._replace(past=value, future=value) if value else None


def _counted_since(scene: Scene) -> bool:
    """'Today it is fifty years since …', 'It is fifty years today since …'."""
    ends = {length.span.end + 1 for length in scene.lengths if _YEARS.fullmatch(length.timex)}
    ends |= {date.span.end + 1 for date in scene.dates if date.span.start in ends}
    return bool(ends) and any(
        hit.start in ends and any(sense.value[0] == "f" for sense in hit.senses.get("time", ())) for hit in scene.hits
    )


def _counts(scene: Scene) -> Iterator[int]:
    """Numbers of years: 'zum 50. Mal', 'fifty years'."""
    for number in _COUNT.finditer(scene.document.view, scene.sentence.body, scene.sentence.end):
        if not any(d.span.start <= number.start() < d.span.end for d in scene.dates):
            yield int(number.group(1))
    for hit in scene.hits:
        nth = next((sense.value[1] for sense in hit.senses.get("time", ()) if sense.value[0] == "O"), None)
        if nth is not None and int(nth) >= _FEWEST_YEARS:
            yield int(nth)
    yield from (
        years for years in _years(scene, Span(scene.sentence.start, scene.sentence.end)) if years >= _FEWEST_YEARS
    )


def _years(scene: Scene, part: Span) -> Iterator[int]:
    """Lengths of years told there: 'cumple 160 años', 'un secolo'."""
    for hit in scene.hits_in(part):
        if "turns" in hit.senses and (age := _AGE.match(scene.document.view, hit.end)):
            yield int(age.group(1))
    for length in scene.lengths:
        told = _YEARS.fullmatch(length.timex) if part.start <= length.span.start < part.end else None
        if told is not None:
            yield int(told.group(1)) * (_CENTURY if told.group(2) == "CE" else 1)


def _is_news(document: Document, value: CalendarDate) -> bool:
    """Whether the day lies within a year of the publication."""
    first = value.first_day()
    return bool(first and document.reference and abs((document.reference - first).days) < _YEAR)
