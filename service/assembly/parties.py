"""Which states and organisations are the sides of an agreement, by the weight of what makes them so; and whether it
is an international one at all."""

from collections.abc import Sequence

from schemas.vocabulary import EventType, Participation, TreatyKind
from service.assembly.draft import Draft
from service.findings import Findings
from service.mention import EventMention, Span, StateMention
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


def collect_sides(document: Document, findings: Findings, draft: Draft) -> None:
    """Weigh states: named in the title > acting in an event > signing through a person > named nearby."""
    for mention in draft.cluster.mentions:
        for state in within(findings.states, mention.span.start, mention.span.end):
            if state.code in mention.codes:
                _speak(draft, state.code, _STRONG, state.span)
    for event in draft.events:
        if event.type in _PARTY_EVENTS:
            _collect_actors(draft, event)
    sentences = {document.sentence_at(m.span.start) for m in draft.cluster.mentions}
    for number in sorted(sentences):
        _collect_around(document, findings, draft, number)
    _collect_lists(document, findings, draft, sentences)
    _collect_pairs(document, findings, draft, sentences | {e.sentence for e in draft.events})


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


def _collect_lists(document: Document, findings: Findings, draft: Draft, numbers: set[int]) -> None:
    """Three states or more in a row, in a sentence about the agreement that speaks of members and denies nothing."""
    joiners = document.pack.data.time.joiners
    run: list[StateMention] = []
    for state in (*findings.states, None):
        gap = (
            document.view[run[-1].span.end : state.span.start].replace(",", " ").lower().split()
            if run and state
            else ["."]
        )
        if (
            state is not None
            and state.via in ("name", "capital")
            and run
            and len(gap) <= 3
            and all(w in joiners or w in document.pack.data.time.fillers for w in gap)
        ):
            run.append(state)
            continue
        if len(run) >= 3:
            sentence = document.sentences[number := document.sentence_at(run[0].span.start)]
            kinds = {kind for hit in document.hits[sentence.first : sentence.last] for kind in hit.senses}
            near = (
                number in numbers
                or (number - 1 in numbers and "multilateral" in kinds)
                or (len(run) >= 4 and number > min(numbers) and not run[0].link)
            )
            if near and "negation" not in kinds and run[0].link in ("", "between", "of", "by", "for"):
                for member in run:
                    _speak(draft, member.code, _CLEAR, member.span)
        run = [state] if state is not None and state.via in ("name", "capital") else []


def _collect_pairs(document: Document, findings: Findings, draft: Draft, numbers: set[int]) -> None:
    """'Kambodscha und Laos wollen …' in a paragraph that speaks of the agreement."""
    paragraphs = {document.sentences[n].paragraph for n in numbers}
    joiners = document.pack.data.time.joiners
    foreign = any("domestic" in h.senses or "reader" in h.senses for h in document.hits)
    for first, second in zip(findings.states, findings.states[1:], strict=False):
        gap = document.view[first.span.end : second.span.start].split()
        named = all(s.via in ("name", "capital") and s.link in ("", "between") for s in (first, second))
        if named and gap and (gap == ["/"] or (gap[0] in joiners and len(gap) <= 2)):
            near = document.sentences[document.sentence_at(first.span.start)].paragraph in paragraphs
            if not near and foreign:
                continue
            listed = document.view[first.span.start - 2 : first.span.start] == ", "
            if not listed and first.code != second.code:
                _speak(draft, first.code, _PAIR if near else _WEAK / 2, first.span)
                _speak(draft, second.code, _PAIR if near else _WEAK / 2, second.span)


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


def settle_parties(document: Document, findings: Findings, draft: Draft) -> None:
    strong = [code for code, side in draft.sides.items() if side.weight >= _CLEAR]
    many = _multilateral(document, findings, draft, strong)
    if not many and len(strong) < 2:
        domestic = any("domestic" in h.senses or "reader" in h.senses for h in document.hits)
        least = _WEAK if domestic else _WEAK / 2
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


def _multilateral(document: Document, findings: Findings, draft: Draft, strong: Sequence[str]) -> bool:
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
    cues = sum(1 for h in document.hits if "multilateral" in h.senses and document.sentence_at(h.start) in sentences)
    return (cues >= 2 and len(pair) != 2) or (len(strong) >= 3 and len(pair) != 2) or (len(strong) < 2 and cues >= 1)


def is_international(document: Document, findings: Findings, draft: Draft) -> bool:
    """Two sides, or one and the marks of a multilateral treaty, that outweigh words of other worlds: sport, wages."""
    if len(draft.parties) < 2 and not (
        draft.participation is Participation.MULTILATERAL and (draft.parties or len(draft.events) >= 2)
    ):
        return False
    sentences = {document.sentence_at(m.span.start) for m in draft.cluster.mentions} | {
        e.sentence for e in draft.events
    }
    domestic = [h for h in document.hits if "domestic" in h.senses]
    invented = sum(1 for h in document.hits if "reader" in h.senses)
    inside = sum(1 for h in domestic if document.sentence_at(h.start) in sentences)
    weights = sorted((min(side.weight, 4) for code, side in draft.sides.items() if code in draft.parties), reverse=True)
    return sum(weights[:2]) >= 2 * inside + 0.4 * len(domestic) + 1.6 * invented
