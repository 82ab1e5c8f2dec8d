"""How much speaks for a state being a side, for many sides, for a treaty at all.

Each question is answered by a sum of log-odds, a logistic regression with few features and none of a single language.
The weights are fitted on the tuning gold by `python -m bench.odds`, which prints these tables.
"""

from collections.abc import Mapping

Weights = Mapping[str, float]
"""Log-odds that a feature adds for each unit of its value; `bias` is what stands without any."""

SIDE: Weights = {
    "bias": -1.68,
    "standing": 0.93,
    "share": 6.19,
    "untitled": -1.36,
    "organisation": -1.5,
}
"""Is this state a side? `standing` is what its mentions weigh, `share` its part of all mentions of states, `untitled`
that the agreement's name names two sides and it is none of them."""

MANY: Weights = {
    "bias": -1.4,
    "sides": 0.43,
    "gap": -0.89,
    "two_titled": -0.52,
    "convention": 1.22,
    "words_near": 0.69,
    "words": 0.86,
    "adoption": 1.75,
    "accession": 1.12,
    "deposit": 1.8,
    "exchange": -1.4,
}
"""Is it multilateral? `sides` are states that are rather sides than not, `gap` how far the second stands above the
third, `words` such as 'members' and 'signatories', in the whole article and near the agreement."""

TREATY: Weights = {
    "bias": -1.81,
    "second": 0.4,
    "words_near": 0.5,
    "states": 0.14,
    "dated": 0.71,
    "mentions": 0.41,
    "named": 0.5,
    "foreign_near": -1.38,
    "foreign": -0.91,
    "invented": -1.04,
}
"""Is it an international agreement that the article reports on? `second` is what speaks for the second side, `dated`
are events with a date, `foreign` words of other worlds (sport, wages, companies), `invented` those of books, games and
classrooms."""


def log_odds(weights: Weights, features: Mapping[str, float]) -> float:
    """The logarithm of the odds: above 0 it is rather so than not. Every feature must have a weight."""
    return weights["bias"] + sum(weights[name] * value for name, value in features.items())
