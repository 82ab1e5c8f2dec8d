"""The examples that stand beside each rule: on `yes` that very rule fires, on `no` it does not.

A treaty noun, an event, an obligation, a relation or a claim fires if a mention carries its id. Frames and terms work
together with others of their topic: one fires if its own words stand in the example and something of it is found.
"""

from collections.abc import Iterator, Sequence

import pytest
from _pytest.mark import ParameterSet

from service.lang.lexicon import Hit
from service.lang.loader import CompiledPack, load_packs
from service.lang.model import Frame, Rule, Term
from service.mention import ClaimMention, EventMention, ObligationMention, RelatedMention, TreatyMention
from service.pipeline import find
from service.text.document import Document

KNOWN_FAULTS = {
    "de.frame.under-yes-1": "the example has none of the rule's words",
}


def cases() -> Iterator[ParameterSet]:
    for pack in load_packs().values():
        for rule in pack.data.rules():
            for fires, examples in ((True, rule.yes), (False, rule.no)):
                for number, example in enumerate(examples, start=1):
                    name = f"{rule.id}-{'yes' if fires else 'no'}-{number}"
                    marks = [pytest.mark.xfail(reason=KNOWN_FAULTS[name])] if name in KNOWN_FAULTS else []
                    yield pytest.param(pack.data.code, rule, example, fires, id=name, marks=marks)


@pytest.mark.parametrize(("language", "rule", "example", "fires"), list(cases()))
def test_the_rule(language: str, rule: Rule, example: str, fires: bool, packs: dict[str, CompiledPack]) -> None:
    assert _fires(rule, Document.read(example, None, None, packs[language])) is fires


def _fires(rule: Rule, document: Document) -> bool:
    found = find(document)
    laid_down = [mention for mention in found.obligations if mention.laid_down]
    if isinstance(rule, Frame):
        layer = "contents" if rule.sort == "hides" else "frames"
        return bool(laid_down) and _stands(rule, document.layers[layer])
    if isinstance(rule, Term):
        return bool(found.terms) and _stands(rule, document.layers["terms"])
    mentions: Sequence[TreatyMention | EventMention | ObligationMention | RelatedMention | ClaimMention] = (
        *found.treaties,
        *found.events,
        *laid_down,
        *found.related,
        *found.claims,
    )
    return any(mention.rule == rule.id for mention in mentions)


def _stands(rule: Rule, hits: Sequence[Hit]) -> bool:
    return any(sense.rule == rule.id for hit in hits for senses in hit.senses.values() for sense in senses)


@pytest.mark.parametrize("language", ["de", "en"])
def test_rules_that_find_something_show_it(language: str, packs: dict[str, CompiledPack]) -> None:
    data = packs[language].data
    assert [rule.id for rule in (*data.events, *data.obligations, *data.related) if not rule.yes] == []
