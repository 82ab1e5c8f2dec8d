"""Is an offered stretch the name of this treaty, or of another one that the article sets beside it?"""

import re

from schemas.evidence import Origin
from schemas.treaty import RelatedTreaty, TextFact
from schemas.vocabulary import DateBasis, EventStatus, Relation, Verdict
from service.lang.lexicon import Hit
from service.mention import DateMention, Span, TreatyMention
from service.offer import Accepted, Judgement, Known, RelatedOffer, TitleOffer
from service.verify.locate import alike
from service.verify.reading import Passage, Unproved, kinds, overlap, within
from service.verify.values import edtf_of

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
    named = mentions[0].form == "named"
    bare = span == mentions[0].head and words.isalpha() and (not named or words.islower())
    nameless = not named and words.islower() and not within(passage.reading.findings.dates, span)
    if bare or nameless or kinds([*outside]) & _NO_TITLE or len(words) > _LONGEST_TITLE or _END.search(words):
        raise Unproved(Verdict.VALUE_NOT_IN_QUOTE)
    return mentions[0]


def _inside(mention: TreatyMention, position: int) -> bool:
    return mention.span.start <= position < mention.span.end


def judge_related(passage: Passage, record: int, _offer: RelatedOffer, origin: Origin) -> Judgement:
    """Accepted if the quote names another treaty beside this one; relation and date are what the rules read there.

    Raises Unproved.
    """
    reading = passage.reading
    span = passage.span
    mention = _named(passage, span)
    read = next((other for other in reading.findings.related if overlap(other.span, span)), None)
    relation = read.relation if read is not None else _relation(passage, mention)
    if read is None and reading.has_record(mention):
        raise Unproved(Verdict.WRONG_TREATY)
    if relation is Relation.MENTIONS and not _has_own_date(passage, record, mention):
        raise Unproved(Verdict.WRONG_TREATY)
    if not reading.speaks_of(record, span.start, beside=mention):
        raise Unproved(Verdict.WRONG_TREATY)
    title = " ".join(reading.document.slice(span).split())
    for fact in reading.records[record].related if record < len(reading.records) else ():
        if (
            alike(title).casefold() in alike(fact.title).casefold()
            or alike(fact.title).casefold() in alike(title).casefold()
        ):
            return Known()
    date = read.date if read is not None else _date(passage, span)
    return Accepted(
        RelatedTreaty(
            relation=relation,
            title=title,
            date=edtf_of(date, EventStatus.OCCURRED),
            evidence=reading.evidence(
                span, date.span if date else None, *(Span(cue.start, cue.end) for cue in _cues(passage, span)[:1])
            ),
            origin=origin,
        )
    )


def _has_own_date(passage: Passage, record: int, mention: TreatyMention) -> bool:
    """Whether the sentence has a date that is none of the record's: what keeps a second name of the treaty out."""
    reading = passage.reading
    own = reading.records[record].events if record < len(reading.records) else ()
    known = {event.date.edtf for event in own if event.date is not None}
    dates = within(reading.findings.dates, reading.sentence(mention.head.start))
    stated = (edtf_of(date, EventStatus.OCCURRED) for date in dates if date.type == "DATE")
    return any(date.basis is DateBasis.STATED and date.edtf not in known for date in stated if date is not None)


def _same(one: str, other: str) -> bool:
    one, other = alike(one).casefold(), alike(other).casefold()
    return one in other or other in one


def _relation(passage: Passage, mention: TreatyMention) -> Relation:
    """That of the cue which governs the name; a mere mention where the sentence has none. Raises Unproved."""
    cues = _cues(passage, mention.span)
    governing: set[Relation] = {
        sense.value.relation
        for cue in cues
        for sense in cue.senses["related"]
        if (cue.end <= mention.span.start) == (sense.value.side == "after")
    }
    if not cues:
        return Relation.MENTIONS
    if len(governing) != 1:
        raise Unproved(Verdict.CONTRADICTED, "relation")
    clause = passage.reading.clause(mention.span.start)
    if kinds(passage.reading.document.hits_in(*clause)) & {"negation", "conditional"}:
        raise Unproved(Verdict.REALIS_MISMATCH, "relation")
    return governing.pop()


def _date(passage: Passage, title: Span) -> DateMention | None:
    """The date inside the name or right behind it."""
    dates = within(passage.reading.findings.dates, Span(title.start, title.end + _AFTER_TITLE * 2))
    return next((date for date in dates if date.type == "DATE" and _belongs(passage, date, title)), None)


def _cues(passage: Passage, span: Span) -> list[Hit]:
    sentence = passage.reading.sentence(span.start)
    return [hit for hit in passage.reading.document.hits_in(*sentence) if "related" in hit.senses]


def _belongs(passage: Passage, date: DateMention, title: Span) -> bool:
    """Inside the name or right behind it."""
    gap = passage.reading.document.view[title.end : max(title.end, date.span.start)]
    return title.start <= date.span.start and len(gap) <= _AFTER_TITLE and not set(gap) & set(".,;:")
