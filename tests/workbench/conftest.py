"""One pipeline for all tests of the page."""

import pytest

from service.pipeline import Pipeline
from service.settings import Settings


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline.build(Settings())
