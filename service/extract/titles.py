"""Stage 2d: noun phrases that stand for an agreement, with the title that they carry."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.vocabulary import TreatyKind
from service.extract.title_ends import LONGEST_TITLE, complement_end
from service.extract.title_nouns import age_of, has_name, kind_noun, names_another, ordinal_of
from service.extract.title_starts import title_start
from service.lang.lexicon import Hit
from service.lang.model import TreatyNoun
from service.mention import DateMention, Span, StateMention, TreatyMention
from service.text.document import Document
from service.text.spans import within

_WORD = re.compile(r"[^\W_]+")
_LAST_QUOTE = re.compile(r".*[„“\"«»]", re.DOTALL)
_CLOSING_QUOTE = re.compile(r"[“”\"«»]")
_NO_TITLE = re.compile(r"[.!?;]|,$")
_SAID = re.compile(r", [—–] ")
_OPENS_SPEECH = frozenset(("indefinite", "article", "demonstrative", "pronoun"))
_SPEECH = frozenset(("auxiliary", "negation", "pronoun", "plan"))
_OF_MANY = frozenset((TreatyKind.CONVENTION, TreatyKind.CHARTER))
_OWNING = frozenset(("", "of"))
_STEM, _INFLECTED_STEM = 6, 5
_SHORTEST_STEM = 4
_MOST_ACRONYMS = 20


def treaties(document: Document, states: Sequence[StateMention], dates: Sequence[DateMention]) -> list[TreatyMention]:
    """Mentions of agreements in order, named ones with complement, quoted ones whole, acronyms wherever they stand."""
    found: list[TreatyMention] = []
    for sentence in document.sentences:
        for position in range(sentence.first, sentence.last) if "treaty" in sentence.kinds else ():
            hit = document.hits[position]
            if "treaty" not in hit.senses or (found and hit.start < found[-1].span.end):
                continue
            mention = _mention(document, position, sentence.end, states, dates)
            if _is_whole(document, hit.senses["treaty"][0].value, mention):
                found.append(mention)
    return sorted([*found, *_by_acronym(document, found, states)], key=lambda m: m.span)


def _is_whole(document: Document, noun: TreatyNoun, mention: TreatyMention) -> bool:
    """Whether what the noun must open follows: a name, or what the agreement is about."""
    if noun.opens is None or mention.inner:
        return True
    return mention.span.end > mention.head.end if noun.opens == "topic" else has_name(document, mention)


def _mention(
    document: Document, position: int, stop: int, states: Sequence[StateMention], dates: Sequence[DateMention]
) -> TreatyMention:
    hit = kind_noun(document, position)
    noun: TreatyNoun = hit.senses["treaty"][0].value
    start = title_start(document, position)
    end = complement_end(document, position, stop, dates)
    quoted = _quoted(document, start, hit.end, stop)
    if quoted is not None:
        start, end = quoted
    definite = _definite(document, position, start)
    bodies = _bodies(document, start, end, hit, states)
    return TreatyMention(
        Span(start, end),
        noun.id,
        Span(hit.start, hit.end),
        noun.kind,
        _form(document, hit, Span(start, end), quoted=quoted is not None, indefinite=definite is False),
        definite,
        _codes(document, start, end, hit, states),
        _stems(document, start, end, hit),
        quoted is not None,
        inner=names_another(document, hit.end, end),
        age=age_of(document, hit, start),
        ordinal=ordinal_of(document, hit, start),
        bodies=bodies,
    )


def _form(document: Document, head: Hit, span: Span, *, quoted: bool, indefinite: bool) -> str:
    """Whether the phrase is a name, a bare kind noun, or a noun for any text."""
    modifier = document.view[span.start : head.form_start].strip(" -")
    named = bool(modifier) or span.end > head.end or quoted
    if head.senses["treaty"][0].value.points_back:
        return "named" if named and _is_capital_phrase(document, span.start, head) else "other"
    describes = span.end == head.end and not quoted and not indefinite and not any(c.isupper() for c in modifier)
    return "named" if named and not (describes and not document.pack.nouns_capital) else "plain"


def _is_capital_phrase(document: Document, start: int, head: Hit) -> bool:
    return (document.view[start].isupper() and head.form_start > start) or document.view[head.end : head.end + 1] == "“"


def _quoted(document: Document, start: int, head_end: int, stop: int) -> tuple[int, int] | None:
    """The whole of a title in quotation marks that holds the head: „Vertrag über …“."""
    view = document.view
    window = max(0, start - 40)
    opening = _LAST_QUOTE.match(view, window, start)
    if opening is None:
        return None
    first = opening.end()
    if first - 1 > window and view[first - 2].isalnum():
        return None
    closing = _CLOSING_QUOTE.search(view, head_end, min(stop, head_end + LONGEST_TITLE))
    inner = view[first : closing.start()] if closing else ""
    if closing is None or _SAID.match(view, closing.end()) or len(inner.split()) < 2:
        return None
    if _NO_TITLE.search(inner) or not inner[0].isupper():
        return None
    inside = document.hits_in(first, closing.start())
    if not _OPENS_SPEECH.isdisjoint(inside[0].senses) or any(not _SPEECH.isdisjoint(hit.senses) for hit in inside):
        return None
    return first, closing.start()


def _definite(document: Document, position: int, start: int) -> bool | None:
    """True behind a definite article or demonstrative, False behind an indefinite one; None where neither is near."""
    end = start
    for hit in reversed(document.hits[max(0, position - 5) : position]):
        if hit.end > start:
            continue
        if end - hit.end > 26:
            return None
        if "article" in hit.senses or "demonstrative" in hit.senses:
            return True
        if "indefinite" in hit.senses:
            return not document.hits[position].senses["treaty"][0].value.points_back and _opens_on_new(document, hit)
        if "link" in hit.senses:
            fused = document.view[hit.start : hit.end].lower() in document.pack.data.titles.fused_articles
            return True if fused and hit.end >= start - 1 else None
        end = hit.start
    return None


def _opens_on_new(document: Document, adjective: Hit) -> bool:
    """'Nowy traktat wymaga …': without articles 'the new treaty' where it opens the sentence, elsewhere 'a new one'."""
    if document.pack.articles or document.view[adjective.start : adjective.end].lower() not in document.pack.ages:
        return False
    return adjective.start == document.sentences[document.sentence_at(adjective.start)].body


def _codes(document: Document, start: int, end: int, head: Hit, states: Sequence[StateMention]) -> tuple[str, ...]:
    """States that the phrase names as sides, in order."""
    codes: list[str] = []
    tied = _tied(
        document, states, start, next((h.start for h in document.hits_in(head.end, end) if "treaty" in h.senses), end)
    )
    for state in within(states, start, end):
        modifier = state.span.end <= head.start + 1 and state.via in ("adjective", "name", "prefix")
        side = state.via != "adjective" and (
            state.link in ("between", "with")
            or (state.link == "of" and state.via == "name" and _has_partner(states, end, state))
        )
        if (modifier or side or state in tied) and state.code not in codes:
            codes.append(state.code)
    return tuple(codes)


def _bodies(document: Document, start: int, end: int, head: Hit, states: Sequence[StateMention]) -> frozenset[str]:
    """'OAS-Charta', 'Конвенция Совета Европы': organisations that are no side of it, unless tied to one."""
    if head.senses["treaty"][0].value.kind not in _OF_MANY:
        return frozenset()
    organisations = document.pack.data.organisations
    named = [s for s in within(states, start, end) if s.code in organisations and s.link in _OWNING]
    tied = _tied(document, states, start, end) if named else ()
    return frozenset(state.code for state in named if state not in tied)


def _tied(document: Document, states: Sequence[StateMention], start: int, end: int) -> set[StateMention]:
    """Sides tied by a hyphen, which may follow the noun: 'traité sino-suisse'."""
    inside = pairwise(within(states, start, end))
    return {at for pair in inside if document.view[pair[0].span.end : pair[1].span.start] == "-" for at in pair}


def _has_partner(states: Sequence[StateMention], end: int, owner: StateMention) -> bool:
    """'Abkommen der EU mit Kanada': whose it is counts as a side only beside another."""
    return any(state.link == "with" for state in within(states, owner.span.end, end))


def _stems(document: Document, start: int, end: int, head: Hit) -> frozenset[str]:
    """What the name is about, by the first letters of its words; sides and small words are left out."""
    view, small = document.view, document.pack.data.titles.words
    aside = [(hit.start, hit.end) for hit in document.hits_in(start, end) if "state" in hit.senses]
    words = [
        match.group().lower()
        for match in _WORD.finditer(view, start, end)
        if not aside or not any(first <= match.start() < last for first, last in aside)
    ]
    compound = view[head.start : head.form_start].lower().strip("-")
    if len(compound) >= _SHORTEST_STEM:
        words.append(compound)
    head_word = view[head.start : head.end].lower()
    stem = _INFLECTED_STEM if document.pack.data.titles.agreement else _STEM
    return frozenset(
        word[:stem] for word in words if len(word) >= _SHORTEST_STEM and word not in small and word != head_word
    )


def _by_acronym(
    document: Document, named: Sequence[TreatyMention], states: Sequence[StateMention]
) -> Iterator[TreatyMention]:
    """'… (EDCA)' behind a title makes EDCA a name of it, there and wherever it stands again."""
    known = {state.span.start for state in states}
    names: dict[str, TreatyMention] = {}
    for mention in named:
        match = document.pack.patterns.acronym.match(document.view, mention.span.end)
        if match and mention.form == "named" and match.start(1) not in known and match.group(1)[0].isupper():
            names.setdefault(match.group(1), mention)
    for name, mention in list(names.items())[:_MOST_ACRONYMS]:
        stems = frozenset((f"={name.lower()}", *mention.stems))
        for span in _occurrences(document.view, name):
            if not any(m.span.start < span.end and span.start < m.span.end for m in named):
                yield TreatyMention(span, mention.rule, span, mention.kind, "named", True, (), stems)


def _occurrences(view: str, word: str) -> Iterator[Span]:
    """Where the word stands for itself."""
    at = view.find(word)
    while at >= 0:
        end = at + len(word)
        if not (view[max(0, at - 1) : at].isalnum() or view[end : end + 1].isalnum()):
            yield Span(at, end)
        at = view.find(word, end)
