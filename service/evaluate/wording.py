"""Whether two wordings mean the same: titles, names, places and claims, tolerant of case, inflection and order."""

import re
import unicodedata

__all__ = ["same_claim", "same_name", "same_place", "same_related", "same_title", "similarity"]

_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"\b\d{4}\b")
_NEITHER_WORD_NOR_MARK = re.compile(r"[^\w\s.-]")
_SPACE = re.compile(r"\s+")
_SOFT_HYPHEN = "\u00ad"
_ENDINGS = ("es", "en", "s", "n", "e")

_SHORTEST_INFLECTED = 7
_TITLE_SHARE = 0.6
_RELATED_SHARE = 0.5
_CLAIM_SHARE = 0.6


def similarity(left: str, right: str) -> float:
    """F1 of the words of the two, 0 to 1; 0 if either has none."""
    left_words, right_words = _words(left), _words(right)
    if not left_words or not right_words:
        return 0.0
    return 2 * len(left_words & right_words) / (len(left_words) + len(right_words))


def same_title(gold: tuple[str, ...], answer: str) -> bool:
    """True if the answer resembles one of the acceptable titles."""
    return max(similarity(title, answer) for title in gold) >= _TITLE_SHARE


def same_name(gold: str, answer: str) -> bool:
    """True if two parts of the name agree, or its last one is in the answer."""
    gold_words, answer_words = _words(gold), _words(answer)
    if not gold_words or not answer_words or len(answer_words) > len(gold_words) + 4:
        return False
    surname = _stem(_WORD.findall(_normal(gold))[-1])
    return len(gold_words & answer_words) >= 2 or surname in answer_words


def same_place(gold: str, answer: str) -> bool:
    """True if one holds all words of the other, and the answer is not much longer."""
    gold_words, answer_words = _words(gold), _words(answer)
    if not gold_words or not answer_words or len(answer_words) > len(gold_words) + 3:
        return False
    return gold_words <= answer_words or answer_words <= gold_words


def same_related(gold: str, answer: str) -> bool:
    """True if half of the words agree and the years, where both give some, do not differ."""
    gold_years, answer_years = set(_YEAR.findall(gold)), set(_YEAR.findall(answer))
    years_agree = not gold_years or not answer_years or bool(gold_years & answer_years)
    return years_agree and similarity(gold, answer) >= _RELATED_SHARE


def same_claim(gold: str, answer: str) -> bool:
    """True if the answer holds the gold stretch without being much longer, or most of the words agree."""
    if len(answer) <= max(400, 4 * len(gold)) and _normal(gold) in _normal(answer):
        return True
    return similarity(gold, answer) >= _CLAIM_SHARE


def _normal(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).replace(_SOFT_HYPHEN, "").casefold()
    return _SPACE.sub(" ", _NEITHER_WORD_NOR_MARK.sub(" ", folded)).strip()


def _words(text: str) -> set[str]:
    return {_stem(word) for word in _WORD.findall(_normal(text))}


def _stem(word: str) -> str:
    """Enough to let an inflected title match: Rheinprotokolls = Rheinprotokoll."""
    if len(word) < _SHORTEST_INFLECTED:
        return word
    return next((word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)), word)
