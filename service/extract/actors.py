"""Who acts in a sentence: states as such, and the bodies, governments and offices that act for one."""

from collections.abc import Iterator, Sequence, Set
from operator import attrgetter

from service.extract.phrases import governor, governor_before
from service.extract.states import is_agent
from service.lang.lexicon import Hit
from service.mention import NAMED, Mention, Span, StateMention
from service.text.document import Document
from service.text.owners import INSTITUTIONS, SELF, owner_of
from service.text.spans import index_from

OFFICIAL = frozenset(("body", "government"))
_INSTITUTIONAL = frozenset(INSTITUTIONS)
_MOST_OWNERS = 8
_SPAN = attrgetter("span")


class Actor(Mention, frozen=True, gc=False):
    """A state, or an institution of one. `kind`: state, body, government, role or side ('on the Chilean side'); `link`:
    its preposition's class."""

    span: Span
    kind: str
    code: str | None
    link: str


def actors(
    document: Document, hits: Sequence[Hit], states: Sequence[StateMention], spoken: Set[str] = frozenset()
) -> list[Actor]:
    """Actors of one sentence in order. A state that only says whose an institution is ('Polens Sejm') is part of it.

    `spoken` are the states that the article speaks of: which of them 'the Senate' belongs to.
    """
    found: list[Actor] = []
    owned: set[int] = set()
    previous: Actor | None = None
    for position, hit in enumerate(hits):
        if _INSTITUTIONAL.isdisjoint(hit.senses):
            continue
        owner = owner_of(document, hit, states)
        kind = _kind(hit, owner, spoken)
        if kind == "body" and previous is not None and _is_same_body(document, previous, hit, owner):
            code = previous.code or (owner.code if owner else _own_code(hit, kind, spoken))
            found[-1] = previous = previous._replace(span=Span(previous.span.start, hit.end), code=code)
            owned |= {owner.span.start} if owner else set()
            continue
        before = owner is not None and owner.span.start < hit.start
        link = _link_of_owner(document, owner) if owner and before else governor(document, hits, position)
        paired = _code_of_pair(document, previous, hit, kind)
        code = owner.code if owner else _own_code(hit, kind, {paired} if paired else spoken) or paired
        previous = Actor(Span(hit.start, hit.end), kind, code, link)
        found.append(previous)
        if owner is None:
            continue
        owned.add(owner.span.start)
        if not before:
            for other in _joined(document, owner, states):
                owned.add(other.span.start)
                found.append(Actor(Span(hit.start, other.span.end), kind, other.code, link))
    owned |= {actor.span.start for actor in found}
    found += [
        Actor(state.span, "state", state.code, state.link or ("by" if is_agent(document, state) else ""))
        for state in states
        if state.via in SELF and state.span.start not in owned
    ]
    found += [
        Actor(state.span, "side", state.code, state.link)
        for state in states
        if state.via == "adjective" and state.link == "by" and state.span.start not in owned
    ]
    return sorted(found, key=_SPAN) if len(found) > 1 else found


def _link_of_owner(document: Document, owner: StateMention) -> str:
    """'Perus Präsident': the genitive says whose he is, and nothing governs him."""
    return governor_before(document, owner.span.start) if owner.link == "of" else owner.link


def _joined(document: Document, owner: StateMention, states: Sequence[StateMention]) -> Iterator[StateMention]:
    """Further owners: 'Außenminister der Türkei und Libyens', 'parliaments of Chile and Peru'."""
    pack = document.pack
    small = pack.data.time.joiners | pack.data.genitive_articles | pack.articles
    at = index_from(states, owner.span.end)
    end = owner.span.end
    for state in states[at : at + _MOST_OWNERS]:
        words = document.view[end : state.span.start].replace(",", " ").lower().split()
        alike = state.via in NAMED if owner.via in NAMED else state.via == owner.via
        if not alike or state.span.start - end > 12 or not small.issuperset(words):
            return
        yield state
        end = state.span.end


def _is_same_body(document: Document, previous: Actor, hit: Hit, owner: StateMention | None) -> bool:
    return previous.kind == "body" and (
        _whose_body(document, previous, hit, owner) or _in_apposition(document, previous, hit, owner)
    )


def _in_apposition(document: Document, previous: Actor, hit: Hit, owner: StateMention | None) -> bool:
    """'der Nationalrat, das Oberhaus Bhutans, …': between commas the second only says what the first is."""
    view, end = document.view, max(hit.end, owner.span.end if owner is not None else 0)
    gap = view[previous.span.end : hit.start].split()
    return gap[:1] == [","] and len(gap) == 2 and gap[1] in document.pack.articles and view[end : end + 1] == ","


def _whose_body(document: Document, previous: Actor, hit: Hit, owner: StateMention | None) -> bool:
    """'депутаты кнессета', 'both houses of the Peruvian parliament': the second only says whose act."""
    end, small = hit.start, set(document.pack.data.genitive_articles)
    if owner is not None and previous.span.end < owner.span.start and owner.span.end < hit.start:
        end = owner.span.start
        small |= set(document.pack.data.people.of_state)
        if document.view[owner.span.end : hit.start] != " ":
            return False
    return document.view[previous.span.end : end].strip().lower() in small


def _kind(hit: Hit, owner: StateMention | None, spoken: Set[str]) -> str:
    """What the institution is; a 'Bundesrat' is a chamber of one state and the government of another: the one that owns
    it or that is spoken of decides."""
    kinds = [kind for kind in INSTITUTIONS if kind in hit.senses]
    if len(kinds) > 1:
        known = {owner.code} if owner is not None else spoken
        return next((kind for kind in kinds if known & {sense.value for sense in hit.senses[kind]}), kinds[0])
    return kinds[0]


def _own_code(hit: Hit, kind: str, spoken: Set[str]) -> str | None:
    """The state that the name alone says; where several have it or it is a common word too, the only one spoken of."""
    if kind == "government":
        return None
    values = {sense.value for sense in hit.senses[kind]}
    codes = (values & spoken if len(values) > 1 else values) - {kind, None}
    return str(next(iter(codes))) if len(codes) == 1 else None


def _code_of_pair(document: Document, previous: Actor | None, hit: Hit, kind: str) -> str | None:
    """'der Sejm und der Senat': a chamber beside another is of the same state."""
    if previous is None or kind != "body" or previous.kind != "body":
        return None
    gap = document.view[previous.span.end : hit.start].strip().lower().split()
    return previous.code if 0 < len(gap) <= 2 and gap[0] in document.pack.data.time.joiners else None


def in_brackets(document: Document, actor: Actor) -> bool:
    """'am Sitz der Organisation (IMO)': the short form of what stands before it does nothing of its own."""
    view = document.view
    return view[actor.span.start - 1 : actor.span.start] == "(" and view[actor.span.end : actor.span.end + 1] == ")"


def is_given(coded: Sequence[Actor], subjects: Sequence[Actor]) -> bool:
    """'seine Regierung werde Kambodscha die Kündigung überreichen': behind an institution of a state not told, the
    state is whom the act is done to."""
    first = subjects[0] if subjects else None
    return first is not None and first.kind in OFFICIAL and not first.code and all(a.kind == "state" for a in coded)


def came_before(body: Actor, bodies: Sequence[Actor]) -> bool:
    """'Nach dem Senat stimmte auch das Abgeordnetenhaus zu': the first did so earlier, nobody says when."""
    return body.link == "to" and any(not other.link for other in bodies)
