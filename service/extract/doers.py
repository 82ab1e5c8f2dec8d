"""Who did it: the state, body or people that a clause makes the doers of its event."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.vocabulary import EventStatus, EventType
from service.extract.actors import Actor, in_brackets, is_given
from service.extract.members import counted_members
from service.extract.scene import Scene, owns_act
from service.extract.states import is_oblique
from service.lang.lexicon import Hit
from service.mention import NAMED, DateMention, EventMention, Span, StateMention
from service.text.owners import QUALIFIERS
from service.text.spans import index_from, within

_FEWEST_TURNS = 2
_BESIDE = 4
_BEHIND_VERB = 5
"""At most an article between: 'war der Senegal'."""
LONGEST_ASIDE = 110
_ASIDE_ENDS = (",", " –", " —")
_DATED = re.compile(r",? (?:[^\W\d_A-Z]+ ){0,2}")
_INSTITUTIONS = frozenset(("body", "government", "role"))
_TOGETHER = {EventType.EXTENSION: 99, EventType.SUSPENSION: 2}
"""Acts of several states that are one act of all, up to as many."""
_DONE_AT_HOME = frozenset((EventType.PARLIAMENTARY_APPROVAL, EventType.RATIFICATION))
"""'In Peru wurde er 2020 ratifiziert': where tells whose act it is."""
_OF_TREATIES = frozenset(("with", "between", "of", "alongside", "against"))
_OBJECTS = frozenset(("pronoun", "subordinator"))
FINITE = frozenset(("auxiliary", "event", "says", "plan"))


def seats(scene: Scene, clause: Span) -> list[StateMention]:
    """'In Lusaka muss die Nationalversammlung zustimmen', 'in Vaduz und Oslo': where, and so whose."""
    inside = within(scene.states, clause.start, clause.end)
    states = scene.document.pack.data.states
    return [s for s in inside if s.link == "in" and s.via in NAMED and s.code in states]


def by_state(scene: Scene, base: EventMention, clause: Span) -> Iterator[EventMention]:
    """One event for each state that acts for itself, through whom its clause names."""
    subjects = _subjects(scene, clause, base.span)
    coded = _without_depositary(scene, [a for a in subjects if a.code])
    people = tuple(p for p in within(scene.persons, clause.start, clause.end) if p.link in ("", "by"))
    actor = people[0].span if people else next((a.span for a in subjects if a.kind in ("body", "government")), None)
    base = base._replace(actor=actor, persons=people)
    coded = [] if is_given(coded, subjects) else coded
    codes = list(dict.fromkeys(a.code for a in coded if a.code)) or _qualifying(scene, base.span)
    members = counted_members(scene, base)
    if members and set(codes) <= members.keys():
        for code, date in members.items():
            yield base._replace(party=code, date=date, actor=None, place=None, persons=())
        return
    if not codes and people and people[0].party:
        codes = [people[0].party]
    if not codes and base.type in _DONE_AT_HOME:
        voted = base.type is EventType.PARLIAMENTARY_APPROVAL
        codes = list(dict.fromkeys(seat.code for seat in seats(scene, clause) if voted or seat.via == "name"))
    if not codes or (base.type in _TOGETHER and 1 < len(codes) <= _TOGETHER[base.type]):
        yield base._replace(joint=len(codes) > 1, parties=mentions(scene, coded))
        return
    if any(a.kind in _INSTITUTIONS for a in coded):
        codes = codes[:1]
    dated = _dated_apart(scene, base)
    for code in codes:
        date = dated.get(code, base.date)
        yield base._replace(party=code, date=date, parties=mentions(scene, [a for a in coded if a.code == code]))
    for code, date in dated.items():
        if code not in codes:
            yield base._replace(party=code, actor=None, date=date, place=None, persons=(), parties=())


def _dated_apart(scene: Scene, base: EventMention) -> dict[str, DateMention]:
    """'Peru ratified it in 2020 and Chile in 2021': states of the clause behind the verb, each with its date."""
    if base.date is None:
        return {}
    own = scene.clauses.index(base.span.start)
    behind = scene.hits_in(Span(base.span.end, scene.clauses.span(own).end))
    if base.status is EventStatus.OCCURRED and any("future" in hit.senses for hit in behind):
        return {}
    if in_turn := dated_in_turn(scene, scene.clauses.span(own)):
        return in_turn
    found: dict[str, DateMention] = {}
    for state in scene.states:
        if state.span.start < base.span.end or state.link not in ("", "by") or state.via not in NAMED:
            continue
        at = index_from(scene.dates, state.span.end)
        if at == len(scene.dates) or scene.clauses.index(state.span.start) != own:
            continue
        gap = scene.document.view[state.span.end : scene.dates[at].span.start]
        apart = gap.startswith(",") and base.span.end <= base.date.span.start < state.span.start
        if (apart and not _is_joined(scene, state.span.start)) or _has_next_state(scene, scene.dates[at], gap):
            continue
        if _DATED.fullmatch(gap) and scene.document.pack.data.time.joiners.isdisjoint(gap.lower().split()):
            found.setdefault(state.code, scene.dates[at])
    own = any(date.span == base.date.span for date in found.values())
    return found if len(found) > 1 or not own else {}


def _is_joined(scene: Scene, start: int) -> bool:
    """'Polonia lo ratificó en abril y Lituania, en mayo': behind an 'and' the comma stands for the verb."""
    before = scene.document.hit_before(start, _BESIDE)
    return before is not None and "and" in before.senses


def _has_next_state(scene: Scene, date: DateMention, gap: str) -> bool:
    """'Nel 2005 vi aderì la Lettonia, nel 2007 l'Estonia': a date behind a comma with the next state behind it."""
    behind = scene.states[index_from(scene.states, date.span.end) :][:1]
    return gap.startswith(",") and any(0 < state.span.start - date.span.end <= _BESIDE for state in behind)


