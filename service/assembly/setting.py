"""What the whole article says that bears on the sides of every agreement in it; looked for once."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from schemas.vocabulary import EventType
from service.findings import Findings
from service.lang.lexicon import Hit
from service.mention import NAMED, Span, StateMention
from service.text.clauses import Clauses
from service.text.document import Document, Sentence
from service.text.spans import by_stretch, within

_STAYING = frozenset(("absent", "negation"))
_JOINING = frozenset((EventType.SIGNATURE, EventType.ACCESSION))
_ABSENT = NAMED | {"people"}
_LONG_LIST = 4
_MOST_LISTS = 40
_LEADING = 3
_LEAD = 2
_LONGEST_JOINT = 60
_LONGEST_NUMBER = 40
_MOST_STATES = 200
_NUMBER = re.compile(r"(?<![\w.,])(?:(?P<digits>\d{1,3})|[^\W\d]+) (?:[^\W\d]+ )?$")
_LISTING = frozenset(("", "between", "of", "by", "for"))

Pair = tuple[StateMention, StateMention]


@dataclass(frozen=True, slots=True)
class StateList:
    """Three states or more in a row, in a sentence that denies nothing."""

    sentence: int
    members: Sequence[StateMention]
    of_members: bool
    """The sentence speaks of members, signatories or the like."""

    def concerns(self, sentences: set[int]) -> bool:
        """Whether it tells the sides of an agreement that is spoken of in these sentences."""
        if self.sentence in sentences or (self.of_members and self.sentence - 1 in sentences):
            return True
        return len(self.members) >= _LONG_LIST and self.sentence > min(sentences) and not self.members[0].link


@dataclass(slots=True)
class Named:
    """How often an article names a state, where first, in which ways and behind which prepositions."""

    first: Span
    times: int = 0
    ways: set[str] = field(default_factory=set)
    links: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Setting:
    """Which states are named how often and beside which, and words of other worlds (sport, wages, fiction)."""

    document: Document
    findings: Findings
    named: Mapping[str, Named]
    lists: Sequence[StateList]
    listed: frozenset[str]
    """Who stands in a list."""
    by_sentence: Sequence[Sequence[StateMention]]
    """Who is named in each sentence."""
    pairs: Mapping[int, Sequence[Pair]]
    """'Kambodscha und Laos', by the sentence in which they stand."""
    leading: frozenset[str]
    """The states and the organisations that are named most: no other is a side without a standing of its own."""
    multilateral: Counter[int]
    """How many words such as 'members' there are, by sentence."""
    counted: int
    """How often it counts three states, governments or the like, or more."""
    foreign: Counter[int]
    """How many words of contracts that are no treaties there are, by sentence."""
    invented: int
    """How many words of books, games and classrooms there are."""
    both: bool
    """Whether it says 'both'."""
    absent: Counter[str]
    """How often it says of whom that they stayed away."""
    people: Counter[str]
    """How many people act for whom."""
    lead: int
    """Where the second sentence of the body ends."""

    @classmethod
    def of(cls, document: Document, findings: Findings) -> "Setting":
        states = _without_namesakes(findings)
        named = _counted(states)
        pairs: dict[int, list[Pair]] = defaultdict(list)
        for first, second in _pairs(document, findings.states):
            pairs[document.sentence_at(first.span.start)].append((first, second))
        body = (sentence for sentence in document.sentences if not sentence.headline)
        absent = Counter(_absent(document, states))
        listed = (row for row in _lists(document, findings.states) if row.members[0].code not in absent)
        lists = tuple(islice(listed, _MOST_LISTS))
        return cls(
            document,
            findings,
            named,
            lists,
            frozenset(member.code for row in lists for member in row.members),
            by_stretch(states, document.sentence_starts),
            pairs,
            _leading(document, named),
            Counter(index for index, _ in document.words("multilateral")),
            sum(_is_counted(document, hit) for _, hit in document.words("powers")),
            Counter(index for index, _ in document.words("domestic")),
            sum(1 for _ in document.words("reader")),
            any(True for _ in document.words("both")),
            absent,
            Counter(person.party for person in findings.persons if person.party),
            max((sentence.end for sentence in islice(body, _LEAD)), default=0),
        )

    def near(self, sentences: Iterable[int]) -> frozenset[str]:
        """Who is named in these sentences or the ones beside them."""
        around = [self.by_sentence[max(0, number - 1) : number + 2] for number in sentences]
        return frozenset({state.code for beside in around for states in beside for state in states})

    def around(self, sentences: Iterable[int]) -> Mapping[str, Mapping[str, int]]:
        """Behind which prepositions each is named in these sentences, and how often."""
        found: dict[str, dict[str, int]] = {}
        for number in sentences:
            for state in self.by_sentence[number]:
                links = found.setdefault(state.code, {})
                links[state.link] = links.get(state.link, 0) + 1
        return found

    @property
    def strangers(self) -> int:
        """How many mentions there are of such as international law does not know."""
        return len(self.document.layers["outsiders"])

    @property
    def mentions(self) -> int:
        """How many mentions of states there are."""
        return len(self.findings.states)


def _without_namesakes(findings: Findings) -> Sequence[StateMention]:
    """The states but for a capital that an agreement is only called after: 'the Paris Agreement'."""
    nameless = (treaty.span for treaty in findings.treaties if not treaty.codes)
    inside = (within(findings.states, *span) for span in nameless)
    called = {named[0].span for named in inside if len(named) == 1 and named[0].via == "capital"}
    return [state for state in findings.states if state.span not in called] if called else findings.states


def _absent(document: Document, states: Sequence[StateMention]) -> Iterator[str]:
    """Who stands before a word of staying away in its clause, itself and not as a place: 'Peru has never signed'."""
    for sentence in document.sentences:
        if sentence.kinds.isdisjoint(_STAYING):
            continue
        named = [s for s in within(states, sentence.start, sentence.end) if not s.link and s.via in _ABSENT]
        hits = [hit for hit in document.hits[sentence.first : sentence.last] if _may_stay_away(hit)] if named else ()
        if not hits:
            continue
        clauses = Clauses(document, sentence)
        away = {clauses.index(hit.start): hit.start for hit in _stays_away(document, sentence, clauses, hits)}
        for state in named:
            if away.get(clauses.index(state.span.start), -1) > state.span.start:
                yield state.code


def _may_stay_away(hit: Hit) -> bool:
    return "absent" in hit.senses or any(s.value.rule.event in _JOINING for s in hit.senses.get("event", ()))


def _stays_away(document: Document, sentence: Sentence, clauses: Clauses, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Words of staying away, and verbs of joining in a clause that denies them."""
    all_hits = document.hits[sentence.first : sentence.last]
    denied = {clauses.index(hit.start) for hit in all_hits if "negation" in hit.senses}
    for hit in hits:
        if "absent" in hit.senses or clauses.index(hit.start) in denied:
            yield hit


