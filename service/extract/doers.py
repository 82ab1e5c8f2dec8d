"""Who did it: the state, body or people that a clause makes the doers of its event."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas.vocabulary import EventType
from service.extract.actors import Actor
from service.extract.arguments import Scene
from service.mention import EventMention, PersonMention, Span, StateMention

_FINITE = frozenset(("auxiliary", "event", "says", "plan"))


def by_body(scene: Scene, base: EventMention, clause: Span) -> Iterator[EventMention]:
    bodies = [a for a in inside_clause(scene, clause) if a.kind == "body"] or [
        a for a in scene.actors if a.kind == "body"
    ]
    states = {a.code for a in scene.actors if a.kind == "state" and not a.link and a.code}
    plural = [b for b in bodies if b.code is None and _plural(scene, b)]
    if plural:
        yield replace(base, actor=None, party=None, joint=True)
        return
    seen = set()
    for body in bodies:
        if body.span in seen or len(seen) >= 4:
            continue
        seen.add(body.span)
        code = body.code or (next(iter(states)) if len(states) == 1 else None)
        yield replace(base, actor=body.span, party=code)


def _plural(scene: Scene, body: Actor) -> bool:
    before = scene.document.hits_in(max(0, body.span.start - 16), body.span.start + 1)
    return any("both" in h.senses or "each_other" in h.senses for h in before)


def by_state(scene: Scene, base: EventMention, clause: Span) -> Iterator[EventMention]:
    subjects = _subjects(scene, clause, base.span)
    coded = _without_depositary(scene, [a for a in subjects if a.code])
    people = [p for p in scene.persons if clause.start <= p.span.start < clause.end and p.link in ("", "by")]
    actor = people[0].span if people else next((a.span for a in subjects if a.kind in ("body", "government")), None)
    codes = list(dict.fromkeys(a.code for a in coded if a.code))
    if not codes and people and people[0].party:
        codes = [people[0].party]
    if not codes or (len(codes) > 1 and base.type in (EventType.EXTENSION, EventType.SUSPENSION)):
        yield replace(base, actor=actor, persons=tuple(people), joint=len(codes) > 1, parties=_mentions(scene, coded))
        return
    if len(codes) > 1 and any(a.kind in ("body", "government", "role") for a in coded):
        codes = codes[:1]
    for code in codes:
        yield replace(
            base,
            party=code,
            actor=actor,
            persons=tuple(people),
            parties=_mentions(scene, [a for a in coded if a.code == code]),
        )


def _without_depositary(scene: Scene, coded: Sequence[Actor]) -> list[Actor]:
    """Beside a state that acts, an organisation is who was told or who keeps the treaty."""
    organisations = scene.document.pack.data.organisations
    states = [a for a in coded if a.code not in organisations]
    return states or list(coded)


def together(scene: Scene, base: EventMention, clause: Span) -> EventMention:
    sides = [
        a
        for a in scene.actors
        if a.code
        and a.link in ("", "by", "between", "with", "alongside")
        and not any(t.span.start <= a.span.start < t.span.end for t in scene.treaties)
    ]
    near = [a for a in sides if clause.start <= a.span.start < clause.end] or sides
    codes = list(dict.fromkeys(a.code for a in near if a.code))
    people = base.persons
    others = base.treaty is not None and any(code not in codes for code in base.treaty.codes)
    alone = (
        len(codes) == 1
        and len(people) <= 1
        and not others
        and base.type is EventType.SIGNATURE
        and near[0].link in ("", "by")
    )
    return replace(base, party=codes[0] if alone else None, parties=_mentions(scene, near), joint=len(codes) > 1)


def signers(scene: Scene, clause: Span, at: Span) -> tuple[PersonMention, ...]:
    """Who signed: people that no preposition governs but 'by' and 'for', unless the clause says that they looked on."""
    witness = [h.start for h in scene.hits if "witness" in h.senses]
    own = scene.clauses.index(at.start)
    chosen = []
    for person in scene.persons:
        if person.link not in ("", "by", "for", "alongside"):
            continue
        number = scene.clauses.index(person.span.start)
        if number != own and any(scene.clauses.index(t.start) == number for t in scene.triggers):
            continue
        if any(scene.clauses.index(w) == number and (w < person.span.start or number != own) for w in witness):
            continue
        chosen.append(person)
    return tuple(chosen)


def _subjects(scene: Scene, clause: Span, at: Span) -> list[Actor]:
    """States and institutions that act in the clause, else in the sentence: ungoverned ones, or those behind 'by'."""
    free = [
        a
        for a in inside_clause(scene, clause)
        if a.link == "by" or (a.link == "" and (a.span.end <= at.start or not scene.document.pack.subject_first))
    ]
    if not free:
        own = scene.clauses.index(clause.start)
        verb = (
            min((h.start for h in scene.hits if _FINITE & h.senses.keys()), default=scene.sentence.end)
            if scene.document.pack.subject_first
            else scene.sentence.end
        )
        free = [
            a
            for a in scene.actors
            if a.link in ("", "by") and scene.clauses.index(a.span.start) < own and a.span.end <= verb
        ]
    return [a for a in free if not any(t.span.start <= a.span.start < t.span.end for t in scene.treaties)]


def inside_clause(scene: Scene, clause: Span) -> list[Actor]:
    return [a for a in scene.actors if clause.start <= a.span.start < clause.end]


def _mentions(scene: Scene, chosen: Sequence[Actor]) -> tuple[StateMention, ...]:
    known = {s.span: s for s in scene.states}
    return tuple(
        known.get(a.span) or StateMention(a.span, "actor", a.code or "", a.kind, a.link) for a in chosen if a.code
    )
