"""What governs a noun phrase: the preposition before its articles and adjectives."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from service.lang.lexicon import Hit
from service.text.document import Document

_WITHIN_PHRASE = frozenset(("article", "indefinite", "demonstrative", "state", "role", "each_other", "locality"))
_WORD_BEFORE = re.compile(r"([^\W\d_][\w-]*) $")
_MOST_WORDS = 4
_MOST_CHARACTERS = 14
_LONGEST_NAME = 30
_SHORT = 12


def governor(document: Document, hits: Sequence[Hit], position: int) -> str:
    """The class of the preposition that governs the phrase of `hits[position]`; '' where none does.

    'beside' for who only looked on, 'of' for an agent's preposition that says whose something is.
    """
    return _governor(document, hits[max(0, position - _MOST_WORDS) : position], hits[position].start)


def governor_before(document: Document, start: int, *, joined: bool = True) -> str:
    """The same of a phrase whose noun begins at `start`, known to the lexicon or not; `joined`: 'and' hands it on."""
    at = bisect_left(document.hit_starts, start)
    first = document.sentences[document.sentence_at(start)].first
    inside = _WITHIN_PHRASE | {"and"} if joined else _WITHIN_PHRASE
    return _governor(document, document.hits[max(first, at - _MOST_WORDS) : at], start, inside)


def _governor(document: Document, before: Sequence[Hit], end: int, inside: frozenset[str] = _WITHIN_PHRASE) -> str:
    for hit in reversed(before):
        if end - hit.end > _MOST_CHARACTERS or "," in document.view[hit.end : end]:
            return ""
        if "witness" in hit.senses:
            return "for" if is_acted_for(document, hit) else "beside"
        if "link" in hit.senses:
            value = str(hit.senses["link"][0].value)
            if value == "in" and _is_place(document, document.view[hit.end : end]):
                return ""
            return "of" if _says_whose(document, hit) else value
        if inside.isdisjoint(hit.senses) or _is_whole(document, hit):
            return ""
        end = hit.start
    return ""


def is_acted_for(document: Document, witness: Hit) -> bool:
    """'für die Gastgeber unterschrieb X': who signs for the hosts is none who looks on."""
    before = document.hits_in(max(0, witness.start - _SHORT), witness.start)
    return any(sense.value == "for" for hit in before for sense in hit.senses.get("link", ()))


def _is_place(document: Document, gap: str) -> bool:
    """'в Сиане министр X': a name behind 'in' is what that governs."""
    return not document.pack.nouns_capital and any(word[0].isupper() for word in gap.split())


def _is_whole(document: Document, hit: Hit) -> bool:
    """'in Baku Botschafterin X': the preposition governs the city alone; where nouns have no articles, a state too,
    since whose something is stands behind it: 'договор с Перу президент Чили подписал'."""
    whole = ("capital",) if document.pack.articles else ("capital", "name")
    return any(sense.value[1] in whole for sense in hit.senses.get("state", ()))


def governor_at(document: Document, start: int) -> str:
    """The class of the preposition directly before `start`; '' where none stands there."""
    before = document.hit_before(start, 12)
    near = before is not None and "link" in before.senses and start - before.end <= 1
    return str(before.senses["link"][0].value) if before is not None and near else ""


def _says_whose(document: Document, link: Hit) -> bool:
    """'ein Gespräch von Präsident X': an agent's preposition right behind a common noun only says whose."""
    if link.senses["link"][0].value != "by" or not document.pack.nouns_capital:
        return False
    match = _WORD_BEFORE.search(document.view, max(0, link.start - 40), link.start)
    if match is None or not match.group(1)[0].isupper():
        return False
    before = document.hits_in(max(0, match.start() - _LONGEST_NAME), match.start() + 1)
    known = bool(before) and before[-1].end >= match.end(1)
    return not known and governor_at(document, match.start()) != "in"


def names_date(document: Document, hit: Hit) -> bool:
    """Whether the word ties a date to the noun before it."""
    if "genitive" in hit.senses or any(sense.value == "from" for sense in hit.senses.get("link", ())):
        return True
    titles = document.pack.data.titles
    return bool(titles.agreement) and document.view[hit.start : hit.end].lower() in titles.dated
