"""Where the title behind a treaty noun ends: 'Vertrag über … und …', 'Treaty of …', 'agreement between … and …'."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from msgspec.structs import replace

from schemas.vocabulary import EventType
from service.extract.title_dates import before_date, names_day, own_date, topic_behind, with_date
from service.extract.title_lists import before_comma
from service.extract.title_marks import before_mark, before_owner
from service.extract.title_nouns import kind_noun
from service.extract.title_phrases import phrase_end
from service.extract.title_starts import agreeing_endings, is_agreeing
from service.lang.lexicon import Hit
from service.mention import DateMention
from service.text.document import Document
from service.text.spans import index_from

LONGEST_TITLE = 220
_HYPHENED = re.compile(r"[^\W_][\w-]*")
_LAST_WORD = re.compile(r" ([^\W\d_]+)$")
_WORD_BEFORE = re.compile(r"(?<![^\W_])([^\W_]+) ?$")
_ENDS_TITLE = frozenset(
    (
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
        "opener",
        "as_witness",
    )
)
_SIDES = frozenset(("between", "with", "of"))
_NO_TOPIC = _SIDES | {"to"}
_STEPS = frozenset((EventType.PARLIAMENTARY_APPROVAL, EventType.RATIFICATION))
_NAMING = frozenset(("treaty", "state", "link"))
_MOST_FOLLOWING = 2
_SHORTEST_VERB = 6
_LONGEST_WORD, _SMALL = 24, 3
_JOINT = 30
_SHORT = 8
_FOLLOWING = re.compile(r" ([^\W\d_][\w-]*)")


def complement_end(document: Document, position: int, stop: int, dates: Sequence[DateMention]) -> int:
    """The end of 'über …', 'zwischen … und …', 'of …' behind the head noun; the noun phrase's own if there is none."""
    view, head = document.view, kind_noun(document, position)
    if document.pack.data.titles.adjective_endings:
        return _noun_phrase_end(document, head, min(stop, head.end + LONGEST_TITLE), dates)
    if head.senses["treaty"][0].value.points_back and not view[head.form_start].isupper():
        return head.end
    end = _phrase_end(document, head) if document.pack.data.titles.agreement else head.end
    opener = document.pack.patterns.opener.match(view, end)
    if opener is None:
        return end
    own = own_date(document, opener, dates)
    if own is not None:
        if opener.group(1).lower() not in document.pack.data.titles.dated:
            return end
        further = topic_behind(document, own, dates)
        if further is None:
            return own
        opener, end = further, own
    limit = _before_stop(document, position, opener, min(stop, end + LONGEST_TITLE))
    limit = before_date(document, opener, limit, dates)
    if limit <= end:
        return end
    limit = before_comma(document, opener.end(), limit)
    if document.pack.nouns_capital:
        limit = _before_verb(document, opener.end(), limit)
    else:
        limit = _title_case_end(document, head, opener, limit)
    return with_date(document, head, _without_place(document, end, _trim_end(document, end, limit)), dates)


def _phrase_end(document: Document, head: Hit) -> int:
    """Behind what inflection ties to the noun: adjectives that agree ('umowa handlowa'), an owner ('конвенция ООН')."""
    end, titles = head.end, document.pack.data.titles
    for _ in range(_MOST_FOLLOWING if titles.adjectives_follow else 0):
        match = _FOLLOWING.match(document.view, end)
        if match is None or not is_agreeing(document, match, agreeing_endings(document, head)):
            break
        end = match.end()
    genitive = document.pack.patterns.genitive.match(document.view, end)
    end = genitive.end() if genitive else end
    hits = document.hits_in(end + 1, end + 2)
    if not hits or "state" not in hits[0].senses or document.view[end : end + 1] != " ":
        return end
    code, via = hits[0].senses["state"][0].value
    organisation = via == "name" and code in document.pack.data.organisations
    opened = via == "name" and document.pack.patterns.opener.match(document.view, hits[0].end) is not None
    return hits[0].end if organisation or opened else end


def _noun_phrase_end(document: Document, head: Hit, limit: int, dates: Sequence[DateMention]) -> int:
    if head.senses["treaty"][0].value.points_back and not document.view[head.form_start].isupper():
        return head.end
    limit = before_mark(document, head.end, limit)
    at = index_from(dates, head.end)
    if at < len(dates) and dates[at].span.start < limit and dates[at].type == "DATE":
        start, end = dates[at].span
        named = phrase_end(document, head, before_comma(document, head.end, start))
        words = document.view[named:start].lower().split()
        if len(words) == 1 and names_day(dates[at]) and document.pack.data.titles.dated.issuperset(words):
            if topic_behind(document, end, dates) is not None:
                return phrase_end(document, replace(head, end=end), before_comma(document, end, limit))
            return end if named == head.end else _without_place(document, head.end, named)
        if start == head.end + 1:
            return head.end
        limit = start
    limit = before_comma(document, head.end, limit)
    return _without_place(document, head.end, phrase_end(document, head, limit))


