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
_EDGE = " ,.;:–—+\n\t\u00a0"
_CLAIMING = frozenset(("says", "source", "hearsay", "hedge", "weak", "reported"))
_VERBAL = frozenset(("auxiliary", "plan", "hedge", "negation", "that"))
_FINITE = frozenset(("auxiliary", "plan", "says"))
_SPEAKING = frozenset(("reported", "hedge", "that", "plan"))
_LEADS = frozenset(("link", "time", "opener"))
_ADVERBS = frozenset(("opener", "time"))
_ARTICLES = frozenset(("article", "indefinite"))
_START, _END = attrgetter("start"), attrgetter("end")
_ASIDE = 70
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
        return [(hit, sense) for hit in self.hits for sense in hit.senses.get(kind, ())]


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
    if inside:
        hits = [h for h in hits if not any(q.start < h.start < q.end for q in inside)]
    marks = [m.start() for m in _MARK.finditer(document.view, sentence.body, sentence.end)]
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
    while start < end and view[start] in _EDGE:
        start += 1
    while end > start and view[end - 1] in _EDGE:
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
    if "negation" in piece.kinds and any(
        "negation" in h.senses and clause.start <= h.start < clause.end and _negates(h, hit, clause) for h in piece.hits
    ):
        return False
    if WORD.search(view, hit.end, clause.end) is None:
        front = kinds_of(h for h in piece.hits if clause.start <= h.start < hit.start)
        if "plan" in front and "auxiliary" not in front:
            return False
    return not _attributive(piece, clause, hit) and not _of_treaty(piece, clause, hit)


def _attributive(piece: Piece, clause: Span, hit: Hit) -> bool:
    """Whether an article stands right before: 'the dismissed minister'; behind a comma it may be a relative pronoun."""
    before = next((h for h in piece.hits if 0 <= hit.start - h.end < 2), None)
    if before is None or _ARTICLES.isdisjoint(before.senses):
        return False
    return clause.start == piece.start or before.start > clause.start + 1


def _negates(negation: Hit, verb: Hit, clause: Span) -> bool:
    return 0 <= verb.start - negation.end < 2 or negation.end > clause.end - 2


def _of_treaty(piece: Piece, clause: Span, hit: Hit) -> bool:
    """Whether the agreement itself is the subject: 'the pact says', 'the pact, which says'."""
    front = [h for h in piece.hits if h.end <= hit.start]
    if not front or hit.start - front[-1].end > 1:
        return False
    relative = "subordinator" in front[-1].senses and front[-1].start <= clause.start + 1
    return "treaty" in front[-1].senses or (relative and any("treaty" in h.senses for h in front))


def inverted(document: Document, piece: Piece, hit: Hit, rule: Claim, floor: int) -> bool:
    """Whether the verb follows its statement and precedes its subject: '…, sagte X', '“…,” said X'."""
    clause = clause_of(piece, hit)
    opens = floor < clause.start and clause.start >= hit.start - 1
    if rule.frame == "phrase" or not opens or _silent(document, hit.end, clause.end):
        return False
    return closing_quote(piece, clause, floor) is not None or _verbless(piece, hit, clause)


def statement_before(document: Document, piece: Piece, hit: Hit, floor: int) -> Span | None:
    """What stands before 'sagte X', and behind it if the statement goes on there."""
    clause = clause_of(piece, hit)
    quote = closing_quote(piece, clause, floor)
    before = trim(document.view, min(quote.start, floor) if quote else floor, clause.start)
    rest = trim(document.view, clause.end, piece.end)
    if before is None or rest is None:
        return before
    quoted_on = any(q.start <= rest.start + 1 < q.end for q in piece.quotes)
    if not quoted_on and (quote is not None or not _speaks(document, rest)):
        return before
    return rest if is_event(document, before) else Span(before.start, rest.end)


def statement_around(document: Document, piece: Piece, hit: Hit, rule: Claim, floor: int) -> Span | None:
    """What an aside with the subject first comments: '…, officials said on Friday', 'X, he argued, would …'."""
    clause = clause_of(piece, hit)
    fits = rule.frame == "any" or (rule.frame == "clause" and not document.pack.nouns_capital)
    close = floor < clause.start < hit.start - 1 and hit.start - clause.start < _ASIDE
    if not fits or not close or not _verbless(piece, hit, clause):
        return None
    quote = closing_quote(piece, clause, floor)
    if quote is not None:
        return quote
    behind = next((h for h in piece.hits if hit.end <= h.start < clause.end), None)
    words = WORD.findall(document.view, hit.end, clause.end)
    addressed = len(words) <= 2 and all(word.islower() for word in words)
    led = behind is not None and behind.start <= hit.end + 1 and not _LEADS.isdisjoint(behind.senses)
    if not led and not addressed:
        return None
    goes_on = trim(document.view, clause.end, piece.end) is not None
    return trim(document.view, floor, piece.end if goes_on else clause.start)


