"""Is an offered stretch the name of this treaty, or of another one that the article sets beside it?"""

import re

from schemas.evidence import Origin
from schemas.treaty import RelatedTreaty, TextFact
from schemas.vocabulary import EventStatus, Relation, Verdict
from service.lang.lexicon import Hit
from service.mention import DateMention, Span, TreatyMention
from service.offer import Accepted, Judgement, Known, RelatedOffer, TitleOffer
from service.verify.locate import alike
from service.verify.reading import Passage, Unproved, kinds, overlap
from service.verify.values import edtf_of, read_date, read_words

_LONGEST_TITLE = 200
_NO_TITLE = frozenset(
    (
        "event",
        "auxiliary",
        "plan",
        "negation",
        "role",
        "pending",
        "demonstrative",
        "hedge",
        "says",
        "subordinator",
        "pronoun",
        "conditional",
        "witness",
    )
)
_AFTER_TITLE = 20
_END = re.compile(r"[;:!?\n]|(?<!\d)\.")


def judge_title(passage: Passage, record: int, _offer: TitleOffer, origin: Origin) -> Judgement:
    """Accepted if the quote is a noun phrase that names this treaty and says more than its kind. Raises Unproved."""
    reading = passage.reading
    if record < len(reading.records) and reading.records[record].title is not None:
        raise Unproved(Verdict.CONTRADICTS_RULE)
    mention = _named(passage, passage.span)
    if _passing(passage, mention) or not reading.speaks_of(record, mention.head.start, mention):
        raise Unproved(Verdict.WRONG_TREATY)
    title = " ".join(reading.document.slice(passage.span).split())
    return Accepted(TextFact(value=title, evidence=reading.evidence(passage.span), origin=origin))


def _passing(passage: Passage, mention: TreatyMention) -> bool:
    """Whether the rules read the mention as another treaty that is set beside the one spoken of."""
    return any(overlap(other.treaty.head, mention.head) for other in passage.reading.findings.related)


def _named(passage: Passage, span: Span) -> TreatyMention:
    """The mention whose kind noun the stretch holds, if the stretch can be a name."""
    document = passage.reading.document
    mentions = [m for m in passage.reading.findings.treaties if span.start <= m.head.start and m.head.end <= span.end]
    if not mentions:
        raise Unproved(Verdict.NO_CUE)
    words = document.slice(span)
    outside = (hit for hit in document.hits_in(*span) if not any(_inside(m, hit.start) for m in mentions))
    bare = span == mentions[0].head and words.isalpha() and mentions[0].form != "named"
    nameless = mentions[0].form != "named" and words.islower()
    if bare or nameless or kinds([*outside]) & _NO_TITLE or len(words) > _LONGEST_TITLE or _END.search(words):
        raise Unproved(Verdict.VALUE_NOT_IN_QUOTE)
    return mentions[0]


def _inside(mention: TreatyMention, position: int) -> bool:
    return mention.span.start <= position < mention.span.end


def judge_related(passage: Passage, record: int, offer: RelatedOffer, origin: Origin) -> Judgement:
    """Accepted if the quote sets another treaty in that relation and its date stands at its name. Raises Unproved."""
    reading = passage.reading
    span = read_words(passage, offer.title, "title")
    mention = _named(passage, span)
    read = next((other for other in reading.findings.related if overlap(other.span, span)), None)
    if read is not None and read.relation is not offer.relation:
        raise Unproved(Verdict.CONTRADICTED, "relation")
    if read is None:
        _check_other(passage, record, mention, offer.relation)
        _check_relation(passage, mention, offer.relation)
    if not reading.speaks_of(record, span.start, beside=mention):
        raise Unproved(Verdict.WRONG_TREATY)
    date = read_date(passage, offer.date, EventStatus.OCCURRED) if offer.date is not None else None
    if date is not None and not _belongs(passage, date, span):
        raise Unproved(Verdict.CONTRADICTED, "date")
    title = " ".join(reading.document.slice(span).split())
    known = reading.records[record].related if record < len(reading.records) else ()
    for fact in known:
        if (
            alike(title).casefold() in alike(fact.title).casefold()
            or alike(fact.title).casefold() in alike(title).casefold()
        ):
            if fact.relation is offer.relation:
                return Known()
            raise Unproved(Verdict.CONTRADICTS_RULE, "relation")
    return Accepted(
        RelatedTreaty(
            relation=offer.relation,
            title=title,
            date=edtf_of(date, EventStatus.OCCURRED),
            evidence=reading.evidence(
                span, date.span if date else None, *(Span(cue.start, cue.end) for cue in _cues(passage, span)[:1])
            ),
            origin=origin,
        )
    )


def _check_other(passage: Passage, record: int, mention: TreatyMention, relation: Relation) -> None:
    """The name is not this treaty's, nor one of another record that is only named beside it."""
    reading = passage.reading
    if reading.is_of(record, mention) or (reading.has_record(mention) and relation is Relation.MENTIONS):
        raise Unproved(Verdict.WRONG_TREATY, "title")


def _check_relation(passage: Passage, mention: TreatyMention, relation: Relation) -> None:
    """The clause has the cue of that relation on the side where it governs the name, and of no other."""
    said = {sense.value.relation for cue in _cues(passage, mention.span) for sense in cue.senses["related"]}
    governing = {
        sense.value.relation
        for cue in _cues(passage, mention.span)
        for sense in cue.senses["related"]
        if (cue.end <= mention.span.start) == (sense.value.side == "after")
    }
    if relation is Relation.MENTIONS and not said:
        return
    if relation not in governing:
        raise Unproved(Verdict.CONTRADICTED if said else Verdict.NO_CUE, "relation")
    clause = passage.reading.clause(mention.span.start)
    if kinds(passage.reading.document.hits_in(*clause)) & {"negation", "conditional"}:
        raise Unproved(Verdict.REALIS_MISMATCH, "relation")


def _cues(passage: Passage, span: Span) -> list[Hit]:
    sentence = passage.reading.sentence(span.start)
    return [hit for hit in passage.reading.document.hits_in(*sentence) if "related" in hit.senses]


def _belongs(passage: Passage, date: DateMention, title: Span) -> bool:
    """Inside the name or right behind it."""
    gap = passage.reading.document.view[title.end : max(title.end, date.span.start)]
    return title.start <= date.span.start and len(gap) <= _AFTER_TITLE and not set(gap) & set(".,;:")
