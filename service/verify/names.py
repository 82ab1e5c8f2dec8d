"""Is an offered stretch the name of this treaty, or of another one that the article sets beside it?"""

import re

from schemas.dates import EdtfDate
from schemas.evidence import Origin
from schemas.treaty import RelatedTreaty, TextFact, TreatyRecord
from schemas.vocabulary import DateBasis, EventStatus, EventType, Relation, Verdict
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
_MAKING = frozenset((EventType.ADOPTION, EventType.SIGNATURE))
_LONGEST_TALKS = 30
"""Years; what happened earlier before its making is no part of a treaty's life."""
_DAYS = 365.25
_AFTER_TITLE = 20
_END = re.compile(r"[;:!?\n]|(?<!\d)\.")


def judge_title(passage: Passage, record: int, _offer: TitleOffer, origin: Origin) -> Judgement:
    """Accepted if the quote is a noun phrase that names this treaty and says more than its kind.

    A headline abbreviates: what it calls a treaty is a name only where the text below says it too. Raises Unproved.
    """
    reading = passage.reading
    if record < len(reading.records) and reading.records[record].title is not None:
        raise Unproved(Verdict.CONTRADICTS_RULE)
    mention = _named(passage, passage.span)
    if _passing(passage, mention) or not reading.speaks_of(record, mention.head.start, mention):
        raise Unproved(Verdict.WRONG_TREATY)
    if reading.is_headline(mention):
        raise Unproved(Verdict.VALUE_NOT_IN_QUOTE)
    if record < len(reading.records):
        date = _date(passage, passage.span)
        if _is_of_another_time(passage, reading.records[record], mention, date):
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
    read = next((other for other in reading.findings.related if overlap(other.span, span)), None)
    mention = read.treaty if read is not None and read.span == span else _named(passage, span)
    relation = read.relation if read is not None else _relation(passage, mention)
    date = read.date if read is not None else _date(passage, span)
    if not _is_another(passage, record, mention, date, told=read is not None and relation is not Relation.MENTIONS):
        raise Unproved(Verdict.WRONG_TREATY)
    if not _is_beside(passage, record, mention):
        raise Unproved(Verdict.WRONG_TREATY)
    title = " ".join(reading.document.slice(span).split())
    for fact in reading.records[record].related if record < len(reading.records) else ():
        if same_name(title, fact.title):
            return Known()
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


def _is_beside(passage: Passage, record: int, mention: TreatyMention) -> bool:
    """Whether this record's treaty is what the other one stands beside: the only one unless a third is named there."""
    reading = passage.reading
    if reading.speaks_of(record, mention.head.start, beside=mention):
        return True
    near = within(reading.findings.treaties, reading.sentence(mention.head.start))
    return len(reading.records) == 1 and not any(m.form == "named" and not overlap(m.span, mention.span) for m in near)


def _is_another(passage: Passage, record: int, mention: TreatyMention, date: DateMention | None, *, told: bool) -> bool:
    """Whether the mention is of no treaty that the article reports on; `told` if the rules read in which relation.

    A name that the rules take for one of a record's is another treaty's if its date is not that record's.
    """
    reading = passage.reading
    own = reading.records[record] if record < len(reading.records) else None
    owner = reading.owner(mention) or (own if reading.is_akin(record, mention) else None)
    if owner is not None:
        return told or _is_of_another_time(passage, owner, mention, date)
    return told or _relation(passage, mention) is not Relation.MENTIONS or _has_own_date(passage, own, mention)


def _is_of_another_time(
    passage: Passage, owner: TreatyRecord, mention: TreatyMention, date: DateMention | None
) -> bool:
    """Whether the date in the name is not when the record's treaty was made, or the sentence's only one long before."""
    made = [event.date for event in owner.events if event.type in _MAKING and event.status is EventStatus.OCCURRED]
    known = [when for when in made if when is not None]
    if not known:
        return False
    if date is not None and _in_name(passage, mention, date):
        own = edtf_of(date, EventStatus.OCCURRED)
        return own is not None and all(_years(own, when) > 0 or _years(when, own) > 0 for when in known)
    reading = passage.reading
    sentence = reading.sentence(mention.head.start)
    dates = [other for other in within(reading.findings.dates, sentence) if other.type == "DATE"]
    only = edtf_of(dates[0], EventStatus.OCCURRED) if len(dates) == 1 else None
    return only is not None and all(_years(only, when) > _LONGEST_TALKS for when in known)


def _in_name(passage: Passage, mention: TreatyMention, date: DateMention) -> bool:
    """Whether the date is part of what the treaty is called: 'vom 3. Mai 1868', 'of 1907', 'signed in Bali in 1907'.

    Not so in 'the pact in 1907'.
    """
    document = passage.reading.document
    end = mention.span.end
    read = (other for other in passage.reading.findings.related if other.treaty.head == mention.head)
    if date.span.start < end or any(other.date is date for other in read):
        return True
    words = document.view[end : date.span.start].split()
    if not words:
        return date.past is not None and date.past.month is None
    hits = [hit for hit in document.hits_in(end, date.span.start) if hit.end <= date.span.start]
    return len(words) == 1 and any(
        "genitive" in hit.senses or any(sense.value == "from" for sense in hit.senses.get("link", ())) for hit in hits
    )


def _years(one: EdtfDate, other: EdtfDate) -> float:
    """Years from the end of one to the beginning of the other; 0 where they overlap or are not known."""
    if one.latest is None or other.earliest is None:
        return 0
    return max(0, (other.earliest - one.latest).days / _DAYS)


def _has_own_date(passage: Passage, own: TreatyRecord | None, mention: TreatyMention) -> bool:
    """Whether the sentence has a date that is none of the record's: what keeps a second name of the treaty out."""
    dates = within(passage.reading.findings.dates, passage.reading.sentence(mention.head.start))
    stated = (edtf_of(date, EventStatus.OCCURRED) for date in dates if date.type == "DATE")
    return any(
        date.basis is DateBasis.STATED and not (own is not None and has_date(own, date))
        for date in stated
        if date is not None
    )


def has_date(own: TreatyRecord, date: EdtfDate) -> bool:
    """Whether one of the record's events may have happened then."""
    return any(event.date is not None and _may_be_same(date, event.date) for event in own.events)


def _may_be_same(one: EdtfDate, other: EdtfDate) -> bool:
    """Whether they are equal, or some day can be meant by both."""
    unknown = None in (one.earliest, one.latest, other.earliest, other.latest)
    return one.edtf == other.edtf or not (unknown or _years(one, other) or _years(other, one))


def same_name(one: str, other: str) -> bool:
    """Whether one name is the other or part of it."""
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
