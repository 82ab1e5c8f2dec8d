"""`treaty-records extract`: answers on standard output, problems on standard error."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from schemas.extraction import Extraction
from schemas.problem import Problem
from service.cli import main

TEXT = (
    "Russlands Präsident Wladimir Putin und der nordkoreanische Machthaber Kim Jong-un haben am 19. Juni 2024 in "
    "Pjöngjang einen Vertrag über eine umfassende strategische Partnerschaft unterzeichnet.\r\n"
)


def _extract(*arguments: str, given: str | bytes = "") -> Result:
    return CliRunner().invoke(main, ["extract", "--no-llm", *arguments], input=given)


def _answers(result: Result) -> list[Extraction]:
    return [Extraction.model_validate_json(line) for line in result.stdout.splitlines()]


def _problems(result: Result) -> list[Problem]:
    lines = [line for line in result.stderr.splitlines() if '"type"' in line]
    return [Problem.model_validate_json(line) for line in lines]


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_a_text_from_standard_input_is_one_article(arguments: tuple[str, ...]) -> None:
    result = _extract(*arguments, given=TEXT)
    (answer,) = _answers(result)
    assert (result.exit_code, result.stderr) == (0, "")
    assert answer.article.length == len(TEXT)
    assert answer.check(TEXT, None).records


def test_a_text_from_a_file_is_one_article_whose_line_ends_stay(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_bytes(TEXT.encode())
    (answer,) = _answers(_extract(str(tmp_path / "article.txt"), "--published-at", "2024-06-20"))
    assert (answer.article.length, answer.article.published_at) == (len(TEXT), "2024-06-20")


def test_lines_are_articles_whose_other_keys_are_ignored() -> None:
    lines = [
        {
            "id": "1",
            "text": TEXT,
            "language": "de",
            "gold": {"treaties": []},
            "tags": ["x"],
            "published_at": "2024-06-21",
        },
        {"id": "2", "text": TEXT, "title": None, "published_at": None},
    ]
    given = "\n\n".join(json.dumps(line) for line in lines)
    result = _extract("--jsonl", "--published-at", "2024-06-20", given=given)
    echoes = [answer.article for answer in _answers(result)]
    assert (result.exit_code, result.stderr) == (0, "")
    assert [(echo.id, echo.published_at) for echo in echoes] == [("1", "2024-06-21"), ("2", "2024-06-20")]


def test_one_bad_article_never_spoils_the_rest() -> None:
    lines = ['{"id": "1", "text": "a"}', "{", '{"text": true}', '{"text": "\xff"}', '{"id": "5", "text": "b"}']
    result = _extract("--jsonl", given="\n".join(lines).encode("latin-1"))
    told = _problems(result)
    assert result.exit_code == 1
    assert [answer.article.id for answer in _answers(result)] == ["1", "5"]
    assert [problem.status for problem in told] == [400, 422, 400]
    assert [problem.detail.partition(":")[0] for problem in told] == ["Article 2", "Article 3", "Article 4"]
    assert [violation.pointer for violation in told[1].errors] == ["/text"]


@pytest.mark.parametrize("given", [b"", b"\xff\xfe", b"a\x00b", b"a" * 200_001], ids=["empty", "bytes", "nul", "long"])
def test_a_text_outside_the_contract_fails(given: bytes) -> None:
    result = _extract(given=given)
    assert (result.exit_code, result.stdout, len(_problems(result))) == (1, "", 1)


@pytest.mark.parametrize(
    "arguments", [("--published-at", "yesterday"), ("--published-at", "2023-02-29"), ("--fast",), ("/no/such/file",)]
)
def test_wrong_usage_is_told_apart(arguments: tuple[str, ...]) -> None:
    assert _extract(*arguments, given=TEXT).exit_code == 2


def test_wrong_settings_are_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TREATY_RECORDS_PORT", "none")
    result = _extract(given=TEXT)
    assert result.exit_code == 2
    assert "TREATY_RECORDS_PORT" in result.stderr
