"""Agreements between those whom international law does not know: cantons, communes, parties, companies, museums.

What decides is who makes an agreement, not who is spoken of: treaties of states speak of provinces and companies too.
"""

from bisect import bisect_left
from collections.abc import Sequence

from schemas.vocabulary import EventType
from service.extract.phrases import governor_before
from service.extract.title_ends import LONGEST_TITLE
from service.lang.lexicon import Hit
from service.mention import EventMention, Span, TreatyMention
from service.text.clauses import Clauses
from service.text.document import Document
from service.text.spans import within

_SIDES = frozenset(("between", "with", "alongside"))
_DOERS = _SIDES | {"", "by", "of"}
_APPROVALS = frozenset((EventType.PARLIAMENTARY_APPROVAL, EventType.RATIFICATION))
_APPROVERS = frozenset(("approver",))
_ANY = _APPROVERS | {"side"}
_OF_ITSELF = frozenset((EventType.ENTRY_INTO_FORCE, EventType.PROVISIONAL_APPLICATION, EventType.ADOPTION))
"""What happens to an agreement without its sides being told."""
_BESIDE = 24
"""Characters behind a title in which a word may say whose agreement it is: '… Abkommen der | Kantone'."""
_LONGEST_NAME = 60
_SIDES_BEHIND = 60
"""The same of its sides: '… treaty | between the state and its First Peoples'."""


def outsiders(document: Document, treaties: Sequence[TreatyMention], events: Sequence[EventMention]) -> frozenset[Span]:
    """The mentions and the events of agreements whose sides are told and are no subjects of international law."""
    hits = document.layers["outsiders"]
    if not hits:
        return frozenset()
    telling = _Telling(document, treaties, hits)
    titled = (treaty.span for treaty in treaties if treaty.form != "other" and telling.titles(treaty))
    done = (event.span for event in events if telling.acts(event))
    return frozenset((*titled, *done))


class _Telling:
    """What the words for such actors tell, by where they stand."""

    def __init__(self, document: Document, treaties: Sequence[TreatyMention], hits: Sequence[Hit]) -> None:
        self._document, self._treaties = document, treaties
        self._hits = [hit for hit in hits if not _names_state(document, hit)]
        self._starts = [hit.start for hit in self._hits]
        self._clauses: dict[int, Clauses] = {}

    def titles(self, treaty: TreatyMention) -> bool:
        """'Abkommen zwischen den Kantonen', 'tratado interprovincial', 'Koalitionsvertrag'."""
        view, (start, end) = self._document.view, treaty.span
        stop = view.find(" ", end + 1, end + _BESIDE)
        stop = min(end + _BESIDE, len(view)) if stop < 0 else stop
        before = max(0, view.rfind(" ", 0, max(0, start - 1)) + 1)
        if any("names" in hit.senses for hit in self._between(before, stop)):
            return True
        opener = self._document.hit_at(treaty.head.end + 1) or self._document.hit_at(end + 1)
        if opener is None or not any(sense.value in _SIDES for sense in opener.senses.get("link", ())):
            return False
        sides = self._between(opener.end, opener.end + _SIDES_BEHIND)
        return any("side" in hit.senses and self._governor(hit) in _SIDES for hit in sides)

    def acts(self, event: EventMention) -> bool:
        """Whether such actors do it."""
        if event.type in _OF_ITSELF:
            return False
        kinds = _APPROVERS if event.type in _APPROVALS else _ANY
        sentence = self._document.sentences[event.sentence]
        acting = [
            hit
            for hit in self._between(sentence.start, sentence.end)
            if not kinds.isdisjoint(hit.senses) and self._governor(hit) in _DOERS and not self._in_title(hit)
        ]
        if not acting:
            return False
        clauses = self._clauses.get(event.sentence)
        if clauses is None:
            clauses = self._clauses[event.sentence] = Clauses(self._document, sentence)
        own = clauses.index(event.span.start)
        if any(clauses.index(hit.start) == own for hit in acting):
            return True
        return kinds is _APPROVERS and not event.parties and acting[0].start < event.span.start

    def _between(self, start: int, end: int) -> Sequence[Hit]:
        first = bisect_left(self._starts, start)
        return self._hits[first : bisect_left(self._starts, end, first)]

    def _governor(self, hit: Hit) -> str:
        return governor_before(self._document, hit.start)

    def _in_title(self, hit: Hit) -> bool:
        near = within(self._treaties, hit.start - LONGEST_TITLE, hit.start + 1)
        return any(treaty.span.start <= hit.start < treaty.span.end for treaty in near)


def _names_state(document: Document, hit: Hit) -> bool:
    """'European Free Trade Association', 'Ligue arabe'."""
    near = document.hits_in(max(0, hit.start - _LONGEST_NAME), hit.end)
    return any(other.end >= hit.end and "state" in other.senses for other in near)
