"""What can go wrong, and nothing about how it is told.

TreatyRecordsError
├── ConfigurationError          the service must not start like this
│   └── PackError               a language pack is not valid; names all that is wrong with it
├── Refused                     what was sent cannot be answered
│   ├── MalformedRequest        it is no JSON in UTF-8
│   ├── BodyTooLarge            it is longer than the operator allows
│   ├── TooSlow                 it did not come on
│   ├── InvalidRequest          it breaks the contract; names each value
│   ├── Unauthorised            no valid key came with it
│   ├── Unacceptable            the answer is wanted in a media type that there is none in
│   └── UnsupportedMediaType    it came in a media type or encoding that is not read
└── Later                       it cannot be answered now; says when to try again
    ├── Limited                 the key has had its share
    │   ├── RateLimited         it sent too many articles in a minute
    │   └── TooManyAtOnce       too many of its requests are under way
    └── Unavailable             the service is not able to
        ├── Overloaded          too much is under way already
        ├── NotReady            a part that every answer needs is down
        └── ModelUnavailable    a model was required and could not be asked

ClientGone stands apart: nobody is left to be answered. So does `schemas.evidence.EvidenceError`: it tells of a defect
of the service. No message holds text of an article.
"""

from collections.abc import Iterable

from schemas.problem import Violation


class TreatyRecordsError(Exception):
    """Base of all errors that the service raises on purpose."""


class ConfigurationError(TreatyRecordsError):
    """The service must not start like this; the message says what to change."""


class ClientGone(Exception):  # noqa: N818 - says what happened
    """The client has hung up; nobody is left to be answered."""


class PackError(ConfigurationError):
    """A language pack is not valid."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class Refused(TreatyRecordsError):  # noqa: N818 - the names say what happened
    """What was sent cannot be answered."""


class MalformedRequest(Refused):
    """It is no JSON in UTF-8."""


class BodyTooLarge(Refused):
    """It is longer than the operator allows."""


class TooSlow(Refused):
    """It did not come on."""


class InvalidRequest(Refused):
    """It breaks the contract."""

    def __init__(self, violations: Iterable[Violation]) -> None:
        self.violations = tuple(violations)
        count = len(self.violations)
        super().__init__(
            f"{count} {'value of the request is' if count == 1 else 'values of the request are'} not valid."
        )


class Unauthorised(Refused):
    """No valid key came with it."""


class Unacceptable(Refused):
    """The answer is wanted in a media type that there is none in."""


class UnsupportedMediaType(Refused):
    """It came in a media type or encoding that is not read."""


class Later(TreatyRecordsError):  # noqa: N818 - the same
    """It may well be answered after `retry_after` whole seconds."""

    def __init__(self, message: str, retry_after: int = 5) -> None:
        self.retry_after = retry_after
        super().__init__(message)


class Limited(Later):
    """The key has had its share."""


class RateLimited(Limited):
    """It sent too many articles in a minute."""


class TooManyAtOnce(Limited):
    """Too many of its requests are under way."""


class Unavailable(Later):
    """It cannot be answered now."""


class Overloaded(Unavailable):
    """Too much is under way already."""


class NotReady(Unavailable):
    """A part that every answer needs is down."""


class ModelUnavailable(Unavailable):
    """A model was required and could not be asked."""
