"""What README promises is so."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FILES = sorted({target for target in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in target})


@pytest.mark.parametrize("target", FILES)
def test_what_is_linked_is_there(target: str) -> None:
    assert (ROOT / target).is_file()


def test_the_example_answers_as_shown() -> None:
    command = re.search(r"treaty-records (extract .*) <<'ARTICLE'\n(.*?\n)ARTICLE\n", README, re.DOTALL)
    shown = re.search(r"```json\n(.*?)```", README, re.DOTALL)
    assert command
    assert shown
    answer = subprocess.run(
        [sys.executable, "-m", "service", *command[1].split()],
        input=command[2].encode(),
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (record,) = json.loads(answer.stdout)["records"]
    assert json.loads(shown[1]) in record["events"]
