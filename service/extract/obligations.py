"""Stage 2f: what the article says that a treaty lays down, read from its name and from sentences about its content."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from schemas.vocabulary import ObligationCategory
from service.extract.content import Scene, Scenes, opening_of
from service.lang.lexicon import Hit, Sense
from service.lang.model import Obligation
from service.mention import ObligationMention, Span, TreatyMention
from service.text.document import Document

_QUOTE = 45
_MODIFIER = 16
_LONGEST_NAME = 40
_START = attrgetter("start")
_ELSE = frozenset(("treaty", "role"))


def obligations(document: Document, treaties: Sequence[TreatyMention]) -> list[ObligationMention]:
    """Categories in the order of the text, the best cue for each category and sentence: in a name, framed, near by."""
    if not treaties:
        return []
    found: dict[tuple[int, ObligationCategory], ObligationMention] = {}
    scenes = Scenes(document, treaties)
    for mention in (*_from_titles(document, treaties, scenes), *_from_contents(document, scenes)):
        key = (mention.sentence, mention.category)
        if key not in found or (mention.titled, mention.framed) >= (found[key].titled, found[key].framed):
            found[key] = mention
    return sorted(found.values(), key=lambda mention: mention.span)


def _from_titles(document: Document, treaties: Sequence[TreatyMention], scenes: Scenes) -> Iterator[ObligationMention]:
    cues = document.layers["subjects"]
    for treaty in treaties:
        index = document.sentence_at(treaty.span.start)
        if treaty.form != "named" or document.sentences[index].headline:
            continue
        start = max(document.sentences[index].start, treaty.span.start - _MODIFIER)
        first = bisect_left(cues, start, key=_START)
        for cue in cues[first : bisect_left(cues, treaty.span.end, first, key=_START)]:
            if cue.end <= treaty.span.start or cue.end > treaty.span.end or _names_organisation(document, cue):
                continue
            for sense in cue.senses.get("category", ()):
                yield _mention(cue, sense, index, scenes.at(index), titled=True)


def _names_organisation(document: Document, cue: Hit) -> bool:
    """'Eurasian Economic Union': the words of a side's name are not what the agreement is about."""
    around = document.hit_before(cue.start, _LONGEST_NAME)
    if around is None or around.end < cue.end:
        return False
    return any(sense.value[0] in document.pack.data.organisations for sense in around.senses.get("state", ()))


def _from_contents(document: Document, scenes: Scenes) -> Iterator[ObligationMention]:
    for cue in document.layers["contents"]:
        if "category" in cue.senses and not _is_something_else(document, cue):
            index = document.sentence_at(cue.start)
            scene, framed = scenes.at(index), scenes.lays_down(index)
            for sense in cue.senses["category"]:
                if not ((framed or scene.worded) and _is_denied(scene, cue, sense)):
                    said = framed and _is_said(scene, cue)
                    yield _mention(cue, sense, index, scene, framed=said)


def _is_something_else(document: Document, cue: Hit) -> bool:
    """The word calls an agreement or an office: 'the armistice of 1953', 'Minister of Trade'."""
    around = document.hit_before(cue.start + 1, _LONGEST_NAME)
    return around is not None and around.end >= cue.end and not _ELSE.isdisjoint(around.senses)


def _is_said(scene: Scene, cue: Hit) -> bool:
    """Whether the sentence, which is framed as content, lays this very thing down."""
    return not (_in_treaty(scene, cue) or _in_aside(scene, cue) or _quoted(scene, cue))


def _is_denied(scene: Scene, cue: Hit, sense: Sense) -> bool:
    """'provides for no mutual defence': a negation that neither belongs to the thing nor makes it a prohibition."""
    if sense.value.negated or not _denied(scene, cue):
        return False
    return not (sense.value.forbidden and _forbidden(scene, cue))


def _mention(
    cue: Hit, sense: Sense, sentence: int, scene: Scene, *, titled: bool = False, framed: bool = False
) -> ObligationMention:
    rule: Obligation = sense.value
    span = Span(cue.start, cue.end)
    return ObligationMention(span, rule.id, rule.category, sentence, titled, framed, scene.worded, scene.told)


def _in_treaty(scene: Scene, cue: Hit) -> bool:
    return any(treaty.span.start <= cue.start < treaty.span.end for treaty in scene.treaties)


def _in_aside(scene: Scene, cue: Hit) -> bool:
    opening = opening_of(scene, scene.clause_at(cue.start))
    return opening is not None and "aside" in opening.senses


def _quoted(scene: Scene, cue: Hit) -> bool:
    """Inside a long quotation: somebody's words, not the treaty's."""
    view = scene.document.view
    opening = max([view.rfind(mark, scene.sentence.start, cue.start) for mark in '„“"«»'])
    if opening < 0:
        return False
    ends = (view.find(mark, cue.end, scene.sentence.end) for mark in '“”"«»')
    closing = min((at for at in ends if at >= 0), default=-1)
    return closing - opening > _QUOTE and not view[opening + 1 : opening + 2].isspace()


def _denied(scene: Scene, cue: Hit) -> bool:
    """A negation before the cue in its clause; in a language whose verb comes last, one behind it as well."""
    if "negation" not in scene.sentence.kinds:
        return False
    clause = scene.clause_at(cue.start)
    view, pack = scene.document.view, scene.document.pack
    for word in scene.words:
        if "negation" not in word.senses or "link" in word.senses or not clause.start <= word.start < clause.end:
            continue
        lifted = view[word.end : word.end + 12].split()[:1]
        if lifted and lifted[0].lower() in pack.data.not_only:
            continue
        behind = word.start > cue.start
        if (behind and pack.nouns_capital) or (not behind and not _starts_anew(scene, word.end, cue.start)):
            return True
    return False


def _forbidden(scene: Scene, cue: Hit) -> bool:
    """The verb of the clause permits or promises: a negation makes a prohibition, which is laid down."""
    clause = scene.clause_at(cue.start)
    return any("forbids" in verb.senses and clause.start <= verb.start < clause.end for verb in scene.frames)


def _starts_anew(scene: Scene, start: int, end: int) -> bool:
    """'… will never attack and will consult': behind 'and', a second verb is free of the negation of the first."""
    joins = [word.end for word in scene.words if "and" in word.senses and start <= word.start < end]
    verbs = [cue.start for cue in scene.frames if "modal" in cue.senses and cue.start < end]
    return any(0 < verb - join <= 2 for verb in verbs for join in joins)
