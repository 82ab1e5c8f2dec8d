"""Stage 3: mentions → one draft an agreement: which treaty does what belong to, and is it an international one?"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from schemas.vocabulary import EventStatus, EventType, Participation, Relation
from service.assembly.acts import complete_events, end_by_notice, merge_events
from service.assembly.coreference import Cluster, cluster_of, clusters, focus
from service.assembly.draft import Draft
from service.assembly.parties import collect_sides, is_international, settle_parties, share_sides
from service.findings import Findings
from service.mention import PersonMention, RelatedMention, Span
from service.text.document import Document


def assemble(document: Document, findings: Findings) -> list[Draft]:
    """Drafts of the agreements that the article reports on, in its order; none for contracts that are no treaties."""
    passing = frozenset(r.treaty.span for r in findings.related)
    found = clusters(document, findings.treaties, passing)
    drafts = [Draft(cluster) for cluster in found]
    _attach_events(document, findings, drafts, passing)
    for draft in drafts:
        collect_sides(document, findings, draft)
    drafts = [draft for draft in drafts if draft.events]
    share_sides(drafts)
    for draft in drafts:
        settle_parties(document, findings, draft)
    drafts = [draft for draft in drafts if is_international(document, findings, draft)]
    for draft in drafts:
        complete_events(draft)
        merge_events(draft)
        end_by_notice(draft)
    _attach_rest(document, findings, drafts, passing)
    return drafts


def _draft_of(drafts: Sequence[Draft], cluster: Cluster | None) -> Draft | None:
    return next((d for d in drafts if d.cluster is cluster), None)


def _attach_events(document: Document, findings: Findings, drafts: Sequence[Draft], passing: Collection[Span]) -> None:
    all_clusters = [d.cluster for d in drafts]
    for event in findings.events:
        cluster = cluster_of(all_clusters, event.treaty) or (
            None if event.headline else focus(document, all_clusters, event.sentence, passing)
        )
        draft = _draft_of(drafts, cluster)
        if draft is not None:
            draft.events.append(event)


def _attach_rest(document: Document, findings: Findings, drafts: Sequence[Draft], passing: Collection[Span]) -> None:
    """Obligations, term, related treaties and claims go to the agreement spoken of where they stand."""
    reach = _Reach(document, drafts, passing)
    for obligation in findings.obligations:
        draft = reach.nearest(obligation.span)
        if draft is not None and all(o.category is not obligation.category for o in draft.obligations):
            draft.obligations.append(obligation)
    for term in findings.terms:
        draft = reach.nearest(term.span)
        if draft is not None and draft.term is None:
            draft.term = term
    for related in findings.related:
        draft = reach.beside(related)
        if draft is not None:
            draft.related.append(related)
    for claim in findings.claims:
        draft = reach.nearest(claim.span)
        if draft is not None:
            draft.claims.append(claim)
    for draft in drafts:
        draft.signatories = _signatories(document, draft)


class _Reach:
    """Which agreement is spoken of at a place."""

    def __init__(self, document: Document, drafts: Sequence[Draft], passing: Collection[Span]) -> None:
        self._document, self._drafts, self._passing = document, drafts, passing
        self._clusters = [draft.cluster for draft in drafts]
        self._sentences = [
            {document.sentence_at(mention.span.start) for mention in draft.cluster.mentions} for draft in drafts
        ]

    def nearest(self, span: Span) -> Draft | None:
        """The one whose name holds the place; else one that the sentence names; else the one spoken of last."""
        for draft in self._drafts:
            if any(m.span.start <= span.start < m.span.end for m in draft.cluster.mentions):
                return draft
        sentence = self._document.sentence_at(span.start)
        for draft, sentences in zip(self._drafts, self._sentences, strict=True):
            if sentence in sentences:
                return draft
        return _draft_of(self._drafts, focus(self._document, self._clusters, sentence, self._passing))

    def beside(self, related: RelatedMention) -> Draft | None:
        """The one that another treaty is set beside; none if that is only mentioned and has a record of its own."""
        owner = cluster_of(self._clusters, related.treaty)
        if owner is None:
            return self.nearest(related.span)
        if related.relation is Relation.MENTIONS:
            return None
        return next((draft for draft in self._drafts if draft.cluster is not owner), None)


def _signatories(document: Document, draft: Draft) -> list[PersonMention]:
    people: dict[str, PersonMention] = {}
    for event in draft.events:
        if event.type is EventType.SIGNATURE and event.status is not EventStatus.REJECTED:
            for person in event.persons:
                surname = document.slice(person.span).split()[-1].casefold()
                people.setdefault(surname, person)
    chosen = list(people.values())
    open_parties = [code for code in draft.parties if all(p.party != code for p in chosen)]
    unknown = [p for p in chosen if p.party is None]
    if (
        draft.participation is Participation.BILATERAL
        and len(chosen) == 2
        and len(unknown) == 1
        and len(open_parties) == 1
    ):
        chosen = [replace(p, party=open_parties[0]) if p.party is None else p for p in chosen]
    return chosen
