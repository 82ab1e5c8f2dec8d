"""The notation in which packs write word forms, and its expansion.

    Vertrag|,s,es        a stem and its endings
    russisch~adj         a stem and the endings of a paradigm named in the pack
    *vertrag|,s,es       may also close a compound: Freundschaftsvertrags
    ratifi*              any word that begins so
    =EU                  only in exactly this case

Every word of a phrase may carry its own endings; a phrase stands for all combinations.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

_NOT_WORD = re.compile(r"[^\w ]")
_LETTER_MARK = "ʼ"
"""An apostrophe that counts as a letter."""

Paradigms = Mapping[str, Sequence[str]]


class FormError(ValueError):
    """A form that names an unknown paradigm or stands for nothing."""


class Form(NamedTuple):
    """One surface form: `key` as it is searched for, `exact` its case if that counts."""

    key: str
    exact: str | None
    open_left: bool
    open_right: bool


def search_view(text: str) -> str:
    """`text` in lower case with a space for all that is no word character; the same length, offset by offset."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    if lowered.isalnum() and _LETTER_MARK not in lowered:
        return lowered
    return _NOT_WORD.sub(" ", lowered).replace(_LETTER_MARK, " ")


def expand(notation: str, paradigms: Paradigms) -> Iterator[Form]:
    """All forms that `notation` stands for. Raises FormError."""
    exact = notation.startswith("=")
    body = notation[1:] if exact else notation
    open_left, open_right = body.startswith("*"), body.endswith("*")
    body = body.strip("*")
    for words in product(*(_word_forms(word, paradigms) for word in body.split())):
        phrase = " ".join(words)
        key = search_view(phrase).strip()
        if not key:
            raise FormError(f"{notation!r} stands for nothing")
        yield Form(key, phrase[: len(key)] if exact else None, open_left, open_right)


def citation(notation: str, paradigms: Paradigms) -> str:
    """The first form that `notation` stands for, as it is written. Raises FormError."""
    return " ".join(_word_forms(word, paradigms)[0] for word in notation.strip("=*").split())


def _word_forms(word: str, paradigms: Paradigms) -> list[str]:
    stem, mark, endings = word.partition("|")
    if mark:
        return [stem + ending for ending in endings.split(",")]
    stem, mark, name = word.partition("~")
    if not mark:
        return [word]
    if name not in paradigms:
        raise FormError(f"{word!r} names the unknown paradigm {name!r}")
    return [stem + ending for ending in paradigms[name]]
