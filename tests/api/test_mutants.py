"""A slice of the mutated requests; `make proof-fuzz` sends ten thousand."""

from service.app import create_app
from service.pipeline import Pipeline
from service.settings import Settings
from service.web.auth import hash_key
from tests.api.mutants import mutants, sent
from tests.api.served import served


async def test_no_mutant_brings_a_5xx_or_a_hang(pipeline: Pipeline) -> None:
    settings = Settings(api_keys={"tests": hash_key("tr_key")})
    async with served(create_app(settings, pipeline)) as address:
        seen = await sent(7, 300, "tr_key", address)
    assert {200, 400, 401, 405, 415, 422} <= set(seen)


def test_mutants_are_repeatable() -> None:
    assert list(mutants(3, 50, "k")) == list(mutants(3, 50, "k"))
