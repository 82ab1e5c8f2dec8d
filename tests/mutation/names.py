"""Exchanging people and the towns where things happened."""

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from service.lang.loader import CompiledPack
from tests.mutation.states import LANGUAGES

_GIVEN_MEN = ("Anselm", "Bertil", "Detlev", "Ewald", "Gregor", "Ivo", "Lorenz", "Nils", "Raimund", "Tibor")
_GIVEN_WOMEN = ("Agnete", "Birte", "Doris", "Elin", "Greta", "Ilona", "Marit", "Nora", "Sigrun", "Tilda")
_FAMILY = ("Brandal", "Castellan", "Dorvik", "Ellerup", "Farkamp", "Grendel", "Holmer", "Jansky", "Korben", "Lindal")
_FAMILY_FIRST = ("Pak Song-ho", "Choe Ryong-il", "Han Du-sok", "Ri Yong-gil", "Jang Myong-su", "Nam Tae-won")
_TOWNS = ("Varenau", "Lindrup", "Solvik", "Marbach", "Torgau", "Elmstad", "Brenndorf", "Kaldvik", "Ostrau", "Wismar")


def exchange_people(treaties: Iterable[Any], draw: Random) -> dict[str, str]:
    """Another name for each signatory; the family name alone and in the genitive along with it."""
    women, men, family, family_first = (
        draw.sample(pool, len(pool)) for pool in (_GIVEN_WOMEN, _GIVEN_MEN, _FAMILY, _FAMILY_FIRST)
    )
    words: dict[str, str] = {}
    for name, role in _signatories(treaties):
        given, *middle, last = name.split() if " " in name else ("", name)
        if name in words or not given[:1].isupper() or not last[:1].isupper() or last.endswith("."):
            continue
        if "-" in last and last.partition("-")[2].islower():
            if family_first and not middle:
                words |= _family_first(name, family_first.pop())
        elif family and women and men:
            new_given = (women if (role or "").endswith("in") else men).pop()
            new_last = words.get(last) or family.pop()
            words |= {name: " ".join((new_given, *middle, new_last)), last: new_last, f"{last}s": f"{new_last}s"}
    return words


def _signatories(treaties: Iterable[Any]) -> Iterator[tuple[str, str | None]]:
    for treaty in treaties:
        for person in treaty["signatories"]:
            yield person["name"], person.get("role")


def _family_first(name: str, other: str) -> dict[str, str]:
    """The whole name, also joined by hyphens for a compound, and the family name alone."""
    family, other_family = name.partition(" ")[0], other.partition(" ")[0]
    return {name: other, name.replace(" ", "-"): other.replace(" ", "-"), family: other_family}


def exchange_towns(treaties: Iterable[Any], known: Iterable[str], pack: CompiledPack, draw: Random) -> dict[str, str]:
    """Another town for the place of each event that is no state and no capital; `known` words are exchanged already."""
    if pack.data.code not in LANGUAGES:
        return {}
    ending, inflected = LANGUAGES[pack.data.code]["of_place"], pack.data.inflection.name
    towns = draw.sample(_TOWNS, len(_TOWNS))
    words: dict[str, str] = {}
    for place in dict.fromkeys(event["place"] for treaty in treaties for event in treaty["events"]):
        if place and place.isalpha() and place not in known and towns and not pack.lexicon.knows(place):
            town = towns.pop()
            words |= {place + end: town + end for end in {"", ending, *inflected}}
            words[place.upper()] = town.upper()
    return words
