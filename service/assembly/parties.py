"""Which states and organisations are the sides of an agreement, by the weight of what makes them so; and whether it
is an international one at all."""

from collections import Counter
from collections.abc import Sequence

from schemas.vocabulary import EventType, Participation, TreatyKind
from service.assembly.draft import Draft
from service.assembly.setting import Setting
from service.findings import Findings
from service.mention import EventMention, Span
from service.text.document import Document
from service.text.spans import within

_PARTY_EVENTS = frozenset(
    (
        EventType.SIGNATURE,
        EventType.RATIFICATION,
        EventType.ACCESSION,
        EventType.DEPOSIT_OF_INSTRUMENTS,
        EventType.PARLIAMENTARY_APPROVAL,
        EventType.EXCHANGE_OF_INSTRUMENTS,
        EventType.WITHDRAWAL,
        EventType.SUSPENSION,
        EventType.INITIALLING,
        EventType.ENTRY_INTO_FORCE,
        EventType.NEGOTIATION,
        EventType.EXTENSION,
        EventType.AMENDMENT,
    )
)
_STRONG, _CLEAR, _PAIR, _WEAK, _FAINT = 3.0, 2.0, 1.2, 1.0, 0.25
_MULTILATERAL_EVENTS = frozenset((EventType.ACCESSION, EventType.DEPOSIT_OF_INSTRUMENTS, EventType.ADOPTION))


def collect_sides(setting: Setting, draft: Draft) -> None:
    """Weigh states: named in the title > acting in an event > signing through a person > named nearby."""
    document = setting.document
    for mention in draft.cluster.mentions:
        for state in within(setting.findings.states, mention.span.start, mention.span.end):
            if state.code in mention.codes:
                _speak(draft, state.code, _STRONG, state.span)
    for event in draft.events:
        if event.type in _PARTY_EVENTS:
            _collect_actors(draft, event)
    sentences = {document.sentence_at(m.span.start) for m in draft.cluster.mentions}
    for number in sorted(sentences):
        _collect_around(document, setting.findings, draft, number)
    for listed in setting.lists:
        if listed.concerns(sentences):
            for member in listed.members:
                _speak(draft, member.code, _CLEAR, member.span)
    _collect_pairs(setting, draft, sentences | {e.sentence for e in draft.events})


def _collect_actors(draft: Draft, event: EventMention) -> None:
    """Who acts in an event, alone or with others, itself or through a person."""
    for state in event.parties:
        _speak(draft, state.code, _STRONG if event.joint and state.link != "with" else _CLEAR, state.span)
    if event.party:
        _speak(draft, event.party, _CLEAR, event.actor or event.span)
    for person in event.persons:
        if person.party:
            _speak(draft, person.party, _CLEAR, person.span)


def _collect_around(document: Document, findings: Findings, draft: Draft, number: int) -> None:
    """What a sentence about the agreement says of states: 'X und Y … einander', 'Mitglieder, darunter X'."""
    sentence = document.sentences[number]
    hits = document.hits[sentence.first : sentence.last]
    kinds = {kind for hit in hits for kind in hit.senses}
    members = next((h.end for h in hits if "among" in h.senses), None) if "multilateral" in kinds else None
    mutual = bool(kinds & {"each_other", "both"})
    inside = [
        s for s in within(findings.states, sentence.start, sentence.end) if s.via in ("name", "capital", "adjective")
    ]
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


def _collect_pairs(setting: Setting, draft: Draft, numbers: set[int]) -> None:
    """'Kambodscha und Laos wollen …' in a paragraph that speaks of the agreement, and faintly anywhere else."""
    near: Counter[str] = Counter()
    for paragraph in sorted({setting.document.sentences[n].paragraph for n in numbers}):
        for pair in setting.pairs.get(paragraph, ()):
            for state in pair:
                near[state.code] += 1
                _speak(draft, state.code, _PAIR, state.span)
    if setting.foreign:
        return
    for code, (count, first) in setting.paired.items():
        if count > near[code]:
            side = draft.sides[code]
            side.weight += (count - near[code]) * _WEAK / 2
            side.spans = side.spans or [first]


