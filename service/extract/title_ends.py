"""Where the title behind a treaty noun ends: 'Vertrag über … und …', 'Treaty of …', 'agreement between … and …'."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from service.lang.lexicon import Hit
from service.mention import DateMention
from service.text.document import Document

_HYPHENED = re.compile(r"[^\W_][\w-]*")
_STOP = re.compile(r"[.;:!?()„“”\"«»]|\s[–—-]\s|\n|[–—]\s")
_LONGEST_TITLE = 220
_ENDS_TITLE = (
    "auxiliary",
    "event",
    "plan",
    "negation",
    "role",
    "pending",
    "demonstrative",
    "hedge",
    "says",
    "subordinator",
)


def complement_end(document: Document, position: int, stop: int, dates: Sequence[DateMention]) -> int:
    """The end of 'über …', 'zwischen … und …', 'of …' behind the head noun; the head's own end if there is none."""
    view, hits = document.view, document.hits
    hit = hits[position]
    end = hit.end
    if hit.senses["treaty"][0].value.points_back and not view[hit.form_start].isupper():
        return end
    opener = re.compile(r" ?(?:([^\W\d_]+)) ").match(view, end)
    if (
        opener is None
        or opener.group(1).lower() not in document.pack.title_openers
        or opener.start() != end
        or view[end] != " "
    ):
        return end
    limit = min(stop, end + _LONGEST_TITLE)
    mark = _STOP.search(view, end + 1, limit)
    limit = mark.start() if mark else limit
    for following in hits[position + 1 :]:
        if following.start >= limit:
            break
        if any(kind in following.senses for kind in _ENDS_TITLE) and following.start > opener.end():
            limit = following.start
            break
    at = bisect_left(dates, end, key=lambda d: d.span.start)
    if at < len(dates) and dates[at].span.start < limit and dates[at].type == "DATE":
        direct = dates[at].span.start <= opener.end() + 6
        if direct and opener.group(1).lower() not in document.pack.title_dated:
            return end
        limit = dates[at].span.end if direct else _before_date(document, dates[at].span.start)
    limit = _before_comma(document, opener.end(), limit)
    limit = (
        _before_verb(document, opener.end(), limit)
        if document.pack.nouns_capital
        else _title_case_end(document, hit, opener, limit)
    )
    return _without_place(document, end, _trim_end(document, end, limit))


def _without_place(document: Document, head_end: int, end: int) -> int:
    """'Vertrag über die Grundlagen der Beziehungen in Bonn': the capital at the end is where something happened."""
    hits = document.hits_in(max(head_end, end - 30), end)
    if (
        len(hits) < 2
        or hits[-1].end != end
        or "link" not in hits[-2].senses
        or hits[-2].senses["link"][0].value != "in"
        or hits[-1].start - hits[-2].end != 1
    ):
        return end
    capital = any(sense.value[1] == "capital" for sense in hits[-1].senses.get("state", ()))
    return hits[-2].start - 1 if capital and hits[-2].start - 1 > head_end + 3 else end


def _before_date(document: Document, start: int) -> int:
    match = re.search(
        r"(?:\b(?:am|im|vom|seit|on|in|of|since|der|dem|den|from|at|last) ?){1,3}$",
        document.view[max(0, start - 16) : start],
        re.IGNORECASE,
    )
    return start - (len(match.group()) if match else 0)


def _before_comma(document: Document, start: int, limit: int) -> int:
    """A comma ends the title unless a list runs on: '…, gute Nachbarschaft und Zusammenarbeit'."""
    view = document.view
    at = start
    while True:
        comma = view.find(",", at, limit)
        if comma < 0:
            return limit
        rest = view[comma + 1 : min(limit, comma + 60)]
        states = document.hits_in(max(start, comma - 40), comma + 12)
        if any("state" in h.senses and h.end == comma for h in states) and any(
            "state" in h.senses and h.start == comma + 2 for h in states
        ):
            at = comma + 1
            continue
        joined = re.match(r" ?(?!(?:und|and|sowie|et|y|e|i|и|та) )[^,]{2,50}? (?:und|and|sowie|et|y|e|i|и|та) ", rest)
        first = re.match(r" ?(?:[^\W\d_]+)", rest)
        known = document.hits_in(comma + 2, comma + 3)
        closed = bool(known) and any(
            kind in known[0].senses
            for kind in ("article", "pronoun", "subordinator", "link", "indefinite", "auxiliary")
        )
        if not joined or not first or closed:
            return comma
        at = comma + 1


def _title_case_end(document: Document, head: Hit, opener: re.Match[str], limit: int) -> int:
    """A title in capitals ('Treaty of Guadalupe Hidalgo ended …') ends before the first other lower-case word; so does 'with X', 'between X and Y'."""
    view = document.view
    first = _HYPHENED.match(view, opener.end(), limit)
    link = document.hits_in(opener.start() + 1, opener.end())
    sides = bool(link) and "link" in link[0].senses and link[0].senses["link"][0].value in ("between", "with", "of")
    capital = (
        view[head.form_start].isupper()
        and first is not None
        and (first.group()[0].isupper() or first.group() in ("the", "a"))
    )
    if not capital and not sides:
        return limit
    for word in _HYPHENED.finditer(view, opener.end(), limit):
        text = word.group()
        if text[0].islower() and text not in document.pack.title_words:
            return word.start()
    return limit


def _before_verb(document: Document, start: int, limit: int) -> int:
    """In a language that writes nouns with capitals, a lower-case word that no noun follows is a verb and ends the title."""
    view = document.view
    words = list(_HYPHENED.finditer(view, start, limit))
    last_noun = start
    for word in words:
        if word.group()[0].isupper() or word.group().isdigit():
            last_noun = word.end()
    for index, word in enumerate(words):
        text = word.group()
        if text[0].isupper() or word.start() >= last_noun or text.lower() in document.pack.title_words:
            continue
        following = words[index + 1].group() if index + 1 < len(words) else ""
        adjective = re.search(r"(?:e|en|er|es|em)$", text) is not None
        if not (
            adjective
            and (following[:1].isupper() or following in ("und", "oder") or re.search(r"(?:e|en|er|es|em)$", following))
        ):
            return word.start()
    return max(last_noun, start)


def _trim_end(document: Document, head_end: int, limit: int) -> int:
    """Drop what cannot close a title: white space, commas, a dangling preposition or article."""
    end = limit
    for _ in range(4):
        while end > head_end and not document.view[end - 1].isalnum():
            end -= 1
        match = re.search(r" ([^\W\d_]+)$", document.view[max(head_end, end - 24) : end])
        if match is None or match.group(1).lower() not in document.pack.title_words:
            break
        end -= len(match.group())
    return end if end > head_end + 3 else head_end
