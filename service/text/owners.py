"""Whose an institution is: the state named beside it, as in 'Polens Sejm', 'parliament of Chile', 'Parlement turc'."""

import re
from collections.abc import Sequence

from service.lang.lexicon import Hit
from service.mention import NAMED, StateMention
from service.text.document import Document
from service.text.spans import index_from

INSTITUTIONS = ("body", "government", "role")
SELF = frozenset(("name", "capital", "seat", "people"))
"""Ways of speaking of a state by a noun."""
QUALIFIERS = frozenset(("adjective", "prefix"))
"""Ways of speaking of it by what stands before another noun."""
_BREAK = re.compile(r"[.,;:()!?„“”\"]")
_VERBAL = frozenset(("event", "auxiliary", "pronoun"))
_BOTH = frozenset(("both", "both_of"))
_NEAR = 12


def owner_of(document: Document, hit: Hit, states: Sequence[StateMention]) -> StateMention | None:
    """The state that says whose the institution is."""
    at = index_from(states, hit.start)
    if at and states[at - 1].span.end <= hit.start and _owns_before(document, states[at - 1], hit.start):
        return states[at - 1]
    while at < len(states) and states[at].span.start < hit.end:
        at += 1
    if at == len(states) or (states[at].link == "in" and _are_both(document, hit)):
        return None
    return states[at] if _owns_behind(document, hit.end, states[at]) else None


def _are_both(document: Document, hit: Hit) -> bool:
    """'beide Präsidenten in Riga': those of two states, at a place."""
    before = document.hit_before(hit.start, _NEAR)
    return before is not None and not _BOTH.isdisjoint(before.senses)


def _owns_before(document: Document, state: StateMention, start: int) -> bool:
    """'türkische Parlament', 'Polens Sejm', 'India's parliament'."""
    adjective = state.via in QUALIFIERS
    gap = document.view[state.span.end : start]
    words = document.pack.patterns.possessive.sub("", gap).split()
    if _BREAK.search(gap) or len(words) > (2 if adjective else 1):
        return False
    if not all(word[0].islower() or word[0] in "-’'" for word in words):
        return False
    if adjective:
        return True
    named = state.link in ("", "of", "by", "for", "with") and state.via in SELF
    return named and (gap[:1] in ("'", "’") or _in_genitive(document, state))


def _in_genitive(document: Document, state: StateMention) -> bool:
    letter = document.pack.data.possessive
    return bool(letter) and document.view[state.span.end - 1] == letter


def _owns_behind(document: Document, end: int, state: StateMention) -> bool:
    """'Parlament in Zagreb', 'Senat der USA', 'parliament of Chile', 'Parlement turc'."""
    gap = document.view[end : state.span.start]
    if state.via == "adjective":
        return document.pack.data.adjective_last and gap == " "
    if state.via not in NAMED or len(gap) > 16 or _BREAK.search(gap):
        return False
    if any(not _VERBAL.isdisjoint(hit.senses) for hit in document.hits_in(end, state.span.start)):
        return False
    genitive = (not state.link or gap == " ") and gap.strip().lower() in document.pack.data.genitive_articles
    return genitive or (state.link in ("in", "of", "by") and (gap == " " or _begins_with_link(document, end + 1)))


def _begins_with_link(document: Document, start: int) -> bool:
    """'Präsidenten in Riga', and not 'Präsidenten gestern in Riga'."""
    behind = document.hit_at(start)
    return behind is not None and "link" in behind.senses
