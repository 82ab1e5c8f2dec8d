"""Articles with true offers and the lies told instead of each, as data; a scripted server offers them all over HTTP."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from schemas.treaty import TreatyRecord
from schemas.vocabulary import RecordField
from service.fallback import Fallback, Filled
from service.fallback.questions import MOST_VALUES
from service.offer import OFFERS, SINGLE, Gap
from service.verify import Verifier
from tests.fake_llm import FakeModel, say
from tests.fallback.asking import fallback_at
from tests.verify.articles import Read, read

CASES = Path(__file__).parent / "cases"
LISTS = ("signatories", "events", "obligations", "related", "claims")
ASKED = frozenset(field.value for field in OFFERS)


@dataclass(frozen=True)
class Told:
    """An offer, as the model sends it. `lie` names its kind; '' for a true one."""

    language: str
    article: str
    field: RecordField
    values: Mapping[str, Any]
    lie: str = ""


@dataclass(frozen=True)
class Case:
    """An article and all that is told of it."""

    name: str
    article: Read
    told: Sequence[Told]

    def without(self, field: RecordField) -> list[TreatyRecord]:
        """The rules' records without what a model may be asked for; name and sides stay unless they are asked for."""
        empty: dict[str, Any] = {**dict.fromkeys(LISTS, ()), "term": None}
        if field in (RecordField.TITLE, RecordField.PARTIES):
            empty[field.value] = None if field in SINGLE else ()
        return [record.model_copy(update=empty) for record in self.article.records]


def cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.toml")):
        for article in tomllib.loads(path.read_text(encoding="utf-8"))["article"]:
            told = tuple(_told(path.stem, article))
            yield Case(f"{path.stem}-{article['id']}", read(article["text"], path.stem, article["published"]), told)


def _told(language: str, article: Mapping[str, Any]) -> Iterator[Told]:
    for truth in article["truth"]:
        field = RecordField(truth["field"])
        true = {key: value for key, value in truth.items() if key not in ("field", "lies")}
        for lie in ({}, *truth["lies"]):
            changed = {**true, **{key: value for key, value in lie.items() if key != "lie"}}
            keys = (info.alias or name for name, info in OFFERS[field].model_fields.items())
            values = {key: changed.get(key) or None for key in keys}
            yield Told(language, article["id"], field, values, lie.get("lie", ""))


CASE_LIST = list(cases())


class Teller:
    """A model that offers what it is told to, over HTTP."""

    def __init__(self) -> None:
        self._answer: dict[str, Any] = {}
        self.model = FakeModel(lambda _: say(self._answer))

    async def offer(
        self, fallback: Fallback, case: Case, field: RecordField, told: Sequence[Told], records: Sequence[TreatyRecord]
    ) -> Filled:
        """What becomes of the offers of one field."""
        values = [one.values for one in told]
        self._answer = {field.value: values[0] if field in SINGLE else values}
        document = case.article.document
        everywhere = Gap(0, field, tuple(range(len(document.sentences))))
        judge = Verifier(document, case.article.findings, records)
        return await fallback.fill(document, records, [everywhere], judge, deadline=float("inf"), token_budget=100_000)


def groups(case: Case, *, lies: bool) -> Iterator[tuple[RecordField, Sequence[Told]]]:
    """The case's lies or truths by field, as many at once as one answer may hold."""
    for field in OFFERS:
        chosen = [one for one in case.told if one.field is field and bool(one.lie) is lies]
        size = 1 if field in SINGLE else MOST_VALUES
        yield from ((field, chosen[start : start + size]) for start in range(0, len(chosen), size))


def said(records: Sequence[TreatyRecord]) -> list[dict[str, Any]]:
    return [record.model_dump(exclude={"coverage"}) for record in records]


@pytest.mark.parametrize("case", CASE_LIST, ids=lambda case: case.name)
async def test_no_lie_enters_a_record(case: Case) -> None:
    teller = Teller()
    async with teller.model, fallback_at(teller.model.url) as fallback:
        for field, told in groups(case, lies=True):
            bare = case.without(field)
            filled = await teller.offer(fallback, case, field, told, bare)
            assert said(filled.records) == said(bare), told
            assert len(filled.rejections) == len(told)
            found = case.article.records
            assert said((await teller.offer(fallback, case, field, told, found)).records) == said(found), told


async def test_nine_truths_in_ten_are_accepted() -> None:
    accepted = refused = 0
    teller = Teller()
    async with teller.model, fallback_at(teller.model.url) as fallback:
        for case in CASE_LIST:
            for field, told in groups(case, lies=False):
                filled = await teller.offer(fallback, case, field, told, case.without(field))
                refused += len(filled.rejections)
                accepted += len(told) - len(filled.rejections)
    assert accepted + refused >= 100
    assert accepted >= 0.9 * (accepted + refused)


def test_the_lies_are_enough_and_of_all_kinds() -> None:
    lies = [one for case in CASE_LIST for one in case.told if one.lie]
    assert len(lies) >= 200
    assert len({one.lie for one in lies}) >= 8
    for language in ("de", "en"):
        assert {one.field.value for one in lies if one.language == language} == ASKED
