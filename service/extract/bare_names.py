"""Stage 2c: people without an office in a sentence about signing: a pair, a list, one that acts, one known by its first
name."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from service.extract.names import full_name_at, is_given
from service.extract.phrases import governor_at
from service.extract.represented import PLACES
from service.lang.lexicon import Hit
from service.mention import PersonMention, Span
from service.text.document import Document, Sentence

_NAME_START = re.compile(r"[^\W\d_a-z](?<![^\s„“\"(].)")
_DETERMINERS = frozenset(("article", "indefinite", "state", "demonstrative"))
_VERBS = frozenset(("auxiliary", "signs_too"))
_MOST_IN_LIST = 40
_START = attrgetter("start")


def bare_names(document: Document, sentence: Sentence) -> Iterator[PersonMention]:
    """Names without an office: 'A B and C D' as a pair, one that acts or begins with a first name."""
    view = document.view
    last = sentence.body
    for match in _NAME_START.finditer(view, sentence.body, sentence.end):
        start = match.start()
        if start < last or not view[start].isupper():
            continue
        name = _name_behind_noun(document, start, sentence.end) or full_name_at(document, start, sentence.end)
        if name is None:
            continue
        last = name.end
        if _is_subject(document, name):
            continue
        link = governor_at(document, start)
        if link in PLACES:
            continue
        listed = _listed_with(document, name, sentence.end)
        if listed:
            yield from (PersonMention(each, "person.pair", None, None, link) for each in (name, *listed))
            last = listed[-1].end
        elif _acts(document, name, link):
            yield PersonMention(name, "person.agent", None, None, link)
        elif is_given(document, name) and link in ("", "with"):
            yield PersonMention(name, "person.given", None, None, link)


def _name_behind_noun(document: Document, start: int, stop: int) -> Span | None:
    """'der Bankier Hermann Abs': where nouns have capitals, the name begins behind the noun that the article has."""
    if not _after_adjective(document, start):
        return None
    name = full_name_at(document, document.view.find(" ", start, stop) + 1, stop)
    return name if name is not None and is_given(document, name) else None


def _acts(document: Document, name: Span, link: str) -> bool:
    """Whether the words beside a name tell that it is of somebody who acts."""
    return (
        link in ("by", "alongside")
        or _acts_for(document, name.end)
        or _joins_office(document, document.pack.patterns.joiner.match(document.view, name.end))
        or (_before_verb(document, name.end) and not _after_adjective(document, name.start))
        or _behind_verb(document, name.start)
    )


def _listed_with(document: Document, name: Span, stop: int) -> list[Span]:
    """The names that go on from this one: 'A and B', 'A, B and C', 'A, B and Lord C'; none of a list that no 'and'
    closes."""
    names: list[Span] = []
    joiner = document.pack.patterns.joiner
    joined = joiner.match(document.view, name.end)
    closed = 0
    while joined is not None and len(names) < _MOST_IN_LIST:
        following = full_name_at(document, joined.end(), stop)
        if following is None:
            closed = len(names) if _joins_office(document, joined) else closed
            break
        names.append(following)
        if joined.group() != ", ":
            closed = len(names)
        joined = joiner.match(document.view, following.end)
    return names[:closed]


def _is_subject(document: Document, name: Span) -> bool:
    """'Political Cooperation', 'Mutual Assistance': what treaties are about is no name."""
    subjects = document.layers["subjects"]
    at = bisect_left(subjects, name.start, key=_START)
    return any("category" in hit.senses and hit.end == name.end for hit in subjects[at : at + 3])


def _joins_office(document: Document, joined: re.Match[str] | None) -> bool:
    """'Konrad Adenauer und der dänische Ministerpräsident …': the other of the pair has an office."""
    if joined is None or joined.group() == ", ":
        return False
    hits = document.hits_in(joined.end(), joined.end() + 30)
    return any("role" in hit.senses for hit in hits[:3])


def _acts_for(document: Document, end: int) -> bool:
    """'Fyodor Golovin for the Tsar': whoever a name acts for, known or not."""
    hits = document.hits_in(end + 1, end + 2)
    return bool(hits) and any(sense.value == "for" for sense in hits[0].senses.get("link", ()))


def _before_verb(document: Document, end: int) -> bool:
    """Whether a verb of an event or an auxiliary follows at once."""
    behind = document.hit_at(end + 1)
    return behind is not None and _is_verb(behind)


def _behind_verb(document: Document, start: int) -> bool:
    """'hat Boris Johnson … unterzeichnet', 'firmó Rosa Vega': right behind the verb, where subjects may stand there."""
    before = document.hit_before(start, 24)
    if before is None or start - before.end != 1:
        return False
    return _is_verb(before)


def _is_verb(hit: Hit) -> bool:
    return not _VERBS.isdisjoint(hit.senses) or any(s.value.mode != "noun" for s in hit.senses.get("event", ()))


def _after_adjective(document: Document, start: int) -> bool:
    """'der Hessischen Turmbau AG', 'the Norwegian Seafood Council': an adjective, and where nouns have capitals an
    article, makes a common noun phrase."""
    before = document.hit_before(start, 24)
    if before is None or start - before.end > 1:
        return False
    if document.pack.nouns_capital:
        return not _DETERMINERS.isdisjoint(before.senses)
    return any(sense.value[1] == "adjective" for sense in before.senses.get("state", ()))
