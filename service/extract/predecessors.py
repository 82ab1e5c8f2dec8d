"""Who did so before: 'the third state after Chile and Peru to ratify', 'Nach Chile hat auch Peru zugestimmt'."""

from schemas.vocabulary import EventStatus, EventType
from service.extract.scene import Scene
from service.extract.states import follows_order
from service.extract.triggers import ALONE
from service.lang.lexicon import Hit
from service.mention import EventMention, StateMention
from service.text.spans import index_from

_DONE_BEFORE = (ALONE | {EventType.SIGNATURE}) - {EventType.EXTENSION, EventType.SUSPENSION}
_VIA = frozenset(("name", "capital"))
_LONGEST_GAP = 8
_MARKS = str.maketrans(",'’", "   ")
_FINITE = frozenset(("auxiliary", "event", "plan", "says"))


def with_predecessors(scene: Scene, events: list[EventMention]) -> list[EventMention]:
    """The events, those of the states behind such an 'after' as acts done earlier, nobody says when."""
    if not events or "after" not in scene.kinds:
        return events
    marks = (hit for hit in scene.hits if "after" in hit.senses and _tells_order(scene, hit))
    before = [state for mark in marks for state in _listed(scene, mark)]
    codes = {state.code for state in before}
    act = next((e for e in events if e.type in _DONE_BEFORE and e.party and e.party not in codes), None)
    if not before or act is None or act.status is EventStatus.REJECTED:
        return events
    others = [event for event in events if event.type is not act.type or event.party not in codes]
    return [*others, *(_earlier(act, state) for state in before)]


def _earlier(act: EventMention, state: StateMention) -> EventMention:
    return EventMention(
        state.span,
        act.rule,
        act.type,
        EventStatus.OCCURRED,
        act.sentence,
        party=state.code,
        parties=(state,),
        treaty=act.treaty,
    )


def _tells_order(scene: Scene, after: Hit) -> bool:
    """Whether the 'after' opens the sentence or stands behind a number of order."""
    return after.start == scene.sentence.body or follows_order(scene.document, after)


def _listed(scene: Scene, after: Hit) -> list[StateMention]:
    """The states right behind, up to the one behind an 'and'; none if they are a subject: 'after Chile ratified'."""
    data = scene.document.pack.data
    joiners = data.time.joiners
    small = joiners | scene.document.pack.articles
    found: list[StateMention] = []
    end, closed = after.end, False
    for state in scene.states[index_from(scene.states, after.end) :]:
        gap = scene.document.view[end : state.span.start]
        words = gap.lower().translate(_MARKS).split()
        if closed or state.via not in _VIA or len(gap) > _LONGEST_GAP or not small.issuperset(words):
            break
        found.append(state)
        end, closed = state.span.end, not joiners.isdisjoint(words)
    behind = scene.document.hit_at(end + 1)
    acts = after.start == scene.sentence.body and behind is not None and not _FINITE.isdisjoint(behind.senses)
    return [] if acts and not data.verb_last else found
