"""Which dates of a sentence may be that of an event: none of a title, no deadline."""

from collections.abc import Sequence

from schemas.vocabulary import DateBasis, EventType
from service.extract.effects import is_of_effect
from service.extract.phrases import governor_before
from service.extract.realis import LEAVING
from service.extract.scene import Scene
from service.lang.lexicon import Hit
from service.mention import DateMention, Span, TreatyMention
from service.normalise.calendar import CalendarDate
from service.text.document import Document
from service.text.spans import index_from

_LIMIT = 12
_APPOSED = 10
_LONGEST_PHRASE = 70
_LONGEST_WAIT = 50
_LONGEST_ASIDE = 40
_LONGEST_ADJECTIVES = 30
_ACT_OR_TREATY = frozenset(("event", "treaty"))
_MOST_ADJECTIVES = 2


def datable(scene: Scene, kind: EventType) -> Sequence[DateMention]:
    """The dates of which one may be that of the act. An extension has no last day ('bis 2030') and no stretch ('von
    2019 bis 2030'); 'wurde 2019 bis 2030 verlängert' has its first."""
    if kind in LEAVING:
        return [date for date in scene.dates if not is_of_effect(scene, date)]
    if kind is not EventType.EXTENSION:
        return scene.dates
    return [
        date._replace(past=date.parts[0].past, future=date.parts[0].future) if date.rule == "time.interval" else date
        for date in scene.dates
        if closing_word(scene.document, date, scene.sentence.body) is None
        and (date.rule != "time.interval" or (date.parts and date.parts[0].span.start == date.span.start))
    ]


def free_dates(
    document: Document, dates: Sequence[DateMention], treaties: Sequence[TreatyMention], start: int
) -> list[DateMention]:
    """Dates from `start` on that may be an event's: known ones, not part of a title, no deadline ('bis 2020')."""
    free = [
        date
        for date in dates
        if date.past is not None
        and date.span.start >= start
        and (date.type == "DATE" or (date.type == "TIME" and date.past.day is not None))
        and not _in_title(document, date, treaties)
        and not _dates_noun(document, date)
        and not says_how_long(document, date)
        and not _is_of_today(document, date)
        and not _is_deadline(document, date, start)
    ]
    merged: list[DateMention] = []
    for date in free:
        if merged and (_is_other_calendar(document, merged[-1], date) or _is_its_weekday(document, merged[-1], date)):
            continue
        if merged and _explains(document, merged[-1], date):
            rough = merged.pop()
            whole = Span(rough.span.start, date.span.end)
            date = date if rough.has_day else date._replace(span=whole)  # noqa: PLW2901
        merged.append(date)
    return merged


def closing_word(document: Document, date: DateMention, start: int) -> Hit | None:
    """The 'until' right before the date, in a sentence from `start` on; not that of 'not until'."""
    before = document.hit_before(date.span.start, _LIMIT)
    if before is None or "time" not in before.senses or date.span.start - before.end > 1:
        return None
    closes = any(sense.value[0] == "u" for sense in before.senses["time"])
    return before if closes and not _is_only_until(document, start, before) else None


def _is_other_calendar(document: Document, date: DateMention, other: DateMention) -> bool:
    """'on 11 December (29 November on Russian calendars)': a second date in brackets, right behind the first."""
    gap = document.view[date.span.end : other.span.start]
    if len(gap) > _LONGEST_ASIDE or not gap.lstrip().startswith("(") or ")" in gap:
        return False
    closing = document.view.find(")", other.span.end, other.span.end + _LONGEST_ASIDE)
    return closing >= 0 and not any("event" in hit.senses for hit in document.hits_in(date.span.end, closing))


def _is_its_weekday(document: Document, date: DateMention, other: DateMention) -> bool:
    """'am 1. Juli 1929, einem Montag', 'on 1 July 1929, a Monday': which day of the week it was."""
    gap = document.view[date.span.end : other.span.start]
    apposed = gap.startswith(",") and len(gap) <= _APPOSED and document.view[other.span.end : other.span.end + 1] == ","
    dated = date.has_day and date.past is not None and date.past.basis is DateBasis.STATED
    return apposed and dated and other.rule == "time.weekday"


