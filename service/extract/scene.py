"""One sentence with all that may be an argument of its events."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from service.extract.actors import Actor
from service.lang.lexicon import Hit, kinds_of
from service.lang.senses import Trigger
from service.mention import DateMention, EventMention, PersonMention, Span, StateMention, TreatyMention
from service.text.clauses import Clauses
from service.text.document import Document, Sentence

_DETERMINERS = frozenset(("article", "demonstrative", "indefinite"))
_FINITE = frozenset(("auxiliary", "event"))
_NO_PHRASE = _DETERMINERS | {"link", "auxiliary"}
_LONGEST_ATTRIBUTE = 160
_LONGEST_ADJECTIVE = 24
_WITHIN_OBJECT = frozenset(("article", "indefinite", "demonstrative", "state", "pronoun"))
_LONGEST_BY = 8
_GENITIVE = 7
"""Characters between the noun of an act and whose it is: 'adhésion de la Suisse', 'Beitritt der Schweiz'."""


@dataclass(slots=True)
class Scene:
    """All that one sentence offers as arguments. `triggers`, set once, are the words that report an event."""

    document: Document
    sentence: Sentence
    index: int
    hits: Sequence[Hit]
    clauses: Clauses
    dates: Sequence[DateMention]
    states: Sequence[StateMention]
    persons: Sequence[PersonMention]
    treaties: Sequence[TreatyMention]
    actors: Sequence[Actor]
    all_dates: Sequence[DateMention] = ()
    """Those that are no event's as well: of titles, last days."""
    lengths: Sequence[DateMention] = ()
    """Lengths of time."""
    recurring: Sequence[DateMention] = ()
    """'every two years'."""
    latest: date | None = None
    """The latest day that the article tells, if the day of its publication is not known."""
    live: DateMention | None = None
    """The day on which it was written, if what it tells without a date was done on that."""
    resumes: bool = False
    """Whether a sentence before speaks of an agreement."""
    leaving: EventMention | None = None
    """The step of leaving one that was told last."""
    triggers: Sequence[Span] = ()
    nominal: dict[Span, DateMention] = field(default_factory=dict)
    """Dates that belong to the noun of an act, by the noun."""
    behind: set[Span] = field(default_factory=set)
    """Triggers that are participles right behind the noun of their agreement."""
    attributes: dict[Span, int | None] = field(default_factory=dict)
    """What `attribute_start` has found of a trigger."""
    kinds: frozenset[str] = field(init=False)
    """Classes of the words in the sentence."""
    _kinds: dict[Span, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.kinds = self.sentence.kinds

    def clause_of(self, position: int) -> Span:
        return self.clauses.around(position)

    def hits_in(self, span: Span) -> Sequence[Hit]:
        return self.document.hits_in(*span)

    def kinds_in(self, span: Span) -> frozenset[str]:
        """Classes of the words in a clause."""
        kinds = self._kinds.get(span)
        if kinds is None:
            kinds = self._kinds[span] = kinds_of(self.hits_in(span))
        return kinds

    def actors_in(self, span: Span) -> list[Actor]:
        return [actor for actor in self.actors if span.start <= actor.span.start < span.end]

    def attribute_start(self, at: Span) -> int | None:
        """Where 'das 1990 in Paris unterzeichnete Abkommen' begins, if the trigger stands so before its treaty noun."""
        if at not in self.attributes:
            self.attributes[at] = self._attribute_start(at)
        return self.attributes[at]

    def _attribute_start(self, at: Span) -> int | None:
        endings = self.document.pack.data.adjective_endings
        if not self.document.view[at.start : at.end].endswith(endings) or not any(
            self._precedes(at, treaty) for treaty in self.treaties
        ):
            return None
        for hit in reversed(self.hits):
            if hit.start >= at.start:
                continue
            far = at.start - hit.end >= _LONGEST_ATTRIBUTE or "," in self.document.view[hit.end : at.start]
            if far or not _FINITE.isdisjoint(hit.senses):
                return None
            if not _DETERMINERS.isdisjoint(hit.senses) and not self._behind_by(hit):
                return hit.start
        return None

    def _behind_by(self, determiner: Hit) -> bool:
        """'von den Präsidenten': the article of who did it opens no attribute."""
        before = self.document.hits_in(max(0, determiner.start - _LONGEST_BY), determiner.start)
        led = bool(before) and determiner.start - before[-1].end == 1
        return led and any(sense.value == "by" for sense in before[-1].senses.get("link", ()))

    def follows_treaty(self, at: Span, trigger: Trigger) -> bool:
        """'will pay under a treaty signed in May': a participle right behind its noun."""
        one_word = " " not in self.document.view[at.start : at.end]
        if trigger.mode != "participle" or not one_word or not self.document.pack.data.subject_first:
            return False
        return any(at.start - treaty.span.end == 1 and not self._is_to_be_done(treaty) for treaty in self.treaties)

    def _is_to_be_done(self, treaty: TreatyMention) -> bool:
        """'wants the treaty signed': what the participle says is done to it, and belongs to the verb before."""
        for hit in reversed(self.document.hits_in(treaty.span.start - _LONGEST_ATTRIBUTE, treaty.span.start)):
            if "sees_done" in hit.senses:
                return True
            if _WITHIN_OBJECT.isdisjoint(hit.senses):
                return False
        return False

    def _precedes(self, at: Span, treaty: TreatyMention) -> bool:
        """Whether the trigger stands before the treaty noun with at most an adjective between."""
        end = treaty.span.start if treaty.span.start > at.end else treaty.head.start
        gap = self.document.view[at.end : end]
        if not 0 < len(gap) <= _LONGEST_ADJECTIVE or " " in gap.strip(" -") or any(mark in gap for mark in ",;:("):
            return False
        return all(_NO_PHRASE.isdisjoint(hit.senses) for hit in self.hits_in(Span(at.end, treaty.head.start)))

    def parted(self, first: Span, second: Span) -> bool:
        """Whether an 'and' or a semicolon stands between, so that the second says something of its own."""
        return ";" in self.document.view[first.end : second.start] or any(
            "and" in hit.senses for hit in self.document.hits_in(first.end, second.start)
        )


def owns_act(scene: Scene, actor: Actor, at: Span) -> bool:
    """'adhésion de la Suisse', 'присоединение Армении': right behind the noun of the act it says whose that is."""
    gap = actor.span.start - at.end
    if actor.link == "of":
        return 0 < gap <= _GENITIVE
    bare = gap == 1 and not actor.link and "" in scene.document.pack.data.genitive_articles
    return bare and is_noun_of_act(scene, at)


def is_noun_of_act(scene: Scene, at: Span) -> bool:
    """Whether an act is told there by a noun."""
    return any(sense.value.mode == "noun" for hit in scene.hits_in(at) for sense in hit.senses.get("event", ()))
