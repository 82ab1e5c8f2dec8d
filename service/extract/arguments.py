"""What a clause gives the event that its verb reports: place, treaty."""

import re

from service.extract.actors import Actor
from service.extract.scene import Scene
from service.lang.lexicon import Hit
from service.mention import Span, TreatyMention
from service.text.document import Document
from service.text.spans import distance

_WORD = re.compile(r"[^\W_][\w’'-]*")
_APPOSED = re.compile(r"(,| of)? (?=[^\W\d_a-z])")
_MOST_WORDS = 4
_MOST_ASIDE, _LONGEST_ASIDE, _OPENING = 2, 60, 6
_LONGEST_DUTY = 24
_ADVERBIAL = frozenset(("link", "time", "article"))
_VERBAL = frozenset(("auxiliary", "event", "plan", "says", "treaty", "subordinator", "and"))
_POSSESSIVE = 3
_OF_A_STATE = frozenset(("name", "adjective", "prefix"))
_NO_QUALIFIER = frozenset(("treaty", "link"))
"""What no phrase of a place goes through: 'in the treaty with Chile'."""
_NOT_PLACE = frozenset(
    (
        "treaty",
        "body",
        "role",
        "event",
        "instrument",
        "time",
        "conference",
        "law",
        "government",
        "auxiliary",
        "signature",
        "link",
    )
)


def place_of(scene: Scene, at: Span) -> Span | None:
    """The city or country behind a locative preposition in the trigger's clause; else in a sentence of one event."""
    attribute = scene.attribute_start(at)
    own = scene.clause_of(at.start) if attribute is None else Span(attribute, at.start)
    places = [place for place in _places(scene, own) if attribute is not None or not _is_of_attribute(scene, place, at)]
    places = places or (_places_aside(scene, at) if attribute is None else [])
    if not places and len(scene.triggers) == 1:
        places = _places(scene, Span(scene.sentence.body, scene.sentence.end))
        places = [place for place in places if not _is_told_of(scene, place, at)]
    return min(places, key=lambda p: (_in_title(scene, p), distance(p, at))) if places else None


def _is_of_attribute(scene: Scene, place: Span, at: Span) -> bool:
    """'kündigte das 1985 in Bonn unterzeichnete Abkommen': the place is that of the other act."""
    return any(
        other.start > place.start and (start := scene.attribute_start(other)) is not None and start < place.start
        for other in scene.triggers
        if other != at
    )


def _places_aside(scene: Scene, at: Span) -> list[Span]:
    """'El 3 de mayo, en Lima, firmaron …', 'signed, in Lima, on 3 May, …': phrases without a verb beside the clause."""
    own = scene.clauses.index(at.start)
    if any(actor.kind == "body" for actor in scene.actors_in(scene.clauses.span(own))):
        return []
    opens = own <= _MOST_ASIDE and all(_is_phrase(scene, scene.clauses.span(number)) for number in range(own))
    for turn in (-1, 1) if opens else (1,):
        for number in range(own + turn, own + turn * (_MOST_ASIDE + 1), turn):
            if not 0 <= number < len(scene.clauses) or not _is_phrase(scene, scene.clauses.span(number)):
                break
            if places := _places(scene, scene.clauses.span(number)):
                return places
    return []


def _is_phrase(scene: Scene, clause: Span) -> bool:
    """Whether the clause is only a short phrase of time or place."""
    opening = scene.document.hits_in(clause.start, clause.start + _OPENING)
    led = bool(opening) and not _ADVERBIAL.isdisjoint(opening[0].senses)
    return led and clause.end - clause.start <= _LONGEST_ASIDE and _VERBAL.isdisjoint(scene.kinds_in(clause))


def _is_told_of(scene: Scene, place: Span, at: Span) -> bool:
    """'Critics in Lima complained when …': where those are who speak, in front of what they speak of."""
    if place.start > at.start:
        return False
    opening = scene.document.hits_in(scene.clause_of(at.start).start, at.start)
    led = bool(opening) and "subordinator" in opening[0].senses and "that" not in opening[0].senses
    return led and "says" in scene.kinds_in(scene.clause_of(place.start))


def _in_title(scene: Scene, place: Span) -> bool:
    """'Agreement on Trade in Wheat': a title may go on like that, or run over into where it was signed."""
    return any(treaty.span.start < place.start < treaty.span.end for treaty in scene.treaties)


def _inside_title(scene: Scene, place: Span) -> bool:
    """'Convention on Cooperation in the Investigation of Crimes': no known place, and more of the title follows."""
    if any("state" in hit.senses for hit in scene.document.hits_in(*place)):
        return False
    return any(treaty.span.start < place.start and place.end < treaty.span.end for treaty in scene.treaties)


