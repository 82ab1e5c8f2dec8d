"""Exchanging names, countries, places and dates of gold articles: a rule that knows an article fails on its mutations.

python -m tests.mutation GOLD.jsonl --seed N > mutated.jsonl
"""

from tests.mutation.mutator import Mutator

__all__ = ["Mutator"]
