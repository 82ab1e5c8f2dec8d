"""What is made of other files is up to date; `python -m deploy.generate` makes it so."""

from pathlib import Path

import pytest

from deploy.generate import ROOT, generated


@pytest.mark.parametrize("path", generated(), ids=lambda path: str(path.relative_to(ROOT)))
def test_it_is_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == generated()[path]