def dated_in_turn(scene: Scene, clause: Span) -> dict[str, DateMention]:
    """'Chile hat das Abkommen 2017 und Peru 2019 ratifiziert', 'in 2017 and 2019, respectively':
    states and dates by turns, or in the order told."""
    states = [s for s in within(scene.states, *clause) if s.link in ("", "by") and s.via in NAMED]
    dates = within(scene.dates, *clause)
    if len(states) < _FEWEST_TURNS or len(states) != len(dates):
        return {}
    pairs = [(state.span.start, date.span.start) for state, date in zip(states, dates, strict=True)]
    turns = [start for pair in pairs for start in (pair if pairs[0] == tuple(sorted(pairs[0])) else pair[::-1])]
    if turns != sorted(turns) and "respectively" not in scene.kinds:
        return {}
    return {state.code: date for state, date in zip(states, dates, strict=True)}


def _qualifying(scene: Scene, at: Span) -> list[str]:
    """'adhésion panaméenne', 'instrument ghanéen', 'US withdrawal', "Peru's ratification": a state beside the act or
    the instrument that says whose it is."""
    nouns = (at, *(Span(h.start, h.end) for h in scene.hits if "instrument" in h.senses))
    return [state.code for state in scene.states if any(_qualifies(scene, state, noun) for noun in nouns)][:1]


def _qualifies(scene: Scene, state: StateMention, noun: Span) -> bool:
    if state.via in QUALIFIERS:
        return state.span.start - noun.end == 1 or noun.start - state.span.end == 1
    mark = scene.document.pack.patterns.possessive.match(scene.document.view, state.span.end)
    end = mark.end() if mark is not None else state.span.end
    return state.via in NAMED and noun.start - end == 1 and (mark is not None or _is_genitive(scene, state))


