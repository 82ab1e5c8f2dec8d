"""`treaty-records keys`: keys for those who may ask."""

import json

import click
from pydantic import TypeAdapter, ValidationError

from service.settings import PREFIX, KeyName
from service.web.auth import new_key


@click.group("keys")
def command() -> None:
    """Make keys for those who may ask."""


@command.command("new")
@click.argument("name")
def new(name: str) -> None:
    """Make a key for NAME: the key for the caller, its hash for the settings of the service."""
    try:
        TypeAdapter(KeyName).validate_python(name)
    except ValidationError:
        raise click.BadParameter("up to 64 of letters, digits, '.', '_' and '-'", param_hint="NAME") from None
    key, digest = new_key()
    click.echo(f"Key, shown only now; callers send it as 'Authorization: Bearer KEY':\n  {key}\n")
    click.echo("Setting of the service, which holds nothing but its hash:")
    click.echo(f"  {PREFIX}API_KEYS='{json.dumps({name: digest})}'\n")
    click.echo(
        f"With several keys, put all of them in one JSON object there, or in a file named by {PREFIX}API_KEYS_FILE."
    )
