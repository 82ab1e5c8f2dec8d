"""Stage 3: mentions → one draft an agreement: which treaty does what belong to, and is it an international one at all?"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from schemas.vocabulary import EventStatus, EventType, Participation, Relation
from service.assembly.acts import complete_events, end_by_notice, merge_events
from service.assembly.coreference import Cluster, cluster_of, clusters, focus
from service.assembly.draft import Draft
from service.assembly.parties import collect_sides, is_international, settle_parties, share_sides
from service.findings import Findings
from service.mention import PersonMention, Span
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
    all_clusters = [d.cluster for d in drafts]

    def nearest(span: Span) -> Draft | None:
        for draft in drafts:
            if any(m.span.start <= span.start < m.span.end for m in draft.cluster.mentions):
                return draft
        sentence = document.sentence_at(span.start)
        for draft in drafts:
            if any(document.sentence_at(m.span.start) == sentence for m in draft.cluster.mentions):
                return draft
        return _draft_of(drafts, focus(document, all_clusters, sentence, passing))

    for obligation in findings.obligations:
        draft = nearest(obligation.span)
        if draft is not None and all(o.category is not obligation.category for o in draft.obligations):
            draft.obligations.append(obligation)
    for term in findings.terms:
        draft = nearest(term.span)
        if draft is not None and draft.term is None:
            draft.term = term
    for related in findings.related:
        owner = cluster_of(all_clusters, related.treaty)
        draft = nearest(related.span) if owner is None else None
        if owner is not None and related.relation is not Relation.MENTIONS:
            draft = next((d for d in drafts if d.cluster is not owner), None)
        if draft is not None:
            draft.related.append(related)
    for claim in findings.claims:
        draft = nearest(claim.span)
        if draft is not None:
            draft.claims.append(claim)
    for draft in drafts:
        draft.signatories = _signatories(document, draft)


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
