"""What is deployed fits the code."""

import re
import tomllib
from pathlib import Path

import pytest

from deploy.generate import README
from service.web.metrics import Metrics

ROOT = Path(__file__).parents[2]
SPEAK_OF_METRICS = [
    ROOT / "docs/operations.md",
    ROOT / "deploy/prometheus/alerts.yaml",
    ROOT / "deploy/prometheus/alerts.test.yaml",
    *sorted((ROOT / "deploy/grafana").rglob("*.json")),
]


def test_the_chart_has_the_version_of_the_project() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    chart = (ROOT / "deploy/helm/treaty-records/Chart.yaml").read_text(encoding="utf-8")
    assert re.findall(r"^(?:version|appVersion): (.*)$", chart, re.MULTILINE) == [version, version]


def test_every_value_of_the_chart_is_explained() -> None:
    assert not re.findall(r"^\| `(.*?)` \|.*\|  \|$", README.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", SPEAK_OF_METRICS, ids=lambda path: path.name)
def test_metrics_that_are_named_exist(path: Path) -> None:
    text, _ = Metrics().exposition("text/plain")
    known = set(re.findall(r"^# TYPE (\w+) ", text.decode(), re.MULTILINE))
    named = set(re.findall(r"treaty_records_\w+", path.read_text(encoding="utf-8")))
    assert {re.sub(r"_(bucket|sum|count)$", "", name) for name in named} <= known


@pytest.mark.parametrize(
    ("sources", "named"),
    [
        (sorted((ROOT / "service").rglob("*.py")), r'\.(?:info|warning|error)\(\s*"([a-z_]+)"'),
        ([ROOT / "deploy/prometheus/alerts.yaml"], r"alert: (\w+)"),
    ],
    ids=["log lines", "alerts"],
)
def test_what_the_service_tells_an_operator_is_explained(sources: list[Path], named: str) -> None:
    told = {name for path in sources for name in re.findall(named, path.read_text(encoding="utf-8"))} - {"request"}
    explained = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/operations.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert told
    assert told <= set(explained)
