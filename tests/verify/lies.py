"""False offers made from true ones: one thing changed, the quote as plausible as before."""

from collections.abc import Iterator
from typing import Any

from schemas.vocabulary import EventStatus, EventType, ObligationCategory, RecordField, TermKind
from service.offer import Offer

Change = tuple[str, dict[str, Any]]
"""(kind of lie, changed keys)"""

_DATES = {"day": ["2021-05-02", "2021-05-13"], "month": ["2021-06-03", "2021-08"], "year": ["2020-05-03", "2022-09"]}
_PLACES = ["Santiago", "Arica", "Berlin", "Montag", "Abkommen"]
_STATES = ["Bolivien", "Bolivia", "BRA"]
_PEOPLE = ["Pedro Ruiz", "Martín Torres", "Angela Merkel"]


def lies(field: RecordField, offer: Offer) -> Iterator[tuple[str, Offer]]:
    """Every lie that can be told instead of the true offer, with its kind."""
    for kind, change in (*_of_quote(offer), *_CHANGES[field](offer)):
        if any(getattr(offer, name) != value for name, value in change.items()):
            yield kind, offer.model_copy(update=change)


def _of_quote(offer: Offer) -> Iterator[Change]:
    words = offer.quote.split()
    yield "forged quote", {"quote": " ".join([*words[:-1], "niemals", words[-1]])}
    yield "joined quote", {"quote": " ".join([words[0], *words[2:]])}


def _of_event(offer: Any) -> Iterator[Change]:
    for kind, dates in _DATES.items():
        yield from ((f"changed {kind}", {"date": date}) for date in dates)
    yield "widened date", {"date": "2021"}
    yield from (("changed place", {"place": place}) for place in _PLACES)
    yield from (("changed state", {"state": state}) for state in _STATES)
    yield from (("changed status", {"status": status}) for status in EventStatus)
    yield from (("changed type", {"type": kind}) for kind in EventType)


def _of_term(_: Any) -> Iterator[Change]:
    yield from (
        ("changed number", {"duration": duration}) for duration in ("P1Y", "P15Y", "P10M", "zwei Jahre", "100 years")
    )
    yield from (("changed kind", {"kind": kind, "duration": None}) for kind in TermKind)
    yield "invented end", {"kind": TermKind.UNTIL, "duration": None, "until": "2031-05-03"}


def _of_signatory(offer: Any) -> Iterator[Change]:
    yield from (("changed name", {"name": name}) for name in _PEOPLE)
    yield from (("changed role", {"role": role}) for role in ("Präsident", "President", "Botschafter"))
    yield from (("changed state", {"state": state}) for state in _STATES)
    other = "Peru" if offer.state == "Chile" else "Chile"
    yield "exchanged state", {"state": other}


def _of_obligation(_: Any) -> Iterator[Change]:
    yield from (("changed category", {"category": category}) for category in ObligationCategory)


def _of_related(offer: Any) -> Iterator[Change]:
    yield from (("changed year", {"quote": offer.quote.replace("1932", year)}) for year in ("1923", "1933"))
    yield "changed day", {"quote": offer.quote.replace("5", "15")}
    yield from (
        ("changed title", {"quote": title}) for title in ("Abkommen über Auslieferung", "treaty on extradition")
    )
    yield from (("changed title", {"quote": title}) for title in ("Abkommen", "treaty", "der Zeremonie"))


def _of_claim(_: Any) -> Iterator[Change]:
    speakers = (
        "Allan Wagner",
        "Andrés Allamand",
        "Peru",
        "Chile",
        "Martín Torres",
        "Senat",
        "Außenminister",
        "The treaty",
    )
    yield from (("changed speaker", {"speaker": speaker}) for speaker in speakers)
    yield "lost speaker", {"speaker": None}


_CHANGES = {
    RecordField.EVENTS: _of_event,
    RecordField.TERM: _of_term,
    RecordField.SIGNATORIES: _of_signatory,
    RecordField.OBLIGATIONS: _of_obligation,
    RecordField.RELATED: _of_related,
    RecordField.CLAIMS: _of_claim,
}
