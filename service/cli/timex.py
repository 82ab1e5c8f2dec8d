"""`treaty-records timex`: the temporal expressions of documents, as TIMEX3 values."""

import json
from typing import BinaryIO

import click
from pydantic import BaseModel, ConfigDict

from service import timex
from service.settings import LogLevel
from service.web.intake import read
from service.web.logs import configure


class _Document(BaseModel):
    """A text with its creation date (`dct`, ISO 8601) and language."""

    model_config = ConfigDict(extra="ignore", strict=True)

    id: str
    text: str
    dct: str | None = None
    lang: str | None = None


@click.command("timex")
@click.argument("source", type=click.File("rb"), default="-", metavar="[FILE|-]")
def command(source: BinaryIO) -> None:
    """Read documents {id, text, dct, lang}, one a line, and write {id, timexes} for each before reading the next."""
    configure(LogLevel.WARNING)
    for line in source:
        document = read(_Document, line)
        found = timex.tag(document.text, document.dct, document.lang)
        click.echo(json.dumps({"id": document.id, "timexes": found}, ensure_ascii=False))
