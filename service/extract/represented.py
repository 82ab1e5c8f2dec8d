"""Stage 2c: people by the state that they stand beside or act for; lists of people and of states in one order."""

import re
from collections.abc import Collection, Iterator, Sequence

from service.extract.names import full_name_at, is_given, name_before_preposition, name_before_role, name_ending_at
from service.extract.phrases import governor_at, governor_before
from service.lang.lexicon import Hit
from service.mention import NAMED, PersonMention, Span, StateMention
from service.text.document import Document, Sentence
from service.text.spans import index_from, within

SIGNS = frozenset(("signature", "ratification", "initialling", "withdrawal", "exchange_of_instruments", "accession"))
ACTED_FOR = ("for", "by")
PLACES = ("in", "to", "from")
BREAK = re.compile(r"[.,;:()]")
_CAPITAL = re.compile(r"(?<!\w)[^\W\d_a-z]")
_BEHIND_FOR = re.compile(r",? (?:[–—-] )?(?:[^\W\d_]+ )?(?=[^\W\d_])")
_BEHIND_LIST = re.compile(r",? ")
_CLAUSE_REACH = 60
_LONGEST_JOINER = 8
_LONGEST_TIE = 8
_MOST_BETWEEN = 2
"""Words between the adjective of a state and the office: 'Chilean deputy foreign minister'."""


def for_states(
    document: Document, sentence: Sentence, states: Sequence[StateMention], known: Sequence[PersonMention]
) -> Iterator[PersonMention]:
    """'Für Frankreich unterschreibt Roland Dumas, für die USA James Baker', 'for Chile, Ana Ruiz'."""
    acted = [state for state in within(states, sentence.start, sentence.end) if state.link in ACTED_FOR]
    before = [_name_before_state(document, sentence.start, state.span) for state in acted]
    for state, named in zip(acted, before, strict=True):
        name = named or _name_behind_state(document, state.span.end, sentence.end, before)
        name = name or _name_behind_verb(document, state.span.end, sentence.end)
        name = name or (_who_acted(document, state.span.start, known) if state.link == "for" else None)
        if name is not None:
            yield PersonMention(name, "person.for_state", None, state.code, "for")


def _name_before_state(document: Document, start: int, state: Span) -> Span | None:
    """'Ana Ruiz für Chile', 'Ana Ruiz, por Chile, y …'."""
    name = name_before_preposition(document, start, state.start, apart=document.view.startswith(",", state.end))
    if name is None or governor_at(document, name.start) == "in":
        return None
    joined = document.pack.patterns.joiner.match(document.view, name.end)
    return name if joined is None or document.view.startswith(",", state.end) else None


def _who_acted(document: Document, end: int, known: Sequence[PersonMention]) -> Span | None:
    """The holder of an office who signs for a state: 'Minister Ana Ruiz signed the treaty for Chile'."""
    person = next((person for person in reversed(known) if person.span.end <= end), None)
    if person is None or person.party is not None or BREAK.search(document.view, person.span.end, end):
        return None
    if any(full_name_at(document, at.start(), end) for at in _CAPITAL.finditer(document.view, person.span.end, end)):
        return None
    signs = any("event" in hit.senses for hit in document.hits_in(person.span.end, end))
    return person.span if signs else None


def _name_behind_state(document: Document, end: int, stop: int, taken: Collection[Span | None]) -> Span | None:
    gap = _BEHIND_FOR.match(document.view, end, stop)
    starts = (gap.end(), end + 1, end + 2, end + 3) if gap else ()
    names = (full_name_at(document, at, stop) for at in starts if not document.view[at - 1].isalnum())
    return next((name for name in names if name and name not in taken), None)


def _name_behind_verb(document: Document, start: int, stop: int) -> Span | None:
    """'За Украину подпись поставил Леонид Кравчук': the name right behind the verb of signing, in the same clause."""
    for hit in document.hits_in(start, min(stop, start + _CLAUSE_REACH)):
        if BREAK.search(document.view, start, hit.end):
            return None
        if any(sense.value.rule.event in SIGNS for sense in hit.senses.get("event", ())):
            return full_name_at(document, hit.end + 1, stop)
    return None


def beside_states(document: Document, sentence: Sentence, states: Sequence[StateMention]) -> Iterator[PersonMention]:
    """'der Pole Kasimir Olszowski', 'el peruano Luis Vega', 'Chile's Ana Ruiz', 'Ana Ruiz (Chile)': a name beside a
    people or a state."""
    view, possessive = document.view, document.pack.patterns.possessive
    for state in within(states, sentence.start, sentence.end):
        end = state.span.end
        name, link = None, state.link
        if state.via in ("people", "adjective") and view.startswith(" ", end):
            name = full_name_at(document, end + 1, sentence.end)
            if name and not (state.via == "people" or document.pack.data.adjective_last or is_given(document, name)):
                name = None
        elif state.via in NAMED and view.startswith(")", end) and view.startswith(" (", state.span.start - 2):
            name = name_ending_at(document, sentence.start, state.span.start - 2)
            link = governor_at(document, name.start) if name else link
        elif state.via in NAMED and link not in PLACES and (mark := possessive.match(view, end)):
            name = full_name_at(document, mark.end() + 1, sentence.end)
            if name is not None and _is_duty(document, name):
                name = None
        if name is not None:
            yield PersonMention(name, "person.of_people", None, state.code, link)


