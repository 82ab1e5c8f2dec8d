"""The form that a question demands."""

import pytest

from schemas.vocabulary import RecordField, Verdict
from service.fallback.questions import Question, again, ask, offers, schema_of
from service.offer import Gap, Refused
from tests.verify.articles import ENGLISH, read

NAMES = ("treaty on extradition", "treaty of 5 November 1932")


def question(record: int, field: RecordField, choices: tuple[str, ...] = NAMES) -> Question:
    article = read(ENGLISH, "en")
    (asked,) = ask(article.document, article.records, [Gap(record, field, (1,), choices)])
    return asked


@pytest.mark.parametrize(("record", "choices", "must"), [(0, NAMES, True), (1, NAMES, False), (0, (), False)])
def test_a_title_must_be_chosen_only_for_a_record_that_is_made(
    record: int, choices: tuple[str, ...], must: bool
) -> None:
    title = schema_of(question(record, RecordField.TITLE, choices).form)["properties"]["title"]
    assert ("null" not in str(title)) is must


def test_what_is_refused_need_not_be_chosen_again() -> None:
    asked = question(0, RecordField.TITLE)
    answer = asked.form.model_validate({"title": {"title": NAMES[1]}})
    (offer,) = offers(asked, answer)["title"]
    second = again(asked, {"title": [(offer, Refused(Verdict.NO_CUE))]})
    assert second is not None
    assert second.form.model_validate({"title": None}) is not None


def test_no_more_is_asked_for_than_there_are_choices() -> None:
    related = schema_of(question(0, RecordField.RELATED).form)["properties"]["related"]
    assert related["maxItems"] == len(NAMES)
