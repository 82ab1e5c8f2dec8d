"""Stage 2c: people, by the office before or behind the name, or by standing where a signer stands."""

import re
from collections.abc import Iterator, Mapping, Sequence

from service.extract.bare_names import bare_names
from service.extract.duties import behind_agency, name_behind_field
from service.extract.names import full_name_at, name_at, name_before_role
from service.extract.phrases import governor, governor_at
from service.extract.represented import (
    ACTED_FOR,
    BREAK,
    SIGNS,
    beside_states,
    for_states,
    in_turn,
    listed_with_states,
)
from service.extract.surnames import listed_by_state, paired
from service.lang.lexicon import Hit
from service.mention import NAMED, DateMention, PersonMention, Span, StateMention
from service.text.document import Document, Sentence
from service.text.owners import QUALIFIERS
from service.text.spans import index_from

_PERSONAL = frozenset(("role", "event", "signs_too"))
_SURNAME = re.compile(r"(?<![\w-])[^\W\d_a-z][\w’'-]{3,}")
_BEHIND_STATE = re.compile(r",? ")
_BEHIND_SIDE = 5
_POINTS_BACK = frozenset(("both", "both_of", "each_other", "all_of", "the_group", "he", "they", "role", "there"))
_NAMED_ALONE = frozenset(("person.pair", "person.given"))
_MOST_IN_LIST = 40


def persons(document: Document, states: Sequence[StateMention]) -> list[PersonMention]:
    """People in the order of the text: role and name ('Außenminister James Baker'), name and role ('Kemi Badenoch, then
    trade secretary'), lists of either, and bare names in a sentence about signing."""
    found: dict[int, PersonMention] = {}
    surnames: dict[str, PersonMention] = {}
    for index, sentence in enumerate(document.sentences):
        hits = document.hits[sentence.first : sentence.last]
        signing = "signs_too" in sentence.kinds or ("event" in sentence.kinds and _tells_of_signing(hits))
        led = not signing and _leads_to_signing(document, index)
        if not led and _PERSONAL.isdisjoint(sentence.kinds):
            continue
        own = _from_roles(document, sentence, hits, states)
        if signing:
            own += for_states(document, sentence, states, own)
            others = (
                *listed_with_states(document, sentence, states),
                *beside_states(document, sentence, states),
                *bare_names(document, sentence),
                *_again(document, sentence, surnames),
                *listed_by_state(document, sentence, states),
                *paired(document, sentence),
            )
            known = [person.span for person in own]
            for person in others:
                if not any(span.start <= person.span.start < span.end for span in known):
                    own.append(person)
                    known.append(person.span)
            own += _joined_to(document, sentence, own)
        elif led:
            known = [person.span for person in own]
            own += [p for p in bare_names(document, sentence) if p.rule in _NAMED_ALONE and p.span not in known]
        for person in own:
            known_as = found.setdefault(person.span.start, person)
            if known_as.party is None and person.party is not None:
                found[person.span.start] = person._replace(role=known_as.role or person.role)
            surnames.setdefault(document.slice(person.span).split()[-1], person)
    return [found[start] for start in sorted(found)]


def _joined_to(document: Document, sentence: Sentence, known: Sequence[PersonMention]) -> Iterator[PersonMention]:
    """'Scholz und Wolodymyr Selenskyj': a full name right behind an 'and' and somebody who is known already."""
    starts = {person.span.start for person in known}
    for person in known:
        joined = document.pack.patterns.joiner.match(document.view, person.span.end)
        if joined is None or joined.group() == ", ":
            continue
        name = full_name_at(document, joined.end(), sentence.end)
        if name is not None and name.start not in starts:
            yield PersonMention(name, "person.pair", None, None, person.link)


def without_surnames(states: Sequence[StateMention], people: Sequence[PersonMention]) -> list[StateMention]:
    """The states but for those that are a first name ('Paris Bradshaw') or the surname of somebody from elsewhere:
    'Portugal's Luís Montenegro'."""
    first = {person.span.start for person in people}
    of_others = {person.span.end: person for person in people}
    return [
        state
        for state in states
        if state.span.start not in first
        and (
            (person := of_others.get(state.span.end)) is None
            or state.span.start <= person.span.start
            or state.code == person.party
        )
    ]


