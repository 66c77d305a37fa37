"""Types, categories, capabilities and organizations, as the API shows them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count

from comparisons.api import visible
from comparisons.api.entries import Row
from comparisons.api.links import Links
from comparisons.api.shapes.vocabulary import (
    ArtifactTypeEntry,
    CapabilityEntry,
    CategoryEntry,
    OrganizationEntry,
    Reference,
)
from comparisons.filters import HELD
from comparisons.services.organizations import count_of

TYPE = ("key", "name", "plural", "group", "schema_org_type", "description", "artifacts_count")
CATEGORY = ("slug", "name", "description", "artifacts_count")
CAPABILITY = ("id", "key", "name", "description", "parent__key", "parent__name")
ORGANIZATION = ("slug", "name", "website", "description", "artifacts_count", "offerings_count")


def counted(rows: Any, column: str) -> Any:
    """With the number of published artifacts that point at each row."""
    return rows.annotate(artifacts_count=count_of(visible.artifacts(), column))


def holders(capabilities: Iterable[int]) -> Mapping[int, int]:
    """How many published artifacts have each capability. One pass over all of them is many times
    faster than one count each."""
    held = visible.artifact_capabilities().filter(
        capability__in=list(capabilities), support__in=HELD
    )
    counts = held.order_by().values_list("capability").annotate(number=Count("pk"))
    return dict(counts)


def with_offerings(organizations: Any) -> Any:
    counts = count_of(visible.offerings(), "provider")
    return counted(organizations, "publisher").annotate(offerings_count=counts)


def type_entry(row: Row, links: Links) -> ArtifactTypeEntry:
    key = row["key"]
    return {
        "key": key,
        "name": row["name"],
        "plural": row["plural"],
        "group": row["group"],
        "schema_org_type": row["schema_org_type"],
        "description": row["description"] or None,
        "artifacts_count": row["artifacts_count"],
        "artifacts_url": links.listing("api:artifacts", type=key),
        "url": links.type(key),
        "html_url": links.to("type", key),
    }


def category(row: Row, links: Links) -> CategoryEntry:
    slug = row["slug"]
    return {
        "slug": slug,
        "name": row["name"],
        "description": row["description"] or None,
        "artifacts_count": row["artifacts_count"],
        "artifacts_url": links.listing("api:artifacts", category=slug),
        "url": links.category(slug),
        "html_url": links.to("category", slug),
    }


def organization(row: Row, links: Links) -> OrganizationEntry:
    slug = row["slug"]
    return {
        "slug": slug,
        "name": row["name"],
        "website": row["website"] or None,
        "description": row["description"] or None,
        "artifacts_count": row["artifacts_count"],
        "offerings_count": row["offerings_count"],
        "artifacts_url": links.listing("api:artifacts", publisher=slug),
        "offerings_url": links.listing("api:offerings", provider=slug),
        "url": links.organization(slug),
        "html_url": links.to("organization", slug),
    }


def capability(row: Row, counts: Mapping[int, int], links: Links) -> CapabilityEntry:
    key = row["key"]
    return {
        "key": key,
        "name": row["name"],
        "description": row["description"] or None,
        "parent": word(row["parent__key"], row["parent__name"], links),
        "artifacts_count": counts.get(row["id"], 0),
        "artifacts_url": links.listing("api:artifacts", capability=key),
        "url": links.capability(key),
        "html_url": links.to("capability", key),
    }


def word(key: str | None, name: str, links: Links) -> Reference | None:
    return {"key": key, "name": name, "url": links.capability(key)} if key else None
