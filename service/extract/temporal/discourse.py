"""What a text has told so far, and the time that it is about: whence the year of a date without one."""

import re
from collections.abc import Sequence
from datetime import date

from schemas.vocabulary import DateBasis as Basis
from service.extract.temporal.items import Item
from service.extract.temporal.stands import is_attributive, is_limit, is_start, leads_day, stands_as_month
from service.lang.time import TimeWords
from service.normalise.calendar import CalendarDate, near_year

_STOP = re.compile(r"[.!?]\s")
_FAR = 2
_NEXT_YEARS = 2
_REACH = 160
_FAR_REACH = 500
_CHRONICLE_REACH = 1500
_BESIDE, _TIED = 12, 4
_DATED = frozenset("MmIJ")


class Discourse:
    """`now` is the reference date, `told` the last date read, `scene` the last one that set the time of what follows.

    In a narrative (most of its years lie far from the reference date) the scene holds until another date changes it;
    in news only for the next sentences, and dates of the reference's own years set none. A chronicle is a text of
    unknown date that gives its first day or month with the year: a narrative in which a scene holds for a while.
    """

    def __init__(self, view: str, words: TimeWords, reference: date | None, items: Sequence[Item]) -> None:
        self._view = view
        self._words = words
        self.reference = reference
        self.now = CalendarDate.of(reference) if reference else None
        self.chronicle = reference is None and _opens_with_year(view, items, words)
        self.narrative = self.chronicle or _is_narrative(items, reference)
        self.told: CalendarDate | None = None
        self.told_day: CalendarDate | None = None
        self.told_end = 0
        self.before_christ: int | None = None
        self._scene = _first_year(items) if self.narrative else None
        self._scene_end = 0
        self._lasting = False
        self._section: CalendarDate | None = None
        self._aside: int | None = None

    @property
    def base(self) -> CalendarDate | None:
        """What 'this year' is seen from."""
        return self._scene if self.narrative and self._scene else self.now

    def tell(self, value: CalendarDate, start: int, end: int, *, lasting: bool = False) -> None:
        """A date was read at [start:end). `lasting`: it opens a story of its own ('heute vor 50 Jahren')."""
        if self.told is not None and value.basis is not Basis.STATED and is_limit(self._view, start, self._words):
            return
        self.told, self.told_end = value, end
        bare = value.month is None and not is_attributive(self._view, start, self._words)
        self._aside = value.year if bare else None
        self.before_christ = None
        if value.day is not None:
            self.told_day = value
        if self.narrative and value.month is None and self._heads_section(start, end):
            self._section = value
        if self._returns(value, start):
            self._scene = None
        if self._sets_scene(value, start, end):
            self._scene, self._scene_end = value, end
            self._lasting = lasting or (self._lasting and start - self._scene_end < _FAR_REACH)

    def tell_day(self, value: CalendarDate, end: int) -> None:
        """A day of unknown year was read."""
        self.told = self.told_day = value
        self.told_end = end

    def _sets_scene(self, value: CalendarDate, start: int, end: int) -> bool:
        scene, year = self._scene, value.year or 0
        if self.narrative:
            if is_limit(self._view, start, self._words) and (scene is None or year != scene.year):
                return False
            known = scene is None or scene.year is None or 0 <= year - scene.year <= _NEXT_YEARS
            return (
                known
                or self._heads_line(end)
                or (value.month is not None and not is_attributive(self._view, start, self._words))
            )
        if value.month is None or (self.reference is not None and abs(self.reference.year - year) < _FAR):
            return False
        return not is_attributive(self._view, start, self._words) and not is_start(self._view, start, self._words)

    def _returns(self, value: CalendarDate, start: int) -> bool:
        """Whether news comes back from an earlier time to that of its publication."""
        if self.narrative or self.reference is None or value.month is None or value.year is None:
            return False
        near = abs(self.reference.year - value.year) < _FAR
        return near and not self._lasting and not is_attributive(self._view, start, self._words)

    def _heads_section(self, start: int, end: int) -> bool:
        """Whether the year is a line by itself."""
        return self._view[max(0, start - 1) : start] in ("", "\n") and self._view[end : end + 1] in ("", "\n")

    def _holds(self, position: int) -> bool:
        if self._scene is None:
            return False
        if self.chronicle:
            return position - self._scene_end < _CHRONICLE_REACH
        if self.narrative:
            return True
        if self._lasting:
            return position - self._scene_end < _FAR_REACH
        return position - self._scene_end < _REACH and "\n" not in self._view[self._scene_end : position]

    def _heads_line(self, end: int) -> bool:
        """Whether the date closes a short line: the heading of a section."""
        start = self._view.rfind("\n", 0, end) + 1
        return end - start < 60 and self._view[end : end + 2].strip("):") in ("", "\n")

    def dated(self, value: CalendarDate, position: int) -> tuple[CalendarDate, CalendarDate]:
        """(past, future) of a value without a year: the scene's, else the nearest on either side of the reference."""
        if self._section is not None and "\n" in self._view[self._scene_end : position]:
            self._scene = self._section
        scene = self._scene if self._holds(position) else None
        if scene is not None and scene.year is not None and value.month is not None:
            turned = scene.month is not None and scene.month >= 10 and value.month <= 3
            aside = self._aside if self.chronicle and self._in_sentence(position) else None
            if self.chronicle and aside is None and not turned and _is_earlier(value, scene):
                return value, value
            if not self.narrative and not turned and _is_earlier(value, scene):
                return self._nearest(value)
            basis = Basis.RELATIVE if self.chronicle else Basis.YEAR_INFERRED
            dated = value.with_year(aside or scene.year + turned, basis)
            if dated is not None:
                return dated, dated if self.narrative else self._upcoming(value)
        return self._nearest(value)

    def _nearest(self, value: CalendarDate) -> tuple[CalendarDate, CalendarDate]:
        past = value if self.reference is None else near_year(value, self.reference, future=False)
        return past, self._upcoming(value)

    def tells_on(self, position: int) -> bool:
        """Whether what was told last is a day, in this sentence or in the one before of the same paragraph."""
        return self.told_day is not None and self.told is self.told_day and self.goes_on(position)

    def goes_on(self, position: int) -> bool:
        """Whether what was told last stands in this sentence or the one before of the same paragraph."""
        gap = self._view[self.told_end : position] if position - self.told_end < _REACH else "\n"
        return "\n" not in gap and len(_STOP.findall(gap)) <= 1

    def _in_sentence(self, position: int) -> bool:
        """Whether no sentence ends between the date told and `position`."""
        return position - self.told_end < _REACH and not _STOP.search(self._view, self.told_end, position)

    def _upcoming(self, value: CalendarDate) -> CalendarDate:
        return value if self.reference is None else near_year(value, self.reference, future=True)


