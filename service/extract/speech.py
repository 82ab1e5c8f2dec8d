"""How speech is laid out in a sentence: its pieces, and where a statement stands beside its verb of saying."""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from msgspec import Struct

from service.lang.lexicon import Hit, Sense, kinds_of
from service.lang.model import Claim
from service.mention import Span
from service.text.document import Document, Sentence

WORD = re.compile(r"[^\W_](?:[\w’'.-]{0,60}[^\W_])?")
CLOSING = ("“", "”", '"', "«", "»")
QUOTE = re.compile(r"„[^„“”\"\n]{1,400}[“”\"]|“[^“”\n]{1,400}”|\"[^\"\n]{1,400}\"|«[^«»\n]{1,400}»|»[^«»\n]{1,400}«")
_MARK = re.compile(r"[,;:!?](?=\s|$|[“”\"»«])")
_TURN = re.compile(r"[,;:!?](?=\s|$|[“”\"»«])|(?<= )[–—](?= )")
"""In a sentence that opens with a dash, what is said also ends at one: '– Dość – mówi poseł'."""
EDGE = " ,.;:–—+\n\t\u00a0"
DASHES = "–—"
_CLAIMING = frozenset(("says", "source", "hearsay", "hedge", "weak", "reported"))
_FINITE = frozenset(("auxiliary", "plan", "says"))
_ARTICLES = frozenset(("article", "indefinite"))
_START, _END = attrgetter("start"), attrgetter("end")
_LONGEST = 2000
_SHORT = 20


class Piece(Struct, frozen=True, gc=False):
    """A sentence, or a part of it up to a colon or semicolon, with the hits that stand outside quotations."""

    start: int
    end: int
    number: int
    hits: Sequence[Hit]
    quotes: Sequence[Span]
    starts: Sequence[int]
    """Where clauses begin: behind commas and quotations."""
    ends: Sequence[int]
    """Where they end: before commas, and before 'and' with a verb."""
    introduced: bool
    introduces: bool
    kinds: frozenset[str]
    """Classes of `hits`."""

    def senses(self, kind: str) -> Sequence[tuple[Hit, Sense]]:
        """The words of a class, each with its sense."""
        if kind not in self.kinds:
            return ()
        return [(hit, sense) for hit in self.hits if kind in hit.senses for sense in hit.senses[kind]]


def pieces(document: Document, number: int, sentence: Sentence, quotes: Sequence[Span]) -> Iterator[Piece]:
    """The pieces of a sentence; none if nothing in it is said or hedged, or if it is too long to be one.

    `quotes` are those of the article, in order.
    """
    if sentence.end - sentence.body > _LONGEST:
        return
    first = bisect_right(quotes, sentence.body, key=_END)
    inside = quotes[first : bisect_left(quotes, sentence.end, key=_START)]
    hits = document.hits[sentence.first : sentence.last]
    if not inside and _CLAIMING.isdisjoint(sentence.kinds):
        return
    for quote in inside:
        hits = [h for h in hits if not quote.start < h.start < quote.end]
    marks = [
        m.start()
        for m in (_TURN if _is_turn(document, sentence) else _MARK).finditer(document.view, sentence.body, sentence.end)
    ]
    if inside:
        marks = [mark for mark in marks if not _quoted(mark, inside)]
    start, introduced = sentence.body, False
    for end in [*(mark for mark in marks if document.view[mark] in ";:"), sentence.end]:
        colon = end < sentence.end and document.view[end] == ":"
        whole = not inside and start == sentence.start and end == sentence.end
        own = hits if whole else [h for h in hits if start <= h.start < end]
        near = [q for q in inside if q.start < end and start < q.end]
        kinds = sentence.kinds if whole else kinds_of(own)
        if not near and not colon and not introduced and _CLAIMING.isdisjoint(kinds):
            start = end + 1
            continue
        commas = [mark for mark in marks if start < mark < end]
        starts = sorted([start, *(comma + 1 for comma in commas), *(q.end for q in near)])
        ends = sorted([*commas, *(_joints(own) if "and" in kinds else ()), end])
        yield Piece(start, end, number, own, near, starts, ends, introduced, colon, kinds)
        start, introduced = end + 1, colon


