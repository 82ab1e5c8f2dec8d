"""What stages hand to each other: stretches of the cleaned view, what they mean, and the rule that found them.

Structs: an article has hundreds of them, and they cost a fraction of what a frozen dataclass costs to make and change.
"""

from enum import Enum
from typing import Any, NamedTuple, Self

from msgspec import Struct
from msgspec.structs import replace

from schemas.vocabulary import EventStatus, EventType, ObligationCategory, Relation, TermKind, TreatyKind
from service.normalise.calendar import CalendarDate

NAMED = frozenset(("name", "capital"))
"""Ways (`StateMention.via`) of speaking of a state by a name of its own."""
_COUNTED = frozenset(("time.moved", "time.ago"))


class Age(Enum):
    """Which of several agreements is spoken of."""

    OLDER = "older"
    NEWER = "newer"
    LIKEWISE = "likewise"


class Span(NamedTuple):
    """View offsets [start:end)."""

    start: int
    end: int


class Mention(Struct, frozen=True, gc=False):
    """The base of all that extraction finds."""

    def _replace(self, **changes: Any) -> Self:
        """The same with other values of some fields."""
        return replace(self, **changes)


class DateMention(Mention, frozen=True, gc=False):
    """A temporal expression. `past` and `future` differ where tense decides the year or week."""

    span: Span
    rule: str
    past: CalendarDate | None
    future: CalendarDate | None
    timex: str
    type: str = "DATE"
    timex_future: str = ""
    """The TIMEX3 value of `future` where it is another than that of `past`."""
    parts: tuple["DateMention", ...] = ()
    """The single dates that a stretch ('vom 3. bis 5. Mai') or a shift ('einen Tag vor dem 3. Mai') is made of."""

    @property
    def has_day(self) -> bool:
        """Whether it is known to the day."""
        return self.past is not None and self.past.day is not None

    @property
    def counted(self) -> bool:
        """Whether it is counted from another day: 'zwei Jahre später', 'ten years ago'."""
        return self.rule in _COUNTED


class StateMention(Mention, frozen=True, gc=False):
    """A state or organisation named in the text. `via`: name, adjective, people, capital, seat, body or office."""

    span: Span
    rule: str
    code: str
    via: str
    link: str
    """The class of the preposition that governs it; '' where none does."""


class PersonMention(Mention, frozen=True, gc=False):
    """A person: the name as the text has it, the stretch of the role, the code of the state acted for."""

    span: Span
    rule: str
    role: Span | None
    party: str | None
    link: str


class TreatyMention(Mention, frozen=True, gc=False):
    """A noun phrase for an agreement: `head` is the kind noun, the span has its complement ('über …') too."""

    span: Span
    rule: str
    head: Span
    kind: TreatyKind
    form: str
    """named (has a title of its own), plain (a bare kind noun), other (a noun for any text: 'das Papier')."""
    definite: bool | None
    codes: tuple[str, ...]
    """States that the phrase itself names as sides: 'zwischen A und B', 'mit B', 'deutsch-polnisch'."""
    stems: frozenset[str]
    quoted: bool = False
    other: bool = False
    inner: bool = False
    """Whether its title names another agreement: 'Protocol to the Fisheries Agreement'."""
    age: Age | None = None
    """Which of several it is, if the phrase says so: the former one, a new one."""
    ordinal: int | None = None
    """The same by a number: the second one."""
    bodies: frozenset[str] = frozenset()
    """Organisations whose convention or charter its name calls it."""


class EventMention(Mention, frozen=True, gc=False):
    """A lifecycle event: `span` is the verb or noun that reports it, the other stretches are its arguments."""

    span: Span
    rule: str
    type: EventType
    status: EventStatus
    sentence: int
    date: DateMention | None = None
    place: Span | None = None
    party: str | None = None
    parties: tuple[StateMention, ...] = ()
    actor: Span | None = None
    persons: tuple[PersonMention, ...] = ()
    treaty: TreatyMention | None = None
    effective: DateMention | None = None
    headline: bool = False
    joint: bool = False
    general: bool = False
    """Whether it is only told as what must come first, whoever does it."""
    story: DateMention | None = None
    """The day that the sentences before tell of, should no report of it say when."""


class ObligationMention(Mention, frozen=True, gc=False):
    """A word of what treaties lay down: in the name of one, in a sentence framed as content, or only near by."""

    span: Span
    rule: str
    category: ObligationCategory
    sentence: int
    titled: bool = False
    framed: bool = False
    worded: bool = False
    """Whether a word of its sentence may say that something is laid down."""
    told: bool = False
    """Whether somebody speaks or acts in its sentence."""

    @property
    def laid_down(self) -> bool:
        """Whether the wording itself says that a treaty lays it down."""
        return self.titled or self.framed


class TermMention(Mention, frozen=True, gc=False):
    """How long an agreement is made for, or until which day."""

    span: Span
    rule: str
    kind: TermKind
    duration: str | None
    date: DateMention | None
    sentence: int


class RelatedMention(Mention, frozen=True, gc=False):
    """Another agreement, and what the one spoken of is to it."""

    span: Span
    rule: str
    relation: Relation
    treaty: TreatyMention
    date: DateMention | None
    sentence: int


class ClaimMention(Mention, frozen=True, gc=False):
    """Something said of the treaty: `span` is the claim, `source` who says so.

    `way` is how it is told: in a "clause" or a "phrase" with a verb of saying, else the sort of its rule.
    """

    span: Span
    rule: str
    source: Span | None
    hedged: bool
    sentence: int
    way: str
