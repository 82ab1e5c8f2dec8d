"""Stage 2c: people, by the office before or behind the name, or by standing where a signer stands."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from service.lang.lexicon import Hit
from service.mention import PersonMention, Span, StateMention
from service.text.document import Document, Sentence

_TOKEN = re.compile(r"[^\W\d_](?:\.(?=[ ]))|[^\W\d_][\w’'-]*\w\.?|[^\W\d_]")
_PARTICLES = frozenset(
    [
        "von",
        "van",
        "de",
        "del",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "al",
        "as",
        "el",
        "bin",
        "ibn",
        "ter",
        "ten",
        "zu",
        "af",
        "ben",
    ]
)
_SECOND_PARTICLES = frozenset(("der", "den", "la", "el"))
_ARABIC = re.compile(r"(?:al|as|el|ad|ar|an|ash|az|at)-[^\W\d_a-z]")
_MOST_TOKENS = 5
_JOIN = re.compile(r",? (?:und|and|et|y|e|i|и|та|й|sowie) |, ")
_OPAQUE = (
    "state",
    "treaty",
    "event",
    "auxiliary",
    "link",
    "article",
    "role",
    "body",
    "time",
    "and",
    "indefinite",
    "demonstrative",
    "negation",
    "government",
    "conference",
    "subordinator",
    "plan",
    "instrument",
    "law",
)
_WITHIN_PHRASE = ("article", "indefinite", "demonstrative", "state", "role", "time", "each_other")
_SIGNS = ("signature", "ratification", "initialling", "withdrawal", "exchange_of_instruments", "accession")


def persons(document: Document, states: Sequence[StateMention]) -> list[PersonMention]:
    """People in the order of the text: role and name ('Außenminister James Baker'), name and role ('Kemi Badenoch, then trade
    secretary'), lists of either, and bare pairs of names in a sentence about signing."""
    found: dict[int, PersonMention] = {}
    for sentence in document.sentences:
        hits = document.hits[sentence.first : sentence.last]
        for position, hit in enumerate(hits):
            if "role" in hit.senses:
                for person in _from_role(document, sentence, hits, position, states):
                    found.setdefault(person.span.start, person)
        if any(sense.value.rule.event in _SIGNS for hit in hits for sense in hit.senses.get("event", ())):
            for person in (*_for_states(document, sentence, states), *_bare(document, sentence, hits)):
                if not any(p.span.start <= person.span.start < p.span.end for p in found.values()):
                    found.setdefault(person.span.start, person)
    return [found[start] for start in sorted(found)]


def _from_role(
    document: Document, sentence: Sentence, hits: Sequence[Hit], position: int, states: Sequence[StateMention]
) -> Iterator[PersonMention]:
    role = hits[position]
    code = _office_of(role, states)
    party = code or _party_before(document, role.start, states) or _party_after(document, role.end, states)
    link = _link(document, hits, position)
    rule = role.senses["role"][0].rule
    start = _after_role(document, role.end)
    name = _name(document, start, sentence.end) if start is not None else None
    if name is None:
        name = _after_state(document, role.end, sentence.end, states)
    if name is None:
        before = _name_before(document, role.start, sentence.start)
        if before is not None:
            yield PersonMention(before, rule, Span(role.start, role.end), party, _link_before(document, before.start))
        return
    party = party or _party_after(document, name.end, states)
    yield PersonMention(name, rule, Span(role.start, role.end), party, link)
    for _ in range(40):
        joined = _JOIN.match(document.view, name.end)
        name = _name(document, joined.end(), sentence.end) if joined else None
        if name is None or name.end - name.start < 4 or " " not in document.slice(name):
            return
        yield PersonMention(name, rule, Span(role.start, role.end), None, link)


def _office_of(role: Hit, states: Sequence[StateMention]) -> str | None:
    """The state that the office alone says, if the article speaks of it at all and the word is no common one too."""
    codes = [sense.value for sense in role.senses["role"]]
    named = any(state.code == codes[0] and state.via != "office" for state in states)
    return str(codes[0]) if codes[0] and None not in codes and named else None


def _after_state(document: Document, end: int, stop: int, states: Sequence[StateMention]) -> Span | None:
    """The name behind 'Kollege aus Papua-Neuguinea, ' or 'Präsident der Ukraine '."""
    if _party_after(document, end, states) is None:
        return None
    state = states[bisect_left(states, end, key=lambda s: s.span.start)]
    gap = re.compile(r",? ").match(document.view, state.span.end, stop)
    return _name(document, gap.end(), stop) if gap else None


def _after_role(document: Document, end: int) -> int | None:
    """Where the name begins: right behind the role, or behind 'beider Länder,' or ', '."""
    gap = re.compile(
        r"(?: (?:beider|der beiden|of the two|of both) [^\W\d_]+)?(?:,? ?[„“\"]?|, (?:Dr\.? |Sir |Herr |Frau )?) ?(?:\([\w -]{2,12}\) )?"
    ).match(document.view, end)
    return gap.end() if gap else None


def _name(document: Document, start: int, stop: int) -> Span | None:
    """The run of capitalised words at `start` that the lexicon does not know as something else."""
    view = document.view
    at, end, count, capitals, last = start, start, 0, 0, ""
    while count < _MOST_TOKENS:
        token = _TOKEN.match(view, at, stop)
        if token is None:
            break
        word = token.group()
        if (word[0].isupper() or _ARABIC.match(word)) and not _opaque(document, token.start(), token.end(), capitals):
            if word.endswith((".", "’s", "'s")) and len(word) > 3:
                end = token.end() - (1 if word.endswith(".") else 2)
                capitals += 1
                break
            end, capitals = token.end(), capitals + 1
        elif not count or not (word in _PARTICLES or (word in _SECOND_PARTICLES and last in _PARTICLES)):
            break
        last = word
        count += 1
        if view[token.end() : token.end() + 1] != " ":
            break
        at = token.end() + 1
    return Span(start, end) if capitals and end - start > 1 else None


def _opaque(document: Document, start: int, end: int, capitals: int) -> bool:
    """Whether the lexicon knows the word as something that no name holds; after a first name, only as a verb or an office."""
    hits = document.hits
    at = bisect_left(hits, start, key=lambda hit: hit.start)
    if at and hits[at - 1].end > start and "role" in hits[at - 1].senses:
        return True
    hit = hits[at] if at < len(hits) and hits[at].start < end else None
    if hit is None:
        return False
    if (
        capitals
        and hit.end <= end
        and "state" in hit.senses
        and hit.senses["state"][0].value[1] in ("people", "capital", "prefix")
    ):
        return False
    return any(kind in hit.senses for kind in _OPAQUE)


def _name_before(document: Document, role_start: int, sentence_start: int) -> Span | None:
    """'Kemi Badenoch, then business secretary': the name before the comma, of two words at least."""
    window = document.view[max(sentence_start, role_start - 70) : role_start]
    match = re.search(
        r"((?:[^\W\d_a-z][\w’'.-]+ ){1,3}[^\W\d_a-z][\w’'-]+), (?:the |then |der |die |damals |then the |a |his |[^\W\d_]+’?'?s )?(?:[^\W\d_]+ ){0,2}$",
        window,
    )
    if match is None:
        return None
    base = max(sentence_start, role_start - 70)
    span = Span(base + match.start(1), base + match.end(1))
    return span if _name(document, span.start, span.end) == span else None


def _party_before(document: Document, role_start: int, states: Sequence[StateMention]) -> str | None:
    """The state right before the office: 'deutsche Innenministerin', 'Polens Präsident', 'US-Präsident'."""
    at = bisect_left(states, role_start, key=lambda s: s.span.start) - 1
    if at < 0:
        return None
    gap = document.view[states[at].span.end : role_start]
    if len(gap) > 40 or states[at].via in ("seat", "body", "people"):
        return None
    words = gap.replace("'s", "").replace("’s", "").split()
    near = not re.search(r"[.,;:()]", gap) and len(words) <= (2 if states[at].via in ("adjective", "prefix") else 1)
    genitive = states[at].via in ("name", "capital") and states[at].link in ("", "of")
    return (
        states[at].code
        if near
        and all(w.strip("-’'")[:1].islower() or w in "-–" for w in words)
        and (states[at].via in ("adjective", "prefix") or genitive)
        else None
    )


def _party_after(document: Document, end: int, states: Sequence[StateMention]) -> str | None:
    """'President of Chile', 'Präsident der Ukraine', 'Prime Minister Abe of Japan'."""
    at = bisect_left(states, end, key=lambda s: s.span.start)
    if at == len(states) or states[at].span.start - end > 14 or states[at].via not in ("name", "capital"):
        return None
    gap = document.view[end : states[at].span.start].strip().lower()
    return states[at].code if gap in ("of", "of the", "der", "des", "von", "aus", "(", "from") else None


def _link(document: Document, hits: Sequence[Hit], position: int) -> str:
    """The preposition that governs the office's noun phrase."""
    end = hits[position].start
    for hit in reversed(hits[max(0, position - 4) : position]):
        if end - hit.end > 14 or "," in document.view[hit.end : end]:
            return ""
        if "witness" in hit.senses:
            return "beside"
        if "link" in hit.senses:
            return "of" if _of_noun(document, hit) else str(hit.senses["link"][0].value)
        if not any(kind in hit.senses for kind in _WITHIN_PHRASE):
            return ""
        end = hit.start
    return ""


def _of_noun(document: Document, link: Hit) -> bool:
    """'ein Gespräch von Präsident X': an agent's preposition right behind a common noun only says whose."""
    if link.senses["link"][0].value != "by" or not document.pack.nouns_capital:
        return False
    match = re.search(r"([^\W\d_][\w-]*) $", document.view[max(0, link.start - 40) : link.start])
    if match is None or not match.group(1)[0].isupper():
        return False
    start = link.start - len(match.group())
    return not document.hits_in(start, start + 1)


def _link_before(document: Document, start: int) -> str:
    hits = document.hits_in(max(0, start - 12), start)
    return (
        str(hits[-1].senses["link"][0].value)
        if hits and "link" in hits[-1].senses and start - hits[-1].end <= 1
        else ""
    )


def _for_states(document: Document, sentence: Sentence, states: Sequence[StateMention]) -> Iterator[PersonMention]:
    """'Für Frankreich unterschreibt Roland Dumas, für die USA James Baker', 'for Chile, Ana Ruiz'."""
    at = bisect_left(states, sentence.start, key=lambda s: s.span.start)
    for state in states[at:]:
        if state.span.start >= sentence.end:
            return
        if state.link != "for":
            continue
        before = _signer_before(document, state.span.start, sentence.start)
        if before is not None:
            yield PersonMention(before, "person.for_state", None, state.code, "for")
            continue
        gap = re.compile(r",? (?:[^\W\d_]+ )?(?=[^\W\d_])").match(document.view, state.span.end, sentence.end)
        for start in (gap.end(), state.span.end + 1, state.span.end + 2) if gap else ():
            name = _name(document, start, sentence.end)
            if name is not None and " " in document.slice(name):
                yield PersonMention(name, "person.for_state", None, state.code, "for")
                break


def _after_adjective(document: Document, start: int) -> bool:
    """'der Hessischen Turmbau AG': an article or adjective before it makes a common noun phrase, where nouns have capitals."""
    if not document.pack.nouns_capital:
        return False
    hits = document.hits_in(max(0, start - 24), start)
    near = [h for h in hits if start - h.end <= 1]
    return bool(near) and any(kind in near[-1].senses for kind in ("article", "indefinite", "state", "demonstrative"))


def _signer_before(document: Document, state_start: int, sentence_start: int) -> Span | None:
    """The name in 'Robert Goebbels für Luxemburg'."""
    base = max(sentence_start, state_start - 60)
    match = re.search(
        r"((?:[^\W\d_a-z][\w’'.-]+ ){1,3})[^\W\d_A-Z][\w]* (?:[^\W\d_A-Z]\w* )?$", document.view[base:state_start]
    )
    if match is None:
        return None
    for offset in (m.start() for m in re.finditer(r"(?:^|(?<= ))[^\W\d_]", match.group(1))):
        start = base + match.start(1) + offset
        name = _name(document, start, base + match.end(1))
        if name is not None and name.end == base + match.end(1) - 1 and " " in document.slice(name):
            return name
    return None


def _before_verb(document: Document, end: int) -> bool:
    """Whether a verb of an event or an auxiliary follows at once."""
    hits = document.hits_in(end + 1, end + 2)
    return bool(hits) and (
        "auxiliary" in hits[0].senses or any(s.value.mode != "noun" for s in hits[0].senses.get("event", ()))
    )


def _bare(document: Document, sentence: Sentence, hits: Sequence[Hit]) -> Iterator[PersonMention]:
    """Names without an office: 'A B and C D' as a pair, or one behind 'by'/'für Frankreich'."""
    view = document.view
    pair = re.compile(r"(?:^|(?<=[\s„“\"(]))(?=[^\W\d_])")
    last = sentence.body
    for match in pair.finditer(view, sentence.body, sentence.end):
        start = match.start()
        if start < last or not view[start].isupper():
            continue
        name = _name(document, start, sentence.end)
        if name is None or " " not in document.slice(name):
            continue
        link = _link_before(document, start)
        if link in ("in", "to", "from"):
            last = name.end
            continue
        joined = _JOIN.match(view, name.end)
        partner = _name(document, joined.end(), sentence.end) if joined and joined.group() != ", " else None
        if partner is not None and " " in document.slice(partner):
            yield PersonMention(name, "person.pair", None, None, link)
            yield PersonMention(partner, "person.pair", None, None, link)
            last = partner.end
        elif link == "by" or (_before_verb(document, name.end) and not _after_adjective(document, start)):
            yield PersonMention(name, "person.agent", None, None, link)
            last = name.end
        else:
            last = name.end
