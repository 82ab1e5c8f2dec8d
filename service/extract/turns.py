"""Signatures put one after the other: 'X signed it in Lima on 3 May, Y in Santiago on 5 May'."""

from collections.abc import Iterator, Sequence

from schemas.vocabulary import EventStatus, EventType
from service.extract.doers import dated_in_turn
from service.extract.scene import Scene
from service.extract.whereabouts import place_of_act
from service.mention import DateMention, EventMention, PersonMention, Span
from service.text.spans import within

_SIGNERS = frozenset(("", "by", "for"))
_VERBS = frozenset(("auxiliary", "says", "plan"))


def in_turn(scene: Scene, base: EventMention) -> list[EventMention]:
    """One event for each of two who sign on a day of their own; none where they sign together."""
    if base.type is not EventType.SIGNATURE or base.status is not EventStatus.OCCURRED:
        return []
    if states := _states_in_turn(scene, base):
        return states
    part = _without_sequel(scene, base.span)
    people = [person for person in within(scene.persons, *part) if person.link in _SIGNERS]
    if len(people) != 2 or _tells_more(scene, Span(_start(people[1]), part.end), base.span):
        return []
    days = _by_turns(people, within(scene.dates, *part))
    if days is None or days[0].past == days[1].past:
        return []
    second = people[0].span.end if days[0].span < people[0].span else _start(people[1])
    told = list(_each(scene, base, people, days, (Span(part.start, second), Span(second, part.end))))
    return told if len({event.party for event in told} - {None}) == 2 else []


def _states_in_turn(scene: Scene, base: EventMention) -> list[EventMention]:
    """'Chile signed it in 2019 and Peru in 2020', 'signed by Chile in 2019 and by Peru in 2020'."""
    days = dated_in_turn(scene, scene.clause_of(base.span.start))
    if base.date not in days.values() or len({day.past for day in days.values()}) < 2:
        return []
    first, *others = (base._replace(party=code, date=day, joint=False) for code, day in days.items())
    return [first, *(event._replace(place=None, persons=()) for event in others)]


def _without_sequel(scene: Scene, at: Span) -> Span:
    """The sentence, but for what a semicolon parts from the act, unless it tells who followed."""
    view = scene.document.view
    start = max(scene.sentence.body, view.rfind(";", scene.sentence.body, at.start) + 1)
    end = view.find(";", at.end, scene.sentence.end)
    whole = end < 0 or any("follows" in hit.senses for hit in scene.hits_in(Span(end, scene.sentence.end)))
    return Span(start, scene.sentence.end if whole else end)


def _tells_more(scene: Scene, span: Span, act: Span) -> bool:
    """Whether the second has a verb of its own."""
    others = (hit for hit in scene.hits_in(span) if not act.start <= hit.start < act.end)
    return any(not _VERBS.isdisjoint(hit.senses) for hit in others) or any(
        trigger != act and span.start <= trigger.start < span.end for trigger in scene.triggers
    )


def _each(
    scene: Scene,
    base: EventMention,
    people: list[PersonMention],
    days: tuple[DateMention, DateMention],
    parts: tuple[Span, Span],
) -> Iterator[EventMention]:
    for person, day, part in zip(people, days, parts, strict=True):
        seats = [s for s in within(scene.states, *part) if s.link == "in"]
        party = person.party or (seats[0].code if seats else None)
        place = place_of_act(scene, base.type, person.span if person is people[1] else base.span)
        yield base._replace(date=day, party=party, place=place, persons=(person,), joint=False)


def _start(person: PersonMention) -> int:
    return min(person.span.start, person.role.start) if person.role is not None else person.span.start


def _by_turns(people: Sequence[PersonMention], days: Sequence[DateMention]) -> tuple[DateMention, DateMention] | None:
    """Their days, one for each, if they stand by turns with the people."""
    if len(days) != 2:
        return None
    first, second = (person.span.start for person in people)
    before, behind = (day.span.start for day in days)
    return (days[0], days[1]) if before < first < behind < second or first < before < second < behind else None
