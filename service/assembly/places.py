"""Where an agreement was signed, if only its name tells."""

from schemas.vocabulary import EventStatus, EventType
from service.assembly.cluster import span_of_place
from service.assembly.draft import Draft
from service.mention import Span
from service.text.document import Document


def place_by_name(document: Document, draft: Draft) -> None:
    """'Der Frieden von Roskilde wurde 1658 unterzeichnet': what is called after a place was signed there."""
    signed = [event for event in draft.events if event.type is EventType.SIGNATURE]
    if len(signed) != 1 or signed[0].place is not None or signed[0].status is not EventStatus.OCCURRED:
        return
    places = (span_of_place(document, mention) for mention in draft.cluster.mentions if mention.form == "named")
    place = next((place for place in places if place is not None and _is_told(document, draft, place)), None)
    if place is not None:
        draft.events[draft.events.index(signed[0])] = signed[0]._replace(place=place)


def _is_told(document: Document, draft: Draft, place: Span) -> bool:
    """Whether the article speaks of the place apart from the name, too; of no state."""
    if any(sense.value[1] == "name" for hit in document.hits_in(*place) for sense in hit.senses.get("state", ())):
        return False
    word = document.slice(place)
    named = sum(word in document.slice(mention.span) for mention in draft.cluster.mentions)
    return document.view.count(word) > named
