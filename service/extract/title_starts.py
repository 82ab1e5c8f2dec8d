"""Where the title before a treaty noun begins: 'deutsch-polnischer Vertrag', 'China-Pakistan Free Trade Agreement'."""

import re

from service.lang.lexicon import Hit
from service.text.document import Document

_PREFIX = re.compile(r"[^\W_][\w’'.]*-$")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w-]*) $")
_MODIFIER_BEFORE = re.compile(r"([^\W_][\w’'.-]*) $")
_OPEN = frozenset(("state", "treaty", "obligation", "other", "conference", "region"))
_WINDOW = 40
_MOST_PREFIXES = 6
_MOST_ADJECTIVES = 3
_MOST_AGREEING = 4
_LONGEST_PHRASE = 30
_MOST_MODIFIERS = 8


def title_start(document: Document, position: int) -> int:
    """Where the name begins that ends in the treaty noun `document.hits[position]`.

    To it belong hyphened prefixes ('Zwei-plus-Vier-'), a compound that shares the head ('Freundschafts- und '), and
    what qualifies the noun: adjectives that agree with it where nouns inflect, those of places and states where nouns
    compound into one word, else the words before it.
    """
    view = document.view
    start = document.hits[position].start
    for _ in range(_MOST_PREFIXES):
        prefix = _PREFIX.search(view, max(0, start - 30), start) if view[start - 1 : start] == "-" else None
        if prefix is None:
            break
        start = prefix.start()
    window = max(0, start - _WINDOW)
    if "- " in view[window:start]:
        shared = document.pack.patterns.shared_head.search(view, window, start)
        start = shared.start() if shared else start
    if document.pack.data.titles.adjective_endings:
        return _with_capital(document, start)
    if document.pack.data.titles.agreement:
        return _with_agreeing(document, document.hits[position], start)
    return (_with_adjectives if document.pack.data.closed_compounds else _with_modifiers)(document, start)


def _word_before(document: Document, start: int, pattern: re.Pattern[str] = _WORD_BEFORE) -> re.Match[str] | None:
    """The word before `start`, with the space behind it."""
    view, window = document.view, max(0, start - _WINDOW)
    if view[start - 1 : start] != " ":
        return None
    return pattern.search(view, max(window, view.rfind(" ", window, start - 1) + 1), start)


def _with_agreeing(document: Document, noun: Hit, start: int) -> int:
    """Pull in adjectives in the noun's case: 'молдавско-армянскому соглашению', not 'в Варшаві угоду'."""
    endings = agreeing_endings(document, noun)
    for _ in range(_MOST_AGREEING):
        match = _word_before(document, start)
        if match is None or not is_agreeing(document, match, endings):
            break
        start = match.start()
    return start


def agreeing_endings(document: Document, noun: Hit) -> tuple[str, ...]:
    """Endings of the adjectives that agree with the noun, by the longest ending of its own that the pack knows."""
    word, agreement = document.view[noun.start : noun.end].lower(), document.pack.data.titles.agreement
    known = next((word[at:] for at in range(len(word)) if word[at:] in agreement), None)
    return agreement[known] if known else ()


def is_agreeing(document: Document, match: re.Match[str], endings: tuple[str, ...]) -> bool:
    """Whether the word may be an adjective with one of the endings, and the lexicon knows it as nothing else."""
    start, end = match.span(1)
    return match.group(1).lower().endswith(endings) and all(
        hit.senses.keys() <= _OPEN
        and not any(sense.value[1] not in ("adjective", "prefix") for sense in hit.senses.get("state", ()))
        for hit in document.hits_in(max(0, start - _LONGEST_PHRASE), end)
        if hit.end > start
    )


def _with_adjectives(document: Document, start: int) -> int:
    """Pull in adjectives of states and places: 'deutsch-polnischen', 'Warschauer'."""
    for _ in range(_MOST_ADJECTIVES):
        match = _word_before(document, start)
        if match is None or not (_is_of_state(document, match) or _is_of_place(document, match)):
            break
        start = match.start()
    return start


def _with_capital(document: Document, start: int) -> int:
    """'Segundo Protocolo': where adjectives follow their nouns, only a word in capitals before a noun in capitals."""
    match = _word_before(document, start)
    if match is None or not (document.view[start].isupper() and match.group(1)[0].isupper()):
        return start
    sentence = document.sentences[document.sentence_at(start)]
    known = document.hits_in(match.start(), match.end())
    return start if known or match.start() in (sentence.start, sentence.body) else match.start()


def _is_of_state(document: Document, match: re.Match[str]) -> bool:
    hits = document.hits_in(match.start(), match.end())
    senses = hits[-1].senses.get("state", ()) if hits and hits[-1].end == match.end() - 1 else ()
    return any(sense.value[1] == "adjective" for sense in senses)


def _is_of_place(document: Document, match: re.Match[str]) -> bool:
    """Whether the word is made from the name of a place: capital and ending tell, but not where a sentence begins."""
    word, start = match.group(1), match.start()
    if not word[0].isupper() or not word.endswith(document.pack.data.titles.place_endings):
        return False
    hits = document.hits_in(start, match.end())
    known = bool(hits) and hits[0].senses.keys() != {"state"}
    return not known and document.view[max(0, start - 2) : start].strip(" ") not in (".", "")


def _with_modifiers(document: Document, start: int) -> int:
    """'Land Boundary Agreement', 'boundary agreement': words that all have a capital, or two that have none."""
    view, first = document.view, document.sentences[document.sentence_at(start)].start
    capital = True
    for count in range(_MOST_MODIFIERS):
        match = _word_before(document, start, _MODIFIER_BEFORE)
        if match is None or match.start() < first:
            break
        upper = match.group(1)[0].isupper() or match.group(1)[0].isdigit()
        if count == 0:
            capital = upper or view[start].isupper()
        elif capital and not upper:
            if not _joins_capitals(document, match, start):
                break
            start = match.start()
            continue
        state = _names_state(document, match)
        if (not capital and count >= 2) or _closes(document, match, starts_upper=upper and not state):
            break
        if upper == capital or (upper and state):
            start = match.start()
        if upper != capital:
            break
    return start


def _joins_capitals(document: Document, match: re.Match[str], start: int) -> bool:
    """Whether the word is the 'and' of 'Trade and Economic Agreement'."""
    if match.group(1) not in document.pack.joiners or not document.view[start].isupper():
        return False
    before = _word_before(document, match.start(), _MODIFIER_BEFORE)
    return before is not None and before.group(1)[0].isupper()


def _names_state(document: Document, match: re.Match[str]) -> bool:
    return any("state" in hit.senses and hit.end <= match.end() for hit in document.hits_in(match.start(), match.end()))


def _closes(document: Document, match: re.Match[str], *, starts_upper: bool) -> bool:
    """Whether the lexicon knows the word as one of no title; or at all, if only the sentence gives it its capital."""
    near = document.hits_in(max(0, match.start() - _LONGEST_PHRASE), match.end())
    known = [hit for hit in near if match.start() < hit.end <= match.end()]
    if any(not hit.senses.keys() <= _OPEN for hit in known):
        return True
    sentence = document.sentences[document.sentence_at(match.start())]
    return bool(known) and starts_upper and sentence.body == match.start()
