"""Ends of an agreement: whether it is the agreement that ends, or is ended, and until which day it lasted."""

from schemas.vocabulary import EventType
from service.extract.arguments import treaty_of
from service.extract.datable import closing_word
from service.extract.phrases import governor_before
from service.extract.scene import Scene
from service.extract.spoken_of import has_clitic
from service.lang.lexicon import Hit
from service.lang.senses import Trigger
from service.mention import Age, DateMention, Span, TreatyMention

_SUBJECT = frozenset(("", "of", "beside", "between"))
_BETWEEN = frozenset(("time", "article", "demonstrative", "again", "void"))
_OTHER_OBJECT = frozenset(("article", "demonstrative", "state"))
_LEADING_ON = frozenset(("subordinator", "and", "when"))
_CLOSING = frozenset((".", ",", ";", ":", "!", "?", ")", "“", "”", ""))
_PRONOUNS = frozenset(("pronoun", "both_of", "all_of"))
_NO_PRONOUN = frozenset(("link", "article"))
_BESIDE = 1
_NEAR = 8
_LONGEST_LEAD = 16
_LONGEST_OBJECT = 28
_DIGITS = " 0123456789."


def ends_agreement(scene: Scene, trigger: Trigger, hit: Hit, clause: Span) -> bool:
    """Whether the word is said of an agreement in the way that its rule asks for."""
    match trigger.rule.of:
        case "object":
            jointly = trigger.rule.event is EventType.WITHDRAWAL and _are_several(scene, clause)
            clitic = trigger.mode != "noun" and _has_clitic_object(scene, hit, clause)
            return not jointly and (clitic or _is_done_to(scene, hit, clause))
        case "intransitive":
            alone = scene.document.view[hit.end : hit.end + 1] in _CLOSING or _leads_on(scene, hit)
            return alone and _acts_itself(scene, hit, clause)
        case "own":
            return not _is_done_to_other(scene, hit, clause)
        case "begun":
            return scene.leaving is not None
        case "subject":
            return _subject(scene, clause) is not None or stands_for_it(scene, clause)
        case "until":
            told = _subject(scene, clause) is not None or stands_for_it(scene, clause) or _goes_on(scene, hit, clause)
            dated = (
                scene.document.reference is not None or trigger.mode == "past" or "perfect" in scene.kinds_in(clause)
            )
            return told and dated and lasted_until(scene, clause) is not None
        case "replacing":
            fresh = any(_is_subject(scene, treaty) and _is_fresh(treaty) for treaty in _in_clause(scene, clause))
            return fresh and (_subject(scene, clause) is not None or stands_for_it(scene, clause))
    return trigger.mode == "noun" or not _is_of_other(scene, clause)


def acted_on(scene: Scene, trigger: Trigger, at: Span, clause: Span) -> TreatyMention | None:
    """The agreement that the act is of. What ends is the subject, or what an end is put to; where a pronoun stands for
    it, one told before in the sentence or none of it."""
    ends = trigger.rule.event is EventType.TERMINATION and trigger.mode != "noun"
    if trigger.rule.of == "object":
        return next((t for t in scene.treaties if at.start < t.head.start < clause.end), None)
    if trigger.rule.of in ("any", "begun") and not (ends and stands_for_it(scene, clause)):
        return (_subject(scene, clause) if ends else None) or treaty_of(scene, at)
    before = (t for t in reversed(scene.treaties) if t.span.end <= clause.start and not _is_fresh(t))
    return _subject(scene, clause) or next(before, None)


def _acts_itself(scene: Scene, hit: Hit, clause: Span) -> bool:
    """Whether an agreement, or a pronoun right before the verb, is its subject: 'it had died', not 'open-ended'."""
    if scene.document.view[hit.start - 1 : hit.start] == "-":
        return False
    before = next(
        (h for h in reversed(scene.hits_in(Span(clause.start, hit.start))) if "auxiliary" not in h.senses), None
    )
    stood_for = before is not None and "pronoun" in before.senses and hit.start - before.end <= _NEAR
    return stood_for or any(t.head.end <= hit.start for t in [_subject(scene, clause)] if t is not None)


def _leads_on(scene: Scene, hit: Hit) -> bool:
    """'ended in 1939', 'ended when …', 'died with …', and not 'ended the war'."""
    behind = scene.document.hit_at(hit.end + 1)
    if any(0 < date.span.start - hit.end <= _LONGEST_LEAD for date in scene.all_dates):
        return behind is None or "article" not in behind.senses
    return behind is not None and (
        not _LEADING_ON.isdisjoint(behind.senses) or any(s.value == "with" for s in behind.senses.get("link", ()))
    )


def lasted_until(scene: Scene, clause: Span) -> DateMention | None:
    """'galt bis 1939': the day behind the 'until', if it has come."""
    reference = scene.document.reference
    for date in scene.all_dates:
        if not clause.start <= date.span.start < clause.end or date.past is None or date.past != date.future:
            continue
        last = date.past.last_day()
        come = last is not None and (reference is None or last < reference)
        if come and closing_word(scene.document, date, clause.start) is not None:
            return date
    return None


