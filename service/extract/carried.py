"""The date of an act that the sentences before tell: one that sets the scene, or a line that is a date."""

from collections.abc import Sequence

from schemas.vocabulary import EventStatus, EventType
from service.extract.anniversaries import commemorated
from service.extract.dating import is_relative, is_subordinate
from service.extract.scene import Scene
from service.extract.timing import DAYS_OF_NEWS, is_ahead
from service.mention import Age, DateMention, EventMention
from service.text.clauses import Clauses
from service.text.document import Document, Sentence

_TOLD_AGAIN = frozenset(("time.part_of_day",))
"""'That evening': the day is the one told before."""
_LONGEST_FRAGMENT = 70
_OPENERS = frozenset(("article", "subordinator"))
_OPENING = 2
MARKED = frozenset(("recurs", "anniversary", "turns"))
_TIMELY = MARKED | {"when"}
_MADE = frozenset((EventType.SIGNATURE, EventType.EXCHANGE_OF_INSTRUMENTS))
_FAR = 3


class Carried:
    """What the sentences so far hand on to the acts of the next: the day of the one right before, and the day that a
    paragraph goes on from ('On 3 May the ministers met. It rained. They signed in a tent.')."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._fragment: DateMention | None = None
        self._before: DateMention | None = None
        self._marked = False
        self._story: DateMention | None = None
        self._told = 0
        self._lasting = False
        self._vote: EventMention | None = None
        self._session: DateMention | None = None

    def open(self, index: int, dates: Sequence[DateMention]) -> None:
        """A sentence with these dates begins."""
        if self._before is not None and not self._marked and self._opens_paragraph(index):
            self._before = None
        kinds = self._document.sentences[index].kinds
        if "body" in kinds and len(dates) == 1 and dates[0].rule in DAYS_OF_NEWS:
            self._session = _behind(self._document, dates[0])
        self._marked = not MARKED.isdisjoint(kinds) or (bool(dates) and any(map(is_birthday, dates)))

    def skip(self, index: int, dates: Sequence[DateMention]) -> None:
        """A sentence that tells no act."""
        self._fragment = self._before = None
        if dates:
            sentence = self._document.sentences[index]
            self._fragment = fragment_of(sentence, dates) if "event" not in sentence.kinds else None
            self._before = _behind(self._document, scene_set(self._document, sentence, dates))
            self._stay(index, self._before)

    def dated(self, scene: Scene, events: list[EventMention]) -> list[EventMention]:
        """The events of a sentence; what it does not date itself, by what was told before."""
        events = [self._in_session(scene, event) for event in events]
        if any(date.rule not in _TOLD_AGAIN for date in scene.dates):
            return events
        return [
            self._hinted(scene, event if _looks_back(scene, event) else _dated_by(event, self._fragment, self._before))
            for event in events
        ]

    def tell(self, scene: Scene, events: Sequence[EventMention]) -> None:
        """The sentence has told these events."""
        self._vote = next((event for event in reversed(events) if _is_vote_of_news(event)), self._vote)
        self._fragment = self._before = None
        acts = [event for event in events if event.date is not None]
        if acts:
            made = [event for event in acts if event.type in _MADE and event.status is EventStatus.OCCURRED]
            self._stay(scene.index, _behind(self._document, made[-1].date) if made else None)
        elif scene.dates:
            day = scene_set(self._document, scene.sentence, scene.dates)
            self._before = _behind(self._document, commemorated(scene, day) if day is not None else None)
            self._stay(scene.index, _behind(self._document, day))

    def _stay(self, index: int, day: DateMention | None) -> None:
        """The story goes on from this day, or from none that is sure."""
        self._story, self._told = day, index
        self._lasting = self._marked or self._document.view[self._document.sentences[index].end - 1] == "?"

    def _hinted(self, scene: Scene, event: EventMention) -> EventMention:
        """A signature that a verb of a main clause tells without a day, with that of the story as a hint."""
        done = event.type is EventType.SIGNATURE and event.status is EventStatus.OCCURRED and not event.headline
        if self._story is None or not done or event.date is not None or scene.lengths:
            return event
        opened = sum(self._opens_paragraph(index) for index in range(self._told + 1, scene.index + 1))
        if scene.index - self._told > _FAR or opened > self._lasting:
            return event
        return event if _is_set_apart(scene, event) else event._replace(story=self._story)

    def _in_session(self, scene: Scene, event: EventMention) -> EventMention:
        """A chamber's vote without a day, with that of the vote or session which the report has told before."""
        vote, clause = self._vote, scene.clause_of(event.span.start)
        if event.type is not EventType.PARLIAMENTARY_APPROVAL or event.date is not None:
            return event
        done = (
            event.status is not EventStatus.PLANNED
            and not event.headline
            and "pluperfect" not in scene.kinds_in(clause)
        )
        same = vote is None or None in (event.party, vote.party) or event.party == vote.party
        day = vote.date if vote is not None else self._session
        return event._replace(story=day) if done and same and day and not _is_set_apart(scene, event) else event

    def _opens_paragraph(self, index: int) -> bool:
        sentences = self._document.sentences
        return index == 0 or sentences[index - 1].paragraph != sentences[index].paragraph


