"""Saved runs, and what a later run gained and lost against one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from service.evaluate.tally import FIELDS, Fault, Tallies, Tally

__all__ = ["Change", "Run", "RunError", "SavedTally", "changes", "load", "run_of", "save"]


class RunError(ValueError):
    """A saved run that cannot be read; the message says why."""


class _Saved(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SavedTally(_Saved):
    """What a tally counted, and its faults; none of blind gold."""

    hits: int
    invented: int
    missed: int
    faults: tuple[Fault, ...]

    @property
    def f1(self) -> float:
        """As of the tally that was saved."""
        return Tally(self.hits, self.invented, self.missed).f1


class Run(_Saved):
    """One evaluation: the ids of its articles, and the tally of each field. `blind` if any of its gold is."""

    articles: tuple[str, ...]
    blind: bool
    fields: dict[str, SavedTally]


@dataclass(frozen=True, slots=True)
class Change:
    """How a field went from one run to the next: faults that are gone, and faults that are new."""

    field: str
    before: SavedTally
    after: SavedTally
    gained: tuple[Fault, ...]
    lost: tuple[Fault, ...]


def run_of(articles: Sequence[str], tallies: Tallies, *, blind: bool) -> Run:
    """The run to save."""
    fields = {
        name: SavedTally(
            hits=tally.hits,
            invented=tally.invented,
            missed=tally.missed,
            faults=() if blind else tuple(sorted(tally.faults)),
        )
        for name, tally in tallies.items()
    }
    return Run(articles=tuple(articles), blind=blind, fields=fields)


def save(run: Run, path: Path) -> None:
    """Write the run as JSON. Raises OSError."""
    path.write_text(run.model_dump_json(indent=1) + "\n", encoding="utf-8")


def load(path: Path) -> Run:
    """Read a saved run. Raises RunError."""
    try:
        run = Run.model_validate_json(path.read_bytes())
    except OSError as error:
        raise RunError(f"{path}: {error.strerror}") from error
    except ValidationError:
        raise RunError(f"{path}: not a run saved by `evaluate --save`") from None
    if set(run.fields) != set(FIELDS):
        raise RunError(f"{path}: saved by a version that scores other fields")
    return run


def changes(before: Run, after: Run) -> tuple[Change, ...]:
    """The fields that changed; their faults only of articles that are in both runs, and none if one run is blind."""
    common = set() if before.blind or after.blind else set(before.articles) & set(after.articles)
    return tuple(
        Change(name, old, new, _only_in(old, new, common), _only_in(new, old, common))
        for name in FIELDS
        if (old := before.fields[name]) != (new := after.fields[name])
    )


def _only_in(run: SavedTally, other: SavedTally, articles: set[str]) -> tuple[Fault, ...]:
    difference = Counter(run.faults) - Counter(other.faults)
    return tuple(sorted(fault for fault in difference.elements() if fault.article in articles))
