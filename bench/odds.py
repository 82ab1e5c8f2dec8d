"""Fits the weights of `service/assembly/odds.py` and prints them: `python -m bench.odds`.

On the tuning gold; for what is a treaty at all, on the short texts of the tests as well.

Logistic regression by Newton's method, with a ridge penalty on all weights but the bias (Hastie, Tibshirani,
Friedman: The Elements of Statistical Learning, 4.4.1). The figure behind each table is the share of right answers in
articles that were left out of the fit, each eighth of them in turn.
"""

import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from bench.texts import tuning_gold
from schemas.vocabulary import ObligationCategory, Participation
from service.assemble import assemble, candidates, told_apart
from service.assembly.aside import set_aside
from service.assembly.company import Company
from service.assembly.contents import content_features, topics_of
from service.assembly.draft import Draft
from service.assembly.features import many_features, side_features, treaty_features
from service.assembly.likeness import likeness
from service.assembly.odds import Weights, log_odds
from service.assembly.parties import features_of_sides, side_odds
from service.assembly.stated import claim_features
from service.evaluate.score import SAME_TREATY, pair, resemblance
from service.evaluate.treaty import ComparedTreaty
from service.evaluate.wording import same_claim, similarity
from service.finish import finish
from service.lang.loader import CompiledPack, load_packs
from service.pipeline import find
from service.text.document import Document