def _before_stop(document: Document, position: int, opener: re.Match[str], limit: int) -> int:
    """Before a mark, or a word that no title holds."""
    limit = before_mark(document, opener.start() + 1, limit)
    limit = _before_finite(document, opener.end(), limit)
    for index in range(position + 1, len(document.hits)):
        hit = document.hits[index]
        if hit.start >= limit:
            break
        weekday = _is_weekday(document, hit)
        ends = weekday or _ends_title(document, hit) or _opens_agent(document, hit) or _is_subject(document, hit)
        if hit.start > opener.end() and ends:
            return before_owner(document, opener.end(), hit)
        if hit.start == opener.end() and (weekday or "subordinator" in hit.senses):
            return opener.start()
        if hit.start < opener.end() < hit.end and _NAMING.isdisjoint(hit.senses):
            return opener.start()
        if hit.start == opener.end() and (_is_step(document, opener, hit) or _is_agent(document, opener, hit)):
            return opener.start()
        joined = _joined_to(document, hit) if hit.start > opener.end() else None
        if joined is not None:
            return joined
    return limit


def _is_subject(document: Document, hit: Hit) -> bool:
    """'Угоду про співробітництво Україна підписала …': where names have cases, the nominative of a state behind a word
    in small letters is none of the title."""
    if "state" not in hit.senses or document.view[hit.start : hit.end].lower() not in document.pack.nominatives:
        return False
    before = _WORD_BEFORE.search(document.view, max(0, hit.start - _LONGEST_WORD), hit.start)
    verb = document.hit_at(hit.end + 1)
    acts = verb is not None and any(sense.value.mode != "noun" for sense in verb.senses.get("event", ()))
    return before is not None and len(before.group(1)) > _SMALL and (acts or before.group(1)[0].islower())


def _before_finite(document: Document, start: int, limit: int) -> int:
    """Before a word that its ending tells to be a verb: 'Протокол по вопросам претензий освобождает …'."""
    endings = document.pack.data.titles.verb_endings
    words = _HYPHENED.finditer(document.view, start, limit) if endings else ()
    verbs = (word.start() for word in words if word.group().endswith(endings) and len(word.group()) >= _SHORTEST_VERB)
    return next(verbs, limit)


def _is_step(document: Document, opener: re.Match[str], hit: Hit) -> bool:
    """'untersteht das Abkommen der Genehmigung': what a treaty needs is no title of it."""
    articles = document.pack.data.genitive_articles
    approvals = (s.value.rule.event in _STEPS for s in hit.senses.get("event", ()))
    return opener.group(1).lower() in articles and any(approvals)


def _is_agent(document: Document, opener: re.Match[str], hit: Hit) -> bool:
    """'soll der Vertrag von Chile ratifiziert werden': who does it stands right before the participle. A city is none:
    'hat den Vertrag von Lissabon ratifiziert'."""
    link, act = document.hit_before(opener.end() - 1, _SHORT), document.hit_at(hit.end + 1)
    if link is None or act is None or "event" not in act.senses:
        return False
    state = any(sense.value[1] == "name" for sense in hit.senses.get("state", ()))
    return state and any(sense.value == "by" for sense in link.senses.get("link", ()))


def _joined_to(document: Document, noun: Hit) -> int | None:
    """Where the 'and' stands that joins a further agreement to the first: 'umowę o A i umowę o B'."""
    if "treaty" not in noun.senses or noun.senses["treaty"][0].value.points_back:
        return None
    for hit in reversed(document.hits_in(max(0, noun.start - _JOINT), noun.start)):
        if "and" in hit.senses:
            return hit.start if len(document.view[hit.end : noun.start].split()) <= _MOST_FOLLOWING else None
        if "link" in hit.senses:
            return None
    return None


def _opens_agent(document: Document, hit: Hit) -> bool:
    """'przez Polskę', behind the title of what it ratified; one that titles hold only between two states: 'Vertrag mit
    Peru durch Chile'."""
    if "link" not in hit.senses or hit.senses["link"][0].value != "by":
        return False
    if document.view[hit.start : hit.end].lower() not in document.pack.data.titles.words:
        return True
    beside = (*document.hits_in(hit.start - 24, hit.start)[-1:], *document.hits_in(hit.end + 1, hit.end + 2))
    return len(beside) == 2 and all("state" in near.senses for near in beside)


def _is_weekday(document: Document, hit: Hit) -> bool:
    """'on Monday', which without a day of publication is no date."""
    if not any(sense.value[0] == "W" for sense in hit.senses.get("time", ())):
        return False
    before = _WORD_BEFORE.search(document.view, max(0, hit.start - 16), hit.start)
    return before is not None and before.group(1).lower() in document.pack.data.titles.before_date


