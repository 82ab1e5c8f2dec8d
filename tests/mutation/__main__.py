"""`python -m tests.mutation GOLD.jsonl --seed N > mutated.jsonl`"""

import json
from pathlib import Path

import click

from service.lang.loader import load_packs
from tests.mutation.mutator import Mutator


@click.command("mutation")
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed gives the same mutation.")
def main(gold: tuple[Path, ...], seed: int) -> None:
    """Write the articles of GOLD with names, countries, places and dates exchanged, in text and annotation alike."""
    mutators = {code: Mutator(pack) for code, pack in load_packs().items()}
    for path in gold:
        for line in filter(str.strip, path.read_text(encoding="utf-8").split("\n")):
            article = json.loads(line)
            mutator = mutators.get(article["language"])
            click.echo(json.dumps(mutator.mutate(article, seed) if mutator else article, ensure_ascii=False))


main()