def _places(scene: Scene, span: Span) -> list[Span]:
    found: list[Span] = []
    if "link" not in scene.kinds_in(span):
        return found
    for hit in scene.hits_in(span):
        if "link" in hit.senses and hit.senses["link"][0].value == "in":
            place = place_at(scene.document, hit.end + 1, scene.sentence.end)
            if (
                place is not None
                and not _inside_title(scene, place)
                and not any(_owns(actor, place) or _is_duty(scene, actor, place) for actor in scene.actors)
            ):
                if found and _holds(scene, found[-1], hit):
                    found.pop()
                found.append(place)
    return found


def _holds(scene: Scene, seat: Span, link: Hit) -> bool:
    """'at the White House in Washington': the building and, right behind it, its city."""
    return link.start - seat.end == 1


def _owns(actor: Actor, place: Span) -> bool:
    """'Außenministerium in Moskau': the place says whose the institution is; not so 'im Außenministerium in Moskau'."""
    return actor.kind in ("government", "body") and actor.link != "in" and 0 < place.start - actor.span.end <= 5


def place_at(document: Document, start: int, stop: int) -> Span | None:
    """The place that a phrase names: a state or capital, else what `_named_place` takes for one."""
    view, pack = document.view, document.pack
    link = view[view.rfind(" ", 0, start - 1) + 1 : start - 1].lower()
    at, determiner, adjective, locality = start, link in pack.data.titles.fused_articles, False, False
    for count in range(_MOST_WORDS + 2):
        if count >= _MOST_WORDS and not locality:
            return None
        at += locality and view[at - 1 : at] == ","
        run = pack.patterns.place.match(view, at, stop)
        word = _WORD.match(view, at, run.end()) if run else None
        if run is None or word is None:
            return None
        hits = document.hits_in(at, word.end())
        if hits and not _NO_QUALIFIER.isdisjoint(hits[0].senses):
            if not (locality and _is_of(hits[0])):
                return None
            at, determiner = hits[0].end + 1, False
            continue
        locality = locality or bool(hits and "locality" in hits[0].senses)
        state = next((h for h in hits if "state" in h.senses and h.start == at), None)
        ways = [sense.value[1] for sense in state.senses["state"]] if state else []
        via = ways[0] if ways else ""
        if hits and (seat := _seat(document, hits[0], state, locality=locality)):
            return _called(document, seat, stop) or seat
        if state and ("name" in ways or "capital" in ways):
            organisation = state.senses["state"][0].value[0] in pack.data.organisations
            return None if organisation else Span(at, state.end)
        if any("time" in h.senses and "indefinite" not in h.senses for h in hits) and not word.group()[0].isupper():
            return None
        if word.group()[0].isupper() and via != "adjective":
            return _named_place(document, run, determiner, adjective)
        determiner = determiner or bool(hits and ("article" in hits[0].senses or "indefinite" in hits[0].senses))
        adjective = adjective or via == "adjective"
        at = word.end() + 1
    return None


def _seat(document: Document, first: Hit, state: Hit | None, *, locality: bool) -> Span | None:
    """The capital of a state, called so; or a city told by its state alone."""
    if "capital" in first.senses:
        return _capital_and_state(document, first)
    ways = [sense.value[1] for sense in state.senses["state"]] if state else []
    if state is None or _OF_A_STATE.isdisjoint(ways):
        return None
    if locality and ways[0] == "adjective":
        return _end_of_locality(document, max(0, state.start - _LONGEST_DUTY), state.end)
    return _capital_of(document, state)


def _is_duty(scene: Scene, actor: Actor, place: Span) -> bool:
    """'la commissaire européenne à la Recherche': what follows an office and an article is what it is for."""
    gap = scene.document.view[actor.span.end : place.start]
    if actor.kind != "role" or not 0 < len(gap) <= _LONGEST_DUTY or any(mark in gap for mark in ",;:"):
        return False
    inside = scene.document.hits_in(actor.span.end, place.start)
    fused = scene.document.pack.data.titles.fused_articles
    determined = bool(inside) and ("article" in inside[-1].senses or gap.split()[-1].lower() in fused)
    named = any("state" in hit.senses for hit in scene.document.hits_in(place.start, place.start + 1))
    return determined and not named and all("event" not in hit.senses for hit in inside)


def _capital_of(document: Document, state: Hit) -> Span | None:
    """'in the Ugandan capital', 'in Rwanda's capital': a state and right behind it the word for its capital."""
    behind = document.hits_in(state.end, state.end + _POSSESSIVE + 1)
    if not behind or "capital" not in behind[0].senses:
        return None
    gap = document.pack.patterns.possessive.sub("", document.view[state.end : behind[0].start])
    return Span(state.start, behind[0].end) if not gap.strip() else None


def _capital_and_state(document: Document, noun: Hit) -> Span | None:
    """'в столице Кубы': the word for a capital, and whose it is in the genitive."""
    if "" not in document.pack.data.genitive_articles:
        return None
    behind = document.hits_in(noun.end + 1, noun.end + 2)
    named = bool(behind) and any(sense.value[1] == "name" for sense in behind[0].senses.get("state", ()))
    return Span(noun.start, behind[0].end) if named else None


