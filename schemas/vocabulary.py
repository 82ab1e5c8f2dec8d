"""The enumerations of the contract, each member with its meaning.

A minor version may add members; clients are expected to tolerate ones that they do not know.
"""

from enum import StrEnum
from operator import attrgetter
from typing import Any, Self

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema


class _ByValue:
    """An answer asks a hundred members for their value; this goes without Python's own calls."""

    value = property(attrgetter("_value_"))


class Vocabulary(_ByValue, StrEnum):
    """An enumeration whose members carry their `meaning`, which the JSON Schema repeats."""

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler.resolve_ref_schema(handler(core))
        meanings = [f"- `{member.value}`: {member.meaning}" for member in cls]
        schema["description"] = "\n".join([(cls.__doc__ or "").strip(), "", *meanings])
        schema["x-enum-descriptions"] = [member.meaning for member in cls]
        return schema


class TreatyKind(Vocabulary):
    """What the article calls the agreement."""

    TREATY = "treaty", "a treaty"
    AGREEMENT = "agreement", "an agreement or accord"
    CONVENTION = "convention", "a convention"
    PROTOCOL = "protocol", "a protocol, usually to another treaty"
    PACT = "pact", "a pact"
    MEMORANDUM = "memorandum", "a memorandum of understanding"
    DECLARATION = "declaration", "a joint declaration"
    CHARTER = "charter", "a charter or statute"
    EXCHANGE_OF_NOTES = "exchange_of_notes", "an agreement made by exchanging notes"
    OTHER = "other", "an international agreement of another kind"


class Participation(Vocabulary):
    """How many parties the agreement has or is open to."""

    BILATERAL = "bilateral", "two parties; an organisation such as the EU counts as one"
    MULTILATERAL = "multilateral", "more than two parties, or open to more"


class PartyType(Vocabulary):
    """What sort of subject a party is."""

    STATE = "state", "a state, present or former"
    ORGANISATION = "organisation", "an international organisation"
    OTHER = "other", "another subject, such as an armed group or a territory"


class EventType(Vocabulary):
    """A step in the life of a treaty."""

    NEGOTIATION = "negotiation", "talks opened, held or concluded"
    ADOPTION = "adoption", "a conference, assembly or organisation adopted the text, before signature"
    INITIALLING = "initialling", "the text was initialled"
    SIGNATURE = "signature", "signed"
    PARLIAMENTARY_APPROVAL = (
        "parliamentary_approval",
        "a chamber passed the ratification bill or, with status `rejected`, voted it down",
    )
    RATIFICATION = (
        "ratification",
        "a state bound itself: the head of state's signature under the law, a decree, 'ratified' said of a state",
    )
    ACCESSION = "accession", "joined a treaty already made"
    EXCHANGE_OF_INSTRUMENTS = (
        "exchange_of_instruments",
        "ratification instruments, or notes that bring into force, were exchanged",
    )
    DEPOSIT_OF_INSTRUMENTS = "deposit_of_instruments", "ratification instruments were deposited"
    PROVISIONAL_APPLICATION = "provisional_application", "applied before entry into force"
    ENTRY_INTO_FORCE = "entry_into_force", "took effect"
    AMENDMENT = "amendment", "changed"
    EXTENSION = "extension", "prolonged"
    SUSPENSION = "suspension", "suspended"
    WITHDRAWAL = "withdrawal", "a party left, gave notice or takes a step of leaving"
    TERMINATION = "termination", "ended or expired"
    REGISTRATION = "registration", "registered, for example with the UN"


class EventStatus(Vocabulary):
    """Whether the event happened."""

    OCCURRED = "occurred", "the article reports it as done"
    PLANNED = "planned", "a step still to come"
    REJECTED = "rejected", "it was refused or voted down"


