"""Read the packs, check them whole, compile them. All faults are reported together; a faulty pack stops the start."""

import gc
import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from service.errors import PackError
from service.lang import cldr
from service.lang.forms import FormError, Forms, Notation, transliterated
from service.lang.lexicon import Layer, Lexicon, Sense
from service.lang.model import Claim, Pack
from service.lang.patterns import Patterns
from service.lang.senses import layers
from service.lang.time import TimeWords
from service.lang.title_model import Titles
from service.mention import Age

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class CompiledPack:
    """A pack ready for use: its data, its lexicon, and what is made of its words once for all articles."""

    data: Pack
    nouns_capital: bool
    lexicon: Lexicon
    patterns: Patterns
    chrome: re.Pattern[str]
    names: dict[str, str]
    """How the language calls each state and organisation, by code."""
    citations: frozenset[str]
    """Names and capitals as they stand in the nominative, where the pack tells the agent by its case."""
    nominatives: frozenset[str]
    """Those of them that have another form in other cases."""
    beginners: frozenset[str]
    """Common words with which sentences begin, in lower case."""
    joiners: frozenset[str]
    articles: frozenset[str]
    ages: Mapping[str, Age]
    """Which of several agreements an adjective is said of."""
    ordinals: Mapping[str, int]
    """The same of 'first', 'second' and so on."""
    fingerprint: str
    time: TimeWords
    quotation: Claim | None
    """The rule of what is only told to be said by its marks."""
    precision: Mapping[str, float]
    """Measured precision of the rules that have one, by rule id."""
    given: frozenset[str]
    """First names of people, whatever their language."""

    @property
    def contents(self) -> Layer:
        """What a treaty lays down: a layer of its own, so that no cue hides a word."""
        return Layer(self.lexicon, "contents")

    @property
    def terms(self) -> Layer:
        """How long a treaty is made for."""
        return Layer(self.lexicon, "terms")


def load_packs(root: Path = HERE) -> dict[str, CompiledPack]:
    """All packs below `root`, by language code. Raises PackError with every fault found in any of them."""
    faults: list[str] = []
    packs: dict[str, CompiledPack] = {}
    measured, named, bygone = (_text_of(root / name) for name in ("precision.toml", "given_names.txt", "bygone.toml"))
    precision, given = tomllib.loads(measured), frozenset(named.splitlines())
    shared = (measured + named + bygone).encode()
    with _uncollected():
        for folder in sorted(path for path in root.iterdir() if (path / "pack.toml").exists()):
            try:
                packs[folder.name] = _load(folder, shared, precision, given)
            except PackError as error:
                faults += error.problems
    if faults:
        raise PackError(faults)
    return packs


def _text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector, then or later: it would go through what is there to stay."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()


