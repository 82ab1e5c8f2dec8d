"""The shipped packs, compiled once."""

import pytest

from service.lang.loader import CompiledPack, load_packs


@pytest.fixture(scope="session")
def packs() -> dict[str, CompiledPack]:
    return load_packs()
