"""The whole way from an article to its answer; read this first.

text → Document (cleaned view, sentences, hits) → mentions → drafts → records → model for what is open → verified
"""

import asyncio
import gc
import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Protocol, Self, TypeVar

from uuid_utils.compat import uuid7

from schemas.article import Article, ExtractionOptions
from schemas.extraction import ArticleEcho, Extraction, Notice, Usage, Versions
from schemas.treaty import FieldCoverage, TreatyRecord
from schemas.vocabulary import LlmMode, NoticeCode, Offsets, Outcome, Reason, RecordField
from service.assemble import assemble
from service.errors import ModelUnavailable
from service.extract.bygone import of_their_time
from service.extract.claims import claims
from service.extract.eras import settle_years
from service.extract.events import events
from service.extract.obligations import obligations
from service.extract.outsiders import outsiders
from service.extract.persons import persons, without_first_names, without_surnames
from service.extract.related import related
from service.extract.states import states
from service.extract.temporal import temporal
from service.extract.term import term
from service.extract.titles import treaties
from service.extract.whereabouts import placed
from service.fallback import Fallback, Filled, ModelLoad, Spent
from service.fallback.cache import AnswerCache
from service.findings import Findings
from service.finish import finish
from service.gaps import open_fields
from service.lang.loader import CompiledPack, load_packs
from service.lang.outline import outline_of
from service.offer import Gap
from service.settings import Settings
from service.text.document import Document
from service.text.language import detect
from service.verify import Verifier

CONTRACT = "1.0"

_YOUNG = 10_000
"""Objects made before the garbage collector looks at them: more than the rules keep of one article at a time."""

