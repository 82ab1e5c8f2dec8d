"""Stage 2g: statements that the article attributes to somebody or hedges."""

from collections.abc import Iterator
from dataclasses import dataclass

from service.extract.speakers import beside, phrase, refers, subject
from service.extract.speech import QUOTE, WORD, Piece, clause_of, is_saying, pieces, trim
from service.extract.statements import inverted, is_event, statement_around, statement_before, statement_behind
from service.lang.lexicon import Hit, kinds_of
from service.lang.model import Claim
from service.mention import ClaimMention, Span
from service.text.document import Document

_DOUBT = frozenset(("hedge", "hearsay"))
_FINITE = frozenset(("auxiliary", "plan", "negation"))
"""Words of a sentence, which no title has."""
_TALK = 4
"""Words that a quotation needs to be a statement without any verb of saying."""


@dataclass(slots=True)
class _Talk:
    """Who spoke last while the paragraph lasts; `fresh` until a sentence comes in which nobody speaks."""

    paragraph: int = -1
    speaker: Span | None = None
    open: bool = False
    fresh: bool = False


def claims(document: Document) -> list[ClaimMention]:
    """Statements in order, none inside another; a span is the clause or quotation that carries the statement."""
    quotes = [Span(*match.span()) for match in QUOTE.finditer(document.view)]
    found: list[ClaimMention] = []
    talk = _Talk()
    for number, sentence in enumerate(document.sentences):
        if sentence.headline:
            continue
        if sentence.paragraph != talk.paragraph:
            talk = _Talk(sentence.paragraph)
        spoken = False
        for piece in pieces(document, number, sentence, quotes):
            for mention in _in_piece(document, piece, talk):
                spoken = True
                if not found or mention.span.start >= found[-1].span.end:
                    found.append(mention)
        talk.fresh = talk.fresh and spoken
    return found


def _in_piece(document: Document, piece: Piece, talk: _Talk) -> Iterator[ClaimMention]:
    """Statements with a verb of saying; a piece without one is hearsay, goes on with what was said, or is hedged."""
    spoke, floor = False, piece.start
    for hit, sense in piece.senses("says"):
        rule: Claim = sense.value
        if hit.start < floor or not is_saying(document, piece, hit, rule):
            continue
        span, speaker = _statement(document, piece, hit, rule, floor)
        if span is None and not piece.introduces:
            continue
        if speaker is None and talk.fresh and refers(document, piece, hit):
            speaker = talk.speaker
        talk.speaker, talk.open, talk.fresh, spoke = speaker, True, True, True
        if span is not None and not (rule.neutral and is_event(document, span)):
            yield _mention(document, piece, span, rule, speaker, rule.hedged)
            floor = max(span.end, hit.end)
    if not spoke:
        yield from _unsaid(document, piece, talk)


def _statement(document: Document, piece: Piece, hit: Hit, rule: Claim, floor: int) -> tuple[Span | None, Span | None]:
    """The statement of a verb of saying, and its speaker."""
    if inverted(document, piece, hit, rule, floor):
        end = clause_of(piece, hit).end
        return statement_before(document, piece, hit, floor), phrase(document, hit.end, end)
    around = statement_around(document, piece, hit, rule, floor)
    return around or statement_behind(document, piece, hit, rule), subject(document, piece, hit, rule)


def _mention(
    document: Document, piece: Piece, span: Span, rule: Claim, source: Span | None, hedged: bool
) -> ClaimMention:
    hits = document.hits_in(*span)
    doubted = not kinds_of(hits).isdisjoint(_DOUBT)
    possible = any(sense.value.hedged for h in hits for sense in h.senses.get("weak", ()))
    way = rule.sort if rule.sort != "says" else "phrase" if rule.frame == "phrase" else "clause"
    return ClaimMention(span, rule.id, source, hedged or doubted or possible, piece.number, way)