def _explains(document: Document, date: DateMention, other: DateMention) -> bool:
    """'vier Jahre später, am 1. Juli', 'two weeks later, on 1 July': the second date only says more exactly when."""
    if date.past is None or other.past is None or other.past.year != date.past.year:
        return False
    counted = date.counted and other.has_day
    if date.has_day and not counted:
        return False
    finer = counted or (other.past.month is not None and date.past.month in (None, other.past.month))
    gap = document.view[date.span.end : other.span.start]
    return finer and gap.startswith(",") and len(gap) <= _APPOSED and gap == gap.lower()


def says_how_long(document: Document, date: DateMention) -> bool:
    """'po 25 latach negocjacji', 'через девять лет переговоров': how long what follows had lasted."""
    following = document.hit_at(date.span.end + 1) if date.rule == "time.elapsed" else None
    return following is not None and any(sense.value.mode == "noun" for sense in following.senses.get("event", ()))


def _in_title(document: Document, date: DateMention, treaties: Sequence[TreatyMention]) -> bool:
    at = index_from(treaties, date.span.start) - 1
    return at >= 0 and (date.span.start < treaties[at].span.end or _dates_title(document, treaties[at], date))


def _dates_title(document: Document, treaty: TreatyMention, date: DateMention) -> bool:
    """'Vertrag mit Ungarn aus dem Jahr 1979', 'Agreement of March 14, 1947'; 'fisheries agreement for 2025'."""
    data = document.pack.data
    gap = document.view[treaty.span.end : date.span.start].lower().split()
    if len(gap) == 1 and date.past is not None and date.past.month is None:
        link = document.hit_at(treaty.span.end + 1)
        if link is not None and any(sense.value == "for" for sense in link.senses.get("link", ())):
            return True
    return 0 < len(gap) <= 3 and gap[0] in data.titles.dated and data.time.fillers.issuperset(gap[1:])


def _dates_noun(document: Document, date: DateMention) -> bool:
    """'the 1957 agreement', 'its 1957 defence pact': a bare year between an article and the noun of a treaty."""
    before = document.hit_before(date.span.start, 8)
    led = before is not None and before.end == date.span.start - 1 and "article" in before.senses
    if not led or date.past is None or date.past.month is not None:
        return False
    behind = document.hits_in(date.span.end, date.span.end + _LONGEST_ADJECTIVES)
    noun = next((hit for hit in behind if not _ACT_OR_TREATY.isdisjoint(hit.senses)), None)
    if noun is None or "treaty" not in noun.senses:
        return False
    gap = document.view[date.span.end : noun.start]
    return len(gap.split()) <= _MOST_ADJECTIVES and gap.replace(" ", "").isalpha() if gap.strip() else gap == " "


def _is_of_today(document: Document, date: DateMention) -> bool:
    """'der Großvater des heutigen Machthabers': an adjective that no preposition governs says of whom one speaks."""
    if date.rule != "time.deictic" or not document.pack.data.nouns_capital:
        return False
    word, following = document.slice(date.span), document.view[date.span.end + 1 : date.span.end + 2]
    inflected = word.islower() and word.endswith(document.pack.data.adjective_endings) and following.isupper()
    return inflected and not governor_before(document, date.span.start)


def _is_only_until(document: Document, sentence_start: int, until: Hit) -> bool:
    """'did not enter into force until 1964': the day on which it did."""
    before = document.hits_in(max(sentence_start, until.start - _LONGEST_PHRASE), until.start)
    return "only" in until.senses and any("negation" in hit.senses for hit in before)


def _is_deadline(document: Document, date: DateMention, start: int) -> bool:
    closing = closing_word(document, date, start)
    if closing is None:
        return False
    if "link" in closing.senses:
        return document.reference is not None and date.past == CalendarDate.of(document.reference)
    return not (is_waited_for(document, date, start) or _when_follows(document, date))


def is_waited_for(document: Document, date: DateMention, start: int) -> bool:
    """'It took the Senate until 31 May 1924 to …', 'il fallut attendre 1990 pour que …': a day that ended a wait."""
    before = document.hits_in(max(start, date.span.start - _LONGEST_WAIT), date.span.start)
    waited = next((hit for hit in reversed(before) if "waited" in hit.senses), None)
    if waited is None or any("event" in hit.senses and hit.start < waited.end for hit in before):
        return False
    return " " in document.view[waited.start : waited.end] or closing_word(document, date, start) is not None


def _when_follows(document: Document, date: DateMention) -> bool:
    """'until November 2019, when it took effect'."""
    behind = document.hits_in(date.span.end, date.span.end + _LIMIT)
    return bool(behind) and behind[0].start - date.span.end <= 2 and "when" in behind[0].senses
