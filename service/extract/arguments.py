"""What a clause gives the event that its verb reports: date, place, treaty."""

import re
from collections.abc import Iterator, Sequence

from service.extract.actors import Actor
from service.extract.scene import Scene
from service.lang.lexicon import Hit
from service.mention import DateMention, Span, TreatyMention
from service.text.document import Document
from service.text.spans import distance, index_from

_WORD = re.compile(r"[^\W_][\w’'-]*")
_MOST_WORDS = 4
_CLEFT = 4
_AGO = frozenset(("time.moved", "time.ago"))
_OTHER_ACT = frozenset(("says", "follows"))
_NO_QUALIFIER = frozenset(("treaty", "link"))
"""What no phrase of a place goes through: 'in the treaty with Chile'."""
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


def date_of(scene: Scene, at: Span) -> DateMention | None:
    """The date in the trigger's clause, nearest first; else in a neighbour clause without a verb; else the only one."""
    if not scene.dates:
        return None
    attribute = scene.attribute_start(at)
    if attribute is not None:
        inside = [d for d in scene.dates if attribute <= d.span.start and d.span.end <= at.start]
        return inside[-1] if inside else None
    own = scene.clauses.index(at.start)
    others = [other for other in scene.triggers if other != at]
    free = [
        (d, scene.clauses.index(d.span.start))
        for d in scene.dates
        if not any(_is_attribute(scene, d, other) for other in others)
    ]
    same = [d for d, clause in free if clause == own]
    if same:
        return min(same, key=lambda d: distance(d.span, at))
    if _is_subordinate(scene, own):
        if _is_cleft(scene):
            return next((d for d, clause in free if clause < own), None)
        ago = [d for d, clause in free if d.rule in _AGO and 0 < own - clause <= 2]
        return ago[-1] if ago and not any("says" in h.senses for h in scene.hits) else None
    busy = {scene.clauses.index(t.start) for t in scene.triggers}
    busy |= {scene.clauses.index(h.start) for h in scene.hits if not _OTHER_ACT.isdisjoint(h.senses)}
    around = [(d, clause) for d, clause in free if abs(clause - own) <= 3 and clause not in busy]
    near = [d for d, clause in around if abs(clause - own) <= 2 and not _crosses(clause, own, busy)]
    if near:
        return min(near, key=lambda d: distance(d.span, at))
    if len(free) > 1:
        return None
    if len(scene.triggers) == 1 and around:
        return around[0][0]
    acting = {scene.clauses.index(t.start) for t in scene.triggers}
    return next((d for d, clause in free if d.span.end <= at.start and clause not in acting), None)


def date_of_joined(scene: Scene, at: Span) -> DateMention | None:
    """The date of the clause before, where an 'and' joins the trigger's to it: 'exchanged …, and it took effect'."""
    own = scene.clauses.index(at.start)
    start = scene.clauses.span(own).start
    if not any("and" in hit.senses for hit in scene.document.hits_in(start, start + 2)):
        return None
    before = [d for d in scene.dates if scene.clauses.index(d.span.start) == own - 1]
    return before[-1] if before else None


def listed(scene: Scene, date: DateMention) -> Iterator[DateMention]:
    """The date and those that follow in a row: 'amended in 1985, 1994 and 2001'."""
    time, view = scene.document.pack.data.time, scene.document.view
    small = time.joiners | time.fillers
    yield date
    for further in scene.dates[index_from(scene.dates, date.span.end) :]:
        gap = view[date.span.end : further.span.start]
        words = gap.replace(",", " ").lower().split()
        joined = "," in gap or not time.joiners.isdisjoint(words)
        if not joined or len(words) > _MOST_WORDS or not small.issuperset(words):
            return
        yield further
        date = further


def _is_attribute(scene: Scene, date: DateMention, other: Span) -> bool:
    """Whether the date belongs to the attribute that the other trigger closes."""
    start = scene.attribute_start(other)
    return start is not None and start <= date.span.start and date.span.end <= other.start


