"""Acts told without their verb, or told again: 'Chile ratifizierte 2013, Peru 2019', 'Germany followed in July'."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from schemas.vocabulary import EventStatus, EventType
from service.extract.actors import Actor
from service.extract.adjoining import stands_alone
from service.extract.arguments import treaty_of
from service.extract.chambers import seated_chambers, unnamed_chambers
from service.extract.scene import Scene
from service.extract.triggers import ALONE
from service.extract.whereabouts import place_of_act
from service.lang.lexicon import Hit
from service.lang.senses import Trigger
from service.mention import DateMention, EventMention, Span, StateMention
from service.text.spans import within

_REPEATED = (ALONE | {EventType.SIGNATURE}) - {EventType.EXTENSION}
_OF_CHAMBERS = frozenset((EventType.PARLIAMENTARY_APPROVAL,))
"""What a chamber does; told of a state, it is that the state has bound itself."""
_TO_COME = frozenset(("pending", "plan"))
_WORD = re.compile(r"[^\W\d_]+")
_OF_SIDES = frozenset(("both", "each_other", "parliaments", "plan", "pending"))
_VERBS = frozenset(("auxiliary", "event", "plan", "says"))
_SHORTEST_VERB = 3
_OPENING = 3
_BESIDE = 4
_BY_INSTRUMENT = frozenset((EventType.ACCESSION, EventType.RATIFICATION))
_DOERS = frozenset(("", "by"))
"""'… joined in 2018, followed by Ghana in 2020', 'ratified by Togo in 2018, by Ghana in 2020'."""
_ATTENDING = frozenset(("", "with"))
_SEATED = frozenset(("", "in"))
"""'In Peru that step is still to come'."""
_REPEATING = frozenset(("follows", "step"))
_DASHES = ("–", "—")


@dataclass(slots=True)
class _Group:
    """Those who did it, and when."""

    actors: list[Actor] = field(default_factory=list)
    date: DateMention | None = None


def with_repeated(scene: Scene, told: Sequence[EventMention], before: EventMention | None) -> list[EventMention]:
    """The events `told` in a sentence and those of further sides; who was told already only gets a date of its own:
    'Both ratified it, Chile in May, Peru in June'."""
    events = list(told)
    for event in _repeated(scene, told, before):
        number = next((at for at, first in enumerate(events) if _is_told_again(scene, first, event)), None)
        if number is None:
            events.append(event._replace(sentence=scene.index))
        else:
            events[number] = events[number]._replace(date=event.date)
    return events


def _is_told_again(scene: Scene, first: EventMention, second: EventMention) -> bool:
    """Whether the second only says when the first took place, for which that clause has lent another day at most."""
    chamber = first.type is EventType.PARLIAMENTARY_APPROVAL and second.type is EventType.RATIFICATION
    if first.party != second.party or not (chamber or first.type is second.type) or second.date is None:
        return False
    own = scene.clauses.index(first.span.start)
    return first.sentence == scene.index and (first.date is None or scene.clauses.index(first.date.span.start) != own)


def _repeated(scene: Scene, told: Sequence[EventMention], before: EventMention | None) -> Iterator[EventMention]:
    """Acts of further sides in the sentence of the events `told`, each like the last one told.

    A clause repeats an act if a word such as 'followed' stands in it, or if it has a doer and a date and no verb.
    `before` is the last event of the sentence before, for a sentence that opens with 'followed'; `again` what such a
    clause has repeated, for those behind it.
    """
    if not told and _REPEATING.isdisjoint(scene.kinds):
        return
    busy = {scene.clauses.index(t.start) for t in scene.triggers}
    known = {(e.type, e.party, e.date) for e in told}
    again: EventMention | None = None
    for number in range(len(scene.clauses)):
        if number in busy:
            continue
        clause = _over_dash(scene, number, busy)
        like = next((e for e in reversed(told) if e.span.start < clause.start), again or before)
        if like is None or like.type not in _REPEATED:
            continue
        kinds = scene.kinds_in(clause)
        pending = not _TO_COME.isdisjoint(kinds)
        step = pending and "step" in kinds
        if step:
            clause = _with_phrases_before(scene, number, busy)
        follows = "follows" in kinds or step or (again is not None and "comes_next" in kinds)
        if not follows and (like is before is not again or not _lacks_verb(scene, clause)):
            continue
        if not pending and "negation" in kinds and "only" not in kinds:
            continue
        likewise = "so_did" in kinds and like.party is not None
        links = _SEATED if step else _ATTENDING if _attends(scene, clause) else _DOERS
        for group in _groups(scene, clause, like.type, links):
            group.date = group.date or _day_before(scene, clause)
            if group.date is not None or follows or pending or likewise:
                again = like
                done = follows and "perfect" in kinds and like.status is EventStatus.PLANNED
                status = EventStatus.PLANNED if pending else EventStatus.OCCURRED if done else like.status
                group.date = group.date or (like.date if likewise else None)
                yield from (e for e in _like(scene, like, group, status) if (e.type, e.party, e.date) not in known)


def _attends(scene: Scene, clause: Span) -> bool:
    """', with Ghana following in May': a 'with' that opens the clause governs its doer."""
    opening = scene.hits_in(Span(clause.start, clause.start + _BESIDE))[:1]
    return any(sense.value == "with" for hit in opening for sense in hit.senses.get("link", ()))


def _with_phrases_before(scene: Scene, number: int, busy: Set[int]) -> Span:
    """'In Peru, dem größten Land, steht dieser Schritt noch aus': the clause and those before it without an act."""
    first = max((other + 1 for other in busy if other < number), default=0)
    return Span(scene.clauses.span(first).start, scene.clauses.span(number).end)


def _over_dash(scene: Scene, number: int, busy: Set[int]) -> Span:
    """The clause; with the next one if a dash or a comma stands for the verb: 'Перу — в мае', '; Perú, en mayo'."""
    clause = scene.clauses.span(number)
    if number + 1 == len(scene.clauses) or number + 1 in busy:
        return clause
    dashed = scene.document.view[clause.start : clause.end].rstrip().endswith(_DASHES)
    following = scene.clauses.span(number + 1)
    dates = within(scene.dates, clause.start, following.end)
    opens = scene.document.view[clause.start - 1 : clause.start] == ";" or "and" in scene.kinds_in(
        Span(clause.start, clause.start + 2)
    )
    dated = bool(dates) and dates[0].span.start >= following.start and stands_alone(scene, dates[0], number + 1)
    dated = dated and opens
    return Span(clause.start, following.end) if dashed or dated else clause


def _day_before(scene: Scene, clause: Span) -> DateMention | None:
    """'En 2005 se sumó Perú y en 2007, Chile': the day behind an 'and', right before the comma that stands for it."""
    date = next((each for each in reversed(scene.dates) if each.span.end <= clause.start), None)
    if date is None or scene.document.view[date.span.end : clause.start].strip() != ",":
        return None
    opening = scene.document.hits_in(date.span.start - _OPENING - _BESIDE, date.span.start)
    return date if any("and" in hit.senses for hit in opening) else None


def _lacks_verb(scene: Scene, clause: Span) -> bool:
    """Whether the lexicon and the dates account for every word of the clause that could be a verb."""
    known = [(hit.start, hit.end) for hit in scene.hits_in(clause) if _VERBS.isdisjoint(hit.senses)]
    known += [(date.span.start, date.span.end) for date in scene.dates]
    return not any(
        word.group()[0].islower()
        and len(word.group()) >= _SHORTEST_VERB
        and not any(start <= word.start() < end for start, end in known)
        for word in _WORD.finditer(scene.document.view, clause.start, clause.end)
    )


def _groups(scene: Scene, clause: Span, kind: EventType, links: Set[str]) -> list[_Group]:
    """Doers and the date behind them: 'Peru 2019 und Ecuador im Mai 2020' are two groups."""
    kinds = ("state", "body") if kind in (EventType.PARLIAMENTARY_APPROVAL, EventType.WITHDRAWAL) else ("state",)
    acting = (a for a in scene.actors_in(clause) if a.kind in kinds and a.link in links)
    doers = [_as_chamber(scene, a) for a in acting if a.code or a.kind == "body"]
    dates = [d for d in scene.dates if clause.start <= d.span.start < clause.end]
    if kind is EventType.PARLIAMENTARY_APPROVAL:
        doers += unnamed_chambers(scene, clause)
        doers = doers or list(seated_chambers(scene, clause))
    parts: list[Actor | DateMention] = [*doers, *dates]
    groups = [_Group()]
    for part in sorted(parts, key=lambda part: part.span):
        if isinstance(part, DateMention):
            groups[-1].date = groups[-1].date or part
        elif groups[-1].actors and groups[-1].date is not None:
            groups.append(_Group([part]))
        else:
            groups[-1].actors.append(part)
    return [group for group in groups if group.actors]


def _as_chamber(scene: Scene, actor: Actor) -> Actor:
    """'Poland's parliament approved it in March, Lithuania's in April'."""
    owns = scene.document.pack.patterns.possessive.match(scene.document.view, actor.span.end) is not None
    return actor._replace(kind="body") if owns else actor


def _like(scene: Scene, event: EventMention, group: _Group, status: EventStatus) -> Iterator[EventMention]:
    place = place_of_act(scene, event.type, group.actors[0].span)
    base = event._replace(
        span=group.actors[0].span,
        status=status,
        date=group.date,
        place=place,
        actor=None,
        persons=(),
        effective=None,
        joint=False,
        general=False,
    )
    if event.type is EventType.SIGNATURE and len(group.actors) > 1:
        sides = tuple(_side(actor, actor.code) for actor in group.actors if actor.code)
        yield base._replace(party=None, parties=sides, joint=True)
        return
    for actor in group.actors:
        code = actor.code or event.party
        yield base._replace(
            span=actor.span,
            type=EventType.RATIFICATION if event.type in _OF_CHAMBERS and actor.kind == "state" else event.type,
            party=code,
            parties=(_side(actor, code),) if code else (),
            actor=actor.span if actor.kind == "body" else None,
        )


def _side(actor: Actor, code: str) -> StateMention:
    return StateMention(actor.span, "actor", code, actor.kind, actor.link)


def of_who_joined(event: EventMention, last: EventMention | None) -> EventMention:
    """'With Ghana's accession on Tuesday … The instrument was deposited in London': that was Ghana, on that day."""
    if last is None or event.type is not EventType.DEPOSIT_OF_INSTRUMENTS or last.type not in _BY_INSTRUMENT:
        return event
    if event.party or not last.party or event.status is not last.status:
        return event
    return event._replace(party=last.party, parties=last.parties, date=event.date or last.date)


