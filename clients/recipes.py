"""The recipes of docs/clients.md, taken out of the page so that they can be run as they stand there."""

import re
from pathlib import Path

_FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SECTION = re.compile(r"^## (.*)$", re.MULTILINE)
_LAST_IMPORT = re.compile(r"\A(?:import .*\n|from .*\n)*")


def blocks(page: Path) -> dict[tuple[str, str], list[str]]:
    """The blocks of code by section and language, in their order."""
    found: dict[tuple[str, str], list[str]] = {}
    _, *parts = _SECTION.split(page.read_text(encoding="utf-8"))
    for section, body in zip(parts[::2], parts[1::2], strict=True):
        for language, code in _FENCED.findall(body):
            found.setdefault((section, language), []).append(code)
    return found


def with_values(code: str, values: str) -> str:
    """The code with lines that set what it leaves to the reader, after its imports."""
    imports = _LAST_IMPORT.match(code)
    end = imports.end() if imports else 0
    return f"{code[:end]}{values}\n{code[end:]}"