def without_first_names(dates: list[DateMention], people: Sequence[PersonMention]) -> list[DateMention]:
    """The dates but for 'Jan' in 'unterzeichnet von Jan Kowalski'."""
    first = {person.span.start for person in people}
    return [date for date in dates if date.span.start not in first] if first else dates


def _offices(sentence: Sentence, hits: Sequence[Hit]) -> list[int]:
    """Which of the words are offices."""
    return [at for at, hit in enumerate(hits) if "role" in hit.senses] if "role" in sentence.kinds else []


def _leads_to_signing(document: Document, index: int) -> bool:
    """Whether the next sentence tells that people signed who are not named in it: 'The two men signed'."""
    behind = document.sentences[index + 1] if index + 1 < len(document.sentences) else None
    if behind is None or "event" not in behind.kinds or _POINTS_BACK.isdisjoint(behind.kinds):
        return False
    return _tells_of_signing(document.hits[behind.first : behind.last])


def _tells_of_signing(hits: Sequence[Hit]) -> bool:
    for hit in hits:
        if "event" in hit.senses and any(sense.value.rule.event in SIGNS for sense in hit.senses["event"]):
            return True
    return False


def _from_roles(
    document: Document, sentence: Sentence, hits: Sequence[Hit], states: Sequence[StateMention]
) -> list[PersonMention]:
    """Those with an office, which is no word inside the name before it: 'Abdullah bin Sultan'."""
    found: list[PersonMention] = []
    for position in _offices(sentence, hits):
        if not (found and found[-1].span.start <= hits[position].start < found[-1].span.end):
            found += _from_role(document, sentence, hits, position, states)
    return found


def _from_role(
    document: Document, sentence: Sentence, hits: Sequence[Hit], position: int, states: Sequence[StateMention]
) -> Iterator[PersonMention]:
    """The holders of one office: named behind it, one or a list, else before it."""
    role = hits[position]
    span, rule = Span(role.start, role.end), role.senses["role"][0].rule
    turns = in_turn(document, sentence, role, states)
    if turns:
        yield from (PersonMention(name, rule, span, code, governor_at(document, name.start)) for name, code in turns)
        return
    party = (
        _office_of(role, states)
        or _party_before(document, role.start, states)
        or _party_acted_for(document, role.start, states)
        or _party_after(document, role.end, states)
    )
    name = _name_behind(document, role.end, sentence.end, states)
    if name is None:
        before = name_before_role(document, sentence.start, role.start)
        if before is not None:
            yield PersonMention(before, rule, span, party, governor_at(document, before.start))
        return
    link = governor(document, hits, position)
    own = _party_after(document, name.end, states)
    yield PersonMention(name, rule, span, party or own, link)
    for _ in range(_MOST_IN_LIST):
        end = _behind_party(document, name.end, states) if own else name.end
        joined = document.pack.patterns.joiner.match(document.view, end)
        name = full_name_at(document, joined.end(), sentence.end) if joined else None
        if name is None or name.end - name.start < 4:
            return
        own = _party_after(document, name.end, states)
        yield PersonMention(name, rule, span, own, link)


def _name_behind(document: Document, end: int, stop: int, states: Sequence[StateMention]) -> Span | None:
    """The name behind an office: 'Präsident X', 'Minister beider Länder, X', 'Kollege aus Papua-Neuguinea, X'."""
    gap = document.pack.patterns.to_name.match(document.view, end)
    name = name_at(document, gap.end(), stop) if gap else None
    if name is not None:
        return name if document.pack.articles else behind_agency(document, end, name, stop)
    if _party_after(document, end, states) is None:
        return name_behind_field(document, end, stop)
    state = states[index_from(states, end)]
    behind = _BEHIND_STATE.match(document.view, state.span.end, stop)
    name = name_at(document, behind.end(), stop) if behind else None
    return name or name_behind_field(document, state.span.end, stop)


