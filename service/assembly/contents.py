"""What an agreement lays down, weighed from all words of content that stand where it is spoken of."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from schemas.vocabulary import ObligationCategory
from service.assembly.draft import Draft
from service.assembly.odds import LAID_DOWN, log_odds
from service.mention import ObligationMention
from service.text.document import Document

_MARK = -0.5
"""An agreement mostly lays something down, so that less than even odds will do."""
_MOST_LETTERS = 24
_OF_NONE = {category.value: False for category in ObligationCategory}


def laid_down(document: Document, draft: Draft, among: int) -> list[ObligationMention]:
    """The best cue of each category that it rather lays down, in the order of the text; one of `among` agreements."""
    chosen = [
        max(cues, key=lambda cue: (cue.titled, cue.framed, -cue.span.start))
        for cues in topics_of(draft).values()
        if log_odds(LAID_DOWN, content_features(document, draft, cues, among)) > _MARK
    ]
    return sorted(chosen, key=lambda cue: cue.span)


def topics_of(draft: Draft) -> Mapping[ObligationCategory, Sequence[ObligationMention]]:
    """The words of content that stand where it is spoken of, by category."""
    found: dict[ObligationCategory, list[ObligationMention]] = defaultdict(list)
    for topic in draft.topics:
        found[topic.category].append(topic)
    return found


def content_features(
    document: Document, draft: Draft, cues: Sequence[ObligationMention], among: int
) -> dict[str, float]:
    """What `LAID_DOWN` weighs of one category: `cues` are all its words, in the order of the text."""
    own = cues[0].category
    longest = max((cue.span.end - cue.span.start for cue in cues if cue.laid_down), default=0)
    return {
        "titled": any(cue.titled for cue in cues),
        "elsewhere": any(topic.titled and topic.category is not own for topic in draft.topics),
        "framed": math.log1p(sum(cue.framed for cue in cues)),
        "weak": all(cue.weak for cue in cues),
        "cues": math.log1p(len(cues)),
        "letters": min(longest, _MOST_LETTERS) / _MOST_LETTERS,
        "early": cues[0].sentence / len(document.sentences),
        "share": len(cues) / len(draft.topics),
        "among": among > 1,
        **_OF_NONE,
        own.value: True,
    }
