"""The name of a place behind a preposition: of a state, a capital, or one that no list knows."""

import re

from service.extract.names import is_given
from service.lang.lexicon import Hit
from service.mention import Span
from service.text.document import Document

_WORD = re.compile(r"[^\W_][\w’'-]*")
_APPOSED = re.compile(r"(,| of)? (?=[^\W\d_a-z])")
_JOINED_ARTICLE = re.compile(r"[a-z]{1,3}-[A-Z]")
"""'Sharm el-Sheikh'."""
_MOST_WORDS = 4
_LONGEST_LOCALITY = 24
_LONGEST_QUALIFIER, _MOST_QUALIFIERS = 40, 3
_POSSESSIVE = 3
_OF_A_STATE = frozenset(("name", "adjective", "prefix"))
_PLACES = frozenset(("name", "capital"))
_PLACED = _PLACES | {"seat"}
_DETERMINING = frozenset(("article", "indefinite", "demonstrative", "each_other"))
_QUALIFYING = _DETERMINING | {"state"}
_NO_QUALIFIER = frozenset(("treaty", "link"))
"""What no phrase of a place goes through: 'in the treaty with Chile'."""
_TIES = frozenset(("of", "by", "to"))
NOT_PLACE = frozenset(
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
        "region",
    )
)


def place_behind(document: Document, hit: Hit, stop: int) -> Span | None:
    """The place that a preposition opens: one of place, or any before a locality ('auf der Burg von …')."""
    if "link" not in hit.senses:
        return None
    link = hit.senses["link"][0].value
    if link != "in" and not (link == "other" and _opens_locality(document, hit.end + 1)):
        return None
    place = place_at(document, hit.end + 1, stop)
    if place is None:
        return None
    noun = document.hit_at(place.end + 1)
    if noun is not None and "locality" in noun.senses and not document.pack.nouns_capital:
        return place_at(document, noun.start, stop) or place
    inside = document.hits_in(hit.end, place.start)
    return (_city_of(document, place, stop) if any("locality" in h.senses for h in inside) else None) or place


def _city_of(document: Document, building: Span, stop: int) -> Span | None:
    """'à l'hôtel du Cygne, à Francfort': the city right behind what no list knows."""
    link = document.hit_at(building.end + 2) if document.view.startswith(", ", building.end) else None
    if link is None or "link" not in link.senses or link.senses["link"][0].value != "in":
        return None
    return None if document.hits_in(*building) else place_at(document, link.end + 1, stop)


def _opens_locality(document: Document, start: int) -> bool:
    """Whether a locality follows, with only its article and the adjective of a state before it."""
    for hit in document.hits_in(start, start + _LONGEST_QUALIFIER)[:_MOST_QUALIFIERS]:
        if hit.start != start:
            return False
        if "locality" in hit.senses:
            return document.pack.nouns_capital or document.view[start].islower()
        if _QUALIFYING.isdisjoint(hit.senses):
            return False
        start = hit.end + 1
    return False


def place_at(document: Document, start: int, stop: int) -> Span | None:
    """The place that a phrase names: a state or capital, else what `_named_place` takes for one."""
    view, pack = document.view, document.pack
    link = view[view.rfind(" ", 0, start - 1) + 1 : start - 1].lower()
    at, determiner, adjective, locality = start, link in pack.data.titles.fused_articles, False, False
    for count in range(_MOST_WORDS + 2):
        at += locality and view[at - 1 : at] == ","
        run = pack.patterns.place.match(view, at, stop)
        word = _WORD.match(view, at, run.end()) if run else None
        if run is None or word is None or (count >= _MOST_WORDS and not locality):
            return None
        hits = document.hits_in(at, word.end())
        if hits and not _NO_QUALIFIER.isdisjoint(hits[0].senses):
            if not (locality and _is_of(hits[0])):
                return None
            at, determiner = hits[0].end + 1, False
            continue
        noun = next((hit for hit in hits if "locality" in hit.senses), None)
        if noun is not None and pack.nouns_capital:
            return _of_locality(document, noun.end, stop)
        locality = locality or noun is not None
        state = next((h for h in hits if "state" in h.senses and h.start == at), None)
        ways = [sense.value[1] for sense in state.senses["state"]] if state else []
        if hits and (seat := _seat(document, hits[0], state, locality=locality)):
            return _called(document, seat, stop) or seat
        if state and not _PLACES.isdisjoint(ways):
            return _unless_organisation(document, state, at)
        capital, adjectival = word.group()[0].isupper(), ways[:1] == ["adjective"]
        if capital and not adjectival:
            building = determiner and pack.nouns_capital and "seat" in ways
            called = _called_of(document, run, stop) or _named_place(document, run, determiner, adjective)
            return None if building else called
        if not capital and any("time" in h.senses and "indefinite" not in h.senses for h in hits):
            return None
        determiner = determiner or any(not _DETERMINING.isdisjoint(hit.senses) for hit in hits[:1])
        adjective = adjective or adjectival
        at = word.end() + 1
    return None


