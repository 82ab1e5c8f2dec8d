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
    )
)
_LONGEST_LINK = 12
_APART = frozenset(("with", "against", "beside", "between"))


def state_meant(document: Document, findings: Findings, draft: Draft, event: EventMention) -> str | None:
    """The side told last before the word that points back, in its sentence or the one before."""
    word = _pointer(document, event) if event.type in _ALONE and not event.headline else None
    if word is None:
        return None
    sentence = document.sentences[event.sentence]
    before = document.sentences[max(0, event.sentence - 1)]
    for start, end in ((sentence.start, word.start), (before.start, before.end)):
        sides = [s for s in within(findings.states, start, end) if s.code in draft.parties and s.link not in _APART]
        if sides:
            return _one_of(sides)
    return None


def _pointer(document: Document, event: EventMention) -> Hit | None:
    """'das Land', in no phrase with a preposition; or a pronoun that opens the sentence right before the verb."""
    sentence = document.sentences[event.sentence]
    hits = document.hits[sentence.first : sentence.last]
    if "country" in sentence.kinds:
        pairs = ((article, noun) for article, noun in pairwise(hits) if "country" in noun.senses)
        return next((noun for article, noun in pairs if _is_definite(document, article, noun)), None)
    opening = hits[0] if hits else None
    opens = opening is not None and "pronoun" in opening.senses and opening.start == sentence.body
    return opening if opens and opening is not None and event.span.start - opening.end == 1 else None


def _is_definite(document: Document, article: Hit, noun: Hit) -> bool:
    """'das Land', but neither 'im ganzen Land' nor 'für das Land'."""
    before = document.hit_before(article.start, _LONGEST_LINK)
    governed = before is not None and "link" in before.senses and article.start - before.end <= 1
    return not governed and "article" in article.senses and noun.start - article.end <= 1


def _one_of(sides: list[StateMention]) -> str | None:
    """The only one, else the only one that stands free."""
    codes = {side.code for side in sides}
    free = {side.code for side in sides if not side.link}
    return next(iter(codes)) if len(codes) == 1 else next(iter(free)) if len(free) == 1 else None
