"""Dates in and behind a title: 'Vertrag vom 3. Mai 1868', 'umowa z 16 września 1977 r. o budowie …', '… am 3. Mai'."""

import re
from collections.abc import Sequence

from service.lang.lexicon import Hit
from service.mention import DateMention
from service.text.document import Document
from service.text.spans import index_from

_NO_TOPIC = frozenset(("to", "for", "of", "in", "by", "from", "against"))
_YEAR_MARK = re.compile(r" [^\W\d_]\.(?= )")
_DATE_REACH = 6
_MOST_SMALL_WORDS = 3
_WORD_BEFORE = re.compile(r"(?<![^\W_])([^\W_]+) ?$")


def with_date(document: Document, head: Hit, end: int, dates: Sequence[DateMention]) -> int:
    """'Treaty of Lagos of 1975': a name in capitals goes on to its date."""
    at = index_from(dates, end)
    if at == len(dates) or not document.view[head.form_start].isupper() or document.pack.nouns_capital:
        return end
    words = document.view[end : dates[at].span.start].lower().split()
    return dates[at].span.end if len(words) == 1 and document.pack.data.titles.dated.issuperset(words) else end


def topic_behind(document: Document, end: int, dates: Sequence[DateMention]) -> re.Match[str] | None:
    """What opens the topic or the sides behind the date of a name: 'umowa z 16 września 1977 r. o budowie …'."""
    mark = _YEAR_MARK.match(document.view, end)
    opener = document.pack.patterns.opener.match(document.view, mark.end() if mark else end)
    if opener is None or own_date(document, opener, dates) is not None:
        return None
    hits = document.hits_in(opener.start() + 1, opener.end())
    links = {sense.value for hit in hits for sense in hit.senses.get("link", ())}
    owner = opener.group(1).lower() in document.pack.data.genitive_articles
    return opener if links.isdisjoint(_NO_TOPIC) and not owner else None


def own_date(document: Document, opener: re.Match[str], dates: Sequence[DateMention]) -> int | None:
    """Where the date ends that the opener leads to: 'vom 3. Mai', 'z 10 lutego 1925 r.'."""
    at = index_from(dates, opener.start())
    if at == len(dates) or not names_day(dates[at]) or dates[at].span.start > opener.end() + _DATE_REACH:
        return None
    if document.view[opener.end() : dates[at].span.start][:1].isupper():
        return None
    return dates[at].span.end


def names_day(date: DateMention) -> bool:
    """'vom 3. Mai', but not 'vom 3. Mai 2010 bis zum 1. Juni 2014', which is how long something lasted."""
    return date.type == "DATE" and not date.parts


def before_date(document: Document, opener: re.Match[str], limit: int, dates: Sequence[DateMention]) -> int:
    """Before a date and the words that lead to it."""
    at = index_from(dates, opener.end())
    if at == len(dates) or dates[at].span.start >= limit or dates[at].type != "DATE":
        return limit
    start, titles = dates[at].span.start, document.pack.data.titles
    for _ in range(_MOST_SMALL_WORDS):
        word = _WORD_BEFORE.search(document.view, max(0, start - 16), start)
        if word is None or word.group(1).lower() not in titles.before_date:
            break
        start = word.start()
    return start
