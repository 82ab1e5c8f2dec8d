"""Submitted text → cleaned view, with an exact map of offsets back.

The view is NFC, without soft hyphens and zero-width characters, with plain spaces, with words that a line break cut
joined again, and without the lines of site chrome. Only edits that change a length are recorded, so an ordinary
article costs a scan and no memory.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f"
_MARK = re.compile(rf"[-\r{_INVISIBLE}]")
_EDIT = re.compile(
    rf"(?P<drop>[{_INVISIBLE}]+)"
    r"|(?P<broken>-(?<=[^\W\d_]-)[ ]{0,3}\r?\n[ ]{0,3}(?=[^\W\d_A-ZÄÖÜ]))"
    r"|(?P<crlf>\r\n?)"
)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Piecewise shift from view offsets to source offsets; `cuts` are view positions, ascending."""

    cuts: tuple[int, ...]
    shifts: tuple[int, ...]
    units: tuple[tuple[int, int, int, int], ...]

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of the stretch [start:end) of the view."""
        return (self.start(start), self.end(end)) if self.cuts else (start, end)

    def start(self, position: int) -> int:
        """Source offset of the character that stands at `position` of the view."""
        if not self.cuts:
            return position
        unit = self._unit(position)
        return unit[2] if unit else position + self.shifts[bisect_right(self.cuts, position)]

    def end(self, position: int) -> int:
        """Source offset behind the last character before `position` of the view."""
        if not self.cuts:
            return position
        unit = self._unit(position - 1)
        return unit[3] if unit else position + self.shifts[bisect_right(self.cuts, position - 1)]

    def _unit(self, position: int) -> tuple[int, int, int, int] | None:
        """The (view start, view end, source start, source end) that stands for several source characters."""
        index = bisect_right(self.units, position, key=lambda unit: unit[0]) - 1
        return self.units[index] if index >= 0 and position < self.units[index][1] else None


class Edit(NamedTuple):
    """Source stretch [start:end] that stands as `text` in the view."""

    start: int
    end: int
    text: str


def _character_edits(source: str) -> Iterator[Edit]:
    done = 0
    for mark in _MARK.finditer(source):
        match = _EDIT.match(source, mark.start()) if mark.start() >= done else None
        if match:
            done = match.end()
            yield Edit(match.start(), done, "\n" if match["crlf"] else "")


def _normalisation_edits(source: str) -> Iterator[Edit]:
    """One edit a base character with combining marks that NFC composes; each is at most a cluster long."""
    if unicodedata.is_normalized("NFC", source):
        return
    start = 0
    for position in range(1, len(source) + 1):
        if position < len(source) and unicodedata.combining(source[position]):
            continue
        cluster = source[start:position]
        composed = unicodedata.normalize("NFC", cluster)
        if composed != cluster:
            yield Edit(start, position, composed)
        start = position


def clean(source: str, chrome: re.Pattern[str] | None = None) -> tuple[str, OffsetMap]:
    """Return the cleaned view of `source` and the map back. `chrome` matches whole lines of the view to leave out."""
    edits = [*_character_edits(source), *_normalisation_edits(source)]
    view, back = _edited(source, edits)
    found = chrome.finditer(view) if chrome else ()
    lines = [Edit(back.start(line.start()), back.end(line.end()), "") for line in found]
    return _edited(source, [*edits, *lines]) if lines else (view, back)


def _edited(source: str, edits: list[Edit]) -> tuple[str, OffsetMap]:
    """The view that `edits` make, the widest first where they overlap, and the map back."""
    edits.sort(key=lambda e: (e.start, -e.end))
    parts: list[str] = []
    cuts: list[int] = []
    shifts = [0]
    units: list[tuple[int, int, int, int]] = []
    at = length = 0
    for edit in edits:
        if edit.start < at:
            continue
        parts += (source[at : edit.start], edit.text)
        length += edit.start - at
        if edit.text and edit.end - edit.start > len(edit.text):
            units.append((length, length + len(edit.text), edit.start, edit.end))
        length += len(edit.text)
        at = edit.end
        cuts.append(length)
        shifts.append(at - length)
    parts.append(source[at:])
    return _SPACES.sub(" ", "".join(parts)), OffsetMap(tuple(cuts), tuple(shifts), tuple(units))
