"""Stage 3a: the agreement that a protocol is to or changes, where the article goes on to tell of it."""

from collections.abc import Collection, Iterator, Sequence

from schemas.vocabulary import TreatyKind
from service.assembly.cluster import Cluster, name_of
from service.assembly.identity import MOST_COMPARED, Makings
from service.mention import Age, Span, TreatyMention
from service.text.document import Document
from service.text.inside import named_inside

_ENDING = 2


def inner_of(
    document: Document,
    mention: TreatyMention,
    outer: Cluster,
    found: Sequence[Cluster],
    passing: Collection[Span],
    makings: Makings,
) -> Cluster | None:
    """'A protocol to the Oran Agreement … The agreement was signed in 1995': the noun of the inner one, which the outer
    is not called, and an act of a year before the outer's."""
    if mention.form != "plain" or mention.definite is False or mention.kind in outer.kinds:
        return None
    years, others = makings.acted_in((mention,)), makings.acted_in(outer.mentions[-MOST_COMPARED:])
    if not years - others:
        return None
    older = not others or min(years) < min(others)
    inner = next((m for m in _inside(document, outer) if _is_called(document, mention, m)), None) if older else None
    if inner is None:
        beside = _set_beside(document, outer, found, passing, older=older)
        return next((c for c in beside if _is_called(document, mention, c.first)), None)
    name = name_of(document, inner)
    return next((c for c in found[-MOST_COMPARED:] if name in c.names), None) or _begun(document, inner)


def _set_beside(
    document: Document, outer: Cluster, found: Sequence[Cluster], passing: Collection[Span], *, older: bool
) -> Iterator[Cluster]:
    """The ones only set beside another so far, latest first; in one sentence with any but a protocol it may be another
    name: 'the American Treaty, better known as the Pact of Bogotá'."""
    protocol = TreatyKind.PROTOCOL in outer.kinds
    spoken = {document.sentence_at(m.span.start) for m in outer.mentions[-MOST_COMPARED:]}
    for cluster in reversed(found[-MOST_COMPARED:]):
        if cluster.named and all(m.span in passing for m in cluster.mentions[-MOST_COMPARED:]):
            apart = document.sentence_at(cluster.first.span.start) not in spoken
            if older if protocol else apart:
                yield cluster


def _inside(document: Document, outer: Cluster) -> Sequence[TreatyMention]:
    named = (named_inside(document, m) for m in outer.mentions[:MOST_COMPARED] if m.inner)
    return [inner for inner in named if inner is not None]


def _is_called(document: Document, mention: TreatyMention, inner: TreatyMention) -> bool:
    """Whether it is the same noun, whatever its ending: 'Abkommen' for 'Fischereiabkommens'."""
    noun = document.slice(mention.head).casefold()[:-_ENDING]
    return noun in document.slice(inner.head).casefold()


def _begun(document: Document, inner: TreatyMention) -> Cluster:
    cluster = Cluster()
    cluster.add(document, inner._replace(age=Age.OLDER))
    return cluster
