"""Who says something: the noun phrase beside a verb of saying or a word like 'zufolge'."""

import re
from collections.abc import Set

from service.extract.speech import CLOSING, WORD, Piece, clause_of
from service.lang.lexicon import Hit
from service.lang.model import Claim
from service.mention import Span
from service.text.document import Document

_UNNAMED = frozenset(("pronoun", "unnamed", "that"))
_OPENS = frozenset(("subordinator", "that"))
_SKIPPED = frozenset(("opener", "link", "article", "indefinite", "time", "and"))
_ENDS = _UNNAMED | frozenset(
    ("auxiliary", "plan", "hedge", "negation", "says", "weak", "reported", "subordinator", "opener", "event")
)
_NAMING = frozenset(("state", "role", "government", "body"))
_INSIDE = frozenset(("link", "article", "indefinite", "and", "demonstrative"))
_ARTICLES = frozenset(("article", "indefinite"))
_NO_KINDS: Set[str] = frozenset()
_CALENDAR = frozenset("MmWDU")
_TITLE = re.compile(r"(?: ?[^\W\d_a-zß-ÿ][\w’'.-]*){2,4}")
_LONGEST = 90
_NEAR = 20


def subject(document: Document, piece: Piece, hit: Hit, rule: Claim) -> Span | None:
    """The speaker of a verb: before it, or behind it where a German sentence opens with something else."""
    clause = clause_of(piece, hit)
    inverts = document.pack.nouns_capital
    front = [h for h in piece.hits if clause.start <= h.start < hit.start]
    noun = inverts and document.view[hit.start].isupper() and hit.start > clause.start + 1
    if noun or (clause.end - hit.end < 2 and any("future" in h.senses for h in front)):
        return None
    start = max((h.end for h in front if not _OPENS.isdisjoint(h.senses)), default=clause.start)
    if clause.start >= hit.start - 1 and clause.start > piece.start:
        return _before_insertion(document, piece, clause.start)
    if not inverts:
        return phrase(document, start, hit.start)
    behind = _behind(document, hit.end, clause.end, rule)
    if front and front[0].start <= clause.start + 1 and _shifts(front[0]):
        return behind or phrase(document, start, hit.start)
    named = phrase(document, start, hit.start)
    return named if named or any(not _UNNAMED.isdisjoint(h.senses) for h in front) else behind


def _before_insertion(document: Document, piece: Piece, comma: int) -> Span | None:
    """'The envoy, Ana Ruiz, said': the name inserted; 'the envoy, who left, said': what the piece opens with."""
    view = document.view
    inserted = view.rfind(",", piece.start, comma - 1) + 1
    if inserted and _TITLE.fullmatch(view[inserted : comma - 1].strip()):
        return phrase(document, inserted, comma - 1)
    return phrase(document, piece.start, comma)


def _shifts(first: Hit) -> bool:
    """Whether a clause that opens with this word has its subject behind the verb."""
    kinds = first.senses.keys()
    return bool(kinds & {"link", "opener"} or _timed(first)) and not kinds & _NAMING


def _behind(document: Document, start: int, end: int, rule: Claim) -> Span | None:
    """The subject that follows its verb, up to the marker of the rule; a phrase with a preposition is none."""
    following = next(iter(document.hits_in(start, end)), None)
    if following is not None and following.start <= start + 1 and "link" in following.senses:
        return None
    marks = (word.start() for word in WORD.finditer(document.view, start, end) if word.group().lower() in rule.marker)
    return phrase(document, start, min(marks, default=end))


