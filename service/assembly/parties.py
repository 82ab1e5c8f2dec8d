"""Which states and organisations are the sides of an agreement, and whether it is an international one at all.

What the article says of a state near the agreement gives it a standing; `odds` says what that and the share of mentions
are worth.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from schemas.vocabulary import EventStatus, EventType, Participation
from service.assembly.company import Company
from service.assembly.draft import Draft
from service.assembly.features import many_features, side_features, treaty_features
from service.assembly.odds import MANY, MEMBER, SIDE, TREATY, log_odds
from service.assembly.setting import Setting
from service.mention import EventMention, Span, TreatyMention
from service.text.document import Sentence
from service.text.spans import within

_PARTY_EVENTS = frozenset(EventType) - {
    EventType.ADOPTION,
    EventType.PROVISIONAL_APPLICATION,
    EventType.TERMINATION,
    EventType.REGISTRATION,
}
_STRONG, _CLEAR, _PAIR, _WEAK, _FAINT = 3.0, 2.0, 1.2, 1.0, 0.25
_SPOKEN = frozenset(("name", "capital", "people", "adjective"))
_NEAR = 20
"""Sentences on either side."""
_UNSURE = -1.5
"""Log-odds that a side of a bilateral agreement needs at least."""
_ONE_OF_MANY = -2.0
"""Log-odds of many sides that an agreement needs of which only one side is named."""
_SIGNING = 4
"""States that sign, from which on an agreement is one of many: of 62 such ones in the tuning and dev gold, 61 are."""
_MEMBER = 0.0
"""Log-odds that a side of an agreement of many needs."""
_ONE_SIDED = 1.0
"""Log-odds of a treaty that an agreement needs of which the article lets only one side be told."""
_LONGEST_ADJECTIVE = 24
_AMONG_TREATIES = 1.0
"""The same of one that is told of beside a treaty, without the words of other worlds."""
_OF_OTHER_WORLDS = frozenset(("foreign", "invented", "strangers"))
_AGAINST = ("passing", "foreign", "invented", "outside", "entitled")
_BINDING = frozenset((EventType.RATIFICATION, EventType.ACCESSION, EventType.DEPOSIT_OF_INSTRUMENTS))


def collect_sides(setting: Setting, draft: Draft) -> None:
    """Weigh states: named in the title > acting in an event > signing through a person > named nearby."""
    document = setting.document
    for mention in draft.cluster.mentions:
        for state in within(setting.findings.states, mention.span.start, mention.span.end):
            if state.code in mention.codes:
                _speak(draft, state.code, _STRONG, state.span)
    draft.alone = Counter(event.party for event in draft.events if event.party)
    draft.among = Counter(code for event in draft.events for code in {state.code for state in event.parties})
    for event in draft.events:
        if event.type in _PARTY_EVENTS:
            _collect_actors(draft, event)
    sentences = {document.sentence_at(m.span.start) for m in draft.cluster.mentions}
    draft.sentences = frozenset((*sentences, *(event.sentence for event in draft.events)))
    for number in sorted(sentences):
        _collect_around(setting, draft, number)
    for listed in setting.lists:
        if listed.concerns(sentences):
            for member in listed.members:
                _speak(draft, member.code, _CLEAR, member.span)
    _collect_pairs(setting, draft, draft.sentences)
    draft.near, draft.around = setting.near(draft.sentences), setting.around(draft.sentences)


def _collect_actors(draft: Draft, event: EventMention) -> None:
    """Who acts in an event, alone or with others, itself or through a person."""
    for state in event.parties:
        _speak(draft, state.code, _STRONG if event.joint and state.link != "with" else _CLEAR, state.span)
    if event.party:
        _speak(draft, event.party, _CLEAR, event.actor or event.span)
    for person in event.persons:
        if person.party:
            _speak(draft, person.party, _CLEAR, person.span)


def _collect_around(setting: Setting, draft: Draft, number: int) -> None:
    """What a sentence about the agreement says of states: 'X und Y … einander', 'Mitglieder, darunter X'."""
    document = setting.document
    sentence = document.sentences[number]
    hits = document.hits[sentence.first : sentence.last]
    kinds = sentence.kinds
    members = next((h.end for h in hits if "among" in h.senses), None) if "multilateral" in kinds else None
    mutual = "each_other" in kinds or "both" in kinds
    inside = [s for s in setting.by_sentence[number] if s.via in _SPOKEN]
    bare = {s.code for s in inside if not s.link and s.via != "adjective"}
    for state in inside:
        if members is not None and state.span.start > members and not state.link:
            weight = _CLEAR
        elif state.link == "between":
            weight = _WEAK
        elif not state.link and state.via != "adjective":
            weight = _CLEAR if mutual and len(bare) == 2 and not sentence.headline else _FAINT * 2
        else:
            weight = _FAINT
        _speak(draft, state.code, weight, state.span)


def _collect_pairs(setting: Setting, draft: Draft, numbers: frozenset[int]) -> None:
    """'Kambodscha und Laos wollen …' in a paragraph that speaks of the agreement, not far from where it does."""
    sentences = setting.document.sentences
    near = {other for number in numbers for other in _beside(sentences, number)} if setting.pairs else ()
    for number in sorted(near):
        for pair in setting.pairs.get(number, ()):
            for state in pair:
                _speak(draft, state.code, _PAIR, state.span)


def _beside(sentences: Sequence[Sentence], number: int) -> range:
    """The sentences of its paragraph, as far as they are near."""
    paragraph, first, last = sentences[number].paragraph, number, number
    while first > max(0, number - _NEAR) and sentences[first - 1].paragraph == paragraph:
        first -= 1
    while last < min(len(sentences) - 1, number + _NEAR) and sentences[last + 1].paragraph == paragraph:
        last += 1
    return range(first, last + 1)


def _speak(draft: Draft, code: str, weight: float, span: Span) -> None:
    side = draft.sides[code]
    side.weight += weight
    if weight >= _WEAK or not side.spans:
        side.spans.append(span)


def settle_parties(setting: Setting, draft: Draft, company: Company) -> None:
    """Choose the parties: of a bilateral treaty the two that most speaks for, of a multilateral one all that are rather
    sides than not."""
    features = features_of_sides(setting, draft, company)
    odds = side_odds(features)
    ranked = sorted(odds, key=lambda code: -odds[code])
    two = len(ranked) > 1 and odds[ranked[1]] > _UNSURE
    weight = log_odds(MANY, many_features(setting, draft, company, odds))
    many = weight > (0 if two else _ONE_OF_MANY) or len(_signing(draft)) >= _SIGNING
    many = many or any(_is_of_many(setting, mention) for mention in draft.cluster.mentions)
    chosen = (
        members(setting, draft, company, features) if many else [code for code in ranked if odds[code] > _UNSURE][:2]
    )
    draft.second = odds[ranked[1]] if len(ranked) > 1 else _UNSURE
    spans = {code: draft.sides[code].spans or [setting.named[code].first] for code in chosen}
    for code in chosen:
        draft.sides[code].spans = spans[code]
    draft.parties = tuple(sorted(chosen, key=lambda code: min(spans[code]).start))
    draft.participation = Participation.MULTILATERAL if many else Participation.BILATERAL if len(chosen) == 2 else None


def _signing(draft: Draft) -> set[str]:
    """The states of which it is told that they sign, each for itself, together or through somebody."""
    acts = [event for event in draft.events if event.type is EventType.SIGNATURE]
    told = {event.party for event in acts} | {person.party for event in acts for person in event.persons}
    return {code for code in told if code} | {state.code for event in acts for state in event.parties}


def _is_of_many(setting: Setting, mention: TreatyMention) -> bool:
    """'European Convention on …', 'Carta Africana', 'trilateral agreement': an adjective of a continent, or one that
    says so, right beside the noun."""
    if mention.codes:
        return False
    hits = setting.document.hits_in(mention.span.start - _LONGEST_ADJECTIVE, mention.head.end + 2)
    beside = (mention.span.start - 1, mention.head.start - 1)
    told = (hit for hit in hits if "of_many" in hit.senses)
    return any(hit.end in beside or hit.start == mention.head.end + 1 for hit in told)


def features_of_sides(setting: Setting, draft: Draft, company: Company) -> dict[str, dict[str, float]]:
    """What is weighed of each state that may be a side: it has a standing, or the article names it most."""
    framing = _framing(draft)
    asked = (code for code in setting.named if code not in framing and _may_be_side(setting, draft, code))
    return {code: side_features(setting, draft, company, code) for code in asked}


def _framing(draft: Draft) -> set[str]:
    """'Конвенция Совета Европы': organisations whose convention a name calls it, and that are not told to be sides."""
    named = {code for mention in draft.cluster.mentions for code in mention.bodies}
    return named - draft.cluster.codes - draft.alone.keys()


def side_odds(features: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """How much speaks for each state that may be a side."""
    return {code: log_odds(SIDE, weighed) for code, weighed in features.items()}


def _may_be_side(setting: Setting, draft: Draft, code: str) -> bool:
    return code in draft.sides or code in setting.leading or code in draft.cluster.codes


def members(setting: Setting, draft: Draft, company: Company, features: Mapping[str, Mapping[str, float]]) -> list[str]:
    """The sides of an agreement of many: all that are rather sides than not, of those that may be or stand near it."""
    asked = [code for code in setting.named if code in features or code in draft.near]
    weighed = ((code, features.get(code) or side_features(setting, draft, company, code)) for code in asked)
    return [code for code, of_side in weighed if log_odds(MEMBER, of_side) > _MEMBER]


def is_international(setting: Setting, draft: Draft) -> bool:
    """Whether the article reports on it and it is one of states or organisations, not of another world."""
    enough = len(draft.parties) >= 2 or draft.participation is Participation.MULTILATERAL
    if draft.passing == 1 and not (_names_a_side(setting, draft) or _is_gone_into(setting, draft)):
        return False
    features = treaty_features(setting, draft)
    odds = log_odds(TREATY, features)
    return odds > (0 if enough else _ONE_SIDED) or (enough and _binds_a_state(draft, features))


def is_among_treaties(setting: Setting, draft: Draft) -> bool:
    """The same where the article reports on a treaty for sure: words of other worlds are colour there."""
    several = len(draft.parties) >= 2 or draft.participation is Participation.MULTILATERAL
    told = {name: value for name, value in treaty_features(setting, draft).items() if name not in _OF_OTHER_WORLDS}
    return several and draft.passing < 1 and log_odds(TREATY, told) > _AMONG_TREATIES


def _names_a_side(setting: Setting, draft: Draft) -> bool:
    """Whether a side of it stands in a sentence with its name: 'It refers to the Paris Agreement of 2015' has none."""
    sentences = {setting.document.sentence_at(mention.span.start) for mention in draft.cluster.mentions}
    here = {state.code for number in sentences for state in setting.by_sentence[number]}
    return not here.isdisjoint(draft.parties)


def _is_gone_into(setting: Setting, draft: Draft) -> bool:
    """Whether the article goes on to tell of it in other sentences than those that name it."""
    named = {setting.document.sentence_at(mention.span.start) for mention in draft.cluster.mentions}
    return sum(event.sentence not in named for event in draft.events) > 1


def _binds_a_state(draft: Draft, features: Mapping[str, float]) -> bool:
    """'Chile ratified the Maritime Labour Convention': no more need be said, where nothing speaks against it."""
    if not features["named"] or any(features[word] for word in _AGAINST):
        return False
    return any(e.type in _BINDING and e.status is EventStatus.OCCURRED and e.parties for e in draft.events)
