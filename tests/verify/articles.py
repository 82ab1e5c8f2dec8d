"""Articles that the tests of verification and of the fallback share, and what the rules read in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from schemas.article import Article, ExtractionOptions
from schemas.treaty import TreatyRecord
from service.findings import Findings
from service.lang.loader import CompiledPack, load_packs
from service.offer import Gap
from service.pipeline import read_by_rules
from service.text.document import Document

PUBLISHED = "2021-05-04"

GERMAN = """Chile und Peru schließen Auslieferungsabkommen

Chile und Peru haben am Montag, dem 3. Mai 2021, in Lima ein Abkommen über Auslieferung unterzeichnet. \
Für Chile unterschrieb Außenminister Andrés Allamand, für Peru Außenminister Allan Wagner. \
Das Abkommen gilt zehn Jahre.

Peru hat das Abkommen noch nicht ratifiziert. Der Senat in Santiago soll im September zustimmen. \
Der Oppositionspolitiker Pedro Ruiz nannte das Abkommen „einen Ausverkauf der Souveränität“. \
Beobachter befürchten, dass die Gerichte in Arica überlastet werden. \
Präsident Martín Torres verfolgte die Zeremonie.

Das Abkommen ersetzt den Vertrag vom 5. November 1932.
"""

ENGLISH = """Chile and Peru sign extradition treaty

Chile and Peru signed a treaty on extradition in Lima on Monday, 3 May 2021. \
Foreign Minister Andrés Allamand signed for Chile and Foreign Minister Allan Wagner for Peru. \
The treaty is valid for ten years.

Peru has not yet ratified the treaty. The Senate in Santiago is expected to approve it in September. \
Opposition lawmaker Pedro Ruiz called the treaty "a sell-out of sovereignty". \
Observers fear that the courts in Arica will be swamped. \
President Martín Torres watched the ceremony.

The new treaty replaces the treaty of 5 November 1932.
"""

TWO_TREATIES = """Chile and Peru signed a treaty on extradition in Lima on 3 May 2021.

Bolivia and Brazil signed an agreement on fisheries in Manaus on 7 April 2019. The agreement is valid for five years.
"""


@dataclass(frozen=True)
class Read:
    """An article as the pipeline hands it to the fallback."""

    document: Document
    findings: Findings
    records: Sequence[TreatyRecord]
    gaps: Sequence[Gap]

    @property
    def bare(self) -> list[TreatyRecord]:
        """The records without what a model may be asked for, title, parties and kind apart."""
        empty = dict.fromkeys(("signatories", "events", "obligations", "related", "claims"), ())
        return [record.model_copy(update={**empty, "term": None}) for record in self.records]


@cache
def packs() -> dict[str, CompiledPack]:
    """The language packs, compiled once."""
    return load_packs()


@cache
def read(text: str, language: str, published: str | None = PUBLISHED) -> Read:
    """The article, read by the rules."""
    article = Article(text=text, published_at=published)
    found = read_by_rules(article, ExtractionOptions(), packs()[language])
    return Read(found.document, found.findings, found.records, found.gaps)
