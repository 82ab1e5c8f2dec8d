"""The article as verification sees it: where a quote stands, what the rules read there, of which treaty."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from schemas.evidence import Evidence
from schemas.treaty import TreatyRecord
from schemas.vocabulary import Source, Verdict
from service.assembly.cluster import Cluster
from service.assembly.coreference import Spoken, clusters
from service.findings import Findings
from service.lang.lexicon import Hit
from service.mention import DateMention, EventMention, PersonMention, Span, StateMention, TreatyMention
from service.text.clauses import Clauses
from service.text.document import Document
from service.verify.locate import Locator

_MentionT = TypeVar("_MentionT", DateMention, EventMention, PersonMention, StateMention, TreatyMention)


class Unproved(Exception):  # noqa: N818 - says what happened
    """An offer does not follow from its quote. `part` names the key that failed, '' for the whole."""

    def __init__(self, verdict: Verdict, part: str = "") -> None:
        self.verdict = verdict
        self.part = part
        super().__init__(verdict, part)


class Reading:
    """Built once for an article; all positions are offsets of the document's view."""

    def __init__(self, document: Document, findings: Findings, records: Sequence[TreatyRecord]) -> None:
        self.document = document
        self.findings = findings
        self.records = records
        self._locator = Locator(document)
        self._clauses: dict[int, Clauses] = {}
        passing = frozenset(related.treaty.span for related in findings.related)
        found = self._clusters = clusters(document, findings, passing)
        self._spoken = Spoken(document, found, passing)
        numbers = _numbers(document, found)
        self._owned = [frozenset(numbers[proof] for proof in _proofs(record) if proof in numbers) for record in records]

    def find(self, quote: str) -> Iterator["Passage"]:
        """Each place where the quote stands."""
        return (Passage(self, span) for span in self._locator.find(quote))

    def places_in(self, span: Span, words: str) -> list[Span]:
        """Where the words stand verbatim inside `span`."""
        return list(self._locator.find(words, span))

    def clause(self, position: int) -> Span:
        """The clause that holds `position`; a full stop inside a sentence ('20. Mai') parts nothing."""
        index = self.document.sentence_at(position)
        if index not in self._clauses:
            self._clauses[index] = Clauses(self.document, self.document.sentences[index])
        clauses = self._clauses[index]
        first = last = clauses.index(position)
        while first and self.document.view[clauses.span(first).start - 1] == ".":
            first -= 1
        while last + 1 < len(clauses) and self.document.view[clauses.span(last).end - 1] == ".":
            last += 1
        return Span(clauses.span(first).start, clauses.span(last).end)

    def sentence(self, position: int) -> Span:
        """The sentence that holds `position`."""
        found = self.document.sentences[self.document.sentence_at(position)]
        return Span(found.start, found.end)

    def evidence(self, *spans: Span | None) -> tuple[Evidence, ...]:
        """The proof that the spans give, each once."""
        return tuple(self.document.evidence(*span) for span in dict.fromkeys(spans) if span is not None)

    def speaks_of(
        self, record: int, position: int, treaty: TreatyMention | None = None, beside: TreatyMention | None = None
    ) -> bool:
        """Whether the treaty of that record is what is spoken of at `position`.

        Decided by `treaty`, or else by the nearest name of an agreement in the clause, in the sentence, or by what was
        spoken of last. `beside` is a name that does not count.
        """
        if record >= len(self._owned):
            return True
        owned = self._owned[record]
        treaty = (
            treaty
            or self._nearest(self.clause(position), position, beside)
            or self._nearest(self.sentence(position), position, beside)
        )
        index = self.document.sentence_at(position)
        number = self._spoken.of(treaty)
        spoken = self._spoken.last_before(index) if number is None else number
        return not owned or spoken is None or spoken in owned

    def owner(self, treaty: TreatyMention) -> TreatyRecord | None:
        """The record whose treaty the rules take the mention for."""
        number = self._spoken.of(treaty)
        return next((record for record, owned in zip(self.records, self._owned, strict=True) if number in owned), None)

    def is_headline(self, treaty: TreatyMention) -> bool:
        """Whether the mention stands in a headline."""
        return self.document.sentences[self.document.sentence_at(treaty.head.start)].headline

    def is_akin(self, record: int, treaty: TreatyMention) -> bool:
        """Whether the mention shares a word, besides the kind, with a name of that record's treaty."""
        owned = self._owned[record] if record < len(self._owned) else ()
        return any(not treaty.stems.isdisjoint(self._clusters[number].stems) for number in owned)

    def _nearest(self, span: Span, position: int, beside: TreatyMention | None) -> TreatyMention | None:
        inside = [m for m in within(self.findings.treaties, span) if not (beside and overlap(m.span, beside.span))]
        return min(inside, key=lambda mention: abs(mention.head.start - position), default=None)


