"""Read the packs, check them whole, compile them. All faults are reported together; a faulty pack stops the start."""

import gc
import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from service.errors import PackError
from service.lang import cldr
from service.lang.forms import Form, FormError, citation, expand
from service.lang.lexicon import Layer, Lexicon, Sense
from service.lang.model import Pack
from service.lang.patterns import Patterns, plain_words
from service.lang.senses import layers
from service.lang.time import TimeWords
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
    """Without the garbage collector: it takes half of the time of the start to go through what is there to stay."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
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
    forms = {layer: _forms(data, pairs, faults) for layer, pairs in layers(data).items()}
    if faults:
        raise PackError(faults)
    declensions = _declensions(data)
    return CompiledPack(
        data,
        data.nouns_capital,
        Lexicon(forms),
        Patterns.of(data),
        _chrome(data),
        _display_names(data),
        citations=frozenset(forms[0] for forms in declensions),
        nominatives=frozenset(forms[0] for forms in declensions if len(set(forms)) > 1),
        beginners=_beginners(data),
        joiners=plain_words(data, "and"),
        articles=plain_words(data, "article"),
        ages=_ages(data),
        ordinals=_ordinals(data),
        fingerprint=fingerprint,
        time=TimeWords.of(data.time, nouns_capital=data.nouns_capital, month_first=data.month_first),
        precision=precision,
        given=given,
    )


def _forms(data: Pack, senses: Iterable[tuple[str, Sense]], faults: list[str]) -> list[tuple[Form, Sense]]:
    pairs: list[tuple[Form, Sense]] = []
    for notation, sense in senses:
        try:
            for form in expand(notation, data.paradigms):
                pairs.append((form, sense))
                spellings = (_transliterated(form, data.transliterate), _formerly_spelt(form, data.former))
                pairs += [(other, sense) for other in spellings if other is not None]
        except FormError as error:
            faults.append(f"{data.code}: {sense.rule}: {error}")
    return pairs


def _transliterated(form: Form, table: dict[str, str]) -> Form | None:
    key = form.key
    for letter, plain in table.items():
        key = key.replace(letter, plain)
    return Form(key, form.exact, form.open_left, form.open_right) if key != form.key and form.exact is None else None


def _formerly_spelt(form: Form, table: dict[str, str]) -> Form | None:
    """As it was written before a reform of spelling: 'muß', 'Kongreß'."""
    key = form.key
    for pattern, former in table.items():
        key = re.sub(pattern, former, key)
    return Form(key, form.exact, form.open_left, form.open_right) if key != form.key and form.exact is None else None


def _chrome(data: Pack) -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(line) for line in data.sentences.chrome), key=len, reverse=True))
    separator = r"[ \t\u00a0]*[|·–—•/>-]?[ \t\u00a0]*"
    return re.compile(
        rf"^(?:[©|·–—•.>-]?[ \t\u00a0]*(?:{words}){separator}){{1,8}}\.?$|^[.•|·-]$", re.MULTILINE | re.IGNORECASE
    )


def _beginners(data: Pack) -> frozenset[str]:
    notations = [form for forms in (*data.links.values(), *data.words.values()) for form in forms]
    notations += [form for noun in data.treaties for form in noun.forms]
    forms = (form for notation in notations for form in expand(notation, data.paradigms))
    return frozenset(form.key for form in forms if form.exact is None and " " not in form.key and not form.open_left)


def _ages(data: Pack) -> dict[str, Age]:
    titles = data.titles
    given = ((Age.OLDER, titles.older), (Age.NEWER, titles.newer), (Age.LIKEWISE, titles.likewise))
    return {form.key: age for age, words in given for word in words for form in expand(word, data.paradigms)}


def _ordinals(data: Pack) -> dict[str, int]:
    given = enumerate(data.titles.ordinals, start=1)
    return {form.key: number for number, words in given for word in words for form in expand(word, data.paradigms)}


def _declensions(data: Pack) -> list[list[str]]:
    """The cases of names and capitals in lower case, the nominative first; only where the pack knows of cases."""
    if not data.inflection.agent:
        return []
    places = (*data.states.values(), *data.organisations.values())
    given = [form for place in places for form in (*place.names, *place.capitals)]
    declined = [[form.key for form in expand(notation, data.paradigms)] for notation in given]
    return declined + [[name.lower()] for _, name in cldr.state_names(data.code)]


def _display_names(data: Pack) -> dict[str, str]:
    """By code: the name that CLDR gives; else the first that the pack gives, in its first form."""
    places = {**data.organisations, **data.states}
    names = {code: citation(state.names[0], data.paradigms) for code, state in places.items() if state.names}
    return names | dict(cldr.state_names(data.code))
