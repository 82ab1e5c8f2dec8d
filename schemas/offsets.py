"""Slicing a string by either unit of offsets, and turning one unit into the other."""

import re
from bisect import bisect_left
from functools import cached_property

from schemas.vocabulary import Offsets

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class OffsetMap:
    """Where the code points of one string stand when counted in UTF-16 units."""

    def __init__(self, source: str) -> None:
        self._source = source

    @cached_property
    def _astral(self) -> list[int]:
        """Where the code points are that take two units; looked for only where somebody counts in units."""
        return [match.start() for match in _ASTRAL.finditer(self._source)]

    def utf16(self, codepoint: int) -> int:
        """The UTF-16 offset of a code point offset."""
        return codepoint + bisect_left(self._astral, codepoint)

    def slice(self, start: int, end: int, unit: Offsets) -> str:
        """The stretch `[start:end]` counted in `unit`; where that cuts a surrogate pair, half of it remains."""
        if unit is Offsets.CODEPOINT or not self._astral:
            return self._source[start:end]
        units = self._source.encode("utf-16-le")
        return units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