class TreatyStatus(Vocabulary):
    """Where the treaty stands at the end of the article."""

    UNDER_NEGOTIATION = "under_negotiation", "negotiated, agreed or initialled, but unsigned"
    ADOPTED = "adopted", "a conference adopted the text"
    SIGNED = "signed", "signed and not yet ratified"
    PARTIALLY_RATIFIED = "partially_ratified", "some of the states are bound, not enough for entry into force"
    RATIFIED = "ratified", "all states of a bilateral treaty, or enough of a multilateral one, are bound"
    PROVISIONALLY_APPLIED = "provisionally_applied", "applied before entry into force"
    IN_FORCE = "in_force", "in force; one state's withdrawal leaves a multilateral treaty so"
    SUSPENDED = "suspended", "suspended"
    TERMINATED = "terminated", "ended, expired, or left by one of two parties with effect"
    REJECTED = "rejected", "never ratified and given up"


class ObligationCategory(Vocabulary):
    """What the article says the treaty lays down; the first five as in the ATOP codebook."""

    DEFENSE = "defense", "to help a party that is attacked"
    OFFENSE = "offense", "to join a party in military action beyond defence"
    NEUTRALITY = "neutrality", "to stay out of a conflict of the other party"
    NONAGGRESSION = "nonaggression", "to refrain from force against each other"
    CONSULTATION = "consultation", "to consult in a crisis"
    MILITARY_COOPERATION = "military_cooperation", "military cooperation short of an alliance duty"
    ECONOMIC_COOPERATION = "economic_cooperation", "economic cooperation, taxation included"
    TRADE = "trade", "trade, tariffs, market access"
    ARMS_CONTROL = "arms_control", "limits on weapons or forces, and their inspection"
    BORDER = "border", "the course or regime of a border"
    MIGRATION = "migration", "migration, visas, readmission"
    ENVIRONMENT = "environment", "environment, climate, nature"
    JUSTICE = "justice", "extradition, legal assistance, policing, courts"
    SCIENCE_TECHNOLOGY = "science_technology", "science, technology, space, energy research"
    OTHER = "other", "another matter"


class TermKind(Vocabulary):
    """How long the treaty is made for."""

    INDEFINITE = "indefinite", "without an end"
    DURATION = "duration", "for a length of time, given in `duration`"
    UNTIL = "until", "until a day, given in `date`"


class Relation(Vocabulary):
    """How the treaty stands to another one."""

    SUPERSEDES = "supersedes", "it replaces the other"
    AMENDS = "amends", "it changes the other"
    EXTENDS = "extends", "it prolongs the other"
    IMPLEMENTS = "implements", "it carries the other out"
    MENTIONS = "mentions", "the other is named in passing, for example in comparison"


class DateBasis(Vocabulary):
    """What a date rests on."""

    STATED = "stated", "all of it is in the text"
    RELATIVE = "relative", "resolved against `published_at` or against another event"
    YEAR_INFERRED = "year_inferred", "day or month are in the text, the year comes from `published_at`"


class Source(Vocabulary):
    """The part of the article that a stretch was taken from."""

    TEXT = "text", "the submitted text"
    TITLE = "title", "the submitted title"


class Offsets(Vocabulary):
    """The unit of `start` and `end`."""

    CODEPOINT = "codepoint", "Unicode code points, as strings of Python or Go's runes count"
    UTF16 = "utf16", "UTF-16 code units, as strings of JavaScript, Java and C# count"


class Method(Vocabulary):
    """Who found a fact."""

    RULE = "rule", "a deterministic rule"
    LLM = "llm", "a language model; verified against the article"
    DERIVED = "derived", "follows from other facts, whose evidence it carries"


class LlmMode(Vocabulary):
    """May a language model be asked?"""

    AUTO = "auto", "rules, then the model if one is configured; its failure is a notice, never an error"
    OFF = "off", "rules only: deterministic"
    REQUIRED = "required", "a problem with status 503 if the model could not be asked"


