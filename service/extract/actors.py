"""Who acts in a sentence: states as such, and the bodies, governments and offices that act for one."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from service.lang.lexicon import Hit
from service.mention import Span, StateMention
from service.text.document import Document

_SELF = ("name", "capital", "seat", "people")
_INSTITUTIONS = ("body", "government", "role")
_WITHIN_PHRASE = ("article", "indefinite", "demonstrative", "state", "role", "each_other")
_BREAK = re.compile(r"[.,;:()!?„“”\"]")


@dataclass(frozen=True, slots=True)
class Actor:
    """A state or an institution of one. `kind`: state, body, government or role; `link`: the preposition that governs it."""

    span: Span
    kind: str
    code: str | None
    link: str


def actors(document: Document, hits: Sequence[Hit], states: Sequence[StateMention]) -> list[Actor]:
    """Actors of one sentence in order. A state that only says whose an institution is ('polnischer Sejm') is part of it."""
    found: list[Actor] = []
    owned: set[int] = set()
    previous: Actor | None = None
    for position, hit in enumerate(hits):
        kind = next((k for k in _INSTITUTIONS if k in hit.senses), None)
        if kind is None:
            continue
        own = _own_code(hit, kind)
        owner = _owner(document, hit, states)
        if owner is not None:
            owned.add(owner.span.start)
        code = owner.code if owner else own
        link = owner.link if owner and owner.span.start < hit.start else _link(document, hits, position)
        if (
            code is None
            and kind == "body"
            and previous is not None
            and previous.kind == "body"
            and _coordinated(document, previous, hit)
        ):
            code = previous.code
        actor = Actor(Span(hit.start, hit.end), kind, code, link)
        previous = actor
        found.append(actor)
        if owner is not None and owner.span.start > hit.start:
            for other in _joined(document, owner, states):
                owned.add(other.span.start)
                found.append(Actor(Span(hit.start, other.span.end), kind, other.code, link))
    taken = {actor.span.start for actor in found}
    for state in states:
        if state.via in _SELF and state.span.start not in owned and state.span.start not in taken:
            found.append(Actor(state.span, "state", state.code, state.link))
    return sorted(found, key=lambda actor: actor.span)


def _joined(document: Document, owner: StateMention, states: Sequence[StateMention]) -> list[StateMention]:
    """Further owners: 'Außenminister der Türkei und Libyens', 'parliaments of Chile and Peru'."""
    found = []
    at = bisect_left(states, owner.span.end, key=lambda s: s.span.start)
    end = owner.span.end
    for state in states[at : at + 8]:
        words = document.view[end : state.span.start].replace(",", " ").lower().split()
        if (
            state.via not in ("name", "capital")
            or not set(words) <= document.pack.time_joiners | document.pack.genitive_articles | {"the"}
            or state.span.start - end > 12
        ):
            break
        found.append(state)
        end = state.span.end
    return found


def _own_code(hit: Hit, kind: str) -> str | None:
    """The state that the name alone says; none where the word is a common one too ('Oberhaus', 'Senate')."""
    if kind == "government":
        return None
    values = [sense.value for sense in hit.senses[kind]]
    return str(values[0]) if values[0] and kind not in values else None


def _owner(document: Document, hit: Hit, states: Sequence[StateMention]) -> StateMention | None:
    """'türkische Parlament', 'Polens Sejm', 'India's parliament'; 'Parlament in Zagreb', 'Senat der USA', 'parliament of Chile'."""
    at = bisect_left(states, hit.start, key=lambda s: s.span.start)
    if at and states[at - 1].span.end <= hit.start:
        before = states[at - 1]
        gap = document.view[before.span.end : hit.start]
        words = re.sub(r"['’]s\b", "", gap).split()
        adjective = before.via in ("adjective", "prefix")
        if (
            not _BREAK.search(gap)
            and len(words) <= (2 if adjective else 1)
            and all(w[0].islower() or w[0] in "-’'" for w in words)
        ):
            possessive = (
                document.view[before.span.end : before.span.end + 1] in "'’"
                or document.view[before.span.end - 1] == "s"
            )
            if adjective or (before.link in ("", "of", "by", "for", "with") and possessive and before.via in _SELF):
                return before
    while at < len(states) and states[at].span.start < hit.end:
        at += 1
    if at < len(states) and states[at].via in ("name", "capital"):
        gap = document.view[hit.end : states[at].span.start]
        if len(gap) <= 16 and not _BREAK.search(gap):
            after = states[at]
            genitive = not after.link and gap.strip().lower() in document.pack.genitive_articles
            if after.link in ("in", "of", "by") or genitive:
                return after
    return None


def _link(document: Document, hits: Sequence[Hit], position: int) -> str:
    end = hits[position].start
    for hit in reversed(hits[max(0, position - 3) : position]):
        if end - hit.end > 12 or "," in document.view[hit.end : end]:
            break
        if "witness" in hit.senses:
            return "beside"
        if "link" in hit.senses:
            return "of" if _of_noun(document, hit) else str(hit.senses["link"][0].value)
        if not any(kind in hit.senses for kind in _WITHIN_PHRASE):
            break
        end = hit.start
    return ""


def _of_noun(document: Document, link: Hit) -> bool:
    """'ein Gespräch von Präsident X': an agent's preposition right behind a common noun only says whose."""
    if link.senses["link"][0].value != "by" or not document.pack.nouns_capital:
        return False
    match = re.search(r"([^\W\d_][\w-]*) $", document.view[max(0, link.start - 40) : link.start])
    if match is None or not match.group(1)[0].isupper():
        return False
    start = link.start - len(match.group())
    return not document.hits_in(start, start + 1)


def _coordinated(document: Document, previous: Actor, hit: Hit) -> bool:
    gap = document.view[previous.span.end : hit.start].strip().lower().split()
    return 0 < len(gap) <= 2 and gap[0] in document.pack.time_joiners