def _called(document: Document, seat: Span, stop: int) -> Span | None:
    """'the US capital Washington', 'the Peruvian capital of Lima', 'the Rwandan capital, Kigali'."""
    words = _APPOSED.match(document.view, seat.end, stop)
    if words is None:
        return None
    if words.group(1) != ",":
        run = document.pack.patterns.place.match(document.view, words.end(), stop)
        return _named_place(document, run, determiner=False, adjective=True) if run else None
    behind = document.hits_in(words.end(), words.end() + 1)
    ways = [sense.value[1] for sense in behind[0].senses.get("state", ())] if behind else []
    return Span(behind[0].start, behind[0].end) if "capital" in ways else None


def _end_of_locality(document: Document, start: int, end: int) -> Span | None:
    """'en la capital peruana': a city told by its state alone, where no name follows."""
    following = end + 2 if document.view[end : end + 1] == "," else end + 1
    behind = next(iter(document.hits_in(following, following + 1)), None)
    named = document.view[end + 1 : end + 2].isupper() or (
        behind is not None and ("state" in behind.senses or ("link" in behind.senses and _is_of(behind)))
    )
    first = next((hit for hit in document.hits_in(start, end) if "locality" in hit.senses), None)
    return Span(first.start, end) if first is not None and not named else None


def _is_of(hit: Hit) -> bool:
    """'en la ciudad colombiana de Cartagena': what the locality is called follows."""
    return "treaty" not in hit.senses and str(hit.senses["link"][0].value) == "of"


def _named_place(document: Document, run: re.Match[str], determiner: bool, adjective: bool) -> Span | None:
    """Capitalised words that no list knows.

    Where common nouns have capitals too: only without an article, or behind an adjective of a state.
    """
    at, end, count = run.start(), run.start(), 0
    for token in _WORD.finditer(document.view, run.start(), run.end()):
        if not token.group()[0].isupper():
            if token.group() not in document.pack.data.place_particles:
                break
            continue
        if _is_known(document, token) or (count and _is_state(document, token)):
            break
        end, count = token.end(), count + 1
    if document.pack.nouns_capital and (determiner or adjective) and count > 1:
        at += document.view[at:end].index(" ") + 1
        determiner = False
    if end <= at or view_is_noun(document, at, end, determiner and not adjective) or _qualifies(document, at, end):
        return None
    return Span(at, end)


def _qualifies(document: Document, at: int, end: int) -> bool:
    """'в Азовському морі': where adjectives agree, the word before a common noun only qualifies it."""
    data = document.pack.data
    if not data.titles.agreement or not document.view[at:end].endswith(data.adjective_endings):
        return False
    return document.view[end + 1 : end + 2].islower() and not document.hits_in(end + 1, end + 2)


def _is_state(document: Document, token: re.Match[str]) -> bool:
    """'в Ялте Чили и Перу …': where nouns have cases, the name of a state is no part of the place before it."""
    return bool(document.pack.data.titles.agreement) and any(
        hit.form_start == token.start() and any(sense.value[1] == "name" for sense in hit.senses.get("state", ()))
        for hit in document.hits_in(token.start(), token.end())
    )


def _is_known(document: Document, token: re.Match[str]) -> bool:
    """Whether the lexicon knows the word as something that is no place."""
    return any(
        hit.form_start == token.start() and not _NOT_PLACE.isdisjoint(hit.senses)
        for hit in document.hits_in(token.start(), token.end())
    )


def view_is_noun(document: Document, start: int, end: int, determined: bool) -> bool:
    """Whether the word is a common noun rather than a place: only where nouns have capitals is that left open."""
    word, pack = document.view[start:end], document.pack
    if len(word) < 3 or word.isupper():
        return True
    if not pack.nouns_capital:
        return determined and not (word[0].isupper() and _WORD.fullmatch(word))
    return determined or word.lower().endswith(pack.data.noun_endings) or word.lower() in pack.data.not_places


def treaty_of(scene: Scene, at: Span) -> TreatyMention | None:
    """The agreement that the clause speaks of; else one of a clause before it; else the nearest in the sentence.

    Where one was spoken of before, none behind a semicolon: 'It broke in 1737; later the Peace of Belgrade …'.
    """
    if not scene.treaties:
        return None
    if scene.attribute_start(at) is not None:
        behind = next((t for t in scene.treaties if t.span.end > at.end), None)
        if behind is not None:
            return behind
    own = scene.clauses.index(at.start)

    def rank(treaty: TreatyMention) -> tuple[int, bool, int]:
        clause = scene.clauses.index(treaty.head.start)
        return 0 if clause == own else 1 if clause < own else 2, treaty.form == "other", distance(treaty.span, at)

    nearest = min(scene.treaties, key=rank)
    ahead = scene.document.view[at.end : nearest.head.start]
    return None if scene.resumes and ";" in ahead else nearest
