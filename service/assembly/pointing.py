"""Whose act it is where its clause only points back to a state: 'the country ratified it', 'It signed in 1999'."""

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
    if own or (_phrase_start(document, word) > sentence.body and "country" not in word.senses):
        return _one_of(own)
    return _one_of(_sides(findings, draft, before.start, before.end))


def _sides(findings: Findings, draft: Draft, start: int, end: int) -> list[StateMention]:
    near = within(findings.states, start, end)
    return [state for state in near if state.code in draft.parties and state.link not in _APART]


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
    opens the sentence, or its second clause ('As for Peru, it …'), right before the verb."""
    sentence = document.sentences[event.sentence]
    hits = document.hits[sentence.first : sentence.last]
    if "country" in sentence.kinds:
        pairs = ((article, noun) for article, noun in pairwise(hits) if "country" in noun.senses)
        link = "for" if event.type is EventType.ENTRY_INTO_FORCE else ""
        return next((noun for article, noun in pairs if _is_definite(document, article, noun, link)), None)
    if event.type is EventType.ENTRY_INTO_FORCE:
        return next((hit for hit in hits if "pronoun" in hit.senses and _governor(document, hit) == "for"), None)
    for hit in hits:
        if "event" in hit.senses:
            return None
        if "pronoun" in hit.senses:
            gap = event.span.start - hit.end
            topic = event.type is not EventType.SIGNATURE and document.view.startswith(", ", hit.start - 2)
            behind_topic = topic and 0 < gap <= _LONGEST_VERB
            return hit if behind_topic or (hit.start == sentence.body and gap == 1) else None
    return None


def _is_definite(document: Document, article: Hit, noun: Hit, link: str) -> bool:
    """'das Land', but neither 'im ganzen Land' nor another preposition than the one wanted."""
    return _governor(document, article) == link and "article" in article.senses and noun.start - article.end <= 1


def _governor(document: Document, word: Hit) -> str:
    """The class of the preposition right before it."""
    before = document.hit_before(word.start, _LONGEST_LINK)
    near = before is not None and "link" in before.senses and word.start - before.end <= 1
    return str(before.senses["link"][0].value) if before is not None and near else ""


def _phrase_start(document: Document, word: Hit) -> int:
    """Where it begins, with its preposition."""
    before = document.hit_before(word.start, _LONGEST_LINK)
    return before.start if before is not None and _governor(document, word) else word.start


def _one_of(sides: list[StateMention]) -> str | None:
    """The only one, else the only one that stands free."""
    codes = {side.code for side in sides}
    free = {side.code for side in sides if not side.link}
    return next(iter(codes)) if len(codes) == 1 else next(iter(free)) if len(free) == 1 else None
