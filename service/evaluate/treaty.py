"""One form for gold treaties and answered records, holding just what the scorer compares."""

from dataclasses import dataclass
from typing import Self

from schemas.treaty import TermFact, TreatyEvent, TreatyRecord
from service.evaluate.gold import GoldEvent, GoldTerm, GoldTreaty

__all__ = ["ComparedEvent", "ComparedTreaty"]


@dataclass(frozen=True, slots=True)
class ComparedEvent:
    """An event. `dates` are the right ones, in EDTF: one member unless gold allows several; None for no date."""

    type: str
    dates: tuple[str | None, ...] = (None,)
    place: str | None = None
    party: str | None = None
    status: str = "occurred"

    @property
    def dated(self) -> bool:
        """True if the event must have a date."""
        return None not in self.dates

    @classmethod
    def of_gold(cls, event: GoldEvent) -> Self:
        """The event as annotated."""
        dates = event.date if isinstance(event.date, tuple) else (event.date,)
        return cls(event.type, dates, event.place, event.party, event.status)

    @classmethod
    def of_record(cls, event: TreatyEvent) -> Self:
        """The event as answered."""
        date = None if event.date is None else event.date.edtf
        return cls(event.type, (date,), event.place, event.party, event.status)


@dataclass(frozen=True, slots=True)
class ComparedTreaty:
    """A treaty, codes and enumerations as plain strings.

    `titles` are the acceptable ones in gold, at most one in an answer. `status` is None where unknown. `term` is its
    kind with the ISO 8601 duration or the EDTF date that goes with it. `claims` are stretches of the text in gold, the
    wordings of claims in an answer.
    """

    titles: tuple[str, ...] = ()
    kind: str | None = None
    participation: str | None = None
    parties: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    events: tuple[ComparedEvent, ...] = ()
    status: str | None = None
    obligations: tuple[str, ...] = ()
    term: str | None = None
    related: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The first title, or nothing."""
        return self.titles[0] if self.titles else ""

    @classmethod
    def of_gold(cls, treaty: GoldTreaty) -> Self:
        """The treaty as annotated."""
        return cls(
            titles=treaty.titles,
            kind=treaty.kind,
            participation=treaty.participation,
            parties=treaty.parties,
            signatories=tuple(signatory.name for signatory in treaty.signatories),
            events=tuple(map(ComparedEvent.of_gold, treaty.events)),
            status=None if treaty.status == "unknown" else treaty.status,
            obligations=treaty.obligations,
            term=_term_of_gold(treaty.term),
            related=tuple(related.title for related in treaty.related),
            claims=tuple(claim.key for claim in treaty.claims),
        )

    @classmethod
    def of_record(cls, record: TreatyRecord) -> Self:
        """The treaty as answered."""
        return cls(
            titles=(record.title.value,) if record.title else (),
            kind=record.kind.value if record.kind else None,
            participation=record.participation.value if record.participation else None,
            parties=tuple(party.code for party in record.parties),
            signatories=tuple(signatory.name for signatory in record.signatories),
            events=tuple(map(ComparedEvent.of_record, record.events)),
            status=record.status.value if record.status else None,
            obligations=tuple(obligation.category for obligation in record.obligations),
            term=_term_of_record(record.term),
            related=tuple(related.title for related in record.related),
            claims=tuple(claim.text for claim in record.claims),
        )


def _term_of_gold(term: GoldTerm | None) -> str | None:
    return None if term is None else _term(term.kind, term.duration or term.date)


def _term_of_record(term: TermFact | None) -> str | None:
    if term is None:
        return None
    return _term(term.kind, term.duration or (term.date.edtf if term.date else None))


def _term(kind: str, end: str | None) -> str:
    return f"{kind} {end}" if end else kind
