"""The year of year-less dates in an article that looks back: that of the story, not that of its publication."""

from collections.abc import Sequence

from schemas.vocabulary import DateBasis
from service.mention import DateMention
from service.normalise.calendar import CalendarDate
from service.text.document import Document

_NEAR = 2
_MOST_BETWEEN = 3
_LONG_AGO = 15
_STALE = 150


def settle_years(document: Document, dates: Sequence[DateMention]) -> list[DateMention]:
    """`dates`, with year-less ones read against the year last told where the article tells of earlier years.

    A year more than one before the publication holds for the next two sentences of its paragraph; one long past, until
    another is told. Where the publication is unknown, any holds for two sentences. Where day and month would lie before
    the date that gave the year, the year is not known.
    """
    settled: list[DateMention] = []
    dates = _with_shared_years(document, dates)
    news = any(_is_recent(document, mention) for mention in dates)
    anchor: tuple[int, CalendarDate] | None = None
    for index, mention in enumerate(dates):
        value = mention.past
        if value is None or mention.type != "DATE":
            settled.append(mention)
            continue
        number = document.sentence_at(mention.span.start)
        if _lacks_year(value):
            told = anchor is not None and _holds(document, anchor, number, news=news)
            if anchor and told and not _lasts_since(document, mention):
                settled.append(_against(mention, value, anchor[1]))
            elif news and _is_stale(document, value):
                settled.append(_of_story(document, mention, value, anchor, dates[index + 1 : index + 2]))
            else:
                settled.append(mention)
            continue
        if value.year is not None and not _is_near(document, value):
            anchor = number, value
        settled.append(mention)
    return settled


def _lasts_since(document: Document, mention: DateMention) -> bool:
    """'ist seit dem 3. Mai in Kraft': counted back from now, not from an earlier year."""
    hits = document.hits_in(max(0, mention.span.start - 16), mention.span.start)
    return any("ever_since" in hit.senses for hit in hits[-2:])


def _is_stale(document: Document, value: CalendarDate) -> bool:
    """Whether the day, read as the last of its kind before the publication, would hardly be told without its year."""
    day = value.day_date
    return bool(day and document.reference and (document.reference - day).days > _STALE)


def _of_story(
    document: Document,
    mention: DateMention,
    value: CalendarDate,
    before: tuple[int, CalendarDate] | None,
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
    if before is not None and _is_bygone(document, before[1]) and number - before[0] <= _NEAR + 1:
        return _against(mention, value, before[1])
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


def _lacks_year(value: CalendarDate) -> bool:
    return value.month is not None and (value.year is None or value.basis is DateBasis.YEAR_INFERRED)


def _is_near(document: Document, value: CalendarDate) -> bool:
    """Whether it is a day told by its distance from the publication, about a year at most: it tells no era."""
    first = value.first_day() if value.basis is DateBasis.RELATIVE and value.day is not None else None
    return bool(first and document.reference and abs((document.reference - first).days) < 400)


def _is_recent(document: Document, mention: DateMention) -> bool:
    """Whether it is a day of the fortnight before the publication, told as such: the article is news, not history."""
    day = mention.past.day_date if mention.past and mention.past.basis is DateBasis.RELATIVE else None
    return bool(day and document.reference and 0 <= (document.reference - day).days <= 14)


def _holds(document: Document, anchor: tuple[int, CalendarDate], number: int, *, news: bool) -> bool:
    told, value = anchor
    if news:
        return number == told
    near = number - told <= _NEAR and document.sentences[number].paragraph == document.sentences[told].paragraph
    if document.reference is None:
        return near and number > told - 1
    age = document.reference.year - (value.year or 0)
    return (near and age >= 2) or age > _LONG_AGO


def _against(mention: DateMention, value: CalendarDate, anchor: CalendarDate) -> DateMention:
    later = anchor.month is None or (value.month or 0, value.day or 31) >= (anchor.month, anchor.day or 1)
    if anchor.year is None:
        return mention
    dated = value.with_year(anchor.year, DateBasis.RELATIVE) if later else CalendarDate(None, value.month, value.day)
    return mention._replace(past=dated, future=dated) if dated is not None else mention
