"""What a language pack holds. Every model forbids unknown keys, so a typing error in a pack is found when it is loaded."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.vocabulary import EventStatus, EventType, ObligationCategory, Relation, TreatyKind

Forms = tuple[str, ...]
"""Word forms in the notation of service/lang/forms.py."""

Link = Literal["between", "with", "by", "of", "for", "in", "to", "from", "against", "beside", "alongside", "other"]
Part = Literal["start", "middle", "end", "course"]
Unit = Literal["second", "minute", "hour", "day", "week", "month", "quarter", "half", "year", "decade", "century"]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Sentences(_Data):
    """What sentence splitting must know."""

    abbreviations: frozenset[str]
    after_ordinal: frozenset[str] = Field(description="lower-case nouns that follow an ordinal number with a full stop")
    chrome: Forms = Field(description="whole lines of site chrome, compared without case; several may stand in a line")


class State(_Data):
    """What CLDR lacks about a state in this language."""

    names: Forms = ()
    adjectives: Forms = ()
    people: Forms = ()
    capitals: Forms = ()
    seats: Forms = ()
    bodies: Forms = ()
    offices: Forms = ()
    prefixes: Forms = ()


class Inflection(_Data):
    name: tuple[str, ...] = ("",)


class Ambiguous(_Data):
    words: tuple[str, ...] = ()


class Time(_Data):
    """Words of temporal expressions, by the classes of service/extract/temporal.py."""

    month_endings: tuple[str, ...] = ("",)
    weekday_endings: tuple[str, ...] = ("",)
    months: dict[str, Forms] = {}
    weekdays: dict[str, Forms] = {}
    units: dict[Unit, Forms]
    parts: dict[Part, Forms]
    this: Forms
    last: Forms
    next: Forms
    same: Forms
    ago_before: Forms = ()
    ago_after: Forms = ()
    later: Forms
    earlier: Forms
    within: Forms
    days: dict[str, Forms] = Field(description="offset in days from the reference date → words: '-1' = gestern")
    numbers: dict[str, Forms]
    ordinals: dict[str, Forms] = {}
    about: Forms
    since: Forms
    until: Forms
    fillers: frozenset[str]
    joiners: frozenset[str]
    year_prepositions: frozenset[str]
    year_followers: frozenset[str] = frozenset()
    month_prepositions: frozenset[str]
    weekday_parts: dict[str, Forms] = Field(default={}, description="part of the day → what closes a weekday's name: EV = abend")
    plurals: dict[Unit, Forms] = Field(default={}, description="forms of units that are plural only")
    following: Forms = Field(default=(), description="next, as seen from the date told before")
    preceding: Forms = ()
    after: Forms = Field(default=(), description="after, before a length of time or a date: nach zwei Tagen")
    before: Forms = ()
    adverbs: Forms = Field(default=(), description="before a number or date, without weight: genau, schon, only")
    attributive: frozenset[str] = Field(default=frozenset(), description="before a date that belongs to a noun: der Vertrag vom 3. Mai")
    limits: frozenset[str] = Field(default=frozenset(), description="single words for until")
    every: Forms = ()
    several: Forms = Field(default=(), description="unknown numbers: einige, several")
    exactly: Forms = Field(default=(), description="to the day")
    weekend: Forms = ()
    bc: Forms = ()
    decade_before: Forms = Field(default=(), description="before the number of a decade: les années 60")
    decade_suffixes: frozenset[str] = Field(default=frozenset(), description="behind the number of a decade: 90er, 1990s")
    decade_noun: bool = Field(default=False, description="two digits need the noun: 90er Jahre")
    decades: dict[str, Forms] = Field(default={}, description="90 = neunziger")
    seasons: dict[str, Forms] = Field(default={}, description="SP SU FA WI")
    dayparts: dict[str, Forms] = Field(default={}, description="MO MI AF EV NI DT")
    holidays: dict[str, Forms] = Field(default={}, description="12-25 = Weihnachten")
    references: dict[str, Forms] = Field(default={}, description="PRESENT_REF PAST_REF FUTURE_REF")
    relative: dict[str, Forms] = Field(default={}, description="one word for a unit and its distance: 'year -1' = Vorjahr, 'day +1 told' = Folgetag")
    clock: dict[str, Forms] = Field(default={}, description="behind an hour: '24' = Uhr, am, pm")
    day_after_month: bool = Field(default=False, description="May 3")
    bare_days: frozenset[str] = Field(default=frozenset(), description="words before a day number that stands for a date: am 15.")
    numbered: frozenset[str] = Field(default=frozenset(), description="nouns before a number that is no year: Resolution 1540")
    counted: frozenset[str] = Field(default=frozenset(), description="nouns behind a number that is no year, in lower case")
    future_cues: Forms = Field(default=(), description="verbs that put a date in the future, for texts of which only dates are read")
    past_cues: Forms = ()
    ahead_cues: Forms = Field(default=(), description="directly before a date to come: by, spätestens")
    short_years: frozenset[str] = Field(default=frozenset(), description="words before a year of two digits: en 97")


class Titles(_Data):
    """How a title goes on behind its kind noun, in lower case."""

    dated: frozenset[str] = Field(
        default=frozenset(), description="openers that a date may follow as part of the title: vom, of"
    )
    openers: frozenset[str] = Field(description="words that open a complement: über, zwischen, of")
    derived: frozenset[str] = Field(
        default=frozenset(),
        description="beginnings of names that a further agreement bears, never the same: zusatz, amending",
    )
    words: frozenset[str] = Field(description="small words that stand inside a title and never close it")
    fused_articles: frozenset[str] = Field(
        default=frozenset(), description="prepositions that hold a definite article: vom, zum"
    )


class Rule(_Data):
    """A lexical rule: its forms propose, `yes` and `no` are sentences that it must and must not fire on."""

    id: Annotated[str, Field(pattern=r"^[a-z]{2,3}\.[a-z_]+(\.[a-z0-9_]+)+$")]
    means: str
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


class TreatyNoun(Rule):
    """Nouns that call something an agreement; `plain` ones name its kind, others ('das Papier') only point back."""

    kind: TreatyKind
    forms: Forms
    points_back: bool = False


class Event(Rule):
    """Words that report an event, by what they are grammatically.

    "lehnte … ab": the clause must close with the particle; "kündigte !an": it must not.
    """

    event: EventType
    status: EventStatus | None = Field(default=None, description="fixed by the wording itself: 'abgelehnt' is rejected")
    past: Forms = ()
    participle: Forms = ()
    present: Forms = ()
    infinitive: Forms = ()
    noun: Forms = ()
    needs: tuple[str, ...] = Field(default=(), description="classes of which each must stand in the same sentence")
    without: tuple[str, ...] = Field(default=(), description="classes of which none may stand in the same clause")
    agent: Literal["any", "body", "state"] = "any"


class Obligation(Rule):
    """What a treaty lays down. `titles` are read from its name, `contents` from sentences that say so, `forms` from both."""

    category: ObligationCategory
    forms: Forms = ()
    titles: Forms = ()
    contents: Forms = ()
    negated: bool = Field(default=False, description="also laid down by a negation: 'keine Gewalt'")
    forbidden: bool = Field(
        default=False, description="also laid down by a prohibition: 'darf keine Raketen aufstellen'"
    )


class Frame(Rule):
    """Wording that says that a treaty lays something down, or hides that it does not.

    `provides` has the treaty as its subject, `binds` its parties, as does `modal` in a clause without an event; `states` and `therein` need no subject; `under` governs the treaty, as does `opens`
    at the head of a clause. `forbids` turns a negation into a prohibition.
    "sieht … vor": the clause must close with the particle.
    """

    sort: Literal[
        "provides",
        "binds",
        "modal",
        "states",
        "under",
        "opens",
        "forbids",
        "therein",
        "parties",
        "relative",
        "tells",
        "aside",
        "hides",
    ]
    forms: Forms


class Term(Rule):
    """Wording that says how long a treaty is made for; `not_term` are words of other spans of time."""

    sort: Literal["before", "after", "bound", "indefinite", "end", "until", "expires", "not_term"]
    forms: Forms


class Related(Rule):
    """Words that set another treaty beside the one spoken of."""

    relation: Relation
    forms: Forms
    side: Literal["after", "before"] = Field(
        default="after", description="on which side of the word the other treaty stands"
    )
    marker: frozenset[str] = Field(
        default=frozenset(), description="words of which one must follow in the clause: löst … ab"
    )


class Claim(Rule):
    """Words that attribute a statement or hedge it.

    `says` verbs take a clause behind a comma or a quotation ("sagte, …"), anything ("warned of …", "said the …"), or only a phrase
    ("nannte … ein Vorbild"). `source` stands beside a speaker, `hearsay` names none. `hedge` are words of doubt, `weak` modals that
    predict only with an `effect` verb, `reported` verb forms of indirect speech, `that` opens a statement; `opener` are words that
    stand where a speaker could, `unnamed` those that stand for one, `genitive` articles that go on with a name. `quotation` has no
    forms: it is found by its marks.
    """

    forms: Forms = ()
    sort: Literal[
        "says",
        "source",
        "hearsay",
        "hedge",
        "weak",
        "effect",
        "reported",
        "that",
        "opener",
        "unnamed",
        "genitive",
        "quotation",
    ]
    frame: Literal["clause", "any", "phrase"] = "clause"
    neutral: bool = Field(default=False, description="mere sourcing where what is said is an event of the treaty")
    marker: frozenset[str] = Field(
        default=frozenset(), description="words of which one must stand in the same clause: sprach … von"
    )
    unless: frozenset[str] = Field(
        default=frozenset(), description="words that make it another verb, right beside it or closing its clause"
    )
    hedged: bool = Field(default=False, description="the word itself tells a belief, a fear or a guess")
    alone: bool = Field(default=True, description="a hedge that makes a claim without anybody who says so")
    speaker: Literal["before", "after"] = Field(
        default="after", description="of a source: on which side of it the speaker stands"
    )


class Pack(_Data):
    """One language."""

    code: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    name: str
    month_first: bool = Field(default=False, description="numeric dates with slashes put the month first")
    subject_first: bool = Field(default=False, description="the subject stands before its verb, or behind 'by'")
    nouns_capital: bool = Field(default=False, description="common nouns begin with a capital letter")
    transliterate: dict[str, str] = Field(
        default={}, description="letters that texts without them write otherwise: ä → ae"
    )
    paradigms: dict[str, tuple[str, ...]] = {}
    sentences: Sentences
    inflection: Inflection = Inflection()
    ambiguous: Ambiguous = Ambiguous()
    states: dict[str, State] = {}
    organisations: dict[str, State] = {}
    time: Time
    genitive_articles: frozenset[str] = Field(
        default=frozenset(), description="articles that alone put a noun into the genitive: der, des"
    )
    noun_endings: tuple[str, ...] = Field(
        default=(), description="endings of common nouns, which no unknown place name has"
    )
    not_places: frozenset[str] = Field(
        default=frozenset(), description="nouns that follow 'in' without an article and are no places"
    )
    not_only: frozenset[str] = Field(
        default=frozenset(), description="words behind a negation that lift it: 'nicht nur'"
    )
    links: dict[Link, Forms]
    words: dict[str, Forms] = Field(description="closed classes: articles, auxiliaries, negation, plan …")
    titles: Titles
    treaties: tuple[TreatyNoun, ...]
    roles: Forms
    events: tuple[Event, ...]
    obligations: tuple[Obligation, ...] = ()
    frames: tuple[Frame, ...] = ()
    terms: tuple[Term, ...] = ()
    related: tuple[Related, ...] = ()
    claims: tuple[Claim, ...] = ()

    def rules(self) -> tuple[Rule, ...]:
        """All rules of the pack, in file order."""
        return (*self.treaties, *self.events, *self.obligations, *self.frames, *self.terms, *self.related, *self.claims)
