"""What a model offers that is asked for everything, and what verification lets pass of it.

`python -m bench.asked_all http://127.0.0.1:8093/v1 weak GOLD.jsonl …` asks for every field of every article, whether
the rules left it open or not, on the article's first sentences, and no second time. Each offer is judged twice: beside
the rules' facts, as the service does, and with those in its field taken out, so that none of them guards it.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from schemas.article import ExtractionOptions
from schemas.evidence import Origin
from schemas.treaty import TreatyRecord
from schemas.vocabulary import RecordField
from service.evaluate.gold import GoldArticle, load
from service.evaluate.score import SAME_TREATY, compare, pair, resemblance, score
from service.evaluate.tally import CORE, FIELDS, Tally, mean_f1
from service.evaluate.treaty import ComparedTreaty
from service.fallback import Fallback
from service.fallback.search import merged
from service.findings import Findings
from service.lang.loader import CompiledPack, load_packs
from service.offer import OFFERS, SINGLE, Accepted, Gap, Judgement, Known, Offer, Refused
from service.pipeline import read_by_rules
from service.settings import LlmSettings
from service.text.document import Document
from service.verify import Verifier

_SENTENCES = 6
_FOREVER = 1e6
_CHOSEN = (RecordField.TITLE, RecordField.RELATED)
_DERIVED = {"detection", "kind", "participation", "status"}


def without(record: TreatyRecord, *fields: RecordField) -> TreatyRecord:
    """The record with these fields emptied."""
    return record.model_copy(update={field.value: None if field in SINGLE else () for field in fields})


class Witness:
    """Stands in for the judge: hands on its judgements, and keeps what it would have said of an empty field."""

    def __init__(self, document: Document, findings: Findings, records: Sequence[TreatyRecord]) -> None:
        self._judge = Verifier(document, findings, records)
        self._bare = {
            field: Verifier(document, findings, [without(record, field) for record in records]) for field in OFFERS
        }
        self.offered: dict[tuple[RecordField, Offer], list[tuple[int, Judgement]]] = {}
        """Every offer once, with the judgement for each record in turn, had the rules nothing in that field."""

    def __call__(self, record: int, field: RecordField, offer: Offer, origin: Origin) -> Judgement:
        """The judgement beside the rules' facts; a refusal is kept back, so that the model is not asked again."""
        self.offered.setdefault((field, offer), []).append((record, self._bare[field](record, field, offer, origin)))
        judgement = self._judge(record, field, offer, origin)
        return Known() if isinstance(judgement, Refused) else judgement

    @property
    def accepted(self) -> dict[int, dict[RecordField, list[Accepted]]]:
        """By record and field; an offer goes to the first record that it is proved of."""
        found: dict[int, dict[RecordField, list[Accepted]]] = {}
        for (field, _), judgements in self.offered.items():
            for record, judgement in judgements:
                if isinstance(judgement, Accepted):
                    found.setdefault(record, {}).setdefault(field, []).append(judgement)
                    break
        return found

    @property
    def verdicts(self) -> Iterator[str]:
        """What was said of each offer."""
        for judgements in self.offered.values():
            last = [judgement for _, judgement in judgements if not isinstance(judgement, Refused)]
            first = judgements[0][1]
            yield type(last[0]).__name__.lower() if last else first.verdict.value if isinstance(first, Refused) else ""


def everything(document: Document, records: Sequence[TreatyRecord], names: Sequence[str]) -> list[Gap]:
    """Every field, of each record if it is a list, on the first sentences; titles are chosen among `names`."""
    body = [index for index, sentence in enumerate(document.sentences) if not sentence.headline][:_SENTENCES]
    return [
        Gap(record, field, tuple(body), tuple(names) if field in _CHOSEN else ())
        for record in range(max(1, len(records)))
        for field in OFFERS
        if record == 0 or field not in SINGLE
    ]


async def ask(
    fallback: Fallback, gold: GoldArticle, pack: CompiledPack
) -> tuple[Sequence[TreatyRecord], Sequence[TreatyRecord], Witness]:
    """The rules' records, the same with what was accepted, and what was offered."""
    options = ExtractionOptions()
    read = read_by_rules(gold.question, options, pack)
    document, findings, records = read.document, read.findings, read.records
    witness = Witness(document, findings, records)
    names = dict.fromkeys(" ".join(document.slice(treaty.span).split()) for treaty in findings.treaties)
    gaps = everything(document, records, list(names)[:_SENTENCES])
    late = asyncio.get_running_loop().time() + _FOREVER
    filled = await fallback.fill(document, records, gaps, witness, deadline=late, token_budget=int(_FOREVER))
    return records, filled.records, witness


def wrong(gold: GoldArticle, records: Sequence[TreatyRecord], witness: Witness) -> Iterator[str]:
    """What was accepted for a field without the rules' facts and is not what gold says of that treaty."""
    treaties = [ComparedTreaty.of_gold(treaty) for treaty in gold.gold.treaties]
    numbered = [(number, ComparedTreaty.of_record(record)) for number, record in enumerate(records)]
    pairs, _, _ = pair(treaties, numbered, lambda treaty, answer: resemblance(treaty, answer[1]), floor=SAME_TREATY)
    about = {number: treaty for treaty, (number, _) in pairs}
    for number, record in enumerate(records):
        tallies = {name: Tally() for name in FIELDS}
        filled = merged(without(record, *OFFERS), witness.accepted.get(number, {}))
        compare(tallies, gold.id, about.get(number, ComparedTreaty()), ComparedTreaty.of_record(filled))
        for name in set(FIELDS) - _DERIVED:
            for fault in tallies[name].faults:
                if fault.kind == "invented":
                    yield f"{name}: {fault.value}"


async def main(url: str, model: str, *paths: str) -> None:
    """Print what was offered, refused and accepted, and the scores with and without."""
    packs = load_packs()
    articles = load([Path(path) for path in paths])
    fallback = Fallback.build(LlmSettings(base_url=url, model=model, timeout_s=600, cache_s=0))
    if fallback is None:
        raise SystemExit(2)
    verdicts: Counter[str] = Counter()
    by_rules, with_model = {}, {}
    for gold in articles:
        records, filled, witness = await ask(fallback, gold, packs[gold.question.language or ""])
        by_rules[gold.id] = [ComparedTreaty.of_record(record) for record in records]
        with_model[gold.id] = [ComparedTreaty.of_record(record) for record in filled]
        print(f"{gold.id}: {dict(Counter(witness.verdicts))}", *wrong(gold, records, witness), sep="\n  not in gold: ")
        verdicts.update(witness.verdicts)
        sys.stdout.flush()
    await fallback.close()
    golden = {gold.id: [ComparedTreaty.of_gold(treaty) for treaty in gold.gold.treaties] for gold in articles}
    print(f"{verdicts.total()} offered: {dict(verdicts.most_common())}")
    for name, answers in (("rules", by_rules), ("with the model", with_model)):
        print(f"{name}: core F1 {mean_f1(score(golden, answers), CORE):.4f}")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
