"""Whether a bare number or word stands for a date: 'seit 2000', not '2000 Soldaten'; 'im Mai', not 'Frau Mai'."""

import re

from service.extract.temporal.items import Item
from service.lang.time import TimeWords

_WORD_AFTER = re.compile(r"[ \u00a0\n]([^\W\d_]+)")
_CAPITALS = re.compile(r"[^\W\d_a-z]\w* [^\W\d_a-z][^\W\d_]")
_MARKS = tuple("€$£¥#§")
_COMMON_YEARS = range(1900, 2040)
_YEARS = range(1500, 2040)


def _before(view: str, position: int) -> str:
    """The word before `position`, or the last 18 characters of it."""
    stretch = view[max(0, position - 18) : position].rstrip(" \u00a0\n’'-")
    at = len(stretch)
    while at and stretch[at - 1].isalpha():
        at -= 1
    return stretch[at:]


def stands_as_year(view: str, item: Item, words: TimeWords, *, counts: bool = False) -> bool:
    """`counts`: a word such as 'rund' stands before it, which a number of things has as well."""
    following = _WORD_AFTER.match(view, item.end)
    after, before = following.group(1) if following else "", _before(view, item.start).lower()
    if after.lower() in words.data.counted or _is_number(view, item, before, words):
        return False
    value = item.value[0] if isinstance(item.value, tuple) else int(item.value)
    value += 1900 if value < 100 else 0
    led = before in words.data.year_prepositions and not counts
    if not after:
        return led or value in _YEARS or not before or view[item.start - 1 : item.start] == "("
    round_number = value % 100 == 0
    known = value in _COMMON_YEARS
    if (counts and (round_number or not known)) or (words.nouns_capital and after[0].isupper()):
        return led and not round_number and before not in words.data.fillers
    if led or after.lower() in words.data.year_followers or words.nouns_capital:
        return led or known or not round_number
    return known and not round_number and not after.endswith("s")


def _is_number(view: str, item: Item, before: str, words: TimeWords) -> bool:
    """'€ 1950', 'Resolution 1973', 'A 2000', and '82 without a word that leads a year."""
    if view[max(0, item.start - 2) : item.start].rstrip()[-1:] in _MARKS or before in words.data.numbered:
        return True
    if item.end - item.start == 3 and before not in words.data.year_prepositions:
        return True
    letter = len(before) == 1 and before not in words.data.year_prepositions
    return letter and view[item.start - 1] == " " and view[item.start - 2].isupper()


def stands_as_month(view: str, item: Item, words: TimeWords) -> bool:
    """Whether a lone month has a preposition before it; 'und Jan Kowalski' is somebody's name."""
    before = _before(view, item.start).lower()
    named = before in words.data.joiners and _CAPITALS.match(view, item.start) is not None
    return before in words.data.month_prepositions and not named


def stands_as_season(view: str, item: Item, words: TimeWords) -> bool:
    """'im Herbst', 'осенью': a preposition stands before it, or its case says when."""
    return view[item.start : item.end].lower() in words.data.bare_seasons or stands_as_month(view, item, words)


def stands_as_short_date(view: str, item: Item, words: TimeWords) -> bool:
    """Whether '3.5.' is a date and no number of a section."""
    before = _before(view, item.start).lower()
    if words.data.before_hour:
        following = _WORD_AFTER.match(view, item.end)
        return before not in words.data.before_hour and not (following and following.group(1) in words.data.counted)
    return before in words.data.bare_days or before in words.data.month_prepositions or before in words.data.joiners


def stands_as_day(view: str, item: Item, words: TimeWords) -> bool:
    """Whether a lone number is a day: behind a word such as 'am', with its mark, and no noun behind it."""
    before = view[max(0, item.start - 10) : item.start].rstrip().lower().split()
    if not before or not (before[-1] in words.data.bare_days or " ".join(before[-2:]) in words.data.bare_days):
        return False
    end = item.end
    if words.nouns_capital:
        if view[end : end + 1] != ".":
            return False
        following = view[end + 1 : end + 3]
        return not following.strip() or (following[:1] == " " and following[1:2].islower()) or following[0] in ",;)"
    following = view[end : end + 2]
    return not following.strip() or following[0] in ".,;)" or (item.letter == "O" and following[0] in ".,;")


def leads_list(view: str, start: int, words: TimeWords) -> bool:
    """Whether the word before `start` may lead the first of several days: 'on 3 and on 5 May'."""
    before = _before(view, start).lower()
    data = words.data
    return before not in data.limits and (before in data.fillers or before in data.month_prepositions | data.bare_days)


def leads_day(view: str, start: int, words: TimeWords) -> bool:
    """Whether the word before `start` may lead a day that belongs to no noun: 'le 3 mai', 'am 3. Mai'."""
    return _before(view, start).lower() in words.data.bare_days


def is_attributive(view: str, start: int, words: TimeWords) -> bool:
    """Whether the date at `start` belongs to a noun: 'der Vertrag vom 3. Mai 1992'."""
    return _before(view, start).lower() in words.data.attributive


def is_limit(view: str, start: int, words: TimeWords) -> bool:
    """Whether something lasts until the date at `start`: 'bis zum 3. Mai 1916'."""
    before = view[max(0, start - 12) : start].lower().split()
    return any(word in words.data.limits for word in before[-2:])


def is_start(view: str, start: int, words: TimeWords) -> bool:
    """Whether something has lasted since the date at `start`: 'seit dem 3. Mai 1916'."""
    before = view[max(0, start - 12) : start].lower().split()
    return any(word in words.data.since for word in before[-2:])


def stands_as_short_year(view: str, item: Item, words: TimeWords) -> bool:
    """Whether two digits are a year: 'en 97', not 'en 97 jours'."""
    if _before(view, item.start).lower() not in words.data.short_years:
        return False
    following = _WORD_AFTER.match(view, item.end)
    return following is None or following.group(1).lower() in words.data.year_followers
