"""What an agreement lays down, weighed from all words of content that stand where it is spoken of."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from schemas.vocabulary import ObligationCategory, Participation
from service.assembly.draft import Draft
from service.assembly.odds import LAID_DOWN, log_odds
from service.mention import ObligationMention
from service.text.document import Document

_MARK = -0.7
"""An agreement mostly lays something down, so that less than even odds will do."""
_MOST_WORDS = 4
_OF_NONE = {category.value: False for category in ObligationCategory}


def laid_down(document: Document, draft: Draft, among: int) -> list[ObligationMention]:
    """The best cue of each category that it rather lays down, in the order of the text; one of `among` agreements."""
    chosen = [
        max(cues, key=lambda cue: (cue.titled, cue.framed, -cue.span.start))
        for cues in topics_of(draft).values()
        if log_odds(LAID_DOWN, content_features(document, draft, cues, among)) > _MARK
    ]
    return sorted(chosen, key=lambda cue: cue.span)


def share_subject(drafts: Sequence[Draft]) -> None:
    """An agreement that is named by one side alone lays down what the one told before it does, or the first behind it.

    'The tax treaty with Denmark … A treaty with Spain is to follow.'
    """
    told = next((draft.obligations for draft in drafts if draft.obligations), [])
    for draft in drafts:
        if draft.obligations:
            told = draft.obligations
        elif _is_named_by_a_side(draft):
            draft.obligations = told


def _is_named_by_a_side(draft: Draft) -> bool:
    cluster = draft.cluster
    return len(cluster.codes) == 1 and not cluster.stems and draft.participation is Participation.BILATERAL


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
    longest = max(document.slice(cue.span).count(" ") for cue in cues)
    return {
        "titled": any(cue.titled for cue in cues),
        "framed": math.log1p(sum(cue.framed for cue in cues)),
        "words": min(longest, _MOST_WORDS - 1),
        "early": cues[0].sentence / len(document.sentences),
        "share": len(cues) / len(draft.topics),
        "among": among > 1,
        **_OF_NONE,
        cues[0].category.value: True,
    }
