"""Read the packs, check them whole, compile them. All faults are reported together; a faulty pack stops the start."""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from service.errors import PackError
from service.lang import cldr
from service.lang.forms import Form, FormError, expand
from service.lang.lexicon import Layer, Lexicon, Sense
from service.lang.model import Event, Pack, Rule
from service.lang.time import TimeWords, time_senses

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Trigger:
    """A form of an event rule: its grammatical mode, the particle that must close its clause, the one that must not."""

    rule: Event
    mode: str
    particle: str
    excluded: str


@dataclass(frozen=True, slots=True)
class CompiledPack:
    """A pack ready for use: its data, its lexicon, and what is looked up by single words."""

    data: Pack
    lexicon: Lexicon
    chrome: re.Pattern[str]
    names: dict[str, str]
    fingerprint: str
    time: TimeWords

    @property
    def contents(self) -> Layer:
        """What a treaty lays down, and the wording that says so: a layer of its own, so that no cue hides another stage's word."""
        return Layer(self.lexicon, "contents")

    @property
    def terms(self) -> Layer:
        """How long a treaty is made for."""
        return Layer(self.lexicon, "terms")

    @property
    def month_first(self) -> bool:
        return self.data.month_first

    @property
    def nouns_capital(self) -> bool:
        return self.data.nouns_capital

    @property
    def time_fillers(self) -> frozenset[str]:
        return self.data.time.fillers

    @property
    def time_joiners(self) -> frozenset[str]:
        return self.data.time.joiners

    @property
    def year_prepositions(self) -> frozenset[str]:
        return self.data.time.year_prepositions

    @property
    def year_followers(self) -> frozenset[str]:
        return self.data.time.year_followers

    @property
    def genitive_articles(self) -> frozenset[str]:
        return self.data.genitive_articles

    @property
    def noun_endings(self) -> tuple[str, ...]:
        return self.data.noun_endings

    @property
    def not_places(self) -> frozenset[str]:
        return self.data.not_places

    @property
    def not_only(self) -> frozenset[str]:
        return self.data.not_only

    @property
    def subject_first(self) -> bool:
        return self.data.subject_first

    @property
    def title_dated(self) -> frozenset[str]:
        return self.data.titles.dated

    @property
    def title_derived(self) -> tuple[str, ...]:
        return tuple(self.data.titles.derived)

    @property
    def title_openers(self) -> frozenset[str]:
        return self.data.titles.openers

    @property
    def title_words(self) -> frozenset[str]:
        return self.data.titles.words

    @property
    def fused_articles(self) -> frozenset[str]:
        return self.data.titles.fused_articles

    @property
    def month_prepositions(self) -> frozenset[str]:
        return self.data.time.month_prepositions


def load_packs(root: Path = HERE) -> dict[str, CompiledPack]:
    """All packs below `root`, by language code. Raises PackError with every fault found in any of them."""
    faults: list[str] = []
    packs: dict[str, CompiledPack] = {}
    for folder in sorted(path for path in root.iterdir() if (path / "pack.toml").exists()):
        try:
            packs[folder.name] = _load(folder)
        except PackError as error:
            faults += error.problems
    if faults:
        raise PackError(faults)
    return packs


def _load(folder: Path) -> CompiledPack:
    content = hashlib.sha256()
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
    return compile_pack(data, content.hexdigest())


def compile_pack(data: Pack, fingerprint: str = "") -> CompiledPack:
    """Build the lexicon of a pack. Raises PackError that lists every faulty form and doubled rule id."""
    ids = [rule.id for rule in data.rules()]
    faults = [f"{data.code}: rule id {name} is used twice" for name in sorted({i for i in ids if ids.count(i) > 1})]
    layers = {"main": _senses(data), "subjects": _subject_senses(data), "contents": _content_senses(data), "terms": _term_senses(data)}
    lexicon = Lexicon({layer: _forms(data, senses, faults) for layer, senses in layers.items()})
    if faults:
        raise PackError(faults)
    words = TimeWords.of(data.time, nouns_capital=data.nouns_capital, month_first=data.month_first)
    return CompiledPack(data, lexicon, _chrome(data), _display_names(data), fingerprint, words)


def _forms(data: Pack, senses: Iterator[tuple[str, Sense]], faults: list[str]) -> list[tuple[Form, Sense]]:
    pairs: list[tuple[Form, Sense]] = []
    for notation, sense in senses:
        try:
            for form in expand(notation, data.paradigms):
                pairs.append((form, sense))
                plain = _transliterated(form, data.transliterate)
                if plain is not None:
                    pairs.append((plain, sense))
        except FormError as error:
            faults.append(f"{data.code}: {sense.rule}: {error}")
    return pairs