def _is_counted(document: Document, powers: Hit) -> bool:
    """'Three powers', 'acht südamerikanische Regierungen': a number above two before it, at most a word between."""
    before = _NUMBER.search(document.view, max(0, powers.start - _LONGEST_NUMBER), powers.start)
    if before is None:
        return False
    if before["digits"]:
        return 2 < int(before["digits"]) <= _MOST_STATES
    hits = document.hits_in(before.start(), powers.start)
    numbers = [sense.value[1] for hit in hits for sense in hit.senses.get("time", ()) if sense.value[0] == "n"]
    return any(2 < number <= _MOST_STATES for number in numbers)


def _counted(states: Sequence[StateMention]) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for state in states:
        named = found.get(state.code)
        if named is None:
            named = found[state.code] = Named(state.span)
        named.times += 1
        named.ways.add(state.via)
        named.links[state.link] = named.links.get(state.link, 0) + 1
    return found


def _leading(document: Document, named: Mapping[str, Named]) -> frozenset[str]:
    organisations = document.pack.data.organisations
    ranked = sorted(named, key=lambda code: -named[code].times)
    states = [code for code in ranked if code not in organisations]
    return frozenset((*states[:_LEADING], *[code for code in ranked if code in organisations][:_LEADING]))


def _lists(document: Document, states: Sequence[StateMention]) -> Iterator[StateList]:
    run: list[StateMention] = []
    for state in states:
        if state.via not in NAMED:
            yield from _finished(document, run)
            run = []
        elif run and _joined(document, run[-1], state):
            run.append(state)
        else:
            yield from _finished(document, run)
            run = [state]
    yield from _finished(document, run)


def _joined(document: Document, before: StateMention, state: StateMention) -> bool:
    if state.span.start - before.span.end > _LONGEST_JOINT:
        return False
    gap = document.view[before.span.end : state.span.start].replace(",", " ").lower().split()
    time = document.pack.data.time
    return len(gap) <= 3 and all(word in time.joiners or word in time.fillers for word in gap)


def _finished(document: Document, run: Sequence[StateMention]) -> Iterator[StateList]:
    if len(run) < 3 or run[0].link not in _LISTING:
        return
    number = document.sentence_at(run[0].span.start)
    sentence = document.sentences[number]
    if "negation" not in sentence.kinds:
        yield StateList(number, tuple(run), "multilateral" in sentence.kinds)


def _pairs(document: Document, states: Sequence[StateMention]) -> Iterator[Pair]:
    joiners = document.pack.data.time.joiners
    for first, second in pairwise(states):
        if first.code == second.code or not (_is_bare(first) and _is_bare(second)):
            continue
        gap = document.view[first.span.end : second.span.start].split()
        joined = gap == ["/"] or (0 < len(gap) <= 2 and gap[0] in joiners)
        if joined and document.view[first.span.start - 2 : first.span.start] != ", ":
            yield first, second


def _is_bare(state: StateMention) -> bool:
    return state.via in NAMED and state.link in ("", "between")
