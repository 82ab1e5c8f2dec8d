"""What a pack's tables say in (form, sense) pairs, one stream a layer of the lexicon."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from service.lang import cldr
from service.lang.lexicon import Sense
from service.lang.model import Event, Frame, Obligation, Pack, State, Term
from service.lang.time import time_senses

Pairs = Iterator[tuple[str, Sense]]
_MODES = ("participle", "past", "infinitive", "present", "noun")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A form of an event rule: its grammatical mode, the particle that must close its clause, the one that must not."""

    rule: Event
    mode: str
    particle: str
    excluded: str


def layers(data: Pack) -> Mapping[str, Pairs]:
    """Notation and sense of every form. Hits of one layer do not hide those of another."""
    return {
        "main": _main(data),
        "subjects": _matters(data, ((rule, (*rule.forms, *rule.titles)) for rule in data.obligations)),
        "contents": _matters(data, ((rule, (*rule.forms, *rule.contents)) for rule in data.obligations)),
        "frames": _cues(frame for frame in data.frames if frame.sort != "hides"),
        "terms": _terms(data),
        "outsiders": _outsiders(data),
    }


def _main(data: Pack) -> Pairs:
    yield from _states(data)
    yield from time_senses(data.time, data.code, cased=data.months_capital)
    for link, forms in data.links.items():
        yield from _each(forms, Sense("link", link, f"{data.code}.link.{link}"))
    for name, forms in data.words.items():
        yield from _each(forms, Sense(name, name, f"{data.code}.word.{name}"))
    yield from _each(data.roles, Sense("role", None, f"{data.code}.role"))
    for noun in data.treaties:
        yield from _each(noun.forms, Sense("treaty", noun, noun.id))
    for event in data.events:
        yield from _triggers(event)
    for related in data.related:
        yield from _each(related.forms, Sense("related", related, related.id))
    for claim in data.claims:
        yield from _each(claim.forms, Sense(claim.sort, claim, claim.id))


def _each(forms: Iterable[str], sense: Sense) -> Pairs:
    return ((form, sense) for form in forms)


def _triggers(event: Event) -> Pairs:
    @cache
    def sense(mode: str, particle: str, excluded: str) -> Sense:
        return Sense("event", Trigger(event, mode, particle, excluded), event.id)

    for mode in _MODES:
        for notation in getattr(event, mode):
            form, particle, excluded = _with_particle(notation)
            yield form, sense(mode, particle, excluded)


def _matters(data: Pack, rules: Iterable[tuple[Obligation, Iterable[str]]]) -> Pairs:
    yield from _categories(rules)
    yield from _cues(frame for frame in data.frames if frame.sort == "hides")


def _terms(data: Pack) -> Pairs:
    yield from _cues(data.terms)
    for length, forms in data.lengths.items():
        yield from _each(forms, Sense("length", length, "time.duration"))


def _outsiders(data: Pack) -> Pairs:
    for sort, forms in data.outsiders.items():
        yield from _each(forms, Sense(sort, sort, f"{data.code}.outsider.{sort}"))


def _categories(rules: Iterable[tuple[Obligation, Iterable[str]]]) -> Pairs:
    for rule, forms in rules:
        yield from _each(forms, Sense("category", rule, rule.id))


def _cues(rules: Iterable[Frame | Term]) -> Pairs:
    sense = cache(Sense)
    for rule in rules:
        for notation in rule.forms:
            form, particle, _ = _with_particle(notation)
            yield form, sense(rule.sort, particle, rule.id)


def _with_particle(notation: str) -> tuple[str, str, str]:
    """'lehnte … ab' → (lehnte, ab, ''); 'kündigte !an' → (kündigte, '', an)."""
    form, _, particle = notation.partition(" … ")
    form, _, excluded = form.partition(" !")
    return form, particle, excluded


def _states(data: Pack) -> Pairs:
    for code, name in cldr.state_names(data.code):
        yield _name(name, data), _state_sense(data.code, code, "name")
    for code, state in {**data.states, **data.organisations}.items():
        for form in state.names:
            yield _name(form, data), _state_sense(data.code, code, "name")
        for form in state.capitals:
            yield _name(form, data), _state_sense(data.code, code, "capital")
        for via, forms in _ways(state):
            yield from ((form, _state_sense(data.code, code, via)) for form in forms)
        yield from _each(state.bodies, Sense("body", code, f"{data.code}.body"))
        yield from _each(state.offices, Sense("role", code, f"{data.code}.role"))


def _ways(state: State) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """How a state is spoken of other than by its name and capital."""
    return (
        ("adjective", state.adjectives),
        ("people", state.people),
        ("seat", state.seats),
        ("prefix", state.prefixes),
        ("body", state.bodies),
        ("office", state.offices),
    )


@cache
def _state_sense(language: str, code: str, via: str) -> Sense:
    return Sense("state", (code, via), f"{language}.{'body' if via == 'body' else 'party'}.{via}")


def _name(form: str, data: Pack) -> str:
    inflected = _inflected(form, ",".join(data.inflection.name))
    return f"={inflected}" if form in data.ambiguous.small else inflected


def _inflected(form: str, endings: str) -> str:
    return form if not endings or "|" in form or "~" in form or form.startswith("=") else f"{form}|{endings}"
