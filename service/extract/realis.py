"""Whether a clause says that a thing happened, is to happen, was refused, or says nothing of the kind."""

import re
from bisect import bisect_left
from collections.abc import Sequence, Set

from schemas.vocabulary import EventStatus, EventType
from service.extract.hearsay import is_reported, is_said_done
from service.extract.phrases import governor
from service.lang.lexicon import Hit, kinds_of
from service.lang.senses import Trigger
from service.mention import Span
from service.text.document import Document

_FOLLOWING = re.compile(r"\s*(\w{1,12})")
_DENIALS = frozenset(("negation", "refusal"))
_NOT_YET = frozenset(("negation", "yet"))
"""'non l'ha ancora ratificata', 'no la ha ratificado todavía': the two stand apart."""
_UNEXPECTED = (EventType.AMENDMENT, EventType.SUSPENSION, EventType.TERMINATION, EventType.WITHDRAWAL)
"""What 'has not been changed so far' need not be at all."""
_DAY_REACH = 16
_AFTER = "j"
"""The code of 'after' in the grammar of time."""
_BESIDE = 2
_LINKED = 5
"""At most a preposition between: 'отказался от подписания'."""
_NAMED_ACT = frozenset(("infinitive", "noun"))
_UNTENSED = frozenset(("infinitive", "present"))
"""Where the infinitive looks like the present ('to sign'), the form alone does not tell."""
_MODAL = frozenset(("plan", "future", "auxiliary"))
_AHEAD = frozenset(("plan", "future"))
_PAST = frozenset(("past", "participle"))
_UNTENSED_ACTS = frozenset(("participle", "noun"))
_PARTING = frozenset(("and", "that"))
_PLANNING = frozenset(("plan", "scheduled"))
_GUESS = frozenset(("hedge", "weak"))
LEAVING = frozenset((EventType.WITHDRAWAL, EventType.SUSPENSION))
REFUSABLE = (
    EventType.PARLIAMENTARY_APPROVAL,
    EventType.RATIFICATION,
    EventType.EXTENSION,
    EventType.WITHDRAWAL,
    EventType.ACCESSION,
)
"""What may be told as refused: a step that somebody was asked to take."""
_DENIED = (EventType.PARLIAMENTARY_APPROVAL, EventType.EXTENSION)
_DECLINED = (EventType.ACCESSION, EventType.EXTENSION)
_UNDECIDED = frozenset(("never", "to_date"))
"""Beside a denial: 'never approved' tells of no vote, 'has so far not approved' leaves it to come."""


def realis(document: Document, trigger: Trigger, at: Span, clause: Span) -> EventStatus | None:
    """The status that the wording gives the event; None where it denies or only imagines it.

    A finite past form stands for itself. A participle or noun is read with the auxiliaries, modals and negations of its
    clause; an infinitive is a plan unless the clause denies it.
    """
    hits = (*document.hits_in(clause.start, at.start), *document.hits_in(at.end, clause.end))
    kinds = kinds_of(hits)
    waited_for = trigger.mode != "past" and trigger.rule.event not in _UNEXPECTED
    if (waited_for and kinds.issuperset(_NOT_YET)) or ("pending" in kinds and _is_pending(document, trigger, hits, at)):
        return EventStatus.PLANNED
    if "refusal" in kinds and not trigger.rule.status and _refused(document, trigger, hits, at):
        return EventStatus.REJECTED
    if kinds & _DENIALS and _negated(document, trigger, hits, at):
        refused = trigger.rule.event in _DENIED and trigger.mode != "noun" and not trigger.rule.status
        if refused and kinds & _UNDECIDED:
            return EventStatus.PLANNED if "to_date" in kinds else None
        if trigger.mode == "infinitive":
            refused = trigger.rule.event in _DECLINED and bool(
                trigger.rule.event is EventType.EXTENSION or kinds & _AHEAD
            )
        return EventStatus.REJECTED if refused else None
    if trigger.rule.status is not None:
        voids = {"conditional"} if trigger.rule.status is EventStatus.PLANNED else {"plan", "conditional"}
        return None if kinds & voids else trigger.rule.status
    if trigger.mode == "past":
        return EventStatus.OCCURRED
    if "conditional" in kinds and _conditional(document, hits, at) and not is_reported(document, hits, at):
        return EventStatus.PLANNED if _only_then(document, hits) else None
    if _awaits(document, clause) or _opens_condition(document, trigger, at, clause):
        return EventStatus.PLANNED
    done = achieved(document, hits) or _only_late(kinds) or _follows_after(document, at)
    unreal = trigger.mode == "infinitive" and not done
    told_ahead = trigger.mode != "infinitive" and not kinds.isdisjoint(_PLANNING)
    told_ahead = told_ahead and not is_said_done(document, hits, at)
    planned = unreal or (told_ahead and _is_plan(document, trigger, hits, at))
    ahead = "future" in kinds and "perfect" not in kinds and _is_ahead(document, trigger, hits, at)
    return EventStatus.PLANNED if planned or ahead else EventStatus.OCCURRED


def _is_ahead(document: Document, trigger: Trigger, hits: Sequence[Hit], at: Span) -> bool:
    """'will be signed', 'the signing will be …', but not 'ratified it and Peru will do so', 'gave notice that …'."""
    if trigger.mode not in _UNTENSED_ACTS:
        return False
    future = next(hit for hit in hits if "future" in hit.senses)
    between = document.hits_in(at.end, max(at.end, future.start))
    apart = any(not _PARTING.isdisjoint(hit.senses) for hit in between)
    return trigger.mode == "noun" or document.pack.data.verb_last or not apart


