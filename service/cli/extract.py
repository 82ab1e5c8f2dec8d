"""`treaty-records extract`: articles in, one Extraction a line out."""

import asyncio
import json
import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import BinaryIO

import click
from pydantic import ConfigDict, TypeAdapter, ValidationError

from schemas.article import Article, ExtractionOptions, PublishedAt
from schemas.vocabulary import LlmMode
from service.cli.reading import Input, report
from service.errors import MalformedRequest
from service.pipeline import Pipeline
from service.settings import LogLevel, Settings
from service.web.intake import read
from service.web.logs import configure


class _Line(Article):
    """A line of a corpus: an article among other keys."""

    model_config = ConfigDict(extra="ignore")


def _checked_date(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    try:
        return None if value is None else TypeAdapter(PublishedAt).validate_python(value)
    except ValidationError:
        raise click.BadParameter("neither an ISO 8601 date nor a date-time") from None


@click.command("extract")
@click.argument("source", type=Input(), default="-", metavar="[FILE|-]")
@click.option("--published-at", metavar="D", callback=_checked_date, help="ISO 8601 date, where an article has none.")
@click.option("--jsonl", is_flag=True, help="Read one article a line as JSON, with the keys of the API; ignore others.")
@click.option("--no-llm", is_flag=True, help="Rules only, even if a model is configured.")
def command(source: BinaryIO, published_at: str | None, jsonl: bool, no_llm: bool) -> None:
    """Read articles and write one Extraction as JSON a line.

    Without --jsonl the whole input is the text of one article. An article that fails becomes a problem as JSON on
    standard error; the others are written, and the exit code is 1.
    """
    configure(LogLevel.WARNING)
    options = ExtractionOptions(llm=LlmMode.OFF if no_llm else LlmMode.AUTO)
    pipeline = Pipeline.build(Settings.load())
    with _progress(source, jsonl) as inputs:
        failed = asyncio.run(_extract_all(pipeline, inputs, published_at, options, jsonl=jsonl))
    sys.exit(1 if failed else 0)


async def _extract_all(
    pipeline: Pipeline, inputs: Iterable[bytes], published_at: str | None, options: ExtractionOptions, *, jsonl: bool
) -> int:
    """Writes what each input yields; the number of those that failed."""
    failed = 0
    try:
        for number, raw in enumerate(inputs, start=1):
            try:
                article = read(_Line, raw) if jsonl else _plain(raw)
                if article.published_at is None:
                    article = article.model_copy(update={"published_at": published_at})
                extraction = await pipeline.extract(article, options)
            except Exception as error:  # noqa: BLE001 - whatever is wrong with one article, the others are written
                failed += 1
                report(error, number)
            else:
                click.echo(extraction.model_dump_json())
    finally:
        await pipeline.close()
    return failed


def _plain(raw: bytes) -> Article:
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise MalformedRequest(f"Not UTF-8 at byte {error.start}") from None
    return read(Article, json.dumps({"text": text}).encode())


def _progress(source: BinaryIO, jsonl: bool) -> AbstractContextManager[Iterable[bytes]]:
    """The inputs, under a progress bar where a person watches and the answers go elsewhere."""
    if not jsonl:
        return nullcontext([source.read()])
    lines = (line for line in source if line.strip())
    if not sys.stderr.isatty() or sys.stdout.isatty():
        return nullcontext(lines)
    return click.progressbar(lines, length=_count(source), show_pos=True, file=sys.stderr, label="Articles")


def _count(source: BinaryIO) -> int | None:
    """How many articles there are, if that can be known beforehand."""
    if not source.seekable():
        return None
    count = sum(1 for line in source if line.strip())
    source.seek(0)
    return count
