"""`treaty-records evaluate`: how well the rules read gold articles."""

import sys
from pathlib import Path

import click

from service.evaluate import run
from service.settings import LogLevel
from service.web.logs import configure

_READABLE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("evaluate")
@click.argument("gold", nargs=-1, required=True, type=_READABLE)
@click.option("--baseline", type=_READABLE, help="An earlier run that --save wrote: show what was gained and lost.")
@click.option("--save", type=click.Path(dir_okay=False, path_type=Path), help="Write this run down for later.")
@click.option("--errors", type=click.IntRange(0), default=0, metavar="N", help="Show up to N errors of each field.")
@click.option("--calibrate", type=click.Path(dir_okay=False, path_type=Path), help="Write the rules' precision here.")
@click.option("--json", "as_json", is_flag=True, help="Write the scores as JSON.")
def command(
    gold: tuple[Path, ...],
    baseline: Path | None,
    save: Path | None,
    errors: int,
    calibrate: Path | None,
    as_json: bool,
) -> None:
    """Score the rules on GOLD files, field by field."""
    configure(LogLevel.WARNING)
    sys.exit(run(list(gold), baseline=baseline, save=save, errors=errors, as_json=as_json, calibrate=calibrate))
