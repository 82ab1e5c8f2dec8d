"""What a clause gives the event that its verb reports: place, treaty."""

from service.extract.actors import Actor
from service.extract.places import place_behind
from service.extract.scene import Scene
from service.lang.lexicon import Hit
from service.mention import Span, TreatyMention
from service.text.spans import distance

_MOST_ASIDE, _LONGEST_ASIDE, _OPENING = 2, 60, 6
_LONGEST_DUTY = 24
_LONGEST_NUMBER = 12
_ADVERBIAL = frozenset(("link", "time", "article", "again"))
_VERBAL = frozenset(("auxiliary", "event", "plan", "says", "treaty", "subordinator", "and"))


def place_of(scene: Scene, at: Span) -> Span | None:
    """The city or country behind a locative preposition in the trigger's clause; else in a sentence of one event."""
    attribute = scene.attribute_start(at)
    own = scene.clause_of(at.start) if attribute is None else Span(attribute, at.start)
    places = [place for place in _places(scene, own) if attribute is not None or not _is_of_attribute(scene, place, at)]
    if all(_in_title(scene, place) for place in places):
        places = (_places_aside(scene, at) if attribute is None else []) or places
    if not places and len(scene.triggers) == 1:
        places = _places(scene, Span(scene.sentence.body, scene.sentence.end))
        places = [place for place in places if not _is_told_of(scene, place, at)]
    return min(places, key=lambda p: (_in_title(scene, p), distance(p, at))) if places else None


def _is_of_attribute(scene: Scene, place: Span, at: Span) -> bool:
    """'kündigte das 1985 in Bonn unterzeichnete Abkommen': the place is that of the other act."""
    return any(
        other.start > place.start and (start := scene.attribute_start(other)) is not None and start < place.start
        for other in scene.triggers
        if other != at
    )


def _places_aside(scene: Scene, at: Span) -> list[Span]:
    """'El 3 de mayo, en Lima, firmaron …', 'signed, in Lima, on 3 May, …': phrases without a verb beside the clause."""
    own = scene.clauses.index(at.start)
    if any(actor.kind == "body" for actor in scene.actors_in(scene.clauses.span(own))):
        return []
    opens = own <= _MOST_ASIDE and all(_is_phrase(scene, scene.clauses.span(number)) for number in range(own))
    for turn in (-1, 1) if opens else (1,):
        for number in range(own + turn, own + turn * (_MOST_ASIDE + 1), turn):
            if not 0 <= number < len(scene.clauses) or not _is_phrase(scene, scene.clauses.span(number)):
                break
            if places := _places(scene, scene.clauses.span(number)):
                return places
    return []


def _is_phrase(scene: Scene, clause: Span) -> bool:
    """Whether the clause is only a short phrase of time or place: 'on Monday', 'after two days of talks'."""
    opening = scene.document.hits_in(clause.start, clause.start + _OPENING)
    if not opening or _ADVERBIAL.isdisjoint(opening[0].senses) or clause.end - clause.start > _LONGEST_ASIDE:
        return False
    rest = Span(opening[0].end if "time" in opening[0].senses else clause.start, clause.end)
    return all(_VERBAL.isdisjoint(hit.senses) or _is_noun(hit) for hit in scene.hits_in(rest))


def _is_noun(hit: Hit) -> bool:
    """Whether an act is told by the word as a noun, and nothing else is."""
    acts = hit.senses.get("event", ())
    return (
        bool(acts)
        and all(act.value.mode == "noun" for act in acts)
        and _VERBAL.isdisjoint(hit.senses.keys() - {"event"})
    )


def _is_told_of(scene: Scene, place: Span, at: Span) -> bool:
    """'Critics in Lima complained when …': where those are who speak, in front of what they speak of."""
    if place.start > at.start:
        return False
    opening = scene.document.hits_in(scene.clause_of(at.start).start, at.start)
    led = bool(opening) and "subordinator" in opening[0].senses and "that" not in opening[0].senses
    return led and "says" in scene.kinds_in(scene.clause_of(place.start))


def _in_title(scene: Scene, place: Span) -> bool:
    """'Agreement on Trade in Wheat': a title may go on like that, or run over into where it was signed."""
    return any(treaty.span.start < place.start < treaty.span.end for treaty in scene.treaties)


