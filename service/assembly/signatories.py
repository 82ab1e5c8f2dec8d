"""Who signed an agreement: who is told to in its signatures, else whom the sentences around them name."""

from collections.abc import Iterator, Sequence

from schemas.vocabulary import EventStatus, EventType, Participation
from service.assembly.draft import Draft
from service.findings import Findings
from service.lang.lexicon import Hit, kinds_of
from service.mention import EventMention, PersonMention, Span
from service.text.document import Document, Sentence
from service.text.spans import within

_NEWS = frozenset(("event", "says"))
_TWO = frozenset(("both", "both_of", "each_other"))
_SEVERAL = frozenset(("they", "all_of", "the_group"))
_SUBJECTS = frozenset(("auxiliary", "role", "state", "government", "body", "conference", "he", "they"))
_BREAKS = ",;:"
_BEFORE, _BEHIND, _OPENING = 80, 24, 8
_LEADS = frozenset(("says", "subordinator"))
_A_PAIR = 2
_SIGNING = frozenset(("", "by", "for"))
_ACTING = frozenset(("", "by", "with", "alongside", "for"))


def signatories(document: Document, findings: Findings, draft: Draft) -> list[PersonMention]:
    """The people, each once; of the two of a bilateral agreement the one of unknown side is of the open one."""
    people: dict[str, PersonMention] = {}
    for event in _signatures(draft):
        for person in (*event.persons, *_meant(document, findings, draft, event)):
            people.setdefault(_surname(document, person), person)
    if not people:
        people = _signers_behind(document, findings, draft)
    chosen = list(people.values())
    open_parties = [code for code in draft.parties if all(p.party != code for p in chosen)]
    unknown = [p for p in chosen if p.party is None]
    if (
        draft.participation is Participation.BILATERAL
        and len(chosen) == _A_PAIR
        and len(unknown) == 1
        and len(open_parties) == 1
    ):
        chosen = [p._replace(party=open_parties[0]) if p.party is None else p for p in chosen]
    return chosen


def _signatures(draft: Draft) -> Iterator[EventMention]:
    for event in draft.events:
        if event.type is EventType.SIGNATURE and event.status is not EventStatus.REJECTED:
            yield event


def _meant(document: Document, findings: Findings, draft: Draft, event: EventMention) -> Sequence[PersonMention]:
    """'Die beiden unterschrieben', 'dort unterzeichnete er mit …': those told before whom the clause points back to."""
    sentence = document.sentences[event.sentence]
    words = _words(document, sentence, event.span)
    kinds = kinds_of(words)
    offices = sum("role" in hit.senses for hit in words)
    if event.persons:
        return _told_before(document, findings, draft, event, 1) if "he" in kinds else ()
    if not _TWO.isdisjoint(kinds) or offices == _A_PAIR:
        return _told_before(document, findings, draft, event, _A_PAIR)
    if "there" in kinds and _has_no_subject(document, words, event.span):
        return _told_before(document, findings, draft, event, _A_PAIR)
    if not _SEVERAL.isdisjoint(kinds):
        return _told_before(document, findings, draft, event, 0)
    return _told_before(document, findings, draft, event, 1) if "he" in kinds else ()


def _has_no_subject(document: Document, words: Sequence[Hit], act: Span) -> bool:
    """'Allí firmaron el acuerdo': neither before the verb nor right behind it stands anybody who acts."""
    behind = document.hit_at(act.end + 1)
    near = [*(hit for hit in words if hit.end <= act.start), *((behind,) if behind else ())]
    return _SUBJECTS.isdisjoint(kinds_of(near)) and not document.view[act.end + 1 : act.end + 2].isupper()


def _words(document: Document, sentence: Sentence, act: Span) -> Sequence[Hit]:
    """Those around an act from the last comma, verb of saying or subordinator to the next comma; and what opens the
    sentence: 'Sie paraphierten, tranken Kaffee und unterschrieben'."""
    view = document.view
    comma = max(view.rfind(mark, sentence.start, act.start) for mark in _BREAKS)
    ends = (view.find(mark, act.end, act.end + _BEHIND) for mark in _BREAKS)
    end = min(sentence.end, act.end + _BEHIND, *(end for end in ends if end >= 0))
    words = document.hits_in(max(sentence.start, comma, act.start - _BEFORE), end)
    led = [at for at, hit in enumerate(words) if hit.end <= act.start and not _LEADS.isdisjoint(hit.senses)]
    if led:
        return words[led[-1] + 1 :]
    return [*document.hits_in(sentence.body, sentence.body + _OPENING), *words] if comma >= 0 else words


def _told_before(
    document: Document, findings: Findings, draft: Draft, event: EventMention, count: int
) -> Sequence[PersonMention]:
    """So many people of the sentence, else of the one before it, that act there; any number from two for 0."""
    sentence = document.sentences[event.sentence]
    own = [p for p in within(findings.persons, sentence.start, event.span.start) if p not in event.persons]
    before = document.sentences[max(0, event.sentence - 1)]
    near = own or ([] if before.headline else within(findings.persons, before.start, min(before.end, sentence.start)))
    people = [p for p in near if p.party in (*draft.parties, None) and p.link in _ACTING]
    if count == 1:
        people = [p for p in people if not p.link]
    return people if (len(people) == count if count else len(people) >= _A_PAIR) else ()


def _signers_behind(document: Document, findings: Findings, draft: Draft) -> dict[str, PersonMention]:
    """'… wurde unterzeichnet. Für die Schweiz tat dies Minister X': who acts for a side in the sentence behind."""
    for event in _signatures(draft):
        if event.status is EventStatus.OCCURRED and not event.headline:
            behind = document.sentences[event.sentence + 1 : event.sentence + 2]
            acting = _acting(document, findings, behind[0]) if behind and not behind[0].headline else []
            if acting:
                return {_surname(document, person): person for person in acting}
    return {}


def _acting(document: Document, findings: Findings, sentence: Sentence) -> list[PersonMention]:
    people = within(findings.persons, sentence.start, sentence.end)
    if "signs_too" in sentence.kinds and not within(findings.treaties, sentence.start, sentence.end):
        return [person for person in people if person.link in _SIGNING]
    if not _NEWS.isdisjoint(sentence.kinds):
        return []
    return [person for person in people if person.link == "for" or _acts_for_side(document, sentence, person)]


def _acts_for_side(document: Document, sentence: Sentence, person: PersonMention) -> bool:
    """Whether 'for' stands before the person in the clause, or right behind the name."""
    start = max(sentence.start, document.view.rfind(",", sentence.start, person.span.start))
    around = (*document.hits_in(start, person.span.start), *document.hits_in(person.span.end, person.span.end + 2))
    return any(sense.value == "for" for hit in around for sense in hit.senses.get("link", ()))


def _surname(document: Document, person: PersonMention) -> str:
    return document.slice(person.span).split()[-1].casefold()