def statement_behind(document: Document, piece: Piece, hit: Hit, rule: Claim) -> Span | None:
    """What follows the verb, or stands between its auxiliary and the participle that closes the clause."""
    view = document.view
    clause = clause_of(piece, hit)
    stop = _stop(document, piece, hit)
    if rule.frame == "phrase":
        joined = view[clause.end : clause.end + 1].isalpha()
        return _object(document, piece, hit, rule, min(stop, clause.end) if joined else stop)
    that = next((h.end for h in piece.hits if "that" in h.senses and hit.end <= h.start < clause.end), None)
    if that is not None:
        return trim(view, that, stop)
    rest = trim(view, clause.end, stop) if view[clause.end : clause.end + 1] == "," else None
    if rest is not None and _leads_to(document, piece, hit, rule, clause, rest):
        return None if rule.neutral and _infinitive(document, rest) else rest
    if rule.frame == "any":
        return _object(document, piece, hit, rule, stop)
    quoted = next((q for q in piece.quotes if hit.end <= q.start < clause.end + 2), None)
    return trim(view, quoted.start, stop) if quoted else None


def _leads_to(document: Document, piece: Piece, hit: Hit, rule: Claim, clause: Span, rest: Span) -> bool:
    """Whether the clause behind the comma is what is said, not a comment on the object of the verb."""
    if _bare(document, piece, hit.end, clause.end):
        return True
    words = WORD.findall(document.view, hit.end, clause.end)
    near = len(words) <= 3 and all(word[0].islower() for word in words)
    if rule.frame == "clause":
        return near or _speaks(document, rest)
    return near and rule.neutral and _verbless(piece, hit, clause)


def _object(document: Document, piece: Piece, hit: Hit, rule: Claim, stop: int) -> Span | None:
    clause = clause_of(piece, hit)
    if _bare(document, piece, hit.end, clause.end):
        front = (h.end for h in piece.hits if "auxiliary" in h.senses and clause.start <= h.start < hit.start)
        auxiliary = max(front, default=None)
        return trim(document.view, auxiliary, hit.start) if auxiliary and not piece.introduces else None
    span = trim(document.view, hit.end, stop)
    if span is None or _is_title(document, span):
        return None
    return None if rule.frame == "any" and _is_scrap(document, span) else span


def _is_scrap(document: Document, span: Span) -> bool:
    """Whether the stretch is too short to say anything: 'yes', 'it has'."""
    words = len(WORD.findall(document.view, *span))
    return words < 2 or (words == 2 and any("unnamed" in h.senses for h in document.hits_in(*span)))


def _is_title(document: Document, span: Span) -> bool:
    """Whether the stretch opens with the title of an agreement: 'called the High Seas Treaty'."""
    head = next((h for h in document.hits_in(span.start, span.start + 50) if "treaty" in h.senses), None)
    return head is not None and not document.pack.nouns_capital and document.view[head.form_start].isupper()


def _stop(document: Document, piece: Piece, hit: Hit) -> int:
    """Where a statement behind `hit` ends: before the clause, or the quotation, of the next verb of saying."""
    least = hit.end + _SHORT
    for following, sense in piece.senses("says"):
        if following.start > hit.end and is_saying(document, piece, following, sense.value):
            start = clause_of(piece, following).start
            if start > least:
                return next((q.start for q in piece.quotes if least < q.start and q.end <= start < q.end + 3), start)
    return piece.end


def closing_quote(piece: Piece, clause: Span, floor: int) -> Span | None:
    """The quotation that ends where the clause begins."""
    return next((q for q in piece.quotes if floor <= q.end <= clause.start + 1 < q.end + 4), None)


def is_event(document: Document, span: Span) -> bool:
    """Whether the stretch reports an event of the treaty, so that who says it is a mere source."""
    hits = document.hits_in(*span)
    kinds = kinds_of(hits)
    if "negation" in kinds or "hedge" in kinds:
        return False
    modes = {sense.value.mode for h in hits for sense in h.senses.get("event", ())}
    return bool(modes - {"noun"}) or (bool(modes) and ("plan" in kinds or "future" in kinds))


def _speaks(document: Document, span: Span) -> bool:
    return not _SPEAKING.isdisjoint(kinds_of(document.hits_in(*span)))


def _verbless(piece: Piece, hit: Hit, clause: Span) -> bool:
    return all(_VERBAL.isdisjoint(h.senses) for h in piece.hits if hit.end <= h.start < clause.end)


def _infinitive(document: Document, span: Span) -> bool:
    """Whether the first clause of the stretch closes with 'zu' and one word."""
    comma = document.view.find(",", *span)
    end = comma if comma >= 0 else span.end
    links = [h for h in document.hits_in(span.start, end) if any(s.value == "to" for s in h.senses.get("link", ()))]
    words = WORD.findall(document.view, links[-1].end, end) if links else []
    return len(words) == 1 and words[0].islower()


def _silent(document: Document, start: int, end: int) -> bool:
    return not document.view[start:end].strip(_EDGE)


def _bare(document: Document, piece: Piece, start: int, end: int) -> bool:
    """Whether nothing but adverbs stands there."""
    for hit in piece.hits:
        if start <= hit.start < end and not _ADVERBS.isdisjoint(hit.senses):
            if not _silent(document, start, hit.start):
                return False
            start = hit.end
    return _silent(document, start, end)
