"""Exchanging states: each form of one by the form of another that stands in the same place of the sentence."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from service.lang import cldr
from service.lang.model import Pack, State

LANGUAGES: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "languages.toml").read_text(encoding="utf-8")
)
_VOWELS = "AEIOUÄÖÜaeiouäöü"

Shape = tuple[str, ...]
"""What decides whether two forms fit the same places: the topic, and for each word how it is inflected."""

_HEAD_FIRST: Shape = ("head first",)
_ABBREVIATION: Shape = ("abbreviation",)
"""Stands with the article of what it is short for, so that another state's full name may take its place."""


@dataclass(frozen=True)
class Notation:
    """Forms that a pack writes in one: their shape, and the surface of each choice of endings."""

    shape: Shape
    surfaces: Mapping[tuple[int, ...], str]


@dataclass(frozen=True)
class Exchange:
    """Words of an article with what takes their place, and the codes that change with them."""

    words: Mapping[str, str]
    codes: Mapping[str, str]


def exchange_states(texts: Sequence[str], atlas: "Atlas", draw: Random) -> Exchange:
    """Another state for each that `texts` name only by forms that another one has as well."""
    article = "\n".join(texts)
    named = {code: surfaces for code in sorted(atlas.forms) if (surfaces := atlas.named(code, article))}
    words: dict[str, str] = {}
    codes: dict[str, str] = {}
    free = [code for code in sorted(atlas.forms) if code not in named and atlas.is_plain(code)]
    draw.shuffle(free)
    for code, surfaces in named.items():
        for other in free:
            forms = atlas.translation(code, other)
            if surfaces <= forms.keys() and atlas.sounds_alike(code, other):
                words |= {surface: form for surface, form in forms.items() if surface not in words}
                codes[code] = other
                free.remove(other)
                break
    return Exchange(words, codes)


class Atlas:
    """The states of a pack by the forms that name them."""

    def __init__(self, data: Pack) -> None:
        self._data = data
        self._table = LANGUAGES[data.code]
        self._cldr = dict(cldr.state_names(data.code))
        self.forms = {code: list(self._notations(code, state)) for code, state in data.states.items()}
        """Notations of each state, the usual one of a shape first."""
        self._ambiguous = {word.lstrip("=").partition("|")[0].partition("~")[0] for word in data.ambiguous.words}

    def named(self, code: str, article: str) -> set[str]:
        """The forms of the state that stand in the article, and its names in capitals."""
        surfaces = {surface for notation in self.forms[code] for surface in notation.surfaces.values()}
        surfaces |= {surface.upper() for surface in surfaces if surface.istitle()}
        return {surface for surface in surfaces if surface in article and stands_in(surface, article)}

    def is_plain(self, code: str) -> bool:
        """Without an article, of one word that means nothing else, and with a capital that is no word for the state."""
        name, state = self._cldr.get(code, " "), self._data.states[code]
        usual = name.isalpha() and name[-1] not in "sxzß" and code not in self._table["articled"]
        known = state.adjectives and state.people and state.capitals and state.capitals[0].isalpha()
        return bool(usual and known) and not {name, *state.capitals} & self._ambiguous and name != state.capitals[0]

    def sounds_alike(self, code: str, other: str) -> bool:
        """'a Russian' cannot become 'a Austrian'."""
        if self._table["of_place"]:
            return True
        return all(
            (ours[:1] in _VOWELS) == (theirs[:1] in _VOWELS)
            for ours, theirs in (
                (self._cldr.get(code, ""), self._cldr[other]),
                (self._data.states[code].adjectives[0], self._data.states[other].adjectives[0]),
            )
        )

    def translation(self, code: str, other: str) -> dict[str, str]:
        """Every form of one state that has its like among those of the other; none that would have two."""
        found: dict[str, str] = {}
        unclear: set[str] = set()
        likes = {notation.shape: notation for notation in reversed(self.forms[other])}
        if _HEAD_FIRST in likes:
            likes[_ABBREVIATION] = likes[_HEAD_FIRST]
        for notation in self.forms[code]:
            like = likes.get(notation.shape)
            for choice, surface in notation.surfaces.items():
                form = self._generic(surface) or (like.surfaces.get(choice) if like else None)
                if form and found.setdefault(surface, form) != form:
                    unclear.add(surface)
                if form and surface.istitle():
                    found.setdefault(surface.upper(), form.upper())
                if notation.shape == _ABBREVIATION:
                    found[f" ({surface})"] = ""
        return {surface: form for surface, form in found.items() if surface not in unclear}

    def _generic(self, surface: str) -> str | None:
        form: str | None = self._table["generic"].get(surface)
        return form

    def _notations(self, code: str, state: State) -> Iterator[Notation]:
        data, articled = self._data, code in self._table["articled"]
        for name in filter(None, (self._cldr.get(code), *state.names)):
            yield self._name(name, articled=articled)
        for topic, forms in (("adjective", state.adjectives), ("people", state.people)):
            yield from (_notation(topic, form, data, ()) for form in forms)
        for capital in state.capitals:
            yield _notation("capital", capital, data, data.inflection.name)
            if self._table["of_place"]:
                yield _notation("of the capital", capital + self._table["of_place"], data, ())
        for form in (*state.seats, *state.bodies, *state.offices, *state.prefixes):
            yield _notation(form, form, data, ())

    def _name(self, name: str, *, articled: bool) -> Notation:
        """A plain name, one that opens with a word such as 'Republic', or one that nothing else is like."""
        words = [word.partition("|")[0].partition("~")[0] for word in name.lstrip("=").split()]
        if articled or (len(words) > 1 and not set(words) & set(self._table["heads"])):
            return _notation(name, name, self._data, self._data.inflection.name)
        if name.startswith("="):
            return Notation(_ABBREVIATION, {(0,): name[1:]})
        if len(words) == 1:
            return _notation("name", name, self._data, self._data.inflection.name)
        formal = "adjective first" if "~adj" in name.partition(" ")[0] else "head first"
        notation = _notation(formal, name, self._data, ())
        return Notation((formal,), {choice[:1]: surface for choice, surface in notation.surfaces.items()})


def _notation(topic: str, notation: str, data: Pack, endings: tuple[str, ...]) -> Notation:
    words = [_word(word, data, endings) for word in notation.lstrip("=").strip("*").split()]
    shape = (topic, *(kind for kind, _ in words))
    choices = product(*(range(len(forms)) for _, forms in words))
    surfaces = {c: " ".join(forms[i] for i, (_, forms) in zip(c, words, strict=True)) for c in choices}
    return Notation(shape, surfaces)


def _word(word: str, data: Pack, endings: tuple[str, ...]) -> tuple[str, list[str]]:
    """How the word is inflected, and its forms in the order of the endings."""
    stem, mark, listed = word.partition("|")
    if mark:
        return f"{listed} after {'e' if stem.endswith('e') else 'x'}", [stem + ending for ending in listed.split(",")]
    stem, mark, paradigm = word.partition("~")
    if mark:
        return paradigm, [stem + ending for ending in data.paradigms[paradigm]]
    return ",".join(endings), [stem + ending for ending in endings or ("",)]


def stands_in(surface: str, text: str) -> bool:
    """Whether the words stand in the text as whole words."""
    return re.search(rf"(?<!\w){re.escape(surface)}(?!\w)", text) is not None
