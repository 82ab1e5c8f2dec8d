"""Stage 2b: states and organisations, each with the preposition that governs it."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from service.lang.lexicon import Hit
from service.mention import Span, StateMention
from service.text.document import Document, Sentence

_BREAK = re.compile(r"[.;:()!?„“\"«»–—]")
_OF_PLACES = frozenset(("in", "to", "from"))
_NEAR = 8
_LONGEST_TIME = 24
_TIMED = frozenset(("time", "link"))
_VERBS = frozenset(("auxiliary", "event", "plan"))
_MONTH = "mM"
_OF_DATES = _MONTH + "AX"
_LONGEST_SIDE = 8
_LONGEST_ORDER = 24
"""Characters between the number of order and 'after': 'the third state after'."""
_SPACED = str.maketrans(",'’", "   ")
_ARTICLE_BEFORE = re.compile(r"([^\W\d_][\w-]*) [^\W\d_]+ $")
_RESET = frozenset(("auxiliary", "event", "plan", "negation", "subordinator", "says", "treaty", "pronoun"))
_WITHIN_PHRASE = frozenset(("article", "indefinite", "demonstrative", "and"))
_ACTS = frozenset(("auxiliary", "plan", "pending", "says"))
_NO_NOUN = frozenset(("link", "article", "event"))


def states(document: Document) -> list[StateMention]:
    """All mentions of states and organisations, in order; coordination hands the preposition on."""
    found: list[StateMention] = []
    for sentence in document.sentences:
        if "state" in sentence.kinds:
            found += _in_sentence(document, sentence)
    named = {mention.code for mention in found if mention.via != "capital"}
    spoken = Counter([mention.code for mention in found if mention.via != "body"])
    owned = [_of_whom(document, mention, spoken) if mention.via == "body" else mention for mention in found]
    return [
        _with_seat(document, mention, named) if mention.via == "capital" else mention
        for mention in owned
        if mention is not None
    ]


def _of_whom(document: Document, mention: StateMention, spoken: Counter[str]) -> StateMention | None:
    """A chamber whose name several states have, or that is a common word too, is that of the one spoken of most."""
    hit = next(hit for hit in document.hits_in(*mention.span) if "state" in hit.senses)
    codes = [sense.value[0] for sense in hit.senses["state"] if sense.value[1] == "body"]
    if len(codes) == 1 and not any(sense.value == "body" for sense in hit.senses.get("body", ())):
        return mention
    own = max(codes, key=spoken.__getitem__)
    return mention._replace(code=own) if spoken[own] else None


def _with_seat(document: Document, mention: StateMention, named: Collection[str]) -> StateMention:
    """'Brussels' is the Union that has its seat there, where the article speaks of that and not of the state."""
    if mention.code in named:
        return mention
    hit = document.hits_in(mention.span.start, mention.span.end)[0]
    seats = [code for code, via in (sense.value for sense in hit.senses["state"]) if via == "seat" and code in named]
    return mention._replace(code=seats[0], via="seat") if seats else mention


def _in_sentence(document: Document, sentence: Sentence) -> list[StateMention]:
    found: list[StateMention] = []
    link, reach, told = "", -1, not document.pack.data.verb_last
    for hit in document.hits[sentence.first : sentence.last]:
        senses = hit.senses
        told = told or not _VERBS.isdisjoint(senses)
        if "state" in senses and not (found and "time" in senses):
            code, via = _best(document, hit)
            governed = link if reach >= 0 and _continues(document.view, reach, hit.start) else ""
            governed = "" if governed == "of" and _opens_name(document, found, hit) else governed
            if (governed and (_stands_free(document, reach, hit) or _is_of_person(document, found, hit, via))) or (
                governed in _OF_PLACES
                and (
                    (told and _is_subject(document, reach, hit))
                    or (via == "name" and _leaves_city(document, found, hit, code))
                )
            ):
                governed = ""
            governed = "by" if via == "adjective" and _of_side(document, hit) else governed or _genitive(document, hit)
            rule = senses["state"][0].rule
            found.append(StateMention(Span(hit.start, hit.end), rule, code, via, governed))
            link, reach = governed, hit.end
        elif "witness" in senses:
            link, reach = "beside", hit.end
        elif "link" in senses:
            if link == "beside" and hit.start - reach <= 1:
                reach = hit.end
                continue
            link, reach = senses["link"][0].value, _end_of_link(document, hit)
        elif "after" in senses and follows_order(document, hit):
            link, reach = "other", hit.end
        elif reach >= 0 and (not _RESET.isdisjoint(senses) or ("time" in senses and _is_of_date(reach, hit))):
            reach = -1
        elif reach >= 0 and not _WITHIN_PHRASE.isdisjoint(senses) and _continues(document.view, reach, hit.start):
            reach = hit.end
    return found


def _opens_name(document: Document, found: Sequence[StateMention], hit: Hit) -> bool:
    """'Ana Ruiz of Chile and Peru's Luis Vega'."""
    mark = document.pack.patterns.possessive.match(document.view, hit.end)
    if mark is None or not found or not document.view[mark.end() + 1 : mark.end() + 2].isupper():
        return False
    joined = document.pack.patterns.joiner.match(document.view, found[-1].span.end)
    return joined is not None and joined.end() == hit.start


