"""Where a statement stands beside its verb of saying: before it, behind it, or on both sides of it."""

from service.extract.speech import DASHES, EDGE, WORD, Piece, clause_of, is_saying, trim
from service.lang.lexicon import Hit, kinds_of
from service.lang.model import Claim
from service.mention import Span
from service.text.document import Document

_VERBAL = frozenset(("auxiliary", "plan", "hedge", "negation", "that"))
_SPEAKING = frozenset(("reported", "hedge", "that", "plan"))
_LEADS = frozenset(("link", "time", "opener"))
_ADVERBS = frozenset(("opener", "time"))
_STAND_FOR = frozenset(("pronoun", "demonstrative", "unnamed"))
OPENING = '„“«»"'
_ASIDE = 70
_LEAST = 20
_NAME = 2
_NEAR = 10
_BEGUN = 4
"""Words before an inserted verb of saying that are no whole statement yet."""


def inverted(document: Document, piece: Piece, hit: Hit, rule: Claim, floor: int) -> bool:
    """Whether the verb follows its statement and precedes its subject: '…, sagte X', '“…,” said X'."""
    clause = clause_of(piece, hit)
    opens = floor < clause.start and _silent(document, clause.start, hit.start)
    if rule.frame == "phrase" or not opens:
        return False
    quote = closing_quote(piece, clause, floor)
    if quote is None and rule.frame == "any" and document.pack.nouns_capital and _takes_object(piece, hit, clause):
        return False
    if not _silent(document, hit.end, clause.end):
        return quote is not None or _verbless(piece, hit, clause)
    return document.view[clause.start - 1] in DASHES or (quote is not None and _whole(document, quote, floor))


def _takes_object(piece: Piece, hit: Hit, clause: Span) -> bool:
    """'…, warnt jedoch vor Zöllen': a preposition follows, with no more than an adverb between."""
    behind = (h for h in piece.hits if hit.end <= h.start < clause.end and "opener" not in h.senses)
    following = next(behind, None)
    return following is not None and "link" in following.senses and following.start - hit.end < _NEAR


def _whole(document: Document, quote: Span, floor: int) -> bool:
    """Whether the quotation is all that was said, not a name in it."""
    return _silent(document, floor, quote.start) and len(WORD.findall(document.view, *quote)) > _NAME


def statement_before(document: Document, piece: Piece, hit: Hit, floor: int) -> Span | None:
    """What stands before 'sagte X', and behind it if the statement goes on there."""
    clause = clause_of(piece, hit)
    quote = closing_quote(piece, clause, floor)
    before = trim(document.view, min(quote.start, floor) if quote else floor, clause.start)
    rest = trim(document.view, clause.end, piece.end)
    if before is None or rest is None:
        return before
    quoted_on = any(q.start <= rest.start + 1 < q.end for q in piece.quotes)
    begun = quote is None and len(WORD.findall(document.view, *before)) <= _BEGUN
    if not quoted_on and not begun and (quote is not None or not _speaks(document, rest)):
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
        return quote if len(WORD.findall(document.view, *quote)) > _NAME or quote.start <= floor + 1 else None
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
    that = next((h for h in piece.hits if "that" in h.senses and hit.end <= h.start < clause.end), None)
    if that is not None and _verbless(piece, hit, Span(hit.end, that.start)):
        return trim(view, that.end, stop)
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
    least = hit.end + _LEAST
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
    if document.view[span.start] in OPENING:
        return False
    about = kinds | {"treaty"} if not kinds.isdisjoint(_STAND_FOR) else kinds
    modes = {s.value.mode for h in hits for s in h.senses.get("event", ()) if about.issuperset(s.value.rule.needs)}
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
    return not document.view[start:end].strip(EDGE)


def _bare(document: Document, piece: Piece, start: int, end: int) -> bool:
    """Whether nothing but adverbs stands there."""
    for hit in piece.hits:
        if start <= hit.start < end and not _ADVERBS.isdisjoint(hit.senses):
            if not _silent(document, start, hit.start):
                return False
            start = hit.end
    return _silent(document, start, end)