_WARMING = 48
"""One rule in so many is tried at the start: all of them take twenty times as long and make no first request faster."""

ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What `rules list` and `rules explain` show of a rule."""

    id: str
    language: str
    means: str
    topic: str
    yes: tuple[str, ...]
    no: tuple[str, ...]


class Run(Protocol):
    """When and where the rules are run; given the length of the text, so that long ones can be kept apart."""

    async def __call__(self, length: int, work: Callable[[], ResultT], /) -> ResultT:
        """What `work` returns."""
        ...


async def run_here(length: int, work: Callable[[], ResultT], /) -> ResultT:
    """At once, in this thread."""
    return work()


def find(document: Document) -> Findings:
    """Stage 2: all that the rules find in one document."""
    dates = settle_years(document, temporal(document))
    named_states = of_their_time(document, states(document), dates)
    people = persons(document, named_states)
    named_states = without_surnames(named_states, people)
    dates = without_first_names(dates, people)
    agreements = treaties(document, named_states, dates)
    told = placed(document, events(document, dates, named_states, people, agreements))
    return Findings(
        dates=dates,
        states=named_states,
        persons=people,
        treaties=agreements,
        events=told,
        obligations=obligations(document, agreements),
        terms=term(document, dates),
        related=related(document, agreements, dates),
        claims=claims(document),
        outsiders=outsiders(document, agreements, told),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """What the rules made of one article."""

    document: Document
    findings: Findings
    records: tuple[TreatyRecord, ...]
    gaps: Sequence[Gap]


class Pipeline:
    """Compiled packs and, where configured, a model. Built once, shared by all requests and event loops."""

    def __init__(self, packs: Mapping[str, CompiledPack], fallback: Fallback | None) -> None:
        self._packs = packs
        self._fallback = fallback
        prints = "".join(packs[code].fingerprint for code in sorted(packs))
        fingerprint = hashlib.sha256(prints.encode()).hexdigest()[:12]
        self._versions = Versions(service=version("treaty-records"), rules=fingerprint, contract=CONTRACT)

    @classmethod
    def build(cls, settings: Settings, cache: AnswerCache | None = None) -> Self:
        """Compile the packs and connect the model. Raises PackError."""
        pipeline = cls(load_packs(), Fallback.build(settings.llm, cache))
        pipeline._warm_up()
        gc.collect()
        gc.freeze()  # packs live as long as the process: no collection during a request need look at them
        gc.set_threshold(_YOUNG)
        return pipeline

    async def extract(self, article: Article, options: ExtractionOptions, run: Run = run_here) -> Extraction:
        """The answer to one article. `run` says when and where the rules are run: at once and here, if not given.

        Raises ModelUnavailable if a model is required and cannot be asked.
        """
        started = time.perf_counter()
        deadline = asyncio.get_running_loop().time() + options.deadline_ms / 1000
        if options.llm is LlmMode.REQUIRED and self._fallback is None:
            raise ModelUnavailable("A model is required, and none is configured.")
        language = article.language or detect(article.text)
        detect_ms = _milliseconds_since(started)
        read, rules_ms = await self._by_rules(article, options, language, run)
        filled = await self._by_model(read, options, deadline)
        answer = Extraction(
            id=uuid7(),
            article=_echo(article, language),
            records=covered(read.records, read.gaps, filled, self._reason(options)) if read else (),
            rejections=filled.rejections if filled else (),
            usage=_usage(filled.usage if filled else None, detect_ms + rules_ms, _milliseconds_since(started)),
            notices=(*self._notices(language), *(filled.notices if filled else ())),
            versions=self._versions,
        ).check(article.text, article.title)
        return answer.to_utf16(article.text, article.title) if options.offsets is Offsets.UTF16 else answer

    def languages(self) -> list[dict[str, object]]:
        """The packs, with what each covers."""
        return [
            {"code": code, "name": pack.data.name, "forms": len(pack.lexicon), "rules": len(pack.data.rules())}
            for code, pack in sorted(self._packs.items())
        ]

    def rules(self) -> Iterable[RuleInfo]:
        """Every rule of every pack."""
        for code, pack in sorted(self._packs.items()):
            for rule in pack.data.rules():
                yield RuleInfo(rule.id, code, rule.means, rule.id.split(".")[1], rule.yes, rule.no)

    async def health(self) -> dict[str, str]:
        """Parts of the service and whether each is up, degraded, down or not_configured."""
        return {"rules": "up", "llm": self._fallback.state.value if self._fallback else "not_configured"}

    @property
    def model_load(self) -> ModelLoad | None:
        """How busy the model is; None where there is none."""
        return self._fallback.load if self._fallback else None

    async def close(self) -> None:
        """Let go of connections."""
        if self._fallback is not None:
            await self._fallback.close()

    async def _by_rules(
        self, article: Article, options: ExtractionOptions, language: str, run: Run
    ) -> tuple[_Read | None, float]:
        """What the rules made of the article, and the milliseconds they took.

        In a language without a pack it is what a model can be asked, or None where none is or nothing could be proved.
        """
        pack = self._packs.get(language)
        if pack is None and self._fallback is not None and options.llm is not LlmMode.OFF:
            pack = outline_of(language)
        if pack is None:
            return None, 0.0

        def work() -> tuple[_Read, float]:
            started = time.perf_counter()
            return read_by_rules(article, options, pack), _milliseconds_since(started)

        return await run(len(article.text), work)

    async def _by_model(self, read: _Read | None, options: ExtractionOptions, deadline: float) -> Filled | None:
        if read is None or self._fallback is None or options.llm is LlmMode.OFF or not read.gaps:
            return None
        judge = Verifier(read.document, read.findings, read.records)
        filled = await self._fallback.fill(
            read.document, read.records, read.gaps, judge, deadline=deadline, token_budget=options.max_llm_tokens
        )
        unasked = any(notice.code is NoticeCode.LLM_UNAVAILABLE for notice in filled.notices)
        if options.llm is LlmMode.REQUIRED and unasked:
            raise ModelUnavailable("A model is required, and it could not be asked.")
        return filled

    def _notices(self, language: str) -> tuple[Notice, ...]:
        if language in self._packs:
            return ()
        lack = f"No language pack for {language!r}" if language else "No words that tell a language"
        message = f"{lack}: no rule-based records."
        return (Notice(code=NoticeCode.LANGUAGE_UNSUPPORTED, message=message),)

    def _reason(self, options: ExtractionOptions) -> Reason:
        return Reason.LLM_OFF if options.llm is LlmMode.OFF else Reason.NOT_CONFIGURED

    def _warm_up(self) -> None:
        """Read a sentence of some rules with each pack, so that the first request finds everything compiled."""
        detect("Der Vertrag")
        for pack in self._packs.values():
            for rule in pack.data.rules()[::_WARMING]:
                for example in rule.yes[:1]:
                    read_by_rules(Article(text=example), ExtractionOptions(), pack)


def read_by_rules(article: Article, options: ExtractionOptions, pack: CompiledPack) -> _Read:
    """Stages 1 to 4 and 7: all that is found without a model, and what is left open."""
    document = Document.read(article.text, article.title, article.reference_date, pack)
    findings = find(document)
    records = finish(document, assemble(document, findings), options.fields)
    return _Read(document, findings, records, open_fields(document, findings, records, options))


def covered(
    records: Sequence[TreatyRecord], gaps: Sequence[Gap], filled: Filled | None, reason: Reason
) -> tuple[TreatyRecord, ...]:
    """The records, with the outcome of every field that the article gave reason to ask a model for."""
    unasked = FieldCoverage(outcome=Outcome.NOT_ATTEMPTED, reason=reason)
    outcomes = filled.outcomes if filled else {(gap.record, gap.field): unasked for gap in gaps}
    return tuple(
        _covered(record, {field: outcome for (owner, field), outcome in outcomes.items() if owner == index})
        for index, record in enumerate(filled.records if filled else records)
    )


def _covered(record: TreatyRecord, outcomes: Mapping[RecordField, FieldCoverage]) -> TreatyRecord:
    news = {
        field.value: outcome
        for field, outcome in outcomes.items()
        if getattr(record.coverage, field).outcome is not Outcome.FOUND
    }
    return record.model_copy(update={"coverage": record.coverage.model_copy(update=news)}) if news else record


def _milliseconds_since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 3)


def _usage(spent: Spent | None, rules_ms: float, total_ms: float) -> Usage:
    if spent is None:
        return Usage(
            rules_ms=rules_ms,
            llm_ms=0,
            total_ms=total_ms,
            llm_calls=0,
            prompt_tokens=0,
            completion_tokens=0,
            cached=False,
        )
    return Usage(
        rules_ms=rules_ms,
        llm_ms=round(spent.seconds * 1000, 3),
        total_ms=total_ms,
        llm_calls=spent.calls,
        prompt_tokens=spent.prompt_tokens,
        completion_tokens=spent.completion_tokens,
        model=spent.model,
        cached=spent.cached,
    )


def _echo(article: Article, language: str | None) -> ArticleEcho:
    return ArticleEcho(
        id=article.id,
        url=article.url,
        title=article.title,
        published_at=article.published_at,
        language=language or None,
        length=len(article.text),
        sha256=hashlib.sha256(article.text.encode()).hexdigest(),
    )
