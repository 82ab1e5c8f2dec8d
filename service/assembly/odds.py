"""How much speaks for a state being a side, for many sides, for a treaty at all.

Each question is answered by a sum of log-odds, a logistic regression with few features and none of a single language.
`python -m bench.odds` fits the weights on the tuning gold, those of `TREATY` on the short texts of the tests as well,
and prints these tables.
"""

from collections.abc import Mapping

Weights = Mapping[str, float]
"""Log-odds that a feature adds for each unit of its value; `bias` is what stands without any."""

SIDE: Weights = {
    "bias": -3.54,
    "standing": 1.04,
    "share": 7.91,
    "untitled": -1.51,
    "organisation": -0.45,
    "near": 1.02,
    "capital": -1.27,
    "adjective": -1.26,
    "listed": 0.16,
    "lead": 1.08,
    "of": 0.02,
    "with": -1.24,
    "with_near": 1.01,
    "free_near": 0.22,
    "people": -0.24,
    "alone": -0.44,
    "among": -1.05,
}
"""Is this state one of the two sides? `standing` is what its mentions weigh, `share` its part of all mentions of
states, `untitled` that the agreement's name names two sides and it is none of them, `lead` that it is named at the
beginning. `of` and `with` are the prepositions before its name, `near` and `free_near` (behind no preposition) where
the article speaks of the agreement; `people` act for it, `alone` and `among` tell of the events in which it acts."""

MEMBER: Weights = {
    "bias": -1.2,
    "standing": 0.54,
    "share": 1.71,
    "untitled": -0.44,
    "organisation": -2.57,
    "near": 1.41,
    "capital": -2.52,
    "adjective": -1.65,
    "listed": 1.27,
    "lead": 0.34,
    "of": -1.78,
    "with": -0.49,
    "with_near": 0.51,
    "free_near": -0.66,
    "people": 1.24,
    "alone": 0.85,
    "among": -0.52,
}
"""The same of an agreement of many. `near` is who is named where the article speaks of it, `capital` and `adjective`
who is named by these alone, `listed` who stands in a list of three or more."""

MANY: Weights = {
    "bias": -2.64,
    "sides": 0.61,
    "gap": -0.75,
    "one_titled": -1.35,
    "two_titled": -1.17,
    "three_titled": 0.3,
    "convention": 1.54,
    "charter": 1.29,
    "words_near": 0.94,
    "words": 0.33,
    "states": 0.34,
    "listed": 0.49,
    "pairs": -0.99,
    "both": -1.38,
    "each_other": -1.21,
    "acting": 0.66,
    "two_joint": -1.3,
    "adoption": 1.08,
    "accession": 0.35,
    "deposit": 1.35,
    "exchange": -1.36,
}
"""Is it multilateral? `sides` are states that are rather sides than not, `gap` how far the second stands above the
third, `words` such as 'members' and 'signatories', in the whole article and near the agreement, `listed` and `pairs`
states in lists and in twos, `acting` those that act alone in an event."""

TREATY: Weights = {
    "bias": -2.18,
    "second": 0.47,
    "words_near": 0.1,
    "states": 0.05,
    "dated": 0.58,
    "mentions": 0.55,
    "named": 1.78,
    "passing": -1.23,
    "foreign_near": -1.3,
    "foreign": -0.88,
    "invented": -1.55,
}
"""Is it an international agreement that the article reports on? `second` is what speaks for the second side, where the
agreement is not only set beside another, `dated` are events with a date, `foreign` words of other worlds (sport, wages,
companies), `invented` those of books, games and classrooms."""

LAID_DOWN: Weights = {
    "bias": -1.64,
    "titled": 1.83,
    "framed": 2.32,
    "words": 0.61,
    "early": -1.03,
    "share": 2.48,
    "among": -0.56,
    "defense": -0.34,
    "offense": 0.39,
    "neutrality": 0.55,
    "nonaggression": 0.41,
    "consultation": -0.12,
    "military_cooperation": -0.58,
    "economic_cooperation": -0.65,
    "trade": 0.32,
    "arms_control": 0.16,
    "border": 0.24,
    "migration": -0.03,
    "environment": 0.1,
    "justice": -0.25,
    "science_technology": -0.04,
    "other": -0.16,
}
"""Does it lay down what is of this category? `titled` that its name says so, `framed` how many sentences do so, `words`
how many words the longest cue has, `early` how far behind the beginning the first stands, `share` what part of all such
words is of the category, `among` that the article reports on several agreements; and of each category, how often cues
of it are right."""


def log_odds(weights: Weights, features: Mapping[str, float]) -> float:
    """The logarithm of the odds: above 0 it is rather so than not. Every feature must have a weight."""
    evidence = 0.0
    for name, value in features.items():
        evidence += weights[name] * value
    return weights["bias"] + evidence
