"""What ships is whole, and what is not whole is refused, with everything that is wrong with it."""

import shutil
from pathlib import Path

import pytest
from babel import Locale

from service.errors import PackError
from service.lang.loader import HERE, CompiledPack, load_packs
from service.lang.model import Pack

TOY = Path(__file__).parent / "toy_language.toml"
SHIPPED = sorted(path.parent.name for path in HERE.glob("*/pack.toml"))

Edit = tuple[str, str]
"""A line of the toy pack, and what stands there instead."""

UNKNOWN_KEY: Edit = ('name = "Esperanto"', 'name = "Esperanto"\ncolour = "green"')
UNKNOWN_KEY_IN_A_RULE: Edit = ('means = "signed"', 'means = "signed"\nmeens = "signed"')
UNKNOWN_EVENT: Edit = ('event = "signature"', 'event = "handshake"')
UNKNOWN_LINK: Edit = ('between = ["inter"]', 'beetween = ["inter"]')
UNKNOWN_PARADIGM: Edit = ("traktat~noun", "traktat~nuon")
ANOTHER_UNKNOWN_PARADIGM: Edit = ("komerc~noun", "komerc~verb")
DOUBLED_ID: Edit = ('id = "eo.event.force"', 'id = "eo.event.signature"')
BAD_ID: Edit = ('id = "eo.event.force"', 'id = "Force!"')
EMPTY_FORM: Edit = ('past = ["ekvalidis"]', 'past = ["…"]')
WRONG_CODE: Edit = ('code = "eo"', 'code = "en"')
BAD_TOML: Edit = ('name = "Esperanto"', "name = Esperanto")


def broken(root: Path, *edits: Edit, code: str = "eo") -> Path:
    text = TOY.read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1
        text = text.replace(old, new)
    (root / code).mkdir(parents=True)
    (root / code / "pack.toml").write_text(text, encoding="utf-8")
    return root


def faults(root: Path) -> list[str]:
    with pytest.raises(PackError) as caught:
        load_packs(root)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return list(caught.value.problems)


def test_german_and_english_ship() -> None:
    assert {"de", "en"} <= set(SHIPPED)


@pytest.mark.parametrize("code", SHIPPED)
def test_a_shipped_pack(code: str, packs: dict[str, CompiledPack]) -> None:
    data = packs[code].data
    assert data.code == code
    assert Locale(code).language == code
    assert {rule.id.split(".")[0] for rule in data.rules()} == {code}
    assert all(rule.means.strip() for rule in data.rules())
    assert len(packs[code].lexicon) > len(data.rules())


def test_packs_have_fingerprints_of_their_own(packs: dict[str, CompiledPack]) -> None:
    assert len({pack.fingerprint for pack in packs.values()}) == len(packs)


def test_the_fingerprint_changes_with_the_data(tmp_path: Path) -> None:
    one = load_packs(broken(tmp_path / "one"))["eo"]
    same = load_packs(broken(tmp_path / "same"))["eo"]
    other = load_packs(broken(tmp_path / "other", ('past = ["ekvalidis"]', 'past = ["ekvalidas"]')))["eo"]
    assert one.fingerprint == same.fingerprint != other.fingerprint


