"""Temporal expressions of a text as TIMEX3 values, read with a lexicon of temporal words only."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Any

from schemas.article import RECKONED
from service.extract.temporal import read
from service.lang.lexicon import Hit
from service.lang.time import time_pack
from service.mention import DateMention
from service.text.language import detect

_SENTENCE_END = re.compile(r"[.!?][\"”“»«’)]*\s+(?=[^\W\d_a-zà-ÿ«„“\"])|\n\s*\n|[;!?]")
_FAR = 90
_ADJACENT = 3
_SOON = 45
_LONG_AGO = 200
_YEAR = 366


def tag(text: str, dct: str | None, lang: str | None) -> list[dict[str, Any]]:
    """[{start, end, type, value}] in order: code-point offsets, TIMEX3 types and values. Unknown languages have none.

    `dct` is the ISO date (or date and time) at which the text was written. None, or one that is no ISO date, leaves out
    what is relative to it.
    """
    pack = time_pack(lang or detect(text))
    if pack is None:
        return []
    reference = _reference(dct)
    hits = pack.lexicon.scan(text)
    mentions = read(text, hits["time"], pack.words, reference)
    tense = Tense(text, hits["tense"], reference)
    return [record for mention in mentions for record in _records(mention, tense)]


def _reference(dct: str | None) -> date | None:
    try:
        day = date.fromisoformat(dct[:10]) if dct else None
    except ValueError:
        return None
    return day if day and day.year in RECKONED else None


def _records(mention: DateMention, tense: "Tense") -> list[dict[str, Any]]:
    ahead = bool(mention.timex_future) and tense.is_future(mention)
    return [_record(part, ahead=ahead and bool(part.timex_future)) for part in (mention.parts or (mention,))]


def _record(mention: DateMention, *, ahead: bool) -> dict[str, Any]:
    value = mention.timex_future if ahead else mention.timex
    type_ = "DATE" if ahead and mention.past is None and mention.future is not None else mention.type
    return {"start": mention.span.start, "end": mention.span.end, "type": type_, "value": value}


class Tense:
    """Which way the verbs of a sentence point; only asked where a date may lie on either side."""

    def __init__(self, text: str, hits: Sequence[Hit], reference: date | None) -> None:
        self._text = text
        self._reference = reference
        self._cues = [(hit.start, hit.end, hit.senses["tense"][0].value) for hit in hits]

    def is_future(self, mention: DateMention) -> bool:
        start, end = mention.span
        at = bisect_right(self._cues, (start,))
        reached = (
            self._reach(at - 1, start),
            self._reach(at - 2, start),
            self._reach(at, end),
            self._reach(at + 1, end),
        )
        distance, tense = min(reached)
        return tense in ("future", "ahead") if distance < _FAR else self._is_soon(mention)

    def _reach(self, index: int, position: int) -> tuple[int, str]:
        """Distance to a cue; a comma between weighs as much as many words, the end of a sentence parts."""
        if not 0 <= index < len(self._cues):
            return 1000, ""
        start, end, value = self._cues[index]
        between = self._text[end:position] if end <= position else self._text[position:start]
        if len(between) > 200 or _SENTENCE_END.search(between):
            return 1000, ""
        if value == "ahead" and (
            end > position or len(between.strip()) > _ADJACENT or any(c.isdigit() for c in between)
        ):
            return 1000, ""
        return len(between) + 60 * between.count(","), value

    def _is_soon(self, mention: DateMention) -> bool:
        if mention.past is None:
            return mention.future is not None and mention.future.day is not None
        past = mention.past.first_day()
        future = mention.future.first_day() if mention.future else None
        if past is None or future is None or self._reference is None:
            return False
        return _LONG_AGO < (self._reference - past).days <= _YEAR and (future - self._reference).days < _SOON
