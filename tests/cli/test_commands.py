"""The other subcommands, and the command as a process."""

import hashlib
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.cli import main
from service.web.routes import openapi_document

COMMAND = [sys.executable, "-m", "service"]
ROOT = Path(__file__).parents[2]


def test_help_names_every_subcommand_without_importing_any() -> None:
    program = (
        "import sys; from service.cli import main\n"
        "try: main(['--help'])\n"
        "finally: print([name for name in sys.modules if name.startswith('service.cli.')])"
    )
    command = [sys.executable, "-c", program]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in ("extract", "serve", "openapi", "evaluate", "rules", "timex", "keys"):
        assert re.search(rf"^  {name} ", told, re.MULTILINE)
    assert told.endswith("[]\n")


@pytest.mark.parametrize("name", ["extract", "serve", "openapi", "evaluate", "rules", "timex", "keys"])
def test_every_subcommand_explains_itself(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert f"{name} " in result.stdout


@pytest.mark.parametrize("arguments", [["nonsense"], ["evaluate"], ["evaluate", "no-such-file"], ["rules", "explain"]])
def test_wrong_usage_has_its_exit_code(arguments: list[str]) -> None:
    assert CliRunner().invoke(main, arguments).exit_code == 2


def test_openapi_writes_the_document() -> None:
    assert json.loads(CliRunner().invoke(main, ["openapi"]).stdout) == openapi_document()


def test_rules_are_listed_and_explained() -> None:
    listed = CliRunner().invoke(main, ["rules", "list", "--language", "de"]).stdout.splitlines()
    rows = [line.split("\t") for line in listed]
    assert rows
    assert {language for _, language, _, _ in rows} == {"de"}
    name, _, topic, means = rows[0]
    explained = CliRunner().invoke(main, ["rules", "explain", name]).stdout
    assert explained.startswith(f"{name}\n")
    assert topic in explained
    assert means in explained


def test_an_unknown_rule_is_wrong_usage() -> None:
    result = CliRunner().invoke(main, ["rules", "explain", "de.no.such.rule"])
    assert result.exit_code == 2
    assert "de.no.such.rule" in result.stderr


def test_a_new_key_comes_with_the_hash_to_configure() -> None:
    told = CliRunner().invoke(main, ["keys", "new", "agency-1"]).stdout
    key = re.search(r"^  (tr_\S{40,})$", told, re.MULTILINE)
    setting = re.search(r"^  TREATY_RECORDS_API_KEYS='(.*)'$", told, re.MULTILINE)
    assert key
    assert setting
    assert json.loads(setting[1]) == {"agency-1": hashlib.sha256(key[1].encode()).hexdigest()}


@pytest.mark.parametrize("name", ["", "a b", "ä", "x" * 65])
def test_a_key_has_a_plain_name(name: str) -> None:
    assert CliRunner().invoke(main, ["keys", "new", name]).exit_code == 2


def test_serving_others_without_keys_is_refused_with_the_way_out() -> None:
    result = CliRunner().invoke(main, ["serve", "--host", "0.0.0.0"])  # noqa: S104 - must be refused
    assert result.exit_code == 2
    assert "treaty-records keys new NAME" in result.stderr
    assert "TREATY_RECORDS_BEHIND_GATEWAY" in result.stderr


def test_timex_answers_each_line_before_reading_the_next() -> None:
    document = {"id": "1", "text": "Am 19. Juni 2024 wurde unterzeichnet.", "dct": "2024-06-20", "lang": "de"}
    with subprocess.Popen([*COMMAND, "timex"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        for number in ("1", "2"):
            process.stdin.write(json.dumps({**document, "id": number}).encode() + b"\n")
            process.stdin.flush()
            told = json.loads(process.stdout.readline())
            assert told["id"] == number
            assert [timex["value"] for timex in told["timexes"]] == ["2024-06-19"]


def test_a_bad_line_spoils_no_other_of_timex() -> None:
    good = '{"id": "%s", "text": "Am 19. Juni 2024.", "lang": "de"}'
    given = "\n".join([good % "1", "", "{", '{"id": 3, "text": "a"}', good % "4"])
    result = CliRunner().invoke(main, ["timex"], input=given)
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["1", "4"]
    told = [json.loads(line) for line in result.stderr.splitlines()]
    assert [(problem["status"], problem["detail"].partition(":")[0]) for problem in told] == [
        (400, "Article 2"),
        (422, "Article 3"),
    ]


@pytest.mark.parametrize("name", ["extract", "timex"])
def test_a_closed_standard_input_is_wrong_usage(name: str) -> None:
    command = f"{sys.executable} -m service {name} <&-"
    told = subprocess.run(["/bin/sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (2, "")
    assert "standard input is closed" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_progress_bar_is_shown_to_a_person_and_nobody_else() -> None:
    given = b'{"text": "a"}\n' * 3
    command = [*COMMAND, "extract", "--jsonl", "--no-llm"]
    piped = subprocess.run(command, cwd=ROOT, input=given, capture_output=True, check=True)
    terminal, other_end = pty.openpty()
    try:
        watched = subprocess.run(command, cwd=ROOT, input=given, stdout=subprocess.PIPE, stderr=other_end, check=True)
        shown = os.read(terminal, 65_536)
    finally:
        os.close(terminal)
        os.close(other_end)
    assert piped.stderr == b""
    assert b"Articles" in shown
    assert len(watched.stdout.splitlines()) == len(piped.stdout.splitlines()) == 3
