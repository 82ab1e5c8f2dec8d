"""Stage 3a: a name that stands right beside another name of the same agreement: 'the Convention on …, known as …'."""

import re
from collections.abc import Sequence

from service.assembly.cluster import Cluster
from service.assembly.identity import INTERCHANGED, MOST_COMPARED, agrees
from service.mention import Span, TreatyMention
from service.text.document import Document

_OPENS = re.compile(r", | [–—-] ")
_WORD = re.compile(r"[^\W_]+")
_REACH = 70
_MOST_OTHERS = 2
"""Words beside those that call it so: 'auch im Volksmund … genannt'."""
_MOST_QUALIFYING = 3
_NO_APPOSITION = frozenset(("event", "auxiliary", "pronoun", "link", "subordinator", "negation", "plan", "and"))
_CLOSES = re.compile(r"[,.;:!?()\n–—]")
_LONGEST_CLAUSE = 50
_SHORT = 6
"""What may follow what says so: '… genannt wird', but not 'named after …'."""


def named_beside(
    document: Document,
    treaties: Sequence[TreatyMention],
    position: int,
    found: Sequence[Cluster],
    recent: Sequence[tuple[int, Cluster]],
) -> Cluster | None:
    """The agreement of which this is another name, by what stands right before or behind it."""
    mention = treaties[position]
    if mention.form != "named":
        return None
    other = _renamed(document, treaties, position)
    if other is None:
        cluster = recent[-1][1] if recent and _is_called_so(document, mention) else None
    else:
        cluster = next((c for c in reversed(found[-MOST_COMPARED:]) if c.mentions[-1] is other), None)
        if cluster is not None and not (other.form == "named" or other.definite is True or cluster.first is other):
            return None
    return cluster if cluster is not None and agrees(mention, cluster) else None


def _renamed(document: Document, treaties: Sequence[TreatyMention], position: int) -> TreatyMention | None:
    """The one right before it that it is another name of; None where it is no name of that."""
    mention, before = treaties[position], treaties[position - 1] if position else None
    if before is None or not 0 < mention.span.start - before.span.end <= _REACH:
        return None
    if document.sentence_at(before.span.start) != document.sentence_at(mention.span.start):
        return None
    gap = Span(before.span.end, mention.span.start)
    if _is_called(document, gap, mention.span.end) or _is_bracketed(document, gap, mention.span.end):
        return before
    return before if _is_apposed(document, treaties, position, gap) else None


def _is_called_so(document: Document, mention: TreatyMention) -> bool:
    """'The Lima Convention, as it is often called'."""
    if document.view[mention.span.end : mention.span.end + 2] != ", ":
        return False
    start = mention.span.end + 2
    mark = _CLOSES.search(document.view, start, start + _LONGEST_CLAUSE)
    hits = document.hits_in(start, mark.start()) if mark else ()
    called = mark is not None and any("called" in hit.senses and mark.start() - hit.end <= _SHORT for hit in hits)
    return called and not any("treaty" in hit.senses or "article" in hit.senses for hit in hits)


def _is_called(document: Document, gap: Span, end: int) -> bool:
    """Whether nothing stands between but what says that it is called so, before or right behind."""
    gap = Span(max(gap.start, document.view.rfind(",", gap.start, gap.end)), gap.end)
    hits = document.hits_in(gap.start, gap.end)
    behind = document.hit_at(end + 1)
    if not any("called" in hit.senses for hit in (*hits, *((behind,) if behind else ()))):
        return False
    known = [hit for hit in hits if "called" in hit.senses or "article" in hit.senses or "indefinite" in hit.senses]
    words = sum(len(_WORD.findall(document.view, hit.start, hit.end)) for hit in known)
    others = len(_WORD.findall(document.view, gap.start, gap.end)) - words
    return others <= _MOST_OTHERS and not any("event" in hit.senses or "and" in hit.senses for hit in hits)


def _is_bracketed(document: Document, gap: Span, end: int) -> bool:
    """'the Convention on … (the Lima Convention)'."""
    hits = document.hits_in(gap.start, gap.end)
    opener = document.view[gap.start : hits[0].start if hits else gap.end]
    small = all("article" in hit.senses for hit in hits) and (not hits or hits[-1].end + 1 == gap.end)
    return opener == " (" and small and document.view[end : end + 1] == ")"


def _is_apposed(document: Document, treaties: Sequence[TreatyMention], position: int, gap: Span) -> bool:
    """'the Lima Convention, the first treaty against …': a comma or dash, an article, what qualifies the noun, and no
    list."""
    mention, before = treaties[position], treaties[position - 1]
    mark = _OPENS.match(document.view, gap.start, gap.end)
    if mark is None or not {mention.kind, before.kind} <= INTERCHANGED:
        return False
    hits = document.hits_in(mark.end(), mention.span.start)
    opens = hits[0].senses if hits and hits[0].start == mark.end() else {}
    if "article" not in opens and "indefinite" not in opens:
        return False
    words = len(_WORD.findall(document.view, hits[0].end, mention.span.start))
    if words > _MOST_QUALIFYING or any(not _NO_APPOSITION.isdisjoint(hit.senses) for hit in hits[1:]):
        return False
    return not (_is_listed(document, treaties, position - 1) or _is_listed(document, treaties, position + 1))


def _is_listed(document: Document, treaties: Sequence[TreatyMention], position: int) -> bool:
    """Whether the one there and the one before it stand in one list."""
    if not 0 < position < len(treaties):
        return False
    gap = Span(treaties[position - 1].span.end, treaties[position].span.start)
    hits = document.hits_in(gap.start, gap.end)
    joined = any("and" in hit.senses for hit in hits) or document.view[gap.start : gap.start + 1] == ","
    return gap.end - gap.start <= _REACH and joined
