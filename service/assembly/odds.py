"""How much speaks for a state being a side, for many sides, for a treaty at all.

Each question is answered by a sum of log-odds, a logistic regression with few features and none of a single language.
The weights are fitted on the tuning gold by `python -m bench.odds`, which prints these tables.
"""

from collections.abc import Mapping

Weights = Mapping[str, float]
"""Log-odds that a feature adds for each unit of its value; `bias` is what stands without any."""

SIDE: Weights = {"bias": -1.95, "standing": 0.82, "share": 5.3, "untitled": -2.4, "organisation": -1.0}
"""Is this state a side? `standing` is what its mentions weigh, `share` its part of all mentions of states, `untitled`
that the agreement's name names two sides and it is none of them."""

MANY: Weights = {
    "bias": -2.1,
    "sides": 0.2,
    "gap": -0.5,
    "two_titled": -0.6,
    "convention": 0.9,
    "words_near": 0.5,
    "words": 1.0,
    "adoption": 1.2,
    "accession": 1.0,
    "deposit": 1.2,
    "exchange": -1.2,
}
"""Is it multilateral? `sides` are states that are rather sides than not, `gap` how far the second stands above the
third, `words` such as 'members' and 'signatories', in the whole article and near the agreement."""

TREATY: Weights = {
    "bias": -0.97,
    "second": 0.2,
    "words_near": 0.5,
    "events": 0.3,
    "mentions": 0.26,
    "named": 1.0,
    "foreign_near": -1.6,
    "foreign": -0.8,
    "invented": -1.3,
}
"""Is it an international agreement that the article reports on? `second` is what speaks for the second side, `foreign`
are words of other worlds (sport, wages, companies), `invented` those of books, games and classrooms."""


def log_odds(weights: Weights, features: Mapping[str, float]) -> float:
    """The logarithm of the odds: above 0 it is rather so than not. Every feature must have a weight."""
    return weights["bias"] + sum(weights[name] * value for name, value in features.items())
