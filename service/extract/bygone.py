"""'Moscow' and 'the Kremlin' in a story of 1972 are the Soviet Union, where the article speaks of that as well."""

from collections.abc import Mapping, Sequence

from service.lang.bygone import BYGONE, Bygone
from service.mention import DateMention, StateMention
from service.text.document import Document

_VIA = frozenset(("capital", "seat", "office"))


def of_their_time(document: Document, states: list[StateMention], dates: Sequence[DateMention]) -> list[StateMention]:
    """`states`, each capital or seat as that of the bygone state that the article names too, if its year is told."""
    named = {mention.code for mention in states}
    bygone = {code: BYGONE[code] for code in sorted(named & BYGONE.keys()) if BYGONE[code].today in named}
    if not bygone:
        return states
    return [
        mention._replace(code=_then(mention, bygone, _year_of(document, mention, dates)))
        if mention.via in _VIA
        else mention
        for mention in states
    ]


def _then(mention: StateMention, bygone: Mapping[str, Bygone], year: int | None) -> str:
    """Whose capital it was in that year."""
    were = (code for code, state in bygone.items() if state.today == mention.code)
    return next((code for code in were if year is not None and bygone[code].was_in(year)), mention.code)


def _year_of(document: Document, mention: StateMention, dates: Sequence[DateMention]) -> int | None:
    """The year told last in its sentence, else told next in it, else told last before, else that of publication."""
    number = document.sentence_at(mention.span.start)
    told, inside = None, False
    for date in dates:
        year = date.past.year if date.past is not None else None
        behind = date.span.start > mention.span.start
        if behind and document.sentence_at(date.span.start) > number:
            break
        if year is not None and not (behind and inside):
            told, inside = year, document.sentence_at(date.span.start) == number
    return told if told is not None or document.reference is None else document.reference.year
