"""`treaty-records openapi`: the OpenAPI document."""

import json

import click

from service.web.routes import openapi_document


@click.command("openapi")
def command() -> None:
    """Write the OpenAPI document, the same that the service has at /schema/openapi.json."""
    click.echo(json.dumps(openapi_document(), indent=2, ensure_ascii=False))
