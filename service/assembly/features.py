"""What the odds weigh: of a state that it may be a side, of an agreement that it has many, that it is one at all."""

from collections.abc import Mapping

from schemas.vocabulary import EventType, TreatyKind
from service.assembly.company import Company
from service.assembly.draft import Draft
from service.assembly.setting import Setting
from service.mention import EventMention, Span

_QUALIFYING = frozenset(("adjective", "prefix"))
_MOST_STANDING = 6.0
_FAR = 10
_LEAST = -3.0
_ACTING = frozenset(("", "by", "between"))
_NONE: Mapping[str, int] = {}
_TEN, _SHORT = 10, 5
"""Sentences to which words are counted, and as many as a text has at least."""


def side_features(setting: Setting, draft: Draft, company: Company, code: str) -> dict[str, float]:
    """What `SIDE` and `MEMBER` weigh of one state."""
    titled, named, around = draft.cluster.codes, setting.named[code], draft.around.get(code, _NONE)
    document = setting.document
    first, told = document.sentence_at(draft.cluster.first.span.start), document.sentence_at(named.first.start)
    return {
        "standing": min(draft.sides[code].weight, _MOST_STANDING) if code in draft.sides else 0.0,
        "share": named.times / setting.mentions,
        "untitled": len(titled) >= 2 and code not in titled,
        "unnamed": len(titled) == 1 and code not in titled,
        "elsewhere": company.claims(draft, code) / named.times,
        "entitled": company.entitles(code, titled),
        "absent": min(setting.absent.get(code, 0), 2),
        "behind": told > max(draft.sentences),
        "organisation": code in document.pack.data.organisations,
        "near": code in draft.near,
        "capital": named.ways == {"capital"},
        "adjective": named.ways <= _QUALIFYING,
        "listed": code in setting.listed,
        "lead": named.first.start < setting.lead,
        "distance": min(abs(told - first), _FAR),
        "free": named.links.get("", 0) / named.times,
        "by": min(named.links.get("by", 0), 2),
        "of": named.links.get("of", 0) / named.times,
        "with": min(named.links.get("with", 0), 2),
        "with_near": around.get("with", 0) > 0,
        "free_near": min(around.get("", 0), 3),
        "people": min(setting.people.get(code, 0), 3),
        "alone": min(draft.alone.get(code, 0), 3),
        "among": min(draft.among.get(code, 0), 3),
    }


def many_features(setting: Setting, draft: Draft, company: Company, odds: Mapping[str, float]) -> dict[str, float]:
    """What `MANY` weighs."""
    best = [*sorted(odds.values(), reverse=True), _LEAST, _LEAST, _LEAST]
    types = {event.type for event in draft.events}
    numbers = draft.sentences
    kinds, titled = draft.cluster.kinds, len(draft.cluster.codes)
    return {
        "sides": min(sum(value > 0 for value in best), 6),
        "gap": min(best[1] - best[2], 5.0),
        "one_titled": titled == 1,
        "two_titled": titled == 2,
        "three_titled": titled > 2,
        "convention": TreatyKind.CONVENTION in kinds,
        "charter": TreatyKind.CHARTER in kinds,
        "protocol": TreatyKind.PROTOCOL in kinds,
        "words_near": min(_near(setting.multilateral, draft), 4),
        "words": min(setting.multilateral.total(), 6),
        "states": min(len(setting.named), 10),
        "counted": min(setting.counted, 3),
        "listed": min(len(setting.listed), 8),
        "listed_near": any(listed.sentence + shift in numbers for listed in setting.lists for shift in (-1, 0, 1)),
        "several": company.several,
        "pairs": min(sum(len(pairs) for pairs in setting.pairs.values()), 4),
        "both": setting.both,
        "each_other": any("each_other" in setting.document.sentences[number].kinds for number in numbers),
        "acting": min(len(draft.alone), 4),
        "two_joint": any(event.joint and len({s.code for s in event.parties}) == 2 for event in draft.events),
        "adoption": EventType.ADOPTION in types,
        "accession": EventType.ACCESSION in types,
        "deposit": EventType.DEPOSIT_OF_INSTRUMENTS in types,
        "exchange": EventType.EXCHANGE_OF_INSTRUMENTS in types,
    }


def treaty_features(setting: Setting, draft: Draft) -> dict[str, float]:
    """What `TREATY` weighs."""
    return {
        "second": min(draft.second, 3.0),
        "words_near": min(_near(setting.multilateral, draft), 4),
        "states": min(len(setting.named), 8),
        "dated": min(sum(event.date is not None for event in draft.events), 4),
        "mentions": min(len(draft.cluster.mentions), 8),
        "named": draft.cluster.named,
        "passing": draft.passing,
        "foreign_near": min(_near(setting.foreign, draft), 6),
        "foreign": min(_TEN * setting.foreign.total() / max(len(setting.document.sentences), _SHORT), 10),
        "invented": min(setting.invented, 6),
        "people": min(sum(len(event.persons) for event in draft.events), 3),
        "outside": _outside(setting.findings.outsiders, draft),
        "entitled": _entitled(setting.findings.outsiders, draft),
        "strangers": _strangers(setting, draft),
        "beside": _beside_strangers(setting.findings.outsiders, draft),
    }


def _near(words: Mapping[int, int], draft: Draft) -> int:
    """How many of the words, which are counted by sentence, stand where the article speaks of it."""
    return sum(count for number, count in words.items() if number in draft.sentences)


def _outside(outsiders: frozenset[Span], draft: Draft) -> float:
    """What part of the events whose doers are told is done by such as international law does not know."""
    outside = sum(event.span in outsiders for event in draft.events)
    states = bool(draft.cluster.codes) + sum(_by_states(event) for event in draft.events)
    return outside / (outside + states) if outside else 0.0


def _entitled(outsiders: frozenset[Span], draft: Draft) -> int:
    """How many of its names name such sides, if none names a state."""
    return 0 if draft.cluster.codes else min(sum(mention.span in outsiders for mention in draft.cluster.mentions), 2)


def _beside_strangers(outsiders: frozenset[Span], draft: Draft) -> int:
    """How much is told of another agreement that such sides make: the article is of that one."""
    own = {mention.span for mention in draft.cluster.mentions} | {event.span for event in draft.events}
    return min(len(outsiders - own), 3)


def _strangers(setting: Setting, draft: Draft) -> float:
    """What part of all actors that the article names are such, as far as no state is told to act or to be a side."""
    titled = bool(draft.cluster.codes)
    unclaimed = 1 - (titled + sum(map(_by_states, draft.events))) / (titled + len(draft.events))
    return unclaimed * setting.strangers / max(1, setting.strangers + setting.mentions)


def _by_states(event: EventMention) -> bool:
    """Whether a state does it, or somebody for one."""
    told = any(state.link in _ACTING for state in event.parties)
    return told or bool(event.party) or any(person.party for person in event.persons)
