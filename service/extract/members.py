"""Which of many states an act names: 'ratified by 40 states, including Kenya and Ghana', 'so far: Burundi, in 2017'."""

import re

from schemas.vocabulary import EventStatus, EventType
from service.extract.scene import Scene
from service.mention import NAMED, DateMention, EventMention, StateMention
from service.text.spans import index_from

_EACH = frozenset((EventType.RATIFICATION, EventType.ACCESSION, EventType.DEPOSIT_OF_INSTRUMENTS, EventType.WITHDRAWAL))
_TELLING = frozenset(("auxiliary", "event", "plan", "negation", "says", "witness"))
_OTHERS = frozenset(("event", "negation", "says"))
_END = re.compile(r"\)?\s*(?:[.;]|$)", re.MULTILINE)
_BREAK = re.compile(r"[.;!?]")
_DATED = re.compile(r",? \(?(?:[^\W\d_A-ZА-Я]+[ '’]){0,3}")
_LONGEST_LEAD = 90
_LONGEST_GAP = 45
_LONGEST_OPENING = 12


def counted_members(scene: Scene, event: EventMention) -> dict[str, DateMention | None]:
    """The states of a list behind 'including' or a colon, each with the date that stands beside it."""
    if event.type not in _EACH or event.status is not EventStatus.OCCURRED:
        return {}
    opening, stop = _opening(scene, event)
    found: dict[str, DateMention | None] = {}
    last: StateMention | None = None
    for state in scene.states[index_from(scene.states, opening) :] if opening else ():
        start, reach = (last.span.end, _LONGEST_GAP) if last else (opening, _LONGEST_OPENING)
        gap = scene.document.view[start : state.span.start]
        if (
            state.span.end > stop
            or len(gap) > reach
            or _BREAK.search(gap)
            or state.via not in NAMED
            or state.link not in ("", "by")
        ):
            break
        if any(not _TELLING.isdisjoint(hit.senses) for hit in scene.document.hits_in(start, state.span.start)):
            break
        if last is None or "," in gap or not scene.document.pack.data.time.joiners.isdisjoint(gap.lower().split()):
            found.setdefault(state.code, _beside(scene, state))
            last = state
    return found if last and _closes(scene, event, opening, last) else {}


def _closes(scene: Scene, event: EventMention, opening: int, last: StateMention) -> bool:
    """Whether nothing is told of the states behind them; behind a colon nothing else may follow at all."""
    date = _beside(scene, last)
    end = date.span.end if date else last.span.end
    view, stop = scene.document.view, event.span.start if opening < event.span.start else scene.sentence.end
    if view[opening - 1] == ":" and not _END.match(view, end):
        return False
    return all("negation" not in hit.senses for hit in scene.document.hits_in(end, stop))


def _opening(scene: Scene, event: EventMention) -> tuple[int, int]:
    """Where the list begins and the last place where it may end; zeros if there is none."""
    behind = _opening_behind(scene, event)
    if behind:
        return behind, scene.sentence.end
    start = max(scene.sentence.body, event.span.start - _LONGEST_LEAD)
    hits = scene.document.hits_in(start, event.span.start)
    mark = next((i for i, hit in enumerate(hits) if "among" in hit.senses), None)
    if mark is None or any(not _OTHERS.isdisjoint(hit.senses) for hit in hits[mark + 1 :]):
        return 0, 0
    return hits[mark].end, event.span.start


def _opening_behind(scene: Scene, event: EventMention) -> int:
    end = event.span.end
    view, stop = scene.document.view, min(scene.sentence.end, end + _LONGEST_LEAD)
    colon = view.find(": ", end, stop)
    marks = [hit for hit in scene.document.hits_in(end, stop) if "among" in hit.senses]
    opening = marks[0].end if marks else colon + 1
    start = marks[0].start if marks else colon
    if opening <= 0:
        return 0
    between = scene.document.hits_in(end, start)
    return 0 if any(not _OTHERS.isdisjoint(hit.senses) for hit in between) else opening


def _beside(scene: Scene, state: StateMention) -> DateMention | None:
    """'Burundi, in October 2017', 'Kenya (2018)'."""
    at = index_from(scene.dates, state.span.end)
    if at == len(scene.dates):
        return None
    gap = scene.document.view[state.span.end : scene.dates[at].span.start]
    return scene.dates[at] if _DATED.fullmatch(gap) else None
