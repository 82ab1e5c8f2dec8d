"""Imports go the way that pyproject.toml lays down, and nothing is done at import time that would slow a start."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_contracts_of_pyproject_are_kept() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_contract_imports_only_pydantic_and_the_standard_library() -> None:
    program = "at_start = {*sys.modules}; import schemas.extraction; print(*{*sys.modules} - at_start)"
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {program}"]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    allowed = {"schemas", "pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection"}
    packages = {name.partition(".")[0] for name in loaded}
    installed = {name for name in packages if name not in sys.stdlib_module_names and not name.startswith("_")}
    assert installed <= allowed


def test_the_model_side_is_loaded_with_the_first_question() -> None:
    program = """
from service.app import create_app
from service.settings import LlmSettings, Settings

create_app(Settings(llm=LlmSettings(base_url="http://127.0.0.1:9/v1", model="none")))
print(*sorted({"openai", "instructor", "xllamacpp"} & set(sys.modules)))
"""
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{program}"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() == []
