"""What a clause gives the event that its verb reports: date, place, treaty."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from service.extract.actors import Actor
from service.lang.lexicon import Hit
from service.mention import DateMention, PersonMention, Span, StateMention, TreatyMention
from service.text.clauses import Clauses
from service.text.document import Document, Sentence

_CAPITAL_RUN = re.compile(r"[^\W\d_][\w’'-]*(?: (?:de |di |del |el |la )?[^\W\d_][\w’'-]*){0,2}")
_NOT_PLACE = frozenset(
    (
        "treaty",
        "body",
        "role",
        "event",
        "instrument",
        "time",
        "conference",
        "law",
        "government",
        "auxiliary",
        "signature",
        "link",
    )
)


@dataclass(frozen=True, slots=True)
class Scene:
    """All that one sentence offers as arguments."""

    document: Document
    sentence: Sentence
    index: int
    hits: Sequence[Hit]
    clauses: Clauses
    dates: Sequence[DateMention]
    states: Sequence[StateMention]
    persons: Sequence[PersonMention]
    treaties: Sequence[TreatyMention]
    actors: Sequence[Actor]
    triggers: Sequence[Span]

    def clause_of(self, position: int) -> Span:
        return self.clauses.span(self.clauses.index(position))


def date_of(scene: Scene, at: Span) -> DateMention | None:
    """The date in the trigger's clause, nearest first; else in a neighbour clause without a verb of its own; else the only one there is."""
    own = scene.clauses.index(at.start)
    attributive = attributive_start(scene, at)
    if attributive is not None:
        inside = [d for d in scene.dates if attributive <= d.span.start and d.span.end <= at.start]
        return inside[-1] if inside else None
    free = [d for d in scene.dates if not any(_attributes(scene, d, other) for other in scene.triggers if other != at)]
    same = [d for d in free if scene.clauses.index(d.span.start) == own]
    if same:
        return min(same, key=lambda d: _distance(d.span, at))
    opening = next((h for h in scene.hits if h.start >= scene.clauses.span(own).start), None)
    subordinate = (
        opening is not None and "subordinator" in opening.senses and opening.start - scene.clauses.span(own).start <= 2
    )
    busy = {scene.clauses.index(t.start) for t in scene.triggers} | {
        scene.clauses.index(h.start) for h in scene.hits if "says" in h.senses
    }
    near = [
        d
        for d in free
        if abs(scene.clauses.index(d.span.start) - own) <= 2
        and scene.clauses.index(d.span.start) not in busy
        and not _crosses(scene, d.span, at, busy)
    ]
    if subordinate:
        return None
    if near:
        return min(near, key=lambda d: _distance(d.span, at))
    if (
        len(scene.triggers) == 1
        and len(free) == 1
        and abs(scene.clauses.index(free[0].span.start) - own) <= 3
        and scene.clauses.index(free[0].span.start) not in busy
    ):
        return free[0]
    return None


def attributive_start(scene: Scene, at: Span) -> int | None:
    """Where 'das 1990 in Paris unterzeichnete Abkommen' begins, if the trigger stands right before its treaty noun behind a determiner."""
    if not scene.document.pack.nouns_capital or scene.document.view[at.end - 1 : at.end] not in (
        "e",
        "n",
        "s",
        "m",
        "r",
    ):
        return None
    if not any(_precedes(scene, at, treaty) for treaty in scene.treaties):
        return None
    for hit in reversed(scene.hits):
        if hit.start < at.start and (
            "article" in hit.senses or "indefinite" in hit.senses or "demonstrative" in hit.senses
        ):
            between = scene.document.view[hit.end : at.start]
            if (
                "," not in between
                and len(between) < 90
                and not any(
                    "auxiliary" in h.senses or "event" in h.senses for h in scene.hits if hit.end <= h.start < at.start
                )
            ):
                return hit.start
            if len(between) >= 90:
                return None
    return None


def _precedes(scene: Scene, at: Span, treaty: TreatyMention) -> bool:
    """Whether the trigger stands before the treaty noun with at most an adjective between."""
    gap = (
        scene.document.view[at.end : treaty.span.start]
        if treaty.span.start > at.end
        else scene.document.view[at.end : treaty.head.start]
    )
    if not 0 < len(gap) <= 24 or gap.strip(" -").count(" ") > 0 or any(c in gap for c in ",;:("):
        return False
    return not any(
        kind in hit.senses
        for hit in scene.hits
        if at.end <= hit.start < treaty.head.start
        for kind in ("article", "demonstrative", "indefinite", "link", "auxiliary")
    )


def _attributes(scene: Scene, date: DateMention, other: Span) -> bool:
    start = attributive_start(scene, other)
    return start is not None and start <= date.span.start and date.span.end <= other.start


def _crosses(scene: Scene, date: Span, at: Span, busy: set[int]) -> bool:
    first, last = sorted((scene.clauses.index(date.start), scene.clauses.index(at.start)))
    return any(first < clause < last for clause in busy)


def _distance(a: Span, b: Span) -> int:
    return b.start - a.end if a.end <= b.start else a.start - b.end


def place_of(scene: Scene, at: Span) -> Span | None:
    """The city or country behind a locative preposition in the trigger's clause, else in the sentence if it has one trigger only."""
    clause = scene.clause_of(at.start)
    attributive = attributive_start(scene, at)
    span = Span(attributive, at.start) if attributive is not None else clause
    places = [p for p in _places(scene, span) if p is not None]
    if not places and len(scene.triggers) == 1:
        places = _places(scene, Span(scene.sentence.body, scene.sentence.end))
    return min(places, key=lambda p: _distance(p, at)) if places else None


