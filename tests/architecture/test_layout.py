"""Habits of the house that a machine can check."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("schemas", "service")
SUFFIXES = (".py", ".js")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.suffix in SUFFIXES)
LONGEST = 320
GRAB_BAG = re.compile(r"utils?|helpers?|common|misc")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_one_thing(module: Path) -> None:
    assert not GRAB_BAG.fullmatch(module.stem)
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_every_dependency_is_locked_with_its_hash() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    hashed = set(re.findall(r"^([a-z0-9-]+)==\S+ (?:; .*)?\\\n +--hash=sha256:", lock, re.MULTILINE))
    wanted = {re.split(r"[\[><=~! ]", name, maxsplit=1)[0] for name in project["dependencies"]}
    assert wanted <= hashed
    assert hashed == set(re.findall(r"^([A-Za-z0-9_.-]+)", lock, re.MULTILINE))