def _transliterated(form: Form, table: dict[str, str]) -> Form | None:
    key = form.key
    for letter, plain in table.items():
        key = key.replace(letter, plain)
    return Form(key, form.exact, form.open_left, form.open_right) if key != form.key and form.exact is None else None


def _chrome(data: Pack) -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(line) for line in data.sentences.chrome), key=len, reverse=True))
    separator = r"[ \t\u00a0]*[|·–—•/>-]?[ \t\u00a0]*"
    return re.compile(
        rf"^(?:[©|·–—•.>-]?[ \t\u00a0]*(?:{words}){separator}){{1,8}}\.?$|^[.•|·-]$", re.MULTILINE | re.IGNORECASE
    )


def _display_names(data: Pack) -> dict[str, str]:
    names = {
        code: state.names[0].partition("|")[0].lstrip("=").replace("~adj", "")
        for code, state in data.organisations.items()
        if state.names
    }
    names |= {
        code: state.names[0].partition("|")[0].lstrip("=").replace("~adj", "e")
        for code, state in data.states.items()
        if state.names
    }
    return names | dict(cldr.state_names(data.code))


def _senses(data: Pack) -> Iterator[tuple[str, Sense]]:
    yield from _state_senses(data)
    yield from time_senses(data.time, data.code, cased=data.nouns_capital or data.code == "en")
    for link, forms in data.links.items():
        for form in forms:
            yield form, Sense("link", link, f"{data.code}.link.{link}")
    for name, forms in data.words.items():
        for form in forms:
            yield form, Sense(name, name, f"{data.code}.word.{name}")
    for form in data.roles:
        yield form, Sense("role", None, f"{data.code}.role")
    for rule in data.treaties:
        for form in rule.forms:
            yield form, Sense("treaty", rule, rule.id)
    for event in data.events:
        for mode in ("participle", "past", "infinitive", "present", "noun"):
            for notation in getattr(event, mode):
                form, particle, excluded = _with_particle(notation)
                yield form, Sense("event", Trigger(event, mode, particle, excluded), event.id)
    for related in data.related:
        for form in related.forms:
            yield form, Sense("related", related, related.id)
    for claim in data.claims:
        for form in claim.forms:
            yield form, Sense(claim.sort, claim, claim.id)


def _subject_senses(data: Pack) -> Iterator[tuple[str, Sense]]:
    for rule in data.obligations:
        for form in (*rule.forms, *rule.titles):
            yield form, Sense("category", rule, rule.id)


def _content_senses(data: Pack) -> Iterator[tuple[str, Sense]]:
    for rule in data.obligations:
        for form in (*rule.forms, *rule.contents):
            yield form, Sense("category", rule, rule.id)
    for frame in data.frames:
        for notation in frame.forms:
            form, particle, _ = _with_particle(notation)
            yield form, Sense(frame.sort, particle, frame.id)


def _term_senses(data: Pack) -> Iterator[tuple[str, Sense]]:
    for term in data.terms:
        for notation in term.forms:
            form, particle, _ = _with_particle(notation)
            yield form, Sense(term.sort, particle, term.id)


def _with_particle(notation: str) -> tuple[str, str, str]:
    """'lehnte … ab' → (lehnte, ab, ''); 'kündigte !an' → (kündigte, '', an)."""
    form, _, particle = notation.partition(" … ")
    form, _, excluded = form.partition(" !")
    return form, particle, excluded


def _state_senses(data: Pack) -> Iterator[tuple[str, Sense]]:
    def inflected(form: str) -> str:
        endings = ",".join(data.inflection.name)
        return form if "|" in form or "~" in form or form.startswith("=") or not endings else f"{form}|{endings}"

    def sense(code: str, via: str) -> Sense:
        return Sense("state", (code, via), f"{data.code}.{'party' if via != 'body' else 'body'}.{via}")

    for code, name in cldr.state_names(data.code):
        yield inflected(name), sense(code, "name")
    for code, state in {**data.states, **data.organisations}.items():
        for form in state.names:
            yield inflected(form), sense(code, "name")
        for form in state.capitals:
            yield inflected(form), sense(code, "capital")
        for via, forms in (
            ("adjective", state.adjectives),
            ("people", state.people),
            ("seat", state.seats),
            ("prefix", state.prefixes),
        ):
            for form in forms:
                yield form, sense(code, via)
        for form in state.bodies:
            yield form, sense(code, "body")
            yield form, Sense("body", code, f"{data.code}.body")
        for form in state.offices:
            yield form, sense(code, "office")
            yield form, Sense("role", code, f"{data.code}.role")


def rule_by_id(packs: dict[str, CompiledPack], name: str) -> Rule | None:
    """The rule of that id in any pack."""
    return next((rule for pack in packs.values() for rule in pack.data.rules() if rule.id == name), None)
