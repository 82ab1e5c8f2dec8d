"""`treaty-records rules`: what the rules are and mean."""

import click

from service.pipeline import Pipeline
from service.settings import Settings


@click.group("rules")
def command() -> None:
    """Show the rules that find values; every value in a record names its rule."""


@command.command("list")
@click.option("--language", metavar="L", help="Only those of this language, such as 'de'.")
@click.option("--topic", metavar="T", help="Only those on this topic.")
def list_rules(language: str | None, topic: str | None) -> None:
    """List the rules: id, language, topic and meaning, separated by tabs."""
    for rule in Pipeline.build(Settings.load()).rules():
        if language in (None, rule.language) and topic in (None, rule.topic):
            click.echo(f"{rule.id}\t{rule.language}\t{rule.topic}\t{rule.means}")


@command.command("explain")
@click.argument("rule_id", metavar="ID")
def explain(rule_id: str) -> None:
    """Say what the rule ID means, with examples that it reads and others that it must leave alone."""
    for rule in Pipeline.build(Settings.load()).rules():
        if rule.id == rule_id:
            click.echo(f"{rule.id}\n  language  {rule.language}\n  topic     {rule.topic}\n  means     {rule.means}")
            for label, examples in (("reads", rule.yes), ("not", rule.no)):
                for example in examples:
                    click.echo(f"  {label:<8}  {example}")
            return
    raise click.BadParameter(f"there is no rule {rule_id!r}", param_hint="ID")
