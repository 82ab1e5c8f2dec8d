"""Which sentences say what a treaty lays down, and which tell of something else."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import attrgetter

from service.extract.particles import closed_by
from service.lang.lexicon import Hit
from service.mention import Span, TreatyMention
from service.text.clauses import Clauses
from service.text.document import Document, Sentence
from service.text.spans import index_from

_START, _SENSES = attrgetter("start"), attrgetter("senses")
_MEMORY = 3
_NEAR = 26
_SUBJECT_REACH = 140
_DENIES = 12
_OPENING = 12
_REPORTS = frozenset(("past", "participle", "noun"))
_DETERMINERS = frozenset(("article", "indefinite", "demonstrative"))
_FRAMES = frozenset(("states", "provides", "binds", "modal"))
_SAYING = _FRAMES | {"under", "opens", "therein"}
_WORDING = frozenset(("states", "provides", "binds"))
_UNPLAIN = frozenset(("event", "negation", "state"))
_TOLD = frozenset(("says", "role", "hearsay", "body", "government"))
_MERELY_TOLD = _TOLD | {"hedge", "reported"}
_SIDES = frozenset(("state", "both"))


@dataclass
class Scene:
    """One sentence: its words, what it may lay down, the wording that says so, and the treaties that it names."""

    document: Document
    sentence: Sentence
    words: Sequence[Hit]
    cues: Sequence[Hit]
    frames: Sequence[Hit]
    treaties: Sequence[TreatyMention]
    recent: bool
    """This sentence or one shortly before it names a treaty."""
    sorts: frozenset[str]
    """What its frames may be."""
    told: bool
    """Somebody speaks or acts in it, doubts or reacts."""

    @property
    def worded(self) -> bool:
        """Whether a verb or phrase that may say so stands in it, whoever does it."""
        return not _WORDING.isdisjoint(self.sorts)

    @cached_property
    def clauses(self) -> Clauses:
        return Clauses(self.document, self.sentence)

    def clause_at(self, position: int) -> Span:
        return self.clauses.around(position)


class Scenes:
    """The sentences of a document, looked at only where somebody asks whether they say what a treaty lays down."""

    def __init__(self, document: Document, treaties: Sequence[TreatyMention]) -> None:
        self._document, self._treaties = document, treaties
        self._scenes: dict[int, Scene] = {}
        self._verdicts: dict[int, bool] = {}

    def at(self, index: int) -> Scene:
        if index not in self._scenes:
            self._scenes[index] = self._scene(index)
        return self._scenes[index]

    def lays_down(self, index: int) -> bool:
        """Whether the sentence is framed as content, or goes on in its paragraph behind one that is."""
        trail = []
        while index not in self._verdicts:
            own = self._own_verdict(index)
            if own is None and self._continues(index):
                trail.append(index)
                index -= 1
            else:
                self._verdicts[index] = bool(own)
        for behind in trail:
            self._verdicts[behind] = self._verdicts[index]
        return self._verdicts[index]

    def _own_verdict(self, index: int) -> bool | None:
        """None where it depends on the sentence before."""
        scene = self.at(index)
        if scene.sentence.headline or ("tells" in scene.sorts and _reacts(scene)):
            return False
        if not _SAYING.isdisjoint(scene.sorts) and any(_is_frame(scene, cue) for cue in scene.frames):
            return True
        return None if _goes_on(scene) else False

    def _continues(self, index: int) -> bool:
        sentences = self._document.sentences
        return index > 0 and sentences[index].paragraph == sentences[index - 1].paragraph

    def _scene(self, index: int) -> Scene:
        document, sentences = self._document, self._document.sentences
        sentence = sentences[index]
        cues, frames = _inside(document.layers["contents"], sentence), _inside(document.layers["frames"], sentence)
        first, last = index_from(self._treaties, sentence.start), index_from(self._treaties, sentence.end)
        own = self._treaties[first:last]
        recent = last > 0 and self._treaties[last - 1].span.start >= sentences[max(0, index - _MEMORY)].start
        words = document.hits[sentence.first : sentence.last]
        sorts = frozenset(chain.from_iterable(map(_SENSES, frames)))
        told = "tells" in sorts or not _MERELY_TOLD.isdisjoint(sentence.kinds)
        return Scene(document, sentence, words, cues, frames, own, recent, sorts, told)


def _inside(hits: Sequence[Hit], sentence: Sentence) -> Sequence[Hit]:
    first = bisect_left(hits, sentence.start, key=_START)
    return hits[first : bisect_left(hits, sentence.end, first, key=_START)]


def _reacts(scene: Scene) -> bool:
    """It tells of reactions, claims or history."""
    return any("tells" in cue.senses and _closes(scene, cue, "tells") for cue in scene.frames)


def _is_frame(scene: Scene, cue: Hit) -> bool:
    """Whether the cue makes its sentence one about content."""
    senses = cue.senses
    opens = bool(scene.treaties) and ("under" in senses or ("opens" in senses and _opens_clause(scene, cue)))
    if opens and _governs_treaty(scene, cue):
        return True
    if "therein" in senses and scene.recent:
        return True
    if _FRAMES.isdisjoint(senses) or ("forbids" not in senses and _denied_verb(scene, cue)):
        return False
    if _closes(scene, cue, "states"):
        return True
    if _closes(scene, cue, "provides") and _has_treaty_subject(scene, cue):
        return True
    if not scene.recent or not (_has_parties(scene, cue) or ("modal" in cue.senses and _is_plain(scene))):
        return False
    if _closes(scene, cue, "binds"):
        return True
    return _closes(scene, cue, "modal") and not _tells_event(scene, scene.clause_at(cue.start))


def _is_plain(scene: Scene) -> bool:
    """Nobody speaks, acts, asks or denies in it, and no state is named: who shall or may does so by the treaty."""
    return _TOLD.isdisjoint(scene.sentence.kinds) and _UNPLAIN.isdisjoint(scene.sentence.kinds) and not _asks(scene)


def _asks(scene: Scene) -> bool:
    return "?" in scene.document.view[scene.sentence.start : scene.sentence.end]


def _tells_event(scene: Scene, clause: Span) -> bool:
    return any("event" in word.senses and clause.start <= word.start < clause.end for word in scene.words)


def _closes(scene: Scene, cue: Hit, kind: str) -> bool:
    """Whether the cue is of that kind and its particle, if it has one, closes a clause behind it."""
    if kind not in cue.senses:
        return False
    rest = Span(cue.end, scene.sentence.end)
    return any(
        not sense.value or closed_by(scene.document, scene.words, rest, sense.value) for sense in cue.senses[kind]
    )


def _opens_clause(scene: Scene, cue: Hit) -> bool:
    return cue.start <= max(scene.clause_at(cue.start).start, scene.sentence.body) + _OPENING


def _governs_treaty(scene: Scene, cue: Hit) -> bool:
    """'Nach dem Abkommen', 'under the pact': a treaty follows the preposition."""
    return any(
        0 < treaty.span.start - cue.end <= _NEAR and _gap_is_open(scene, cue.end, treaty.span.start)
        for treaty in scene.treaties
    )


def _gap_is_open(scene: Scene, start: int, end: int) -> bool:
    """Only determiners, adjectives and dates may stand between a preposition and the treaty."""
    gap = scene.document.view[start:end]
    if "," in gap or (scene.document.pack.nouns_capital and any(word[0].isupper() for word in gap.split())):
        return False
    return not any(
        start <= word.start < end and ("event" in word.senses or "link" in word.senses) for word in scene.words
    )


def _has_treaty_subject(scene: Scene, verb: Hit) -> bool:
    clause = scene.clause_at(verb.start)
    if any(_is_subject(scene, treaty, clause, verb) for treaty in scene.treaties):
        return True
    opening = opening_of(scene, clause)
    if opening is not None and "relative" in opening.senses:
        return any(treaty.span.end < opening.start for treaty in scene.treaties)
    if _has_pronoun(scene, clause, verb):
        return scene.recent
    opens = verb.start - clause.start <= 6 and clause.start > scene.sentence.body
    return opens and any(treaty.span.end <= clause.start and not _governed(scene, treaty) for treaty in scene.treaties)


def _is_subject(scene: Scene, treaty: TreatyMention, clause: Span, verb: Hit) -> bool:
    if not clause.start <= treaty.head.start < clause.end or _governed(scene, treaty):
        return False
    if treaty.head.end <= verb.start:
        return verb.start - treaty.head.end <= _SUBJECT_REACH
    return scene.document.pack.nouns_capital and treaty.span.start >= verb.end and treaty.span.start - verb.end <= _NEAR


def _governed(scene: Scene, treaty: TreatyMention) -> bool:
    """Whether a preposition stands before the treaty, with only determiners between."""
    reach = treaty.span.start
    for word in reversed(scene.words):
        if word.end > reach:
            continue
        if reach - word.end > 2 and not ("link" in word.senses and reach - word.end <= 14):
            return False
        if "link" in word.senses:
            return True
        if _DETERMINERS.isdisjoint(word.senses):
            return False
        reach = word.start
    return False


def opening_of(scene: Scene, clause: Span) -> Hit | None:
    """The cue that opens a clause that is not the first of its sentence."""
    if clause.start <= scene.sentence.body:
        return None
    return next((cue for cue in scene.frames if clause.start <= cue.start <= clause.start + 2), None)


def _has_pronoun(scene: Scene, clause: Span, verb: Hit) -> bool:
    """A pronoun is the subject: it opens the clause or stands beside the verb."""
    if "pronoun" not in scene.sentence.kinds:
        return False
    start = max(clause.start, scene.sentence.body)
    for word in scene.words:
        if "pronoun" in word.senses and clause.start <= word.start < clause.end and not _determines(scene, word):
            near = word.start - start <= 8 and word.end <= verb.start
            inverted = scene.document.pack.nouns_capital and 0 <= word.start - verb.end <= 1
            if near or inverted or 0 <= verb.start - word.end <= 12:
                return True
    return False


def _determines(scene: Scene, word: Hit) -> bool:
    following = scene.document.view[word.end : word.end + 2]
    return scene.document.pack.nouns_capital and following[1:2].isupper()


def _has_parties(scene: Scene, verb: Hit) -> bool:
    parties = [cue.start for cue in scene.frames if "parties" in cue.senses]
    if not parties and _SIDES.isdisjoint(scene.sentence.kinds):
        return False
    clause = scene.clause_at(verb.start)
    if any(clause.start <= start < clause.end for start in parties):
        return True
    return any(
        clause.start <= word.start < verb.start + _NEAR and word.start < clause.end and _is_party(scene, word)
        for word in scene.words
    )


def _is_party(scene: Scene, word: Hit) -> bool:
    """'Both sides', or a state that no preposition governs and that is no adjective."""
    if "both" in word.senses:
        return True
    if all(sense.value[1] == "adjective" for sense in word.senses.get("state", ())):
        return False
    return not any("link" in before.senses and 0 < word.start - before.end <= 5 for before in scene.words)


def _goes_on(scene: Scene) -> bool:
    """A sentence behind one about content goes on about it unless it tells of events or people, or quotes."""
    kinds = scene.sentence.kinds
    if not _TOLD.isdisjoint(kinds):
        return False
    if "event" in kinds and any(
        sense.value.mode in _REPORTS for word in scene.words for sense in word.senses.get("event", ())
    ):
        return False
    return "“" not in scene.document.slice(Span(scene.sentence.start, scene.sentence.end))


def _denied_verb(scene: Scene, verb: Hit) -> bool:
    if "negation" not in scene.sentence.kinds:
        return False
    clause = scene.clause_at(verb.start)
    return any(
        "negation" in word.senses
        and "link" not in word.senses
        and clause.start <= word.start <= verb.start - 1
        and verb.start - word.end <= _DENIES
        for word in scene.words
    )
