"""What a language pack holds. Unknown keys are forbidden, so a typing error in a pack is found when it is loaded."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.vocabulary import EventStatus, EventType, ObligationCategory, Relation, TreatyKind
from service.lang.time_model import Data, Forms, Time
from service.lang.title_model import Titles

Link = Literal["between", "with", "by", "of", "for", "in", "to", "from", "against", "beside", "alongside", "other"]


class Sentences(Data):
    """What sentence splitting must know."""

    abbreviations: frozenset[str]
    after_ordinal: frozenset[str] = Field(description="lower-case nouns that follow an ordinal number with a full stop")
    chrome: Forms = Field(description="whole lines of site chrome, compared without case; several may stand in a line")


class State(Data):
    """What CLDR lacks about a state in this language."""

    names: Forms = ()
    adjectives: Forms = ()
    people: Forms = ()
    capitals: Forms = ()
    seats: Forms = ()
    bodies: Forms = ()
    offices: Forms = ()
    prefixes: Forms = ()


class Inflection(Data):
    name: tuple[str, ...] = ("",)
    agent: tuple[str, ...] = Field(
        default=(), description="endings of the case of who acts in the passive, where names have cases: Россией"
    )
    place: tuple[str, ...] = Field(
        default=(), description="endings of the case of places behind 'in': в Великом Новгороде"
    )


class Ambiguous(Data):
    words: tuple[str, ...] = ()
    small: frozenset[str] = Field(
        default=frozenset(), description="names of states and capitals, as noted, that in small letters are other words"
    )


class People(Data):
    """What stands inside and beside the names of people."""

    particles: frozenset[str] = Field(default=frozenset(), description="small words inside a name: von, de, bin")
    articles: frozenset[str] = Field(default=frozenset(), description="small words behind a particle: von der, de la")
    prefixes: Forms = Field(default=(), description="what a hyphen ties to a name, in lower case: al-")
    honorifics: Forms = Field(default=(), description="between the office and the name: Dr., Herr")
    both: Forms = Field(default=(), description="whose office it is, of a list of holders: beider (Länder), of both")
    apposition: Forms = Field(default=(), description="between the comma behind a name and the office: then, damals")
    of_state: frozenset[str] = Field(
        default=frozenset(), description="between an office and its state, in lower case: of, der"
    )


class Rule(Data):
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
    opens: Literal["name", "topic"] | None = Field(
        default=None,
        description="what the last word of its forms opens, without which it is none: Friede von, intesa su",
    )


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
    within: tuple[str, ...] = Field(default=(), description="classes of which each must stand in the same clause")
    brings: bool = Field(default=False, description="counts only before something new: 'arrived at an agreement'")
    dates: bool = Field(default=False, description="counts only between an agreement and its date, beside no other act")
    agent: Literal["any", "body", "state"] = "any"
    effect: bool = Field(default=False, description="what comes of a leaving: 'will cease to be a party on 3 May'")
    of: Literal["any", "subject", "object", "until", "replacing", "intransitive", "own", "begun"] = Field(
        default="any",
        description="what an agreement is to an end: it 'was replaced', they 'put an end to' it, it 'held' to 1939",
    )


class Obligation(Rule):
    """What a treaty lays down: `titles` are read from its name, `contents` from sentences, `forms` from both."""

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

    `provides` has the treaty as its subject, `binds` its parties, as does `modal` in a clause without an event;
    `states` and `therein` need no subject; `under` governs the treaty, as does `opens` at the head of a clause.
    `forbids` turns a negation into a prohibition.
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

    `says` verbs take a clause behind a comma or a quotation ("sagte, …"), anything ("warned of …", "said the …"), or
    only a phrase ("nannte … ein Vorbild"). `source` stands beside a speaker, `hearsay` names none. `hedge` are words of
    doubt, `weak` modals that predict only with an `effect` verb, `reported` verb forms of indirect speech, `that` opens
    a statement; `opener` are words that stand where a speaker could, `unnamed` those that stand for one, `genitive`
    articles that go on with a name. `quotation` has no forms: it is found by its marks.
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


class Pack(Data):
    """One language."""

    code: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    name: str
    month_first: bool = Field(default=False, description="numeric dates with slashes put the month first")
    subject_first: bool = Field(default=False, description="the subject stands before its verb, or behind 'by'")
    nouns_capital: bool = Field(default=False, description="common nouns begin with a capital letter")
    months_capital: bool = Field(default=False, description="names of months count only with a capital letter: May")
    verb_last: bool = Field(
        default=False, description="a verb may close its clause, its modal and negation stand anywhere in it"
    )
    closed_compounds: bool = Field(
        default=False, description="nouns that qualify another are one word with it; before it stand adjectives only"
    )
    adjective_endings: tuple[str, ...] = Field(
        default=(),
        description="endings of adjectives before a noun, if phrases go with them: der 1990 geschlossene Vertrag",
    )
    past_endings: tuple[str, ...] = Field(
        default=(), description="endings that tell a verb of the past: the signing on Friday surprised critics"
    )
    participle_endings: tuple[str, ...] = Field(
        default=(),
        description="endings of participles that stand before their noun with more words between: подписанный в Риге",
    )
    adjective_last: bool = Field(
        default=False, description="adjectives and participles follow their nouns: Parlement turc"
    )
    home: frozenset[str] = Field(default=frozenset(), description="states whose papers are written in it")
    possessive: str = Field(
        default="", description="letter that closes the name of an owner, with or without apostrophe"
    )
    place_particles: frozenset[str] = Field(default=frozenset(), description="small words inside a place name: de, del")
    transliterate: dict[str, str] = Field(
        default={}, description="letters that texts without them write otherwise: ä → ae"
    )
    former: dict[str, str] = Field(default={}, description="pattern = what was written there before a reform: ss → ß")
    paradigms: dict[str, tuple[str, ...]] = Field(default={})
    sentences: Sentences
    inflection: Inflection = Inflection()
    ambiguous: Ambiguous = Ambiguous()
    states: dict[str, State] = Field(default={})
    organisations: dict[str, State] = Field(default={})
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
    people: People = People()
    treaties: tuple[TreatyNoun, ...]
    roles: Forms
    events: tuple[Event, ...]
    obligations: tuple[Obligation, ...] = ()
    frames: tuple[Frame, ...] = ()
    terms: tuple[Term, ...] = ()
    lengths: dict[str, Forms] = Field(
        default_factory=dict, description="a length of time = adjectives and beginnings of compounds: 'zehnjährig'"
    )
    outsiders: dict[Literal["side", "approver", "names"], Forms] = Field(default={})
    related: tuple[Related, ...] = ()
    claims: tuple[Claim, ...] = ()

    def rules(self) -> tuple[Rule, ...]:
        """All rules of the pack, in file order."""
        return (*self.treaties, *self.events, *self.obligations, *self.frames, *self.terms, *self.related, *self.claims)
