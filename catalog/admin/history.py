"""An artifact's history, read from the events that triggers leave behind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Field, ForeignKey
from pghistory.models import Events

from catalog.models import Artifact, Offering, Price

MOST = 200
# What names a row to a reader, the most telling column first.
TITLES = ["name", "version", "claim", "value", "url", "external_id", "component", "metric", "kind"]
VERBS = {"insert": "added", "update": "changed", "delete": "removed"}
# The parts of a record whose rows name the artifact itself.
PARTS = [
    "Artifact",
    "ArtifactCapability",
    "ArtifactLink",
    "ArtifactAlias",
    "Release",
    "Offering",
    "Relation",
    "Citation",
    "NotApplicable",
]


@dataclass(frozen=True, slots=True)
class FieldChange:
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One event: when, who and why, what row, and its fields before and after."""

    at: datetime
    who: str
    reason: str
    what: str
    fields: tuple[FieldChange, ...]


def changes_of(artifact: Artifact) -> list[Change]:
    """The latest MOST changes of the artifact and its parts, and as many of its prices.

    Newest first, in a number of queries that does not grow with the record.
    """
    parts = [apps.get_model("catalog", name).pgh_event_model for name in PARTS]
    own = Events.objects.across(*parts).references(artifact).order_by("-pgh_created_at")[:MOST]
    offerings = list(Offering.objects.filter(artifact=artifact))
    events = list(own)
    if offerings:
        prices = Events.objects.across(Price.pgh_event_model)  # type: ignore[attr-defined]
        events += prices.references(*offerings).order_by("-pgh_created_at")[:MOST]
    return told(events)


def told(events: Iterable[Any]) -> list[Change]:
    """Events of any tracked rows in words, newest first. One query, for the names of people."""
    newest_first = sorted(
        events, key=lambda event: (event.pgh_created_at, event.pgh_id), reverse=True
    )
    names = _names(newest_first)
    return [_change(event, names) for event in newest_first]


def _names(events: Iterable[Any]) -> dict[int, str]:
    contexts = [event.pgh_context for event in events if event.pgh_context]
    ids: set[int] = {context["user"] for context in contexts if context.get("user")}
    users = get_user_model().objects.filter(pk__in=ids) if ids else []
    return {user.pk: user.get_username() for user in users}


def _change(event: Any, names: dict[int, str]) -> Change:
    model = apps.get_model(event.pgh_obj_model)
    context = event.pgh_context or {}
    verb = VERBS.get(event.pgh_label, event.pgh_label)
    data = event.pgh_data
    title = next((str(data[key]) for key in TITLES if data.get(key)), "")
    return Change(
        at=event.pgh_created_at,
        who=names.get(context.get("user") or 0, "the system"),
        reason=context.get("reason", ""),
        what=f"{model._meta.verbose_name} {verb}" + (f": {title}" if title else ""),
        fields=tuple(_fields(model, event.pgh_diff or {})),
    )


def _fields(model: Any, diff: dict[str, list[Any]]) -> Iterable[FieldChange]:
    by_column = {field.attname: field for field in model._meta.concrete_fields}
    for column, (before, after) in diff.items():
        if field := by_column.get(column):
            yield FieldChange(str(field.verbose_name), _shown(field, before), _shown(field, after))


def _shown(field: "Field[Any, Any]", value: Any) -> str:
    if value in (None, "", [], {}):
        return "nothing"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {item}" for key, item in sorted(value.items()))
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    choices = dict(field.flatchoices) if field.choices else {}
    prefix = "no. " if isinstance(field, ForeignKey) and isinstance(value, int) else ""
    return prefix + str(choices.get(value, value))
