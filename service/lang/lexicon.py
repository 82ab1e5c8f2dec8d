"""All forms of a pack in one automaton: one pass over the text proposes every hit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation
from msgspec import Struct

from service.lang.forms import Forms, search_view

_LONGEST_WORD = 60
_APOSTROPHES = ("'", "’", "ʼ")
_CYRILLIC = "Ѐ"
_START = attrgetter("start")
_SENSES = attrgetter("senses")


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """One thing that forms may mean: `kind` names the topic, `value` is the topic's own, `rule` says whence.

    There is one object of each.
    """

    kind: str
    value: Any
    rule: str


Senses = dict[str, tuple[Sense, ...]]


class Hit(Struct, frozen=True, gc=False):
    """A form found in the text: view offsets of the whole word or phrase, where the form itself begins, its senses.

    A struct: an article has hundreds of them, and they are made and read in a fraction of the time of a dataclass.
    """

    start: int
    end: int
    form_start: int
    senses: Senses


def kinds_of(hits: Iterable[Hit]) -> frozenset[str]:
    """The classes of the words."""
    return frozenset().union(*map(_SENSES, hits))


_Layered = tuple[int, Senses, Mapping[str, Senses] | None]
"""Number of the layer, senses in any case, all senses by exact case."""

_Pattern = tuple[bool, bool, tuple[_Layered, ...]]
"""Whether the pattern is closed on the left and on the right, and what it means in each layer."""


@dataclass(frozen=True, slots=True, eq=False)
class _Meaning:
    """One thing that patterns mean."""

    layer: int
    sense: Sense
    exact: str | None
    open_left: bool
    open_right: bool


class Lexicon:
    """All forms of a pack, in layers that do not hide each other's hits. Immutable; safe to share between threads."""

    def __init__(self, layers: Mapping[str, Iterable[tuple[Forms, Sense]]]) -> None:
        self._layers = tuple(layers)
        told = _told(layers.values())
        compiled = {meanings: _compiled(meanings) for meanings in set(told.values())}
        self._entries = [compiled[meanings] for meanings in told.values()]
        self._automaton = AhoCorasick(list(told), implementation=Implementation.ContiguousNFA)

    def __len__(self) -> int:
        return len(self._entries)

    def knows(self, form: str) -> bool:
        """Whether the word or phrase stands in the lexicon, closed on both sides."""
        padded = f" {search_view(form)} "
        found = self._automaton.find_matches_as_indexes(padded, overlapping=True)
        return any(start == 0 and end == len(padded) for _, start, end in found)

    def scan(self, view: str) -> dict[str, list[Hit]]:
        """Hits in `view` by layer, in order, none inside another of its layer: the longest at each place wins.

        One pass of the automaton, linear in the text.
        """
        padded = f" {search_view(view)} "
        found: list[list[Hit]] = [[] for _ in self._layers]
        entries, splitting = self._entries, _inside_words(view)
        for index, start, end in self._automaton.find_matches_as_indexes(padded, overlapping=True):
            closed_left, closed_right, layers = entries[index]
            left = form_start = start if closed_left else start - 1
            right = form_end = end - 2 if closed_right else end - 1
            if not closed_left:
                left = _word_start(padded, form_start)
            if not closed_right:
                right = _word_end(padded, form_end)
            if right in splitting:
                continue
            for number, plain, cased in layers:
                senses = cased.get(view[form_start:form_end], plain) if cased else plain
                if senses:
                    found[number].append(Hit(left, right, form_start, senses))
        return {layer: _longest(hits) for layer, hits in zip(self._layers, found, strict=True)}


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a lexicon, for scanning a stretch of text apart from a document."""

    lexicon: Lexicon
    name: str

    def scan(self, view: str) -> list[Hit]:
        return self.lexicon.scan(view)[self.name]


def _told(layers: Iterable[Iterable[tuple[Forms, Sense]]]) -> dict[str, tuple[_Meaning, ...]]:
    """All patterns, each with what it means, in pack order."""
    told: dict[str, tuple[_Meaning, ...]] = {}
    meaning = cache(_Meaning)
    for layer, pairs in enumerate(layers):
        for forms, sense in pairs:
            left, right = "" if forms.open_left else " ", "" if forms.open_right else " "
            patterns = [left + key + right for key in forms.keys]
            if forms.exact is None:
                meant = (meaning(layer, sense, None, forms.open_left, forms.open_right),)
                for pattern in patterns:
                    told[pattern] = told.get(pattern, ()) + meant
            else:
                for pattern, exact in zip(patterns, forms.exact, strict=True):
                    meant = (meaning(layer, sense, exact, forms.open_left, forms.open_right),)
                    told[pattern] = told.get(pattern, ()) + meant
    return told


def _compiled(meanings: tuple[_Meaning, ...]) -> _Pattern:
    layers: dict[int, list[_Meaning]] = {}
    for meaning in meanings:
        layers.setdefault(meaning.layer, []).append(meaning)
    first = meanings[0]
    return not first.open_left, not first.open_right, tuple(_layered(number, own) for number, own in layers.items())


def _layered(number: int, meanings: Iterable[_Meaning]) -> _Layered:
    by_case: dict[str | None, Senses] = {None: {}}
    for meaning in meanings:
        senses, sense = by_case.setdefault(meaning.exact, {}), meaning.sense
        if sense not in senses.get(sense.kind, ()):
            senses[sense.kind] = (*senses.get(sense.kind, ()), sense)
    plain = by_case.pop(None)
    return number, plain, {exact: _joined(own, plain) for exact, own in by_case.items() if exact is not None} or None


def _joined(own: Senses, plain: Senses) -> Senses:
    """The senses that a form has in one case: its own before those of any."""
    return {kind: (*own.get(kind, ()), *plain.get(kind, ())) for kind in {**plain, **own}}


def _longest(found: list[Hit]) -> list[Hit]:
    """The hits that no other covers: the longest at each place, of equal ones that with the longest form."""
    found.sort(key=_START)
    hits: list[Hit] = []
    end = 0
    for hit in found:
        if hit.start >= end:
            hits.append(hit)
            end = hit.end
        elif hit.start == hits[-1].start and (
            hit.end > end or (hit.end == end and hit.form_start < hits[-1].form_start)
        ):
            hits[-1] = hit
            end = hit.end
    return hits


def _inside_words(view: str) -> set[int]:
    """Where apostrophes stand inside Cyrillic words, of which nothing is ever left out: 'В'ячеслав'."""
    found = set()
    for mark in _APOSTROPHES:
        at = view.find(mark, 1)
        while at > 0:
            if view[at - 1] >= _CYRILLIC and view[at + 1 : at + 2] >= _CYRILLIC:
                found.add(at)
            at = view.find(mark, at + 1)
    return found


def _word_start(padded: str, at: int) -> int:
    """View offset where the word begins that holds view offset `at`; `padded` has one character more in front."""
    stop = max(0, at - _LONGEST_WORD)
    space = padded.rfind(" ", stop, at + 1)
    return space if space >= 0 else stop


def _word_end(padded: str, at: int) -> int:
    stop = min(len(padded) - 2, at + _LONGEST_WORD)
    space = padded.find(" ", at + 1, stop + 1)
    return space - 1 if space >= 0 else stop