def _called_of(document: Document, qualifier: re.Match[str], stop: int) -> Span | None:
    """'in the Black Sea resort of Sochi': what the locality is called, behind a name that only says where it is."""
    if document.pack.nouns_capital:
        return None
    words = _WORD.finditer(document.view, qualifier.start(), qualifier.end())
    common = next((word.start() for word in words if word.group()[0].islower()), qualifier.end() + 1)
    noun = document.hit_at(common)
    of = document.hit_at(noun.end + 1) if noun is not None and "locality" in noun.senses else None
    if of is None or "link" not in of.senses or not _is_of(of):
        return None
    run = document.pack.patterns.place.match(document.view, of.end + 1, stop)
    return _named_place(document, run, determiner=False, adjective=True) if run else None


def _unless_organisation(document: Document, state: Hit, at: int) -> Span | None:
    return None if state.senses["state"][0].value[0] in document.pack.data.organisations else Span(at, state.end)


def _of_locality(document: Document, end: int, stop: int) -> Span | None:
    """'im Hafen Piräus', 'im Palast von Versailles', 'im Schloss zu Mannheim': what follows a noun with a capital."""
    tie = document.hit_at(end + 1)
    if tie is not None and "link" in tie.senses:
        if tie.senses["link"][0].value not in _TIES:
            return None
        end = tie.end
    run = document.pack.patterns.place.match(document.view, end + 1, stop)
    if run is None or not run.group()[0].isupper():
        return None
    known = document.hit_at(run.start())
    ways = [sense.value[1] for sense in known.senses.get("state", ())] if known else []
    if known is not None and not _PLACED.isdisjoint(ways):
        return Span(known.start, known.end)
    place = _named_place(document, run, determiner=False, adjective=False)
    return None if place and " " in document.slice(place) and is_given(document, place) else place


def _seat(document: Document, first: Hit, state: Hit | None, *, locality: bool) -> Span | None:
    """The capital of a state, called so; or a city told by its state alone."""
    if "capital" in first.senses:
        return _capital_and_state(document, first)
    ways = [sense.value[1] for sense in state.senses["state"]] if state else []
    if state is None or _OF_A_STATE.isdisjoint(ways):
        return None
    if locality and ways[0] == "adjective":
        return _end_of_locality(document, max(0, state.start - _LONGEST_LOCALITY), state.end)
    return _capital_of(document, state)


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
        behind is not None and ("state" in behind.senses or ("link" in behind.senses and _names(behind)))
    )
    first = next((hit for hit in document.hits_in(start, end) if "locality" in hit.senses), None)
    return Span(first.start, end) if first is not None and not named else None


def _names(link: Hit) -> bool:
    """'en la capital peruana, en Lima', 'en la ciudad colombiana de Cartagena': the name follows."""
    return _is_of(link) or link.senses["link"][0].value == "in"


def _is_of(hit: Hit) -> bool:
    """'en la ciudad colombiana de Cartagena': what the locality is called follows."""
    return "treaty" not in hit.senses and str(hit.senses["link"][0].value) == "of"


def _named_place(document: Document, run: re.Match[str], determiner: bool, adjective: bool) -> Span | None:
    """Capitalised words that no list knows.

    Where common nouns have capitals too: only without an article, or behind an adjective of a state.
    """
    at, end, count = run.start(), run.start(), 0
    for token in _WORD.finditer(document.view, run.start(), run.end()):
        if not (token.group()[0].isupper() or _JOINED_ARTICLE.match(token.group())):
            if token.group() not in document.pack.data.place_particles:
                break
            continue
        if _is_known(document, token) or (count and _is_apart(document, at, token)):
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


def _is_apart(document: Document, at: int, token: re.Match[str]) -> bool:
    """Where nouns have cases: a state, or what stands in another case than the place ('w Wilnie Adamkus podpisał')."""
    endings, first = document.pack.data.inflection.place, _WORD.match(document.view, at)
    if first is None or not first.group().endswith(endings):
        return _is_state(document, token)
    name = token.group()
    return not name.endswith(endings) or name in document.pack.given or _is_state(document, token)


def _is_state(document: Document, token: re.Match[str]) -> bool:
    """'в Ялте Чили и Перу …': where nouns have cases, the name of a state is no part of the place before it."""
    return bool(document.pack.data.titles.agreement) and any(
        hit.form_start == token.start() and any(sense.value[1] == "name" for sense in hit.senses.get("state", ()))
        for hit in document.hits_in(token.start(), token.end())
    )


def _is_known(document: Document, token: re.Match[str]) -> bool:
    """Whether the lexicon knows the word as something that is no place."""
    return any(
        hit.form_start == token.start() and not NOT_PLACE.isdisjoint(hit.senses)
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