def follows_order(document: Document, after: Hit) -> bool:
    """Whether it is that of 'the third state after Chile to join'."""
    before = document.hits_in(max(0, after.start - _LONGEST_ORDER), after.start)
    return any(sense.value[0] == "O" for other in before for sense in other.senses.get("time", ()))


def _is_of_date(reach: int, hit: Hit) -> bool:
    """'en abril y Perú, en mayo': what governs the month does not govern the state."""
    return hit.start - reach <= 1 and any(sense.value[0] in _OF_DATES for sense in hit.senses["time"])


def _is_of_person(document: Document, found: Sequence[StateMention], hit: Hit, via: str) -> bool:
    """'a Monrovia, il ghanese Kofi Annan': behind a comma, an adjective or a people before a name opens a phrase."""
    if via not in ("adjective", "people") or not found or "," not in document.view[found[-1].span.end : hit.start]:
        return False
    return document.view[hit.end : hit.end + 1] == " " and document.view[hit.end + 1 : hit.end + 2].isupper()


def _end_of_link(document: Document, hit: Hit) -> int:
    """Where its phrase begins; none for the particle of a verb: 'trat dem Vertrag bei, Chile …'."""
    return -1 if document.view[hit.end : hit.end + 1] == "," else hit.end


def _is_subject(document: Document, reach: int, hit: Hit) -> bool:
    """'… in Lagos and Togo has …', 'In response Togo on Monday left …': behind an 'and', or where subjects come first
    another word, and before a verb; where the verb stands second, behind another one: 'Nach Peru und Chile hat …'."""
    before = document.hits_in(max(0, hit.start - _NEAR), hit.start)
    joined = any("and" in other.senses for other in before[-2:])
    words = document.view[reach : hit.start].split()
    apart = document.pack.data.subject_first and (len(words) == 1 or (words[1:] and words[1] in document.pack.articles))
    if not joined and not apart:
        return False
    for behind in document.hits_in(hit.end, hit.end + (_LONGEST_TIME if apart else 2)):
        if _TIMED.isdisjoint(behind.senses):
            return "auxiliary" in behind.senses or "event" in behind.senses
    return False


def _leaves_city(document: Document, found: Sequence[StateMention], hit: Hit, code: str) -> bool:
    """'In Lima, Chile and Peru sign': a city and, behind a comma, another state are no list of places."""
    last = found[-1] if found else None
    if last is None or last.via != "capital" or last.code == code:
        return False
    gap = document.view[last.span.end : hit.start]
    return gap.startswith(",") and len(gap) <= _NEAR


def _of_side(document: Document, hit: Hit) -> bool:
    """'с чилийской стороны', 'auf chilenischer Seite', 'du côté chilien': on behalf of that state."""
    if document.pack.data.adjective_last:
        before = document.hit_before(hit.start, _LONGEST_SIDE)
        return before is not None and "side" in before.senses and hit.start - before.end == 1
    behind = document.hit_at(hit.end + 1)
    return behind is not None and "side" in behind.senses


