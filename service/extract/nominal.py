"""The day that stands behind the noun of an act and is that noun's own: 'nach der Zustimmung des Senats im Mai …'."""

import re
from collections.abc import Sequence

from service.extract.dating import is_of_attribute
from service.extract.scene import Scene
from service.mention import DateMention, Span

_LONGEST_PHRASE = 70
_LONGEST_LEAD = 20
_TELLING = frozenset(("auxiliary", "plan", "says"))
_FINITE = _TELLING | {"event", "pronoun", "again"}
_TURNS = frozenset("jhar")
"""The codes of 'after' and 'before' in the grammar of time."""
_WORD = re.compile(r"[^\W\d_]+")


def nominal_date(scene: Scene, at: Span, dates: Sequence[DateMention]) -> DateMention | None:
    """The date behind the noun of an act, where its clause has another for a verb behind or the noun only says when."""
    clause = scene.clause_of(at.start)
    inside = [
        date
        for date in dates
        if clause.start <= date.span.start < clause.end
        and not any(is_of_attribute(scene, date, other) for other in scene.triggers)
    ]
    behind = next((date for date in inside if date.span.start > at.end), None)
    if behind is None or behind.span.start - at.end > _LONGEST_PHRASE:
        return None
    for_verb = len(inside) > 1 and any(at.end < other.start < clause.end for other in scene.triggers)
    if not for_verb and not _is_counted_from(scene, at) and not _says_when(scene, at, behind):
        return None
    between = scene.hits_in(Span(at.end, behind.span.start))
    acts = any(at.end <= trigger.start < behind.span.start for trigger in scene.triggers)
    plain = not acts and all(_TELLING.isdisjoint(hit.senses) for hit in between)
    return behind if plain and "," not in scene.document.view[at.end : behind.span.start] else None


def _is_counted_from(scene: Scene, at: Span) -> bool:
    """'drei Monate nach der Hinterlegung am 4. März …': the noun stands next behind a length of time."""
    return any(0 < at.start - length.span.end <= _LONGEST_LEAD for length in scene.lengths)


def _says_when(scene: Scene, at: Span, date: DateMention) -> bool:
    """'nach der Unterzeichnung durch Chile am 3. Mai …': behind a word for 'after' or 'before', and the date within the
    same phrase, so that no verb stands between."""
    before = scene.document.hit_before(at.start, _LONGEST_LEAD)
    if before is not None and "article" in before.senses and at.start - before.end == 1:
        before = scene.document.hit_before(before.start, _LONGEST_LEAD)
    if before is None or not any(sense.value[0] in _TURNS for sense in before.senses.get("time", ())):
        return False
    between = Span(at.end, date.span.start)
    known = scene.hits_in(between)
    return all(_FINITE.isdisjoint(hit.senses) for hit in known) and not any(
        word.group()[0].islower() and not any(hit.start <= word.start() < hit.end for hit in known)
        for word in _WORD.finditer(scene.document.view, *between)
    )
