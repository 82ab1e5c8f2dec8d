"""What a clause gives the event that its verb reports: the date."""

from collections.abc import Sequence

from service.extract.adjoining import apposed, is_aside, is_outcome, opens_when, told_when
from service.extract.datable import closing_word, is_waited_for
from service.extract.scene import Scene
from service.extract.timing import is_of_saying
from service.mention import DateMention, Span
from service.text.spans import distance

_FEWEST_TURNS = 2
_CLEFT = 4
_LONGEST_PHRASE = 70
_LONGEST_ATTRIBUTE = 40
_LONGEST_DATING = 24
_MOST_LEADING = 2
_MOST_OPENING = 6
_TELLING = frozenset(("auxiliary", "plan", "says"))
_MADE_KNOWN = frozenset(("says", "made_known"))
_JOINING = frozenset(("and", "thereby"))
_OTHER_ACT = frozenset(("says", "follows"))


def date_of(scene: Scene, at: Span, dates: Sequence[DateMention], *, known_at_once: bool = False) -> DateMention | None:
    """Of the dates that one in the trigger's clause, nearest first; else in a neighbour clause without a verb; else the
    only one.

    `known_at_once`: the day on which such an act is made known may be its own.
    """
    if not dates:
        return None
    attribute = scene.attribute_start(at)
    if attribute is not None:
        inside = [d for d in dates if attribute <= d.span.start and d.span.end <= at.start]
        return inside[-1] if inside else None
    return scene.nominal.get(at) or _of_clause(scene, at, dates, known_at_once=known_at_once)


def _of_clause(scene: Scene, at: Span, dates: Sequence[DateMention], *, known_at_once: bool) -> DateMention | None:
    own = scene.clauses.index(at.start)
    others = [other for other in scene.triggers if other != at]
    free = [
        (d, scene.clauses.index(d.span.start))
        for d in dates
        if d not in scene.nominal.values()
        and not any(is_of_attribute(scene, d, other) for other in others)
        and (known_at_once or not _is_of_telling(scene, d, at))
        and not _tells_age(scene, d, at)
        and not _closes_other(scene, d, at)
    ]
    same = [d for d, clause in free if clause == own or _leads_over(scene, d, own, others)]
    same = [d for d in same if not _points_back(d) and not closing_word(scene.document, d, scene.sentence.body)] or same
    if len(same) > 1:
        same = [d for d in same if not is_of_saying(scene, at, d)] or same
    if same:
        return _in_turn(scene, at, own, same) or _most_exact(
            min(same, key=lambda d: distance(d.span, at)), [d for d, clause in free if clause <= own + 1]
        )
    beside = told_when(scene, own, free) or apposed(scene, at, own, free)
    if beside is not None:
        return beside
    if is_subordinate(scene, own):
        return _of_main_clause(scene, own, free)
    busy = {scene.clauses.index(t.start) for t in scene.triggers}
    busy |= {scene.clauses.index(h.start) for h in scene.hits if not _OTHER_ACT.isdisjoint(h.senses)}
    around = [
        (d, clause) for d, clause in free if abs(clause - own) <= 3 and clause not in busy and _lends(scene, d, own)
    ]
    between = {clause for clause in busy if not opens_when(scene, clause)}
    near = [d for d, clause in around if abs(clause - own) <= 2 and not _crosses(clause, own, between)]
    if near:
        return min(near, key=lambda d: distance(d.span, at))
    if 2 < own <= _MOST_OPENING and all(is_aside(scene, number) for number in range(own)):
        return next((d for d, clause in reversed(free) if clause < own), None)
    if own == 1 and opens_when(scene, 0):  # 'Als am 3. Mai der neue Vertrag in Kraft trat, erlosch der alte'
        return next((d for d, clause in reversed(free) if clause == 0), None)
    if len(free) > 1:
        return None
    if len(scene.triggers) == 1 and around:
        return around[0][0]
    acting = {scene.clauses.index(t.start) for t in scene.triggers}
    return next(
        (d for d, clause in free if d.span.end <= at.start and clause not in acting and _lends(scene, d, own)),
        None,
    )


def _in_turn(scene: Scene, at: Span, own: int, dates: Sequence[DateMention]) -> DateMention | None:
    """'am 23. Juli 1932 unterzeichnet und seit dem 24. Februar 1934 in Kraft': dates and acts of a clause by turns."""
    acts = [trigger for trigger in scene.triggers if scene.clauses.index(trigger.start) == own]
    if len(acts) < _FEWEST_TURNS or len(acts) != len(dates):
        return None
    turns = [sorted(turn) for turn in zip((d.span for d in dates), acts, strict=True)]
    spans = [span for turn in turns for span in turn]
    led = {turn[0] in acts for turn in turns}
    return dates[acts.index(at)] if spans == sorted(spans) and len(led) == 1 else None


