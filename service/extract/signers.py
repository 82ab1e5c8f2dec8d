"""Who signed an agreement, and who only looked on."""

from service.extract.phrases import is_acted_for
from service.extract.scene import Scene
from service.lang.lexicon import Hit
from service.mention import PersonMention, Span
from service.text.spans import within

_SIGNER = frozenset(("", "by", "for", "alongside"))
_COSIGNER = _SIGNER | {"with"}
_BEFORE_OFFICE = frozenset(("link", "article"))
_TOLD = frozenset(("auxiliary", "event"))
_MOST_BETWEEN = 3
_LONGEST_NEGATION = 12


def signers(scene: Scene, clause: Span, at: Span) -> tuple[PersonMention, ...]:
    """Who signed: people that no preposition governs but 'by' and 'for', unless the clause says that they looked on."""
    words = scene.hits if "witness" in scene.kinds else ()
    witness = [
        h.start for h in words if "witness" in h.senses and not (_is_over(scene, h) or is_acted_for(scene.document, h))
    ]
    onlookers = looking_on(scene)
    own = scene.clauses.index(at.start)
    chosen: list[PersonMention] = []
    he = "he" in scene.kinds_in(scene.clauses.span(own))
    whose = _whose_signature(scene, at)
    for person in sorted(scene.persons, key=lambda each: each.link == "with"):
        if person.link not in (_COSIGNER if chosen or he else _SIGNER) and not (
            person.link == "of" and person.span > whose
        ):
            continue
        first = chosen[0].span if chosen else at
        if person.link == "with" and person.span < first and not _opens(scene, person, own):
            continue
        if person in onlookers or any(t.span.start <= person.span.start < t.span.end for t in scene.treaties):
            continue
        if _is_acted_for(scene, person) or _owns(scene, person, at) or _did_another_thing(scene, person, at):
            continue
        if "negation" in scene.kinds and _is_denied(scene, person):
            continue
        number = scene.clauses.index(person.span.start)
        if number != own and _does_something_else(scene, number):
            continue
        if any(scene.clauses.index(w) == number and (w < person.span.start or number != own) for w in witness):
            continue
        chosen.append(person)
    return tuple(sorted(chosen, key=lambda each: each.span))


def _whose_signature(scene: Scene, at: Span) -> Span:
    """'porta le firme del ministro X e del libico Y': behind the noun of the act, those whose signature it is; where
    none of them stands right behind it, a place behind the sentence."""
    behind = scene.document.hit_at(at.end + 1)
    of = behind is not None and any(sense.value == "of" for sense in behind.senses.get("link", ()))
    first = next((p for p in scene.persons if p.span > at), None)
    start = (first.role or first.span).start if first is not None else 0
    if of and behind is not None and start - behind.end in (0, 1):
        return at
    return Span(scene.sentence.end, scene.sentence.end)


def _opens(scene: Scene, person: PersonMention, own: int) -> bool:
    """'Mit X unterzeichnete Y', not 'nach Gesprächen mit X unterzeichnete Y'."""
    opening = scene.document.hit_at(scene.clauses.span(own).start)
    start = person.role.start if person.role else person.span.start
    led = opening is not None and any(sense.value == "with" for sense in opening.senses.get("link", ()))
    return led and opening is not None and len(scene.document.view[opening.end : start].split()) <= _MOST_BETWEEN


def _does_something_else(scene: Scene, number: int) -> bool:
    """Whether somebody speaks or does another act in that clause."""
    told = any(scene.clauses.index(trigger.start) == number for trigger in scene.triggers)
    return told or _speaks(scene, scene.clauses.span(number))


def _speaks(scene: Scene, clause: Span) -> bool:
    """Whether a verb of saying stands there; one that takes a particle ('setzte … hinzu') with it."""
    if "says" not in scene.kinds_in(clause):
        return False
    rules = [sense.value for hit in scene.hits_in(clause) for sense in hit.senses.get("says", ())]
    words = scene.document.view[clause.start : clause.end].lower().replace(",", " ").split()
    return any(not rule.marker or not rule.marker.isdisjoint(words) for rule in rules)


def _is_denied(scene: Scene, person: PersonMention) -> bool:
    """'nicht Präsident X, sondern Ministerin Y': a negation right before the person."""
    start = person.role.start if person.role and person.role.start < person.span.start else person.span.start
    before = scene.document.hit_before(start, _LONGEST_NEGATION)
    if before is not None and "article" in before.senses:
        start, before = before.start, scene.document.hit_before(before.start, _LONGEST_NEGATION)
    return before is not None and "negation" in before.senses and start - before.end <= 1


def _is_acted_for(scene: Scene, person: PersonMention) -> bool:
    """'for the Emperor Kangxi', and not 'for Chile minister Ruiz': others sign in that name."""
    if person.link != "for" or person.role is None:
        return False
    end = person.role.start
    for hit in reversed(scene.document.hits_in(scene.sentence.start, end)):
        if end - hit.end > 1 or hit.senses.keys().isdisjoint(_BEFORE_OFFICE):
            return False
        if "link" in hit.senses:
            return bool(hit.senses["link"][0].value == "for")
        end = hit.start
    return False


def _did_another_thing(scene: Scene, person: PersonMention, act: Span) -> bool:
    """'Nach von X geführten Gesprächen', 'after talks led by X A and B signed': a 'by' before an active verb."""
    if person.link != "by" or person.span.end > act.start or scene.document.pack.data.verb_last:
        return False
    return any(p.link == "" and person.span.end < p.span.start < act.start for p in scene.persons)


def _owns(scene: Scene, person: PersonMention, act: Span) -> bool:
    """'President Ruiz's minister signed': whose something is did not sign; 'Ruiz's signature' is."""
    mark = scene.document.pack.patterns.possessive.match(scene.document.view, person.span.end)
    return mark is not None and act.start - mark.end() != 1


def looking_on(scene: Scene) -> list[PersonMention]:
    """'X signed as a witness', 'A and B signed, with X as a witness': those between the words and the verb, else all
    of the clause."""
    found: list[PersonMention] = []
    if "as_witness" not in scene.kinds:
        return found
    for hit in (h for h in scene.hits if "as_witness" in h.senses):
        number = scene.clauses.index(hit.start)
        acts = [t for t in scene.triggers if scene.clauses.index(t.start) == number]
        if not acts and number and not within(scene.persons, scene.clauses.span(number).start, hit.start):
            number -= 1
            acts = [t for t in scene.triggers if scene.clauses.index(t.start) == number]
        clause = scene.clauses.span(number)
        verb = max((t.end for t in acts if t.start < hit.start), default=clause.start)
        near = within(scene.persons, verb, min(hit.start, clause.end))
        found += [p for p in near if p.link != "by"] or within(scene.persons, clause.start, clause.end)
    return found


def only_seen(scene: Scene, at: Span, clause: Span) -> bool:
    """Whether who signs only looks on: 'X signed as a witness', and not 'Chile and Peru signed as X looked on'."""
    onlookers = [p.span for p in looking_on(scene) if scene.clause_of(p.span.start) == clause]
    others = any(actor.span < at and not actor.link for actor in scene.actors_in(clause))
    return bool(onlookers) and not (others and at < onlookers[0])


def _is_over(scene: Scene, witness: Hit) -> bool:
    """'Unter Vermittlung der Bank hatten X und Y …': the finite verb behind the phrase closes it."""
    clause = scene.clause_of(witness.start)
    verb = next((h for h in scene.hits_in(Span(witness.end, clause.end)) if not _TOLD.isdisjoint(h.senses)), None)
    return verb is not None and verb.start - witness.end > 1
