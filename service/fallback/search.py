"""The state of one article's search: what was proved, what was refused, what it cost, how each field ended."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from schemas.evidence import Fact, Origin
from schemas.extraction import Notice, Rejection
from schemas.treaty import Coverage, FieldCoverage, TreatyRecord
from schemas.vocabulary import Method, NoticeCode, Outcome, Reason, RecordField
from service.fallback.questions import Question, offers, repeats_prompt
from service.fallback.resilience import UNUSABLE, ModelFailure
from service.offer import SINGLE, Accepted, Gap, Judge, Judgement, Offer, Refused

_SIDES = 2
_WITHHELD = "[withheld]"
_PARTS = {"until": "/date", "speaker": "/attributed_to", "quote": "", "": ""}
_STATES = {RecordField.PARTIES: "/code", RecordField.SIGNATORIES: "/party", RecordField.EVENTS: "/party"}
_NOTICES: dict[Reason, tuple[NoticeCode, str]] = {
    Reason.DEADLINE: (NoticeCode.DEADLINE_REACHED, "The deadline ended the search for open fields."),
    Reason.BUDGET: (NoticeCode.BUDGET_REACHED, "The budget of tokens ended the search for open fields."),
    Reason.BREAKER_OPEN: (NoticeCode.LLM_UNAVAILABLE, "The model failed too often just before and was not asked."),
    Reason.BUSY: (NoticeCode.LLM_UNAVAILABLE, "Too many questions already waited for the model."),
    Reason.UNREACHABLE: (NoticeCode.LLM_UNAVAILABLE, "The model's endpoint could not be reached."),
    Reason.HTTP_ERROR: (NoticeCode.LLM_UNAVAILABLE, "The model's endpoint answered with an error."),
    Reason.TIMEOUT: (NoticeCode.LLM_FAILED, "The model did not answer in time."),
    Reason.TRUNCATED: (NoticeCode.LLM_FAILED, "The model's answer was cut off."),
    Reason.REFUSED: (NoticeCode.LLM_FAILED, "The model refused to answer."),
    Reason.INVALID: (NoticeCode.LLM_FAILED, "The model's answer did not fit its schema."),
}


@dataclass(slots=True)
class Spent:
    """What a search cost. Tokens are the endpoint's own count, or an estimate where it does not count."""

    model: str
    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    cached: bool = False

    def book(self, prompt_tokens: int, completion_tokens: int) -> None:
        """Add the tokens of one call."""
        self.prompt_tokens += prompt_tokens
        self.completion_tokens += completion_tokens


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of the gaps. `outcomes` go by (index of the record, field)."""

    records: tuple[TreatyRecord, ...]
    rejections: tuple[Rejection, ...]
    usage: Spent
    outcomes: Mapping[tuple[int, RecordField], FieldCoverage]
    notices: tuple[Notice, ...]


@dataclass(slots=True)
class Search:
    """Collects while questions are asked; what was proved stays proved whatever happens next."""

    records: Sequence[TreatyRecord]
    gaps: Sequence[Gap]
    judge: Judge
    spent: Spent
    _facts: dict[tuple[int, RecordField], list[Accepted]] = field(default_factory=dict)
    _refused: dict[tuple[int, RecordField], list[tuple[Offer, Refused]]] = field(default_factory=dict)
    _answered: set[tuple[int, RecordField]] = field(default_factory=set)
    _failures: dict[tuple[int, RecordField], ModelFailure] = field(default_factory=dict)
    _failure: ModelFailure | None = None
    _noticed: Reason | None = None

    def take(
        self, question: Question, answer: BaseModel, *, whole: bool = True
    ) -> dict[str, list[tuple[Offer, Refused]]]:
        """Judge all that the answer offers; returns what is refused, by key of the form.

        An answer that is not `whole` says nothing of the fields that it offers no value for.
        """
        origin = Origin(method=Method.LLM, name=self.spent.model)
        refused: dict[str, list[tuple[Offer, Refused]]] = {}
        for key, values in offers(question, answer).items():
            gaps = question.keys[key]
            if whole or values:
                self._answered.update((gap.record, gap.field) for gap in gaps)
            for offer in values:
                place, judgement = self._judged(gaps, offer, origin)
                if isinstance(judgement, Accepted):
                    self._add(place, judgement)
                elif isinstance(judgement, Refused):
                    refused.setdefault(key, []).append((offer, judgement))
                    if (offer, judgement) not in self._refused.setdefault(place, []):
                        self._refused[place].append((offer, judgement))
        return refused

    def _judged(self, gaps: Sequence[Gap], offer: Offer, origin: Origin) -> tuple[tuple[int, RecordField], Judgement]:
        """The record and field that the offer is proved for; else those that were asked for first, with the refusal."""
        verdicts = [((gap.record, gap.field), self.judge(gap.record, gap.field, offer, origin)) for gap in gaps]
        return next((verdict for verdict in verdicts if not isinstance(verdict[1], Refused)), verdicts[0])

    def fail(self, failure: ModelFailure, noticed: Reason | None = None, question: Question | None = None) -> None:
        """Note why a question, and what is still unanswered, failed; the caller is told `noticed` if that differs."""
        self._noticed = noticed or failure.reason
        if question is None or failure.reason not in UNUSABLE:
            self._failure = failure
        for gap in (gap for gaps in (question.keys.values() if question else ()) for gap in gaps):
            self._failures[gap.record, gap.field] = failure

    def filled(self) -> Filled:
        """The end of the search."""
        refusals = ((place, offer, no) for place, items in self._refused.items() for offer, no in items)
        return Filled(
            records=(
                *(merged(record, self._of_record(index)) for index, record in enumerate(self.records)),
                *self._made(),
            ),
            rejections=tuple(_rejection(place, offer, no) for place, offer, no in refusals),
            usage=self.spent,
            outcomes={(gap.record, gap.field): self._outcome((gap.record, gap.field)) for gap in self.gaps},
            notices=self._notices(),
        )

    def _add(self, place: tuple[int, RecordField], accepted: Accepted) -> None:
        facts = self._facts.setdefault(place, [])
        repeated = any(_same(accepted.fact, other.fact) for other in facts)
        taken = accepted.completes is not None and any(other.completes == accepted.completes for other in facts)
        if not repeated and not taken and not (facts and place[1] in SINGLE):
            facts.append(accepted)

    def _made(self) -> Iterator[TreatyRecord]:
        """A record of an agreement that the rules found none for: only with its name and two sides proved."""
        proved = self._of_record(len(self.records))
        if RecordField.TITLE in proved and len(proved.get(RecordField.PARTIES, ())) >= _SIDES:
            missing = FieldCoverage(outcome=Outcome.NOT_STATED)
            coverage = Coverage(**{name.value: missing for name in RecordField})
            yield merged(TreatyRecord(coverage=coverage), proved)

    def _of_record(self, index: int) -> dict[RecordField, list[Accepted]]:
        return {name: facts for (record, name), facts in self._facts.items() if record == index}

    def _outcome(self, place: tuple[int, RecordField]) -> FieldCoverage:
        if place in self._facts:
            return FieldCoverage(outcome=Outcome.FOUND)
        if place in self._refused:
            return FieldCoverage(outcome=Outcome.REJECTED)
        if place in self._answered:
            return FieldCoverage(outcome=Outcome.NOT_STATED)
        failure = self._failures.get(place) or self._failure or ModelFailure(Reason.INVALID)
        return FieldCoverage(outcome=failure.outcome, reason=failure.reason)

    def _notices(self) -> tuple[Notice, ...]:
        if self._noticed is None:
            return ()
        code, message = _NOTICES[self._noticed]
        return (Notice(code=code, message=message),)


def merged(record: TreatyRecord, proved: Mapping[RecordField, Sequence[Accepted]]) -> TreatyRecord:
    """The record with what was proved; nothing that a rule found is changed."""
    update: dict[str, Any] = {}
    for name, accepted in proved.items():
        if name in SINGLE:
            update[name.value] = accepted[0].fact
            continue
        facts: list[Fact] = list(getattr(record, name.value))
        for item in accepted:
            if item.completes is None:
                facts.append(item.fact)
            else:
                facts[item.completes] = item.fact
        update[name.value] = tuple(facts)
    return record.model_copy(update=update)


def _same(one: Fact, other: Fact) -> bool:
    return one.model_dump(exclude={"evidence", "origin"}) == other.model_dump(exclude={"evidence", "origin"})


def _rejection(place: tuple[int, RecordField], offer: Offer, refused: Refused) -> Rejection:
    record, name = place
    item = "" if name in SINGLE else "/-"
    part = _STATES.get(name, "") if refused.part == "state" else _PARTS.get(refused.part, f"/{refused.part}")
    pointer = f"/{record}/{name.value}{item}{part}"
    return Rejection(pointer=pointer, value=_told(offer.value), quote=_told(offer.quote), verdict=refused.verdict)


def _told(words: str) -> str:
    """The words, unless the model was talked into repeating its instructions."""
    return _WITHHELD if repeats_prompt(words) else words
