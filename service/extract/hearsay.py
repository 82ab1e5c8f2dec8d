"""What is told as somebody else's words: in the mood of indirect speech, said to have been done, or denied."""

from collections.abc import Sequence

from service.extract.scene import Scene
from service.lang.lexicon import Hit, kinds_of
from service.mention import Span
from service.text.document import Document

_TELLING = frozenset(("says", "source", "hearsay", "reported"))
_BESIDE = 2


def is_reported(document: Document, hits: Sequence[Hit], at: Span) -> bool:
    """'Beide hätten 2019 unterschrieben, hieß es': no condition, where somebody is told to say so and nothing else of
    the sentence imagines it."""
    if not all("subjunctive" in hit.senses for hit in hits if "conditional" in hit.senses):
        return False
    sentence = document.sentences[document.sentence_at(at.start)]
    if _TELLING.isdisjoint(sentence.kinds):
        return False
    words = document.hits[sentence.first : sentence.last]
    moods = [hit for hit in words if "conditional" in hit.senses]
    told = any(hit not in moods and not _TELLING.isdisjoint(hit.senses) for hit in words)
    return told and len(moods) == 1 and moods[0].start > sentence.body


def is_said_done(document: Document, hits: Sequence[Hit], at: Span) -> bool:
    """'soll bereits unterzeichnet haben': a modal of hearsay with the infinitive of the perfect, and no 'until'."""
    behind = document.hit_at(at.end + 1)
    if behind is None or "perfect_infinitive" not in behind.senses:
        return False
    kinds = kinds_of(hit for hit in hits if hit.start < at.start)
    return "said_to" in kinds and "until" not in kinds


def is_denied(scene: Scene, clause: Span) -> bool:
    """'dementierte, dass … unterzeichnet worden sei': the clause before denies what a 'that' opens."""
    if "denies" not in scene.kinds:
        return False
    own = scene.clauses.index(clause.start)
    opening = scene.document.hits_in(clause.start, clause.start + _BESIDE)
    opens = bool(opening) and ("subordinator" in opening[0].senses or "that" in opening[0].senses)
    return own > 0 and opens and "denies" in scene.kinds_in(scene.clauses.span(own - 1))
