"""Everything the page of one capability shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, QuerySet, Value, When

from catalog.enums import EditorialState, Support
from catalog.models import Artifact, ArtifactCapability, Capability
from comparisons.facts import CapabilityFact
from comparisons.services import listing, loading, wanted
from comparisons.services.lookup import score_of
from comparisons.services.wanted import Wanted
from ranking.preference import CapabilityEvidence
from ranking.services import searched_of_some

PER_PAGE = 25
MOST_RELATED = 8
HELD = (Support.YES, Support.PARTIAL)
FIRST = {Support.YES: 0, Support.PARTIAL: 1, Support.UNKNOWN: 2, Support.NO: 3}


@dataclass(frozen=True)
class Having:
    """An artifact with what is said of it. `chosen` only where enough searchers looked at it."""

    artifact: Artifact
    fact: CapabilityFact
    chosen: CapabilityEvidence | None


@dataclass(frozen=True)
class CapabilityProfile:
    """`held` counts who has it wholly or in part; `page` also holds who is said not to."""

    page: "Page[Any]"
    held: int
    children: list[tuple[Capability, int]]
    related: list[tuple[Capability, int]]
    intents: tuple[Wanted, ...]

    @property
    def having(self) -> list[Having]:
        return list(self.page.object_list)


def profile(capability: Capability, number: str | None, *, today: date) -> CapabilityProfile:
    """Nine queries whoever has it, one more where searches showed any of them."""
    rows = ArtifactCapability.objects.filter(
        capability=capability, artifact__state=EditorialState.PUBLISHED
    )
    page: Page[Any] = Paginator(_in_order(rows), PER_PAGE).get_page(number)
    page.object_list = _having(list(page.object_list))
    return CapabilityProfile(
        page=page,
        held=rows.filter(support__in=HELD).count(),
        children=listing.capabilities_with_counts(parent=capability),
        related=_related(capability, rows),
        intents=wanted.leading_to(capability, today=today),
    )


def holders(capability: Capability) -> QuerySet[Artifact]:
    """Published artifacts that have it wholly or in part."""
    held = ArtifactCapability.objects.filter(
        artifact=OuterRef("pk"), capability=capability, support__in=HELD
    )
    return Artifact.objects.published().filter(Exists(held))


def _in_order(rows: QuerySet[ArtifactCapability]) -> QuerySet[ArtifactCapability]:
    """Who has it before who has not; then by rank, which says how each stands in its own type."""
    support = [When(support=value, then=Value(place)) for value, place in FIRST.items()]
    return rows.select_related(
        "capability", "artifact__type", "artifact__publisher", "artifact__score__breakdown"
    ).order_by(
        Case(*support, output_field=IntegerField()),
        F("artifact__score__total").desc(nulls_last=True),
        "artifact__slug",
    )


def _having(rows: list[ArtifactCapability]) -> list[Having]:
    facts = loading.capability_facts(rows)
    scores = [score for row in rows if (score := score_of(row.artifact))]
    searched = searched_of_some(scores)
    return [
        Having(row.artifact, fact, _enough(searched.get(row.artifact_id, {}).get(fact.key)))
        for row, fact in zip(rows, facts, strict=True)
    ]


def _enough(evidence: CapabilityEvidence | None) -> CapabilityEvidence | None:
    return evidence if evidence and evidence.suffices else None


def _related(
    capability: Capability, rows: QuerySet[ArtifactCapability]
) -> list[tuple[Capability, int]]:
    """What the artifacts that have it most often have too, and how many of them."""
    holders = rows.filter(support__in=HELD).order_by().values("artifact")
    counted = (
        ArtifactCapability.objects.filter(artifact__in=holders, support__in=HELD)
        .exclude(capability=capability)
        .order_by()
        .values("capability")
        .annotate(number=Count("pk"))
        .order_by("-number", "capability__key")
        .values_list("capability", "number")[:MOST_RELATED]
    )
    numbers = dict(counted)
    known = Capability.objects.in_bulk(numbers)
    return [(known[pk], number) for pk, number in numbers.items() if pk in known]
