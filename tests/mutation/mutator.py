"""One gold article → another of the same build, in other countries, at another time, with other people."""

import re
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any

from service.lang.loader import CompiledPack
from tests.mutation.dates import Calendar
from tests.mutation.names import exchange_people, exchange_towns
from tests.mutation.states import LANGUAGES, Atlas, Exchange, exchange_states

_CODES = ("party", "parties")
_DATES = ("date", "effective_date", "published_at")
_KEPT = ("id", "language", "tags", "kind", "type", "status", "participation", "relation", "obligations", "duration")

Rewrite = Callable[[str], str]


class Mutator:
    """Mutates articles in the language of one pack."""

    def __init__(self, pack: CompiledPack) -> None:
        self._pack = pack
        self._atlas = Atlas(pack.data) if pack.data.code in LANGUAGES else None

    def mutate(self, article: Mapping[str, Any], seed: int) -> dict[str, Any]:
        """The article with its annotation, exchanged alike in both. The same seed gives the same mutation."""
        draw = Random(f"{seed} {article['text'][:200]}")
        treaties = article["gold"]["treaties"]
        texts = [text for text in (article["title"], article["text"]) if text]
        people = exchange_people(treaties, draw)
        states = exchange_states(texts, self._atlas, draw) if self._atlas else Exchange({}, {})
        towns = exchange_towns(treaties, states.words, self._pack, draw)
        calendar = Calendar(texts, _dates(article), self._pack)
        shift = calendar.draw(draw)
        words = {**towns, **states.words, **people}
        pattern = _any_of(words)

        def text(old: str) -> str:
            return calendar.text(pattern.sub(lambda match: words[match.group()], old), shift)

        def date(old: str) -> str:
            return calendar.edtf(old, shift)

        def code(old: str) -> str:
            return states.codes.get(old, old)

        return {key: _rewritten(key, value, text, date, code) for key, value in article.items()}


def _rewritten(key: str, value: Any, text: Rewrite, date: Rewrite, code: Rewrite) -> Any:
    if key in _KEPT or value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, dict):
        return {name: _rewritten(name, item, text, date, code) for name, item in value.items()}
    if isinstance(value, list):
        return [_rewritten(key, item, text, date, code) for item in value]
    if key in _DATES:
        return date(value)
    return code(value) if key in _CODES else text(value)


def _dates(value: Any, key: str = "") -> Iterator[str]:
    """All dates of an article's annotation and of its publication."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _dates(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _dates(item, key)
    elif key in _DATES and value:
        yield value


def _any_of(words: Mapping[str, str]) -> re.Pattern[str]:
    """The longest of the words at each place, as whole words."""
    longest_first = sorted(words, key=len, reverse=True)
    bounded = (("(?<!\\w)" if word[0].isalnum() else "") + re.escape(word) + "(?!\\w)" for word in longest_first)
    return re.compile("|".join(bounded) or "(?!)")
