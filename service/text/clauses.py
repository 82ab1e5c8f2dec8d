"""Where the clauses of a sentence part: punctuation, subordinators, an 'and' before a verb; no comma of a list."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from service.lang.lexicon import Hit
from service.mention import Span
from service.text.document import Document, Sentence

_MARK = re.compile("[,;:!?]")
_DASH = re.compile(r"[–—-](?=\s)")
_YEAR_AND_WORD = re.compile(r"[^\W\d_A-Z], \d{4} [^\W\d_A-Z]")
_REACH = 25
_OWNED = 3
_MEMBER = 8
_SIDES = frozenset(("state", "body"))
_OPENERS = frozenset(("and", "subordinator"))
_LONGEST_NOUN = 80
_FINITE = frozenset(("auxiliary", "plan", "negation", "pending", "future", "achieved", "says"))
_PREDICATES = frozenset(("plan", "negation", "pending", "future", "follows"))
_FINITE_MODES = frozenset(("past", "present", "infinitive"))
_VERBAL = frozenset(("past", "present", "participle"))
_TOLD = frozenset(("past", "participle"))
_SUBJECT = frozenset(("state", "and", "article"))
_ADVERBIAL = frozenset(("link", "time"))


class Clauses:
    """The clauses of one sentence, in order; they cover it."""

    def __init__(self, document: Document, sentence: Sentence) -> None:
        self._starts = sorted(set(_cuts(document, sentence)))
        self._spans = [Span(*ends) for ends in pairwise((*self._starts, sentence.end))]

    def __len__(self) -> int:
        return len(self._spans)

    def index(self, position: int) -> int:
        """Number of the clause that holds view offset `position`."""
        return (bisect_right(self._starts, position) or 1) - 1

    def span(self, index: int) -> Span:
        return self._spans[index]

    def around(self, position: int) -> Span:
        """The clause that holds view offset `position`."""
        return self._spans[(bisect_right(self._starts, position) or 1) - 1]


def _cuts(document: Document, sentence: Sentence) -> list[int]:
    """Where clauses begin, in no order, some more than once."""
    view, start, end = document.view, sentence.start, sentence.end
    hits, data = document.hits[sentence.first : sentence.last], document.pack.data
    marks = [start, *_marks(document, sentence)]
    cuts = [*marks, sentence.body, *_dashes(view, start, end)]
    if "treaty" in sentence.kinds and "event" in sentence.kinds:
        cuts += _attributes(view, hits) if data.adjective_last else ()
        cuts += _leading_attributes(document, hits) if data.participle_endings else ()
        cuts += _relatives(hits) if data.subject_first else ()
    if _OPENERS.isdisjoint(sentence.kinds):
        return cuts
    marks.append(end)
    for index, (hit, following) in enumerate(pairwise(hits)):
        joining, parting = "and" in hit.senses, "subordinator" in hit.senses
        if not (joining or parting):
            continue
        joins = joining and (
            (
                following.start - hit.end <= _REACH
                and _opens_clause(following)
                and (document.pack.nouns_capital or not _names(view[hit.end : following.start]))
            )
            or ("plan" in following.senses and following.start - hit.end == 1)
            or _has_subject(hits, index)
            or _has_pronoun(hits, index)
            or _has_office(hits, index)
        )
        if joins or (parting and hit.start - 1 not in marks and hit.start > start):
            cuts.append(hit.start)
        elif joining and _ADVERBIAL & following.senses.keys() and following.start - hit.end == 1:
            at = bisect_right(marks, hit.start)
            if _has_verb(hits, marks[at - 1], hit.start) and _has_verb(hits, hit.end, marks[at]):
                cuts.append(hit.start)
    return cuts


def _marks(document: Document, sentence: Sentence) -> list[int]:
    """Behind punctuation; not behind a comma inside a list."""
    marks = [mark.start() for mark in _MARK.finditer(document.view, sentence.start, sentence.end)]
    return [at + 1 for at in marks if document.view[at] != "," or not _in_list(document, sentence, at)]


def _dashes(view: str, start: int, end: int) -> Iterator[int]:
    """Behind dashes; a hyphen is one between spaces."""
    for dash in _DASH.finditer(view, start, end):
        if dash.start() > start and view[dash.start() - 1].isspace():
            yield dash.end() + 1
        elif dash.group() != "-":
            yield dash.end()


def _names(gap: str) -> bool:
    """Whether a word with a capital stands there: 'and Adolf Joffe signed'."""
    return any(word[0].isupper() for word in gap.split())


def _has_subject(hits: Sequence[Hit], joiner: int) -> bool:
    """'… signed in Lagos and Togo has …', 'and Togo's parliament approved …': a state or its chamber and its verb
    behind the 'and', and no two that it pairs."""
    if joiner and not _SIDES.isdisjoint(hits[joiner - 1].senses) and not _is_place(hits, joiner - 1):
        return False
    at = joiner + 1
    while at < len(hits) and "article" in hits[at].senses:
        at += 1
    if at + 1 >= len(hits) or _SIDES.isdisjoint(hits[at].senses):
        return False
    if (
        at + 2 < len(hits)
        and not _SIDES.isdisjoint(hits[at + 1].senses)
        and hits[at + 1].start - hits[at].end <= _OWNED
    ):
        at += 1
    verb = hits[at + 1]
    return verb.start - hits[at].end <= 1 and (_opens_clause(verb) or not _PREDICATES.isdisjoint(verb.senses))


def _has_pronoun(hits: Sequence[Hit], joiner: int) -> bool:
    """'… signed on Friday and it takes effect in May'."""
    pair = hits[joiner + 1 : joiner + 3]
    if len(pair) < 2 or "pronoun" not in pair[0].senses or not _opens_clause(pair[1]):
        return False
    return pair[0].start - hits[joiner].end <= 1 and pair[1].start - pair[0].end <= 1


def _has_office(hits: Sequence[Hit], joiner: int) -> bool:
    """'… passed it in August and the president signed it': an office with its verb behind a date, so no pair of two."""
    at = joiner + 1
    if not joiner or "time" not in hits[joiner - 1].senses or hits[joiner].start - hits[joiner - 1].end > 1:
        return False
    while at < len(hits) and "article" in hits[at].senses:
        at += 1
    return at + 1 < len(hits) and "role" in hits[at].senses and _opens_clause(hits[at + 1])


def _is_place(hits: Sequence[Hit], state: int) -> bool:
    if state == 0 or hits[state].start - hits[state - 1].end > 1:
        return False
    return any(sense.value == "in" for sense in hits[state - 1].senses.get("link", ()))


def _attributes(view: str, hits: Sequence[Hit]) -> Iterator[int]:
    """Both ends of 'le traité [signé à Lagos en 1975] a été …': a participle behind the noun, up to the verb."""
    noun: int | None = None
    inside = False
    for hit in hits:
        kinds = hit.senses.keys()
        modes = {sense.value.mode for sense in hit.senses.get("event", ())}
        if noun is not None and (hit.start - noun > _LONGEST_NOUN or _MARK.search(view, noun, hit.start)):
            noun = None
        if "treaty" in kinds:
            noun = hit.end
        elif inside and (_FINITE & kinds or modes & _FINITE_MODES) and "participle" not in modes:
            yield hit.start
            inside, noun = False, None
        elif "participle" in modes and noun is not None:
            yield hit.start
            inside, noun = True, None
        elif _FINITE & kinds or modes - {"noun"}:
            noun = None


def _relatives(hits: Sequence[Hit]) -> Iterator[int]:
    """Both ends of 'the treaty [that Peru signed in May] must …', up to the next finite verb; and where it begins in
    'the treaty [Chile and Peru signed in May]'."""
    inside = acted = False
    for index, (hit, following) in enumerate(pairwise(hits)):
        if "treaty" in hit.senses and following.start - hit.end == 1:
            if "relative" in following.senses or _opens_relative(hits, index + 1):
                yield following.start
                inside, acted = True, False
        elif inside and acted and not _FINITE.isdisjoint(following.senses):
            if "and" not in hit.senses:
                yield following.start
            inside = False
        acted = acted or (inside and _is_verb(hit))


def _opens_relative(hits: Sequence[Hit], at: int) -> bool:
    """'[the treaty] Chile and Peru signed': states one behind the other, and then what they did."""
    while at + 1 < len(hits) and not _SUBJECT.isdisjoint(hits[at].senses) and hits[at + 1].start - hits[at].end == 1:
        at += 1
        if "state" in hits[at - 1].senses and any(s.value.mode in _TOLD for s in hits[at].senses.get("event", ())):
            return True
    return False


def _leading_attributes(document: Document, hits: Sequence[Hit]) -> Iterator[int]:
    """Both ends of '[подписанный в Риге в 1998 году] договор утратил …': a participle that says when or where, up to
    its noun."""
    opened: Hit | None = None
    circumstance = False
    auxiliary = False
    for hit in hits:
        kinds = hit.senses.keys()
        if opened is not None and (
            hit.start - opened.end > _LONGEST_NOUN or _MARK.search(document.view, opened.end, hit.start)
        ):
            opened = None
        if opened is not None and "treaty" in kinds:
            if circumstance:
                yield opened.start
                yield hit.start
            opened = None
        elif not auxiliary and _is_long_participle(document, hit):
            opened, circumstance = hit, False
        elif "auxiliary" in kinds or _is_verb(hit):
            opened = None
        else:
            circumstance = circumstance or not _ADVERBIAL.isdisjoint(kinds)
        auxiliary = "auxiliary" in kinds


def _is_long_participle(document: Document, hit: Hit) -> bool:
    """Whether the word is a participle in a form that stands with its noun."""
    ends = document.view[hit.start : hit.end].endswith(document.pack.data.participle_endings)
    return ends and any(sense.value.mode == "participle" for sense in hit.senses.get("event", ()))


def _opens_clause(hit: Hit) -> bool:
    return "auxiliary" in hit.senses or _is_verb(hit)


def _is_verb(hit: Hit) -> bool:
    return any(sense.value.mode in _VERBAL for sense in hit.senses.get("event", ()))


def _has_verb(hits: Sequence[Hit], start: int, end: int) -> bool:
    """Whether an act is told in [start:end): 'im Mai angenommen und im Juli unterzeichnet' are two."""
    return any(start <= hit.start < end and _is_verb(hit) for hit in hits)


def _opens_with_year(document: Document, comma: int) -> bool:
    """'2021 trat Peru bei, 2022 folgte Chile': a year between a small word that is no month and another."""
    before = document.hit_before(comma, _REACH)
    if before is not None and before.end == comma and "time" in before.senses:
        return False
    return _YEAR_AND_WORD.match(document.view, comma - 1) is not None


def _in_list(document: Document, sentence: Sentence, comma: int) -> bool:
    """Whether the comma stands between two states, or inside a date."""
    if document.view[comma + 1 : comma + 3].lstrip()[:1].isdigit():
        return not _opens_with_year(document, comma)
    if "state" not in sentence.kinds:
        return False
    at = bisect_right(document.hit_starts, comma, sentence.first, sentence.last)
    if at in (sentence.first, sentence.last):
        return False
    before, following = document.hits[at - 1], document.hits[at]
    if "state" not in before.senses or before.end < comma - 1:
        return False
    if "article" in following.senses and at + 1 < sentence.last:
        return document.hits[at + 1].start - comma <= _MEMBER and _goes_on(document, at + 1, sentence.last)
    return "state" in following.senses and following.start - comma <= _MEMBER


def _goes_on(document: Document, member: int, last: int) -> bool:
    """'le Sénégal, la Gambie et …', where 'la Gambie a ratifié …' would open a clause."""
    state = document.hits[member]
    if "state" not in state.senses:
        return False
    joins = member + 1 < last and "and" in document.hits[member + 1].senses
    return document.view[state.end] == "," or (joins and document.hits[member + 1].start == state.end + 1)
