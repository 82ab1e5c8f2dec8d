"""Another treaty that a relation and a date of its own set beside the one spoken of, though no noun calls it one.

'Das Abkommen löst jenes von 1982 ab', 'remplaçant celle du 10 mars 1964', 'prend le relais de l'acte de 1884'.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from schemas.vocabulary import Relation
from service.extract.phrases import names_date
from service.lang.lexicon import Hit
from service.lang.model import Related
from service.mention import DateMention, Span
from service.text.document import Document, Sentence

_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[,.;:!?()„“”\"«»\n–—]")
_NEAR, _FAR = 70, 140
_MOST_WORDS = 6
_EDGE = " '’"
_SMALL = frozenset(("article", "link", "genitive"))
_NO_NAME = frozenset(
    (
        "auxiliary",
        "body",
        "closed",
        "conditional",
        "event",
        "government",
        "hedge",
        "indefinite",
        "law",
        "negation",
        "plan",
        "pronoun",
        "related",
        "role",
        "says",
        "state",
        "subordinator",
        "treaty",
    )
)


class Unnamed(Struct, frozen=True, gc=False):
    """What it is called, up to its date."""

    span: Span
    relation: Relation
    rule: str
    cue: Hit
    date: DateMention


def unnamed(document: Document, dates: Sequence[DateMention], sentence: Sentence) -> Iterator[Unnamed]:
    """Those of one sentence."""
    for cue in document.hits[sentence.first : sentence.last] if "related" in sentence.kinds else ():
        for sense in cue.senses.get("related", ()):
            found = _behind(document, dates, sentence, cue, sense.value)
            if found is not None:
                yield found
                break


def _behind(
    document: Document, dates: Sequence[DateMention], sentence: Sentence, cue: Hit, rule: Related
) -> Unnamed | None:
    """What stands between the word and the next date, if the date is its own."""
    if rule.relation is Relation.MENTIONS or rule.side != "after":
        return None
    at = bisect_left(dates, cue.end, key=lambda date: date.span.start)
    date = dates[at] if at < len(dates) else None
    if date is None or date.type != "DATE" or date.past is None or date.span.end > min(sentence.end, cue.end + _NEAR):
        return None
    figure = _first_figure(document, date)
    before = [hit for hit in document.hits_in(cue.end, date.span.end) if hit.end <= figure]
    start = _start(document, cue.end, before)
    ties = [hit for hit in before if hit.start >= start]
    if not ties or not names_date(document, ties[-1]):
        return None
    words = ties[:-1]
    between = document.view[start : ties[-1].start]
    if (
        not 0 < len(between.split()) <= _MOST_WORDS
        or _BREAK.search(document.view, cue.end, ties[-1].start)
        or any(not _NO_NAME.isdisjoint(hit.senses) for hit in words)
        or not _is_closed(document, rule, date.span.end)
    ):
        return None
    return Unnamed(Span(start, date.span.end), rule.relation, rule.id, cue, date)


def _first_figure(document: Document, date: DateMention) -> int:
    """Where the date's own words begin: a mention may open with the preposition that ties it."""
    figure = re.search(r"\d", document.view[date.span.start : date.span.end])
    return date.span.start + (figure.start() if figure else 0)


def _start(document: Document, start: int, hits: Sequence[Hit]) -> int:
    """Behind the articles and prepositions that stand first."""
    for hit in hits:
        if document.view[start : hit.start].strip(_EDGE) or _SMALL.isdisjoint(hit.senses):
            break
        start = hit.end
    while document.view[start] in _EDGE:
        start += 1
    return start


def _is_closed(document: Document, rule: Related, end: int) -> bool:
    """'löst … ab': the word that closes the verb follows."""
    tail = _BREAK.split(document.view[end : end + _FAR].lower())[0]
    return not rule.marker or not rule.marker.isdisjoint(_WORD.findall(tail))
