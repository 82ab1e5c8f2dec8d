"""An answer in which every field of the record has a value, with evidence in text and title."""

import hashlib
from collections.abc import Callable
from uuid import UUID

import pytest

from schemas.dates import DateBasis, EdtfDate
from schemas.evidence import Evidence, Method, Offsets, Origin, Source
from schemas.extraction import ArticleEcho, Extraction, Notice, Rejection, Usage, Versions
from schemas.treaty import (
    Claim,
    Coverage,
    FieldCoverage,
    KindFact,
    Obligation,
    ParticipationFact,
    Party,
    RelatedTreaty,
    Signatory,
    StatusFact,
    TermFact,
    TextFact,
    TreatyEvent,
    TreatyRecord,
)
from schemas.vocabulary import (
    EventStatus,
    EventType,
    NoticeCode,
    ObligationCategory,
    Outcome,
    Participation,
    PartyType,
    RecordField,
    Relation,
    TermKind,
    TreatyKind,
    TreatyStatus,
    Verdict,
)

TITLE = "\U0001f91d Ein Beistandspakt"
TEXT = (
    "\U0001f1f0\U0001f1f5 Kim Jong-un und Wladimir Putin unterzeichneten am 19. Juni 2024 in Pjöngjang den "
    "Vertrag über umfassende strategische Partnerschaft 📜, einen Beistandspakt auf unbestimmte Zeit. "
    "Er löst den Vertrag von 2000 ab. Laut Seoul könnte er die Region gefährden."
)


@pytest.fixture
def title() -> str:
    return TITLE


@pytest.fixture
def text() -> str:
    return TEXT


@pytest.fixture
def quote() -> Callable[..., Evidence]:
    """Makes the evidence for a stretch of TEXT, or of TITLE on request."""

    def make(stretch: str, source: Source = Source.TEXT) -> Evidence:
        start = (TEXT if source is Source.TEXT else TITLE).index(stretch)
        return Evidence(source=source, start=start, end=start + len(stretch), quote=stretch)

    return make


@pytest.fixture
def record(quote: Callable[..., Evidence]) -> TreatyRecord:
    rule = Origin(method=Method.RULE, name="de.test", confidence=0.9)
    derived = Origin(method=Method.DERIVED, name="status", confidence=None)
    signed = (quote("unterzeichneten"), quote("19. Juni 2024"), quote("Pjöngjang"))
    return TreatyRecord(
        title=TextFact(
            value="Vertrag über umfassende strategische Partnerschaft",
            evidence=(quote("Vertrag über umfassende strategische Partnerschaft"),),
            origin=rule,
        ),
        aliases=(TextFact(value="Beistandspakt", evidence=(quote("Beistandspakt", Source.TITLE),), origin=rule),),
        kind=KindFact(value=TreatyKind.TREATY, evidence=(quote("Vertrag über"),), origin=rule),
        participation=ParticipationFact(value=Participation.BILATERAL, evidence=signed[:1], origin=derived),
        parties=(
            Party(code="PRK", name="Nordkorea", type=PartyType.STATE, evidence=(quote("Kim Jong-un"),), origin=rule),
            Party(code="RUS", name="Russland", type=PartyType.STATE, evidence=(quote("Putin"),), origin=rule),
        ),
        signatories=(
            Signatory(name="Kim Jong-un", role=None, party="PRK", evidence=(quote("Kim Jong-un"),), origin=rule),
        ),
        events=(
            TreatyEvent(
                type=EventType.SIGNATURE,
                date=EdtfDate.parse("2024-06-19", DateBasis.STATED),
                place="Pjöngjang",
                status=EventStatus.OCCURRED,
                evidence=signed,
                origin=rule,
            ),
        ),
        status=StatusFact(value=TreatyStatus.SIGNED, evidence=signed, origin=derived),
        obligations=(Obligation(category=ObligationCategory.DEFENSE, evidence=(quote("Beistandspakt"),), origin=rule),),
        term=TermFact(kind=TermKind.INDEFINITE, evidence=(quote("auf unbestimmte Zeit"),), origin=rule),
        related=(
            RelatedTreaty(
                relation=Relation.SUPERSEDES,
                title="Vertrag von 2000",
                date=EdtfDate.parse("2000", DateBasis.STATED),
                evidence=(quote("löst"), quote("Vertrag von 2000")),
                origin=rule,
            ),
        ),
        claims=(
            Claim(
                text="könnte er die Region gefährden",
                attributed_to="Seoul",
                hedged=True,
                evidence=(quote("Laut Seoul könnte er die Region gefährden"),),
                origin=rule,
            ),
        ),
        coverage=Coverage(**{field: FieldCoverage(outcome=Outcome.FOUND) for field in RecordField}),
    )


@pytest.fixture
def answer(record: TreatyRecord) -> Extraction:
    return Extraction(
        id=UUID("01937a5e-7c3b-7d2a-9a51-0c6f6d3b8e21"),
        article=ArticleEcho(
            title=TITLE, language="de", length=len(TEXT), sha256=hashlib.sha256(TEXT.encode()).hexdigest()
        ),
        records=(record,),
        rejections=(Rejection(pointer="/0/term", value="P5Y", quote="2000", verdict=Verdict.CONTRADICTED),),
        usage=Usage(
            rules_ms=1.0,
            llm_ms=0.0,
            total_ms=1.0,
            llm_calls=0,
            prompt_tokens=0,
            completion_tokens=0,
            model=None,
            cached=False,
        ),
        notices=(Notice(code=NoticeCode.LLM_UNAVAILABLE, message="No model could be reached."),),
        offsets=Offsets.CODEPOINT,
        versions=Versions(service="0.2.0", rules="test", contract="1.0"),
    )