def _looks_back(scene: Scene, event: EventMention) -> bool:
    """'They met on 3 May. For months negotiators had …': what lasted before the day told was not done on it."""
    return "pluperfect" in scene.kinds_in(scene.clause_of(event.span.start))


def _is_vote_of_news(event: EventMention) -> bool:
    told = event.date is not None and event.date.rule in DAYS_OF_NEWS
    return told and event.type is EventType.PARLIAMENTARY_APPROVAL and event.status is not EventStatus.PLANNED


def _is_set_apart(scene: Scene, event: EventMention) -> bool:
    """Whether it stands in an attribute or a clause below another, or tells of another agreement: 'similar ones'."""
    if event.treaty is not None and event.treaty.age not in (None, Age.NEWER):
        return True
    if scene.attribute_start(event.span) is not None or event.span in scene.behind:
        return True
    clause = scene.clauses.index(event.span.start)
    return is_subordinate(scene, clause) or (clause > 0 and is_relative(scene, scene.clauses.span(clause)))


def _behind(document: Document, date: DateMention | None) -> DateMention | None:
    """The date, unless it is still to come."""
    return None if date is None or date.past is None or is_ahead(document, date) else date


def is_birthday(date: DateMention) -> bool:
    """'Heute vor 80 Jahren', '100 years ago today': a day so long ago is that of a whole story."""
    return date.counted and date.has_day


def scene_set(document: Document, sentence: Sentence, dates: Sequence[DateMention]) -> DateMention | None:
    """The one day that a sentence tells, but of something aside: 'The dispute, which began in 1998, is over'."""
    days = {date.past.plain for date in dates if date.past is not None}
    return dates[0] if len(days) == 1 and not _is_aside(document, sentence, dates[0]) else None


def _is_aside(document: Document, sentence: Sentence, date: DateMention) -> bool:
    if not _TIMELY.isdisjoint(sentence.kinds) or _OPENERS.isdisjoint(sentence.kinds):
        return False
    clause = Clauses(document, sentence).around(date.span.start)
    opening = document.hits_in(clause.start, clause.start + _OPENING)
    if clause.start <= sentence.body or not opening:
        return False
    relative = "article" in opening[0].senses and document.pack.data.verb_last
    return relative or "subordinator" in opening[0].senses


def _dated_by(event: EventMention, fragment: DateMention | None, before: DateMention | None) -> EventMention:
    """An act that is no plan, with the date of a fragment before it or with the one that sets the scene."""
    if event.date is not None or event.effective is not None or event.status is EventStatus.PLANNED:
        return event
    return event._replace(date=fragment or before)


def fragment_of(sentence: Sentence, dates: Sequence[DateMention]) -> DateMention | None:
    """The date that is all a short sentence without a verb says ('Bonn, 3. Mai 1990.'): the next one's."""
    short = len(dates) == 1 and sentence.end - sentence.start < _LONGEST_FRAGMENT and "auxiliary" not in sentence.kinds
    return dates[0] if short else None
