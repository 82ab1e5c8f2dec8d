"""What the items of one expression say, by their classes."""

from collections.abc import Iterator, Sequence

from service.extract.temporal.items import Item

Endpoint = tuple[list[Item], int | None, int, int | None]
"""Items, year, month, day."""


class Fields:
    """Values of an expression; None for what it does not say.

    `step`: -1 last, 0 this, 1 next; `told_step`: seen from the date told.
    """

    year: int | None = None
    last_year: int | None = None
    last_number: int = -1
    year_count: int = 0
    short_year: int | None = None
    month: int = 0
    day: int | None = None
    weekday: int | None = None
    numeric: tuple[int, ...] = ()
    unit: str | None = None
    subunit: str | None = None
    count: int | None = None
    step: int | None = None
    told_step: bool = False
    same: bool = False
    this: bool = False
    era: bool = False
    exact: bool = False
    season: str | None = None
    holiday: str | None = None
    deictic: str | None = None
    offset: int = 0
    part_of_day: str = ""
    clock: str = ""

    @classmethod
    def of(cls, group: Sequence[Item]) -> "Fields":
        fields = cls()
        for item in group:
            fields._take(item)
        fields._settle()
        return fields

    @property
    def time_suffix(self) -> str:
        """'T14:30', 'TEV' or ''."""
        return f"T{self.clock}" if self.clock else f"T{self.part_of_day}" if self.part_of_day else ""

    def _take(self, item: Item) -> None:
        letter, value = item.letter, item.value
        if isinstance(value, tuple):
            self._take_numbers(letter, value)
        elif letter == "Y":
            self.year, self.year_count = int(value), self.year_count + 1
        elif letter in "NKnO":
            self.last_number = int(value)
            self.count = (
                _plus(self.count, int(value)) if letter == "n" else int(value) if self.count is None else self.count
            )
            if letter in "NO" and self.day is None:
                self.day = int(value)
            if letter == "K" and int(value) < 100:
                self.short_year = int(value)
        elif letter in "Mm":
            self.month = int(value)
        elif letter in "AXUzF":
            self.subunit, self.unit = self.unit if self.subunit is None else self.subunit, str(value)
        else:
            self._take_word(letter, value)

    def _take_numbers(self, letter: str, value: tuple[int, ...]) -> None:
        if letter == "Z":
            self.year, self.last_year = value
        else:
            self.numeric = value

    def _take_word(self, letter: str, value: int | str) -> None:
        if letter in _STEPS:
            self.step, self.told_step = _STEPS[letter]
        elif letter in _NAMES:
            setattr(self, _NAMES[letter], value)
        elif letter in _MARKS:
            setattr(self, _MARKS[letter], True)
        else:
            taker = _TAKERS.get(letter)
            if taker is not None:
                taker(self, str(value))

    def _take_this(self, _value: str) -> None:
        self.step, self.this = self.step or 0, True

    def _take_weekday(self, value: str) -> None:
        self.weekday = int(value[0])
        self.part_of_day = self.part_of_day or value[1:]

    def _take_deictic(self, value: str) -> None:
        self.deictic = value
        part = value.lstrip("+-0123456789")
        self.offset = int(value.removesuffix(part))
        self.part_of_day = part or self.part_of_day

    def _take_distance(self, value: str) -> None:
        unit, step, *told = value.split()
        self.unit, self.step, self.told_step = unit, int(step), bool(told)

    def _take_hour(self, value: str) -> None:
        if not self.clock and 0 <= self.last_number <= 24:
            self.clock = f"{self.last_number:02d}:00"
        if value == "12" and self.clock and self.clock[:2] < "12":
            self.clock = f"{int(self.clock[:2]) + 12}{self.clock[2:]}"

    def _settle(self) -> None:
        if self.era and self.year is None:
            self.year = self.count
        if self.clock and self.clock[:2].lstrip("0") == str(self.count) and self.month == 0:
            self.day = None

    def endpoints(self, group: Sequence[Item]) -> Iterator[Endpoint]:
        """The single days or months of an interval or list, months and years filled in from their neighbours."""
        found: list[list[object]] = []
        month_first = next(item.letter for item in group if item.letter in "NOMm") in "Mm" and any(
            item.letter in "NO" for item in group
        )
        for item in group:
            if item.letter in "NO":
                if month_first and found and found[-1][3] is None:
                    found[-1][0] += [item]  # type: ignore[operator]
                    found[-1][3] = int(str(item.value))
                else:
                    found.append([[item], None, found[-1][2] if month_first and found else None, int(str(item.value))])
            elif item.letter in "Mm":
                if not month_first and found and found[-1][2] is None:
                    found[-1][0] += [item]  # type: ignore[operator]
                    found[-1][2] = int(str(item.value))
                else:
                    found.append([[item], None, int(str(item.value)), None])
            elif item.letter == "Y" and found:
                found[-1][0] += [item]  # type: ignore[operator]
                found[-1][1] = int(str(item.value))
        for before, after in zip(found[-2::-1], found[:0:-1], strict=True):
            before[1] = after[1] if before[1] is None else before[1]
            before[2] = after[2] if before[2] is None else before[2]
        for items, year, month, day in found:
            yield items, year, month or 0, day  # type: ignore[misc]


def _plus(count: int | None, value: int) -> int:
    """Number words in a row: two hundred, hundred and fifty, twenty five; a ten is ten."""
    if count in (None, 1):
        return value
    if value == 100:
        return count * 100
    return count + value if count >= 20 and (count % 100 == 0 or (count % 10 == 0 and value < 10)) else count


_STEPS = {"l": (-1, False), "x": (1, False), "w": (1, True), "h": (1, True), "v": (-1, True), "b": (-1, True)}
_NAMES = {"S": "season", "H": "holiday", "P": "part_of_day", "C": "clock", "G": "clock"}
_MARKS = {"s": "same", "B": "era", "y": "exact"}
_TAKERS = {
    "t": Fields._take_this,
    "W": Fields._take_weekday,
    "D": Fields._take_deictic,
    "V": Fields._take_distance,
    "k": Fields._take_hour,
}
