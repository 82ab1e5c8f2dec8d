"""How much speaks for a state being a side, for many sides, for a treaty at all.

Each question is answered by a sum of log-odds, a logistic regression with few features and none of a single language.
The weights are fitted on the tuning gold by `python -m bench.odds`, which prints these tables.
"""

from collections.abc import Mapping

Weights = Mapping[str, float]
"""Log-odds that a feature adds for each unit of its value; `bias` is what stands without any."""

SIDE: Weights = {
    "bias": -1.78,
    "standing": 1.01,
    "share": 5.91,
    "untitled": -1.46,
    "organisation": -1.48,
}
"""Is this state a side? `standing` is what its mentions weigh, `share` its part of all mentions of states, `untitled`
that the agreement's name names two sides and it is none of them."""

MANY: Weights = {
    "bias": -1.57,
    "sides": 0.5,
    "gap": -0.74,
    "two_titled": -0.13,
    "convention": 1.43,
    "words_near": 0.72,
    "words": 0.77,
    "adoption": 1.8,
    "accession": 1.03,
    "deposit": 1.41,
    "exchange": -1.56,
}
"""Is it multilateral? `sides` are states that are rather sides than not, `gap` how far the second stands above the
third, `words` such as 'members' and 'signatories', in the whole article and near the agreement."""

TREATY: Weights = {
    "bias": -2.35,
    "second": 0.57,
    "words_near": 0.28,
    "states": 0.21,
    "dated": 0.68,
    "mentions": 0.71,
    "named": 0.84,
    "passing": -0.9,
    "foreign_near": -1.54,
    "foreign": -1.04,
    "invented": -1.32,
}
"""Is it an international agreement that the article reports on? `second` is what speaks for the second side, `dated`
are events with a date, `foreign` words of other worlds (sport, wages, companies), `invented` those of books, games and
classrooms."""


def log_odds(weights: Weights, features: Mapping[str, float]) -> float:
    """The logarithm of the odds: above 0 it is rather so than not. Every feature must have a weight."""
    evidence = 0.0
    for name, value in features.items():
        evidence += weights[name] * value
    return weights["bias"] + evidence
