"""The mentions of one agreement while they are collected."""

import re
from dataclasses import dataclass, field

from schemas.vocabulary import TreatyKind
from service.mention import Age, Span, TreatyMention
from service.text.document import Document

SAME_START = 4
_LONGEST_PLACE = 2
_OF_PLACE = frozenset(("of", "by", "from", "in", "with"))
_WORD = re.compile(r"[^\W\d_]{3,}")
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


@dataclass(slots=True)
class Cluster:
    """The mentions of one agreement while they are collected; `codes` are the sides that its names name."""

    mentions: list[TreatyMention] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    kinds: set[TreatyKind] = field(default_factory=set)
    years: set[str] = field(default_factory=set)
    """Years that stand in its names."""
    places: set[str] = field(default_factory=set)
    """Beginnings of the places that it is named after."""
    bodies: set[str] = field(default_factory=set)
    """Organisations whose convention or charter its names call it."""
    acronyms: set[str] = field(default_factory=set)
    """Words in its names that are all capitals: 'INF', 'SALT'."""
    ages: set[Age] = field(default_factory=set)
    """Which of several agreements its mentions say that it is."""
    ordinals: set[int] = field(default_factory=set)
    """The same by numbers."""
    proper: list[frozenset[str]] = field(default_factory=list)
    """What its proper names without a complement are of: 'Boundary Waters Treaty'."""
    titled: list[TreatyMention] = field(default_factory=list)
    """Mentions by a title that says what it is about: 'Vertrag über …', not 'Vertrag von Prüm'."""

    def add(self, document: Document, mention: TreatyMention) -> None:
        self.mentions.append(mention)
        self.codes |= set(mention.codes)
        if mention.kind is not TreatyKind.OTHER:
            self.kinds.add(mention.kind)
        if mention.age is not None:
            self.ages.add(mention.age)
        if mention.ordinal is not None:
            self.ordinals.add(mention.ordinal)
        if mention.form == "named":
            name = name_of(document, mention)
            self.names.add(name)
            self.stems |= mention.stems
            self.bodies |= mention.bodies
            self.years.update(YEAR.findall(name))
            place = place_start(document, mention)
            words = _WORD.findall(document.slice(mention.span))
            self.acronyms.update(word for word in words if word.isupper())
            if place:
                self.places.add(place)
            elif _is_proper(document, mention):
                self.proper.append(mention.stems)
            if mention.stems and _says_topic(document, mention):
                self.titled.append(mention)

    def describe(self, mention: TreatyMention) -> None:
        """Take up a phrase that says what it is: 'the Treaty of Lima, a treaty of friendship'."""
        self.mentions.append(mention._replace(form="plain"))
        self.stems |= mention.stems

    def absorb(self, other: "Cluster") -> None:
        """Take over the mentions of what turns out to be the same agreement; they are no longer in order."""
        self.mentions += other.mentions
        self.names |= other.names
        self.stems |= other.stems
        self.codes |= other.codes
        self.kinds |= other.kinds
        self.years |= other.years
        self.places |= other.places
        self.bodies |= other.bodies
        self.acronyms |= other.acronyms
        self.ages |= other.ages
        self.ordinals |= other.ordinals
        self.titled += other.titled
        self.proper += other.proper

    @property
    def first(self) -> TreatyMention:
        return self.mentions[0]

    @property
    def fresh(self) -> bool:
        """Whether it is called the new one of several, or was introduced as one that nobody knows yet."""
        return Age.NEWER in self.ages or (self.first.definite is False and Age.OLDER not in self.ages)

    @property
    def named(self) -> bool:
        return bool(self.names)


def name_of(document: Document, mention: TreatyMention) -> str:
    """The words of the phrase, whatever their capitals."""
    return document.slice(mention.span).casefold()


def place_start(document: Document, mention: TreatyMention) -> str:
    """How the place begins that it is named after; '' where it is after none."""
    return (_named_after(document, mention) or "").casefold()[:SAME_START]


def _is_proper(document: Document, mention: TreatyMention) -> bool:
    """Whether nothing but words with capitals before the noun make the name."""
    first, head = mention.span.start, mention.head
    if document.pack.nouns_capital or not first < head.start or mention.span.end > head.end:
        return False
    return document.view[first].isupper() and document.view[head.start].isupper()


def _says_topic(document: Document, mention: TreatyMention) -> bool:
    """Whether the title goes on with a preposition and more than the name of a place."""
    openers = document.pack.data.titles.openers
    words = document.slice(Span(mention.head.end, mention.span.end)).split()
    return any(word.casefold() in openers for word in words) and _place_behind(document, mention) is None


def _named_after(document: Document, mention: TreatyMention) -> str | None:
    """The place in 'Vertrag von Prüm', 'Prager Vertrag'."""
    before = document.slice(Span(mention.span.start, mention.head.start)).split()
    endings = document.pack.data.titles.place_endings
    if endings and before and before[-1][0].isupper() and before[-1].endswith(endings):
        return before[-1]
    return _place_behind(document, mention)


def _place_behind(document: Document, mention: TreatyMention) -> str | None:
    """The words with capitals behind 'of' and the like: the last of them, which no article is."""
    opener, *words = document.slice(Span(mention.head.end, mention.span.end)).split() or [""]
    if not 1 <= len(words) <= _LONGEST_PLACE or not all(word[0].isupper() for word in words):
        return None
    hits = document.hits_in(mention.head.end, mention.head.end + len(opener) + 2)
    opens = [hit.senses["link"][0].value for hit in hits if "link" in hit.senses]
    return words[-1] if opens and opens[0] in _OF_PLACE else None