def awaited(
    scene: Scene, chosen: Sequence[tuple[Hit, Trigger]], told: Sequence[EventMention]
) -> Iterator[EventMention]:
    """'will enter into force thirty days after the exchange of instruments': that exchange is still to come."""
    kind = EventType.EXCHANGE_OF_INSTRUMENTS
    nouns = [(hit, its.rule) for hit, its in chosen if its.mode == "noun" and its.rule.event is kind]
    if not nouns or any(event.type is kind for event in told):
        return
    if any(e.type is EventType.ENTRY_INTO_FORCE and e.status is EventStatus.PLANNED for e in told):
        hit, rule = nouns[0]
        at = Span(hit.start, hit.end)
        yield EventMention(at, rule.id, kind, EventStatus.PLANNED, scene.index, treaty=treaty_of(scene, at))


def joined_by(last: EventMention, told: Sequence[EventMention]) -> EventMention:
    """'Angola has joined … The instrument was deposited on Wednesday': an accession is of the day of its instrument."""
    if last.type is not EventType.ACCESSION or last.date is not None or last.status is not EventStatus.OCCURRED:
        return last
    deposits = (e for e in told if e.type is EventType.DEPOSIT_OF_INSTRUMENTS and e.status is last.status)
    deposit = next((e for e in deposits if e.date is not None and e.party in (None, last.party)), None)
    return last._replace(date=deposit.date) if deposit is not None else last


def thresholds_marked(scene: Scene, events: Sequence[EventMention]) -> list[EventMention]:
    """'It enters into force once forty states have ratified it': how many must do so is no act of anybody."""
    force = (e for e in events if e.type is EventType.ENTRY_INTO_FORCE and e.status is EventStatus.PLANNED)
    ahead = next((e.span.end for e in force), scene.sentence.end)
    return [
        e._replace(general=True)
        if _is_threshold(scene, e) and (e.span.start > ahead or _opens_condition(scene, e))
        else e
        for e in events
    ]


def _opens_condition(scene: Scene, event: EventMention) -> bool:
    """'Erst wenn 60 Staaten ratifiziert haben, …'."""
    return any("upon" in hit.senses for hit in scene.hits_in(scene.clause_of(event.span.start))[:_OPENING])


def _is_threshold(scene: Scene, event: EventMention) -> bool:
    if event.type is not EventType.RATIFICATION or event.party or event.date:
        return False
    return _OF_SIDES.isdisjoint(scene.kinds_in(scene.clause_of(event.span.start)))