def _places(scene: Scene, span: Span) -> list[Span]:
    found = []
    for hit in scene.hits:
        if span.start <= hit.start < span.end and "link" in hit.senses and hit.senses["link"][0].value == "in":
            place = _place_at(scene, hit.end + 1, scene.sentence.end)
            if place is not None and not any(_owns(scene, a, place) for a in scene.actors):
                found.append(place)
    return found


def _owns(scene: Scene, actor: Actor, place: Span) -> bool:
    """'Außenministerium in Moskau': the place says whose the institution is."""
    return actor.kind in ("government", "body") and 0 < place.start - actor.span.end <= 5


def _place_at(scene: Scene, start: int, stop: int) -> Span | None:
    document = scene.document
    view = document.view
    link = view[view.rfind(" ", 0, start - 1) + 1 : start - 1].lower()
    at, determiner, adjective = start, link in document.pack.fused_articles, False
    for _ in range(4):
        match = _CAPITAL_RUN.match(view, at, stop)
        if match is None:
            return None
        word = re.match(r"[^\W_][\w’'-]*", match.group())
        if word is None:
            return None
        hits = document.hits_in(at, at + len(word.group()))
        state = next((h for h in hits if "state" in h.senses and h.start == at), None)
        via = state.senses["state"][0].value[1] if state else ""
        if state and via in ("name", "capital"):
            return Span(at, state.end)
        if word.group()[0].isupper() and via != "adjective":
            break
        determiner = determiner or bool(hits and ("article" in hits[0].senses or "indefinite" in hits[0].senses))
        adjective = adjective or via == "adjective"
        at += len(word.group()) + 1
    else:
        return None
    return _named_place(scene, at, match, determiner, adjective)


def _named_place(scene: Scene, at: int, match: re.Match[str], determiner: bool, adjective: bool) -> Span | None:
    """A capitalised word that no list knows: in German only without an article before it, or behind an adjective of a state."""
    document = scene.document
    end, count = at, 0
    for token in re.finditer(r"[^\W_][\w’'-]*", match.group()):
        start = match.start() + token.start()
        hits = document.hits_in(start, start + len(token.group()))
        if start < at:
            continue
        if not token.group()[0].isupper() and token.group() not in ("de", "di", "del", "el", "la", "of"):
            break
        if any(
            _NOT_PLACE & set(h.senses)
            for h in hits
            if h.end <= start + len(token.group()) + 1 and h.form_start == start
        ):
            break
        end, count = start + len(token.group()), count + 1
    if document.pack.nouns_capital and (determiner or adjective) and count > 1:
        at += document.view[at:end].index(" ") + 1
        determiner = False
    if end <= at or view_is_noun(document, at, end, determiner and not adjective):
        return None
    return Span(at, end)


def view_is_noun(document: Document, start: int, end: int, determined: bool) -> bool:
    """Whether the word is a common noun rather than a place: only languages that write nouns with capitals leave that open."""
    word = document.view[start:end]
    if len(word) < 3 or word.isupper():
        return True
    if not document.pack.nouns_capital:
        return determined and not re.match(r"[A-Z][\w’'-]+$", word)
    return determined or word.lower().endswith(document.pack.noun_endings) or word.lower() in document.pack.not_places


def treaty_of(scene: Scene, at: Span) -> TreatyMention | None:
    """The agreement that the clause speaks of; in a relative clause the one before the comma; else the nearest in the sentence."""
    if not scene.treaties:
        return None
    own = scene.clauses.index(at.start)
    attributive = attributive_start(scene, at)
    if attributive is not None:
        behind = [t for t in scene.treaties if t.span.end > at.end]
        if behind:
            return behind[0]

    def rank(treaty: TreatyMention) -> tuple[int, int, int]:
        clause = scene.clauses.index(treaty.head.start)
        pointing = 1 if treaty.form == "other" else 0
        return (0 if clause == own else 1 if clause < own else 2, pointing, _distance(treaty.span, at))

    return min(scene.treaties, key=rank)


def free_dates(
    document: Document, dates: Sequence[DateMention], treaties: Sequence[TreatyMention]
) -> list[DateMention]:
    """Dates that may be an event's: known ones, not part of a title, no deadline ('bis 2020')."""
    return [
        d
        for d in dates
        if d.type == "DATE"
        and d.past is not None
        and not _in_title(document, d, treaties)
        and not _is_deadline(document, d)
    ]


def _in_title(document: Document, date: DateMention, treaties: Sequence[TreatyMention]) -> bool:
    at = bisect_left(treaties, date.span.start, key=lambda t: t.span.start) - 1
    return at >= 0 and (date.span.start < treaties[at].span.end or _dates_title(document, treaties[at], date))


def _dates_title(document: Document, treaty: TreatyMention, date: DateMention) -> bool:
    """'Vertrag mit Ungarn aus dem Jahr 1979', 'Agreement of March 14, 1947'."""
    gap = document.view[treaty.span.end : date.span.start].lower().split()
    return (
        0 < len(gap) <= 3
        and gap[0] in document.pack.title_dated
        and all(w in document.pack.time_fillers for w in gap[1:])
    )


def _is_deadline(document: Document, date: DateMention) -> bool:
    hits = document.hits_in(max(0, date.span.start - 12), date.span.start)
    return (
        bool(hits)
        and date.span.start - hits[-1].end <= 1
        and any(s.value[0] == "u" for s in hits[-1].senses.get("time", ()))
        and "link" not in hits[-1].senses
    )