_TESTS = Path(__file__).parents[1] / "tests" / "pipeline"
_UNASKED_OF_TWO = ("by", "elsewhere", "absent")
_UNASKED_OF_MANY = ("free", "unnamed", "entitled", "behind")
_ALIKE, _ALL_IN_ALL = 0.55, 0.3
_FOLDS = 8
_RIDGE = 1.0
_ROUNDS = 25


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its right answer, and the number of its article."""

    article: int
    features: Mapping[str, float]
    answer: bool


@dataclass(slots=True)
class Cases:
    """The questions of all tables."""

    side: list[Case] = field(default_factory=list)
    member: list[Case] = field(default_factory=list)
    many: list[Case] = field(default_factory=list)
    treaty: list[Case] = field(default_factory=list)
    same: list[Case] = field(default_factory=list)
    laid_down: list[Case] = field(default_factory=list)
    claim: list[Case] = field(default_factory=list)


def cases() -> Cases:
    """What the tuning gold asks and answers."""
    found, packs = Cases(), load_packs()
    for number, article in enumerate(tuning_gold()):
        asked = article.question
        document = Document.read(asked.text, asked.title, asked.reference_date, packs[article.language])
        findings = find(document)
        setting, drafts = candidates(document, findings, set_aside(document, findings))
        company = Company(setting, drafts)
        answers = [
            (d, ComparedTreaty.of_record(r)) for d, r in zip(drafts, finish(document, drafts, None), strict=True)
        ]
        gold = [ComparedTreaty.of_gold(treaty) for treaty in article.gold.treaties]
        pairs, _, invented = pair(gold, answers, lambda g, a: resemblance(g, a[1]), floor=SAME_TREATY)
        for treaty, (draft, _) in pairs:
            found.treaty.append(Case(number, treaty_features(setting, draft), answer=True))
            many = treaty.participation == Participation.MULTILATERAL
            odds = side_odds(features_of_sides(setting, draft, company))
            found.many.append(Case(number, many_features(setting, draft, company, odds), many))
            table, unasked = (found.member, _UNASKED_OF_MANY) if many else (found.side, _UNASKED_OF_TWO)
            for code in setting.named:
                features = {**side_features(setting, draft, company, code), **dict.fromkeys(unasked, 0.0)}
                table.append(Case(number, features, code in treaty.parties))
        found.treaty += [Case(number, treaty_features(setting, draft), answer=False) for draft, _ in invented]
        found.same += pairs_of_names(number, document, gold)
        found.laid_down += contents(number, document, gold)
        found.claim += said(number, document, gold)
    found.treaty += short_texts(packs)
    return found


def pairs_of_names(number: int, document: Document, gold: Sequence[ComparedTreaty]) -> Iterator[Case]:
    """Whether two agreements, told apart by their names, are one of the gold; asked of those that are any."""
    findings = find(document)
    told = told_apart(document, findings, set_aside(document, findings))
    records = finish(document, told.drafts, None) if gold else []
    which = [
        _nearest(document, d, ComparedTreaty.of_record(r), gold) for d, r in zip(told.drafts, records, strict=False)
    ]
    known = [(draft, nearest) for draft, nearest in zip(told.drafts, which, strict=False) if nearest is not None]
    for (first, one), (second, other) in combinations(known, 2):
        if second.cluster.first.definite is not False and not told.apart(first.cluster, second.cluster):
            yield Case(number, likeness(document, first, second, len(told.drafts)), one == other)


def _nearest(document: Document, draft: Draft, record: ComparedTreaty, gold: Sequence[ComparedTreaty]) -> int | None:
    """Which gold treaty it is of, by its names, the dates of its events and all else."""
    names = [document.slice(mention.span) for mention in draft.cluster.mentions if mention.form == "named"]

    def alike(treaty: ComparedTreaty) -> float:
        title = max((similarity(title, name) for title in treaty.titles for name in names), default=0.0)
        acts = {(event.type, date) for event in treaty.events for date in event.dates if date}
        dated = sum((event.type, event.dates[0]) in acts for event in record.events) / max(1, len(record.events))
        return title + dated + _ALL_IN_ALL * resemblance(treaty, record)

    value, nearest = max((alike(treaty), at) for at, treaty in enumerate(gold))
    return nearest if value > _ALIKE else None


def contents(number: int, document: Document, gold: Sequence[ComparedTreaty]) -> Iterator[Case]:
    """Whether each agreement lays down what there are words of."""
    drafts = assemble(document, find(document))
    answers = [(d, ComparedTreaty.of_record(r)) for d, r in zip(drafts, finish(document, drafts, None), strict=True)]
    pairs, _, invented = pair(gold, answers, lambda g, a: resemblance(g, a[1]), floor=SAME_TREATY)
    for treaty, (draft, _) in (*pairs, *((ComparedTreaty(), answer) for answer in invented)):
        for category, features in content_features(document, draft, topics_of(draft), len(drafts)).items():
            yield Case(number, features, category in treaty.obligations)


def goes_with() -> Mapping[str, Sequence[float]]:
    """How much more often than by chance two categories stand together in the gold, as logarithms."""
    laid = [set(treaty.obligations) for article in tuning_gold() for treaty in article.gold.treaties]
    laid = [categories for categories in laid if categories]
    alone = {one: sum(one in categories for categories in laid) for one in ObligationCategory}

    def lift(one: ObligationCategory, other: ObligationCategory) -> float:
        together = sum(one in categories and other in categories for categories in laid)
        return round(math.log((together + 1) / (alone[one] * alone[other] / len(laid) + 1)), 1)

    return {
        one.value: tuple(0.0 if one is other else lift(one, other) for other in ObligationCategory)
        for one in ObligationCategory
    }


def said(number: int, document: Document, gold: Sequence[ComparedTreaty]) -> Iterator[Case]:
    """Whether what is said somewhere is a claim, of whichever agreement; asked where the article reports on one."""
    keys = [key for treaty in gold for key in treaty.claims]
    found = find(document).claims if gold else ()
    pairs, _, _ = pair(keys, found, lambda key, claim: same_claim(key, document.slice(claim.span)))
    right = [claim for _, claim in pairs]
    for claim, features in zip(found, claim_features(document, found), strict=True):
        yield Case(number, features, claim in right)


def short_texts(packs: Mapping[str, CompiledPack]) -> Iterator[Case]:
    """Agreements of the short texts that the tests read: of clubs, companies and novels, and treaties."""
    worlds = tomllib.loads((_TESTS / "other_worlds.toml").read_text(encoding="utf-8"))
    told = tomllib.loads((_TESTS / "cases" / "records.toml").read_text(encoding="utf-8"))["case"]
    texts = [(language, text, 0) for language, of_one in worlds.items() for text in of_one]
    texts += [(case["language"], case["text"], len(case["records"])) for case in told]
    for number, (language, text, treaties) in enumerate(texts):
        document = Document.read(text, None, None, packs[language])
        findings = find(document)
        setting, drafts = candidates(document, findings, set_aside(document, findings))
        if treaties in (0, len(drafts)):
            for draft in drafts:
                yield Case(number, treaty_features(setting, draft), answer=treaties > 0)


def fit(given: Sequence[Case]) -> Weights:
    """The weights that make the answers most likely."""
    names = ["bias", *given[0].features]
    rows = [[1.0, *(float(case.features[name]) for name in names[1:])] for case in given]
    weights = [0.0] * len(names)
    for _ in range(_ROUNDS):
        step = _solve(*_newton(rows, [case.answer for case in given], weights))
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
    return {name: round(weight, 2) for name, weight in zip(names, weights, strict=True)}


def _newton(
    rows: Sequence[Sequence[float]], answers: Sequence[bool], weights: Sequence[float]
) -> tuple[list[list[float]], list[float]]:
    """Negative Hessian and gradient of the penalised log-likelihood."""
    size = len(weights)
    hessian = [[_RIDGE if i == j and i else 0.0 for j in range(size)] for i in range(size)]
    gradient = [-_RIDGE * weight if i else 0.0 for i, weight in enumerate(weights)]
    for row, answer in zip(rows, answers, strict=True):
        chance = 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, row, strict=True))))
        for i, x in enumerate(row):
            if x:
                gradient[i] += (answer - chance) * x
                for j, other in enumerate(row):
                    hessian[i][j] += chance * (1 - chance) * x * other
    return hessian, gradient


def _solve(matrix: list[list[float]], target: list[float]) -> list[float]:
    """x of matrix * x = target, by Gaussian elimination; the matrix is positive definite."""
    rows = [[*row, value] for row, value in zip(matrix, target, strict=True)]
    for i, pivot in enumerate(rows):
        pivot[:] = [value / pivot[i] for value in pivot]
        for j, row in enumerate(rows):
            if j != i:
                row[:] = [value - row[i] * other for value, other in zip(row, pivot, strict=True)]
    return [row[-1] for row in rows]


def left_out(given: Sequence[Case]) -> Iterator[bool]:
    """For each case, whether weights fitted on the other articles answer it rightly."""
    for fold in range(_FOLDS):
        weights = fit([case for case in given if case.article % _FOLDS != fold])
        for case in given:
            if case.article % _FOLDS == fold:
                yield (log_odds(weights, case.features) > 0) is case.answer


def main() -> None:
    """Print the tables."""
    found = cases()
    for name, given in (
        ("SIDE", found.side),
        ("MEMBER", found.member),
        ("MANY", found.many),
        ("TREATY", found.treaty),
        ("SAME", found.same),
        ("LAID_DOWN", found.laid_down),
        ("CLAIM", found.claim),
    ):
        right = list(left_out(given))
        print(f"{name}: Weights = {fit(given)}  # {sum(right) / len(right):.3f} of {len(given)} left out")
    print(f"GOES_WITH: Mapping[str, Sequence[float]] = {goes_with()}")


if __name__ == "__main__":
    main()
