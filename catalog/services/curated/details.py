"""What hangs on an artifact: each row of the file is added unless its like is there already."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Model, QuerySet

from catalog.models import (
    Artifact,
    ArtifactAlias,
    ArtifactCapability,
    ArtifactLink,
    Citation,
    NotApplicable,
    Observation,
    Offering,
    Relation,
    Release,
    Tag,
)
from catalog.services.curated.records import Filed
from catalog.services.curated.references import Names
from catalog.services.importing.report import CHANGED, Report
from catalog.sources.curated import CitationRow

Columns = dict[str, Any]
Row = tuple[Filed, Columns]


def moment(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)


class Details:
    """Adds the rows that are missing, table by table, and notes whose record changed."""

    def __init__(self, filed: Iterable[Filed], names: Names, report: Report) -> None:
        self.filed = [item for item in filed if item.open]
        self.names = names
        self.report = report
        self.ids = [item.artifact.pk for item in self.filed]

    def add(
        self, model: type[Model], key: tuple[str, ...], rows: Iterable[Row], scope: str
    ) -> None:
        """Create the rows whose `key` columns are new among those `scope` selects."""
        wanted = {tuple(columns[name] for name in key): (item, columns) for item, columns in rows}
        rows_of: QuerySet[Any] = QuerySet(model)
        near = rows_of.filter(**{f"{scope}__in": self.ids}) if scope else rows_of
        known = set(near.values_list(*key))
        missing = [wanted[values] for values in wanted if values not in known]
        rows_of.bulk_create([model(**columns) for _, columns in missing], batch_size=500)
        self.report.written[str(model._meta.verbose_name_plural)] += len(missing)
        for item, _ in missing:
            self.report.note_row(item.row.place, CHANGED)

    def of_each(self, read: Callable[[Filed], Iterable[Columns]]) -> Iterator[Row]:
        for item in self.filed:
            for columns in read(item):
                yield item, {"artifact_id": item.artifact.pk, **columns}

    def source(self, slug: str) -> int | None:
        return self.names.sources[slug] if slug else None


def add_details(filed: list[Filed], names: Names, report: Report) -> None:
    details = Details(filed, names, report)
    _add_words(details)
    _add_ids(details)
    _add_capabilities(details)
    _add_citations(details)
    _add_figures(details)
    _add_offerings(details)
    _add_relations(details)


def _add_words(details: Details) -> None:
    categories = details.names.categories
    details.add(
        Artifact.categories.through,
        ("artifact_id", "category_id"),
        details.of_each(lambda i: ({"category_id": categories[s]} for s in i.row.categories)),
        "artifact",
    )
    slugs = {slug for item in details.filed for slug in item.row.tags}
    known = set(Tag.objects.values_list("slug", flat=True))
    Tag.objects.bulk_create(
        [Tag(slug=s, name=s.replace("-", " ").capitalize()) for s in sorted(slugs - known)]
    )
    tags = dict(Tag.objects.filter(slug__in=slugs).values_list("slug", "id"))
    details.add(
        Artifact.tags.through,
        ("artifact_id", "tag_id"),
        details.of_each(lambda item: ({"tag_id": tags[slug]} for slug in item.row.tags)),
        "artifact",
    )


def _add_ids(details: Details) -> None:
    details.add(
        ArtifactAlias,
        ("kind", "value"),
        details.of_each(lambda i: ({"kind": a.kind, "value": a.value} for a in i.row.aliases)),
        "",
    )
    details.add(
        ArtifactLink,
        ("artifact_id", "kind", "url"),
        details.of_each(lambda i: ({"kind": kind, "url": url} for kind, url in i.row.links)),
        "artifact",
    )
    details.add(
        Release,
        ("artifact_id", "kind", "version", "released_on"),
        details.of_each(
            lambda item: (
                {
                    "kind": release.kind,
                    "version": release.version,
                    "released_on": release.on,
                    "source_id": details.source(release.source),
                }
                for release in item.row.releases
            )
        ),
        "artifact",
    )


def _add_capabilities(details: Details) -> None:
    ids = details.names.capabilities
    details.add(
        ArtifactCapability,
        ("artifact_id", "capability_id"),
        details.of_each(
            lambda item: (
                {"capability_id": ids[entry.capability], **entry.values}
                for entry in item.row.capabilities
            )
        ),
        "artifact",
    )


def _add_citations(details: Details) -> None:
    """Citations of the record, and of each of its capabilities."""
    owners = {
        (artifact, capability): pk
        for pk, artifact, capability in ArtifactCapability.objects.filter(
            artifact__in=details.ids
        ).values_list("id", "artifact_id", "capability_id")
    }
    ids = details.names.capabilities

    def columns(item: Filed) -> Iterator[Columns]:
        for citation in item.row.citations:
            yield _citation(details, citation, None)
        for entry in item.row.capabilities:
            owner = owners[item.artifact.pk, ids[entry.capability]]
            for citation in entry.citations:
                yield _citation(details, citation, owner)

    key = ("artifact_id", "artifact_capability_id", "source_id", "field", "claim")
    details.add(Citation, key, details.of_each(columns), "artifact")


def _citation(details: Details, citation: CitationRow, owner: int | None) -> Columns:
    return {
        "artifact_capability_id": owner,
        "source_id": details.names.sources[citation.source],
        "field": citation.field,
        "claim": citation.claim,
        "stance": citation.stance,
        "read_on": citation.read_on,
        "note": citation.note,
    }


def _add_figures(details: Details) -> None:
    details.add(
        Observation,
        ("artifact_id", "metric", "subject", "source_id", "observed_at"),
        details.of_each(
            lambda item: (
                {
                    "metric": figure.metric,
                    "subject": figure.subject,
                    "value": figure.value,
                    "window_days": figure.window_days or _window(figure.metric),
                    "observed_at": moment(figure.observed_on),
                    "source_id": details.names.sources[figure.source],
                }
                for figure in item.row.observations
            )
        ),
        "artifact",
    )
    details.add(
        NotApplicable,
        ("artifact_id", "metric"),
        details.of_each(
            lambda i: ({"metric": metric, "reason": why} for metric, why in i.row.not_applicable)
        ),
        "artifact",
    )


def _window(metric: str) -> int | None:
    """Days that a metric covers, told by its name: `hub_downloads_30d`."""
    tail = metric.rsplit("_", 1)[-1]
    return int(tail[:-1]) if tail.endswith("d") and tail[:-1].isdigit() else None


def _add_offerings(details: Details) -> None:
    providers = details.names.organizations
    details.add(
        Offering,
        ("provider_id", "channel", "region", "external_id", "artifact_id"),
        details.of_each(
            lambda item: (
                {
                    "provider_id": providers[offering.provider],
                    "source_id": details.source(offering.source),
                    **offering.values,
                }
                for offering in item.row.offerings
            )
        ),
        "artifact",
    )


def _add_relations(details: Details) -> None:
    ids = dict(Artifact.objects.values_list("slug", "id"))
    rows = [
        (
            item,
            {
                "from_artifact_id": item.artifact.pk,
                "to_artifact_id": ids[relation.target],
                "kind": relation.kind,
                "status": relation.status,
                "source_id": details.source(relation.source),
                "read_on": relation.read_on,
                "note": relation.note,
            },
        )
        for item in details.filed
        for relation in item.row.relations
    ]
    key = ("from_artifact_id", "to_artifact_id", "kind")
    details.add(Relation, key, rows, "from_artifact")