def _unsaid(document: Document, piece: Piece, talk: _Talk) -> Iterator[ClaimMention]:
    whole = trim(document.view, piece.start, piece.end)
    if whole is None:
        return
    found = list(_sourced(document, piece, talk, whole))
    if not found and (talk.open or piece.introduced):
        found = list(_continued(document, piece, talk, whole))
    if not found:
        found = list(_quoted(document, piece))
    if not found:
        talk.speaker = talk.speaker if piece.introduced else None
        found = [_mention(document, piece, span, rule, talk.speaker, True) for span, rule in _hedged(document, piece)]
    yield from found
    if piece.introduces and not found:
        speaker = phrase(document, piece.start, piece.end)
        talk.speaker = speaker if speaker and speaker.end == whole.end else None
        talk.open = False


def _sourced(document: Document, piece: Piece, talk: _Talk, whole: Span) -> Iterator[ClaimMention]:
    """'Nach Angaben des Ministeriums …', 'reportedly …'; each prediction in it counts apart."""
    for hit, sense in (*piece.senses("source"), *piece.senses("hearsay")):
        speaker = beside(document, piece, hit, sense.value) if sense.kind == "source" else None
        if speaker is None and sense.kind == "source":
            continue
        talk.speaker, talk.open, talk.fresh = speaker, True, True
        hedged = [span for span, _ in _hedged(document, piece)]
        for span in hedged if len(hedged) > 1 else [whole]:
            yield _mention(document, piece, span, sense.value, speaker, sense.value.hedged)
        return


def _continued(document: Document, piece: Piece, talk: _Talk, whole: Span) -> Iterator[ClaimMention]:
    """A quotation, or indirect speech, of the one who spoke before."""
    quote = max(piece.quotes, key=lambda q: q.end - q.start, default=None)
    rule = document.pack.quotation
    if (
        rule is not None
        and quote is not None
        and piece.start <= quote.end <= piece.end + 1
        and _is_talk(document, piece, quote)
    ):
        yield _mention(document, piece, quote, rule, talk.speaker, False)
        return
    for _, sense in piece.senses("reported")[:1]:
        yield _mention(document, piece, whole, sense.value, talk.speaker, False)


def _quoted(document: Document, piece: Piece) -> Iterator[ClaimMention]:
    """A sentence that opens with a quotation and a verb that no list knows: '„…“, wetterte ein Senator'."""
    quote = next((q for q in piece.quotes if q.start <= piece.start + 1), None)
    rule = document.pack.quotation
    if quote is None or rule is None or not _is_talk(document, piece, quote):
        return
    verb = WORD.search(document.view, quote.end, piece.end)
    if verb is not None and verb.group().islower() and not document.view[quote.end : verb.start()].strip(", –—"):
        yield _mention(document, piece, quote, rule, phrase(document, verb.end(), piece.end), False)


def _is_talk(document: Document, piece: Piece, quote: Span) -> bool:
    kinds = kinds_of(document.hits_in(*quote))
    titled = "treaty" in kinds and _FINITE.isdisjoint(kinds)
    words = len(WORD.findall(document.view, *quote))
    return words > 1 if piece.introduced else not titled and words >= _TALK


def _hedged(document: Document, piece: Piece) -> list[tuple[Span, Claim]]:
    """Clauses with a modal of possibility, each up to the next, and the rule that found them."""
    view = document.view
    modals = [(hit, sense) for hit, sense in piece.senses("hedge") if sense.value.alone]
    modals = [(hit, sense) for hit, sense in modals if _word_behind(view, hit) not in sense.value.unless]
    if "effect" in piece.kinds:
        modals = sorted([*modals, *piece.senses("weak")], key=lambda modal: modal[0].start)
    starts = [clause_of(piece, hit).start for hit, _ in modals]
    spans = [trim(view, start, end) for start, end in zip(starts, (*starts, piece.end)[1:], strict=True)]
    return [(span, sense.value) for span, (_, sense) in zip(spans, modals, strict=True) if span is not None]


def _word_behind(view: str, hit: Hit) -> str:
    word = WORD.match(view, hit.end + 1)
    return word.group().lower() if word else ""
