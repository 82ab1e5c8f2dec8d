"""The JSON Schema is a product: described, exemplified, strict on what comes in and open on what goes out."""

import inspect
import json
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from schemas import article, dates, evidence, extraction, problem, service, treaty, vocabulary
from schemas.model import Answer, ContractModel, Question
from schemas.vocabulary import RecordField, Vocabulary

MODULES = (article, dates, evidence, extraction, problem, service, treaty)
MODELS = sorted(
    {
        member
        for module in MODULES
        for _, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, ContractModel) and member not in (ContractModel, Answer, Question)
    },
    key=lambda model: model.__name__,
)
ENUMERATIONS = [
    member
    for _, member in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(member, Vocabulary) and member is not Vocabulary
]


FIELDS = [
    pytest.param(field, id=f"{model.__name__}.{name}") for model in MODELS for name, field in model.model_fields.items()
]


def _holds_models(annotation: Any) -> bool:
    if inspect.isclass(annotation):
        return issubclass(annotation, BaseModel)
    return any(_holds_models(argument) for argument in getattr(annotation, "__args__", ()))


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_says_what_it_means(field: FieldInfo) -> None:
    assert field.description
    assert field.description.endswith((".", "?"))


@pytest.mark.parametrize("field", [case for case in FIELDS if not _holds_models(case.values[0].annotation)])
def test_a_field_has_examples_that_are_valid(field: FieldInfo) -> None:
    assert field.examples
    adapter = TypeAdapter(Annotated[field.annotation, field])  # type: ignore[name-defined]
    for example in field.examples:
        dumped = json.loads(adapter.dump_json(adapter.validate_json(json.dumps(example))))
        assert dumped == example


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_model_is_frozen_and_knows_its_keys(model: type[ContractModel]) -> None:
    assert model.model_config["frozen"]
    assert model.model_config["extra"] == "forbid"
    assert (model.__doc__ or "").endswith(".")


@pytest.mark.parametrize("model", [model for model in MODELS if issubclass(model, Question)], ids=lambda m: m.__name__)
def test_a_question_is_published_as_strict(model: type[Question]) -> None:
    schema = model.model_json_schema()
    assert schema["additionalProperties"] is False
    assert "null" not in json.dumps([field.get("default", 0) for field in schema["properties"].values()])


@pytest.mark.parametrize("model", [model for model in MODELS if issubclass(model, Answer)], ids=lambda m: m.__name__)
def test_an_answer_is_published_as_complete_and_open_to_new_keys(model: type[Answer]) -> None:
    schema = model.model_json_schema(mode="serialization")
    assert schema["required"] == list(schema["properties"])
    assert "additionalProperties" not in schema
    assert not [name for name, field in schema["properties"].items() if "default" in field]


@pytest.mark.parametrize("enumeration", ENUMERATIONS, ids=lambda enumeration: enumeration.__name__)
def test_a_member_of_an_enumeration_says_what_it_means(enumeration: type[Vocabulary]) -> None:
    schema = TypeAdapter(enumeration).json_schema()
    assert schema["enum"] == [member.value for member in enumeration]
    for member in enumeration:
        assert member.meaning
        assert f"- `{member.value}`: {member.meaning}" in schema["description"]
        assert enumeration(member.value) is member


def test_record_coverage_and_options_name_the_same_fields() -> None:
    names = [field.value for field in RecordField]
    assert list(treaty.Coverage.model_fields) == names
    assert [name for name in treaty.TreatyRecord.model_fields if name != "coverage"] == names
