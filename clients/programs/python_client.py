"""The client by openapi-python-client: python python_client.py ADDRESS KEY, with the generated package on the path."""

import sys

from made_python import AuthenticatedClient
from made_python.api.contract import list_languages
from made_python.api.extraction import create_extraction, create_extraction_batch
from made_python.models import (
    Article,
    BatchRequest,
    BatchResults,
    Extraction,
    ExtractionOptions,
    ExtractionRequest,
    LlmMode,
    Problem,
)

TEXT = "Deutschland und Frankreich haben am 22. Januar 2019 in Aachen einen Vertrag unterzeichnet."

address, key = sys.argv[1:]
client = AuthenticatedClient(base_url=address, token=key)
stranger = AuthenticatedClient(base_url=address, token="none")  # noqa: S106 - must be refused
options = ExtractionOptions(llm=LlmMode.OFF)

extraction = create_extraction.sync(client=client, body=ExtractionRequest(text=TEXT, options=options))
assert isinstance(extraction, Extraction)
assert [party.code for party in extraction.records[0].parties] == ["DEU", "FRA"]
assert extraction.records[0].events[0].date.edtf == "2019-01-22"

problem = create_extraction.sync(client=client, body=ExtractionRequest(text="", options=options))
assert isinstance(problem, Problem)
assert (problem.status, problem.errors[0].pointer) == (422, "/text")

refused = list_languages.sync(client=stranger)
assert isinstance(refused, Problem)
assert (refused.status, refused.type_) == (401, "/problems/unauthorised")

batch = create_extraction_batch.sync(client=client, body=BatchRequest(articles=[Article(text=TEXT), Article(text="")]))
assert isinstance(batch, BatchResults)
good, bad = batch.results
assert isinstance(good.extraction, Extraction)
assert isinstance(bad.problem, Problem)
