"""The rules, compiled once."""

import pytest

from tests.pipeline.reading import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()
