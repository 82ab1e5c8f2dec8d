"""The words of temporal expressions: their senses in the lexicon, and a lexicon of just these."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from service.lang import cldr
from service.lang.forms import Forms, Notation, transliterated
from service.lang.lexicon import Lexicon, Sense
from service.lang.time_model import Time

HERE = Path(__file__).parent
_PARTS = {"start": 1, "middle": 2, "end": 3, "course": 4}
_UNIT_LETTERS = {"year": ("A", "X")}
_SIGNS = {"": " ", ".": ".", ",": ",", "/": "/", ".,": ",", "./": "/", ")": "o"} | dict.fromkeys(
    ("-", "–", "—", ".-", ".–", ".—", "--"), "-"
)
_LONGEST_GAP = 18
_APOSTROPHES = ("'", "’")
"""'cent'anni'"""


@dataclass(frozen=True, slots=True)
class TimeWords:
    """What reading temporal expressions needs of a language besides hits; `gap` names what stands between two items."""

    data: Time
    nouns_capital: bool
    month_first: bool
    gap: Callable[[str], str]

    @classmethod
    def of(cls, data: Time, *, nouns_capital: bool = False, month_first: bool = False) -> "TimeWords":
        return cls(data, nouns_capital, month_first, lru_cache(maxsize=4096)(lambda text: _gap(data, text)))


@dataclass(frozen=True, slots=True)
class TimePack:
    """The temporal words of one language, compiled apart from its other knowledge; layers 'time' and 'tense'."""

    words: TimeWords
    lexicon: Lexicon


@lru_cache(maxsize=32)
def time_pack(code: str, root: Path = HERE) -> TimePack | None:
    """The temporal words of language `code`; None if it has none."""
    source = root / code / "time.toml"
    if not source.is_file():
        return None
    data = Time.model_validate(tomllib.loads(source.read_text(encoding="utf-8"))["time"])
    pack = root / code / "pack.toml"
    table: dict[str, Any] = tomllib.loads(pack.read_text(encoding="utf-8")) if pack.is_file() else {}
    capital = bool(table.get("nouns_capital", False))
    plain = table.get("transliterate", {})
    notation = Notation(table.get("paradigms", {}))
    cased = bool(table.get("months_capital", False))
    layers = {"time": time_senses(data, code, cased=cased), "tense": _tense_senses(data, code)}
    lexicon = Lexicon({layer: _forms(senses, notation, plain) for layer, senses in layers.items()})
    return TimePack(
        TimeWords.of(data, nouns_capital=capital, month_first=bool(table.get("month_first", False))), lexicon
    )


def _forms(
    senses: Iterable[tuple[str, Sense]], notation: Notation, plain: Mapping[str, str]
) -> Iterator[tuple[Forms, Sense]]:
    """The forms of every sense, and what texts without the letters in `plain` write for them."""
    spellings = (partial(transliterated, table=plain),)
    for noted, sense in senses:
        forms = notation.forms(noted)
        yield forms.respelt(spellings) if forms.exact is None else forms, sense


def time_senses(time: Time, code: str, *, cased: bool) -> Iterator[tuple[str, Sense]]:
    """Notation and sense of every temporal word; `cased`: month names count only with a capital."""

    @cache
    def sense(letter: str, value: int | str) -> Sense:
        return Sense("time", (letter, value), f"{code}.time")

    for key, forms in time.numbers.items():
        yield from ((form, sense("n", int(key))) for form in forms)
    yield from ((form, sense(letter, value)) for letter, value, form in _names(time, code, cased=cased))
    yield from ((form, sense("F", "year")) for form in time.decade_before)
    for unit, forms in time.units.items():
        yield from ((form, sense(_UNIT_LETTERS.get(unit, ("U", "z"))[0], unit)) for form in forms)
    for unit, forms in time.plurals.items():
        yield from ((form, sense(_UNIT_LETTERS.get(unit, ("U", "z"))[1], unit)) for form in forms)
    tables: tuple[tuple[str, type[int] | type[str], dict[str, tuple[str, ...]]], ...] = (
        ("D", str, time.days),
        ("O", int, time.ordinals),
        ("S", str, time.seasons),
        ("P", str, time.dayparts),
        ("H", str, time.holidays),
        ("R", str, time.references),
        ("d", int, time.decades),
        ("V", str, time.relative),
        ("k", str, time.clock),
    )
    for letter, convert, table in tables:
        for key, forms in table.items():
            yield from ((form, sense(letter, convert(key))) for form in forms)
    for part, forms in time.parts.items():
        yield from ((form, sense("p", _PARTS[part])) for form in forms)
    for letter, forms in (
        ("t", time.this),
        ("l", time.last),
        ("x", time.next),
        ("s", time.same),
        ("w", time.following),
        ("v", time.preceding),
        ("a", time.ago_before),
        ("g", time.ago_after),
        ("h", time.later),
        ("b", time.earlier),
        ("i", time.within),
        ("j", time.after),
        ("r", time.before),
        ("c", time.about),
        ("f", time.since),
        ("u", time.until),
        ("e", time.every),
        ("q", time.several),
        ("y", time.exactly),
        ("E", time.weekend),
        ("B", time.bc),
    ):
        yield from ((form, sense(letter, int(letter == "c"))) for form in forms)
    yield from ((form, sense("c", 0)) for form in time.adverbs)
    after = Sense("after", "after", f"{code}.time")
    yield from ((form, after) for form in time.after)


def _names(time: Time, code: str, *, cased: bool) -> Iterator[tuple[str, int | str, str]]:
    month = "M" if time.day_after_month else "m"
    for number, name in cldr.month_names(code):
        yield month, number, ("=" if cased else "") + _inflected(name, time.month_endings)
    for key, forms in time.months.items():
        yield from ((month, int(key), form) for form in forms)
    named = [(str(number), name) for number, name in cldr.weekday_names(code)]
    others = [(day, form) for day, forms in time.weekdays.items() for form in forms]
    yield from (("W", day, _inflected(name, time.weekday_endings)) for day, name in named)
    yield from (("W", day, form) for day, form in others)
    for day, name in (*named, *others):
        for part, endings in time.weekday_parts.items():
            yield "W", day + part, _inflected(name.partition("|")[0], endings)


def _inflected(name: str, endings: tuple[str, ...]) -> str:
    return f"{name}|{','.join(endings)}" if " " not in name else name


def _tense_senses(time: Time, code: str) -> Iterator[tuple[str, Sense]]:
    for name, forms in (("future", time.future_cues), ("past", time.past_cues), ("ahead", time.ahead_cues)):
        sense = Sense("tense", name, f"{code}.time")
        yield from ((form, sense) for form in forms)


def _gap(data: Time, text: str) -> str:
    """One character for what stands between two items; '_' where no expression goes on."""
    plain = text.strip(" \n\u00a0").lower() if text not in _APOSTROPHES else ""
    if len(text) > _LONGEST_GAP or "\n\n" in text:
        return "_"
    if plain in _SIGNS:
        return _SIGNS[plain]
    words = plain.replace("'", "' ").replace("’", "' ").lstrip(".,").split()
    joined = [word for word in words if word not in data.fillers]
    if len(words) > 1 and words[-1] in data.bare_days:
        return "_"
    if not joined and words:
        opens = plain[0] == "." and text.lstrip(" .\n\u00a0")[0].isupper()
        return "_" if opens else plain[0] if plain[0] in ".," else "o"
    return "&" if len(joined) == 1 and joined[0] in data.joiners else "_"