def _load(folder: Path, shared: bytes, precision: Mapping[str, float], given: frozenset[str]) -> CompiledPack:
    content = hashlib.sha256(shared)
    merged: dict[str, Any] = {}
    faults = []
    for file in sorted(folder.glob("*.toml")):
        raw = file.read_bytes()
        content.update(raw)
        try:
            table = tomllib.loads(raw.decode())
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.append(f"{folder.name}/{file.name}: {error}")
            continue
        for key, value in table.items():
            if key == "paradigms":
                merged.setdefault("paradigms", {}).update(value)
            elif key in merged:
                faults.append(f"{folder.name}/{file.name}: {key} stands in another file as well")
            else:
                merged[key] = value
    try:
        data = Pack.model_validate(merged) if not faults else None
    except ValidationError as error:
        faults += [f"{folder.name}: {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        data = None
    if data is None:
        raise PackError(faults)
    if data.code != folder.name:
        raise PackError([f"{folder.name}/pack.toml: code is {data.code!r}"])
    return compile_pack(data, content.hexdigest(), precision, given)


def compile_pack(
    data: Pack,
    fingerprint: str = "",
    precision: Mapping[str, float] = MappingProxyType({}),
    given: frozenset[str] = frozenset(),
) -> CompiledPack:
    """Build the lexicon of a pack. Raises PackError that lists every faulty form and doubled rule id."""
    ids = [rule.id for rule in data.rules()]
    faults = [f"{data.code}: rule id {name} is used twice" for name in sorted({i for i in ids if ids.count(i) > 1})]
    notation = Notation(data.paradigms)
    forms = {layer: _forms(notation, data, pairs, faults) for layer, pairs in layers(data).items()}
    if faults:
        raise PackError(faults)
    declensions = _declensions(data, notation)
    joiners = frozenset(notation.keys(data.words.get("and", ())))
    return CompiledPack(
        data,
        data.nouns_capital,
        Lexicon(forms),
        Patterns.of(data, joiners),
        _chrome(data),
        _display_names(data, notation),
        citations=frozenset(forms[0] for forms in declensions),
        nominatives=frozenset(forms[0] for forms in declensions if len(set(forms)) > 1),
        beginners=_beginners(data, notation),
        joiners=joiners,
        articles=frozenset(notation.keys(data.words.get("article", ()))),
        ages=_ages(data.titles, notation),
        ordinals=_ordinals(data.titles, notation),
        fingerprint=fingerprint,
        time=TimeWords.of(data.time, nouns_capital=data.nouns_capital, month_first=data.month_first),
        quotation=next((rule for rule in data.claims if rule.sort == "quotation"), None),
        precision=precision,
        given=given,
    )


def _forms(
    notation: Notation, data: Pack, senses: Iterable[tuple[str, Sense]], faults: list[str]
) -> list[tuple[Forms, Sense]]:
    spellings = _spellings(data)
    pairs: list[tuple[Forms, Sense]] = []
    for noted, sense in senses:
        try:
            forms = notation.forms(noted)
        except FormError as error:
            faults.append(f"{data.code}: {sense.rule}: {error}")
        else:
            pairs.append((forms.respelt(spellings) if forms.exact is None else forms, sense))
    return pairs


def _spellings(data: Pack) -> tuple[Callable[[str], str], ...]:
    """How else the forms of the pack are spelt: without its letters, or as before a reform: 'muß', 'Kongreß'."""
    spellings: list[Callable[[str], str]] = []
    if data.transliterate:
        spellings.append(partial(transliterated, table=data.transliterate))
    if data.former:
        spellings.append(partial(_formerly, table={re.compile(now): once for now, once in data.former.items()}))
    return tuple(spellings)


def _formerly(text: str, table: Mapping[re.Pattern[str], str]) -> str:
    for now, once in table.items():
        text = now.sub(once, text)
    return text


def _chrome(data: Pack) -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(line) for line in data.sentences.chrome), key=len, reverse=True))
    separator = r"[ \t\u00a0]*[|·–—•/>-]?[ \t\u00a0]*"
    return re.compile(
        rf"^(?:[©|·–—•.>-]?[ \t\u00a0]*(?:{words}){separator}){{1,8}}\.?$|^[.•|·-]$", re.MULTILINE | re.IGNORECASE
    )


def _beginners(data: Pack, notation: Notation) -> frozenset[str]:
    noted = [form for forms in (*data.links.values(), *data.words.values()) for form in forms]
    noted += [form for noun in data.treaties for form in noun.forms]
    closed = (form for form in noted if not form.startswith(("=", "*")))
    return frozenset(key for key in notation.keys(closed) if " " not in key)


def _ages(titles: Titles, notation: Notation) -> dict[str, Age]:
    given = ((Age.OLDER, titles.older), (Age.NEWER, titles.newer), (Age.LIKEWISE, titles.likewise))
    return {key: age for age, words in given for key in notation.keys(words)}


def _ordinals(titles: Titles, notation: Notation) -> dict[str, int]:
    return {key: number for number, words in enumerate(titles.ordinals, start=1) for key in notation.keys(words)}


def _declensions(data: Pack, notation: Notation) -> list[list[str]]:
    """The cases of names and capitals in lower case, the nominative first; only where the pack knows of cases."""
    if not data.inflection.agent:
        return []
    places = (*data.states.values(), *data.organisations.values())
    given = [form for place in places for form in (*place.names, *place.capitals)]
    return [notation.forms(form).keys for form in given] + [[name.lower()] for _, name in cldr.state_names(data.code)]


def _display_names(data: Pack, notation: Notation) -> dict[str, str]:
    """By code: the name that CLDR gives; else the first that the pack gives, in its first form."""
    places = {**data.organisations, **data.states}
    names = {code: notation.citation(state.names[0]) for code, state in places.items() if state.names}
    return names | dict(cldr.state_names(data.code))
