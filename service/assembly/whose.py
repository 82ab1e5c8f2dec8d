"""Whose an institution is that is named without its state: 'Parliament approved it', 'der Senat', 'MPs'."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import itemgetter

from schemas.vocabulary import EventStatus, EventType, Participation
from service.assembly.draft import Draft
from service.findings import Findings
from service.mention import EventMention, Span, StateMention
from service.text.document import Document
from service.text.owners import INSTITUTIONS, owner_of
from service.text.spans import index_from, within

BY_INSTITUTION = frozenset(
    (
        EventType.PARLIAMENTARY_APPROVAL,
        EventType.RATIFICATION,
        EventType.WITHDRAWAL,
        EventType.SUSPENSION,
        EventType.ACCESSION,
    )
)
_OFFICIAL = frozenset(("body", "government"))
_INSTITUTIONAL = frozenset(INSTITUTIONS)
_APART = frozenset(("with", "against", "beside"))
_SETTING = frozenset(("", "in", "by"))
_FAR, _MOST_BACK = 2, 12
"""How many sentences and mentions of states back the side of an institution is looked for."""


class Owners:
    """To which side the institutions of one article belong."""

    def __init__(self, document: Document, findings: Findings) -> None:
        self._document, self._findings = document, findings

    def side_of(self, draft: Draft, event: EventMention) -> str | None:
        """That which has an institution called so ('Bundesrat'), else the home of the article, else the one spoken of
        last: 'In Lusaka … die Nationalversammlung'."""
        if event.headline or event.type not in BY_INSTITUTION:
            return None
        if event.actor is None:
            return self._head_at_home(draft, event)
        bodies = (hit.senses.get("body", ()) for hit in self._document.hits_in(*event.actor))
        own = {sense.value for senses in bodies for sense in senses}.intersection(draft.parties)
        if len(own) == 1:
            return str(next(iter(own)))
        last = self._spoken_of(draft, event)
        code = last.code if last is not None else None
        if not self._is_institution(event.actor) or self._is_set_elsewhere(event):
            return code or self._head_at_home(draft, event)
        if last is not None and last.span in self._owners:
            return code
        return self._home(draft, event) or code

    def tells_of_head(self, event: EventMention) -> bool:
        """Whether it is that of a head of state who is named in its sentence, or of nobody else."""
        ahead = event.status is EventStatus.PLANNED and event.actor is None
        return ahead or "head_of_state" in self._document.sentences[event.sentence].kinds

    def speaks_of_other(self, draft: Draft, event: EventMention, code: str) -> bool:
        """Whether another side is named in its sentence up to it."""
        before = within(self._findings.states, self._document.sentences[event.sentence].start, event.span.end)
        return any(state.code != code and state.code in draft.parties for state in before)

    def _is_institution(self, actor: Span) -> bool:
        return any(not _OFFICIAL.isdisjoint(hit.senses) for hit in self._document.hits_in(*actor))

    def _home(self, draft: Draft, event: EventMention) -> str | None:
        """The side in whose language or from whose capital is reported."""
        home = self._document.pack.data.home.intersection(draft.parties)
        if len(home) == 1 and event.type is EventType.PARLIAMENTARY_APPROVAL:
            return next(iter(home))
        datelined = self._dateline_before(event) if draft.participation is Participation.BILATERAL else None
        return datelined if datelined in draft.parties else None

    def _head_at_home(self, draft: Draft, event: EventMention) -> str | None:
        """'Президент підписав закон': a head of state whose state is not told is that of the home of the article."""
        sentence = self._document.sentences[event.sentence]
        home = self._document.pack.data.home.intersection(draft.parties)
        signs = "head_of_state" in sentence.kinds or "law" in sentence.kinds
        if len(home) != 1 or not signs or self._is_set_elsewhere(event):
            return None
        return next(iter(home))

    def _spoken_of(self, draft: Draft, event: EventMention) -> StateMention | None:
        """The side named last; not where it was only signed: 'signed in Lima. Parliament approved it'."""
        states = self._findings.states
        signed_at = {other.place.start for other in draft.events if other.type is EventType.SIGNATURE and other.place}
        at = index_from(states, event.span.end)
        first = self._document.sentences[max(0, event.sentence - _FAR)].start
        for state in reversed(states[max(0, at - _MOST_BACK) : at]):
            if state.span.start < first or state.link == "between":
                return None
            if state.code in draft.parties and state.link not in _APART and state.span.start not in signed_at:
                return state
        return None

    def _is_set_elsewhere(self, event: EventMention) -> bool:
        """Whether its sentence says in which state it happened, or speaks up to it of one that acts."""
        states = self._findings.states
        before = within(states, self._document.sentences[event.sentence].start, event.span.end)
        at = within(states, *event.place) if event.place is not None else ()
        titles = within(self._findings.treaties, self._document.sentences[event.sentence].start, event.span.end)
        free = (s for s in before if not any(t.span.start <= s.span.start < t.span.end for t in titles))
        return any(state.link in _SETTING for state in (*free, *at))

    def _dateline_before(self, event: EventMention) -> str | None:
        """The state from whose city its part of the article is reported."""
        at = bisect_right(self._datelines, event.sentence, key=itemgetter(0))
        return self._datelines[at - 1][1] if at else None

    @cached_property
    def _datelines(self) -> Sequence[tuple[int, str]]:
        """The state of each dateline, by the sentence that it opens."""
        states = self._findings.states
        return [
            (index, state.code)
            for index, sentence in enumerate(self._document.sentences)
            if sentence.body > sentence.start
            for state in within(states, sentence.start, sentence.body)[:1]
        ]

    @cached_property
    def _owners(self) -> Mapping[Span, str]:
        """Where a state is named as that of an institution."""
        found: dict[Span, str] = {}
        for hit in self._document.hits:
            if not _INSTITUTIONAL.isdisjoint(hit.senses):
                owner = owner_of(self._document, hit, self._findings.states)
                if owner is not None:
                    found[owner.span] = owner.code
        return found
