"""The day on which an act takes effect, where that is not the day of the act: a notice of leaving, 'at once'."""

from collections.abc import Sequence

from schemas.vocabulary import EventStatus, EventType
from service.extract.adjoining import TELLING, is_tail
from service.extract.realis import LEAVING
from service.extract.scene import Scene
from service.lang.lexicon import Hit
from service.mention import DateMention, EventMention, Span
from service.text.spans import within

_LONGEST_LEAD = 40
_LEADING = 30
EFFECT = frozenset((EventType.ENTRY_INTO_FORCE, EventType.PROVISIONAL_APPLICATION))
_MAKING = frozenset((EventType.SIGNATURE, EventType.EXCHANGE_OF_INSTRUMENTS))
_PARTING = frozenset(",;:.(")
_AT_ONCE = EFFECT | {EventType.SIGNATURE}
_SINCE = frozenset(("starting", "ever_since", "since"))


def effect_apart(scene: Scene, at: Span, date: DateMention | None) -> tuple[DateMention | None, DateMention | None]:
    """The day of a leaving and that of its effect; where only the latter is told, and has come, it is the former."""
    effect = effect_told(scene, scene.clauses.index(at.start))
    if effect is None:
        return date, None
    opens = effect.span.start < min(at.start, scene.sentence.body + _LEADING)
    if date is None and (opens or not is_to_come(scene, effect)):
        return effect, None
    return date, told_ahead(scene, effect)


def is_of_effect(scene: Scene, date: DateMention) -> bool:
    """'with effect from 1 October', 'zum 1. Oktober': the day on which a leaving takes effect."""
    before = scene.document.hits_in(max(0, date.span.start - _LONGEST_LEAD), date.span.start)
    return bool(before) and date.span.start - before[-1].end <= 1 and "with_effect" in before[-1].senses


def effect_told(scene: Scene, own: int) -> DateMention | None:
    """The day of effect that the clause of a leaving tells, or the one behind it that says no more."""
    return next(
        (
            date
            for date in scene.dates
            if is_of_effect(scene, date)
            and abs((clause := scene.clauses.index(date.span.start)) - own) <= 1
            and (clause == own or _says_no_more(scene, date, clause))
        ),
        None,
    )


def _says_no_more(scene: Scene, date: DateMention, clause: int) -> bool:
    start, end = scene.clauses.span(clause)
    return all(TELLING.isdisjoint(hit.senses) for hit in scene.hits_in(Span(start, date.span.start))) and is_tail(
        scene, date.span.end, end
    )


def is_to_come(scene: Scene, date: DateMention) -> bool:
    """Whether of two readings of a day the one ahead is nearer: 'zum 1. Oktober gekündigt'."""
    reference = scene.document.reference
    behind, ahead = date.past.last_day() if date.past else None, date.future.first_day() if date.future else None
    if reference is None or behind is None or ahead is None or ahead <= reference:
        return False
    return date.past == date.future or ahead - reference < reference - behind


def told_ahead(scene: Scene, date: DateMention) -> DateMention:
    """A day of effect, as the nearer of its readings."""
    return date._replace(past=date.future) if is_to_come(scene, date) else date


def effect_of(scene: Scene, last: EventMention, event: EventMention) -> DateMention | None:
    """'… notified its withdrawal. It takes effect on 2 June': right behind a leaving that has no such day yet, a later
    day of effect is that of the leaving where no agreement is named anew."""
    if event.type is not EventType.ENTRY_INTO_FORCE or last.type not in LEAVING or last.effective is not None:
        return None
    if event.date is None or any(
        treaty.form != "other" for treaty in within(scene.treaties, *scene.clause_of(event.span.start))
    ):
        return None
    left = last.date.past.last_day() if last.date is not None and last.date.past is not None else None
    day = event.date.future if event.status is EventStatus.PLANNED else event.date.past
    first = day.first_day() if day is not None else None
    later = first is not None and left is not None and first > left
    return event.date if later or event.status is EventStatus.PLANNED else None


