"""Stage 2d: noun phrases that stand for an agreement, with the title that they carry."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from service.extract.title_ends import complement_end
from service.lang.lexicon import Hit
from service.lang.model import TreatyNoun
from service.mention import DateMention, Span, StateMention, TreatyMention
from service.text.document import Document

_WORD = re.compile(r"[^\W_]+")
_PREFIX = re.compile(r"[^\W_][\w’'.]*-$")
_ACRONYM = re.compile(r" ?\((?:kurz:? |„|“|\"|the |short |or )?([^\W\d_][\w./ -]{1,24}?)[“”\"]?\)")
_LONGEST_TITLE = 220
_SPEECH = frozenset(("auxiliary", "negation", "pronoun", "plan"))
_STEM = 6
_GENERIC = frozenset(
    [
        "vertrag",
        "abkommen",
        "treaty",
        "agreement",
        "accord",
        "pact",
        "deal",
        "convention",
        "protocol",
        "memorandum",
        "declaration",
        "über",
        "zwischen",
        "between",
        "mit",
        "with",
        "and",
        "und",
        "the",
        "der",
        "die",
        "das",
        "des",
    ]
)


def treaties(document: Document, states: Sequence[StateMention], dates: Sequence[DateMention]) -> list[TreatyMention]:
    """Mentions of agreements in order, named ones with complement, quoted ones whole, acronyms wherever they stand."""
    found = []
    for sentence in document.sentences:
        for position in range(sentence.first, sentence.last):
            hit = document.hits[position]
            if "treaty" in hit.senses and not (found and hit.start < found[-1].span.end):
                found.append(_mention(document, position, sentence.end, states, dates))
    return sorted([*found, *_by_acronym(document, found, states)], key=lambda m: m.span)


def _mention(
    document: Document, position: int, stop: int, states: Sequence[StateMention], dates: Sequence[DateMention]
) -> TreatyMention:
    hit = document.hits[position]
    noun: TreatyNoun = hit.senses["treaty"][0].value
    start = _start(document, position)
    end = complement_end(document, position, stop, dates)
    quoted = _quoted(document, start, hit.end, stop)
    if quoted is not None:
        start, end = quoted
    modifier = document.view[start : hit.form_start].strip(" -")
    named = bool(modifier) or end > hit.end or quoted is not None
    definite = _definite(document, position, start)
    descriptive = (
        not document.pack.nouns_capital
        and bool(modifier)
        and end == hit.end
        and quoted is None
        and definite is not False
        and not any(c.isupper() for c in modifier)
    )
    form = (
        "plain"
        if descriptive and not noun.points_back
        else "other"
        if noun.points_back and not (named and _capital_phrase(document, start, hit))
        else "named"
        if named
        else "plain"
    )
    codes = _codes(document, start, end, hit, states)
    return TreatyMention(
        Span(start, end),
        noun.id,
        Span(hit.start, hit.end),
        noun.kind,
        form,
        definite,
        codes,
        _stems(document, start, end, hit),
        quoted is not None,
    )


def _capital_phrase(document: Document, start: int, hit: Hit) -> bool:
    return (document.view[start].isupper() and hit.form_start > start) or document.view[hit.end : hit.end + 1] == "“"


def _start(document: Document, position: int) -> int:
    """Where the name begins: hyphened prefixes ('Zwei-plus-Vier-'), adjectives of states, capitalised words before an English head."""
    view, hit = document.view, document.hits[position]
    start = hit.start
    for _ in range(6):
        prefix = _PREFIX.search(view, max(0, start - 30), start)
        if prefix is None:
            break
        start = prefix.start()
    shared = re.search(r"([^\W\d_]+)- (?:und|and) $", view[max(0, start - 40) : start])
    if shared:
        start -= len(shared.group())
    if document.pack.nouns_capital:
        return _with_adjectives(document, position, start)
    return _with_modifiers(document, start)


def _with_adjectives(document: Document, position: int, start: int) -> int:
    """Pull in 'deutsch-polnischen' and capitalised adjectives of a name: 'Warschauer', 'Erstes', 'Brüsseler'."""
    view = document.view
    for _ in range(3):
        match = re.search(r"([^\W\d_][\w-]*) $", view[max(0, start - 40) : start])
        if match is None:
            break
        word_start = start - len(match.group())
        word = match.group(1)
        hits = document.hits_in(word_start, start)
        state = (
            bool(hits)
            and hits[-1].end == start - 1
            and any(s.value[1] == "adjective" for s in hits[-1].senses.get("state", ()))
        )
        toponym = (
            word[0].isupper()
            and word.endswith("er")
            and not (set(hits[0].senses) - {"state"} if hits else False)
            and view[max(0, word_start - 2) : word_start].strip(" ") not in (".", "")
        )
        if not state and not toponym:
            break
        start = word_start
    return start


def _with_modifiers(document: Document, start: int) -> int:
    """'Land Boundary Agreement', 'China-Pakistan Free Trade Agreement', 'boundary agreement': words before the head."""
    view = document.view
    capital = True
    for count in range(8):
        match = re.search(r"([^\W_][\w’'.-]*) $", view[max(0, start - 40) : start])
        if match is None:
            break
        word, word_start = match.group(1), start - len(match.group())
        upper = word[0].isupper() or word[0].isdigit()
        if count == 0:
            capital = upper or view[start].isupper()
        known = [h for h in document.hits_in(word_start, start) if h.end <= start]
        closed = any(set(h.senses) - {"state", "treaty", "obligation", "other", "conference"} for h in known)
        if word.lower() in ("and", "of") and count and capital and view[start].isupper():
            before = re.search(r"([^\W_][\w’'-]*) $", view[max(0, word_start - 40) : word_start])
            if before and before.group(1)[0].isupper() and word.lower() == "and":
                start = word_start
                continue
            break
        if closed or (capital and not upper and count) or (not capital and count >= 2):
            break
        if upper and _at_sentence_start(document, word_start) and known and not any("state" in h.senses for h in known):
            break
        if (capital and upper) or (not capital and not upper):
            start = word_start
            continue
        if not capital and upper and known and any("state" in h.senses for h in known):
            start = word_start
        break
    return start


def _at_sentence_start(document: Document, position: int) -> bool:
    return document.sentences[document.sentence_at(position)].body == position


def _quoted(document: Document, start: int, head_end: int, stop: int) -> tuple[int, int] | None:
    """The whole of a title in quotation marks that holds the head: „Vertrag über …“."""
    view = document.view
    opening = view[max(0, start - 40) : start]
    at = max(opening.rfind(mark) for mark in '„“"«»')
    if at < 0 or view[max(0, start - 40) + at - 1 : max(0, start - 40) + at].isalnum():
        return None
    first = max(0, start - 40) + at + 1
    closing = re.compile(r"[“”\"«»]").search(view, head_end, min(stop, head_end + _LONGEST_TITLE))
    inner = view[first : closing.start()] if closing else ""
    if closing is None or len(inner.split()) < 2 or re.search(r"[.!?;]|,$", inner) or not inner[0].isupper():
        return None
    if any(_SPEECH & hit.senses.keys() for hit in document.hits_in(first, closing.start())):
        return None
    return first, closing.start()


def _definite(document: Document, position: int, start: int) -> bool | None:
    """True behind a definite article or demonstrative, False behind an indefinite one; None where neither stands near."""
    end = start
    for hit in reversed(document.hits[max(0, position - 5) : position]):
        if hit.end > start:
            continue
        if end - hit.end > 26:
            return None
        if "article" in hit.senses or "demonstrative" in hit.senses:
            return True
        if "indefinite" in hit.senses:
            return False
        if "link" in hit.senses:
            return (
                True
                if hit.end >= start - 1 and document.view[hit.start : hit.end].lower() in document.pack.fused_articles
                else None
            )
        end = hit.start
    return None


def _codes(document: Document, start: int, end: int, head: Hit, states: Sequence[StateMention]) -> tuple[str, ...]:
    """States that the phrase names as sides, in order."""
    codes = []
    at = bisect_left(states, start, key=lambda s: s.span.start)
    for state in states[at:]:
        if state.span.start >= end:
            break
        modifier = state.span.end <= head.start + 1 and state.via in ("adjective", "name", "prefix")
        side = state.via != "adjective" and (
            state.link in ("between", "with")
            or (state.link == "of" and state.via == "name" and _has_partner(states, end, state))
        )
        if (modifier or side) and state.code not in codes:
            codes.append(state.code)
    return tuple(codes)


def _has_partner(states: Sequence[StateMention], end: int, owner: StateMention) -> bool:
    """'Abkommen der EU mit Kanada': whose it is counts as a side only beside another."""
    return any(owner.span.end <= s.span.start < end and s.link == "with" for s in states)


def _stems(document: Document, start: int, end: int, head: Hit) -> frozenset[str]:
    """What the name is about, by the first letters of its words; the kind noun and the sides are left out."""
    sides = [(h.start, h.end) for h in document.hits_in(start, end) if "state" in h.senses]
    words = [
        m.group().lower()
        for m in _WORD.finditer(document.view, start, end)
        if not any(a <= m.start() < b for a, b in sides)
    ]
    compound = document.view[head.start : head.form_start].lower().strip("-")
    if len(compound) >= 4:
        words.append(compound)
    head_word = document.view[head.start : head.end].lower()
    return frozenset(w[:_STEM] for w in words if len(w) >= 4 and w not in _GENERIC and w != head_word)


def _by_acronym(
    document: Document, named: Sequence[TreatyMention], states: Sequence[StateMention]
) -> Iterator[TreatyMention]:
    """'… (EDCA)' behind a title makes EDCA a name of it, there and wherever it stands again."""
    taken = [m.span for m in named]
    known = {s.span.start for s in states}
    seen: set[str] = set()
    for mention in named:
        match = _ACRONYM.match(document.view, mention.span.end) if mention.form == "named" else None
        if (
            match is None
            or match.group(1) in seen
            or match.start(1) in known
            or not match.group(1)[0].isupper()
            or len(seen) > 20
        ):
            continue
        name = match.group(1)
        seen.add(name)
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", document.view):
            span = Span(found.start(), found.end())
            if not any(s.start < span.end and span.start < s.end for s in taken):
                yield TreatyMention(
                    span,
                    mention.rule,
                    span,
                    mention.kind,
                    "named",
                    True,
                    (),
                    frozenset((f"={name.lower()}", *mention.stems)),
                )
