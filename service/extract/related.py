"""Stage 2h: other treaties beside the one spoken of: replaced, changed, prolonged, carried out, named in passing."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from schemas.vocabulary import Relation, TreatyKind
from service.extract.phrases import names_date
from service.extract.unnamed import unnamed
from service.lang.lexicon import Hit
from service.lang.model import Related
from service.mention import Age, DateMention, RelatedMention, Span, TreatyMention
from service.text.document import Document, Sentence
from service.text.inside import named_inside
from service.text.spans import by_stretch, index_from

_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[.;:!?()\n]")
_NEAR, _FAR = 70, 140
_APPOSED = 45
_BESIDE = 16
_LONGEST = 2000
_OF_PLACE = frozenset(("of", "by", "from", "in"))
_STANDS_FOR = frozenset(("demonstrative", "the_one"))
_SMALL = frozenset(("link", "time", "article", "indefinite"))


class _Other(Struct, frozen=True, gc=False):
    """A treaty as it is named, with the date right at it; `own` if that date belongs to its name ('von 1970')."""

    treaty: TreatyMention
    date: DateMention | None
    span: Span
    own: bool


def related(
    document: Document, treaties: Sequence[TreatyMention], dates: Sequence[DateMention]
) -> list[RelatedMention]:
    """Other treaties in order, each with its strongest relation; a span covers title and date."""
    found: list[RelatedMention] = []
    others = sorted((_dated(document, treaty, dates) for treaty in _named(document, treaties)), key=_start)
    others_of = by_stretch(others, document.sentence_starts)
    for number, sentence in enumerate(document.sentences):
        if sentence.headline or sentence.end - sentence.body > _LONGEST:
            continue
        if here := [other for other in others_of[number] if other.span.start >= sentence.body]:
            found += _in_sentence(document, number, sentence, here)
        if _pronominal_cues(sentence):
            found += _pronominal(document, dates, number, sentence)
    return found


def _pronominal_cues(sentence: Sentence) -> bool:
    kinds = sentence.kinds
    return "related" in kinds and "negation" not in kinds and not _STANDS_FOR.isdisjoint(kinds)


def _pronominal(
    document: Document, dates: Sequence[DateMention], number: int, sentence: Sentence
) -> Iterator[RelatedMention]:
    """'Es löst jenes von 1982 ab', 'remplaçant celle du 10 mars 1964': a pronoun with a date of its own."""
    for other in unnamed(document, dates, sentence):
        first = document.hits_in(other.span.start, other.span.start + 1)
        if first and not _STANDS_FOR.isdisjoint(first[0].senses):
            treaty = TreatyMention(
                other.span, other.rule, other.span, TreatyKind.OTHER, "other", True, (), frozenset(), other=True
            )
            yield RelatedMention(other.span, other.rule, other.relation, treaty, other.date, number)


def in_passing(document: Document, treaties: Sequence[TreatyMention]) -> Iterator[RelatedMention]:
    """Agreements that are called after a place, 'Vertrag von Neuilly': known ones that need no more than a name."""
    for treaty in treaties:
        number = document.sentence_at(treaty.span.start)
        named = treaty.form == "named" and treaty.definite is True and not document.sentences[number].headline
        if named and _is_of_place(document, treaty):
            yield RelatedMention(treaty.span, treaty.rule, Relation.MENTIONS, treaty, None, number)


def _start(other: _Other) -> int:
    return other.treaty.span.start


def _named(document: Document, treaties: Sequence[TreatyMention]) -> Iterator[TreatyMention]:
    """The mentions, and those inside a title."""
    for treaty in treaties:
        yield treaty
        inner = named_inside(document, treaty)
        if inner is not None:
            yield inner


def _dated(document: Document, treaty: TreatyMention, dates: Sequence[DateMention]) -> _Other:
    """The date that the name carries, 'vom 3. Mai 1868', or that a participle adds, 'signed in Bali in April 2007'.

    Behind a title that names another treaty the date is that one's.
    """
    view, end = document.view, treaty.span.end
    first = index_from(dates, treaty.span.start)
    if first < len(dates) and dates[first].span.end < treaty.head.start and dates[first].past is not None:
        return _Other(treaty, dates[first], treaty.span, True)
    if treaty.head.end < end and any("treaty" in h.senses for h in document.hits_in(treaty.head.end, end)):
        return _Other(treaty, None, treaty.span, False)
    at = index_from(dates, treaty.head.end)
    date = dates[at] if at < len(dates) else None
    if date is None or date.type != "DATE" or date.span.start - end > _APPOSED:
        return _Other(treaty, None, treaty.span, False)
    span = Span(treaty.span.start, max(end, date.span.end))
    hits = document.hits_in(treaty.head.end, date.span.end)
    if date.span.start < end:
        return _Other(treaty, date, span, any(names_date(document, h) for h in hits if h.start < date.span.start))
    words = _WORD.findall(view, end, date.span.start)
    before = [h for h in hits if end <= h.start < date.span.start]
    beside = "," not in view[end : date.span.start]
    small = beside and not any(_SMALL.isdisjoint(h.senses) for h in before) and len(before) == len(words)
    year = date.past is not None and date.past.month is None
    direct = year and not words and "" in document.pack.data.titles.dated
    if (
        small
        and (direct or any(names_date(document, h) for h in before))
        and not _BREAK.search(view, end, date.span.start)
    ):
        return _Other(treaty, date, span, True)
    participle = before and any(s.value.mode == "participle" for s in before[0].senses.get("event", ()))
    if participle and before[0].start <= end + 2 and not _BREAK.search(view, end, date.span.start):
        return _Other(treaty, date, span, False)
    return _Other(treaty, None, treaty.span, False)


def _in_sentence(
    document: Document, number: int, sentence: Sentence, others: Sequence[_Other]
) -> Iterator[RelatedMention]:
    hits = document.hits[sentence.first : sentence.last] if "related" in sentence.kinds else ()
    cues = [(hit, sense.value) for hit in hits for sense in hit.senses.get("related", ())]
    for position, other in enumerate(others):
        best = _protocol(document, others, position)
        for hit, rule in cues:
            bound = _binds(document, hit, rule, other, others)
            if bound and (best is None or _rank(rule.relation) < _rank(best[0])):
                best = (rule.relation, rule.id)
        if best is None and other.own and other.date is not None and not _is_acted_on(document, other.treaty):
            best = (Relation.MENTIONS, other.treaty.rule)
        if best is not None and _is_other(document, other, best[0]):
            relation, name = best
            yield RelatedMention(other.span, name, relation, other.treaty, other.date, number)


def _is_acted_on(document: Document, treaty: TreatyMention) -> bool:
    """Whether a verb of an event stands right before the name: 'terminated the Fisheries Agreement of 2014'."""
    hits = document.hits_in(max(0, treaty.span.start - _BESIDE), treaty.span.start)
    return any("event" in hit.senses and not _BREAK.search(document.view, hit.end, treaty.span.start) for hit in hits)


def _rank(relation: Relation) -> int:
    """'Mentions' says least."""
    return 1 if relation is Relation.MENTIONS else 0


def _protocol(document: Document, others: Sequence[_Other], position: int) -> tuple[Relation, str] | None:
    """A protocol to a treaty changes it, whether it is named in its title or right behind: 'to the 1995 Treaty'."""
    inner = others[position].treaty
    if inner.kind is TreatyKind.PROTOCOL:
        return None
    for outer in (o.treaty for o in others):
        inside = outer.head.end < inner.head.start and inner.span.end == outer.span.end
        if outer.kind is TreatyKind.PROTOCOL and (inside or _follows(document, outer.span.end, inner.span.start)):
            first = next((h for h in document.hits_in(outer.head.end, inner.span.start) if "link" in h.senses), None)
            if first and any(s.value == "to" for s in first.senses["link"]):
                return Relation.AMENDS, outer.rule
    return None


def _follows(document: Document, end: int, start: int) -> bool:
    """Whether nothing but small words stand between them."""
    if not 0 < start - end <= _BESIDE or _BREAK.search(document.view, end, start):
        return False
    hits = [hit for hit in document.hits_in(end, start) if not _SMALL.isdisjoint(hit.senses)]
    return len(hits) == len(_WORD.findall(document.view, end, start))


def _binds(document: Document, cue: Hit, rule: Related, other: _Other, others: Sequence[_Other]) -> bool:
    """Whether the word governs this treaty: on its side, no other treaty or end of clause between them."""
    view, title = document.view, other.treaty.span
    start, end = (cue.end, title.start) if rule.side == "after" else (other.span.end, cue.start)
    if not 0 <= end - start <= _NEAR or _BREAK.search(view, start, end):
        return False
    if any(start <= o.treaty.head.start < end for o in others if o is not other):
        return False
    if rule.marker:
        tail = view[other.span.end : other.span.end + _FAR].lower()
        if rule.marker.isdisjoint(_WORD.findall(_BREAK.split(tail)[0])):
            return False
    return rule.relation is not Relation.MENTIONS or view[start:end].count(",") == 0


def _is_other(document: Document, other: _Other, relation: Relation) -> bool:
    """A bare 'the treaty' is another one only with a date, in passing one of its own; there only a title counts.

    The new one, or the second, is not only mentioned.
    """
    treaty = other.treaty
    if other.own and other.date is not None:
        return True
    if treaty.age is Age.NEWER and relation is Relation.MENTIONS:
        return False
    if treaty.form == "plain" and other.date is not None:
        return relation is not Relation.MENTIONS
    if treaty.form != "named" or (treaty.definite is False and other.date is None):
        return False
    return relation is not Relation.MENTIONS or _is_title(document, treaty) or other.date is not None


def _is_title(document: Document, treaty: TreatyMention) -> bool:
    """Whether the name is a proper one: after a place, with a hyphen, or capital words before the noun.

    Where nouns inflect, only the first word has a capital: 'Лозаннский договор'.
    """
    view = document.view
    name = view[treaty.span.start : treaty.head.end]
    if _is_of_place(document, treaty):
        return True
    if document.pack.data.titles.agreement:
        begins = document.sentences[document.sentence_at(treaty.span.start)].body == treaty.span.start
        return treaty.span.start < treaty.head.start and name[0].isupper() and not begins
    if document.pack.nouns_capital:
        return "-" in name or treaty.span.start < treaty.head.start
    return treaty.span.start < treaty.head.start and name[0].isupper() and view[treaty.head.start].isupper()


def _is_of_place(document: Document, treaty: TreatyMention) -> bool:
    """'Vertrag von Prüm', 'traité de Fès'."""
    opener, *words = document.slice(Span(treaty.head.end, treaty.span.end)).split()[:2] or [""]
    if not words or not words[0][0].isupper():
        return False
    hits = document.hits_in(treaty.head.end, treaty.head.end + len(opener) + 1)
    return any(sense.value in _OF_PLACE for hit in hits for sense in hit.senses.get("link", ()))
