"""Which chambers acted: each with its day, whose it is, and where it has its seat."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from schemas.vocabulary import EventStatus
from service.extract.actors import OFFICIAL, Actor, came_before
from service.extract.adjoining import stands_alone
from service.extract.doers import in_title, mentions, seats
from service.extract.scene import Scene
from service.extract.whereabouts import seat_of_chamber
from service.lang.lexicon import Hit
from service.mention import DateMention, EventMention, Span
from service.text.spans import within

_MOST_BODIES = 4
_LONGEST_OWNER = 20
_TELLING = frozenset(("event", "auxiliary", "treaty"))
_SEVERAL = frozenset(("both", "each_other", "parliaments"))
_BESIDE = 5


def by_body(scene: Scene, base: EventMention, clause: Span) -> Iterator[EventMention]:
    """One event for each chamber that acts; a joint one where several act without saying whose they are."""
    bodies = [a for a in scene.actors_in(clause) if a.kind == "body"]
    bodies = [*bodies, *_unnamed(scene, clause, bodies)] or [a for a in scene.actors if a.kind == "body"]
    awaited = base.status is EventStatus.PLANNED and _of_both(bodies)
    if awaited or any(body.code is None and _plural(scene, body) for body in bodies):
        yield base._replace(actor=None, party=None, joint=True, parties=mentions(scene, bodies))
        return
    organisations = scene.document.pack.data.organisations
    free = {a.code for a in _free_states(scene, base.span) if a.code}
    states = {code for code in free if code not in organisations} or free
    seated = {seat.code for seat in seats(scene, clause)}
    only = next(iter(seated or states)) if len(seated or states) == 1 else None
    unique: dict[Span, Actor] = {}
    for body in bodies:
        unique.setdefault(body.span, body)
    beside = _chamber_before(scene, clause)
    for body in list(unique.values())[:_MOST_BODIES]:
        date = (_own_date(scene, clause, body, bodies) or base.date) if len(unique) > 1 else base.date
        date = None if came_before(body, bodies) else date
        place = seat_of_chamber(scene, body)
        yield base._replace(actor=body.span, party=body.code or only or beside, date=date, place=place)


def _unnamed(scene: Scene, clause: Span, bodies: Sequence[Actor]) -> Iterator[Actor]:
    """'El Senado chileno lo aprobó en mayo y el peruano en junio': a chamber told by its adjective, before its day."""
    if bodies and scene.document.pack.data.adjective_last:
        own = bodies[-1].span.end + 1
        yield from (chamber for chamber in unnamed_chambers(scene, clause) if chamber.span.start > own)


def unnamed_chambers(scene: Scene, clause: Span) -> Iterator[Actor]:
    """'Das litauische Parlament billigte es im März, das polnische im Mai': an adjective right before a date."""
    for state in within(scene.states, clause.start, clause.end):
        if state.via == "adjective" and any(0 < date.span.start - state.span.end <= _BESIDE for date in scene.dates):
            yield Actor(state.span, "body", state.code, "")


def _chamber_before(scene: Scene, clause: Span) -> str | None:
    """'Der Sejm billigte ihn am Mittwoch, am Freitag der Senat': whose the institution of the clause before is."""
    before = [a for a in scene.actors if a.kind in OFFICIAL and not a.link and a.code and a.span.start < clause.start]
    return before[-1].code if before else None


def _free_states(scene: Scene, at: Span) -> list[Actor]:
    """States that may own a chamber which acts: none of a title, no object ('Senate clears Chile deal')."""
    anywhere = not scene.document.pack.data.subject_first
    return [
        a
        for a in scene.actors
        if a.kind == "state" and not a.link and not in_title(scene, a) and (anywhere or a.span.start < at.start)
    ]


def _own_date(scene: Scene, clause: Span, body: Actor, bodies: Sequence[Actor]) -> DateMention | None:
    """'am 11. Mai vom Senat und am 31. Mai vom Kongress', 'by the Senate in May and by Congress in June': by turns."""
    starts = sorted({other.span.start for other in bodies})
    dates = _dates_of_row(scene, clause, starts[-1])
    if len(dates) != len(starts):
        return None
    pairs = [(start, date.span.start) for start, date in zip(starts, dates, strict=True)]
    turns = [place for pair in pairs for place in (pair if pairs[0][0] < pairs[0][1] else pair[::-1])]
    return dates[starts.index(body.span.start)] if turns == sorted(turns) else None


def _dates_of_row(scene: Scene, clause: Span, last: int) -> Sequence[DateMention]:
    """Those of the clause, and the one behind the comma that stands for a verb: 'y el Senado, en mayo'."""
    dates = within(scene.dates, clause.start, clause.end)
    number = scene.clauses.index(clause.start) + 1
    if not dates or dates[-1].span.start > last or number == len(scene.clauses):
        return dates
    behind = within(scene.dates, *scene.clauses.span(number))
    return [*dates, *(date for date in behind if stands_alone(scene, date, number))]


def _of_both(bodies: Sequence[Actor]) -> bool:
    """'Die Parlamente in Wien und Rom müssen noch …': one word for the chambers of two states."""
    starts = [body.span.start for body in bodies if body.code]
    return len(starts) == len(bodies) == 2 and len(set(starts)) == 1


def _plural(scene: Scene, body: Actor) -> bool:
    """'beide Parlamente', 'парламенты обеих стран', 'the parliaments of the three states'."""
    before = scene.document.hits_in(max(0, body.span.start - 16), body.span.start + 1)
    reach = scene.document.hits_in(body.span.end, body.span.end + _LONGEST_OWNER)
    behind = list(takewhile(lambda hit: _TELLING.isdisjoint(hit.senses), reach))
    counted = any("powers" in second.senses and _is_number(first) for first, second in pairwise(behind))
    return counted or any(not _SEVERAL.isdisjoint(hit.senses) for hit in (*before, *behind))


def _is_number(hit: Hit) -> bool:
    return any(sense.value[0] == "n" for sense in hit.senses.get("time", ()))


def seated_chambers(scene: Scene, clause: Span) -> Iterator[Actor]:
    """'In Warschau billigten es die Abgeordneten im März, in Vilnius im April': by its city, before its day."""
    for state in within(scene.states, *clause):
        seated = state.via == "capital" and state.link == "in"
        if seated and any(0 < date.span.start - state.span.end <= _BESIDE for date in scene.dates):
            yield Actor(state.span, "body", state.code, "")
