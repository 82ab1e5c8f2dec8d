"""Stage 2c: the name of who holds an office, behind what the office is for: 'minister for trade Luis Vega'."""

import re
from collections.abc import Sequence
from itertools import pairwise

from service.extract.names import full_name_at, is_given
from service.lang.lexicon import Hit
from service.mention import Span
from service.text.document import Document

_FIELD = re.compile(r"(?<=\w),? (?=[^\W\d_a-z])")
_NOUN_BEHIND = re.compile(r" ([^\W\d_][\w-]+)")
_LONGEST_FIELD = 50
_MOST_FIELDS = 3
_INSTITUTIONAL = frozenset(("government", "body", "domestic"))
_TELLING = frozenset(("event", "auxiliary", "says", "and", "plan"))
_GOVERNS = frozenset(("link", "article"))


def behind_agency(document: Document, end: int, name: Span, stop: int) -> Span | None:
    """'глава Федерального агентства Илья Шестаков': where nouns have no articles, a single word in capitals behind
    the office may be of what that heads; a first name tells, or an adjective in front of a noun."""
    if " " in document.slice(name):
        return name
    further = name_behind_field(document, end, stop)
    if further is not None and is_given(document, further):
        return further
    return None if _opens_agency(document, name) else name


def _opens_agency(document: Document, word: Span) -> bool:
    """'Национальной службы', 'Управления гражданской авиации'."""
    following = _NOUN_BEHIND.match(document.view, word.end)
    if following is None or following[1][0].isupper():
        return False
    if any(not _INSTITUTIONAL.intersection(hit.senses) for hit in document.hits_in(*following.span(1))):
        return False
    return any(text.endswith(document.pack.data.adjective_endings) for text in (document.slice(word), following[1]))


def name_behind_field(document: Document, end: int, stop: int) -> Span | None:
    """'ambassador to Lima, Ana Ruiz', 'minister for trade Luis Vega'."""
    governed = end
    for field in _FIELD.finditer(document.view, end, min(stop, end + _LONGEST_FIELD)):
        name = full_name_at(document, field.end(), stop)
        if name is None or (name.start < governed and not is_given(document, name)):
            continue
        hits = document.hits_in(end, name.start)
        if hits and hits[0].start == end + 1 and _only_govern(hits, name.start):
            governed = name.end
            continue
        tied = bool(hits) and hits[0].start == end + 1 and "link" in hits[0].senses
        tied = tied or _is_genitive(document, Span(end, name.start), name)
        return name if tied and all(_TELLING.isdisjoint(hit.senses) for hit in hits) else None
    return None


def _only_govern(words: Sequence[Hit], end: int) -> bool:
    """'envoys of Edward III', 'Minister of Homeland Security': a preposition and its article, and so no field yet."""
    tied = all(before.end + 1 == behind.start for before, behind in pairwise(words)) and words[-1].end + 1 == end
    return tied and "link" in words[0].senses and all(not _GOVERNS.isdisjoint(hit.senses) for hit in words)


def _is_genitive(document: Document, gap: Span, name: Span) -> bool:
    """'sekretarz pracy Rolando Macaraeg': where nouns have no articles, the field follows the office bare; one in
    capitals only before a first name that is known: 'директор Британской антарктической службы Барри Хейвуд'."""
    words = document.slice(gap)
    if document.pack.articles or "," in words:
        return False
    return (words.islower() and len(words.split()) <= _MOST_FIELDS) or is_given(document, name)