def _is_subordinate(scene: Scene, clause: int) -> bool:
    start = scene.clauses.span(clause).start
    opening = next((h for h in scene.hits if h.start >= start), None)
    return opening is not None and "subordinator" in opening.senses and opening.start - start <= 2


def _is_cleft(scene: Scene) -> bool:
    """'It was in Lima, on 3 May, that …': the sentence opens with the verb 'to be', and tells of one act."""
    opening = scene.document.hits_in(scene.sentence.body, scene.sentence.body + _CLEFT)
    return len(scene.triggers) == 1 and any("auxiliary" in hit.senses for hit in opening)


def _crosses(a: int, b: int, busy: set[int]) -> bool:
    """Whether a clause with a verb of its own lies between two clauses."""
    return any(min(a, b) < clause < max(a, b) for clause in busy)


def place_of(scene: Scene, at: Span) -> Span | None:
    """The city or country behind a locative preposition in the trigger's clause; else in a sentence of one event."""
    attribute = scene.attribute_start(at)
    places = _places(scene, scene.clause_of(at.start) if attribute is None else Span(attribute, at.start))
    if not places and len(scene.triggers) == 1:
        places = _places(scene, Span(scene.sentence.body, scene.sentence.end))
    return min(places, key=lambda p: distance(p, at)) if places else None


def _places(scene: Scene, span: Span) -> list[Span]:
    found: list[Span] = []
    if "link" not in scene.kinds_in(span):
        return found
    for hit in scene.hits_in(span):
        if "link" in hit.senses and hit.senses["link"][0].value == "in":
            place = _place_at(scene.document, hit.end + 1, scene.sentence.end)
            if place is not None and not any(_owns(actor, place) for actor in scene.actors):
                found.append(place)
    return found


def _owns(actor: Actor, place: Span) -> bool:
    """'Außenministerium in Moskau': the place says whose the institution is."""
    return actor.kind in ("government", "body") and 0 < place.start - actor.span.end <= 5


def _place_at(document: Document, start: int, stop: int) -> Span | None:
    """The place that a phrase names: a state or capital, else what `_named_place` takes for one."""
    view, pack = document.view, document.pack
    link = view[view.rfind(" ", 0, start - 1) + 1 : start - 1].lower()
    at, determiner, adjective, locality = start, link in pack.data.titles.fused_articles, False, False
    for count in range(_MOST_WORDS + 2):
        if count >= _MOST_WORDS and not locality:
            return None
        run = pack.patterns.place.match(view, at, stop)
        word = _WORD.match(view, at, run.end()) if run else None
        if run is None or word is None:
            return None
        hits = document.hits_in(at, word.end())
        if hits and not _NO_QUALIFIER.isdisjoint(hits[0].senses):
            if not (locality and _is_of(hits[0])):
                return None
            at = word.end() + 1
            continue
        locality = locality or bool(hits and "locality" in hits[0].senses)
        state = next((h for h in hits if "state" in h.senses and h.start == at), None)
        ways = [sense.value[1] for sense in state.senses["state"]] if state else []
        via = ways[0] if ways else ""
        if state and ("name" in ways or "capital" in ways):
            organisation = state.senses["state"][0].value[0] in pack.data.organisations
            return None if organisation else Span(at, state.end)
        if any("time" in h.senses and "indefinite" not in h.senses for h in hits) and not word.group()[0].isupper():
            return None
        if word.group()[0].isupper() and via != "adjective":
            return _named_place(document, run, determiner, adjective)
        determiner = determiner or bool(hits and ("article" in hits[0].senses or "indefinite" in hits[0].senses))
        adjective = adjective or via == "adjective"
        at = word.end() + 1
    return None


def _is_of(hit: Hit) -> bool:
    """'en la ciudad colombiana de Cartagena': what the locality is called follows."""
    return "treaty" not in hit.senses and str(hit.senses["link"][0].value) == "of"