def _is_duty(document: Document, words: Span) -> bool:
    """'Malawi's Home Affairs Minister': what an office right behind them is for."""
    behind = document.hit_at(words.end + 1)
    return behind is not None and "role" in behind.senses


def listed_with_states(
    document: Document, sentence: Sentence, states: Sequence[StateMention]
) -> Iterator[PersonMention]:
    """'Ana Ruiz of Chile, Luis Vega of Peru and Bolivia's Juan Soto': two at least, one behind the other."""
    run: list[tuple[Span, StateMention]] = []
    end = -1
    for state in within(states, sentence.start, sentence.end):
        name = _name_of_state(document, sentence, state)
        if name is None:
            continue
        start = min(name.start, state.span.start)
        joined = document.pack.patterns.joiner.match(document.view, end) if run else None
        if joined is None or joined.end() != start:
            yield from _all_of(document, run)
            run = []
        run.append((name, state))
        end = max(name.end, state.span.end)
        end += document.view.startswith(")", end)
    yield from _all_of(document, run)


def _all_of(document: Document, run: Sequence[tuple[Span, StateMention]]) -> Iterator[PersonMention]:
    if len(run) > 1:
        link = governor_before(document, min(run[0][0].start, run[0][1].span.start))
        yield from (PersonMention(name, "person.of_people", None, state.code, link) for name, state in run)


def _name_of_state(document: Document, sentence: Sentence, state: StateMention) -> Span | None:
    """The full name that has the state behind it ('Ana Ruiz of Chile') or before it ('Bolivia's Juan Soto')."""
    if state.via not in NAMED:
        return None
    mark = document.pack.patterns.possessive.match(document.view, state.span.end)
    if mark is not None:
        return full_name_at(document, mark.end() + 1, sentence.end)
    start = max(sentence.body, state.span.start - _LONGEST_TIE)
    tie = document.pack.patterns.of_state.search(document.view, start, state.span.start)
    return name_ending_at(document, sentence.body, tie.start()) if tie else None


def in_turn(
    document: Document, sentence: Sentence, role: Hit, states: Sequence[StateMention]
) -> Sequence[tuple[Span, str]]:
    """As many people as states: 'the presidents of Chile and Peru, A and B', 'A and B, the Chilean and Peruvian
    presidents'."""
    behind = _states_behind(document, role.end, states)
    run = behind or _states_before(document, role.start, states)
    if len(run) < 2:
        return ()
    end = behind[-1].span.end if behind else role.end
    names = _names_behind(document, end, sentence.end, len(run))
    if len(names) != len(run):
        names = _names_before(document, sentence.start, role.start if behind else run[0].span.start, len(run))
    return tuple(zip(names, (state.code for state in run), strict=True)) if len(names) == len(run) else ()


def _states_behind(document: Document, end: int, states: Sequence[StateMention]) -> list[StateMention]:
    at = index_from(states, end)
    if at == len(states):
        return []
    gap = document.view[end : states[at].span.start]
    named = states[at].via in NAMED and gap.strip().lower() in document.pack.data.people.of_state
    qualified = states[at].via == "adjective" and document.pack.data.adjective_last and gap == " "
    run = [states[at]] if named or qualified else []
    while run and at + 1 < len(states) and _joined(document, states[at], states[at + 1]):
        at += 1
        run.append(states[at])
    return run


def _states_before(document: Document, start: int, states: Sequence[StateMention]) -> list[StateMention]:
    at = index_from(states, start) - 1
    if at < 0 or states[at].via != "adjective":
        return []
    gap = document.view[states[at].span.end : start]
    run = [states[at]] if len(gap.split()) <= _MOST_BETWEEN and not BREAK.search(gap) else []
    while run and at > 0 and states[at - 1].via == "adjective" and _joined(document, states[at - 1], states[at]):
        at -= 1
        run.insert(0, states[at])
    return run


def _joined(document: Document, first: StateMention, second: StateMention) -> bool:
    joined = document.pack.patterns.joiner.match(document.view, first.span.end)
    if joined is None:
        return False
    between = document.view[joined.end() : second.span.start].strip().lower()
    return not between or between in document.pack.articles or between in document.pack.data.people.of_state


def _names_behind(document: Document, end: int, stop: int, most: int) -> list[Span]:
    names: list[Span] = []
    gap = _BEHIND_LIST.match(document.view, end)
    while gap and len(names) < most:
        name = full_name_at(document, gap.end(), stop)
        if name is None:
            break
        names.append(name)
        gap = document.pack.patterns.joiner.match(document.view, name.end)
    return names


def _names_before(document: Document, start: int, end: int, most: int) -> list[Span]:
    name = name_before_role(document, start, end)
    names: list[Span] = []
    while name is not None and len(names) < most:
        names.insert(0, name)
        window = document.view[max(start, name.start - _LONGEST_JOINER) : name.start]
        joined = next((m for m in document.pack.patterns.joiner.finditer(window) if m.end() == len(window)), None)
        name = name_ending_at(document, start, name.start - len(joined.group())) if joined else None
    return names