@pytest.mark.parametrize(
    ("name", "content"), [("given_names.txt", "Zamenhof\n"), ("precision.toml", '"eo.event.signature" = 0.9\n')]
)
def test_the_fingerprint_changes_with_what_all_packs_share(name: str, content: str, tmp_path: Path) -> None:
    root = broken(tmp_path)
    alone = load_packs(root)["eo"]
    (root / name).write_text(content, encoding="utf-8")
    assert load_packs(root)["eo"].fingerprint != alone.fingerprint


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        pytest.param(UNKNOWN_KEY, "colour", id="unknown key"),
        pytest.param(UNKNOWN_KEY_IN_A_RULE, "meens", id="unknown key in a rule"),
        pytest.param(UNKNOWN_EVENT, "events.0.event", id="unknown event"),
        pytest.param(UNKNOWN_LINK, "beetween", id="unknown link"),
        pytest.param(UNKNOWN_PARADIGM, "'nuon'", id="unknown paradigm"),
        pytest.param(DOUBLED_ID, "eo.event.signature is used twice", id="doubled rule id"),
        pytest.param(BAD_ID, "events.1.id", id="bad rule id"),
        pytest.param(EMPTY_FORM, "stands for nothing", id="form without a letter"),
        pytest.param(WRONG_CODE, "code is 'en'", id="code of another language"),
        pytest.param(BAD_TOML, "pack.toml", id="bad TOML"),
    ],
)
def test_a_fault_is_refused_and_named(tmp_path: Path, edit: Edit, told: str) -> None:
    (problem,) = faults(broken(tmp_path, edit))
    assert problem.startswith("eo")
    assert told in problem


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        pytest.param((UNKNOWN_KEY, UNKNOWN_KEY_IN_A_RULE, UNKNOWN_LINK), ("colour", "meens", "beetween"), id="keys"),
        pytest.param(
            (UNKNOWN_PARADIGM, ANOTHER_UNKNOWN_PARADIGM, DOUBLED_ID), ("'nuon'", "'verb'", "used twice"), id="forms"
        ),
    ],
)
def test_all_faults_are_told_at_once(tmp_path: Path, edits: tuple[Edit, ...], told: tuple[str, ...]) -> None:
    problems = faults(broken(tmp_path, *edits))
    assert len(problems) == len(told)
    assert all(any(word in problem for problem in problems) for word in told)


@pytest.mark.xfail(reason="TOML, keys and forms are checked one after the other, and the first that fails ends it")
@pytest.mark.parametrize(
    ("edits", "told"),
    [
        pytest.param((UNKNOWN_KEY, UNKNOWN_PARADIGM), ("colour", "'nuon'"), id="key and form"),
        pytest.param((WRONG_CODE, UNKNOWN_PARADIGM), ("code is", "'nuon'"), id="code and form"),
        pytest.param((UNKNOWN_KEY, DOUBLED_ID), ("colour", "used twice"), id="key and id"),
    ],
)
def test_faults_of_different_sorts_are_told_at_once(
    tmp_path: Path, edits: tuple[Edit, ...], told: tuple[str, ...]
) -> None:
    test_all_faults_are_told_at_once(tmp_path, edits, told)


def test_all_faults_of_all_files_and_packs_are_told_at_once(tmp_path: Path) -> None:
    broken(tmp_path, UNKNOWN_KEY)
    (tmp_path / "fr").mkdir()
    for name in ("pack", "words", "time"):
        (tmp_path / "fr" / f"{name}.toml").write_text("code = \n", encoding="utf-8")
    problems = faults(tmp_path)
    assert len(problems) == 4
    assert [problem.split(":")[0] for problem in problems[1:]] == ["fr/pack.toml", "fr/time.toml", "fr/words.toml"]


def test_a_key_that_stands_in_two_files(tmp_path: Path) -> None:
    broken(tmp_path)
    (tmp_path / "eo" / "words.toml").write_text('roles = ["reĝ~noun"]\n', encoding="utf-8")
    assert any("eo/words.toml: roles stands in another file" in problem for problem in faults(tmp_path))


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    broken(tmp_path)
    (tmp_path / "eo" / "words.toml").write_bytes("# Vertr\xe4ge\n".encode("latin-1"))
    (problem,) = faults(tmp_path)
    assert problem.startswith("eo/words.toml")


def test_a_required_part_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "eo").mkdir()
    (tmp_path / "eo" / "pack.toml").write_text('code = "eo"\nname = "Esperanto"\n', encoding="utf-8")
    missing = {problem.split(": ")[1] for problem in faults(tmp_path)}
    assert missing == {name for name, field in Pack.model_fields.items() if field.is_required()} - {"code", "name"}


def test_a_folder_without_a_pack_is_none(tmp_path: Path) -> None:
    broken(tmp_path)
    shutil.copytree(tmp_path / "eo", tmp_path / "drafts")
    (tmp_path / "drafts" / "pack.toml").rename(tmp_path / "drafts" / "notes.toml")
    assert list(load_packs(tmp_path)) == ["eo"]
