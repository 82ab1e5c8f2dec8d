"""Names that Unicode CLDR gives, by way of Babel: states, months, weekdays; ISO 3166 codes."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from babel import Locale
from babel.core import get_global

_NOT_IN_CLDR = {"XK": "XKX"}
_NO_STATES = frozenset(("AQ", "EU", "EZ", "UN", "QO"))
_WITHDRAWN = frozenset(("BUR", "ZAR", "DDR", "FXX", "TMP", "YMD"))
"""ISO 3166-3 codes that CLDR lists as aliases of a present state."""


@lru_cache(maxsize=1)
def alpha3() -> dict[str, str]:
    """ISO 3166-1 alpha-2 → alpha-3."""
    aliases = get_global("territory_aliases")
    codes = {
        two[0]: three
        for three, two in aliases.items()
        if len(three) == 3
        and three.isalpha()
        and len(two) == 1
        and three not in _WITHDRAWN
        and two[0] not in _NO_STATES
    }
    return codes | _NOT_IN_CLDR


def state_names(language: str) -> Iterator[tuple[str, str]]:
    """(alpha-3 code, name) of every state in `language`."""
    locale = Locale(language)
    for two, three in alpha3().items():
        name = locale.territories.get(two)
        if name:
            yield three, name.partition(" (")[0]


def month_names(language: str) -> Iterator[tuple[int, str]]:
    """(1..12, name), wide and abbreviated, in running and in stand-alone form."""
    yield from _names(Locale(language).months)


def weekday_names(language: str) -> Iterator[tuple[int, str]]:
    """(0..6 from Monday, name), wide only: abbreviations are words elsewhere."""
    days = Locale(language).days
    for context in ("format", "stand-alone"):
        yield from ((int(i), str(name)) for i, name in days[context]["wide"].items())


def _names(table: Mapping[str, Mapping[str, Mapping[int, str]]]) -> Iterator[tuple[int, str]]:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            yield from ((int(i), str(name).rstrip(".")) for i, name in table[context][width].items())
