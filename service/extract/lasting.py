"""What a sentence may say of how long a treaty lasts: more than the rules tie to one by themselves."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from schemas.vocabulary import EventType, TermKind
from service.extract.term import Scene, expires, is_other, labels, same_clause, scene_at, until_word
from service.lang.lexicon import Hit
from service.mention import DateMention, Span
from service.text.document import Document

_MOVED = frozenset("aghb")
"""Classes of the words that make a point in time of a length: ago, later, earlier."""
_BESIDE = 1
_CALLED = frozenset(("until", "before", "after"))


class Lasting(Struct, frozen=True, gc=False):
    """A stretch that says how long, with the wording that makes it a term; `date` where the stretch is none."""

    span: Span
    kind: TermKind
    cue: Hit
    date: DateMention | None = None


def lasting(document: Document, dates: Sequence[DateMention], position: int) -> Iterator[Lasting]:
    """Those of the sentence that holds `position`, in no order."""
    scene = scene_at(document, dates, position)
    told = [date for date in scene.dates if date.past is None or date.past.year or date.past.month]
    for date in scene.dates:
        if is_other(scene, date.span):
            continue
        if date.type == "DURATION":
            cue, kind = _measuring(scene, date.span), TermKind.DURATION
        else:
            cue, kind = _closing(scene, date, alone=told == [date]), TermKind.UNTIL
        if cue is not None:
            yield Lasting(date.span, kind, cue, date)
    for cue in scene.cues:
        span = Span(cue.start, cue.end)
        if "indefinite" in cue.senses and not is_other(scene, span):
            yield Lasting(span, TermKind.INDEFINITE, cue)


def _measuring(scene: Scene, length: Span) -> Hit | None:
    """The wording that makes a length of time a term: on its side of it, in the same clause, or its label."""
    if _is_moved(scene, length):
        return None
    for cue in scene.cues:
        before = "before" in cue.senses and cue.end <= length.start
        after = "after" in cue.senses and length.end <= cue.start
        over = cue.start < length.end and length.start < cue.end and not _CALLED.isdisjoint(cue.senses)
        if over or ((before or after) and same_clause(scene, cue.start, length.start)) or labels(scene, cue, length):
            return cue
    return None


def _is_moved(scene: Scene, length: Span) -> bool:
    """'vor vier Jahren', 'two years later': when, not how long."""
    return any(
        sense.value[0] in _MOVED
        for word in scene.words
        if 0 <= length.start - word.end <= _BESIDE or 0 <= word.start - length.end <= _BESIDE
        for sense in word.senses.get("time", ())
    )


def _closing(scene: Scene, date: DateMention, *, alone: bool) -> Hit | None:
    """The wording that makes a day the last one: 'valid until', or an end in a sentence with no other day or length."""
    until = until_word(scene, date)
    for cue in scene.cues:
        if alone and "expires" in cue.senses and expires(scene, cue):
            return cue
        if (
            until is not None
            and not _CALLED.isdisjoint(cue.senses)
            and (same_clause(scene, cue.start, date.span.start) or (cue.end <= until and _prolongs(scene, cue)))
        ):
            return cue
    return None


def _prolongs(scene: Scene, cue: Hit) -> bool:
    """'Prolonged twice, most recently in May, until 17 July': what follows belongs to it, whatever stands between."""
    first = bisect_left(scene.words, cue.start, key=lambda word: word.start)
    inside = (word for word in scene.words[first:] if word.start < cue.end)
    return any(
        sense.value.rule.event is EventType.EXTENSION for word in inside for sense in word.senses.get("event", ())
    )
