"""Stage 1: the submitted text, its cleaned view, its sentences and the hits of the one lexicon pass."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from msgspec import Struct

from schemas.evidence import Evidence
from schemas.vocabulary import Source
from service.lang.lexicon import Hit, kinds_of
from service.lang.loader import CompiledPack
from service.text.cleaning import OffsetMap, clean
from service.text.sentences import sentence_spans

_PLACES = r"[^\W\d_][\w.’' /-]{1,40}(?:, [^\W\d_][\w. ]{1,30})?"
_DAY = r"(?:,? \d{1,2}\.? [\w.]{3,10}| ?,? [\w.]{3,10} \d{1,2})"
_AGENCY = r"\([\w .,/’'-]{2,40}\)"
_DATELINE = re.compile(rf"{_PLACES}{_DAY}? ?(?:{_AGENCY})? ?[–—-]+ ")
_UNDASHED = re.compile(rf"{_PLACES}{_DAY} {_AGENCY}:? (?=[^\W\d_])")
"""'LIMA, March 6 (PTI) Chile has …': with a day and an agency, no dash need follow."""
_START = attrgetter("start")
_DASH = re.compile("[–—-]")
_CITY_IN_CAPITALS = re.compile(r"[^\W\d_a-zäöüß]{3,20}[.:] (?=[^\W\d_])")
_LONGEST_DATELINE = 140


class Sentence(Struct, frozen=True, gc=False):
    """View offsets and the slice of `Document.hits` that lies inside; `body` is where the text behind a dateline is.

    `kinds` are the classes of the words in it.
    """

    start: int
    end: int
    first: int
    last: int
    body: int
    headline: bool
    paragraph: int
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Document:
    """An article as the stages see it. Stages speak in offsets of `view`; only `evidence` speaks of the source."""

    text: str
    title: str | None
    view: str
    reference: date | None
    pack: CompiledPack
    hits: Sequence[Hit]
    layers: Mapping[str, Sequence[Hit]]
    """Hits of the lexicon's layers; `hits` are those of the main one."""
    sentences: Sequence[Sentence]
    sentence_starts: Sequence[int]
    hit_starts: Sequence[int]
    title_length: int
    title_map: OffsetMap
    text_map: OffsetMap

    @classmethod
    def read(cls, text: str, title: str | None, reference: date | None, pack: CompiledPack) -> "Document":
        title_view, title_map = clean(title or "")
        text_view, text_map = clean(text, pack.chrome)
        title_view = title_view.replace("\n", " ")
        told_once = title_view.strip() and not _opens_with(text_view, title_view)
        view = f"{title_view}\n\n{text_view}" if told_once else text_view
        title_length = len(view) - len(text_view)
        layers = pack.lexicon.scan(view)
        hits = layers["main"]
        hit_starts = list(map(_START, hits))
        sentences = _sentences(view, title_length, hits, hit_starts, pack)
        sentence_starts = list(map(_START, sentences))
        return cls(
            text,
            title,
            view,
            reference,
            pack,
            hits,
            layers,
            sentences,
            sentence_starts,
            hit_starts,
            title_length,
            title_map,
            text_map,
        )

    def evidence(self, start: int, end: int) -> Evidence:
        """The proof that stands at view offsets [start:end). Raises ValueError for an empty stretch."""
        if not 0 <= start < end <= len(self.view):
            raise ValueError("an evidence needs a stretch of the article")
        source, first, last = self.locate(start, end)
        text = self.text if source is Source.TEXT else self.title or ""
        return Evidence(source=source, start=first, end=last, quote=text[first:last])

    def locate(self, start: int, end: int) -> tuple[Source, int, int]:
        """Where the stretch of the view stands in the article as submitted: in which part, from where to where."""
        if start < self.title_length:
            return Source.TITLE, *self.title_map.stretch(start, end)
        return Source.TEXT, *self.text_map.stretch(start - self.title_length, end - self.title_length)

    def slice(self, span: tuple[int, int]) -> str:
        return self.view[span[0] : span[1]]

    def hits_in(self, start: int, end: int) -> Sequence[Hit]:
        """Hits that begin inside [start:end)."""
        starts = self.hit_starts
        first = bisect_left(starts, start)
        return self.hits[first : bisect_left(starts, end, first)]

    def hit_at(self, position: int) -> Hit | None:
        """The hit that begins there."""
        at = bisect_left(self.hit_starts, position)
        return self.hits[at] if at < len(self.hits) and self.hit_starts[at] == position else None

    def hit_before(self, position: int, reach: int) -> Hit | None:
        """The last hit before `position`, if it begins at most so many characters before."""
        at = bisect_left(self.hit_starts, position) - 1
        return self.hits[at] if at >= 0 and self.hit_starts[at] >= position - reach else None

    def words(self, kind: str) -> Iterator[tuple[int, Hit]]:
        """The words of a class, in order, each with the index of its sentence."""
        for index, sentence in enumerate(self.sentences):
            if kind in sentence.kinds:
                for hit in self.hits[sentence.first : sentence.last]:
                    if kind in hit.senses:
                        yield index, hit

    def sentences_of(self, hits: Iterable[Hit]) -> list[int]:
        """Indices of the sentences in which they stand, in order; `hits` are in order too."""
        found: list[int] = []
        end = -1
        for hit in hits:
            if hit.start >= end:
                following = bisect_right(self.sentence_starts, hit.start) or 1
                found.append(following - 1)
                end = self.sentence_starts[following] if following < len(self.sentence_starts) else len(self.view)
        return found

    def sentence_at(self, position: int) -> int:
        """Index of the sentence that holds or precedes `position`."""
        return (bisect_right(self.sentence_starts, position) or 1) - 1


def _opens_with(text: str, title: str) -> bool:
    """Whether the title is the first line of the text already."""
    return text.lstrip().partition("\n")[0].split() == title.split()


def _sentences(
    view: str, title_length: int, hits: Sequence[Hit], hit_starts: Sequence[int], pack: CompiledPack
) -> list[Sentence]:
    found: list[Sentence] = []
    paragraph = first = 0
    previous_end = 0
    words = pack.data.sentences
    for start, end in sentence_spans(view, words.abbreviations, words.after_ordinal, pack.beginners):
        new_paragraph = "\n" in view[previous_end:start]
        paragraph += new_paragraph
        first = bisect_left(hit_starts, start, first)
        last = bisect_left(hit_starts, end, first)
        headline = (
            end <= title_length
            or (not found and _is_headline(view, start, end))
            or (new_paragraph and view[start:end].isupper())
        )
        body = _behind_dateline(view, start, end) if not headline and (new_paragraph or not found) else start
        found.append(Sentence(start, end, first, last, body, headline, paragraph, kinds_of(hits[first:last])))
        first, previous_end = last, end
    return found


def _behind_dateline(view: str, start: int, end: int) -> int:
    """Where the text behind 'BERLIN, 3. Mai (dpa) – ' begins; `start` where there is no dateline."""
    dashed = _DASH.search(view, start, min(end, start + _LONGEST_DATELINE))
    dateline = (
        (_DATELINE.match(view, start, end) if dashed else None)
        or _UNDASHED.match(view, start, end)
        or _CITY_IN_CAPITALS.match(view, start, end)
    )
    return dateline.end() if dateline else start


def _is_headline(view: str, start: int, end: int) -> bool:
    """The first line is one if it ends without a full stop and stands alone."""
    return view[end - 1] not in ".!?…" and view[end : end + 1] in ("\n", "") and end - start < 160
