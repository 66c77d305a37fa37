"""An artifact in lists, and with all that belongs to it: seven queries, whatever it holds."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject

from catalog.models import (
    ArtifactAlias,
    ArtifactCapability,
    ArtifactLink,
    Category,
    Citation,
    Release,
    SpecDefinition,
    Tag,
)
from comparisons.api import entries, offering_entries, visible
from comparisons.api.entries import CITATION, REFERRED, SCORE, SOURCE, Row, under
from comparisons.api.links import Links
from comparisons.api.shapes.artifacts import (
    ArtifactDetail,
    ArtifactSummary,
    CapabilityClaim,
    OwnScore,
    ReleaseEntry,
    SpecEntry,
)
from comparisons.api.shapes.vocabulary import CitationEntry
from comparisons.own_weights import OwnWeights
from ranking.scoring import tenths_of

CATEGORIES = ArraySubquery(
    Category.objects.filter(artifacts=OuterRef("pk"))
    .order_by("slug")
    .values(item=JSONObject(slug="slug", name="name"))
)
SUMMARY = (
    *("slug", "name", "type_id", "type__name", "publisher__slug", "publisher__name", "summary"),
    *("pricing_model", "lifecycle", "licence_spdx", "licence_name", "licence_url"),
    *("released_on", "released_precision", "revision", "published_at", "updated_at"),
    *under("score", SCORE),
    "in_categories",
)
DETAIL = (
    *("id", *SUMMARY, "description", "announced_on", "deprecated_on", "retired_on", "specs"),
    *under("source", SOURCE),
    *under("successor", (*REFERRED, "state")),
    *("tag_names", "all_links", "all_aliases", "all_releases", "definitions"),
)
TEXTS = ("description", "unique_aspect", "versus_alternatives")
LISTS = ("intents", "best_for", "limitations", "requires", "input_types", "output_types")
CLAIM = ("id", "capability__key", "capability__name", "support", "name", "review_state")


def listed(artifacts: Any) -> Any:
    """With the categories of each, in the same query."""
    return artifacts.annotate(in_categories=CATEGORIES)


def summary(row: Row, links: Links) -> ArtifactSummary:
    slug, released_on = row["slug"], row["released_on"]
    return {
        "slug": slug,
        "name": row["name"],
        "type": {
            "key": row["type_id"],
            "name": row["type__name"],
            "url": links.type(row["type_id"]),
        },
        "publisher": entries.organization(row, links, "publisher"),
        "summary": row["summary"],
        "categories": [
            {"key": c["slug"], "name": c["name"], "url": links.category(c["slug"])}
            for c in row["in_categories"]
        ],
        "pricing_model": row["pricing_model"],
        "lifecycle": row["lifecycle"],
        "licence": entries.licence(row),
        "released_on": released_on,
        "released_precision": row["released_precision"] if released_on else None,
        "score": entries.score(row, links, slug),
        "revision": row["revision"],
        "published_at": row["published_at"],
        "updated_at": row["updated_at"],
        "url": links.artifact(slug),
        "html_url": links.page(slug),
    }


def own_score(row: Row, own: OwnWeights | None) -> OwnScore | None:
    """The columns that `own_order.weighed` adds, None where there are none of them."""
    if own is None or row["own_total"] is None:
        return None
    return {
        "weights": own.text,
        "tenths": tenths_of(row["own_total"]),
        "total": row["own_total"],
        "coverage": row["own_coverage"],
        "provisional": row["own_provisional"],
    }


def detail(slug: str, links: Links) -> ArtifactDetail | None:
    """Everything shown of a published artifact, or None where there is none of that slug."""
    row = _with_parts(listed(visible.artifacts().filter(slug=slug))).values(*DETAIL).first()
    if row is None:
        return None
    own_citations, by_capability = _citations(row["id"])
    found: ArtifactDetail = {
        **summary(row, links),
        "description": row["description"] or None,
        "announced_on": row["announced_on"],
        "deprecated_on": row["deprecated_on"],
        "retired_on": row["retired_on"],
        "successor": _successor(row, links),
        "source": entries.source(row),
        "tags": row["tag_names"],
        "links": row["all_links"],
        "aliases": row["all_aliases"],
        "releases": [_release(release) for release in row["all_releases"]],
        "specs": _specs(row),
        "capabilities": _claims(row["id"], by_capability, links),
        "offerings": offering_entries.of_artifact(row["id"], links),
        "relations": offering_entries.relations_of(row["id"], links),
        "citations": own_citations,
    }
    return found


def _with_parts(artifacts: Any) -> Any:
    """Short lists that hold nothing but values come with the artifact itself."""
    own = {"artifact": OuterRef("pk")}
    parts = {
        "all_links": ArtifactLink.objects.filter(**own)
        .order_by("kind", "id")
        .values(item=JSONObject(kind="kind", url="url")),
        "all_aliases": ArtifactAlias.objects.filter(**own)
        .order_by("kind", "value")
        .values(item=JSONObject(kind="kind", value="value")),
        "all_releases": Release.objects.filter(**own)
        .order_by("-released_on", "id")
        .values(item=JSONObject(kind="kind", version="version", released_on="released_on")),
        "tag_names": Tag.objects.filter(artifacts=OuterRef("pk")).order_by("slug").values("slug"),
        "definitions": SpecDefinition.objects.filter(type=OuterRef("type"))
        .order_by("position", "key")
        .values(item=JSONObject(key="key", label="label", unit="unit", kind="kind")),
    }
    return artifacts.annotate(**{name: ArraySubquery(rows) for name, rows in parts.items()})


def _release(row: Row) -> ReleaseEntry:
    return {
        "kind": row["kind"],
        "version": row["version"] or None,
        "released_on": row["released_on"],
    }


def _successor(row: Row, links: Links) -> Any:
    if row["successor__state"] != visible.PUBLISHED:
        return None
    return entries.artifact(row, links, "successor__")


def _specs(row: Row) -> list[SpecEntry]:
    return [
        {
            "key": spec["key"],
            "label": spec["label"],
            "unit": spec["unit"] or None,
            "kind": spec["kind"],
            "value": row["specs"].get(spec["key"]),
        }
        for spec in row["definitions"]
    ]


def _citations(pk: int) -> tuple[list[CitationEntry], Mapping[int, list[CitationEntry]]]:
    """The record's own, and those of its capabilities by id."""
    rows = (
        Citation.objects.filter(artifact=pk)
        .order_by("field", F("read_on").desc(nulls_last=True), "id")
        .values("artifact_capability_id", *CITATION, *under("source", SOURCE))
    )
    by_capability: dict[int | None, list[CitationEntry]] = defaultdict(list)
    for row in rows:
        by_capability[row["artifact_capability_id"]].append(entries.citation(row))
    own = by_capability.pop(None, [])
    return own, {key: cited for key, cited in by_capability.items() if key is not None}