def _office_of(role: Hit, states: Sequence[StateMention]) -> str | None:
    """The state that the office alone says, if the article speaks of it at all and the word is no common one too."""
    codes = [sense.value for sense in role.senses["role"]]
    if None in codes:
        return None
    named = any(state.code == codes[0] and state.via != "office" for state in states)
    return str(codes[0]) if codes[0] and named else None


def _party_before(document: Document, role_start: int, states: Sequence[StateMention]) -> str | None:
    """The state right before the office: 'deutsche Innenministerin', 'Polens Präsident', 'US-Präsident'."""
    at = index_from(states, role_start) - 1
    if at < 0:
        return None
    state = states[at]
    qualifies = state.via in QUALIFIERS
    owns = document.pack.patterns.possessive.match(document.view, state.span.end) is not None
    if not qualifies and not (state.via in NAMED and (owns or state.link in ("", "of"))):
        return None
    gap = document.view[state.span.end : role_start]
    if len(gap) > 40 or BREAK.search(gap) or document.pack.patterns.joiner.match(gap):
        return None
    words = document.pack.patterns.possessive.sub("", gap).split()
    lower = all(word.strip("-’'")[:1].islower() or word in "-–" for word in words)
    return state.code if lower and len(words) <= (2 if qualifies else 1) else None


def _party_acted_for(document: Document, role_start: int, states: Sequence[StateMention]) -> str | None:
    """'für Chile der Minister …', 'por Chile, la ministra …', 'für Chile unterzeichnete Minister …', 'auf chilenischer
    Seite Minister …'."""
    at = index_from(states, role_start) - 1
    if at < 0 or states[at].link not in ACTED_FOR:
        return None
    side = document.hit_at(states[at].span.end + 1)
    if side is not None and "side" in side.senses:
        return states[at].code if 0 < role_start - side.end <= _BEHIND_SIDE else None
    if states[at].via not in NAMED:
        return None
    gap = document.view[states[at].span.end : role_start].lstrip(",")
    words = gap.split()
    article = len(words) <= 1 and document.pack.articles.issuperset(gap.lower().split())
    signs = any("event" in hit.senses for hit in document.hits_in(states[at].span.end, role_start))
    verb = signs and states[at].link == "for" and len(words) <= 2 and not BREAK.search(gap) and gap.islower()
    return states[at].code if article or verb else None


def _party_after(document: Document, end: int, states: Sequence[StateMention]) -> str | None:
    """'President of Chile', 'Präsident der Ukraine', 'Prime Minister Abe of Japan', 'président turc'."""
    at = index_from(states, end)
    if at < len(states) and states[at].via == "adjective" and document.pack.data.adjective_last:
        return states[at].code if states[at].span.start == end + 1 else None
    if at == len(states) or states[at].span.start - end > 14 or states[at].via not in NAMED:
        return None
    gap = document.view[end : states[at].span.start].strip().lower()
    return states[at].code if gap in document.pack.data.people.of_state else None


def _behind_party(document: Document, end: int, states: Sequence[StateMention]) -> int:
    """Where the state behind a name ends: 'of Chile', '(Chile)'."""
    stop = states[index_from(states, end)].span.end
    return stop + document.view.startswith(")", stop)


def _again(document: Document, sentence: Sentence, surnames: Mapping[str, PersonMention]) -> Iterator[PersonMention]:
    """People named before, now by their surnames: 'Scholz und Selenskyj unterschrieben …'."""
    if not surnames or surnames.keys().isdisjoint(_SURNAME.findall(document.view, sentence.body, sentence.end)):
        return
    for word in _SURNAME.finditer(document.view, sentence.body, sentence.end):
        known = surnames.get(word.group())
        if known is not None and not document.hits_in(word.start(), word.end()):
            link = governor_at(document, word.start())
            yield PersonMention(Span(*word.span()), "person.again", None, known.party, link)