def _speak(draft: Draft, code: str, weight: float, span: Span) -> None:
    side = draft.sides[code]
    side.weight += weight
    if weight >= _WEAK or not side.spans:
        side.spans.append(span)


def share_sides(drafts: Sequence[Draft]) -> None:
    """A second agreement of the same article without sides of its own has those of the first."""
    if not drafts:
        return
    main = max(drafts, key=lambda d: sum(1 for s in d.sides.values() if s.weight >= _CLEAR))
    shared = {code: side for code, side in main.sides.items() if side.weight >= _CLEAR}
    for draft in drafts:
        own = {code for code, side in draft.sides.items() if side.weight >= _CLEAR}
        if draft is not main and len(shared) == 2 and not own - set(shared):
            for code, side in shared.items():
                _speak(draft, code, _CLEAR, side.spans[0])


def settle_parties(setting: Setting, draft: Draft) -> None:
    """Choose the parties: all that are clearly sides, of a bilateral treaty the two that most speaks for."""
    strong = [code for code, side in draft.sides.items() if side.weight >= _CLEAR]
    many = _multilateral(setting.document, draft, strong)
    if not many and len(strong) < 2:
        least = _WEAK if setting.foreign else _WEAK / 2
        weak = sorted(
            (code for code, side in draft.sides.items() if least <= side.weight < _CLEAR),
            key=lambda c: -draft.sides[c].weight,
        )
        strong += weak[: 2 - len(strong)]
    if not many and len(strong) > 2:
        strong = sorted(strong, key=lambda c: -draft.sides[c].weight)[:2]
    order = {code: min(s.start for s in draft.sides[code].spans) for code in strong}
    draft.parties = tuple(sorted(strong, key=lambda c: order[c]))
    draft.participation = Participation.MULTILATERAL if many else Participation.BILATERAL if len(strong) == 2 else None


def _multilateral(document: Document, draft: Draft, strong: Sequence[str]) -> bool:
    if len(draft.cluster.codes) == 2:
        return False
    joint = {s.code for e in draft.events if e.joint for s in e.parties} | {
        p.party for e in draft.events for p in e.persons if p.party
    }
    if len(joint) >= 3:
        return True
    pair = [code for code in strong if draft.sides[code].weight >= _STRONG]
    if len(joint) == 2 and set(strong) == joint:
        return False
    if draft.cluster.kinds & {TreatyKind.CONVENTION} or any(e.type in _MULTILATERAL_EVENTS for e in draft.events):
        return len(draft.cluster.codes) < 2
    sentences = {document.sentence_at(m.span.start) for m in draft.cluster.mentions} | {
        e.sentence for e in draft.events
    }
    sentences |= {number + 1 for number in sentences}
    known = (document.sentences[number] for number in sentences if number < len(document.sentences))
    cues = sum("multilateral" in h.senses for s in known for h in document.hits[s.first : s.last])
    return (cues >= 2 and len(pair) != 2) or (len(strong) >= 3 and len(pair) != 2) or (len(strong) < 2 and cues >= 1)


def is_international(setting: Setting, draft: Draft) -> bool:
    """Two sides, or one and the marks of a multilateral treaty, that outweigh words of other worlds: sport, wages."""
    many = draft.participation is Participation.MULTILATERAL and (draft.parties or len(draft.events) >= 2)
    if len(draft.parties) < 2 and not many:
        return False
    sentences = {setting.document.sentence_at(m.span.start) for m in draft.cluster.mentions}
    sentences |= {event.sentence for event in draft.events}
    inside = sum(number in sentences for number in setting.domestic)
    weights = sorted((min(side.weight, 4) for code, side in draft.sides.items() if code in draft.parties), reverse=True)
    return sum(weights[:2]) >= 2 * inside + 0.4 * len(setting.domestic) + 1.6 * setting.invented