def _is_genitive(scene: Scene, state: StateMention) -> bool:
    """'Perus Beitritt'."""
    letter, name = scene.document.pack.data.possessive, scene.document.slice(state.span)
    return bool(letter) and name.endswith(letter) and scene.document.pack.lexicon.knows(name[:-1])


def _without_depositary(scene: Scene, coded: Sequence[Actor]) -> list[Actor]:
    """Beside a state that acts, an organisation is who was told or who keeps the treaty, unless an 'and' pairs them."""
    organisations = scene.document.pack.data.organisations
    states = [a for a in coded if a.code not in organisations]
    paired = {a.span for pair in pairwise(coded) if states and _joined(scene, *pair) for a in pair}
    return [a for a in coded if a in states or a.span in paired] if states else list(coded)


def _subjects(scene: Scene, clause: Span, at: Span) -> list[Actor]:
    """States and institutions that act in the clause, else in one before it: ungoverned ones, or those behind 'by'."""
    subject_first = scene.document.pack.data.subject_first
    inside = scene.actors_in(clause)
    free = [a for a in inside if owns_act(scene, a, at)] or [
        a for a in inside if a.link == "by" or (a.link == "" and (a.span.end <= at.start or not subject_first))
    ]
    if not free and scene.document.pack.data.adjective_last:
        behind = _has_object_before(scene, clause, at)
        free = [a for a in inside if a.link == "" and (behind or a.kind == "state")]
    if not free:
        free = _antecedent(scene, clause) or aside(scene, [a for a in scene.actors if a.link in ("", "by")], clause)
    if not free:
        own = scene.clauses.index(clause.start)
        stop = scene.sentence.end
        if subject_first:
            stop = min((h.start for h in scene.hits if not FINITE.isdisjoint(h.senses)), default=stop)
        free = [
            a
            for a in scene.actors
            if a.link in ("", "by") and a.span.end <= stop and scene.clauses.index(a.span.start) < own
        ]
    if not free:
        free = _ahead(scene, clause) or _predicate(scene, at)
    oblique = (s for s in scene.states if not s.link and is_oblique(scene.document, s))
    objects = {s.span for s in oblique if not _is_awaited(scene, s.span)}
    if any(a.span.end <= at.start and a.span not in objects for a in free):
        free = [a for a in free if a.link or a.span.start - at.end != 1 or owns_act(scene, a, at)]
    return [
        a
        for a in free
        if not in_title(scene, a)
        and not in_brackets(scene.document, a)
        and (a.link == "by" or a.span not in objects or owns_act(scene, a, at))
    ]


def _is_awaited(scene: Scene, state: Span) -> bool:
    """'Литве ещё предстоит ратифицировать …': in the case of whom something awaits."""
    behind = scene.document.hit_at(state.end + 1)
    return behind is not None and "pending" in behind.senses


def _has_object_before(scene: Scene, clause: Span, at: Span) -> bool:
    """'lo han ratificado Chile y Perú', 'que signèrent le Chili et le Pérou': with the object in front of the verb, the
    subject stands behind it."""
    before = scene.hits_in(Span(clause.start, at.start + 1))
    return any(not _OBJECTS.isdisjoint(hit.senses) for hit in before)


def _ahead(scene: Scene, clause: Span) -> list[Actor]:
    """'En ratifiant le traité, le Togo …', 'Having ratified it, Togo left Ghana behind': a clause without a verb of its
    own has the subject of the next."""
    body = max(clause.start, scene.sentence.body)
    if scene.clauses.index(clause.start) or any(
        "auxiliary" in hit.senses and hit.start - body > 1 for hit in scene.hits_in(clause)
    ):
        return []
    behind = Span(clause.end, scene.clauses.span(min(1, len(scene.clauses) - 1)).end)
    verb = next((h.start for h in scene.hits_in(behind) if not FINITE.isdisjoint(h.senses)), behind.end)
    subjects = [a for a in scene.actors_in(Span(behind.start, verb)) if a.kind == "state" and not a.link]
    apart = next((n for n, pair in enumerate(pairwise(subjects), 1) if not _follows_on(scene, *pair)), None)
    return subjects[:apart]


