"""Objects for tests, callable without arguments. Each makes only what it needs to stand."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, User

from catalog.enums import (
    EditorialState,
    LinkKind,
    Metric,
    PriceComponent,
    PriceUnit,
    SourceKind,
    Support,
)
from catalog.models import (
    Artifact,
    ArtifactCapability,
    ArtifactLink,
    Capability,
    Citation,
    Observation,
    Offering,
    Organization,
    Price,
    Relation,
    Source,
)
from matchgraph.models import EvidenceWeek

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
_numbers = count(1)


def number() -> int:
    return next(_numbers)


def source(**fields: Any) -> Source:
    n = number()
    values = {
        "slug": f"source-{n}",
        "title": f"Source {n}",
        "url": f"https://source-{n}.example/",
        "kind": SourceKind.DOCUMENTATION,
    }
    return Source.objects.create(**values | fields)


def organization(**fields: Any) -> Organization:
    n = number()
    return Organization.objects.create(**{"slug": f"org-{n}", "name": f"Organization {n}"} | fields)


def capability(**fields: Any) -> Capability:
    n = number()
    return Capability.objects.create(**{"key": f"area.skill-{n}", "name": f"Skill {n}"} | fields)


def artifact(**fields: Any) -> Artifact:
    """A draft model with nothing but a name."""
    n = number()
    values = {"slug": f"artifact-{n}", "name": f"Artifact {n}", "type_id": "model"}
    return Artifact.objects.create(**values | fields)


def published_artifact(**fields: Any) -> Artifact:
    """A published model with publisher, summary and source."""
    values: dict[str, Any] = {"summary": "A thing that does something."}
    values.setdefault("publisher", fields.pop("publisher", None) or organization())
    values.setdefault("source", fields.pop("source", None) or source())
    return artifact(**values | {"state": EditorialState.PUBLISHED, "published_at": NOON} | fields)


def link(**fields: Any) -> ArtifactLink:
    """A homepage, unless said otherwise."""
    values: dict[str, Any] = {"kind": LinkKind.HOMEPAGE, "url": f"https://page-{number()}.example/"}
    values["artifact"] = fields.pop("artifact", None) or published_artifact()
    return ArtifactLink.objects.create(**values | fields)


def artifact_capability(**fields: Any) -> ArtifactCapability:
    values: dict[str, Any] = {"name": "Doing it", "support": Support.YES}
    values["artifact"] = fields.pop("artifact", None) or artifact()
    values["capability"] = fields.pop("capability", None) or capability()
    return ArtifactCapability.objects.create(**values | fields)


def offering(**fields: Any) -> Offering:
    values: dict[str, Any] = {"seen_on": date(2026, 6, 1), "external_id": f"served-{number()}"}
    values["artifact"] = fields.pop("artifact", None) or artifact()
    values["provider"] = fields.pop("provider", None) or organization()
    return Offering.objects.create(**values | fields)


def price(**fields: Any) -> Price:
    """An open price: $0.22 per million input tokens, unless said otherwise."""
    values: dict[str, Any] = {
        "component": PriceComponent.INPUT,
        "unit": PriceUnit.TOKEN,
        "amount": Decimal("0.00000022"),
        "valid_from": NOON,
        "seen_at": NOON,
    }
    values["offering"] = fields.pop("offering", None) or offering()
    return Price.objects.create(**values | fields)


def observation(**fields: Any) -> Observation:
    values: dict[str, Any] = {
        "metric": Metric.HUB_DOWNLOADS_30D,
        "value": 1000,
        "observed_at": NOON,
    }
    values["artifact"] = fields.pop("artifact", None) or artifact()
    values["source"] = fields.pop("source", None) or source()
    return Observation.objects.create(**values | fields)


def citation(**fields: Any) -> Citation:
    values: dict[str, Any] = {"read_on": date(2026, 6, 1), "field": "licence_spdx"}
    values["artifact"] = fields.pop("artifact", None) or artifact()
    values["source"] = fields.pop("source", None) or source()
    return Citation.objects.create(**values | fields)


def relation(**fields: Any) -> Relation:
    values: dict[str, Any] = {"kind": "trained_on"}
    values["from_artifact"] = fields.pop("from_artifact", None) or artifact()
    values["to_artifact"] = fields.pop("to_artifact", None) or artifact()
    return Relation.objects.create(**values | fields)


def user(role: str | None = None, **fields: Any) -> User:
    """A person of staff with a role (editor, reviewer, administrator), or without one."""
    n = number()
    values: dict[str, Any] = {"username": f"user-{n}", "is_staff": role is not None}
    person = User.objects.create_user(**values | {"password": "a-long-password"} | fields)
    if role:
        person.groups.add(Group.objects.get(name=role))
    return person


def evidence_week(**fields: Any) -> EvidenceWeek:
    """Forty visitors of one week who looked at it and were content half of the time."""
    values: dict[str, Any] = {
        "week": date(2026, 6, 1),
        "visitor_days": 40,
        "examinations": 40_000,
        "outcomes": 20_000,
    }
    values["artifact"] = fields.pop("artifact", None) or published_artifact()
    values["capability"] = fields.pop("capability", None) or capability()
    return EvidenceWeek.objects.create(**values | fields)
