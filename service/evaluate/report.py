"""An evaluation as text for people, or as one JSON object."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from service.evaluate.history import Change
from service.evaluate.tally import CORE, FIELDS, Fault, Tallies, Tally, mean_f1

__all__ = ["Evaluation", "as_json", "as_text"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that a report can say. `languages` holds the tallies of each; `changes` is None without a baseline."""

    articles: int
    tallies: Tallies
    languages: Mapping[str, Tallies]
    articles_by_language: Mapping[str, int]
    changes: Sequence[Change] | None


def as_json(evaluation: Evaluation, fields: Sequence[str], errors: int) -> str:
    """One JSON object; `fields` limits what is listed, `errors` the faults of each field."""
    shown: dict[str, Any] = {
        "articles": evaluation.articles,
        **_means(evaluation.tallies),
        "fields": {name: _row(evaluation.tallies[name]) for name in fields},
        "languages": {
            language: {
                "articles": evaluation.articles_by_language[language],
                **_means(tallies),
                "fields": {name: _row(tallies[name]) for name in fields},
            }
            for language, tallies in evaluation.languages.items()
        },
    }
    if errors:
        shown["faults"] = {
            name: [_fault(fault) for fault in islice(evaluation.tallies[name].faults, errors)] for name in fields
        }
    if evaluation.changes is not None:
        shown["changes"] = {
            change.field: {
                "f1": [round(change.before.f1, 4), round(change.after.f1, 4)],
                "gained": [_fault(fault) for fault in change.gained],
                "lost": [_fault(fault) for fault in change.lost],
            }
            for change in evaluation.changes
            if change.field in fields
        }
    return json.dumps(shown, ensure_ascii=False, indent=1)


def as_text(evaluation: Evaluation, fields: Sequence[str], errors: int) -> str:
    """Tables; `fields` limits their rows, `errors` the faults that are shown under each field."""
    parts = [_fields_table(evaluation, fields, errors), _languages_table(evaluation, fields)]
    if evaluation.changes is not None:
        parts.append(_changes_list(evaluation.changes, fields))
    return "\n\n".join("\n".join(part) for part in parts)


def _means(tallies: Tallies) -> dict[str, float]:
    return {"core": round(mean_f1(tallies, CORE), 4), "full": round(mean_f1(tallies, FIELDS), 4)}


def _row(tally: Tally) -> dict[str, float]:
    return {
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "f1": round(tally.f1, 4),
        "tp": tally.hits,
        "fp": tally.invented,
        "fn": tally.missed,
    }


def _fault(fault: Fault) -> dict[str, str]:
    return {"article": fault.article, "kind": fault.kind, "value": fault.value}


def _fields_table(evaluation: Evaluation, fields: Sequence[str], errors: int) -> Iterator[str]:
    yield f"{evaluation.articles} articles"
    yield f"{'':15}{'P':>7}{'R':>7}{'F1':>7}{'tp':>7}{'fp':>6}{'fn':>6}"
    for name in fields:
        tally = evaluation.tallies[name]
        yield (
            f"{name:15}{tally.precision:7.3f}{tally.recall:7.3f}{tally.f1:7.3f}"
            f"{tally.hits:7}{tally.invented:6}{tally.missed:6}"
        )
        for fault in islice(tally.faults, errors):
            yield f"    {fault.article}: {fault.kind} {fault.value}"
    means = _means(evaluation.tallies)
    yield f"core F1 {means['core']:.4f}   full F1 {means['full']:.4f}"


def _languages_table(evaluation: Evaluation, fields: Sequence[str]) -> Iterator[str]:
    languages = evaluation.languages.items()
    yield f"{'F1':15}" + "".join(f"{language:>7}" for language, _ in languages)
    yield f"{'articles':15}" + "".join(f"{evaluation.articles_by_language[language]:7}" for language, _ in languages)
    for name in fields:
        yield f"{name:15}" + "".join(_f1_cell(tallies[name]) for _, tallies in languages)
    for mean in ("core", "full"):
        yield f"{mean:15}" + "".join(f"{_means(tallies)[mean]:7.3f}" for _, tallies in languages)


def _f1_cell(tally: Tally) -> str:
    return f"{tally.f1:7.3f}" if tally.occurs else f"{'-':>7}"


def _changes_list(changes: Sequence[Change], fields: Sequence[str]) -> Iterator[str]:
    shown = [change for change in changes if change.field in fields]
    yield "Against the baseline:" + ("" if shown else " no change")
    for change in shown:
        yield f"{change.field:15} F1 {change.before.f1:.4f} -> {change.after.f1:.4f}"
        yield from (f"    + {fault.article}: no longer {fault.kind} {fault.value}" for fault in change.gained)
        yield from (f"    - {fault.article}: now {fault.kind} {fault.value}" for fault in change.lost)
