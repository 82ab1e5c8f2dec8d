"""Languages without a pack, as far as the proof of a model's answers needs: states, months, words for agreements.

An outline has no words for events, so the rules make no record with it.
"""

import tomllib
from collections.abc import Mapping
from functools import cache

from babel import Locale
from pydantic import TypeAdapter

from schemas.vocabulary import TreatyKind
from service.lang.loader import HERE, CompiledPack, compile_pack
from service.lang.model import Pack, Sentences, TreatyNoun
from service.lang.time_model import Data, Forms, Time
from service.lang.title_model import Titles

_FILE = HERE / "outlines.toml"
_TABLES = ("units", "parts", "days", "numbers")
_REQUIRED = [name for name, field in Time.model_fields.items() if field.is_required()]


class Outline(Data):
    """What CLDR lacks: nouns for agreements, and the small words around their names."""

    treaties: dict[TreatyKind, Forms]
    between: Forms
    with_: Forms
    of: Forms
    and_: Forms
    article: Forms = ()


@cache
def outlines() -> Mapping[str, Outline]:
    """All outlines, by language code. Raises ValidationError for a table that is none."""
    return TypeAdapter(dict[str, Outline]).validate_python(tomllib.loads(_FILE.read_text(encoding="utf-8")))


@cache
def outline_of(language: str) -> CompiledPack | None:
    """The outline of a language, compiled when it is first asked for; None if there is none. Raises PackError."""
    given = outlines().get(language)
    return compile_pack(_pack(language, given)) if given is not None else None


def _pack(code: str, given: Outline) -> Pack:
    return Pack(
        code=code,
        closed_compounds=True,
        name=str(Locale(code).get_display_name("en")),
        sentences=Sentences(abbreviations=frozenset(), after_ordinal=frozenset(), chrome=()),
        time=Time.model_validate({name: {} if name in _TABLES else () for name in _REQUIRED}),
        links={"between": given.between, "with": given.with_, "of": given.of},
        words={"and": given.and_, "article": given.article},
        titles=Titles(openers=frozenset(given.of), words=frozenset((*given.of, *given.article))),
        treaties=tuple(
            TreatyNoun(id=f"{code}.treaty.{kind.value}", means=kind.value, kind=kind, forms=forms)
            for kind, forms in given.treaties.items()
        ),
        roles=(),
        events=(),
    )
