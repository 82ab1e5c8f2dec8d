"""Settings come from the environment; secrets stay secret; what is wrong is named."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from service.errors import ConfigurationError
from service.settings import Settings

HASH = "ab" * 32


def test_nothing_need_be_set() -> None:
    settings = Settings.load()
    assert (settings.host, settings.port, settings.api_keys, settings.behind_gateway) == ("127.0.0.1", 8080, {}, False)
    assert not settings.llm.configured


def test_variables_are_read_nested_ones_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TREATY_RECORDS_PORT", "9000")
    monkeypatch.setenv("TREATY_RECORDS_API_KEYS", json.dumps({"alice": HASH}))
    monkeypatch.setenv("TREATY_RECORDS_LLM__BASE_URL", "http://127.0.0.1:8091/v1")
    monkeypatch.setenv("TREATY_RECORDS_LLM__MODEL", "able")
    monkeypatch.setenv("TREATY_RECORDS_LLM__API_KEY", "hush")
    settings = Settings.load()
    assert (settings.port, settings.api_keys, settings.llm.configured) == (9000, {"alice": HASH}, True)
    assert "hush" not in repr(settings) + settings.model_dump_json()


def test_what_is_given_comes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TREATY_RECORDS_PORT", "9000")
    assert Settings.load(port=9001).port == 9001


def test_keys_of_a_file_join_those_of_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text(json.dumps({"bob": HASH}), encoding="utf-8")
    monkeypatch.setenv("TREATY_RECORDS_API_KEYS__alice", HASH)
    monkeypatch.setenv("TREATY_RECORDS_API_KEYS_FILE", str(tmp_path / "keys.json"))
    assert Settings.load().api_keys == {"alice": HASH, "bob": HASH}


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "ninety"),
        ("PORT", "65536"),
        ("LOG_LEVEL", "loud"),
        ("API_KEYS__ALICE", "hush-not-a-hash"),
        ("API_KEYS", "{hush"),
        ("REDIS_URL", "http://:hush@127.0.0.1"),
        ("METRICS_PORT", "hush"),
        ("LLM__BASE_URL", "ftp://hush"),
        ("LLM__TIMEOUT_S", "0"),
        ("LLM__COLOUR", "hush"),
    ],
)
def test_a_wrong_value_is_named_and_not_repeated(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(f"TREATY_RECORDS_{variable}", value)
    with pytest.raises(ConfigurationError) as caught:
        Settings.load()
    assert f"TREATY_RECORDS_{variable.partition('__')[0]}" in str(caught.value)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize("content", ["{", '["alice"]', '{"alice": "short"}'])
def test_a_keys_file_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "keys.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"(?i)api_keys"):
        Settings.load(api_keys_file=path)
    with pytest.raises(ConfigurationError, match=r"(?i)api_keys"):
        Settings.load(api_keys_file=tmp_path / "missing.json")


def test_the_address_of_redis_may_stand_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "redis"
    path.write_text("redis://:hush@redis:6379/0\n", encoding="utf-8")
    settings = Settings.load(redis_url_file=path)
    assert settings.redis_url
    assert settings.redis_url.get_secret_value() == "redis://:hush@redis:6379/0"
    assert "hush" not in repr(settings)
    with pytest.raises(ConfigurationError, match="redis_url_file"):
        Settings.load(redis_url_file=tmp_path / "missing")


def test_the_key_of_the_model_may_stand_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "key"
    monkeypatch.setenv("TREATY_RECORDS_LLM__API_KEY_FILE", str(path))
    with pytest.raises(ConfigurationError, match="api_key_file"):
        Settings.load()
    path.write_text("", encoding="utf-8")
    assert Settings.load().llm.api_key is None
    path.write_text("hush\n", encoding="utf-8")
    settings = Settings.load()
    assert settings.llm.api_key
    assert settings.llm.api_key.get_secret_value() == "hush"
    assert "hush" not in repr(settings)


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().port = 1  # type: ignore[misc]
