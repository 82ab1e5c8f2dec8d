"""Where an act was done: what the kind of act allows, the seat of a chamber, and what 'there' points back to."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.vocabulary import EventStatus, EventType
from service.extract.actors import Actor
from service.extract.arguments import place_of
from service.extract.places import place_at, place_behind
from service.extract.scene import Scene
from service.lang.lexicon import Hit
from service.mention import DateMention, EventMention, Span
from service.text.document import Document

_DONE = frozenset(
    (
        EventType.NEGOTIATION,
        EventType.ADOPTION,
        EventType.INITIALLING,
        EventType.SIGNATURE,
        EventType.EXCHANGE_OF_INSTRUMENTS,
    )
)
_EVERYWHERE = frozenset(
    (
        EventType.PARLIAMENTARY_APPROVAL,
        EventType.ENTRY_INTO_FORCE,
        EventType.PROVISIONAL_APPLICATION,
        EventType.SUSPENSION,
    )
)
"""What takes effect in law, at no place, and votes, which are taken where a chamber sits."""
_CITIES = frozenset(("capital", "seat"))
_LONGEST_SEAT, _SEAT = 8, 2
_NEAR = 80
_FAR = 6
"""Sentences back in which 'the same city' may have been told."""
_LONGEST_HEAD = 60
_CAPTION = re.compile(r"(?:^|[.:–—-]|\n)\s*([^\W\d_a-z][^\n.:,;()–—]{1,40}), (?:\w{2,3} )?$")
_CLOSED = re.compile(r"(?: \w{1,4})?\s?[.:–—]")


def place_of_act(scene: Scene, kind: EventType, at: Span) -> Span | None:
    """Where an act was done; a state or capital beside a ratification is that of its side, unless a law was signed."""
    place = place_of(scene, at) if kind not in _EVERYWHERE else None
    if kind is not EventType.RATIFICATION or "law" in scene.kinds:
        return place
    return None if any(place == state.span for state in scene.states) else place


def seat_of_chamber(scene: Scene, body: Actor) -> Span | None:
    """'der Senat in Lima', 'la Chambre, à Lima,': the city right behind the chamber; no state is where one sits."""
    behind = scene.document.hits_in(body.span.end, body.span.end + _LONGEST_SEAT)
    if len(behind) < _SEAT or all(sense.value != "in" for sense in behind[0].senses.get("link", ())):
        return None
    city = behind[1]
    ways = {sense.value[1] for sense in city.senses.get("state", ())}
    return Span(city.start, city.end) if ways & _CITIES and city.start - behind[0].end == 1 else None


def placed(document: Document, events: Sequence[EventMention]) -> list[EventMention]:
    """The events, those done 'there' with the place that was told last, those of a caption or dated by the sentence
    before with the place told in it."""
    found: list[EventMention] = []
    last: dict[EventType, EventMention] = {}
    for event in events:
        told = event._replace(place=_told(document, event, last.get(event.type))) if _is_open(event) else event
        found.append(told)
        if told.place is not None:
            last[told.type] = told
    return found


def _is_open(event: EventMention) -> bool:
    return event.type in _DONE and event.place is None and event.status is EventStatus.OCCURRED


def _told(document: Document, event: EventMention, last: EventMention | None) -> Span | None:
    kinds = document.sentences[event.sentence].kinds
    there = _there(document, event, last) if "there" in kinds else None
    there = _where(document, event) if there is None and "where" in kinds else there
    if there is not None or event.date is None:
        return there
    return _of_caption(document, event.date) or _where_it_was_set(document, event, event.date)


def _where_it_was_set(document: Document, event: EventMention, date: DateMention) -> Span | None:
    """'It rained in Lima on Monday. They signed …': the one place of the sentence that hands its date on."""
    before = document.sentences[event.sentence - 1] if event.sentence else None
    if before is None or before.headline or not before.start <= date.span.start < before.end:
        return None
    places = list(_places(document, before.start, before.end)) or list(_goals(document, before.start, before.end))
    return places[0] if len(places) == 1 and not _is_state(document, places[0]) else None


def _goals(document: Document, start: int, end: int) -> Iterator[Span]:
    """'came to Lima', 'reiste nach Lima': capitals behind a word for where one goes."""
    for link, city in pairwise(document.hits_in(start, end)):
        goes = any(sense.value == "to" for sense in link.senses.get("link", ())) and city.start - link.end == 1
        if goes and any(sense.value[1] == "capital" for sense in city.senses.get("state", ())):
            yield Span(city.start, city.end)


def _is_state(document: Document, place: Span) -> bool:
    hit = document.hit_at(place.start)
    return hit is not None and any(sense.value[1] == "name" for sense in hit.senses.get("state", ()))


def _of_caption(document: Document, date: DateMention) -> Span | None:
    """'Bild 3 – Tarawa, 20. September 1979: Die Präsidenten unterschreiben …'; not the place and day of the news."""
    value = date.past
    if value is None or value.day is None or value.first_day() == document.reference:
        return None
    head = _CAPTION.search(document.view, max(0, date.span.start - _LONGEST_HEAD), date.span.start)
    closed = _CLOSED.match(document.view, date.span.end)
    if head is None or closed is None or head.start(1) <= document.sentences[0].body:
        return None
    place = place_at(document, head.start(1), date.span.start)
    return place if place is not None and place.end == head.end(1) else None


def _there(document: Document, event: EventMention, last: EventMention | None) -> Span | None:
    """'They met in Lima. There, on 3 May, the treaty was signed', 'negotiated in Lima and signed there'; else, 'in
    the same city', where such an act was done that was told last."""
    sentence = document.sentences[event.sentence]
    near = document.hits_in(max(sentence.start, event.span.start - _NEAR), min(sentence.end, event.span.end + _NEAR))
    there = next((hit for hit in near if "there" in hit.senses and not _only_says_that_it_is(document, hit)), None)
    if there is None:
        return None
    before = document.sentences[max(0, event.sentence - 1)]
    places = [*_places(document, before.start, before.end), *_places(document, sentence.start, there.start)]
    if places or last is None or event.sentence - last.sentence > _FAR:
        return places[-1] if places else None
    return last.place if " " in document.slice(Span(there.start, there.end)) else None


def _where(document: Document, event: EventMention) -> Span | None:
    """'flew to Lima, where she signed': the place told last before the word, and no other between it and the act."""
    start = document.sentences[event.sentence].start
    before = document.hits_in(max(start, event.span.start - _NEAR), event.span.start)
    where = next((hit.start for hit in reversed(before) if "where" in hit.senses), None)
    if where is None:
        return None
    places = [*_places(document, start, where), *_goals(document, start, where)]
    return max(places, default=None)


def _only_says_that_it_is(document: Document, there: Hit) -> bool:
    """'There were talks', 'there has been'."""
    behind = document.hit_at(there.end + 1)
    return document.pack.data.subject_first and behind is not None and "auxiliary" in behind.senses


def _places(document: Document, start: int, end: int) -> Iterator[Span]:
    for hit in document.hits_in(start, end):
        place = place_behind(document, hit, end)
        if place is not None:
            yield place
