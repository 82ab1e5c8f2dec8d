"""Slicing a string by either unit of offsets, and turning one unit into the other."""

from bisect import bisect_left

from schemas.vocabulary import Offsets

_LAST_OF_BMP = "\uffff"


class OffsetMap:
    """Where the code points of one string stand when counted in UTF-16 units."""

    def __init__(self, source: str) -> None:
        self._source = source
        astral = bool(source) and max(source) > _LAST_OF_BMP
        self._astral = [index for index, char in enumerate(source) if char > _LAST_OF_BMP] if astral else []

    def utf16(self, codepoint: int) -> int:
        """The UTF-16 offset of a code point offset."""
        return codepoint + bisect_left(self._astral, codepoint)

    def slice(self, start: int, end: int, unit: Offsets) -> str:
        """The stretch `[start:end]` counted in `unit`; where that cuts a surrogate pair, half of it remains."""
        if unit is Offsets.CODEPOINT or not self._astral:
            return self._source[start:end]
        units = self._source.encode("utf-16-le")
        return units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
