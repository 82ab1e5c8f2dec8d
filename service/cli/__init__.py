"""The command `treaty-records`; each subcommand is a module of its own, imported only when it is asked for.

Exit codes: 0; 1 an article failed (the others are written); 2 usage, or settings that the service refuses.
"""

from importlib import import_module
from typing import Any

import click

from service.errors import ConfigurationError, TreatyRecordsError

_COMMANDS = {
    "extract": "Read articles and write one Extraction as JSON a line.",
    "serve": "Serve the API.",
    "openapi": "Write the OpenAPI document.",
    "evaluate": "Score the rules on gold files.",
    "rules": "Show the rules that find values.",
    "timex": "Tag the temporal expressions of documents.",
    "keys": "Make keys for those who may ask.",
}


class Commands(click.Group):
    """Subcommands, each the `command` of its module; what goes wrong on purpose is told without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of use."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand of that name."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"service.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes what the subcommands do, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the subcommand that was asked for."""
        try:
            return super().invoke(ctx)
        except TreatyRecordsError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(2 if isinstance(error, ConfigurationError) else 1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="treaty-records")
def main() -> None:
    """Turns news articles about international agreements into records in which every value is proved by the text."""