def _leads_over(scene: Scene, date: DateMention, own: int, others: Sequence[Span]) -> bool:
    """'tritt heute, Mittwoch, in Kraft': a day with a comma in it, right before the clause that goes on; not that of
    another act: 'which Peru signed on May 3, 2019, took effect …'."""
    start = scene.clauses.span(own).start
    view = scene.document.view
    if date.span.end >= start or "," not in view[date.span.start : date.span.end]:
        return False
    clause = scene.clauses.index(date.span.start)
    told = any(scene.clauses.index(other.start) == clause for other in others)
    return not told and view[date.span.end : start] == ","


def _points_back(date: DateMention) -> bool:
    """'on the same occasion': beside a date of its own it only says where."""
    return date.rule == "time.unit" and date.past is not None and date.past.day is not None


def _most_exact(date: DateMention, others: Sequence[DateMention]) -> DateMention:
    """'signed on 23 November 2016, exactly three years ago': of two that may be one day, the one that tells it."""
    value = date.past
    if not date.counted or value is None or value.day is not None:
        return date
    return next(
        (
            other
            for other in others
            if other.past is not None
            and other.past.day is not None
            and other.past.year == value.year
            and value.month in (None, other.past.month)
        ),
        date,
    )


def _tells_age(scene: Scene, date: DateMention, at: Span) -> bool:
    """'its treaty, dating from 1970, …', 'das aus dem Jahr 1987 stammt': how old a treaty is, no day of an act."""
    if "dating" not in scene.kinds:
        return False
    clause = scene.clause_of(date.span.start)
    beside = Span(max(clause.start, date.span.start - _LONGEST_DATING), min(clause.end, date.span.end + 2))
    return any("dating" in hit.senses and hit.start != at.start for hit in scene.hits_in(beside))


def _is_of_telling(scene: Scene, date: DateMention, at: Span) -> bool:
    """'On 3 May it was announced that …', 'said on Friday that …': the day on which the act was made known."""
    if "that" not in scene.kinds:
        return False
    opening = next((h for h in scene.hits if "that" in h.senses and date.span.end <= h.start < at.start), None)
    if opening is None or opening.start - date.span.end > _LONGEST_PHRASE:
        return False
    return any(
        not _MADE_KNOWN.isdisjoint(hit.senses) for hit in scene.hits_in(Span(scene.sentence.body, opening.start))
    )


def _lends(scene: Scene, date: DateMention, own: int) -> bool:
    """Whether the date of another clause may be that of an act in clause `own`: not behind it, if it tells of something
    else, and not over a semicolon."""
    clause = scene.clauses.index(date.span.start)
    span = scene.clauses.span(clause)
    between = Span(min(span.start, scene.clauses.span(own).start), max(span.start, scene.clauses.span(own).start))
    if ";" in scene.document.view[between.start : between.end]:
        return False
    kinds = scene.kinds_in(span)
    if clause < own or "pronoun" in kinds:
        return True
    opened = is_subordinate(scene, clause) and not _is_led(scene, date, span)
    return _TELLING.isdisjoint(kinds) and not opened and not is_relative(scene, span)


def _is_led(scene: Scene, date: DateMention, clause: Span) -> bool:
    """'before the end of the year', 'que le 3 mai': the word in front only leads to the date."""
    words = scene.document.view[clause.start : date.span.start].split()
    return len(words) <= _MOST_LEADING


def is_relative(scene: Scene, clause: Span) -> bool:
    """'…, das die Minister am Freitag vorstellten': where verbs come last, an article may be a relative pronoun."""
    opening = scene.document.hits_in(clause.start, clause.start + 2) if scene.document.pack.data.verb_last else ()
    return bool(opening) and "article" in opening[0].senses


def date_of_joined(scene: Scene, at: Span) -> DateMention | None:
    """The date of the clause before, where an 'and' joins the trigger's to it ('exchanged …, and it took effect') or a
    word such as 'whereupon' makes it follow."""
    own = scene.clauses.index(at.start)
    start = scene.clauses.span(own).start
    joined = any(not _JOINING.isdisjoint(hit.senses) for hit in scene.document.hits_in(start, start + 2))
    other = own - 1 if joined or _comes_with(scene, own - 1) else len(scene.clauses) - 1
    if not joined and not _comes_with(scene, other):
        return None
    beside = [d for d in scene.dates if scene.clauses.index(d.span.start) == other != own]
    return beside[-1] if beside else None


