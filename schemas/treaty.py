"""A treaty record: what one article says about one international agreement."""

from pydantic import Field

from schemas.dates import EdtfDate
from schemas.evidence import Fact
from schemas.model import Answer
from schemas.vocabulary import (
    EventStatus,
    EventType,
    ObligationCategory,
    Outcome,
    Participation,
    PartyType,
    Reason,
    Relation,
    TermKind,
    TreatyKind,
    TreatyStatus,
)

_CODE = "ISO 3166-1 alpha-3 of a state (a former one: ISO 3166-3), the usual short form of an organisation."


class TextFact(Fact):
    """A piece of wording, such as a title."""

    value: str = Field(min_length=1, description="The wording.", examples=["Aachener Vertrag"])


class KindFact(Fact):
    """What sort of agreement it is."""

    value: TreatyKind = Field(description="What the article calls the agreement.", examples=["treaty"])


class ParticipationFact(Fact):
    """How many parties it has or is open to; derived from the parties and the wording."""

    value: Participation = Field(description="Bilateral or multilateral.", examples=["bilateral"])


class StatusFact(Fact):
    """Where it stands as of the article; derived from the events."""

    value: TreatyStatus = Field(description="Where the treaty stands at the end of the article.", examples=["signed"])


class Party(Fact):
    """A state or organisation that is, or is to become, a party and is named in the article as such."""

    code: str = Field(min_length=1, max_length=40, description=_CODE, examples=["DEU", "EU"])
    name: str = Field(
        min_length=1,
        description="A name to show; the article's own wording is in the evidence.",
        examples=["Deutschland"],
    )
    type: PartyType = Field(description="What sort of subject it is.", examples=["state"])


class Signatory(Fact):
    """A person who signed or is to sign."""

    name: str = Field(min_length=1, description="The person's name.", examples=["Angela Merkel"])
    role: str | None = Field(
        default=None, description="Office or function, as written; null if not stated.", examples=["Bundeskanzlerin"]
    )
    party: str | None = Field(
        default=None, description=f"Code of the party signed for; null if not stated. {_CODE}", examples=["DEU"]
    )


class TreatyEvent(Fact):
    """A step in the treaty's life: done, to come, or refused. One event per act and party."""

    type: EventType = Field(description="What sort of step it is.", examples=["signature"])
    date: EdtfDate | None = Field(
        default=None, description="When it happened or is to happen; null if the article gives no date."
    )
    effective_date: EdtfDate | None = Field(
        default=None, description="When the act takes effect, if the article gives that apart from the act's own date."
    )
    place: str | None = Field(
        default=None, description="City or country where it happened, as written.", examples=["Aachen"]
    )
    party: str | None = Field(
        default=None,
        description=f"The one state that acted alone; null where they acted together. {_CODE}",
        examples=["FRA"],
    )
    actor: str | None = Field(
        default=None, description="The person or body that acted, as written.", examples=["Emmanuel Macron"]
    )
    status: EventStatus = Field(description="Whether it happened.", examples=["occurred"])


class Obligation(Fact):
    """A matter that the article says the treaty lays down."""

    category: ObligationCategory = Field(description="What is laid down.", examples=["defense"])


class TermFact(Fact):
    """How long the treaty is made for."""

    kind: TermKind = Field(description="Indefinite, for a duration, or until a day.", examples=["duration"])
    duration: str | None = Field(
        default=None,
        pattern=r"^P([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?$",
        description="ISO 8601 duration; null unless `kind` is `duration`.",
        examples=["P10Y"],
    )
    date: EdtfDate | None = Field(default=None, description="The last day; null unless `kind` is `until`.")


class RelatedTreaty(Fact):
    """Another treaty that the article sets beside this one."""

    relation: Relation = Field(description="How this treaty stands to the other.", examples=["supersedes"])
    title: str = Field(min_length=1, description="The other treaty's title.", examples=["Élysée-Vertrag"])
    date: EdtfDate | None = Field(default=None, description="The other treaty's date; null if not stated.")


class Claim(Fact):
    """A statement about the treaty that the article attributes to someone or hedges."""

    text: str = Field(
        min_length=1, description="The statement, verbatim.", examples=["der Vertrag könne die Region destabilisieren"]
    )
    attributed_to: str | None = Field(
        default=None,
        description="Who makes the claim, as written; null for 'reportedly'.",
        examples=["das Außenministerium in Seoul"],
    )
    hedged: bool = Field(
        description="True for modals, rumours, fears and beliefs; false for plain attribution.", examples=[True]
    )


class FieldCoverage(Answer):
    """Why a field has a value or has none."""

    outcome: Outcome = Field(description="How the search for the field ended.", examples=["found"])
    reason: Reason | None = Field(
        default=None,
        description="Why the field was not attempted or failed; null for other outcomes.",
        examples=["llm_off"],
    )


class Coverage(Answer):
    """For each field of the record, how the search for it ended."""

    title: FieldCoverage = Field(description="Of `title`.")
    aliases: FieldCoverage = Field(description="Of `aliases`.")
    kind: FieldCoverage = Field(description="Of `kind`.")
    participation: FieldCoverage = Field(description="Of `participation`.")
    parties: FieldCoverage = Field(description="Of `parties`.")
    signatories: FieldCoverage = Field(description="Of `signatories`.")
    events: FieldCoverage = Field(description="Of `events`.")
    status: FieldCoverage = Field(description="Of `status`.")
    obligations: FieldCoverage = Field(description="Of `obligations`.")
    term: FieldCoverage = Field(description="Of `term`.")
    related: FieldCoverage = Field(description="Of `related`.")
    claims: FieldCoverage = Field(description="Of `claims`.")


class TreatyRecord(Answer):
    """What one article says about one international agreement; every value is a fact with its proof."""

    title: TextFact | None = Field(default=None, description="The most complete title that the article gives.")
    aliases: tuple[TextFact, ...] = Field(default=(), description="Other names of the same treaty.")
    kind: KindFact | None = Field(default=None, description="What sort of agreement it is.")
    participation: ParticipationFact | None = Field(default=None, description="Bilateral or multilateral.")
    parties: tuple[Party, ...] = Field(
        default=(), description="Parties that the article names; of a multilateral treaty only those."
    )
    signatories: tuple[Signatory, ...] = Field(default=(), description="People who signed or are to sign.")
    events: tuple[TreatyEvent, ...] = Field(default=(), description="The steps of the treaty's life.")
    status: StatusFact | None = Field(default=None, description="Where it stands as of the article.")
    obligations: tuple[Obligation, ...] = Field(default=(), description="What it lays down.")
    term: TermFact | None = Field(default=None, description="How long it is made for.")
    related: tuple[RelatedTreaty, ...] = Field(default=(), description="Other treaties set beside it.")
    claims: tuple[Claim, ...] = Field(default=(), description="What is said about it, attributed or hedged.")
    coverage: Coverage = Field(description="Why each field has a value or has none.")
