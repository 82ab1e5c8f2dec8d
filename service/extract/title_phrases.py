"""Where a title ends whose complements follow the noun: 'accord de pêche entre le Ghana et le Togo'.

For languages with adjectives behind their nouns. The words are read one by one as a noun phrase: prepositions open a
further noun, a noun takes adjectives, and what can be neither ends the title, so no list of verbs is needed.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from service.lang.lexicon import Hit
from service.mention import Span
from service.text.document import Document

_TOKEN = re.compile(r"[^\W_](?:[\w-]|(?<=-[^\W\d_])['’](?=\w))*")
_ENDS = frozenset(("auxiliary", "plan", "role", "pending", "demonstrative", "hedge", "says", "subordinator", "witness"))
_VERBS = frozenset(("provides", "binds", "modal", "states", "forbids"))
_JOINERS = frozenset(("and", "or"))
_NO_COMPLEMENT = frozenset(("in", "by", "from", "to"))
_SMALL = _JOINERS | {"article", "indefinite", "negation"}


@dataclass(slots=True)
class _Phrase:
    """What has been read so far: where it could end, and what may come next."""

    head: int
    end: int
    before: int
    """Where it ended before its last adjective."""
    open: bool = False
    """A noun is still to come, behind a preposition or 'and'."""
    listed: bool = False
    """What opened it was a comma or an 'and'."""
    infinitive: bool = False
    """It may be an infinitive with an object of its own: 'para evitar la doble imposición'."""
    purpose: bool = False
    """An infinitive was to come, so another may behind 'and'."""
    nouns: int = 0
    verb: int = 0
    """Where the verb ends that the relative pronoun read last goes with."""

    def take(self, end: int, *, noun: bool) -> None:
        self.before = end if noun else self.end
        self.end = end
        self.nouns += noun
        if noun:
            self.infinitive = self.infinitive and self.open
        self.open = False

    def expect(self, *, listed: bool = False, infinitive: bool = False) -> None:
        self.open, self.listed, self.infinitive = True, listed, infinitive
        self.purpose = self.purpose or infinitive


def phrase_end(document: Document, head: Hit, limit: int) -> int:
    """The end of the noun phrase that `head` opens, at most `limit`; the head's own end if nothing belongs to it."""
    view = document.view
    phrase = _Phrase(head.end, head.end, head.end)
    at = head.end
    if head.senses["treaty"][0].value.opens and (opener := _TOKEN.search(view, at, limit)) is not None:
        phrase.expect()
        at = opener.end()
    while (token := _TOKEN.search(view, at, limit)) is not None:
        gap = view[at : token.start()]
        if gap == ", " and not phrase.open:
            phrase.expect(listed=True)
        elif gap not in (" ", "'", "’"):
            break
        known = document.hits_in(token.start(), token.start() + 1)
        hit = known[0] if known else None
        span = Span(token.start(), max(token.end(), hit.end if hit else 0))
        if span.end > limit or not _reads_on(document, head, phrase, span, hit):
            break
        at = max(span.end, phrase.verb)
    return phrase.end


def _reads_on(document: Document, head: Hit, phrase: _Phrase, span: Span, hit: Hit | None) -> bool:
    """Whether the word belongs to the phrase, which then holds it."""
    if hit is None:
        return _word(document, head, phrase, span, mutual=False)
    kinds = hit.senses.keys()
    if "subordinator" in kinds and phrase.end == phrase.head:
        return _relative(document, phrase, span)
    if "role" in kinds and _is_relational(document, phrase, span):
        return _word(document, head, phrase, span, mutual=False)
    if "role" in kinds and _opens_noun(document, span):
        phrase.expect()
        phrase.take(span.end, noun=True)
        return True
    if "link" in kinds:
        return _preposition(document, phrase, span, str(hit.senses["link"][0].value))
    if _opens_complement(document, span):
        phrase.expect(infinitive="plan" in kinds)
        return True
    if _ends(hit, phrase):
        return False
    if not kinds.isdisjoint(_SMALL):
        return _small_word(phrase, hit)
    if "state" in kinds:
        phrase.take(span.end, noun=hit.senses["state"][0].value[1] != "adjective")
        return True
    return not ("treaty" in kinds and phrase.listed) and _word(
        document, head, phrase, span, mutual="each_other" in kinds
    )


def _opens_complement(document: Document, span: Span) -> bool:
    """'additionnel à', 'visant à'."""
    words, titles = document.view[span.start : span.end].lower().split(), document.pack.data.titles
    return len(words) > 1 and words[0] in titles.openers and words[-1] in titles.words