def _claims(
    pk: int, citations: Mapping[int, list[CitationEntry]], links: Links
) -> list[CapabilityClaim]:
    rows = (
        ArtifactCapability.objects.filter(artifact=pk)
        .order_by("position", "id")
        .values(*CLAIM, *TEXTS, *LISTS)
    )
    return [_claim(row, citations.get(row["id"], []), links) for row in rows]


def _claim(row: Row, citations: list[CitationEntry], links: Links) -> CapabilityClaim:
    key = row["capability__key"]
    return {
        "capability": {"key": key, "name": row["capability__name"], "url": links.capability(key)},
        "support": row["support"],
        "name": row["name"],
        "description": row["description"] or None,
        "unique_aspect": row["unique_aspect"] or None,
        "versus_alternatives": row["versus_alternatives"] or None,
        "intents": row["intents"],
        "best_for": row["best_for"],
        "limitations": row["limitations"],
        "requires": row["requires"],
        "input_types": row["input_types"],
        "output_types": row["output_types"],
        "review_state": row["review_state"],
        "citations": citations,
    }


def current_slug(earlier: str) -> str | None:
    """The slug of the published artifact that once had this one."""
    owner = Q(aliases__kind="slug", aliases__value=earlier)
    return visible.artifacts().filter(owner).values_list("slug", flat=True).first()