def _in_clause(scene: Scene, clause: Span) -> list[TreatyMention]:
    """The agreements that it names, or whose name runs over into it: '… between Chile and Peru died'."""
    return [t for t in scene.treaties if t.head.start < clause.end and clause.start < t.span.end]


def _subject(scene: Scene, clause: Span) -> TreatyMention | None:
    """The agreement of the clause that no preposition governs and that is not introduced as a new one."""
    return next(
        (treaty for treaty in _in_clause(scene, clause) if not _is_fresh(treaty) and _is_subject(scene, treaty)),
        None,
    )


def _is_subject(scene: Scene, treaty: TreatyMention) -> bool:
    """Whether no preposition governs it; that in 'in 1939 a new agreement' is the year's."""
    start = treaty.span.start
    dated = any(
        start - _LONGEST_LEAD < date.span.end <= start
        and all("link" not in hit.senses for hit in scene.document.hits_in(date.span.end, start))
        for date in scene.all_dates
    )
    return dated or governor_before(scene.document, start, joined=False) in _SUBJECT


def _is_fresh(treaty: TreatyMention) -> bool:
    """Whether it is introduced as a new one."""
    return treaty.definite is False or treaty.age is Age.NEWER


def stands_for_it(scene: Scene, clause: Span) -> bool:
    """Whether a pronoun of the clause may be the agreement; neither 'en 1931' nor 'los guardias' holds one."""
    hits = scene.hits_in(clause)
    return any(
        not _PRONOUNS.isdisjoint(hit.senses) and _NO_PRONOUN.isdisjoint(hit.senses) for hit in hits
    ) or has_clitic(scene, clause)


def _goes_on(scene: Scene, hit: Hit, clause: Span) -> bool:
    """'…, und galt bis 1939', 'Obowiązywał do 1939 r.': nothing else stands before the verb."""
    ahead = scene.hits_in(Span(clause.start, hit.start))
    first = next((h for h in ahead if "and" not in h.senses), None)
    return hit.start - (ahead[-1].end if ahead else clause.start) <= _BESIDE and first is None


def _is_of_other(scene: Scene, clause: Span) -> bool:
    """'The row over the treaty ended', 'under the treaty the tariffs expired': the clause names an agreement, but only
    behind prepositions, so that something else ends."""
    named = _in_clause(scene, clause)
    return bool(named) and not stands_for_it(scene, clause) and not any(_is_subject(scene, treaty) for treaty in named)


def _are_several(scene: Scene, clause: Span) -> bool:
    """'Chile and Peru annulled it': what several states do at once is an end, and none of them leaves."""
    return len({actor.code for actor in scene.actors_in(clause) if actor.kind == "state" and not actor.link}) > 1


def _is_done_to_other(scene: Scene, hit: Hit, clause: Span) -> bool:
    """'renounced Tokelau', 'withdrew its admiral', 'left the club': what stands right behind is no agreement."""
    behind = scene.document.hit_at(hit.end + 1)
    treaty = next((t for t in scene.treaties if hit.end < t.head.start < clause.end), None)
    if treaty is not None and treaty.span.start - hit.end <= _LONGEST_OBJECT:
        links = (h for h in scene.hits_in(Span(hit.end, treaty.span.start)) if "link" in h.senses)
        if all(link is behind for link in links):
            return False
    if behind is None:
        following = scene.document.view[hit.end + 1 : hit.end + 2]
        return following.isupper() or " " in scene.document.view[hit.start : hit.end]
    return not _OTHER_OBJECT.isdisjoint(behind.senses)


def _has_clitic_object(scene: Scene, verb: Hit, clause: Span) -> bool:
    """'lo anuló', 'l'a annulé', 'la hanno sciolta': the agreement is a pronoun before the verb, and not its subject."""
    if any(_is_subject(scene, treaty) for treaty in _in_clause(scene, Span(clause.start, verb.start))):
        return False
    start = verb.start
    for hit in reversed(scene.hits_in(Span(clause.start, verb.start))):
        if start - hit.end > _BESIDE:
            return False
        auxiliary = "auxiliary" in hit.senses
        if "clitic" in hit.senses or (auxiliary and "pronoun" in hit.senses):
            return True
        if not auxiliary:
            return False
        start = hit.start
    return False


def _is_done_to(scene: Scene, hit: Hit, clause: Span) -> bool:
    """'beendete 1939 den Vertrag', 'mit fin au traité': behind the verb, with a time and an article at most.

    What an agreement ends is another one beside it.
    """
    if any(_is_subject(scene, treaty) for treaty in _in_clause(scene, Span(clause.start, hit.start))):
        return False
    treaty = next((t for t in scene.treaties if hit.end < t.head.start < clause.end), None)
    if treaty is None or treaty.definite is False:
        return False
    end = hit.end
    start = max(treaty.span.start, end)
    view = scene.document.view
    for between in scene.hits_in(Span(end, start)):
        linked = "link" in between.senses and between.start - hit.end <= _BESIDE
        if view[end : between.start].strip(_DIGITS) or (not linked and _BETWEEN.isdisjoint(between.senses)):
            return False
        end = between.end
    return not view[end:start].strip(_DIGITS)
