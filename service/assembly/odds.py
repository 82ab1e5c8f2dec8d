"""How much speaks for a state being a side, for many sides, for a treaty at all.

Each question is answered by a sum of log-odds, a logistic regression with few features and none of a single language.
The weights are fitted on the tuning gold by `python -m bench.odds`, which prints these tables.
"""

from collections.abc import Mapping

Weights = Mapping[str, float]
"""Log-odds that a feature adds for each unit of its value; `bias` is what stands without any."""

SIDE: Weights = {
    "bias": -2.22,
    "standing": 0.6,
    "share": 5.39,
    "untitled": -2.2,
    "organisation": -1.86,
    "near": 1.42,
    "capital": -2.22,
    "adjective": -1.91,
    "listed": 1.12,
}
"""Is this state a side? `standing` is what its mentions weigh, `share` its part of all mentions of states, `untitled`
that the agreement's name names two sides and it is none of them."""

MEMBER: Weights = {
    "bias": -1.1,
    "standing": 0.49,
    "share": 1.13,
    "untitled": -0.62,
    "organisation": -2.49,
    "near": 1.31,
    "capital": -2.42,
    "adjective": -2.13,
    "listed": 0.98,
}
"""The same of an agreement of many. `near` is who is named where the article speaks of it, `capital` and `adjective`
who is named by these alone, `listed` who stands in a list of three or more."""

MANY: Weights = {
    "bias": -1.15,
    "sides": 0.39,
    "gap": -0.77,
    "two_titled": -0.59,
    "three_titled": 0.63,
    "convention": 1.09,
    "words_near": 0.68,
    "words": 0.86,
    "adoption": 1.09,
    "accession": 1.37,
    "deposit": 1.66,
    "exchange": -2.04,
}
"""Is it multilateral? `sides` are states that are rather sides than not, `gap` how far the second stands above the
third, `words` such as 'members' and 'signatories', in the whole article and near the agreement."""

TREATY: Weights = {
    "bias": -1.89,
    "second": 0.37,
    "words_near": 0.44,
    "states": 0.07,
    "dated": 0.43,
    "mentions": 0.69,
    "named": 1.18,
    "passing": -0.84,
    "foreign_near": -1.22,
    "foreign": -0.7,
    "invented": -1.47,
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