def _genitive(document: Document, hit: Hit) -> str:
    """'of' for a name in the genitive: 'Ende der Sowjetunion', 'Polens'."""
    if document.pack.nouns_capital and (noun := _noun_before(document, hit.start)) is not None:
        known = document.hit_at(noun)
        return "" if known is not None and (not _NO_NOUN.isdisjoint(known.senses) or _is_month(known)) else "of"
    letter, word = document.pack.data.possessive, document.view[hit.start : hit.end]
    inflected = bool(letter) and word.endswith(letter) and len(document.pack.data.inflection.name) > 1
    return "of" if inflected and document.pack.lexicon.knows(word[:-1]) else ""


def _is_month(hit: Hit) -> bool:
    """'kam am 3. November der Iran': a date is nobody's."""
    return any(sense.value[0] in _MONTH for sense in hit.senses.get("time", ()))


def _stands_free(document: Document, reach: int, hit: Hit) -> bool:
    """Whether a name in the nominative stands behind other words than the preposition: 'в среду Россия'."""
    name = document.view[hit.start : hit.end].lower()
    return name in document.pack.nominatives and bool(document.view[reach : hit.start].strip())


def is_agent(document: Document, state: StateMention) -> bool:
    """Whether the name stands in the case of who acts in the passive: 'ратифицирован Россией'."""
    return is_oblique(document, state) and document.slice(state.span).endswith(document.pack.data.inflection.agent)


def is_oblique(document: Document, state: StateMention) -> bool:
    """Whether the name stands in a case in which no subject does, in a language where names have cases."""
    inflects = bool(document.pack.data.inflection.agent) and state.via in ("name", "capital")
    return inflects and document.slice(state.span).lower() not in document.pack.citations


def _noun_before(document: Document, start: int) -> int | None:
    """Where the capitalised word begins that stands before a genitive article and `start`."""
    words = document.view[max(0, start - 40) : start].rsplit(" ", 2)
    if len(words) < 3 or words[1].lower() not in document.pack.data.genitive_articles:
        return None
    match = _ARTICLE_BEFORE.search(document.view, max(0, start - 40), start)
    return match.start(1) if match and match.group(1)[0].isupper() else None


def _best(document: Document, hit: Hit) -> tuple[str, str]:
    """Code and via; a name that a hyphen ties to another word only qualifies it: 'Nato-Staaten'.

    In small letters it is rather the adjective than the name: 'svizzera'; of a people and its state rather the state:
    'Polen'.
    """
    view, senses = document.view, hit.senses["state"]
    code, via = senses[0].value
    if len(senses) > 1 and view[hit.start].islower():
        code, via = next((sense.value for sense in senses if sense.value[1] == "adjective"), senses[0].value)
    elif via == "people":
        code, via = next((sense.value for sense in senses if sense.value == (code, "name")), senses[0].value)
    tied = view.startswith("-", hit.end) and view[hit.end + 1 : hit.end + 2].isalpha()
    if not tied and code in document.pack.data.organisations:
        following = document.hit_at(hit.end + 1)
        tied = following is not None and "multilateral" in following.senses
    if via == "adjective" and not document.pack.data.adjective_last and _are_people(document, hit):
        return str(code), "people"
    return str(code), "prefix" if tied and via == "name" else str(via)


def _are_people(document: Document, hit: Hit) -> bool:
    """'The British signed in May': an adjective between an article and a verb."""
    before, behind = document.hit_before(hit.start, _NEAR), document.hit_at(hit.end + 1)
    led = before is not None and "article" in before.senses and hit.start - before.end == 1
    if not led or behind is None or "treaty" in behind.senses:
        return False
    acts = any(sense.value.mode != "noun" for sense in behind.senses.get("event", ()))
    return acts or not _ACTS.isdisjoint(behind.senses)


def _continues(view: str, start: int, end: int) -> bool:
    """Whether only a comma, 'and' or up to two lower-case words (adjectives) stand between."""
    if end - start > 40:
        return False
    gap = view[start:end]
    if gap == " ":
        return True
    if _BREAK.search(gap):
        return False
    words = gap.translate(_SPACED).split()
    return len(words) <= 2 and all(word[0].islower() for word in words) and not ("," in gap and words)
