"""What the noun of a title tells of it: which of several agreements it is, whether a name must follow, and does."""

import re

from msgspec.structs import replace

from service.lang.lexicon import Hit
from service.mention import Age, TreatyMention
from service.text.document import Document

_WORDS_BEFORE = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]+ )?([^\W\d_]+) $")
_WORD_BEHIND = re.compile(r" ([^\W\d_]+)")
_LONGEST_WORDS = 40


def kind_noun(document: Document, position: int) -> Hit:
    """The noun of a hit, without the word that opens its name: 'Friede' of 'Friede von'."""
    hit = document.hits[position]
    if not hit.senses["treaty"][0].value.opens:
        return hit
    return replace(hit, end=document.view.rindex(" ", hit.start, hit.end))


def names_another(document: Document, start: int, end: int) -> bool:
    """Whether the complement of a title names another agreement."""
    return start < end and any(
        not s.value.points_back for h in document.hits_in(start, end) for s in h.senses.get("treaty", ())
    )


def has_name(document: Document, mention: TreatyMention) -> bool:
    """'Friede von Nystad', 'intesa con la Namibia', but not 'Waffenstillstand mit Bedingungen'."""
    start = document.view.find(" ", mention.head.end + 1, mention.span.end) + 1
    words = document.view[start : mention.span.end].split()[:2] if start else []
    if words and words[0].lower() in document.pack.articles:
        words = words[1:]
    common = document.pack.nouns_capital and any(word.endswith(document.pack.data.noun_endings) for word in words)
    return bool(words) and words[0][0].isupper() and not common


def age_of(document: Document, head: Hit, start: int) -> Age | None:
    """'the former treaty', 'convenio anterior': by a word right before the phrase, in it, or right behind its noun."""
    ages, view = document.pack.ages, document.view
    before = _WORDS_BEFORE.search(view, max(0, start - _LONGEST_WORDS), start)
    words = [before.group(0).strip(), before.group(1)] if before else []
    words += [*view[start : head.start].split(), view[head.start : head.form_start].strip("-")]
    if document.pack.data.titles.adjective_endings and (behind := _WORD_BEHIND.match(view, head.end)):
        words.append(behind.group(1))
    return next((ages[word] for word in map(str.lower, words) if word in ages), None)


def ordinal_of(document: Document, head: Hit, start: int) -> int | None:
    """'the first Hague treaty': by a word right before the phrase, or in it before its noun."""
    ordinals, ages, view = document.pack.ordinals, document.pack.ages, document.view
    before = _WORDS_BEFORE.search(view, max(0, start - _LONGEST_WORDS), start)
    words = [before.group(1)] if before else []
    words = [word.lower() for word in (*words, *view[start : head.start].split())]
    number = next((ordinals[word] for word in words if word in ordinals), None)
    return None if number is None or any(ages.get(word) is Age.OLDER for word in words) else number
