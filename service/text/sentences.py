"""Where sentences end: linear, with the exceptions a pack lists (abbreviations, months after an ordinal)."""

import re
from collections.abc import Container, Iterator

_STOP = re.compile(
    r"[.!?…\n](?:(?<=\n)\s*|(?<![.!?…]{2})[.!?…]*+[\"'”“»«’)\]]*(?=\s))(?=(?P<opening>\s*[\"'“„»«‘(\[–—-]*\s*))"
)
_BESIDE_WORD = re.compile(r"[^\w.’'-]")
_WORD = re.compile(r"\w+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_DASHES = frozenset("–—-")
_LOOK_BACK = 24
_LONGEST = 1_500


def sentence_spans(
    view: str, abbreviations: Container[str], follow_ordinal: Container[str], beginners: Container[str] = ()
) -> Iterator[tuple[int, int]]:
    """Spans of the view's sentences, in order, without the white space around them.

    A full stop ends no sentence behind an abbreviation, an initial or a number that an ordinal word follows
    ("4. Dezember", "50. Staat"), nor before a lower-case word; behind a unit only before one of `beginners`, words that
    nothing but the beginning of a sentence gives a capital ("w 2014 r. Na"). A line break ends one, unless the line
    flows on in lower case. Nothing is longer than 1 500 characters.
    """
    start = 0
    for stop in _STOP.finditer(view):
        if stop.start() < start or not _ends(view, stop, abbreviations, follow_ordinal, beginners):
            continue
        yield from _pieces(view, start, stop.end())
        start = stop.end()
    yield from _pieces(view, start, len(view))


def _pieces(view: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentence, or parts of one that is longer than any sentence is: what looks around in it stays cheap."""
    pieces: list[tuple[int, int]] = []
    while start < end:
        cut = end
        if end - start > _LONGEST:
            space = view.rfind(" ", start, start + _LONGEST)
            cut = space + 1 if space > start else start + _LONGEST
        span = _trim(view, start, cut)
        if span:
            pieces.append(span)
        start = cut
    return pieces


def _trim(view: str, start: int, end: int) -> tuple[int, int] | None:
    inside = view[start:end].strip()
    first = view.find(inside, start)
    return (first, first + len(inside)) if inside else None


def _ends(
    view: str,
    stop: re.Match[str],
    abbreviations: Container[str],
    follow_ordinal: Container[str],
    beginners: Container[str],
) -> bool:
    mark = stop.group()
    following = stop.end("opening")
    upcoming = view[following : following + 1]
    if mark[0] == "\n":
        return "\n\n" in mark.replace(" ", "") or not (
            upcoming.islower() and view[stop.start() - 1 : stop.start()] not in ".!?:"
        )
    if mark[0] != "." or mark[1:2] == ".":
        return not upcoming.islower()
    if upcoming.islower():
        return False
    if "\n" in view[stop.end() : following]:
        return True
    at = stop.start()
    window = max(0, at - _LOOK_BACK)
    before = _BESIDE_WORD.split(view[max(window, view.rfind(" ", window, at) + 1) : at])[-1].lstrip("_.’'-")
    word = before.lower()
    if word in abbreviations or f"{word}." in abbreviations or (len(before) == 1 and before.isalpha()):
        unit = view[stop.start() - len(before) - 2 : stop.start() - len(before)]
        first = _WORD.match(view, following)
        dashed = not _DASHES.isdisjoint(view[stop.end() : following])  # 'LIMA, 3 gen. – Il Cile …'
        begins = first is not None and first.group().lower() in beginners and not dashed
        return unit[:1].isdigit() and unit[1:] == " " and begins
    if _INITIALS.fullmatch(before):
        return False
    if before.isdigit() and len(before) <= 3:
        upcoming_word = _WORD.match(view, following)
        return not (upcoming_word and upcoming_word.group().lower() in follow_ordinal)
    return True
