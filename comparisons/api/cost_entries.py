"""Costs as the API shows them."""

from collections.abc import Sequence
from typing import Any

from catalog.models import Artifact
from comparisons.api import entries
from comparisons.api.entries import exact
from comparisons.api.links import Links
from comparisons.api.shapes.costs import (
    ArtifactCosts,
    CostEntry,
    CostsOfAll,
    CountedPrice,
    UncountedPrice,
    WorkloadEntry,
)
from comparisons.api.shapes.vocabulary import ArtifactReference
from comparisons.cost_section import SubjectCosts, subject_costs
from comparisons.costing import Cost, CostLine
from comparisons.facts import Subject
from comparisons.prices import Price, digits, rate
from comparisons.sources import Mention
from comparisons.workload import Workload


def workload_entry(workload: Workload) -> WorkloadEntry:
    return {
        "tokens_in": workload.tokens_in,
        "tokens_out": workload.tokens_out,
        "cached": workload.cached,
        "requests": workload.requests,
        "context": workload.context,
    }


def costs_of_all(
    workload: Workload | None,
    subjects: Sequence[Subject],
    artifacts: Sequence[Artifact],
    links: Links,
) -> CostsOfAll | None:
    """By artifact, in their order; None without a workload."""
    if workload is None:
        return None
    found = zip(subject_costs(subjects, workload), artifacts, strict=True)
    return {
        "workload": workload_entry(workload),
        "artifacts": [artifact_costs(one, reference(artifact, links)) for one, artifact in found],
    }


def reference(artifact: Artifact, links: Links) -> ArtifactReference:
    row = {"slug": artifact.slug, "name": artifact.name, "type_id": artifact.type_id}
    return entries.artifact(row, links, "")


def artifact_costs(found: SubjectCosts, artifact: ArtifactReference) -> ArtifactCosts:
    return {
        "artifact": artifact,
        "words": list(found.told),
        "offerings": [_entry(cost) for cost in found.costs.rows],
    }


def _entry(cost: Cost) -> CostEntry:
    mode: Any = cost.mode
    missing: Any = [{"component": one.component, "reason": one.reason} for one in cost.missing]
    return {
        "provider": cost.offering.provider,
        "external_id": cost.offering.external_id or None,
        "region": cost.offering.region or None,
        "mode": mode,
        "state": cost.state,
        "total": exact(cost.total),
        "currency": cost.currency if cost.total is not None else None,
        "card": [_counted(line) for line in cost.lines],
        "missing": missing,
        "uncounted": [_uncounted(price) for price in cost.uncounted],
        "obstacle": cost.obstacle or None,
    }


def _counted(line: CostLine) -> CountedPrice:
    price: Any = line.price
    return {
        "component": price.component,
        "unit": price.unit,
        "mode": price.mode,
        "context_min": price.context_min,
        "context_max": price.context_max,
        "price": digits(price.amount),
        "currency": price.currency,
        "quantity": digits(line.quantity),
        "amount": digits(line.amount),
        "seen_on": price.seen_on,
        "source": _source(price.source),
    }


def _uncounted(price: Price) -> UncountedPrice:
    line: Any = {"component": price.component, "unit": price.unit, "words": rate(price)}
    entry: UncountedPrice = line
    return entry


def _source(mention: Mention | None) -> Any:
    return {"title": mention.title, "url": mention.url or None} if mention else None