class RecordField(Vocabulary):
    """A field of a treaty record."""

    TITLE = "title", "the treaty's title"
    ALIASES = "aliases", "other names of it"
    KIND = "kind", "treaty, convention, protocol …"
    PARTICIPATION = "participation", "bilateral or multilateral"
    PARTIES = "parties", "its parties"
    SIGNATORIES = "signatories", "the people who signed or are to sign"
    EVENTS = "events", "the steps of its life"
    STATUS = "status", "where it stands"
    OBLIGATIONS = "obligations", "what it lays down"
    TERM = "term", "how long it is made for"
    RELATED = "related", "other treaties that it stands in a relation to"
    CLAIMS = "claims", "what is said about it, attributed or hedged"


class Outcome(Vocabulary):
    """How the search for a field ended."""

    FOUND = "found", "the record has a value"
    NOT_STATED = "not_stated", "looked for by the rules and, where allowed, by the model: not there"
    REJECTED = "rejected", "offered by the model, but unproved"
    NOT_ATTEMPTED = "not_attempted", "the rules found nothing and the model was not asked, for the reason given"
    FAILED = "failed", "the model was asked and its answer was unusable, for the reason given"
    NOT_REQUESTED = "not_requested", "outside `options.fields`"


class Reason(Vocabulary):
    """Why a field was not attempted or failed."""

    LLM_OFF = "llm_off", "the request said `llm: off`"
    NOT_CONFIGURED = "not_configured", "the service has no model"
    DEADLINE = "deadline", "`deadline_ms` left no time"
    BUDGET = "budget", "`max_llm_tokens` left no tokens"
    BREAKER_OPEN = "breaker_open", "the model failed too often just before"
    BUSY = "busy", "too many questions already waited for the model"
    TIMEOUT = "timeout", "the model did not answer in time"
    TRUNCATED = "truncated", "the model's answer was cut off"
    REFUSED = "refused", "the model refused to answer"
    INVALID = "invalid", "the model's answer did not fit its schema"
    HTTP_ERROR = "http_error", "the model's endpoint answered with an error"
    UNREACHABLE = "unreachable", "the model's endpoint could not be reached"


class Verdict(Vocabulary):
    """Why verification refused a value that the model offered."""

    QUOTE_MISSING = "quote_missing", "the quote does not stand in the article"
    VALUE_NOT_IN_QUOTE = "value_not_in_quote", "the value does not follow from the quote"
    CONTRADICTED = "contradicted", "the quote says otherwise: another day, year, number, place or name"
    REALIS_MISMATCH = "realis_mismatch", "the quote denies, refuses or plans what the value states as done"
    NO_CUE = "no_cue", "the quote holds no wording for that member of the enumeration"
    CONTRADICTS_RULE = "contradicts_rule", "a rule's fact says otherwise"
    WRONG_TREATY = "wrong_treaty", "the quote speaks of another treaty"
    IMPOSSIBLE = "impossible", "the record would contradict itself, as with an entry into force before signature"


class NoticeCode(Vocabulary):
    """What the caller should know about an answer that is complete all the same."""

    LLM_UNAVAILABLE = "llm_unavailable", "the model could not be asked; the record rests on rules alone"
    LLM_FAILED = "llm_failed", "the model was asked, and its answer was unusable"
    DEADLINE_REACHED = "deadline_reached", "`deadline_ms` ended the search for open fields"
    BUDGET_REACHED = "budget_reached", "`max_llm_tokens` ended the search for open fields"
    LANGUAGE_UNSUPPORTED = "language_unsupported", "no language pack for this language: no rule-based records"


class PartState(Vocabulary):
    """State of a part of the service."""

    UP = "up", "works"
    DEGRADED = "degraded", "does not work, and the service answers without it"
    DOWN = "down", "does not work, and the service cannot answer without it"
    NOT_CONFIGURED = "not_configured", "the operator chose to do without it"


class BreakerState(Vocabulary):
    """State of the circuit breaker before the model."""

    CLOSED = "closed", "the model is asked"
    OPEN = "open", "the model failed too often just before and is not asked"
    HALF_OPEN = "half_open", "one question is let through to see whether the model works again"
