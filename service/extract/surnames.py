"""Stage 2c: people who sign and are called by surname alone: lists with the states they sign for, known pairs."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from service.extract.names import name_ending_at
from service.extract.phrases import governor_at
from service.mention import NAMED, PersonMention, Span, StateMention
from service.text.document import Document, Sentence
from service.text.spans import within

_NAME = r"[^\W\d_a-z][\w’'-]{2,}"
_BEFORE_STATE = re.compile(rf"(?<![\w-])({_NAME}) (?:[^\W\d_A-Z]\w*(?: |['’] ?)){{1,3}}$")
_BEHIND_STATE = re.compile(rf"(?: [^\W\d_A-Z]\w+)? ({_NAME})(?=[.,;)]| [^\W\d_A-Z])")
_PAIRED = re.compile(rf"(?<![\w-])({_NAME}) [^\W\d_A-Z]\w{{0,2}} ({_NAME})(?!\w)")
_FULL_NAME_REACH = 50
_MOST_AGAIN = 8
_ELSEWHERE = 4_000
"""How far away the full name may stand, so that a long text costs no more a character than a short one."""
_WINDOW = 40
_ACTED_FOR = frozenset(("for", "by", "from"))
_FEWEST = 2
_LONGEST_OPENING = 6
_SIGNED = frozenset(("signature", "initialling"))


def listed_by_state(document: Document, sentence: Sentence, states: Sequence[StateMention]) -> Iterator[PersonMention]:
    """'Spaak for Belgium, Pineau for France', 'für Belgien Spaak, für Frankreich Pineau': two at least in one order."""
    acted = [s for s in within(states, sentence.start, sentence.end) if s.link in _ACTED_FOR and s.via in NAMED]
    if len(acted) < _FEWEST:
        return
    before = [_before(document, sentence, state) for state in acted]
    behind = [_behind(document, sentence, state) for state in acted]
    names = before if sum(map(bool, before)) >= sum(map(bool, behind)) else behind
    found = [(name, state.code) for name, state in zip(names, acted, strict=True) if name is not None]
    if len(found) < _FEWEST or (document.pack.nouns_capital and not _is_signed(document, found[0][0], acted[0])):
        return
    for name, code in found:
        yield PersonMention(name, "person.for_state", None, code, "for")


def _before(document: Document, sentence: Sentence, state: StateMention) -> Span | None:
    start = max(sentence.body, state.span.start - _WINDOW)
    match = _BEFORE_STATE.search(document.view, start, state.span.start)
    return _unknown(document, match, 1)


def _behind(document: Document, sentence: Sentence, state: StateMention) -> Span | None:
    return _unknown(document, _BEHIND_STATE.match(document.view, state.span.end, sentence.end), 1)


def _unknown(document: Document, match: re.Match[str] | None, group: int) -> Span | None:
    """The word, if it has a capital and the lexicon does not know it."""
    if match is None or not match.group(group)[0].isupper() or document.hits_in(*match.span(group)):
        return None
    return Span(*match.span(group))


def _is_signed(document: Document, name: Span, state: StateMention) -> bool:
    """Whether a verb of signing or a preposition of who acts stands beside the name, or a colon opens the list."""
    start = min(name.start, state.span.start)
    opened = ":" in document.view[max(0, start - _LONGEST_OPENING) : start]
    return opened or governor_at(document, name.start) == "by" or _beside_signing(document, name)


def _beside_signing(document: Document, name: Span) -> bool:
    return any(
        sense.value.rule.event in _SIGNED and sense.value.mode != "noun"
        for hit in document.hits_in(max(0, name.start - _WINDOW), name.end + 2)
        if hit.end >= name.start - 1
        for sense in hit.senses.get("event", ())
    )


def paired(document: Document, sentence: Sentence) -> Iterator[PersonMention]:
    """'Reagan and Gorbachev signed': two surnames beside the verb, both of people whom the article names in full."""
    if "and" not in sentence.kinds:
        return
    for match in _PAIRED.finditer(document.view, sentence.body, sentence.end):
        names = [_unknown(document, match, group) for group in (1, 2)]
        gap = document.hits_in(match.end(1), match.start(2))
        if None in names or not any("and" in hit.senses for hit in gap):
            continue
        link = governor_at(document, match.start())
        if link not in ("", "by"):
            continue
        for name in names:
            if name is not None and _is_named_in_full(document, name):
                yield PersonMention(name, "person.again", None, None, link)


def _is_named_in_full(document: Document, name: Span) -> bool:
    around = Span(max(0, name.start - _ELSEWHERE), name.end + _ELSEWHERE)
    return any(
        name_ending_at(document, max(0, other.start - _FULL_NAME_REACH), other.end) is not None
        for other in islice(_occurrences(document.view, document.slice(name), around), _MOST_AGAIN)
        if other.start != name.start
    )


def _occurrences(view: str, word: str, around: Span) -> Iterator[Span]:
    """Where the word stands for itself."""
    at = view.find(word, *around)
    while at >= 0:
        end = at + len(word)
        if not (_is_word(view[at - 1 : at]) or _is_word(view[end : end + 1])):
            yield Span(at, end)
        at = view.find(word, end, around.end)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
