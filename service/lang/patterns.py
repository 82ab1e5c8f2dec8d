"""Regular expressions made of a pack's words: compiled once, when the pack is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from service.lang.model import Pack

_NEVER = r"(?!)"
_WORD = r"[^\W\d_]+"
_NAME = r"[^\W\d_][\w’'-]*"


@dataclass(frozen=True, slots=True)
class Patterns:
    """Made for `match` at a position or, where they end in `$`, for `search` in a short window before one."""

    joiner: re.Pattern[str]
    """Between the members of a list: ', ', ' und '."""
    list_end: re.Pattern[str]
    """Behind a comma of a list that runs on: ' gute Nachbarschaft und '."""
    shared_head: re.Pattern[str]
    """Before a compound that shares its head with another: 'Freundschafts- und '."""
    to_name: re.Pattern[str]
    """From the office to the name of its holder: ' ', ' beider Länder, ', ', Dr. '."""
    named_before: re.Pattern[str]
    """A name, a comma, and what leads to the office: 'Kemi Badenoch, then '."""
    prefixed: re.Pattern[str]
    """A name that begins with a lower-case prefix: 'al-Assad'."""
    two_words: re.Pattern[str]
    """A word and the beginning of one that may go on with a name: 'Angela M', 'Charles de'."""
    of_state: re.Pattern[str]
    """Between the name of a person and that of a state: ' of ', ' ('."""
    possessive: re.Pattern[str]
    """An apostrophe and the letter that marks an owner."""
    opener: re.Pattern[str]
    """What opens a title's complement, as group 1: ' über '."""
    genitive: re.Pattern[str]
    """A noun that always belongs to the one before it: ' pokoju'."""
    acronym: re.Pattern[str]
    """A short name in brackets behind a title, as group 1."""
    place: re.Pattern[str]
    """The words that may make up the name of a place, perhaps behind an abbreviation: 'St. Petersburg'."""

    @classmethod
    def of(cls, data: Pack, joining: Iterable[str]) -> "Patterns":
        joiners = _any(joining)
        people = data.people
        apposition = f"(?:{_any(people.apposition)}|{_WORD}{_possessive(data)})"
        capital, particles = r"[^\W\d_a-z]", f"(?:{_any(people.particles)} ){{0,2}}"
        return cls(
            joiner=re.compile(rf",? {joiners} |, "),
            list_end=re.compile(rf" ?(?!{joiners} )(?=[^\W\d_])[^,]{{2,50}}? {joiners} "),
            shared_head=re.compile(rf"({_WORD})- {joiners} $"),
            to_name=re.compile(
                rf"(?: {_any(people.both)} {_WORD})?,? ?[„“\"]?"
                rf"(?:{_any(people.honorifics)} )? ?(?:\([\w -]{{2,12}}\) )?"
            ),
            named_before=re.compile(
                rf"((?:{capital}[\w’'.-]+ {particles}){{1,3}}{capital}[\w’'-]+), (?:{apposition} )?(?:{_WORD} ){{0,2}}$"
            ),
            prefixed=re.compile(rf"{_any(people.prefixes)}{capital}"),
            two_words=re.compile(
                rf"(?:{_NAME}\.?|(?:{capital}\.){{2,3}}) (?:{capital}|{_any(people.prefixes)}{capital}"
                rf"|{_any((*people.particles, *people.articles))}(?!\w))"
            ),
            of_state=re.compile(rf"{_any(f' {tie} '.replace('( ', '(') for tie in people.of_state if tie)}$"),
            possessive=re.compile(rf"{_possessive(data)}\b"),
            opener=re.compile(rf" ({_any(data.titles.openers)}) ", re.IGNORECASE),
            genitive=re.compile(rf" {_any(data.titles.genitives)}(?!\w)", re.IGNORECASE),
            acronym=re.compile(
                rf" ?\((?:{_any(data.titles.before_acronym)} )?[„“\"]?([^\W\d_][\w./ -]{{1,24}}?)[“”\"]?\)"
            ),
            place=re.compile(
                rf"(?:{capital}[^\W\d_A-Z]\. )?{_NAME}(?: (?:{_any(data.place_particles)} )?{_NAME}){{0,2}}"
            ),
        )


def _any(words: Iterable[str]) -> str:
    """A group that matches any of the words, the longest first; nothing where there are none."""
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True)) or _NEVER})"


def _possessive(data: Pack) -> str:
    return rf"['’]{re.escape(data.possessive)}" if data.possessive else _NEVER
