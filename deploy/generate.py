"""Writes what is made of other files: the table of settings, the chart's README, the settings that the chart knows.

python -m deploy.generate writes them; tests/architecture fails if they are not up to date.
"""

import json
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from service.settings import PREFIX, Settings
from service.web.metrics import Metrics

ROOT = Path(__file__).parents[1]
CHART = ROOT / "deploy/helm/treaty-records"
OPERATIONS = ROOT / "docs/operations.md"
README = CHART / "README.md"
SCHEMA = CHART / "values.schema.json"

_METRIC = re.compile(r"^# HELP (treaty_records_\w+(?<!_created)) (.*)\n# TYPE \w+ (\w+)$", re.MULTILINE)
_KEY = re.compile(r"( *)([A-Za-z]+):(?: (.*))?")
_OF_THE_CHART = re.compile(
    r"HOST|PORT|METRICS_PORT|.*_FILE|API_KEYS|BEHIND_GATEWAY|REDIS_URL|LLM__(BASE_URL|MODEL|API_KEY|GGUF)"
)
"""Settings that other values of the chart make, or that hold secrets."""


class Row(NamedTuple):
    """A row of a table."""

    name: str
    nature: str
    """Its default, or its type."""
    meaning: str


def settings(model: type[BaseModel] = Settings, prefix: str = PREFIX) -> Iterator[Row]:
    """All settings, in the order of the code."""
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from settings(field.annotation, f"{prefix}{name.upper()}__")
        else:
            yield Row(prefix + name.upper(), _default(field), f"{field.description}{_choices(field)}")


def metrics() -> Iterator[Row]:
    """All metrics of the service's own."""
    exposition, _ = Metrics().exposition("text/plain")
    for name, meaning, kind in _METRIC.findall(exposition.decode()):
        yield Row(name, kind, meaning)


def generated() -> dict[Path, str]:
    """The files with what they are to hold."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    names = [setting.name.removeprefix(PREFIX) for setting in settings()]
    schema["properties"]["settings"]["propertyNames"] = {
        "enum": [name for name in names if not _OF_THE_CHART.fullmatch(name)]
    }
    operations = OPERATIONS.read_text(encoding="utf-8")
    operations = _filled(operations, "settings", _table("variable", "default", settings()))
    operations = _filled(operations, "metrics", _table("metric", "type", metrics()))
    return {
        OPERATIONS: operations,
        README: README.read_text(encoding="utf-8").partition("| value |")[0] + _table("value", "default", _values()),
        SCHEMA: json.dumps(schema, indent=2) + "\n",
    }


def _filled(text: str, name: str, content: str) -> str:
    """The text with the content between the two comments of that name."""
    return re.sub(f"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", lambda _: content, text, flags=re.DOTALL)


def _values() -> Iterator[Row]:
    """The values of the chart that are no map of further ones, with the comments above them."""
    path: list[str] = []
    comment: list[str] = []
    lines = (CHART / "values.yaml").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.strip().startswith("# "):
            comment.append(line.strip()[2:])
        elif match := _KEY.fullmatch(line):
            indent, key, value = match.groups()
            path[len(indent) // 2 :] = [key]
            if value is not None:
                yield Row(".".join(path), f"`{value}`" if value != '""' else "", " ".join(comment))
            comment = []


def _table(first: str, second: str, rows: Iterator[Row]) -> str:
    lines = [f"| {first} | {second} | meaning |", "| --- | --- | --- |"]
    return "\n".join([*lines, *(f"| `{name}` | {nature} | {meaning} |" for name, nature, meaning in rows)]) + "\n"


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True) if not field.is_required() else PydanticUndefined
    if value in (None, PydanticUndefined, {}):
        return ""
    return f"`{_plain(value)}`"


def _plain(value: Any) -> str:
    value = value.value if isinstance(value, Enum) else value
    return str(value).lower() if isinstance(value, bool) else str(value)


def _choices(field: FieldInfo) -> str:
    if not (isinstance(field.annotation, type) and issubclass(field.annotation, Enum)):
        return ""
    return " One of " + ", ".join(f"`{_plain(member)}`" for member in field.annotation) + "."


if __name__ == "__main__":
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8")