@dataclass(frozen=True, slots=True)
class Passage:
    """One place where a quote stands."""

    reading: Reading
    span: Span

    @property
    def hits(self) -> list[Hit]:
        """Words of the lexicon that stand wholly inside."""
        return [hit for hit in self.reading.document.hits_in(*self.span) if hit.end <= self.span.end]

    @property
    def dates(self) -> Sequence[DateMention]:
        return within(self.reading.findings.dates, self.span)

    @property
    def states(self) -> Sequence[StateMention]:
        return within(self.reading.findings.states, self.span)

    @property
    def events(self) -> Sequence[EventMention]:
        return within(self.reading.findings.events, self.span)

    @property
    def treaties(self) -> Sequence[TreatyMention]:
        return within(self.reading.findings.treaties, self.span)

    def places(self, words: str) -> list[Span]:
        """Where the words stand verbatim inside the quote, as whole words."""
        return self.reading.places_in(self.span, words)


def within(mentions: Sequence[_MentionT], span: Span) -> Sequence[_MentionT]:
    """Mentions that stand wholly inside; `mentions` are in the order of the text."""
    first = bisect_left(mentions, span.start, key=lambda mention: mention.span.start)
    last = bisect_left(mentions, span.end, key=lambda mention: mention.span.start)
    return [mention for mention in mentions[first:last] if mention.span.end <= span.end]


def overlap(one: Span, other: Span) -> bool:
    """Whether they share a character."""
    return one.start < other.end and other.start < one.end


def holds(outer: Span, inner: Span) -> bool:
    """Whether the inner one lies wholly in the outer one."""
    return outer.start <= inner.start and inner.end <= outer.end


def kinds(hits: Collection[Hit]) -> set[str]:
    """The classes of all the words."""
    return {kind for hit in hits for kind in hit.senses}


def _numbers(document: Document, found: Sequence[Cluster]) -> dict[tuple[Source, int], int]:
    """Where the names and nouns for agreements begin, and which agreement each stands for."""
    return {
        (evidence.source, evidence.start): number
        for number, cluster in enumerate(found)
        for mention in cluster.mentions
        for evidence in (document.evidence(*mention.span), document.evidence(*mention.head))
    }


def _proofs(record: TreatyRecord) -> list[tuple[Source, int]]:
    """Where the evidence of its title, other names and kind begins: those are the agreements that it was made of."""
    facts = [fact for fact in (record.title, *record.aliases, record.kind) if fact is not None]
    return [(evidence.source, evidence.start) for fact in facts for evidence in fact.evidence]


def is_about_treaty(passage: Passage, record: int, position: int) -> bool:
    """An agreement is named in the sentence or the one before, and this record's is spoken of."""
    reading = passage.reading
    index = reading.document.sentence_at(position)
    near = Span(reading.document.sentences[max(0, index - 1)].start, reading.document.sentences[index].end)
    return bool(within(reading.findings.treaties, near)) and reading.speaks_of(record, position)
