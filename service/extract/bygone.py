"""'Moscow' and 'the Kremlin' in a story of 1972 are the Soviet Union, where the article speaks of that as well."""

from collections.abc import Mapping, Sequence

from service.extract.eras import of_noun
from service.extract.stories import commemorates
from service.lang.bygone import Bygone, bygone_states
from service.mention import DateMention, StateMention
from service.text.document import Document, Sentence

_VIA = frozenset(("capital", "seat", "office"))


def of_their_time(document: Document, states: list[StateMention], dates: Sequence[DateMention]) -> list[StateMention]:
    """`states`, each capital or seat as that of the bygone state that the article names too, if its year is told."""
    named = {mention.code for mention in states}
    known = bygone_states()
    bygone = {code: known[code] for code in sorted(named & known.keys()) if known[code].today in named}
    if not bygone:
        return states
    years = _Years(document, states, dates)
    return [
        mention._replace(code=_then(mention, bygone, years.of(mention))) if mention.via in _VIA else mention
        for mention in states
    ]


def _then(mention: StateMention, bygone: Mapping[str, Bygone], year: int | None) -> str:
    """Whose capital it was in that year."""
    were = (code for code, state in bygone.items() if state.today == mention.code)
    return next((code for code in were if year is not None and bygone[code].was_in(year)), mention.code)


class _Years:
    """The years that the article tells of acts, by where they stand, and where bygone states are named."""

    def __init__(self, document: Document, states: Sequence[StateMention], dates: Sequence[DateMention]) -> None:
        self._document = document
        self._told = [
            (date.span.start, date.past.year)
            for date in dates
            if date.past is not None and date.past.year is not None and not of_noun(document, date)
        ]
        self._bygone = [state.span.start for state in states if state.code in bygone_states()]
        reference = document.reference
        self._now = reference.year if reference is not None else None
        self._looks_back = reference is None or commemorates(document, dates)

    def of(self, mention: StateMention) -> int | None:
        """The year told last in its sentence, else told next in it before a bygone state is named, else told last, else
        that of publication."""
        sentence = self._document.sentences[self._document.sentence_at(mention.span.start)]
        at = mention.span.start
        before = next((told for told in reversed(self._told) if told[0] < at), None)
        if before is not None and before[0] >= sentence.start:
            return before[1]
        end = next((start for start in self._bygone if start > at), sentence.end)
        behind = next((year for start, year in self._told if at < start < min(end, sentence.end)), None)
        if behind is not None:
            return behind
        return before[1] if before is not None and self._goes_on(before[0], sentence) else self._now

    def _goes_on(self, start: int, sentence: Sentence) -> bool:
        """Whether what the year is told of may still be spoken of: in news only until the paragraph ends."""
        told = self._document.sentences[self._document.sentence_at(start)]
        return self._looks_back or told.paragraph == sentence.paragraph
