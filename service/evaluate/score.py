"""Scoring answered treaties against gold: pair them up, then compare field by field."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import eq
from typing import TypeVar

from service.evaluate.tally import FIELDS, Tallies, Tally
from service.evaluate.treaty import ComparedEvent, ComparedTreaty
from service.evaluate.wording import same_claim, same_name, same_place, same_related, same_title, similarity

__all__ = ["SAME_TREATY", "Treaties", "compare", "event_resemblance", "pair", "resemblance", "score"]

Treaties = Mapping[str, Sequence[ComparedTreaty]]
"""The treaties of each article, by its id."""

_Gold = TypeVar("_Gold")
_Answer = TypeVar("_Answer")
SAME_TREATY = 0.25
"""Likeness above which an answered record is about a gold treaty."""
_NOTHING = ComparedTreaty()


def score(gold: Treaties, answers: Treaties) -> Tallies:
    """Tallies over all gold articles; `answers` holds each of them. Raises KeyError for one that it lacks."""
    tallies = {name: Tally() for name in FIELDS}
    for article, treaties in gold.items():
        _score_article(tallies, article, treaties, answers[article])
    return tallies


def _score_article(
    tallies: Tallies, article: str, gold: Sequence[ComparedTreaty], answers: Sequence[ComparedTreaty]
) -> None:
    pairs, missed, invented = pair(gold, answers, resemblance, floor=SAME_TREATY)
    tallies["detection"].add(
        article,
        len(pairs),
        missed=[treaty.title for treaty in missed],
        invented=[treaty.title or "untitled" for treaty in invented],
    )
    for treaty, answer in pairs:
        compare(tallies, article, treaty, answer)
    for treaty in missed:
        compare(tallies, article, treaty, _NOTHING)
    for answer in invented:
        compare(tallies, article, _NOTHING, answer)


def resemblance(gold: ComparedTreaty, answer: ComparedTreaty) -> float:
    """How much an answer is about the gold treaty: 0 to 2.2, by title, parties and kinds of events."""
    title = max((similarity(title, answer.title) for title in gold.titles), default=0.0)
    parties = _overlap(set(gold.parties), set(answer.parties))
    events = _overlap({event.type for event in gold.events}, {event.type for event in answer.events})
    return parties + title + 0.2 * events


def _overlap(left: set[str], right: set[str]) -> float:
    return len(left & right) / len(left | right) if left | right else 0.0


def pair(
    gold: Sequence[_Gold],
    answers: Sequence[_Answer],
    worth: Callable[[_Gold, _Answer], float],
    floor: float = 0.0,
) -> tuple[list[tuple[_Gold, _Answer]], list[_Gold], list[_Answer]]:
    """Greedy one-to-one pairs worth more than `floor`, the best first; and what is left on either side."""
    ranked = sorted(
        ((worth(g, a), i, j) for i, g in enumerate(gold) for j, a in enumerate(answers)), key=lambda row: -row[0]
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for value, i, j in ranked:
        if value > floor and i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    return (
        [(gold[i], answers[j]) for i, j in partner.items()],
        [g for i, g in enumerate(gold) if i not in partner],
        [a for j, a in enumerate(answers) if j not in taken],
    )


def compare(tallies: Tallies, article: str, gold: ComparedTreaty, answer: ComparedTreaty) -> None:
    """Count what an answer has and lacks of the gold treaty that it is about, field by field."""

    def matched(name: str, wanted: Iterable[str], found: Iterable[str], same: Callable[[str, str], bool] = eq) -> None:
        pairs, missed, invented = pair(list(wanted), list(found), same)
        tallies[name].add(article, len(pairs), missed=missed, invented=invented)

    matched("kind", _present(gold.kind), _present(answer.kind))
    matched("participation", _present(gold.participation), _present(answer.participation))
    matched("status", _present(gold.status), _present(answer.status))
    matched("term", _present(gold.term), _present(answer.term))
    matched("parties", sorted(set(gold.parties)), sorted(set(answer.parties)))
    matched("obligations", sorted(set(gold.obligations)), sorted(set(answer.obligations)))
    matched("titles", _present(gold.title), _present(answer.title), lambda _, title: same_title(gold.titles, title))
    matched("signatories", gold.signatories, answer.signatories, same_name)
    matched("related", gold.related, answer.related, same_related)
    matched("claims", gold.claims, answer.claims, same_claim)
    _compare_events(tallies, article, gold.events, answer.events)


def _present(value: str | None) -> list[str]:
    return [value] if value else []


def _compare_events(
    tallies: Tallies, article: str, gold: Sequence[ComparedEvent], answers: Sequence[ComparedEvent]
) -> None:
    pairs, missed, invented = pair(gold, answers, event_resemblance)
    tallies["events"].add(
        article, len(pairs), missed=[event.type for event in missed], invented=[event.type for event in invented]
    )
    unequal = [(g.status, a.status) for g, a in pairs if g.status != a.status]
    tallies["event_status"].add(
        article,
        len(pairs) - len(unequal),
        missed=[wanted for wanted, _ in unequal],
        invented=[found for _, found in unequal],
    )
    no_event = ComparedEvent(type="")
    aligned = [*pairs, *((event, no_event) for event in missed), *((no_event, event) for event in invented)]
    for name, compare in (
        ("event_dates", _compare_dates),
        ("event_parties", _compare_parties),
        ("event_places", _compare_places),
    ):
        found = [compare(g, a) for g, a in aligned]
        tallies[name].add(
            article,
            sum(hit for hit, _, _ in found),
            missed=[item for _, item, _ in found if item],
            invented=[item for _, _, item in found if item],
        )


def event_resemblance(gold: ComparedEvent, answer: ComparedEvent) -> float:
    """0 for events of different types, else more the more of date, party and status agree."""
    if gold.type != answer.type:
        return 0.0
    same_date = answer.dates[0] in gold.dates
    return 1 + 0.5 * same_date + 0.4 * (gold.party == answer.party) + 0.2 * (gold.status == answer.status)


_Found = tuple[bool, str | None, str | None]
"""Whether it is a hit; else what was missed and what was invented, as `type:value`."""


def _compare_dates(gold: ComparedEvent, answer: ComparedEvent) -> _Found:
    found = answer.dates[0]
    if found and found in gold.dates:
        return True, None, None
    return False, _item(gold, " or ".join(map(str, gold.dates)) if gold.dated else None), _item(answer, found)


def _compare_parties(gold: ComparedEvent, answer: ComparedEvent) -> _Found:
    if answer.party and gold.party == answer.party:
        return True, None, None
    return False, _item(gold, gold.party), _item(answer, answer.party)


def _compare_places(gold: ComparedEvent, answer: ComparedEvent) -> _Found:
    if gold.place and answer.place and same_place(gold.place, answer.place):
        return True, None, None
    return False, _item(gold, gold.place), _item(answer, answer.place)


def _item(event: ComparedEvent, value: str | None) -> str | None:
    return f"{event.type}:{value}" if value else None