def _named_place(document: Document, run: re.Match[str], determiner: bool, adjective: bool) -> Span | None:
    """Capitalised words that no list knows.

    Where common nouns have capitals too: only without an article, or behind an adjective of a state.
    """
    at, end, count = run.start(), run.start(), 0
    for token in _WORD.finditer(document.view, run.start(), run.end()):
        if not token.group()[0].isupper():
            if token.group() not in document.pack.data.place_particles:
                break
            continue
        if _is_known(document, token):
            break
        end, count = token.end(), count + 1
    if document.pack.nouns_capital and (determiner or adjective) and count > 1:
        at += document.view[at:end].index(" ") + 1
        determiner = False
    if end <= at or view_is_noun(document, at, end, determiner and not adjective) or _qualifies(document, at, end):
        return None
    return Span(at, end)


def _qualifies(document: Document, at: int, end: int) -> bool:
    """'в Азовському морі': where adjectives agree, the word before a common noun only qualifies it."""
    data = document.pack.data
    if not data.titles.agreement or not document.view[at:end].endswith(data.adjective_endings):
        return False
    return document.view[end + 1 : end + 2].islower() and not document.hits_in(end + 1, end + 2)


def _is_known(document: Document, token: re.Match[str]) -> bool:
    """Whether the lexicon knows the word as something that is no place."""
    return any(
        hit.form_start == token.start() and not _NOT_PLACE.isdisjoint(hit.senses)
        for hit in document.hits_in(token.start(), token.end())
    )


def view_is_noun(document: Document, start: int, end: int, determined: bool) -> bool:
    """Whether the word is a common noun rather than a place: only where nouns have capitals is that left open."""
    word, pack = document.view[start:end], document.pack
    if len(word) < 3 or word.isupper():
        return True
    if not pack.nouns_capital:
        return determined and not (word[0].isupper() and _WORD.fullmatch(word))
    return determined or word.lower().endswith(pack.data.noun_endings) or word.lower() in pack.data.not_places


def treaty_of(scene: Scene, at: Span) -> TreatyMention | None:
    """The agreement that the clause speaks of; else one of a clause before it; else the nearest in the sentence."""
    if not scene.treaties:
        return None
    if scene.attribute_start(at) is not None:
        behind = next((t for t in scene.treaties if t.span.end > at.end), None)
        if behind is not None:
            return behind
    own = scene.clauses.index(at.start)

    def rank(treaty: TreatyMention) -> tuple[int, bool, int]:
        clause = scene.clauses.index(treaty.head.start)
        return 0 if clause == own else 1 if clause < own else 2, treaty.form == "other", distance(treaty.span, at)

    return min(scene.treaties, key=rank)


def free_dates(
    document: Document, dates: Sequence[DateMention], treaties: Sequence[TreatyMention], start: int
) -> list[DateMention]:
    """Dates from `start` on that may be an event's: known ones, not part of a title, no deadline ('bis 2020')."""
    return [
        date
        for date in dates
        if date.past is not None
        and date.span.start >= start
        and (date.type == "DATE" or (date.type == "TIME" and date.past.day is not None))
        and not _in_title(document, date, treaties)
        and not _is_deadline(document, date)
    ]


def _in_title(document: Document, date: DateMention, treaties: Sequence[TreatyMention]) -> bool:
    at = index_from(treaties, date.span.start) - 1
    return at >= 0 and (date.span.start < treaties[at].span.end or _dates_title(document, treaties[at], date))


def _dates_title(document: Document, treaty: TreatyMention, date: DateMention) -> bool:
    """'Vertrag mit Ungarn aus dem Jahr 1979', 'Agreement of March 14, 1947'."""
    data = document.pack.data
    gap = document.view[treaty.span.end : date.span.start].lower().split()
    return 0 < len(gap) <= 3 and gap[0] in data.titles.dated and data.time.fillers.issuperset(gap[1:])


def _is_deadline(document: Document, date: DateMention) -> bool:
    hits = document.hits_in(max(0, date.span.start - 12), date.span.start)
    return (
        bool(hits)
        and date.span.start - hits[-1].end <= 1
        and any(s.value[0] == "u" for s in hits[-1].senses.get("time", ()))
        and "link" not in hits[-1].senses
    )
