"""Where the name of a person begins and ends."""

import re
from bisect import bisect_left

from service.lang.lexicon import Hit
from service.lang.model import People
from service.mention import Span
from service.text.document import Document

_TOKEN = re.compile(r"(?:[^\W\d_]\.){1,3}(?=[ ])|[^\W\d_][\w’'-]*\w\.?|[^\W\d_]")
_BEFORE_PREPOSITION = re.compile(
    r"((?:[^\W\d_a-z][\w’'.-]+ )(?:(?:[^\W\d_A-Z]\w{1,3} ){0,2}[^\W\d_a-z][\w’'.-]+ ){0,3})(?:[^\W\d_A-Z]\w* ){1,3}$"
)
_APART = re.compile(r"((?:[^\W\d_a-z][\w’'.-]+ ){1,4}[^\W\d_a-z][\w’'.-]+), [^\W\d_A-Z]\w* $")
_ENDING = re.compile(r"((?:[^\W\d_a-z][\w’'.-]+ ){1,3}[^\W\d_a-z][\w’'-]+)$")
_WORD_START = re.compile(r"(?:^|(?<= ))[^\W\d_]")
_NEXT = re.compile(r" [^\W\d_a-z][\w’'-]")
_FIRST = re.compile(r"[ -]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_TWO_INITIALS = re.compile(r"(?:[^\W\d_]\. ?){2}")
_MOST_TOKENS = 7
_NEAR = 12
_FULL = 2
"""Words of a name that is given in full."""
_OPAQUE = frozenset(
    (
        "state",
        "treaty",
        "event",
        "auxiliary",
        "link",
        "article",
        "role",
        "body",
        "time",
        "and",
        "indefinite",
        "demonstrative",
        "negation",
        "government",
        "conference",
        "subordinator",
        "plan",
        "instrument",
        "law",
        "signature",
    )
)
_SEASONS = frozenset("MmS")
_PLACING = frozenset(("in", "to", "from"))
_SURNAMES = frozenset(("people", "capital", "prefix", "adjective"))
_OF_OFFICE = frozenset(("role", "state"))


def name_at(document: Document, start: int, stop: int) -> Span | None:
    """The run of capitalised words at `start` that the lexicon does not know as something else."""
    view, pack = document.view, document.pack
    people, prefixed = pack.data.people, pack.patterns.prefixed
    at, end, capitals, last, tied = start, start, 0, "", False
    for count in range(_MOST_TOKENS):
        token = _TOKEN.match(view, at, stop)
        if token is None:
            break
        word, stop_of_word = token.group(), token.end()
        capital = word[0].isupper() or prefixed.match(word)
        if capital and not (
            not tied
            and _opaque(document, at, stop_of_word, start if capitals else None)
            and (capitals or not _is_first_name(document, at, stop_of_word))
        ):
            capitals += 1
            end = stop_of_word - _closing(document, word)
            if end < stop_of_word:
                break
        elif not _joins_names(people, word, last) or (not count and document.hit_at(at) is not None):
            break
        last = word.lower()
        tied = last in people.particles and not pack.lexicon.knows(last)
        if not view.startswith(" ", stop_of_word):
            break
        at = stop_of_word + 1
    if capitals > _FULL:
        start = _without_title(document, start, end) if pack.articles else _without_agency(document, start, end)
    return Span(start, end) if capitals and end - start > 1 else None


def _without_agency(document: Document, start: int, end: int) -> int:
    """Where the first name begins in 'Agencji Rozwoju Wojciech Balczun': where nouns have no articles, what the office
    heads may stand right before it."""
    starts = (start, *(word.start() for word in _WORD_START.finditer(document.view, start + 1, end)))
    return next((at for at in starts[:-1] if is_given(document, Span(at, end))), start)


def _without_title(document: Document, start: int, end: int) -> int:
    """Where the name begins in 'MM. Jean Dupont', 'Mme Ana Ruiz'."""
    first, _, _ = document.view[start:end].partition(" ")
    return start + len(first) + 1 if first in document.pack.data.people.honorifics else start


def _joins_names(people: People, word: str, last: str) -> bool:
    """'von', 'de la', which open a name too where they are no words of the language; with a capital any of them stands
    for itself: 'Bruno Le Maire', 'Luigi Di Maio'."""
    lower = word.lower()
    return lower in people.particles or (lower in people.articles and (last in people.particles or lower != word))


def full_name_at(document: Document, start: int, stop: int) -> Span | None:
    """A name of two words at least."""
    if document.pack.patterns.two_words.match(document.view, start, stop) is None:
        return None
    name = name_at(document, start, stop)
    return name if name is not None and " " in document.slice(name) else None


def is_given(document: Document, name: Span) -> bool:
    """Whether a name begins with a first name that is known, or with two initials."""
    words = document.slice(name)
    return _FIRST.split(words, maxsplit=1)[0] in document.pack.given or _TWO_INITIALS.match(words) is not None


def name_before_role(document: Document, start: int, role_start: int) -> Span | None:
    """'Kemi Badenoch, then business secretary': the name before the comma, of two words at least."""
    match = document.pack.patterns.named_before.search(document.view, max(start, role_start - 70), role_start)
    if match is None:
        return None
    return _last_name(document, match)


def name_ending_at(document: Document, start: int, end: int) -> Span | None:
    """The name of two words at least that ends here."""
    match = _ENDING.search(document.view, max(start, end - 50), end)
    return _last_name(document, match) if match else None


def _last_name(document: Document, match: re.Match[str]) -> Span | None:
    """The longest name at the end of a run of capitalised words: 'Ana Ruiz' in 'H.E. Ana Ruiz'."""
    for word in _WORD_START.finditer(match.group(1)):
        name = full_name_at(document, match.start(1) + word.start(), match.end(1))
        if name is not None and name.end == match.end(1):
            return name
    return None


def name_before_preposition(document: Document, start: int, state_start: int, *, apart: bool) -> Span | None:
    """The name in 'Robert Goebbels für Luxemburg', and where commas stand on both sides in 'Ana Ruiz, por Chile,'."""
    start = max(start, state_start - 60)
    match = _BEFORE_PREPOSITION.search(document.view, start, state_start)
    if match is None:
        match = _APART.search(document.view, start, state_start) if apart else None
        return _last_name(document, match) if match else None
    for word in _WORD_START.finditer(match.group(1)):
        name = full_name_at(document, match.start(1) + word.start(), match.end(1))
        if name is not None and name.end == match.end(1) - 1:
            return name
    return None


def _closing(document: Document, word: str) -> int:
    """How many characters at the end of the word are no part of the name: a full stop, 's."""
    if len(word) <= 3:
        return 0
    if word.endswith("."):
        return 0 if _INITIALS.fullmatch(word) else 1
    mark = document.pack.patterns.possessive.search(word, len(word) - 2)
    return 2 if mark else 0


def _opaque(document: Document, start: int, end: int, begun: int | None) -> bool:
    """Whether the lexicon knows the word as something that no name holds.

    After a first name, where one has `begun`, a people, a capital, a month or the like may be a surname.
    """
    hits = document.hits
    at = bisect_left(document.hit_starts, start)
    if at and hits[at - 1].end > start and not _OF_OFFICE.isdisjoint(hits[at - 1].senses):
        return True
    hit = hits[at] if at < len(hits) and hits[at].start < end else None
    if hit is None:
        return False
    if begun is not None and hit.end <= end and (_may_be_surname(document, hit, begun) or _is_no_date(document, hit)):
        return False
    return not _OPAQUE.isdisjoint(hit.senses)


def _is_first_name(document: Document, start: int, end: int) -> bool:
    """'Außenminister Israel Katz': the name of a state right behind an office, and more of a name behind it; where no
    article opens a genitive, it is the office's state. A first name such as 'Jan' or 'Dominique' needs no office."""
    hit = document.hit_at(start)
    if hit is None or hit.end != end:
        return False
    if _is_called_alike(document, hit):
        return True
    if "" in document.pack.data.genitive_articles:
        return False
    named = "state" in hit.senses and _has_office(document, start)
    return named and _NEXT.match(document.view, end) is not None and not document.hits_in(end + 1, end + 2)


def _is_called_alike(document: Document, hit: Hit) -> bool:
    """'Jan Kowalski', 'Julio De Vido', 'Dominique de Villepin': a month or a state, but not 'im Juli Gespräche'."""
    other = "state" in hit.senses or any(sense.value[0] in _SEASONS for sense in hit.senses.get("time", ()))
    if not other or not is_given(document, Span(hit.start, hit.end)):
        return False
    before = document.hit_before(hit.start, _NEAR)
    within = before is not None and any(sense.value in _PLACING for sense in before.senses.get("link", ()))
    return not within and document.pack.patterns.two_words.match(document.view, hit.start) is not None


def _may_be_surname(document: Document, hit: Hit, begun: int) -> bool:
    """A people, a capital; the name of a state only behind an office: 'Ministerpräsident Luís Montenegro'."""
    if "state" not in hit.senses:
        return False
    via = hit.senses["state"][0].value[1]
    return via in _SURNAMES or (via == "name" and _has_office(document, begun))


def _has_office(document: Document, begun: int) -> bool:
    before = document.hit_before(begun, 40)
    return (
        before is not None
        and not _OF_OFFICE.isdisjoint(before.senses)
        and document.view[before.end : begun] in (" ", ", ")
    )


def _is_no_date(document: Document, hit: Hit) -> bool:
    """'Theresa May', 'Cecil Spring Rice': where nouns have no capitals, a month or season with no number behind."""
    if document.pack.nouns_capital or document.view[hit.end + 1 : hit.end + 2].isdigit():
        return False
    return any(sense.value[0] in _SEASONS for sense in hit.senses.get("time", ()))
