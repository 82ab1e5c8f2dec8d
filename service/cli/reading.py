"""What `extract` and `timex` share: where they read from, and how they tell what failed."""

from typing import IO, Any

import click
import structlog

from service.errors import TreatyRecordsError
from service.web.logs import outline
from service.web.problems import describe


class Input(click.File):
    """A file to read bytes from; '-' is standard input."""

    def __init__(self) -> None:
        super().__init__("rb")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> IO[Any]:
        """Opens it."""
        try:
            return super().convert(value, param, ctx)
        except RuntimeError:
            self.fail("standard input is closed", param, ctx)


def report(error: Exception, number: int) -> None:
    """Write on standard error what is wrong with one article, counted from 1, as a problem in JSON."""
    if not isinstance(error, TreatyRecordsError):
        structlog.get_logger("treaty_records").error("defect", article=number, **outline(error))
    problem = describe(error)
    told = problem.model_copy(update={"detail": f"Article {number}: {problem.detail}"})
    click.echo(told.model_dump_json(), err=True)