def _is_pending(document: Document, trigger: Trigger, hits: Sequence[Hit], at: Span) -> bool:
    """'awaits ratification'; behind a verb of the past another act is to come ('applied pending ratification'), and so
    it is behind what was done first: 'nach der Zustimmung des Senats fehlt noch …'."""
    done_first = trigger.mode == "noun" and _follows_after(document, _with_article(document, at))
    anywhere = not done_first and (document.pack.data.verb_last or trigger.mode not in _PAST)
    return anywhere or any("pending" in hit.senses and hit.start < at.start for hit in hits)


def achieved(document: Document, hits: Sequence[Hit]) -> bool:
    """'was the first to ratify', but not 'will be the first to ratify'; where verbs come last, in any order."""
    done = next((hit.start for hit in hits if "achieved" in hit.senses), None)
    return done is not None and not any(
        hit.start < done
        and not document.pack.data.verb_last
        and not _AHEAD.isdisjoint(hit.senses)
        and "achieved" not in hit.senses
        for hit in hits
    )


def _only_late(kinds: Set[str]) -> bool:
    """'did not enter into force until 1964': it did, only late."""
    return kinds >= {"negation", "only", "perfect"} and kinds.isdisjoint(("future", "plan"))


def _follows_after(document: Document, at: Span) -> bool:
    """'tras firmar el tratado': right behind a word for 'after'."""
    before = document.hit_before(at.start, _DAY_REACH)
    if before is None or at.start - before.end != 1:
        return False
    return any(sense.value[0] == _AFTER for sense in before.senses.get("time", ()))


def _with_article(document: Document, at: Span) -> Span:
    before = document.hit_before(at.start, _DAY_REACH)
    near = before is not None and "article" in before.senses and at.start - before.end == 1
    return Span(before.start, at.end) if before is not None and near else at


def _is_plan(document: Document, trigger: Trigger, hits: Sequence[Hit], at: Span) -> bool:
    """A modal or the like in the clause; behind the trigger only where the verb may come last, or a noun is the subject
    of more than a guess ('die Unterzeichnung ist für Mai geplant')."""
    if trigger.mode != "noun":
        return any("plan" in hit.senses and (document.pack.data.verb_last or hit.start < at.start) for hit in hits)
    if any("scheduled" in hit.senses for hit in hits):
        return True
    subject = not governor(document, document.hits, bisect_left(document.hit_starts, at.start))
    return any(
        "plan" in hit.senses and (hit.start < at.start or (subject and _GUESS.isdisjoint(hit.senses))) for hit in hits
    )


def _awaits(document: Document, clause: Span) -> bool:
    """'tritt in Kraft, sobald fünf Parlamente zugestimmt haben': a condition follows at once."""
    return any("upon" in hit.senses for hit in document.hits_in(clause.end, clause.end + 2))


def _opens_condition(document: Document, trigger: Trigger, at: Span, clause: Span) -> bool:
    """'Stimmt das Parlament zu, kann …': where the verb stands second, one in front opens a condition."""
    first = document.pack.data.verb_last and trigger.mode == "present" and at.start - clause.start <= 1
    following = document.hits_in(clause.end, clause.end + 3) if first else ()
    return bool(following) and not _MODAL.isdisjoint(following[0].senses)


def _only_then(document: Document, hits: Sequence[Hit]) -> bool:
    """'gilt erst, wenn beide ratifiziert haben': what must come first is still to come."""
    condition = next(hit for hit in hits if "conditional" in hit.senses)
    before = document.hits_in(max(0, condition.start - 12), condition.start)
    return bool(before) and "only" in before[-1].senses and condition.start - before[-1].end <= 2


def _conditional(document: Document, hits: Sequence[Hit], at: Span) -> bool:
    """'if it is signed'; a condition that follows ('expires in May unless …') leaves the event a plan."""
    return any("conditional" in hit.senses and (hit.start < at.start or document.pack.data.verb_last) for hit in hits)


def _refused(document: Document, trigger: Trigger, hits: Sequence[Hit], at: Span) -> bool:
    """'refused to sign', 'weigerte sich zu unterschreiben', 'odmówił podpisania': somebody will not do what the
    infinitive says, or the noun right behind; where nouns have no articles, the verb may come last: 'продлевать его
    отказался'."""
    refusals = [hit for hit in hits if "refusal" in hit.senses]
    if trigger.mode == "noun":
        return any(0 < at.start - hit.end <= _LINKED for hit in refusals)
    anywhere = document.pack.data.verb_last or not document.pack.articles
    return trigger.mode in _UNTENSED and any(hit.start < at.start or anywhere for hit in refusals)


def _lifts(document: Document, only: Hit) -> bool:
    """'not except by', 'not until 1964': a word of time lifts the negation only in front of a day."""
    stop = only.end + _DAY_REACH
    return (
        "time" not in only.senses
        or any("time" in hit.senses for hit in document.hits_in(only.end, stop))
        or any(character.isdigit() for character in document.view[only.end : stop])
    )


def _only_lacks(trigger: Trigger, hit: Hit, at: Span) -> bool:
    """'approved it without debate': what is lacking is not the act, unless that is named right behind or as a thing."""
    return "lacking" in hit.senses and trigger.mode not in _NAMED_ACT and not 0 < at.start - hit.end <= _BESIDE


def _negated(document: Document, trigger: Trigger, hits: Sequence[Hit], at: Span) -> bool:
    """A negation in the clause that no 'but only' lifts; behind the trigger only where the verb may come last."""
    if any("only" in hit.senses and _lifts(document, hit) for hit in hits):
        return False
    for hit in hits:
        if _only_lacks(trigger, hit, at):
            continue
        if not _DENIALS.isdisjoint(hit.senses) and (hit.start < at.start or document.pack.data.verb_last):
            following = _FOLLOWING.match(document.view, hit.end)
            if following is None or following.group(1).lower() not in document.pack.data.not_only:
                return True
    return False
