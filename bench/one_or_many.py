"""One question for all open fields, or one a field: `python -m bench.one_or_many URL MODEL MOST GOLD.jsonl …`.

Of the first MOST articles in which gap analysis opens at least two of the four fields once the rules' values are taken
out, each is asked about in both ways, on the same sentences and no second time.
"""

import asyncio
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

from schemas.article import ExtractionOptions
from schemas.evidence import Origin
from schemas.treaty import TreatyRecord
from schemas.vocabulary import RecordField
from service.evaluate.gold import GoldArticle, load
from service.evaluate.score import score
from service.evaluate.treaty import ComparedTreaty
from service.fallback import Fallback, Filled, questions
from service.fallback.questions import Question
from service.findings import Findings
from service.gaps import open_fields
from service.lang.loader import CompiledPack, load_packs
from service.offer import Gap, Judgement, Known, Offer, Refused
from service.pipeline import read_by_rules
from service.settings import LlmSettings, StructuredOutput
from service.text.document import Document
from service.verify import Verifier

_FIELDS = (RecordField.TITLE, RecordField.TERM, RecordField.RELATED, RecordField.CLAIMS)
_SCORED = ("titles", "term", "related", "claims")
_LEAST = 2
_FOREVER = 1e6
_EMPTY = {"title": None, "term": None, "related": (), "claims": ()}


class Task:
    """An article with open fields, as the rules hand it to the fallback."""

    def __init__(self, gold: GoldArticle, pack: CompiledPack) -> None:
        read = read_by_rules(gold.question, ExtractionOptions(), pack)
        self.gold = gold
        self.document: Document = read.document
        self.findings: Findings = read.findings
        self.records = [record.model_copy(update=_EMPTY) for record in read.records]
        options = ExtractionOptions(fields=_FIELDS)
        self.gaps: Sequence[Gap] = open_fields(self.document, self.findings, self.records, options)

    @property
    def fields(self) -> set[RecordField]:
        """Those that are open."""
        return {gap.field for gap in self.gaps}

    async def asked(self, fallback: Fallback) -> Filled:
        """What the model fills in; refusals are kept back, so that it is asked once."""
        verifier = Verifier(self.document, self.findings, self.records)

        def judge(record: int, field: RecordField, offer: Offer, origin: Origin) -> Judgement:
            judgement = verifier(record, field, offer, origin)
            return Known() if isinstance(judgement, Refused) else judgement

        late = asyncio.get_running_loop().time() + _FOREVER
        return await fallback.fill(
            self.document, self.records, self.gaps, judge, deadline=late, token_budget=int(_FOREVER)
        )


def in_one(document: Document, records: Sequence[TreatyRecord], gaps: Sequence[Gap]) -> Iterator[Question]:
    """Instead of `questions.ask`: all gaps in one question."""
    yield questions.question_on(document, records, gaps)


async def _run(name: str, fallback: Fallback, tasks: Sequence[Task]) -> None:
    answers, gold = {}, {}
    calls = tokens = 0
    started = time.perf_counter()
    for task in tasks:
        filled = await task.asked(fallback)
        answers[task.gold.id] = [ComparedTreaty.of_record(record) for record in filled.records]
        gold[task.gold.id] = [ComparedTreaty.of_gold(treaty) for treaty in task.gold.gold.treaties]
        calls += filled.usage.calls
        tokens += filled.usage.prompt_tokens + filled.usage.completion_tokens
    seconds = time.perf_counter() - started
    tallies = score(gold, answers)
    scores = " | ".join(f"{tallies[field].f1:.3f}" for field in _SCORED)
    invented = sum(tallies[field].invented for field in _SCORED)
    print(f"| {name} | {scores} | {invented} | {calls} | {tokens} | {seconds:.0f} |", flush=True)


async def main(url: str, model: str, most: str, *paths: str) -> None:
    """Print the table, a row a way."""
    packs = load_packs()
    tasks = (Task(gold, packs[gold.question.language or ""]) for gold in load([Path(path) for path in paths]))
    chosen = [task for task in tasks if len(task.fields) >= _LEAST][: int(most)]
    print(f"{len(chosen)} articles, {sum(len(task.fields) for task in chosen)} open fields")
    print(f"| way | {' | '.join(_SCORED)} | invented | calls | tokens | seconds |", flush=True)
    fallback = Fallback.build(
        LlmSettings(base_url=url, model=model, timeout_s=1_800, cache_s=0, mode=StructuredOutput.JSON_SCHEMA)
    )
    if fallback is None:
        raise SystemExit(2)
    await _run("one a field", fallback, chosen)
    with patch.object(questions, "ask", in_one):
        await _run("all in one", fallback, chosen)
    await fallback.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
