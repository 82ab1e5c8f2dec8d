"""What all models of the contract have in common."""

from typing import Any

from pydantic import BaseModel, ConfigDict


class ContractModel(BaseModel):
    """Frozen; refuses keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _publish_as_question(schema: dict[str, Any]) -> None:
    for field in schema.get("properties", {}).values():
        if field.get("default", ...) is None:
            del field["default"]


class Question(ContractModel):
    """Part of a request: types are taken literally, so that `true` is never 1 and `0` never 1970."""

    model_config = ConfigDict(strict=True, json_schema_extra=_publish_as_question)


def _publish_as_answer(schema: dict[str, Any]) -> None:
    schema.pop("additionalProperties", None)
    for field in schema.get("properties", {}).values():
        field.pop("default", None)


class Answer(ContractModel):
    """Part of an answer: every key is always present.

    Its published schema leaves room for the keys that a minor version may add.
    """

    model_config = ConfigDict(json_schema_extra=_publish_as_answer, json_schema_serialization_defaults_required=True)