def _comes_with(scene: Scene, clause: int) -> bool:
    """'With the exchange of instruments on 3 May, …': a phrase at either end, without a verb, tells what brought it."""
    if clause not in (0, len(scene.clauses) - 1):
        return False
    phrase = scene.clauses.span(clause)
    opening = scene.document.hits_in(phrase.start, phrase.start + 2)
    led = bool(opening) and any(sense.value == "with" for sense in opening[0].senses.get("link", ()))
    return led and _TELLING.isdisjoint(scene.kinds_in(phrase))


def is_of_attribute(scene: Scene, date: DateMention, other: Span) -> bool:
    """Whether the date belongs to the attribute that the other trigger closes or, behind its noun, opens ('the treaty
    signed on Monday must …')."""
    same = scene.clauses.index(date.span.start) == scene.clauses.index(other.start)
    if other in scene.behind and same and 0 < date.span.start - other.end <= _LONGEST_ATTRIBUTE:
        return all(other.end > t.start or t.start > date.span.start for t in scene.triggers if t != other)
    start = scene.attribute_start(other)
    return start is not None and start <= date.span.start and date.span.end <= other.start


def _closes_other(scene: Scene, date: DateMention, at: Span) -> bool:
    """'…, which they signed in Lima, at the palace, on 3 May, is in force': the day is that of the act before it."""
    before = [other for other in scene.triggers if other.end <= date.span.start and date.span.end <= at.start]
    if not before or scene.parted(before[-1], date.span):
        return False
    own, clause = scene.clauses.index(before[-1].start), scene.clauses.index(date.span.start)
    dated = any(scene.clauses.index(other.span.start) == own for other in scene.dates)
    below = own < clause and not dated and is_subordinate(scene, own)
    return below and apposed(scene, before[-1], own, [(date, clause)]) is date


def is_subordinate(scene: Scene, clause: int) -> bool:
    """Whether a conjunction or a relative pronoun opens the clause of that number."""
    start = scene.clauses.span(clause).start
    opening = next((h for h in scene.hits if h.start >= start), None)
    return opening is not None and "subordinator" in opening.senses and opening.start - start <= 2


def _of_main_clause(scene: Scene, own: int, free: Sequence[tuple[DateMention, int]]) -> DateMention | None:
    """The date of a clause in front that an act in a subordinate clause shares, without one of its own."""
    if _is_cleft(scene):
        return next((d for d, clause in free if clause < own), None)
    if _coincides(scene, own):
        return next((d for d, clause in reversed(free) if clause == own - 1), None)
    if is_outcome(scene, own) or _goes_on_there(scene, own):
        return next((d for d, clause in reversed(free) if clause == own - 1), None)
    waited = [d for d, clause in free if clause == own - 1 and is_waited_for(scene.document, d, scene.sentence.body)]
    if waited:
        return waited[-1]
    ago = [d for d, clause in free if d.counted and 0 < own - clause <= 2]
    return ago[-1] if ago and not any("says" in h.senses for h in scene.hits) else None


def _coincides(scene: Scene, own: int) -> bool:
    """'On Friday the two buried a quarrel when they signed …': the clause before tells of the same day."""
    before = scene.clauses.span(own - 1) if own else None
    if not opens_when(scene, own) or before is None or "says" in scene.kinds_in(before):
        return False
    return not any(before.start <= trigger.start < before.end for trigger in scene.triggers)


def _goes_on_there(scene: Scene, own: int) -> bool:
    """'flew to Lima on Monday, where she signed …': what was done at the place that the clause before told."""
    start = scene.clauses.span(own).start
    opens = any("where" in hit.senses for hit in scene.document.hits_in(start, start + 2))
    before = scene.clauses.span(own - 1) if own else None
    return opens and before is not None and _OTHER_ACT.isdisjoint(scene.kinds_in(before))


def _is_cleft(scene: Scene) -> bool:
    """'It was in Lima, on 3 May, that …', 'Today it is ten years since …': the clause before only says when."""
    opening = scene.document.hits_in(scene.sentence.body, scene.sentence.body + _CLEFT)
    return len(scene.triggers) == 1 and ("recurs" in scene.kinds or any("auxiliary" in hit.senses for hit in opening))


def _crosses(a: int, b: int, busy: set[int]) -> bool:
    """Whether a clause with a verb of its own lies between two clauses."""
    return any(min(a, b) < clause < max(a, b) for clause in busy)
