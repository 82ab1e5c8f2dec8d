"""What a model adds to the rules on gold, and what that costs: `python -m bench.model_adds URL MODEL GOLD.jsonl …`."""

import asyncio
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from schemas.article import ExtractionOptions
from schemas.extraction import Extraction
from schemas.treaty import TreatyRecord
from schemas.vocabulary import LlmMode, Method
from schemas.walk import facts_by_field
from service.evaluate.gold import GoldArticle, load
from service.evaluate.score import SAME_TREATY, Treaties, compare, pair, resemblance, score
from service.evaluate.tally import CORE, FIELDS, Tally, mean_f1
from service.evaluate.treaty import ComparedTreaty
from service.pipeline import Pipeline
from service.settings import LlmSettings, Settings

_MOST_WAITED_FOR = ("claims", "related", "term", "titles")
_PATIENT = ExtractionOptions(deadline_ms=120_000).model_copy(update={"deadline_ms": 10**9})
"""As long as the model takes: what it adds is measured, not how fast this machine is."""


def _compared(records: Sequence[TreatyRecord]) -> list[ComparedTreaty]:
    return [ComparedTreaty.of_record(record) for record in records]


def _gold(article: GoldArticle) -> list[ComparedTreaty]:
    return [ComparedTreaty.of_gold(treaty) for treaty in article.gold.treaties]


def _by_model(record: TreatyRecord) -> int:
    return sum(fact.origin.method is Method.LLM for _, facts in facts_by_field(record) for fact in facts)


def _inventions(article: GoldArticle, records: Sequence[TreatyRecord]) -> Iterator[str]:
    """Values in the records that are not in gold."""
    pairs, _, invented = pair(_gold(article), _compared(records), resemblance, floor=SAME_TREATY)
    for gold, answer in (*pairs, *((ComparedTreaty(), answer) for answer in invented)):
        tallies = {name: Tally() for name in FIELDS}
        compare(tallies, article.id, gold, answer)
        for name in FIELDS:
            yield from (f"{name}: {fault.value}" for fault in tallies[name].faults if fault.kind == "invented")


async def _answers(pipeline: Pipeline, articles: Sequence[GoldArticle]) -> dict[str, Extraction]:
    """Each article's answer; prints it if the model was asked."""
    answers = {}
    for article in articles:
        by_rules = await pipeline.extract(article.question, ExtractionOptions(llm=LlmMode.OFF))
        answers[article.id] = answer = await pipeline.extract(article.question, _PATIENT)
        if answer.usage.llm_calls:
            added = sum(map(_by_model, answer.records))
            print(f"{article.id}: {added} accepted, {len(answer.rejections)} refused")
            for refused in answer.rejections:
                print(f"  {refused.verdict.value}: {refused.pointer} {refused.value!r} {refused.quote!r}")
            wrong = set(_inventions(article, answer.records)) - set(_inventions(article, by_rules.records))
            print(
                *(f"  not in gold: {value}" for value in sorted(wrong)),
                sep="\n" if wrong else "",
                end="\n" if wrong else "",
            )
            sys.stdout.flush()
    return answers


def _table(gold: Treaties, by_rules: Treaties, with_model: Treaties) -> Iterator[str]:
    rules, model = score(gold, by_rules), score(gold, with_model)
    for name in _MOST_WAITED_FOR:
        yield f"| {name} | {rules[name].f1:.3f} | {model[name].f1:.3f} |"
    for name, fields in (("mean of the four", _MOST_WAITED_FOR), ("core", CORE)):
        yield f"| {name} | {mean_f1(rules, fields):.3f} | {mean_f1(model, fields):.3f} |"


def _cost(answers: Mapping[str, Extraction]) -> str:
    usages = [answer.usage for answer in answers.values()]
    calls = [usage.llm_calls for usage in usages]
    tokens = sum(usage.prompt_tokens + usage.completion_tokens for usage in usages)
    facts = sum(_by_model(record) for answer in answers.values() for record in answer.records)
    refused = sum(len(answer.rejections) for answer in answers.values())
    return (
        f"{len(calls)} articles; asked about {sum(map(bool, calls))}, in {sum(calls)} calls; {tokens / len(calls):.0f} "
        f"tokens an article; {facts} values accepted, {refused} refused"
    )


async def main(url: str, model: str, *paths: str) -> None:
    """Print what was added to each article, the scores beside those of the rules, and the cost."""
    articles = load([Path(path) for path in paths])
    settings = Settings.load().model_copy(update={"llm": LlmSettings(base_url=url, model=model, timeout_s=1_800)})
    pipeline = Pipeline.build(settings)
    try:
        answers = await _answers(pipeline, articles)
        off = ExtractionOptions(llm=LlmMode.OFF)
        by_rules = {a.id: _compared((await pipeline.extract(a.question, off)).records) for a in articles}
    finally:
        await pipeline.close()
    with_model = {name: _compared(answer.records) for name, answer in answers.items()}
    print(*_table({a.id: _gold(a) for a in articles}, by_rules, with_model), sep="\n")
    print(_cost(answers))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
