"""What a language pack holds of the titles of treaties."""

from pydantic import Field

from service.lang.time_model import Data, Forms


class Titles(Data):
    """How a title goes on behind its kind noun, in lower case."""

    dated: frozenset[str] = Field(
        default=frozenset(),
        description="openers that a date may follow as part of the title: vom, of; '' where it follows in the genitive",
    )
    openers: frozenset[str] = Field(description="words that open a complement: über, zwischen, of")
    older: Forms = Field(default=(), description="adjectives of the elder of two agreements: the former treaty")
    newer: Forms = Field(default=(), description="those of the younger one: the new treaty")
    likewise: Forms = Field(default=(), description="those of yet another one: a similar, a separate treaty")
    ordinals: tuple[Forms, ...] = Field(default=(), description="those of the first one, the second one and so on")
    lone_ordinals: frozenset[str] = Field(
        default=frozenset(), description="those that stand for a noun without an article: ersteres, letzteres"
    )
    words: frozenset[str] = Field(description="small words that stand inside a title and never close it")
    fused_articles: frozenset[str] = Field(
        default=frozenset(), description="prepositions that hold a definite article: vom, zum"
    )
    before_date: frozenset[str] = Field(
        default=frozenset(), description="words between a title and a date that is no part of it: am, on"
    )
    place_endings: tuple[str, ...] = Field(
        default=(), description="endings of adjectives that a place gives to a title: Warschauer Vertrag"
    )
    verb_endings: tuple[str, ...] = Field(
        default=(), description="endings of finite verbs that no noun has: a title ends before them"
    )
    adjective_endings: tuple[str, ...] = Field(
        default=(), description="where adjectives follow their nouns, endings that tell them from verbs: -ique, -ario"
    )
    relational_endings: tuple[str, ...] = Field(
        default=(),
        description="those of adjectives that may stand between a kind noun and its complement, and are no participles:"
        " accord administratif sur",
    )
    genitives: frozenset[str] = Field(
        default=frozenset(), description="nouns that go on with a kind noun: (traktat) pokoju, (договор) дружбы"
    )
    agreement: dict[str, tuple[str, ...]] = Field(
        default={},
        description="where nouns inflect: ending of a kind noun → endings of the adjectives that agree with it",
    )
    adjectives_follow: bool = Field(
        default=False, description="an agreeing adjective may also stand behind its noun: umowa handlowa"
    )
    before_acronym: Forms = Field(
        default=(), description="between a bracket and a short name: (kurz EDCA), (the Accord)"
    )
