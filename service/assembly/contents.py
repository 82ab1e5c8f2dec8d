"""What an agreement lays down, weighed from all words of content that stand where it is spoken of."""

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from schemas.vocabulary import ObligationCategory, Participation
from service.assembly.draft import Draft
from service.assembly.odds import GOES_WITH, LAID_DOWN, log_odds
from service.mention import ObligationMention
from service.text.document import Document

_MARK = -0.7
"""An agreement mostly lays something down, so that less than even odds will do."""
_LONGEST_CUE = 30
"""Longer ones weigh no more."""
_STEM = 7
"""Letters by which two words of content are the same one."""
_OF_NONE = {category.value: False for category in ObligationCategory}
_COLUMN = {category: column for column, category in enumerate(ObligationCategory)}
"""Where `GOES_WITH` has each category."""

Topics = Mapping[ObligationCategory, Sequence[ObligationMention]]


def laid_down(document: Document, draft: Draft, among: int) -> list[ObligationMention]:
    """The best cue of each category that it rather lays down, in the order of the text; one of `among` agreements."""
    topics = topics_of(draft)
    weighed = content_features(document, draft, topics, among)
    chosen = [
        max(cues, key=lambda cue: (cue.titled, cue.framed, -cue.span.start))
        for category, cues in topics.items()
        if log_odds(LAID_DOWN, weighed[category]) > _MARK
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


def topics_of(draft: Draft) -> Topics:
    """The words of content that stand where it is spoken of, by category."""
    found: dict[ObligationCategory, list[ObligationMention]] = defaultdict(list)
    for topic in draft.topics:
        found[topic.category].append(topic)
    return found


def content_features(
    document: Document, draft: Draft, topics: Topics, among: int
) -> dict[ObligationCategory, dict[str, float]]:
    """What `LAID_DOWN` weighs of each category that there are words of."""
    view, length = document.view, len(document.sentences)
    titled = {topic.category for topic in draft.topics if topic.titled}
    framed = {topic.category for topic in draft.topics if topic.framed} - titled
    spans, claims = [topic.span for topic in draft.topics], [claim.span for claim in draft.claims]
    claimed = {span for span in spans for claim in claims if claim.start <= span.start < claim.end}
    most = max(map(len, topics.values()), default=0)
    in_sentence: dict[int, set[ObligationCategory]] = defaultdict(set)
    for topic in draft.topics:
        in_sentence[topic.sentence].add(topic.category)
    first = document.sentence_at(min([mention.span.start for mention in draft.cluster.mentions]))
    return {
        category: {
            "titled": category in titled,
            "framed": math.log1p(sum([cue.framed for cue in cues])),
            "entitled": bool(titled - {category}),
            "outdone": category not in titled and category not in framed and bool(titled or framed),
            "kin_titled": _kinship(category, titled) / max(1, len(titled - {category})),
            "kin_framed": _kinship(category, framed),
            "top": len(cues) == most,
            "share": len(cues) / len(draft.topics),
            "distinct": math.log(len({view[cue.span.start : cue.span.start + _STEM].lower() for cue in cues})),
            "length": min(_LONGEST_CUE, max([cue.span.end - cue.span.start for cue in cues])) / 10,
            "listed": math.log(max([len(in_sentence[cue.sentence]) for cue in cues])),
            "worded": sum([cue.worded for cue in cues]) / len(cues),
            "told": sum([cue.told for cue in cues]) / len(cues),
            "claimed": sum([cue.span in claimed for cue in cues]) / len(cues),
            "before": sum([cue.sentence < first for cue in cues]) / len(cues),
            "early": cues[0].sentence / length,
            "late": (cues[0].sentence / length) ** 2,
            "among": among > 1,
            **_OF_NONE,
            category.value: True,
        }
        for category, cues in topics.items()
    }


def _kinship(category: ObligationCategory, others: Collection[ObligationCategory]) -> float:
    """How much more often than by chance agreements lay it down beside the others."""
    lifts = GOES_WITH[category.value]
    return sum([lifts[_COLUMN[other]] for other in others if other is not category])
