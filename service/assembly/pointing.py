"""Whose act it is where its clause only points back to a state: 'the country ratified it', 'It signed in 1999'."""

from collections.abc import Sequence
from itertools import pairwise

from schemas.vocabulary import EventType
from service.assembly.draft import Draft
from service.findings import Findings
from service.lang.lexicon import Hit
from service.mention import EventMention, StateMention
from service.text.document import Document
from service.text.spans import within

_ALONE = frozenset(
    (
        EventType.SIGNATURE,
        EventType.RATIFICATION,
        EventType.ACCESSION,
        EventType.DEPOSIT_OF_INSTRUMENTS,
        EventType.WITHDRAWAL,
        EventType.SUSPENSION,
        EventType.ENTRY_INTO_FORCE,
    )
)
_LONGEST_LINK, _LONGEST_VERB = 12, 20
_LONGEST_QUESTION, _OPENING = 40, 12
_INTRANSITIVE = frozenset((EventType.ACCESSION, EventType.WITHDRAWAL))
_NAMING = frozenset(("state", "role", "body", "government", "treaty", "says"))
_APART = frozenset(("with", "against", "beside", "between"))


def state_meant(document: Document, findings: Findings, draft: Draft, event: EventMention) -> str | None:
    """The side told last before the word that points back, in its sentence or the one before."""
    if event.type not in _ALONE or event.headline:
        return None
    asked = _asked_about(document, findings, event)
    word = _pointer(document, event) if asked is None else None
    if word is None:
        return asked if asked in draft.parties else None
    sentence = document.sentences[event.sentence]
    before = document.sentences[max(0, event.sentence - 1)]
    own = _sides(findings, draft, sentence.start, word.start)
    if own or document.view.startswith(", ", word.start - 2):
        return _one_of(own)
    return _one_of(_sides(findings, draft, before.start, before.end))


def _sides(findings: Findings, draft: Draft, start: int, end: int) -> list[StateMention]:
    near = within(findings.states, start, end)
    return [
        state for state in near if state.code in draft.parties and state.link not in _APART and state.via != "people"
    ]


def _asked_about(document: Document, findings: Findings, event: EventMention) -> str | None:
    """'Und Chile? Hat 2019 ratifiziert.': the one state of a question without a verb before a verb without subject."""
    sentence = document.sentences[event.sentence]
    before = document.sentences[max(0, event.sentence - 1)]
    short = (
        before.end - before.start <= _LONGEST_QUESTION and document.view[before.start : before.end].rstrip()[-1:] == "?"
    )
    if not short or before is sentence or event.span.start - sentence.body > _OPENING:
        return None
    codes = {state.code for state in within(findings.states, before.start, before.end)}
    return codes.pop() if len(codes) == 1 else None


def _pointer(document: Document, event: EventMention) -> Hit | None:
    """'das Land', in no phrase with a preposition, but 'for the country' for what enters into force; or a pronoun that
    opens the sentence, if for a time, or its second clause ('As for Peru, it …'), beside the verb."""
    sentence = document.sentences[event.sentence]
    hits = document.hits[sentence.first : sentence.last]
    if "country" in sentence.kinds:
        pairs = ((article, noun) for article, noun in pairwise(hits) if "country" in noun.senses)
        link = "for" if event.type is EventType.ENTRY_INTO_FORCE else ""
        return next((noun for article, noun in pairs if _is_definite(document, article, noun, link)), None)
    if event.type is EventType.ENTRY_INTO_FORCE:
        named = (hit for hit in hits if "pronoun" in hit.senses and _governor(document, hit) == "for")
        return next((hit for hit in named if ":" not in document.view[hit.end : event.span.start]), None)
    for index, hit in enumerate(hits):
        if "pronoun" in hit.senses:
            if "they" in hit.senses and event.type is EventType.SIGNATURE:
                return None
            gap = event.span.start - hit.end
            topic = event.type is not EventType.SIGNATURE and document.view.startswith(", ", hit.start - 2)
            behind_topic = topic and 0 < gap <= _LONGEST_VERB
            acts = behind_topic or (hit.start == sentence.body and gap == 1) or _acts(document, hits, index, event)
            return hit if acts else None
        if "event" in hit.senses and hit.start != event.span.start:
            return None
    return None


def _acts(document: Document, hits: Sequence[Hit], index: int, event: EventMention) -> bool:
    """'A year later it acceded', 'Erst 1992 hat sie das Abkommen ratifiziert': behind nothing but a time, beside its
    verb, where it cannot stand for the treaty."""
    pronoun, before = hits[index], hits[index - 1] if index else None
    if any(not _NAMING.isdisjoint(hit.senses) for hit in hits[:index]):
        return False
    if event.type not in _INTRANSITIVE and all("treaty" not in hit.senses for hit in hits[index:]):
        return False
    if "," in document.view[pronoun.end : event.span.start]:
        return False
    inverted = before is not None and pronoun.start - before.end == 1
    verb = before is not None and (before.start == event.span.start or "perfect" in before.senses)
    return event.span.start - pronoun.end == 1 or (inverted and verb)


def _is_definite(document: Document, article: Hit, noun: Hit, link: str) -> bool:
    """'das Land', but neither 'im ganzen Land' nor another preposition than the one wanted."""
    between = document.view[article.end : noun.start].split()
    near = len(between) <= 1 and all(word.islower() for word in between)
    before = document.hit_before(article.start, _LONGEST_LINK)
    paired = before is not None and "and" in before.senses and article.start - before.end <= 1
    return near and not paired and "article" in article.senses and _governor(document, article) == link


def _governor(document: Document, word: Hit) -> str:
    """The class of the preposition right before it."""
    before = document.hit_before(word.start, _LONGEST_LINK)
    near = before is not None and "link" in before.senses and word.start - before.end <= 1
    return str(before.senses["link"][0].value) if before is not None and near else ""


def _one_of(sides: list[StateMention]) -> str | None:
    """The only one, else the only one that stands free."""
    codes = {side.code for side in sides}
    free = {side.code for side in sides if not side.link}
    return next(iter(codes)) if len(codes) == 1 else next(iter(free)) if len(free) == 1 else None
