"""From the bytes of a request to a model of the contract, taken literally."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from schemas.problem import Violation
from service.errors import InvalidRequest, MalformedRequest

ModelT = TypeVar("ModelT", bound=BaseModel)

_MOST_VIOLATIONS = 100
_LONGEST_POINTER = 500


def read(model: type[ModelT], body: bytes) -> ModelT:
    """The model that a JSON body stands for.

    Raises MalformedRequest for what is no JSON in UTF-8, InvalidRequest for JSON that breaks the contract.
    """
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        details = error.errors(include_input=False, include_url=False, include_context=False)
    if details[0]["type"] == "json_invalid":
        raise MalformedRequest(details[0]["msg"])
    raise InvalidRequest(
        Violation(pointer=_pointer(item["loc"]), detail=item["msg"].removeprefix("Value error, "))
        for item in details[:_MOST_VIOLATIONS]
    )


def _pointer(loc: tuple[int | str, ...]) -> str:
    pointer = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in loc)
    return pointer[:_LONGEST_POINTER]
