"""How well the rules read gold articles: scored per field and language, with what was missed and what was invented.

The way through it: `gold` (files) → `treaty` (one form for gold and answers) → `score` (pairs, then `wording` decides
whether two values are the same; `tally` counts) → `report`, and `history` against an earlier run.
"""

from service.evaluate.evaluation import run

__all__ = ["run"]