def _is_earlier(value: CalendarDate, scene: CalendarDate) -> bool:
    """Whether it comes earlier in a year than the scene, so that the story has not gone on to it in the same one."""
    return scene.month is not None and (value.month or 12, value.day or 31) < (scene.month, scene.day or 1)


def _opens_with_year(view: str, items: Sequence[Item], words: TimeWords) -> bool:
    """Whether the first day or month of the text that belongs to no noun stands beside its year."""
    for index, item in enumerate(items):
        if item.letter not in _DATED:
            continue
        first = items[index - 1] if index and item.start - items[index - 1].end <= _TIED else item
        if first.letter in "NO" or item.letter in "IJ":
            if is_attributive(view, first.start, words) and not leads_day(view, first.start, words):
                continue
        elif not stands_as_month(view, item, words):
            continue
        beside = (other for other in items[index + 1 : index + 3] if other.letter in "Ys")
        return item.letter == "I" or any(other.start - item.end <= _BESIDE for other in beside)
    return False


def _first_year(items: Sequence[Item]) -> CalendarDate | None:
    return next((CalendarDate(int(str(item.value))) for item in items if item.letter == "Y"), None)


def _is_narrative(items: Sequence[Item], reference: date | None) -> bool:
    if reference is None:
        return False
    far = near = 0
    for item in items:
        letter = item.letter
        if letter == "B":
            far += 1
        elif letter in "YIZ":
            year = item.value[0] if isinstance(item.value, tuple) else int(item.value)
            far, near = (far + 1, near) if abs(year - reference.year) >= _FAR else (far, near + 1)
        elif letter in "DW":
            near += 1 + (letter == "W")
    return far >= 6 and near * 5 <= far