def beside(document: Document, piece: Piece, hit: Hit, rule: Claim) -> Span | None:
    """Who stands beside 'zufolge', 'nach Angaben', ', so'."""
    view = document.view
    if rule.speaker == "before":
        following = WORD.search(view, hit.end)
        if following is not None and following.group().lower() in rule.unless:
            return None
        start = clause_of(piece, hit).start
        links = (h.end for h in piece.hits if "link" in h.senses and start <= h.start < hit.start)
        return phrase(document, max(links, default=start), hit.start)
    speaker = phrase(document, hit.end, piece.end)
    if speaker is None or not rule.marker:
        return speaker
    if "," in rule.marker:
        before, behind = view[: hit.start].rstrip()[-1:], view[speaker.end : speaker.end + 1]
        return speaker if before in (",", *CLOSING) and behind in (",", ".", "") else None
    following = WORD.search(view, speaker.end, piece.end)
    judged = bool(piece.quotes) or (following is not None and following.group().lower() in rule.marker)
    return speaker if judged and not view[clause_of(piece, hit).start : hit.start].strip() else None


def refers(document: Document, piece: Piece, hit: Hit) -> bool:
    """Whether a pronoun stands beside the verb, so that the speaker is one named before."""
    clause = clause_of(piece, hit)
    return any(not _UNNAMED.isdisjoint(h.senses) for h in document.hits_in(*clause) if abs(h.start - hit.start) < _NEAR)


def phrase(document: Document, start: int, end: int) -> Span | None:
    """The noun phrase that opens the stretch, adverbs and prepositions left out; None for a pronoun or an agreement."""
    words = _words(document, start, min(end, start + _LONGEST))
    first = last = unnumbered = -1
    joined = named = False
    for word, hit in words:
        kinds = hit.senses.keys() if hit else _NO_KINDS
        naming, upper = bool(kinds & _NAMING), word.group()[0].isupper()
        parted = last > 0 and _parted(document, kinds, joined, last, word)
        if hit and _timed(hit):
            last = unnumbered
            break
        if (kinds & _ENDS and not naming) or parted or (last > 0 and "treaty" in kinds):
            break
        inside = bool(kinds & _INSIDE) and not naming
        if document.pack.nouns_capital and named and not (upper or inside or joined):
            break
        first = word.start() if first < 0 else first
        joined = inside or (joined and not upper)
        named = named or upper
        if not inside and (upper or naming or not document.pack.nouns_capital):
            last = max(word.end(), hit.end if hit and naming else 0)
            unnumbered = unnumbered if word.group().isdigit() else last
    heads = (sense for h in document.hits_in(max(first, 0), last) for sense in h.senses.get("treaty", ()))
    return Span(first, last) if last > 0 and all(sense.value.points_back for sense in heads) else None


def _words(document: Document, start: int, end: int) -> list[tuple[re.Match[str], Hit | None]]:
    """Words behind adverbs, articles and prepositions, each with the hit that begins there; none behind a pronoun."""
    hits = {h.start: h for h in document.hits_in(start, end)}
    found: list[tuple[re.Match[str], Hit | None]] = []
    covered, dated = start, False
    for word in WORD.finditer(document.view, start, end):
        if word.start() < covered:
            continue
        hit = hits.get(word.start())
        kinds = hit.senses.keys() if hit else _NO_KINDS
        if not found:
            if kinds & _UNNAMED and not kinds & _ARTICLES:
                return []
            dated = dated or (hit is not None and _timed(hit))
            skipped = kinds & _SKIPPED and not kinds & _NAMING
            if skipped or word.group().isdigit() or (dated and not kinds and word.group().islower()):
                covered = hit.end if hit else covered
                continue
        covered = hit.end if hit and kinds & _NAMING else covered
        found.append((word, hit))
    return found


def _parted(document: Document, kinds: Set[str], joined: bool, last: int, word: re.Match[str]) -> bool:
    """Whether a new phrase begins: behind a comma, or with an article that is no genitive's."""
    if "," in document.view[last : word.start()]:
        return True
    return not joined and bool(kinds & {"article", "indefinite"}) and "genitive" not in kinds


def _timed(hit: Hit) -> bool:
    return "time" in hit.senses and any(sense.value[0] in _CALENDAR for sense in hit.senses["time"])
