"""One evaluation, from gold files to the printed report."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from schemas.article import ExtractionOptions
from schemas.treaty import TreatyRecord
from schemas.vocabulary import LlmMode
from service.evaluate import calibration, history, report
from service.evaluate.gold import GoldArticle, GoldError, is_blind, load
from service.evaluate.score import Treaties, score
from service.evaluate.tally import FIELDS, Tallies
from service.evaluate.treaty import ComparedTreaty
from service.pipeline import Pipeline
from service.settings import Settings

__all__ = ["run"]

_DONE = 0
_USAGE = 2


def run(  # noqa: PLR0913 - one argument an option
    gold: Sequence[Path],
    *,
    baseline: Path | None = None,
    save: Path | None = None,
    errors: int = 0,
    as_json: bool = False,
    fields: Sequence[str] = FIELDS,
    calibrate: Path | None = None,
) -> int:
    """Score the rules on gold files, print the report, and return the exit code.

    `errors` shows that many faults a field, which is refused for blind gold. `save` writes the run, to be a later run's
    `baseline`, against which gains and losses are shown. `fields` limits what is reported. `calibrate` is the file to
    write the measured precision of the rules to, which takes no blind gold. If a file cannot be used, the exit code
    is 2 and standard error says why.
    """
    try:
        if (errors or calibrate) and (hidden := next(filter(is_blind, gold), None)):
            raise GoldError(f"{hidden}: blind gold is scored, never looked at; leave out --errors and --calibrate")
        earlier = history.load(baseline) if baseline else None
        articles = load(gold)
        records = asyncio.run(_records(articles))
        answers = {id_: list(map(ComparedTreaty.of_record, found)) for id_, found in records.items()}
        tallies = score(_gold(articles), answers)
        this = history.run_of([article.id for article in articles], tallies, blind=any(map(is_blind, gold)))
        if save:
            history.save(this, save)
        if calibrate:
            calibrate.write_text(calibration.written(calibration.measured(_gold(articles), records)), encoding="utf-8")
    except (GoldError, history.RunError, OSError) as error:
        click.echo(f"evaluate: {error}", err=True)
        return _USAGE
    evaluation = report.Evaluation(
        articles=len(articles),
        tallies=tallies,
        languages=_by_language(articles, answers),
        articles_by_language=Counter(article.language for article in articles),
        changes=history.changes(earlier, this) if earlier else None,
    )
    click.echo((report.as_json if as_json else report.as_text)(evaluation, fields, errors))
    return _DONE


async def _records(articles: Sequence[GoldArticle]) -> dict[str, tuple[TreatyRecord, ...]]:
    """What the rules alone read in each article."""
    options = ExtractionOptions(llm=LlmMode.OFF)
    pipeline = Pipeline.build(Settings.load())
    try:
        return {article.id: (await pipeline.extract(article.question, options)).records for article in articles}
    finally:
        await pipeline.close()


def _gold(articles: Sequence[GoldArticle]) -> dict[str, list[ComparedTreaty]]:
    return {article.id: list(map(ComparedTreaty.of_gold, article.gold.treaties)) for article in articles}


def _by_language(articles: Sequence[GoldArticle], answers: Treaties) -> Mapping[str, Tallies]:
    languages = dict.fromkeys(article.language for article in articles)
    return {
        language: score(_gold([article for article in articles if article.language == language]), answers)
        for language in languages
    }
