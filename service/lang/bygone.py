"""States that are no more, whatever the language: when they were, and whose capital theirs is today."""

import tomllib
from collections.abc import Mapping
from functools import cache

from pydantic import TypeAdapter

from service.lang.loader import HERE
from service.lang.time_model import Data


class Bygone(Data):
    """The years of a state that is no more, and the code of the one that has its capital today, if it was its own."""

    since: int
    until: int
    today: str = ""

    def was_in(self, year: int) -> bool:
        """Whether there was such a state in that year, the last one included."""
        return self.since <= year <= self.until


@cache
def bygone_states() -> Mapping[str, Bygone]:
    """All of them, by code."""
    table = tomllib.loads((HERE / "bygone.toml").read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, Bygone]).validate_python(table)