def take_effect(found: list[EventMention], event: EventMention) -> None:
    """Give the effective date to the last event of leaving; without one, the day of effect is all that is said."""
    for position in range(len(found) - 1, -1, -1):
        if found[position].type in LEAVING:
            if found[position].effective is None:
                found[position] = found[position]._replace(effective=event.effective)
            return
    found.append(event._replace(date=event.effective, effective=None))


def at_once(scene: Scene, at: Span) -> bool:
    """Whether the clause says that it took effect at once or with the signature; not 'right after ratification'."""
    if scene.lengths:
        return False
    clause = scene.clause_of(at.start)
    once = next((hit for hit in scene.hits_in(clause) if "at_once" in hit.senses), None)
    if once is None:
        return _since_signing(scene, at, clause)
    behind = Span(once.end, min(once.end + _LONGEST_LEAD, scene.sentence.end))
    other = next((hit for hit in scene.hits_in(behind) if "and" in hit.senses or _is_other_act(hit)), None)
    if other is None or "and" in other.senses:
        return True
    return not _PARTING.isdisjoint(scene.document.view[once.end : other.start])


def _since_signing(scene: Scene, at: Span, clause: Span) -> bool:
    """'mit der Unterschrift', 'from the day of the signing', 'obowiązuje od złożenia podpisów'."""
    return any(_is_signing(hit) and _is_counted_from(scene, at, hit, clause) for hit in scene.hits_in(clause))


def _is_signing(hit: Hit) -> bool:
    if "signature" in hit.senses:
        return True
    acts = hit.senses.get("event", ())
    return any(sense.value.mode == "noun" and sense.value.rule.event is EventType.SIGNATURE for sense in acts)


def _is_counted_from(scene: Scene, at: Span, signing: Hit, clause: Span) -> bool:
    """Whether a word for 'with' or 'since' leads to the signing, or the verb itself, which may end in such a word."""
    start = max(clause.start, signing.start - _LONGEST_LEAD)
    for hit in reversed(scene.document.hits_in(start, signing.start)):
        links = {sense.value for sense in hit.senses.get("link", ())}
        if hit.start == at.start or "with" in links or not _SINCE.isdisjoint(hit.senses):
            return True
        if (links and "of" not in links) or "," in scene.document.view[hit.end : signing.start]:
            return any(sense.value[0] == "f" for sense in hit.senses.get("time", ()))
    return False


def _is_other_act(hit: Hit) -> bool:
    acts = hit.senses.get("event", ())
    return bool(acts) and all(sense.value.rule.event not in _AT_ONCE for sense in acts)


def from_signature(scene: Scene, event: EventMention, told: Sequence[EventMention]) -> EventMention:
    """'It took effect at once', 'obowiązywało od chwili podpisania': on the day of the last signature or exchange."""
    if event.type not in EFFECT or event.date is not None or event.status is not EventStatus.OCCURRED:
        return event
    if not at_once(scene, event.span):
        return event
    made = (e for e in reversed(told) if e.type in _MAKING and e.status is EventStatus.OCCURRED)
    last = next(made, None)
    return event._replace(date=last.date) if last is not None and last.date is not None else event


def brought_about(scene: Scene, event: EventMention, last: EventMention | None) -> EventMention:
    """'Am 3. Mai tauschten sie die Urkunden aus. Damit trat der Vertrag in Kraft': on the day of the act before."""
    if last is None or last.date is None or event.type not in EFFECT or event.date is not None:
        return event
    opening = scene.document.hits_in(scene.sentence.body, scene.sentence.body + 1)
    led = bool(opening) and "thereby" in opening[0].senses
    done = event.status is last.status is EventStatus.OCCURRED and last.type not in EFFECT
    return event._replace(date=last.date) if led and done and last.sentence == scene.index - 1 else event
