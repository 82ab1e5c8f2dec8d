"""Stage 2g: how long a treaty is made for."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from schemas.vocabulary import TermKind
from service.extract.particles import closed_by
from service.lang.lexicon import Hit
from service.mention import DateMention, Span, TermMention
from service.normalise.calendar import CalendarDate
from service.text.document import Document, Sentence
from service.text.spans import within

_MARK = re.compile(r"[;:()!?–—]|,(?! \d)")
_NEXT = re.compile(r" (?:[^\W\d_A-Z]+ )?")
"""Between a noun and an adjective behind it: at most another one."""
_LABEL = re.compile(r"[^,;:()!?–—]*(?::| [–—]) ")
LENGTH = re.compile(r"P(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?")
"""What a term can say: no 'some years' (PXY), no hours."""
_DECADES = re.compile(r"P(\d+)DE")
_LENGTHS = frozenset(("DURATION", "SET"))
_START = attrgetter("start")
_END = ("p", 3)
_TAKEN = frozenset("lec")
_NEAR = 30
_OTHER_BEFORE = 45
_OTHER_BEHIND = 14
_BESIDE = 22
_UNTIL = 14
_MEMORY = 2
_ACTORS = ("government", "body", "role", "state")
_NO_ADJECTIVE = frozenset(("link", "article", "indefinite", "and"))


@dataclass
class Scene:
    """One sentence: its words, its temporal expressions and the term cues in it."""

    document: Document
    index: int
    sentence: Sentence
    words: Sequence[Hit]
    cues: Sequence[Hit]
    dates: Sequence[DateMention]

    @cached_property
    def cuts(self) -> Sequence[int]:
        """Where marks part the sentence; a full stop or a comma may belong to a date."""
        marks = _MARK.finditer(self.document.view, self.sentence.start, self.sentence.end)
        return (self.sentence.start, *(mark.end() for mark in marks), self.sentence.end)

    def words_in(self, span: Span) -> Iterator[Hit]:
        return (word for word in self.words if span.start <= word.start < span.end)

    def number_at(self, position: int) -> int:
        """Number of the clause that holds `position`, from 1."""
        return min(max(bisect_right(self.cuts, position), 1), len(self.cuts) - 1)

    def clause_at(self, position: int) -> Span:
        number = self.number_at(position)
        return Span(self.cuts[number - 1], self.cuts[number])


def term(document: Document, dates: Sequence[DateMention]) -> list[TermMention]:
    """Terms in the order of the text; the span is the stretch from the wording to the span of time or the day."""
    cues = document.layers["terms"]
    found: list[TermMention] = []
    for index in sorted({document.sentence_at(item.start) for item in _anchors(cues, dates)}):
        if not document.sentences[index].headline and _names_treaty(document, index):
            found += _in_sentence(_scene(document, cues, dates, index))
    return sorted(found, key=lambda mention: mention.span)


def scene_at(document: Document, dates: Sequence[DateMention], position: int) -> Scene:
    """The sentence that holds `position`."""
    return _scene(document, document.layers["terms"], dates, document.sentence_at(position))


def _anchors(cues: Sequence[Hit], dates: Sequence[DateMention]) -> Iterator[Hit | Span]:
    yield from (cue for cue in cues if cue.senses.keys() != {"not_term"})
    yield from (date.span for date in dates if date.type in _LENGTHS)


def _scene(document: Document, cues: Sequence[Hit], dates: Sequence[DateMention], index: int) -> Scene:
    sentence = document.sentences[index]
    first = bisect_left(cues, sentence.start, key=_START)
    inside = cues[first : bisect_left(cues, sentence.end, first, key=_START)]
    own = within(dates, sentence.start, sentence.end)
    return Scene(document, index, sentence, document.hits[sentence.first : sentence.last], inside, own)


def _names_treaty(document: Document, index: int) -> bool:
    """A treaty is named in the sentence, shortly before it or directly behind it."""
    sentences = document.sentences
    return any("treaty" in sentence.kinds for sentence in sentences[max(0, index - _MEMORY) : index + 2])


def _in_sentence(scene: Scene) -> Iterator[TermMention]:
    for date in scene.dates:
        found = _duration(scene, date) if date.type in _LENGTHS else _until(scene, date) if scene.cues else None
        if found is not None:
            yield found
    for cue in scene.cues:
        if "length" in cue.senses:
            yield from _attributive(scene, cue)
        elif _is_endless(scene, cue):
            yield _mention(scene, cue, Span(cue.start, cue.end), TermKind.INDEFINITE)


def _duration(scene: Scene, date: DateMention) -> TermMention | None:
    """A decade is ten years; 'por cinco años', which may mean every five, needs a verb that takes it."""
    date = date._replace(timex=_DECADES.sub(r"P\g<1>0Y", date.timex))
    if not LENGTH.fullmatch(date.timex) or is_other(scene, date.span):
        return None
    reaches = _reaches if date.type == "DURATION" else _opens
    for cue in scene.cues:
        if reaches(scene, cue, date.span) and not _denied(scene, cue):
            return _mention(scene, cue, _join(cue, date.span), TermKind.DURATION, date)
    treaty = next((word for word in scene.words if "treaty" in word.senses and word.start >= date.span.end), None)
    if treaty is not None and _is_adjective(scene, date.span, treaty):
        span = Span(date.span.start, treaty.end)
        return TermMention(span, date.rule, TermKind.DURATION, date.timex, None, scene.index)
    return None


def _attributive(scene: Scene, cue: Hit) -> Iterator[TermMention]:
    """'zehnjähriger Vertrag', 'Zehnjahresvertrag', 'accord décennal', 'mit zehnjähriger Laufzeit'."""
    span = Span(cue.start, cue.end)
    if is_other(scene, span):
        return
    nouns = (word for word in scene.words if "treaty" in word.senses)
    terms = (other for other in scene.cues if "after" in other.senses and other.start - cue.end == 1)
    noun = next((noun for noun in (*nouns, *terms) if _goes_with(scene, span, noun)), None)
    if noun is not None:
        length = cue.senses["length"][0]
        yield TermMention(_join(noun, span), length.rule, TermKind.DURATION, length.value, None, scene.index)


def _goes_with(scene: Scene, length: Span, noun: Hit) -> bool:
    if noun.start >= length.end:
        return _is_adjective(scene, length, noun)
    if length.start < noun.end:
        return True
    between = (word for word in scene.words if noun.end <= word.start < length.start)
    near = _NEXT.fullmatch(scene.document.view[noun.end : length.start]) is not None
    return near and all(_NO_ADJECTIVE.isdisjoint(word.senses) for word in between)


def _reaches(scene: Scene, cue: Hit, span: Span) -> bool:
    """The cue stands on its side of the span of time, in the same clause; or it is its label: 'Dauer: zehn Jahre'."""
    if not {"before", "after"}.isdisjoint(cue.senses) and labels(scene, cue, span):
        return True
    if cue.start >= span.end:
        gap = cue.start - span.end
        if "bound" in cue.senses:
            return gap <= 1 and _binds(scene, span)
        return "after" in cue.senses and gap <= _NEAR and same_clause(scene, span.end - 1, cue.start)
    gap = span.start - cue.end
    near = 0 <= gap <= _NEAR or _opens(scene, cue, span)
    return "before" in cue.senses and near and same_clause(scene, cue.start, span.start)


def _opens(scene: Scene, cue: Hit, span: Span) -> bool:
    """'To last five years', 'rige por cinco años': its last word was read as 'last', 'every' or 'over'."""
    if not cue.start < span.start < cue.end < span.end:
        return False
    first = (word for word in scene.words if word.start == span.start)
    return any(sense.value[0] in _TAKEN for word in first for sense in word.senses.get("time", ()))


def labels(scene: Scene, cue: Hit, span: Span) -> bool:
    """'Dauer: zehn Jahre'."""
    gap = scene.document.view[cue.end : span.start] if cue.end < span.start <= cue.end + _NEAR else ""
    return _LABEL.fullmatch(gap) is not None


def _binds(scene: Scene, span: Span) -> bool:
    clause = scene.clause_at(span.start)
    kinds = {kind for word in scene.words if clause.start <= word.start < clause.end for kind in word.senses}
    return "plan" in kinds and "auxiliary" not in kinds


def _is_adjective(scene: Scene, length: Span, treaty: Hit) -> bool:
    """'A ten-year trade agreement', 'den zehnjährigen Vertrag': the span of time is an adjective of the treaty."""
    view = scene.document.view
    last = view[length.start : length.end].replace("-", " ").split()[-1]
    if treaty.start - length.end > _BESIDE or (scene.document.pack.nouns_capital and last[:1].isupper()):
        return False
    if any(
        length.end <= word.start < treaty.start and not _NO_ADJECTIVE.isdisjoint(word.senses) for word in scene.words
    ):
        return False
    return not set(",.;:") & set(view[length.end : treaty.start])


def _until(scene: Scene, date: DateMention) -> TermMention | None:
    if is_other(scene, date.span):
        return None
    until = until_word(scene, date)
    for cue in scene.cues:
        if not same_clause(scene, cue.start, date.span.start) or _denied(scene, cue):
            continue
        if "expires" in cue.senses and until is None and _is_nearest(scene, date, cue) and expires(scene, cue):
            return _mention(scene, cue, _join(cue, date.span), TermKind.UNTIL, to_its_end(scene, date))
        if until is not None and (
            ("until" in cue.senses and 0 <= until - cue.end <= _NEAR)
            or ("after" in cue.senses and 0 <= cue.start - date.span.end <= _NEAR)
        ):
            return _mention(scene, cue, _join(cue, date.span), TermKind.UNTIL, to_its_end(scene, date))
    return None


def to_its_end(scene: Scene, date: DateMention) -> DateMention:
    """'bis Ende 2027': the last day of the year or month whose end is named."""
    at_end = any(sense.value == _END for word in scene.words_in(date.span) for sense in word.senses.get("time", ()))
    last = date.past.last_day() if date.past is not None and at_end else None
    if date.past is None or last is None:
        return date
    day = CalendarDate.of(last, date.past.basis)
    return date._replace(past=day, future=day)


def until_word(scene: Scene, date: DateMention) -> int | None:
    """Where the 'until' begins that stands directly before the date or opens its mention."""
    start = date.span.start
    for word in scene.words:
        if word.start > start:
            break
        near = "time" in word.senses and (0 <= start - word.end <= _UNTIL or word.start == start)
        if near and any(sense.value[0] == "u" for sense in word.senses["time"]):
            agent = any(sense.value == "by" for sense in word.senses.get("link", ()))
            if not agent:
                return word.start
    return None


def _is_nearest(scene: Scene, date: DateMention, cue: Hit) -> bool:
    others = [other for other in scene.dates if _distance(other.span, cue) >= 0]
    return bool(others) and min(others, key=lambda other: _distance(other.span, cue)) is date


def _distance(span: Span, cue: Hit) -> int:
    return max(span.start - cue.end, cue.start - span.end)


def expires(scene: Scene, cue: Hit) -> bool:
    """Whether the verb is whole, 'läuft … aus', and not under a condition."""
    clause = scene.clause_at(cue.start)
    if any("conditional" in word.senses and clause.start <= word.start < clause.end for word in scene.words):
        return False
    return any(
        not sense.value or closed_by(scene.document, scene.words, Span(cue.end, clause.end), sense.value)
        for sense in cue.senses["expires"]
    )


def _is_endless(scene: Scene, cue: Hit) -> bool:
    if "indefinite" in cue.senses:
        return not _denied(scene, cue) and not is_other(scene, Span(cue.start, cue.end))
    return "end" in cue.senses and _has_none(scene, cue)


def _has_none(scene: Scene, cue: Hit) -> bool:
    """The clause says that there is no such end, and of nobody but the treaty."""
    clause = scene.clause_at(cue.start)
    kinds = {kind for word in scene.words if clause.start <= word.start < clause.end for kind in word.senses}
    return "negation" in kinds and not kinds.intersection(_ACTORS)


def _denied(scene: Scene, cue: Hit) -> bool:
    if "negation" not in scene.sentence.kinds:
        return False
    clause = scene.clause_at(cue.start)
    return any("negation" in word.senses and clause.start <= word.start < cue.start for word in scene.words)


def is_other(scene: Scene, span: Span) -> bool:
    """Words beside it say that this is a time limit, a time since, or the length of something else."""
    others = [cue.start for cue in scene.cues if "not_term" in cue.senses]
    if not others:
        return False
    clause = scene.clause_at(span.start)
    joins = [word.end for word in scene.words if "and" in word.senses and word.end <= span.start]
    start = max(clause.start, span.start - _OTHER_BEFORE, *joins[-1:])
    end = min(clause.end, span.end + _OTHER_BEHIND)
    return any(start <= other < end for other in others)


def same_clause(scene: Scene, first: int, second: int) -> bool:
    """Whether no mark parts the two positions."""
    return scene.number_at(first) == scene.number_at(second)


def _join(cue: Hit, span: Span) -> Span:
    return Span(min(cue.start, span.start), max(cue.end, span.end))


def _mention(scene: Scene, cue: Hit, span: Span, kind: TermKind, date: DateMention | None = None) -> TermMention:
    senses = next(value for key, value in cue.senses.items() if key != "not_term")
    duration = date.timex if date is not None and kind is TermKind.DURATION else None
    day = date if kind is TermKind.UNTIL else None
    return TermMention(span, senses[0].rule, kind, duration, day, scene.index)
