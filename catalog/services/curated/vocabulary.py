"""Vocabulary rows of a catalog file: what is missing is added, what is there stays."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet

from catalog.models import ArtifactType, Capability, Category, Organization, Source, SpecDefinition
from catalog.services.importing.report import Report
from catalog.sources.curated import CatalogFile, VocabularyRow


def add_vocabulary(content: CatalogFile, report: Report) -> None:
    _add(Organization, "slug", content.organizations, report)
    _add(Source, "slug", content.sources, report)
    _add(Category, "slug", content.categories, report)
    _add_capabilities(content.capabilities, report)
    _add_specs(content.specs, report)


def _add(model: type[Model], field: str, rows: Iterable[VocabularyRow], report: Report) -> None:
    known = set(QuerySet(model).values_list(field, flat=True))
    missing = [row for row in rows if row.key not in known]
    _create(model, [{field: row.key, **row.values} for row in missing], report)


def _add_capabilities(rows: Iterable[VocabularyRow], report: Report) -> None:
    """Capabilities first, then their place in the tree: a parent may stand after its children."""
    known = set(Capability.objects.values_list("key", flat=True))
    missing = [row for row in rows if row.key not in known]
    plain = [{k: v for k, v in row.values.items() if k != "parent"} for row in missing]
    columns = [{"key": row.key, **values} for row, values in zip(missing, plain, strict=True)]
    _create(Capability, columns, report)
    parents = {row.key: row.values["parent"] for row in missing if row.values["parent"]}
    ids = dict(Capability.objects.values_list("key", "id"))
    children = list(Capability.objects.filter(key__in=parents))
    for child in children:
        child.parent_id = ids.get(parents[child.key])
    Capability.objects.bulk_update(children, ["parent"])


def _add_specs(rows: Iterable[VocabularyRow], report: Report) -> None:
    """Those of types that exist; `references` refuses the others by name."""
    known = {f"{t}/{k}" for t, k in SpecDefinition.objects.values_list("type_id", "key")}
    types = set(ArtifactType.objects.values_list("key", flat=True))
    columns = []
    for row in rows:
        kind, key = row.key.split("/", 1)
        if row.key not in known and kind in types:
            columns.append({"type_id": kind, "key": key, **row.values})
    _create(SpecDefinition, columns, report)


def _create(model: type[Model], columns: list[dict[str, Any]], report: Report) -> None:
    rows: QuerySet[Any] = QuerySet(model)
    rows.bulk_create([model(**values) for values in columns], batch_size=1000)
    report.written[str(model._meta.verbose_name_plural)] += len(columns)
