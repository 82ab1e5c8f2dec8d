"""The measured precision of each rule: what share of the facts that it found in tuning gold is right."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from schemas.evidence import Fact
from schemas.treaty import TreatyRecord
from service.evaluate.score import SAME_TREATY, event_resemblance, pair, resemblance
from service.evaluate.treaty import ComparedTreaty
from service.evaluate.wording import same_claim, same_name, same_related, same_title

__all__ = ["LEAST_HITS", "measured", "written"]

LEAST_HITS = 20
"""A rule that found fewer facts has no measured precision."""

Verdict = tuple[str, bool]
"""Id of a rule, and whether a fact that it found is right."""


def measured(
    gold: Mapping[str, Sequence[ComparedTreaty]], answers: Mapping[str, Sequence[TreatyRecord]]
) -> dict[str, float]:
    """Precision (0 to 1, two decimals) of every rule with at least LEAST_HITS facts, by rule id.

    An event is right if gold has one of that type and status with that date; any other fact as the scorer compares it.
    All facts of a record about no gold treaty are wrong.
    """
    hits: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for article, treaties in gold.items():
        for rule, good in _verdicts(treaties, answers[article]):
            hits[rule] += 1
            right[rule] += good
    return {rule: round(right[rule] / count, 2) for rule, count in sorted(hits.items()) if count >= LEAST_HITS}


def written(precision: Mapping[str, float]) -> str:
    """The measured precision as the TOML file that the packs are loaded with."""
    lines = (f'"{rule}" = {value}' for rule, value in precision.items())
    return "\n".join(("# Measured on tests/corpus/tune by `make calibrate`; not for editing.", *lines, ""))


def _verdicts(gold: Sequence[ComparedTreaty], records: Sequence[TreatyRecord]) -> Iterator[Verdict]:
    both = [(record, ComparedTreaty.of_record(record)) for record in records]
    pairs, _, invented = pair(gold, both, lambda treaty, answer: resemblance(treaty, answer[1]), floor=SAME_TREATY)
    for treaty, (record, answer) in pairs:
        yield from _of_record(treaty, record, answer)
    for record, answer in invented:
        yield from _of_record(ComparedTreaty(), record, answer)


def _of_record(gold: ComparedTreaty, record: TreatyRecord, answer: ComparedTreaty) -> Iterator[Verdict]:
    events = list(zip(record.events, answer.events, strict=True))
    matched, _, others = pair(gold.events, events, lambda wanted, found: event_resemblance(wanted, found[1]))
    for wanted, (event, found) in matched:
        dated = found.dates[0] is None or found.dates[0] in wanted.dates
        yield event.origin.name, dated and wanted.status == found.status
    yield from ((event.origin.name, False) for event, _ in others)
    titles = [record.title] if record.title else []
    yield from _each(titles, [bool(gold.titles) and same_title(gold.titles, title.value) for title in titles])
    yield from _each(record.obligations, [o.category in gold.obligations for o in record.obligations])
    yield from _each(record.parties, [party.code in gold.parties for party in record.parties])
    yield from _each(
        record.signatories, [any(same_name(name, s.name) for name in gold.signatories) for s in record.signatories]
    )
    yield from _each(record.related, [any(same_related(t, r.title) for t in gold.related) for r in record.related])
    yield from _each(record.claims, [any(same_claim(key, c.text) for key in gold.claims) for c in record.claims])
    terms = [record.term] if record.term else []
    yield from _each(terms, [answer.term == gold.term for _ in terms])


def _each(facts: Iterable[Fact], good: Iterable[bool]) -> Iterator[Verdict]:
    yield from ((fact.origin.name, right) for fact, right in zip(facts, good, strict=True))
