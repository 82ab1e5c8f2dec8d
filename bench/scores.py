"""Writes the scores of both halves of our gold into docs/evaluation.md: `python -m bench.scores TUNE BLIND`.

`make evaluate` gives it what `treaty-records evaluate --json` printed for each half.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_PAGE = Path(__file__).parents[1] / "docs" / "evaluation.md"
_BEGIN, _END = "<!-- scores -->\n", "<!-- /scores -->\n"

Report = Mapping[str, Any]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _scored(field: Mapping[str, Any]) -> float | None:
    return field["f1"] if field["tp"] + field["fp"] + field["fn"] else None


def _means(tune: Report, blind: Report) -> Iterator[str]:
    languages = sorted(tune["languages"])
    yield _row("", *languages, "all")
    yield _row(*["---"] * (len(languages) + 2))
    for name, report in (("tune", tune), ("blind", blind)):
        counts = [str(report["languages"][language]["articles"]) for language in languages]
        yield _row(f"{name}, articles", *counts, str(report["articles"]))
    for mean in ("core", "full"):
        for name, report in (("tune", tune), ("blind", blind)):
            scores = [_figure(report["languages"][language][mean]) for language in languages]
            yield _row(f"{name}, {mean}", *scores, _figure(report[mean]))
        gaps = [tune["languages"][language][mean] - blind["languages"][language][mean] for language in languages]
        yield _row(f"difference, {mean}", *(f"{gap:+.3f}" for gap in (*gaps, tune[mean] - blind[mean])))


def _fields(name: str, report: Report) -> Iterator[str]:
    languages = sorted(report["languages"])
    yield _row(name, "P", "R", "F1", *languages)
    yield _row(*["---"] * (len(languages) + 4))
    for field, counts in report["fields"].items():
        own = [_figure(_scored(report["languages"][language]["fields"][field])) for language in languages]
        yield _row(f"`{field}`", *(_figure(counts[key]) for key in ("precision", "recall", "f1")), *own)


def main(tune: str, blind: str) -> None:
    """Replace what stands between the page's marks."""
    reports = [json.loads(Path(path).read_bytes()) for path in (tune, blind)]
    tables = [_means(*reports), _fields("tune", reports[0]), _fields("blind", reports[1])]
    written = "\n\n".join("\n".join(table) for table in tables)
    before, rest = _PAGE.read_text(encoding="utf-8").split(_BEGIN)
    _PAGE.write_text(f"{before}{_BEGIN}{written}\n{_END}{rest.split(_END)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
