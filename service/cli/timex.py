"""`treaty-records timex`: the temporal expressions of documents, as TIMEX3 values."""

import json
import sys
from typing import BinaryIO

import click
from pydantic import BaseModel, ConfigDict

from service import timex
from service.cli.reading import Input, report
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
@click.argument("source", type=Input(), default="-", metavar="[FILE|-]")
def command(source: BinaryIO) -> None:
    """Read documents {id, text, dct, lang}, one a line, and write {id, timexes} for each before reading the next.

    A document that fails becomes a problem as JSON on standard error; the others are written, and the exit code is 1.
    """
    configure(LogLevel.WARNING)
    failed = False
    for number, line in enumerate(filter(bytes.strip, source), start=1):
        try:
            document = read(_Document, line)
            found = timex.tag(document.text, document.dct, document.lang)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one document, the others are written
            failed = True
            report(error, number)
        else:
            click.echo(json.dumps({"id": document.id, "timexes": found}, ensure_ascii=False))
    sys.exit(failed)
