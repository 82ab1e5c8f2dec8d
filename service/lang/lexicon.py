"""All forms of a pack in one automaton: one pass over the text proposes every hit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation
from msgspec import Struct

from service.lang.forms import Form, search_view

_LONGEST_WORD = 60
_APOSTROPHES = ("'", "’", "ʼ")
_CYRILLIC = "Ѐ"
_START = attrgetter("start")
_SENSES = attrgetter("senses")


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a form may mean: `kind` names the topic, `value` is the topic's own, `rule` says whence."""

    kind: str
    value: Any
    rule: str


Senses = dict[str, tuple[Sense, ...]]


@dataclass(slots=True)
class Entry:
    """The senses of one form by kind, in pack order; `cased` holds those that count only in one exact case."""

    senses: Senses = field(default_factory=dict)
    cased: dict[str, Senses] = field(default_factory=dict)

    def add(self, exact: str | None, sense: Sense) -> None:
        senses = self.senses if exact is None else self.cased.setdefault(exact, {})
        if sense not in senses.get(sense.kind, ()):
            senses[sense.kind] = (*senses.get(sense.kind, ()), sense)

    def all_in(self, exact: str) -> Senses:
        """The senses that the form has in that case: its own before those of any."""
        own = self.cased[exact]
        return {kind: (*own.get(kind, ()), *self.senses.get(kind, ())) for kind in {**self.senses, **own}}


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


class _Shared:
    """One object for all patterns that mean the same: most of what a text needs of a lexicon then fits into caches."""

    def __init__(self) -> None:
        self._entries: dict[tuple[int, ...], _Layered] = {}
        self._patterns: dict[tuple[bool, bool, tuple[int, ...]], _Pattern] = {}

    def entry(self, layer: int, entry: Entry) -> _Layered:
        if entry.cased:
            return layer, entry.senses, {exact: entry.all_in(exact) for exact in entry.cased}
        key = (layer, *(id(sense) for group in entry.senses.values() for sense in group))
        return self._entries.setdefault(key, (layer, entry.senses, None))

    def pattern(self, closed_left: bool, closed_right: bool, layers: tuple[_Layered, ...]) -> _Pattern:
        key = closed_left, closed_right, tuple(map(id, layers))
        return self._patterns.setdefault(key, (closed_left, closed_right, layers))


class Lexicon:
    """All forms of a pack, in layers that do not hide each other's hits. Immutable; safe to share between threads."""

    def __init__(self, layers: Mapping[str, Iterable[tuple[Form, Sense]]]) -> None:
        patterns: dict[str, dict[str, Entry]] = {}
        for layer, forms in layers.items():
            for form, sense in forms:
                pattern = ("" if form.open_left else " ") + form.key + ("" if form.open_right else " ")
                entries = patterns.setdefault(pattern, {})
                if layer not in entries:
                    entries[layer] = Entry()
                entries[layer].add(form.exact, sense)
        self._layers = tuple(layers)
        self._known = frozenset(patterns)
        shared = _Shared()
        self._entries = [
            shared.pattern(
                pattern[0] == " ",
                pattern[-1] == " ",
                tuple(shared.entry(self._layers.index(layer), entry) for layer, entry in entries.items()),
            )
            for pattern, entries in patterns.items()
        ]
        self._automaton = AhoCorasick(list(patterns), implementation=Implementation.ContiguousNFA)

    def __len__(self) -> int:
        return len(self._entries)

    def knows(self, form: str) -> bool:
        """Whether the word or phrase stands in the lexicon, closed on both sides."""
        return f" {search_view(form)} " in self._known

    def scan(self, view: str) -> dict[str, list[Hit]]:
        """Hits in `view` by layer, in order, none inside another of its layer: the longest at each place wins.

        One pass of the automaton, linear in the text.
        """
        padded = f" {search_view(view)} "
        found: tuple[list[Hit], ...] = tuple([] for _ in self._layers)
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
    return max(stop, padded.rfind(" ", stop, at + 1))


def _word_end(padded: str, at: int) -> int:
    stop = min(len(padded) - 2, at + _LONGEST_WORD)
    space = padded.find(" ", at + 1, stop + 1)
    return space - 1 if space >= 0 else stop
