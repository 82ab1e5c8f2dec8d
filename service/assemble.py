"""Stage 3: mentions → one draft an agreement: which treaty does what belong to, and is it an international one?"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from typing import NamedTuple

from schemas.vocabulary import Relation
from service.assembly.acts import (
    complete_events,
    drop_ends_of_others,
    drop_untold_acts,
    end_by_notice,
    leave_by_vote,
    merge_events,
)
from service.assembly.aliases import join_aliases
from service.assembly.aside import set_aside
from service.assembly.cluster import Cluster
from service.assembly.company import Company
from service.assembly.contents import laid_down, share_subject
from service.assembly.coreference import Spoken, clusters
from service.assembly.draft import Draft
from service.assembly.once import done_once
from service.assembly.others import each_once
from service.assembly.parties import collect_sides, is_among_treaties, is_international, settle_parties
from service.assembly.picked import Picked
from service.assembly.setting import Setting
from service.assembly.signatories import signatories
from service.assembly.stated import stated
from service.assembly.umbrella import Umbrellas
from service.assembly.untold import date_signature, date_votes
from service.assembly.whose import Owners
from service.extract.prolonged import prolonged
from service.extract.related import in_passing
from service.findings import Findings
from service.mention import RelatedMention, Span, TreatyMention
from service.text.document import Document


def assemble(document: Document, findings: Findings) -> list[Draft]:
    """Drafts of the agreements that the article reports on, in its order; none for contracts that are no treaties."""
    aside = set_aside(document, findings)
    setting, drafts = candidates(document, findings, aside)
    drafts = _treaties(setting, drafts)
    owners = Owners(document, findings)
    for draft in drafts:
        complete_events(document, findings, owners, draft)
        leave_by_vote(draft, document.reference)
        merge_events(draft)
        date_signature(document, findings.dates, draft)
        date_votes(draft)
    done_once(document, drafts)
    for draft in drafts:
        drop_ends_of_others(draft)
        end_by_notice(draft)
        drop_untold_acts(draft)
    _attach_rest(document, findings, drafts, aside)
    return drafts


def _treaties(setting: Setting, drafts: Sequence[Draft]) -> list[Draft]:
    """Those that are international; where one is, another need show less of it."""
    sure = [is_international(setting, draft) for draft in drafts]
    return [d for d, known in zip(drafts, sure, strict=True) if known or (any(sure) and is_among_treaties(setting, d))]


def candidates(document: Document, findings: Findings, passing: frozenset[Span]) -> tuple[Setting, list[Draft]]:
    """Drafts of all agreements to which something happens, with events and sides, treaties or not.

    `passing` are the names of those that are only set beside another.
    """
    told = told_apart(document, findings, passing)
    return told.setting, join_aliases(document, told.drafts, told.settle, told.apart)


class Told(NamedTuple):
    """What is told of, before the names of one agreement are joined: `settle` weighs sides among some drafts, `apart`
    tells which clusters the article speaks of as of two."""

    setting: Setting
    drafts: list[Draft]
    settle: Callable[[Collection[Draft], Sequence[Draft]], None]
    apart: Callable[[Cluster, Cluster], bool]


def told_apart(document: Document, findings: Findings, passing: frozenset[Span]) -> Told:
    """One draft for each cluster of names to which something happens, with its sides."""
    found = clusters(document, findings, passing)
    umbrellas = Umbrellas(document, found, findings.treaties)
    drafts = [Draft(cluster) for cluster in umbrellas.single(found)]
    singles = [draft.cluster for draft in drafts]
    _attach_events(findings, drafts, umbrellas, Picked(document, singles), Spoken(document, singles, passing))
    drafts = [draft for draft in drafts if draft.events]
    setting = Setting.of(document, findings)

    def settle(some: Collection[Draft], among: Sequence[Draft]) -> None:
        for draft in some:
            mentions = draft.cluster.mentions
            draft.passing = sum(mention.span in passing for mention in mentions) / len(mentions)
            collect_sides(setting, draft)
        company = Company(setting, among)
        for draft in some:
            settle_parties(setting, draft, company)

    settle(drafts, drafts)
    return Told(setting, drafts, settle, umbrellas.apart)


def _passing(findings: Findings) -> frozenset[Span]:
    """The names of treaties that are only set beside another."""
    return frozenset(related.treaty.span for related in findings.related)


def _attach_events(
    findings: Findings, drafts: Sequence[Draft], umbrellas: Umbrellas, picked: Picked, spoken: Spoken
) -> None:
    of_cluster = {id(draft.cluster): draft for draft in drafts}
    for event in findings.events:
        if event.general:
            continue
        one = picked.of(event) if event.treaty is None else None
        if one is not None:
            of_cluster[id(one)].events.append(event)
            continue
        members = umbrellas.members(event)
        for cluster in members:
            of_cluster[id(cluster)].events.append(event)
        if members:
            continue
        number = spoken.of(event.treaty)
        if number is None and not event.headline:
            number = spoken.last_before(event.sentence)
        if number is not None:
            drafts[number].events.append(event)


def _attach_rest(document: Document, findings: Findings, drafts: Sequence[Draft], aside: frozenset[Span]) -> None:
    """Obligations, term, related treaties and claims go to the agreement spoken of where they stand."""
    if not drafts:
        return
    reach = _Reach(document, drafts, findings, aside)
    _attach_topics(findings, reach)
    for term in findings.terms:
        draft = reach.nearest(term.span)
        if draft is not None and draft.term is None:
            draft.term = term
    for draft in drafts:
        draft.term = draft.term or prolonged(document, findings.dates, draft.events)
    _attach_related(document, findings, drafts, reach)
    for claim in stated(document, findings.claims):
        reach.talked_of(claim.sentence).claims.append(claim)
    for draft in drafts:
        draft.obligations = laid_down(document, draft, among=len(drafts))
        draft.signatories = signatories(document, findings, draft)
    share_subject(drafts)


def _attach_topics(findings: Findings, reach: "_Reach") -> None:
    """What the name of none of the drafts says ('It is no defence pact') is a word like any other."""
    for topic in findings.obligations:
        holder = reach.holder(topic.span)
        if holder is not None:
            holder.topics.append(topic)
        elif not reach.is_of_another(topic.span):
            reach.talked_of(topic.sentence).topics.append(topic._replace(titled=False))


def _attach_related(document: Document, findings: Findings, drafts: Sequence[Draft], reach: "_Reach") -> None:
    for related in (*findings.related, *in_passing(document, findings.treaties)):
        owner = reach.beside(related)
        if owner is not None:
            owner.related.append(related)
    for draft in drafts:
        draft.related = each_once(draft.related)


class _Reach:
    """Which agreement is spoken of at a place."""

    def __init__(self, document: Document, drafts: Sequence[Draft], findings: Findings, aside: frozenset[Span]) -> None:
        self._document, self._drafts, self._treaties = document, drafts, findings.treaties
        self._passing = _passing(findings)
        self._spoken = Spoken(document, [draft.cluster for draft in drafts], aside)
        spans = sorted((m.span, number) for number, draft in enumerate(drafts) for m in draft.cluster.mentions)
        self._spans = [span for span, _ in spans]
        self._owners = [number for _, number in spans]
        self._by_sentence: dict[int, int] = {}
        for number, draft in enumerate(drafts):
            for mention in draft.cluster.mentions:
                self._by_sentence.setdefault(document.sentence_at(mention.span.start), number)

    def is_of_another(self, span: Span) -> bool:
        """Whether a treaty that is none of the drafts' holds the place, or was set beside in the sentence so far."""
        start = self._document.sentences[self._document.sentence_at(span.start)].start
        at = bisect_right(self._treaties, (span.start, len(self._document.view)), key=_span_of) - 1
        if at < 0 or self._treaties[at].form != "named" or self._treaties[at].span.start < start:
            return False
        treaty = self._treaties[at]
        if self._spoken.of(treaty) is not None:
            return False
        return treaty.span in self._passing or (span.start < treaty.span.end and treaty.definite is not False)

    def holder(self, span: Span) -> Draft | None:
        """The one whose name holds the place."""
        at = bisect_right(self._spans, (span.start, len(self._document.view))) - 1
        return self._drafts[self._owners[at]] if at >= 0 and span.start < self._spans[at].end else None

    def nearest(self, span: Span) -> Draft | None:
        """The one that its sentence names last before it; else one named behind it; else the one spoken of last."""
        sentence = self._document.sentence_at(span.start)
        at = bisect_right(self._spans, (span.start, len(self._document.view))) - 1
        if at >= 0 and self._spans[at].start >= self._document.sentences[sentence].start:
            return self._drafts[self._owners[at]]
        number = self._by_sentence.get(sentence)
        if number is None:
            number = self._spoken.last_before(sentence)
        return self._drafts[number] if number is not None else None

    def talked_of(self, sentence: int) -> Draft:
        """The one that the paragraph named last up to this sentence; else the first of the article, its subject."""
        return self._drafts[self._in_paragraph[sentence]]

    @cached_property
    def _in_paragraph(self) -> list[int]:
        """For each sentence, the agreement that its paragraph named last."""
        numbers: list[int] = []
        paragraph, number = -1, 0
        for index, sentence in enumerate(self._document.sentences):
            if sentence.paragraph != paragraph:
                paragraph, number = sentence.paragraph, 0
            number = self._by_sentence.get(index, number)
            numbers.append(number)
        return numbers

    def beside(self, related: RelatedMention) -> Draft | None:
        """The one that another treaty is set beside; none if that is only mentioned and has a record of its own.

        A bare 'the treaty signed in 1949' that is replaced is never the one spoken of.
        """
        owner = self._spoken.of(related.treaty)
        if owner is None:
            return self.nearest(related.span)
        apart = _is_of_other_years(related, self._drafts[owner])
        if related.relation is Relation.MENTIONS:
            return self._drafts[owner] if apart else None
        other = next((draft for number, draft in enumerate(self._drafts) if number != owner), None)
        plain = related.relation is Relation.SUPERSEDES and related.treaty.form == "plain"
        return self._drafts[owner] if other is None and (apart or plain) else other


def _is_of_other_years(related: RelatedMention, draft: Draft) -> bool:
    """Whether the date in its name is of a year in which nothing happened to the agreement that it was taken for."""
    if related.treaty.form == "other" or related.date is None or related.date.past is None:
        return False
    years = {event.date.past.year for event in draft.events if event.date is not None and event.date.past is not None}
    return bool(years) and related.date.past.year not in years


def _span_of(treaty: TreatyMention) -> Span:
    return treaty.span
