"""The year of year-less dates in an article that looks back: that of the story, not that of its publication."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from schemas.vocabulary import DateBasis, EventStatus
from service.extract.stories import commemorates, goes_on, latest_day, only_year
from service.extract.temporal.stands import is_attributive
from service.lang.lexicon import Hit
from service.mention import DateMention
from service.normalise.calendar import CalendarDate, near_year
from service.text.document import Document

_NEAR = 2
_MOST_BETWEEN = 3
_LONG_AGO = 15
_HISTORY = 1960
"""Where all years told lie before it, an article of unknown date is a history, in which each goes on until the next."""
_STALE = 150
_SOON = 100
_TO_COME = frozenset(("plan", "future", "scheduled", "pending"))
_DIGITS = 4
_BULLET = 4
_HEADING = ("–", "—", "-", ":", ".", "|")
_TOLD = ("DATE", "TIME")
_TOLD_AGAIN = frozenset(("time.calendar", "time.bare_day", "time.part_of_day"))
_SEEN_FROM_STORY = frozenset(("time.moved", "time.unit"))
_SEEN_FROM_LAST = frozenset(("time.moved", "time.year_told"))
_NEAR_WORDS, _BESIDE = 16, 60
_AUTUMN, _SPRING = 10, 3
_MARK, _PARTED = re.compile("[,;:]"), re.compile("[.;:!?] ")
_NOUN = frozenset(("article", "treaty"))


class _Anchor(NamedTuple):
    """The year last told: in which sentence, where its expression ends, whether it heads its paragraph."""

    sentence: int
    end: int
    value: CalendarDate
    heads: bool = False


def settle_years(document: Document, dates: Sequence[DateMention]) -> list[DateMention]:
    """`dates`, with year-less ones read against the year last told where the article tells of earlier years.

    A year more than one before the publication holds for the next two sentences of its paragraph; one long past, until
    another is told. Where the publication is unknown, any holds for two sentences. Where day and month would lie before
    the date that gave the year, the year is not known.
    """
    settled: list[DateMention] = []
    dates = _with_shared_years(document, dates)
    news = any(_is_recent(document, mention) for mention in dates) and not commemorates(document, dates)
    first = only_year(document, dates)
    latest = latest_day(dates) if document.reference is None else None
    history = latest is not None and latest.year < _HISTORY
    anchor: _Anchor | None = None
    for index, mention in enumerate(dates):
        value = mention.past
        number = document.sentence_at(mention.span.start)
        if value is None or mention.type not in _TOLD or _is_bare_season(mention):
            settled.append(_season_of(document, mention, anchor, number, news=news))
            continue
        if _lacks_year(value):
            told = anchor is not None and (
                (history and first is None) or _holds(document, anchor, number, mention, news=news)
            )
            if anchor and told and not _lasts_since(document, mention):
                settled.append(_against(document, mention, value, anchor, dates[index + 1 : index + 2]))
                now = settled[-1].past
                if now is not None and now.year and now.year >= (anchor.value.year or 0):
                    anchor = anchor._replace(value=now)
            elif document.reference is None and (
                year := _year_behind(document, mention, value, dates[index + 1 : index + 2])
            ):
                settled.append(_in_year(mention, value, year))
            elif first is not None and first.past and first.past.year and goes_on(first, value):
                settled.append(_in_year(mention, value, first.past.year))
            elif news and _is_stale(document, value) and not _is_near_ahead(document, mention):
                settled.append(_of_story(document, mention, value, anchor, dates[index + 1 : index + 2]))
            else:
                settled.append(mention)
            continue
        told_since = news and _lasts_since(document, mention)
        aside = told_since or _is_near(document, value) or of_noun(document, mention) or _looks_back(mention, anchor)
        if value.year is not None and not aside:
            anchor = _Anchor(number, mention.span.end, value, _heads_paragraph(document, mention, number))
        settled.append(_moved_along(mention, value, dates[index - 1], settled[-1]) if index else mention)
    return settled


def _is_bare_season(mention: DateMention) -> bool:
    """'im Frühjahr', without a year or a word such as 'last'."""
    return mention.rule == "time.season" and mention.past != mention.future


def _season_of(
    document: Document, mention: DateMention, anchor: _Anchor | None, number: int, *, news: bool
) -> DateMention:
    """A bare season of the year that the story has come to; anything else as it is."""
    if mention.past is None or anchor is None or anchor.value.year is None or not _is_bare_season(mention):
        return mention
    told = _holds(document, anchor, number, mention, news=news)
    return _in_year(mention, mention.past, anchor.value.year) if told else mention


def _lasts_since(document: Document, mention: DateMention) -> bool:
    """'ist seit dem 3. Mai in Kraft': counted back from now, not from an earlier year."""
    hits = document.hits_in(max(0, mention.span.start - 16), mention.span.start)
    return any("ever_since" in hit.senses for hit in hits[-2:])


def _is_near_ahead(document: Document, mention: DateMention) -> bool:
    """Whether the next such day is so near that a sentence of plans may look forward to it."""
    day = mention.future.first_day() if mention.future else None
    if day is None or document.reference is None or not 0 <= (day - document.reference).days <= _SOON:
        return False
    sentence = document.sentences[document.sentence_at(mention.span.start)]
    return not _TO_COME.isdisjoint(sentence.kinds) or any(
        sense.value.rule.status is EventStatus.PLANNED
        for hit in document.hits_in(sentence.start, sentence.end)
        for sense in hit.senses.get("event", ())
    )


def _is_stale(document: Document, value: CalendarDate) -> bool:
    """Whether the day, read as the last of its kind before the publication, would hardly be told without its year."""
    day = value.last_day()
    return bool(day and document.reference and (document.reference - day).days > _STALE)


def _of_story(
    document: Document,
    mention: DateMention,
    value: CalendarDate,
    before: _Anchor | None,
    behind: Sequence[DateMention],
) -> DateMention:
    """A stale day between news: of the bygone year that the paragraph tells next, else of the one told before it."""
    number = document.sentence_at(mention.span.start)
    following = behind[0].past if behind else None
    if following is not None and following.basis is DateBasis.STATED and _is_bygone(document, following):
        near = document.sentence_at(behind[0].span.start) - number <= 1
        if near and (following.month or 0, following.day or 0) >= (value.month or 0, value.day or 0):
            dated = value.with_year(following.year or 0, DateBasis.RELATIVE)
            return mention._replace(past=dated, future=dated) if dated else mention
    if before is not None and _is_bygone(document, before.value) and number - before.sentence <= _NEAR + 1:
        told = _against(document, mention, value, before, behind)
        return told if told.past is not None else _of_publication(mention, value, document.reference)
    return mention


def _is_bygone(document: Document, value: CalendarDate) -> bool:
    return bool(document.reference and value.year and document.reference.year - value.year > _LONG_AGO)


def _with_shared_years(document: Document, dates: Sequence[DateMention]) -> list[DateMention]:
    """'27 January and 8 February 2021': the year of the second holds for both."""
    shared = list(dates)
    for index in range(len(shared) - 2, -1, -1):
        mention, following = shared[index], shared[index + 1]
        if mention.past is None or following.past is None or not _lacks_year(mention.past):
            continue
        gap = document.view[mention.span.end : following.span.start].replace(",", " ").lower().split()
        stated = following.past.basis is DateBasis.STATED and following.past.month is not None
        joined = not document.pack.data.time.joiners.isdisjoint(gap) and len(gap) <= _MOST_BETWEEN
        if following.past.year is not None and stated and joined:
            dated = mention.past.with_year(following.past.year, DateBasis.STATED)
            shared[index] = mention._replace(past=dated, future=dated)
    return shared


def of_noun(document: Document, mention: DateMention) -> bool:
    """'der Vertrag vom 3. Mai 1992', 'the treaty of 1992', 'das 1992 geschlossene Abkommen': the time of what the noun
    names, not of what is told."""
    start, end = mention.span
    value = mention.past
    if value is None or (value.month is None and end - start > _DIGITS) or start < 2:
        return False
    before = document.hits_in(max(0, start - _NEAR_WORDS), start)
    beside = bool(before) and start - before[-1].end == 1
    if value.month is None and beside and not _NOUN.isdisjoint(before[-1].senses):
        return True
    if value.month is None and before and _is_of_participle(document, before[-1]):
        return True
    if not is_attributive(document.view, start, document.pack.time):
        return False
    governed = bool(before) and start - before[-1].end == 1 and "link" in before[-1].senses
    return governed and not any("time" in hit.senses for hit in before[-2:-1])


def _is_of_participle(document: Document, link: Hit) -> bool:
    """'Продлённый в 2018 году договор истекает …': behind a participle that opens its clause."""
    act = document.hit_before(link.start, _NEAR_WORDS) if "link" in link.senses else None
    if act is None or link.start - act.end > 1 or "event" not in act.senses:
        return False
    led = document.view.startswith(", ", act.start - 2)
    opens = led or act.start == document.sentences[document.sentence_at(act.start)].body
    return opens and document.view[act.start : act.end].endswith(document.pack.data.participle_endings)


def _lacks_year(value: CalendarDate) -> bool:
    return value.month is not None and (value.year is None or value.basis is DateBasis.YEAR_INFERRED)


def _is_near(document: Document, value: CalendarDate) -> bool:
    """Whether it is a day told by its distance from the publication, about a year at most: it tells no era."""
    first = value.first_day() if value.basis is DateBasis.RELATIVE and value.day is not None else None
    return bool(first and document.reference and abs((document.reference - first).days) < 400)


def _looks_back(mention: DateMention, anchor: _Anchor | None) -> bool:
    """'Spain had lost Cuba the year before': an earlier year, seen from that of the story."""
    before = anchor is not None and mention.past is not None and (mention.past.year or 0) < (anchor.value.year or 0)
    return before and mention.rule in _SEEN_FROM_STORY and mention.past == mention.future


def _is_last_year(document: Document, value: CalendarDate) -> bool:
    return bool(document.reference and value.year and document.reference.year - value.year <= 1)


def _is_recent(document: Document, mention: DateMention) -> bool:
    """Whether it is a day of the fortnight before the publication, told as such: the article is news, not history."""
    day = mention.past.day_date if mention.past and mention.past.basis is DateBasis.RELATIVE else None
    return bool(day and document.reference and 0 <= (document.reference - day).days <= 14)


def _holds(document: Document, anchor: _Anchor, number: int, mention: DateMention, *, news: bool) -> bool:
    told, end, value, heads = anchor
    if heads and document.sentences[number].paragraph == document.sentences[told].paragraph:
        return True
    if told == number and value.basis is DateBasis.RELATIVE and value.day is None and _is_last_year(document, value):
        return not _MARK.search(document.view, end, mention.span.start)
    if news:
        return number == told
    near = number - told <= _NEAR and document.sentences[number].paragraph == document.sentences[told].paragraph
    if document.reference is None:
        return near and number > told - 1
    age = document.reference.year - (value.year or 0)
    return (near and age >= 2) or age > _LONG_AGO


def _heads_paragraph(document: Document, mention: DateMention, number: int) -> bool:
    """'1987 – Im März …': a year by itself in front, as in a table of what happened when."""
    sentence = document.sentences[number]
    bare = mention.rule == "time.year" and mention.span.end - mention.span.start == _DIGITS
    behind = document.view[mention.span.end : mention.span.end + 2].strip()[:1]
    opens = number == 0 or document.sentences[number - 1].paragraph != sentence.paragraph
    return bare and opens and mention.span.start - sentence.start <= _BULLET and behind in _HEADING


def _against(
    document: Document, mention: DateMention, value: CalendarDate, told: _Anchor, behind: Sequence[DateMention]
) -> DateMention:
    """Of the anchor's year; before the anchor's day, of the same if the sentence looks back ('had been initialled'), of
    the next if the turn of the year lies between, of that which the sentence goes on to tell, or as it is read from the
    publication if that is near; else of no known year."""
    anchor = told.value
    if anchor.year is None:
        return mention
    later = anchor.month is None or (value.month or 0, value.day or 31) >= (anchor.month, anchor.day or 1)
    aside = "pluperfect" in document.sentences[told.sentence].kinds
    if not later and not aside and _is_looked_back_at(document, mention):
        return _in_year(mention, value, anchor.year)
    turned = not later and (anchor.month or 0) >= _AUTUMN and (value.month or 0) <= _SPRING
    year = anchor.year + turned if later or turned else _year_behind(document, mention, value, behind)
    if year is not None:
        return _in_year(mention, value, year)
    if document.reference is not None and _is_bygone(document, anchor):
        return mention._replace(past=None, future=None)
    return _of_publication(mention, value, document.reference)


def _is_looked_back_at(document: Document, mention: DateMention) -> bool:
    """Whether the verb beside it is a pluperfect: 'had been initialled on 16 October'."""
    start, end = mention.span
    for hit in document.hits_in(max(0, start - _BESIDE), end + _BESIDE):
        if "pluperfect" in hit.senses:
            between = document.view[min(hit.end, end) : max(hit.start, start)]
            return not between.startswith(",") and not _PARTED.search(between)
    return False


def _of_publication(mention: DateMention, value: CalendarDate, reference: date | None) -> DateMention:
    """As it is read from the publication, whatever the article has told."""
    unknown = CalendarDate(None, value.month, value.day)
    last, coming = (
        unknown if reference is None else near_year(unknown, reference, future=future) for future in (False, True)
    )
    return mention._replace(past=last, future=coming)


def _moved_along(mention: DateMention, value: CalendarDate, base: DateMention, settled: DateMention) -> DateMention:
    """'am 1. Juli, zehn Tage später', 'am 7. Juni desselben Jahres': seen from a date that has got another year."""
    was, now = base.past, settled.past
    same = value.basis is DateBasis.RELATIVE and was is not None and value.year == was.year
    if mention.rule not in _SEEN_FROM_LAST and not (same and mention.rule in _TOLD_AGAIN):
        return mention
    if was is None or now is None or was.year is None or now.year is None or value.year is None or was.year == now.year:
        return mention
    return _in_year(mention, value, value.year + now.year - was.year)


def _in_year(mention: DateMention, value: CalendarDate, year: int) -> DateMention:
    dated = value.with_year(year, DateBasis.RELATIVE)
    return mention._replace(past=dated, future=dated) if dated is not None else mention


def _year_behind(
    document: Document, mention: DateMention, value: CalendarDate, behind: Sequence[DateMention]
) -> int | None:
    """'am 15. April …, am 30. April 1921': the year of the later day with which the sentence goes on."""
    following = behind[0].past if behind else None
    if following is None or following.year is None or following.basis is not DateBasis.STATED:
        return None
    same = document.sentence_at(behind[0].span.start) == document.sentence_at(mention.span.start)
    later = (following.month or 0, following.day or 0) >= (value.month or 0, value.day or 0)
    return following.year if same and later else None