def _opens_noun(document: Document, span: Span) -> bool:
    """'de Comercio': what a minister may be of, a treaty may be on."""
    first, _, rest = document.view[span.start : span.end].partition(" ")
    return first in document.pack.data.titles.words and rest[:1].isupper()


def _small_word(phrase: _Phrase, hit: Hit) -> bool:
    """'and' opens a further noun; an article stands only before one that is open."""
    if not _JOINERS.isdisjoint(hit.senses):
        if phrase.end == phrase.head:
            return False
        phrase.expect(listed=True, infinitive=phrase.purpose)
    elif phrase.infinitive and not phrase.open and "negation" not in hit.senses:
        phrase.expect()
    return phrase.open


def _ends(hit: Hit, phrase: _Phrase) -> bool:
    """Whether no title goes on over the word; the noun of an act may stand in one, and 'no' before a noun."""
    kinds = hit.senses.keys()
    if "negation" in kinds:
        return not phrase.open
    if "event" in kinds and not (phrase.open and any(s.value.mode == "noun" for s in hit.senses["event"])):
        return True
    return ("time" in kinds and _SMALL.isdisjoint(kinds)) or not _ENDS.isdisjoint(kinds)


def _relative(document: Document, phrase: _Phrase, span: Span) -> bool:
    """'accordo che modifica il trattato …': a clause that says what it is."""
    verb = _TOKEN.match(document.view, span.end + 1)
    if verb is None or document.view[span.start : verb.end()].lower() not in document.pack.data.titles.openers:
        return False
    phrase.verb = verb.end()
    phrase.expect()
    return True


def _preposition(document: Document, phrase: _Phrase, span: Span, link: str) -> bool:
    """A place where something happened and a doer are no part of a title, nor the participle before the doer."""
    titles, word = document.pack.data.titles, document.view[span.start : span.end].lower()
    if link == "by":
        phrase.end = phrase.before
        return False
    if link == "in" and document.view[span.end + 1 : span.end + 2].isupper():
        return _is_region(document, span.end + 1)
    if word not in titles.words and word not in titles.openers:
        return False
    phrase.expect(infinitive=link == "for")
    return True


def _is_region(document: Document, start: int) -> bool:
    """'en Afrique': no place where something is signed."""
    return any("region" in hit.senses for hit in document.hits_in(start, start + 1))


def _word(document: Document, head: Hit, phrase: _Phrase, span: Span, *, mutual: bool) -> bool:
    """A noun where one is to come; behind a noun a name or an adjective."""
    titles, text = document.pack.data.titles, document.view[span.start : span.end]
    if phrase.listed and phrase.open and _provides(document, span):
        return False
    if phrase.open or text[0].isupper():
        if text[0].isdigit():
            return False
        before = phrase.open and text in titles.adjective_endings
        phrase.take(span.end, noun=not before)
        phrase.open = before
        return True
    if text in titles.openers:
        phrase.take(span.end, noun=False)
        phrase.open = text in titles.words
        return True
    if _is_relational(document, phrase, span):
        phrase.take(span.end, noun=False)
        return True
    within = phrase.nouns > 0 or document.view[head.form_start].isupper()
    if (within and (mutual or text.endswith(titles.adjective_endings))) or _of_states(document, span):
        phrase.take(span.end, noun=False)
        return True
    return False


def _is_relational(document: Document, phrase: _Phrase, span: Span) -> bool:
    """'accord administratif sur …': a complement follows the adjective, no place and no doer; a verb with an object is
    none ('prend le relais de')."""
    endings = document.pack.data.titles.relational_endings
    return (
        phrase.end == phrase.head
        and " " not in document.view[span.start : span.end]
        and document.view.endswith(endings, span.start, span.end)
        and any(
            link.value not in _NO_COMPLEMENT
            for hit in document.hits_in(span.end + 1, span.end + 2)
            if document.view[hit.start : hit.end].lower() in document.pack.data.titles.openers
            for link in hit.senses.get("link", ())
        )
    )


def _provides(document: Document, span: Span) -> bool:
    """'le traité de pêche et prévoit …': a verb of what it lays down, not a further noun."""
    frames = document.layers["frames"]
    at = bisect_left(frames, span.start, key=lambda hit: hit.start)
    return at < len(frames) and frames[at].start == span.start and not _VERBS.isdisjoint(frames[at].senses)


def _of_states(document: Document, span: Span) -> bool:
    """'franco-tchadien': a compound that closes with the adjective of a state."""
    hits = document.hits_in(span.start + 1, span.end)
    return bool(hits) and hits[-1].end == span.end and "state" in hits[-1].senses
