"""An act of all sides at once, such as a signature; whose it is where only one side is told."""

from collections.abc import Iterator, Sequence

from schemas.vocabulary import EventStatus, EventType
from service.extract.actors import Actor
from service.extract.doers import FINITE, LONGEST_ASIDE, aside, in_title, mentions
from service.extract.scene import Scene, owns_act
from service.mention import EventMention, Span
from service.text.spans import within

_LONGEST_TIE = 40
_LONGEST_WHERE = 8
_PARTING = FINITE | {"that", "subordinator"}
_MOST_SIDES = 4
_SIDES = frozenset(("", "by", "between", "with", "alongside"))


def together(scene: Scene, base: EventMention, clause: Span) -> EventMention:
    """An event of all sides at once; of one only where nobody else is named."""
    sides = [
        a
        for a in scene.actors
        if a.code
        and a.kind != "side"
        and a.link in _SIDES
        and not in_title(scene, a)
        and not _of_other_verb(scene, a, base.span)
    ]
    inside = [a for a in sides if clause.start <= a.span.start < clause.end] or aside(scene, sides, clause)
    if base.type is EventType.SIGNATURE:
        inside = [a for a in scene.actors if a.code and owns_act(scene, a, base.span)] or inside
    near = inside or sides
    codes = list(dict.fromkeys(a.code for a in near if a.code))
    refused = base.status is EventStatus.REJECTED
    others = not refused and base.treaty is not None and any(code not in codes for code in base.treaty.codes)
    alone = (
        (base.type is EventType.SIGNATURE or (base.type is EventType.NEGOTIATION and refused))
        and len(codes) == 1
        and bool(inside)
        and len(base.persons) <= 1
        and not others
        and near[0].link in ("", "by", "of")
    )
    tied = alone and _tied(scene, near, sides, clause)
    party = codes[0] if alone and not tied else None
    return base._replace(party=party, parties=mentions(scene, near), joint=tied or len(codes) > 1)


def in_force_for(scene: Scene, base: EventMention, clause: Span) -> Iterator[EventMention]:
    """'Für Chile gilt es seit 2010, für Peru seit 2011': one event for each side that has a day of its own; for one
    alone that is told, 'in Germany' if that is it, else for all."""
    stop = min((t.start for t in scene.triggers if t.start >= clause.end), default=scene.sentence.end)
    near = [a for a in scene.actors_in(Span(_phrase_before(scene, clause), stop)) if a.kind == "state" and a.code]
    told = [a for a in near if a.link == "for"] or _where(scene, near, base.span)
    sides = list({a.code: a for a in reversed(told)}.values())[::-1]
    ends = [*(side.span.start for side in sides[1:]), stop]
    behind = [within(scene.dates, side.span.end, end) for side, end in zip(sides, ends, strict=False)]
    dates = [found[0] if found else base.date for found in behind]
    if len(sides) == 1:
        yield base._replace(party=sides[0].code)
    elif len({date.span for date in dates if date is not None}) > 1 and len(sides) <= _MOST_SIDES:
        for side, date in zip(sides, dates, strict=True):
            yield base._replace(party=side.code, date=date)
    else:
        yield base


def _phrase_before(scene: Scene, clause: Span) -> int:
    """Where the clause begins, or what opens the sentence without a verb: 'For Chile, it takes effect'."""
    opening = scene.hits_in(Span(scene.sentence.body, clause.start))
    verbs = any("link" not in hit.senses and not FINITE.isdisjoint(hit.senses) for hit in opening)
    return clause.start if verbs else scene.sentence.body


def _where(scene: Scene, near: Sequence[Actor], at: Span) -> list[Actor]:
    """'gilt in Chile seit 2010', 'In Chile, it has been in force': a state itself beside the words or in front."""
    named = {state.span for state in scene.states if state.via == "name" and state.link == "in"}
    states = [a for a in near if a.span in named and a.code not in scene.document.pack.data.organisations]
    return states if any(_is_beside(scene, a, at) for a in states) else []


def _is_beside(scene: Scene, actor: Actor, at: Span) -> bool:
    opening = scene.clause_of(actor.span.start).start
    near = 0 < actor.span.start - at.end <= _LONGEST_WHERE or at.start - actor.span.end == 1
    return near or actor.span.start - opening <= _LONGEST_WHERE


def _of_other_verb(scene: Scene, actor: Actor, at: Span) -> bool:
    """'The treaty that the Senate passed in May had been signed in April': who is told with another verb, in front of
    an auxiliary."""
    if not scene.document.pack.data.subject_first:
        return False
    own = scene.clauses.index(at.start)
    others = [t for t in scene.triggers if actor.span.end <= t.start and t.end < at.start]
    return any(
        scene.clauses.index(other.start) == own == scene.clauses.index(actor.span.start)
        and any("auxiliary" in hit.senses for hit in scene.hits_in(Span(other.end, at.start)))
        for other in others
    )


def _tied(scene: Scene, near: Sequence[Actor], sides: Sequence[Actor], clause: Span) -> bool:
    """Whether the side is one of several: 'nine states and the EU', 'many, among them Peru'; or is of a dateline."""
    if near[0].span.start < scene.sentence.body:
        return True
    if near[0].link == "by" and len({a.code for a in sides if a.link == "by"}) > 1:
        return True
    return any(_has_partner(scene, actor, clause) or _is_example(scene, actor) for actor in near)


def _has_partner(scene: Scene, actor: Actor, clause: Span) -> bool:
    """'neun Staaten und die EU', 'он и президент Сирии': an 'and' beside it, perhaps where the clause goes on with the
    subject of the one before."""
    before = scene.hits_in(Span(scene.sentence.body, clause.start))
    told_before = not before or any("event" in hit.senses for hit in before)
    for hit in scene.hits_in(clause):
        leads = hit.start - clause.start <= 1
        if "and" not in hit.senses or (leads and (told_before or actor.span.start < hit.start)):
            continue
        gap = Span(hit.end, actor.span.start) if hit.end <= actor.span.start else Span(actor.span.end, hit.start)
        near = 0 <= gap.end - gap.start <= _LONGEST_TIE and "," not in scene.document.view[gap.start : gap.end]
        if near and all(_PARTING.isdisjoint(other.senses) for other in scene.hits_in(gap)):
            return True
    return False


def _is_example(scene: Scene, actor: Actor) -> bool:
    """'forty states, among them Peru, have signed'."""
    led = scene.hits_in(Span(max(scene.sentence.body, actor.span.start - LONGEST_ASIDE), actor.span.start))
    last = next((index for index in reversed(range(len(led))) if "among" in led[index].senses), None)
    return last is not None and all(FINITE.isdisjoint(hit.senses) for hit in led[last + 1 :])