def _ends_title(document: Document, hit: Hit) -> bool:
    """Whether no title goes on over the word; the noun of an act may stand in one ('über den Austausch von …')."""
    if "event" in hit.senses and all(sense.value.mode == "noun" for sense in hit.senses["event"]):
        return not _ENDS_TITLE.isdisjoint(hit.senses.keys() - {"event"})
    if "applying_it" in hit.senses and _genitive_behind(document, hit):
        return False
    if hit.senses.keys() == {"opener"}:
        return document.view[hit.start : hit.end].lower() not in document.pack.data.titles.words
    return not _ENDS_TITLE.isdisjoint(hit.senses)


def _genitive_behind(document: Document, hit: Hit) -> bool:
    """'über die Anwendung der Salzkonvention'."""
    word = _FOLLOWING.match(document.view, hit.end)
    return word is not None and word.group(1).lower() in document.pack.data.genitive_articles


def _title_case_end(document: Document, head: Hit, opener: re.Match[str], limit: int) -> int:
    """Before the first lower-case word that titles do not hold, in a title in capitals or one that names its sides.

    'Treaty of Guadalupe Hidalgo ended …', 'agreement with Peru expired …'; 'agreements with 20 states' names none.
    """
    inflects = bool(document.pack.data.titles.agreement)
    capital = document.view[head.form_start].isupper() and _opens_capitals(document, opener.end(), limit)
    if not capital and _link(document, opener) not in _SIDES:
        return limit
    if document.view[opener.end() : opener.end() + 1].isdigit():
        return opener.start()
    named, adjective = opener.end(), False
    for word in _HYPHENED.finditer(document.view, opener.end(), limit):
        named = max([named, *(hit.end for hit in document.hits_in(word.start(), word.end()) if "state" in hit.senses)])
        lower = word.group()[0].islower()
        if (inflects or named > opener.end()) and _opens_topic(document, word):
            return limit
        if lower and not adjective and word.end() > named and word.group() not in document.pack.data.titles.words:
            return word.start()
        adjective = not lower and _is_adjective(document, word.group())
    return limit


def _opens_topic(document: Document, word: re.Match[str]) -> bool:
    """'… между Россией и Китаем о …', 'agreement with Peru on …': behind the sides, what the agreement is about, in
    lower case; 'to' only says what for something is done."""
    opener = document.pack.patterns.opener.match(document.view, word.start() - 1)
    return opener is not None and opener.end() > word.start() and _link(document, opener) not in _NO_TOPIC


def _is_adjective(document: Document, word: str) -> bool:
    """Whether a word of a language with agreement ends like an adjective: 'Межпарламентской ассамблее'."""
    return word.endswith(document.pack.data.adjective_endings)


def _opens_capitals(document: Document, start: int, limit: int) -> bool:
    """Whether a word with a capital stands there, behind an article or not."""
    hits = document.hits_in(start, start + 1)
    if hits and hits[0].end < limit and ("article" in hits[0].senses or "indefinite" in hits[0].senses):
        start = hits[0].end + 1
    return start < limit and document.view[start].isupper()


def _link(document: Document, opener: re.Match[str]) -> str:
    """The class of the preposition; '' where it is none."""
    hits = document.hits_in(opener.start() + 1, opener.end())
    return str(hits[0].senses["link"][0].value) if hits and "link" in hits[0].senses else ""


def _before_verb(document: Document, start: int, limit: int) -> int:
    """Where nouns have capitals, a lower-case word that no noun follows is a verb and ends the title."""
    pack = document.pack
    words = list(_HYPHENED.finditer(document.view, start, limit))
    nouns = [word.end() for word in words if word.group()[0].isupper() or word.group().isdigit()]
    last_noun = nouns[-1] if nouns else start
    for word, following in zip_longest(words, words[1:]):
        text = word.group()
        if text[0].isupper() or word.start() >= last_noun or text.lower() in pack.data.titles.words:
            continue
        after = following.group() if following else ""
        attribute = after[:1].isupper() or after in pack.joiners or after.endswith(pack.data.adjective_endings)
        if not (attribute and text.endswith(pack.data.adjective_endings)):
            return word.start()
    return last_noun


def _trim_end(document: Document, head_end: int, limit: int) -> int:
    """Drop what cannot close a title: white space, commas, a dangling preposition or article."""
    end = limit
    for _ in range(4):
        while end > head_end and not document.view[end - 1].isalnum():
            end -= 1
        word = _LAST_WORD.search(document.view, max(head_end, end - 24), end)
        if word is None or word.group(1).lower() not in document.pack.data.titles.words:
            break
        end = word.start()
    return end if end > head_end + 3 else head_end


def _without_place(document: Document, head_end: int, end: int) -> int:
    """'Vertrag über die Grundlagen der Beziehungen in Bonn': the capital at the end is where something happened."""
    hits = document.hits_in(max(head_end, end - 30), end)
    if len(hits) < 2 or hits[-1].end != end or hits[-1].start - hits[-2].end != 1:
        return end
    link, place = hits[-2].senses.get("link"), hits[-1].senses.get("state", ())
    locates = link is not None and link[0].value == "in"
    capital = any(sense.value[1] == "capital" for sense in place)
    return hits[-2].start - 1 if locates and capital and hits[-2].start - 1 > head_end + 3 else end