def _follows_on(scene: Scene, actor: Actor, following: Actor) -> bool:
    """'Chile, Peru and Bolivia': one more of a row."""
    gap = scene.document.view[actor.span.end : following.span.start]
    return gap.strip() == "," or _joined(scene, actor, following)


def _predicate(scene: Scene, at: Span) -> list[Actor]:
    """'The last to ratify it was Peru', 'Among those who ratified are Chile and Peru': right behind the next verb."""
    behind = scene.hits_in(Span(at.end, scene.sentence.end))
    verb = next((hit for hit in behind if not FINITE.isdisjoint(hit.senses)), None)
    if verb is None or "auxiliary" not in verb.senses:
        return []
    run: list[Actor] = []
    for actor in scene.actors_in(Span(verb.end, scene.sentence.end)):
        near = actor.span.start - verb.end <= _BEHIND_VERB if not run else _joined(scene, run[-1], actor)
        if actor.kind != "state" or actor.link or not near:
            break
        run.append(actor)
    return run


def _antecedent(scene: Scene, clause: Span) -> list[Actor]:
    """'nach Chile, das 2019 beitrat', 'Вслед за Чили, присоединившейся в 2019 году': the state right before a clause on
    it, whatever governs it, unless it only says with whom a treaty is."""
    opening = scene.document.hits_in(clause.start, clause.start + 2)
    if not opening or not _is_relative(scene, opening[0]):
        return []
    return [
        actor
        for actor in scene.actors
        if actor.kind == "state" and actor.span.end == clause.start - 1 and actor.link not in _OF_TREATIES
    ]


def _is_relative(scene: Scene, opening: Hit) -> bool:
    data = scene.document.pack.data
    if "event" in opening.senses:
        return scene.document.view[opening.start : opening.end].endswith(data.participle_endings)
    return "that" not in opening.senses and ("subordinator" in opening.senses or "article" in opening.senses)


def aside(scene: Scene, actors: Sequence[Actor], clause: Span) -> list[Actor]:
    """'Costa Rica, that signed it …', 'the UK, last of the five, had …': subjects with no verb between them and the
    clause, those nearest to it."""
    free: dict[int, list[Actor]] = {}
    last: Actor | None = None
    for actor in reversed(actors):
        gap = Span(actor.span.end, clause.start)
        if actor.kind != "state" or not 0 <= gap.end - gap.start <= LONGEST_ASIDE:
            continue
        closed = scene.document.view[gap.start : gap.start + 2].startswith(_ASIDE_ENDS)
        paired = last is not None and _joined(scene, actor, last)
        if (closed or paired) and all(FINITE.isdisjoint(hit.senses) for hit in scene.hits_in(gap)):
            free.setdefault(scene.clauses.index(actor.span.start), []).insert(0, actor)
            last = actor
    return free[max(free)] if free else []


def _joined(scene: Scene, actor: Actor, following: Actor) -> bool:
    """'Ghana and Togo', 'die EU und die Schweiz': nothing but an 'and' and an article between the two."""
    gap = scene.document.view[actor.span.end : following.span.start].lower().split()
    return (
        gap[:1] != []
        and gap[0] in scene.document.pack.data.time.joiners
        and scene.document.pack.articles.issuperset(gap[1:])
    )


def in_title(scene: Scene, actor: Actor) -> bool:
    """Whether the actor is only named inside the name of an agreement."""
    return any(t.span.start <= actor.span.start < t.span.end for t in scene.treaties)


def mentions(scene: Scene, chosen: Sequence[Actor]) -> tuple[StateMention, ...]:
    """Those of known states as mentions: the state's own where it is named there."""
    known = {s.span: s for s in scene.states}
    return tuple(
        known.get(a.span) or StateMention(a.span, "actor", a.code or "", a.kind, a.link) for a in chosen if a.code
    )