def _is_turn(document: Document, sentence: Sentence) -> bool:
    """Whether somebody's words open with a dash: '— Хватит, — сказал посол'."""
    return document.view[sentence.body] in DASHES or document.view[max(0, sentence.body - 2)] in DASHES


def _quoted(position: int, quotes: Sequence[Span]) -> bool:
    return any(q.start < position < q.end - 2 for q in quotes)


def _joints(hits: Sequence[Hit]) -> Iterator[int]:
    """Where 'and' leads to the next finite verb of the same subject."""
    for one, following in itertools.pairwise(hits):
        if "and" in one.senses and following.start - one.end < 2 and not _FINITE.isdisjoint(following.senses):
            yield one.start


def clause_of(piece: Piece, hit: Hit) -> Span:
    """The clause around the word, without the marks that bound it."""
    first = (bisect_right(piece.starts, hit.start) or 1) - 1
    last = bisect_left(piece.ends, hit.end)
    return Span(piece.starts[first], piece.ends[last] if last < len(piece.ends) else piece.ends[-1])


def trim(view: str, start: int, end: int) -> Span | None:
    """The stretch without marks and white space at its edges; None if nothing is left."""
    while start < end and view[start] in EDGE:
        start += 1
    while end > start and view[end - 1] in EDGE:
        end -= 1
    return Span(start, end) if end - start > 2 else None


def is_saying(document: Document, piece: Piece, hit: Hit, rule: Claim) -> bool:
    """Whether the word says something here: its marker stands by, no particle or negation makes another verb of it."""
    view = document.view
    clause = clause_of(piece, hit)
    if rule.unless or rule.marker:
        behind = WORD.findall(view[hit.end : clause.end].lower())
        before = WORD.findall(view[clause.start : hit.start].lower())
        last = WORD.findall(view[max(hit.end, piece.end - _SHORT) : piece.end].lower())
        if rule.unless & {*before[-1:], *behind[:1], *behind[-1:], *last[-1:]}:
            return False
        if rule.marker and rule.marker.isdisjoint(behind) and rule.marker.isdisjoint(before):
            return False
    if "negation" in piece.kinds:
        own, closes = _own(piece, clause, hit), document.pack.nouns_capital
        if any(_negates(h, hit, own, last=closes) for h in piece.hits):
            return False
    if WORD.search(view, hit.end, clause.end) is None:
        front = kinds_of(h for h in piece.hits if clause.start <= h.start < hit.start)
        if "plan" in front and "auxiliary" not in front:
            return False
    clitics = bool(document.pack.data.titles.adjective_endings)
    return (clitics or not _attributive(piece, clause, hit)) and not _of_treaty(piece, clause, hit)


def _attributive(piece: Piece, clause: Span, hit: Hit) -> bool:
    """Whether an article stands right before: 'the dismissed minister'; behind a comma it may be a relative pronoun."""
    before = next((h for h in piece.hits if 0 <= hit.start - h.end < 2), None)
    if before is None or _ARTICLES.isdisjoint(before.senses):
        return False
    return clause.start == piece.start or before.start > clause.start + 1


def _own(piece: Piece, clause: Span, hit: Hit) -> Span:
    """The clause of the verb without the statement that 'that' opens."""
    end = next((h.start for h in piece.hits if "that" in h.senses and hit.end <= h.start < clause.end), clause.end)
    return Span(clause.start, end)


def _negates(negation: Hit, verb: Hit, clause: Span, *, last: bool) -> bool:
    """Whether it stands before the verb, or closes the clause in a language that denies a verb so."""
    if negation is verb or "negation" not in negation.senses or not clause.start <= negation.start < clause.end:
        return False
    return 0 <= verb.start - negation.end < 2 or (last and negation.end > clause.end - 2)


def _of_treaty(piece: Piece, clause: Span, hit: Hit) -> bool:
    """Whether the agreement itself is the subject: 'the pact says', 'the pact, which says'."""
    front = [h for h in piece.hits if h.end <= hit.start]
    if not front or hit.start - front[-1].end > 1:
        return False
    relative = "subordinator" in front[-1].senses and front[-1].start <= clause.start + 1
    return "treaty" in front[-1].senses or (relative and any("treaty" in h.senses for h in front))
