"""The notation in which packs write word forms, and its expansion.

    Vertrag|,s,es        a stem and its endings
    russisch~adj         a stem and the endings of a paradigm named in the pack
    *vertrag|,s,es       may also close a compound: Freundschaftsvertrags
    ratifi*              any word that begins so; in a phrase, the last one
    =EU                  only in exactly this case

Every word of a phrase may carry its own endings; a phrase stands for all combinations.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, product

from msgspec import Struct
from msgspec.structs import replace

_NOT_WORD = re.compile(r"[^\w ]")
_LETTER_MARK = "ʼ"
"""An apostrophe that counts as a letter."""

Paradigms = Mapping[str, Sequence[str]]


class FormError(ValueError):
    """A form that names an unknown paradigm or stands for nothing."""


class Forms(Struct, frozen=True, gc=False):
    """What one notation stands for: the surface forms as they are searched for, and their case if that counts."""

    keys: list[str]
    exact: list[str] | None
    open_left: bool
    open_right: bool

    def respelt(self, spellings: Iterable[Callable[[str], str]]) -> "Forms":
        """With what they are otherwise spelt like; a spelling is given all of them as lines, and changes letters."""
        lines = "\n".join(self.keys)
        others = [
            new
            for spell in spellings
            if (other := spell(lines)) != lines
            for key, new in zip(self.keys, other.split("\n"), strict=True)
            if new != key
        ]
        return replace(self, keys=self.keys + others) if others else self


def search_view(text: str) -> str:
    """`text` in lower case with a space for all that is no word character; the same length, offset by offset."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    if lowered.isalnum() and _LETTER_MARK not in lowered:
        return lowered
    return _NOT_WORD.sub(" ", lowered).replace(_LETTER_MARK, " ")


def transliterated(text: str, table: Mapping[str, str]) -> str:
    """As texts write it that lack the letters in `table`."""
    for letter, written in table.items():
        text = text.replace(letter, written)
    return text


class Notation:
    """Expands what a pack notes, by its paradigms; each word once, since most stand in many phrases."""

    def __init__(self, paradigms: Paradigms) -> None:
        self._paradigms = paradigms
        self._searched_for = cache(lambda word: [search_view(form) for form in self._inflected(word)])

    def forms(self, notation: str) -> Forms:
        """All forms that `notation` stands for. Raises FormError."""
        cased = notation.startswith("=")
        body = notation.removeprefix("=")
        inside = body.strip("*")
        if "*" in inside or inside != inside.strip():
            raise FormError(f"{notation!r} has a star elsewhere than right at its beginning or end")
        words = inside.split()
        keys = [" ".join(key).strip() for key in product(*map(self._searched_for, words))]
        if not all(keys):
            raise FormError(f"{notation!r} stands for nothing")
        exact = None
        if cased:
            spelt = map(" ".join, product(*map(self._inflected, words)))
            exact = [phrase[: len(key)] for phrase, key in zip(spelt, keys, strict=True)]
        return Forms(keys, exact, body.startswith("*"), body.endswith("*"))

    def keys(self, notations: Iterable[str]) -> Iterator[str]:
        """All forms of all of them, as they are searched for. Raises FormError."""
        return chain.from_iterable(self.forms(notation).keys for notation in notations)

    def citation(self, notation: str) -> str:
        """The first form that `notation` stands for, as it is written. Raises FormError."""
        return " ".join(self._inflected(word)[0] for word in notation.strip("=*").split())

    def _inflected(self, word: str) -> list[str]:
        stem, mark, endings = word.partition("|")
        if mark:
            return [stem + ending for ending in endings.split(",")]
        stem, mark, name = word.partition("~")
        if not mark:
            return [word]
        if name not in self._paradigms:
            raise FormError(f"{word!r} names the unknown paradigm {name!r}")
        return [stem + ending for ending in self._paradigms[name]]