def _inside_title(scene: Scene, place: Span) -> bool:
    """'Convention on Cooperation in the Investigation of Crimes': no known place, and more of the title follows."""
    if any("state" in hit.senses for hit in scene.document.hits_in(*place)):
        return False
    return any(treaty.span.start <= place.start and place.end < treaty.span.end for treaty in scene.treaties)


def _places(scene: Scene, span: Span) -> list[Span]:
    found: list[Span] = []
    if "link" not in scene.kinds_in(span):
        return found
    for hit in scene.hits_in(span):
        place = place_behind(scene.document, hit, scene.sentence.end) if "link" in hit.senses else None
        if (
            place is not None
            and not _inside_title(scene, place)
            and not any(_owns(scene, actor, place) or _is_duty(scene, actor, place) for actor in scene.actors)
        ):
            if found and _holds(scene, found[-1], hit):
                found.pop()
            found.append(place)
    return found


def _holds(scene: Scene, seat: Span, link: Hit) -> bool:
    """'at the White House in Washington': the building and, right behind it, its city."""
    return link.start - seat.end == 1


def _owns(scene: Scene, actor: Actor, place: Span) -> bool:
    """'Außenministerium in Moskau': the place says whose the institution is; not so 'im Außenministerium in Moskau',
    'acht Regierungen in Rom', 'im Haus des Ministerrats in Berlin'."""
    beside = actor.kind in ("government", "body") and actor.link != "in" and 0 < place.start - actor.span.end <= 5
    return beside and not _are_several(scene, actor) and not _names_building(scene, actor)


def _are_several(scene: Scene, actor: Actor) -> bool:
    """'beide Regierungen', 'acht Regierungen'."""
    start = max(scene.sentence.body, actor.span.start - _LONGEST_NUMBER)
    before = scene.document.hit_before(actor.span.start, actor.span.start - start)
    if before is None or actor.span.start - before.end > 1:
        return False
    return "each_other" in before.senses or any(sense.value[0] == "n" for sense in before.senses.get("time", ()))


def _names_building(scene: Scene, actor: Actor) -> bool:
    before = scene.document.hits_in(max(scene.sentence.body, actor.span.start - _LONGEST_NUMBER), actor.span.start)
    return any("locality" in hit.senses for hit in before)


def _is_duty(scene: Scene, actor: Actor, place: Span) -> bool:
    """'la commissaire européenne à la Recherche': what follows an office and an article is what it is for."""
    gap = scene.document.view[actor.span.end : place.start]
    if actor.kind != "role" or not 0 < len(gap) <= _LONGEST_DUTY or any(mark in gap for mark in ",;:"):
        return False
    inside = scene.document.hits_in(actor.span.end, place.start)
    fused = scene.document.pack.data.titles.fused_articles
    determined = bool(inside) and ("article" in inside[-1].senses or gap.split()[-1].lower() in fused)
    named = any("state" in hit.senses for hit in scene.document.hits_in(place.start, place.start + 1))
    return determined and not named and all("event" not in hit.senses for hit in inside)


def _stands_for_another(scene: Scene, own: int, behind: TreatyMention) -> bool:
    """'When it took effect, the Chemicals Convention lapsed': the pronoun is of what was spoken of before."""
    if behind.form != "named" or "pronoun" not in scene.kinds_in(scene.clauses.span(own)):
        return False
    main = scene.clause_of(behind.head.start)
    return any(main.start <= trigger.start < main.end for trigger in scene.triggers)


def treaty_of(scene: Scene, at: Span) -> TreatyMention | None:
    """The agreement that the clause speaks of; else one of a clause before it; else the nearest in the sentence.

    Where one was spoken of before, none behind a semicolon: 'It broke in 1737; later the Peace of Belgrade …'.
    """
    if not scene.treaties:
        return None
    if scene.attribute_start(at) is not None:
        behind = next((t for t in scene.treaties if t.span.end > at.end), None)
        if behind is not None:
            return behind
    own = scene.clauses.index(at.start)

    def rank(treaty: TreatyMention) -> tuple[int, bool, int]:
        clause = scene.clauses.index(treaty.head.start)
        return 0 if clause == own else 1 if clause < own else 2, treaty.form == "other", distance(treaty.span, at)

    nearest = min(scene.treaties, key=rank)
    if scene.resumes and rank(nearest)[0] > 1 and _stands_for_another(scene, own, nearest):
        return None
    ahead = scene.document.view[at.end : nearest.head.start]
    return None if scene.resumes and ";" in ahead else nearest
