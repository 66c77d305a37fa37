"""The artifacts' own columns, from a catalog file."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from catalog.enums import AliasKind, PricingModel
from catalog.models import Artifact, ArtifactAlias
from catalog.services.curated.references import Names, plain_specs
from catalog.services.importing.report import CHANGED, NEW, UNCHANGED, Report
from catalog.services.importing.run import FEEDS
from catalog.sources.curated import CuratedArtifact

COLUMNS = (
    *("name", "slug", "publisher_id", "summary", "description", "pricing_model", "lifecycle"),
    *("licence_spdx", "licence_name", "licence_url", "source_id", "specs", "announced_on"),
    *("released_on", "released_precision", "deprecated_on", "retired_on"),
)
_LISTINGS = {feed.slug for feed in FEEDS.values()}


@dataclass(frozen=True, slots=True)
class Filed:
    """A record and its artifact.

    `open` says whether the file may add to it, `fresh` that nobody but importers had it before.
    """

    row: CuratedArtifact
    artifact: Artifact
    open: bool
    fresh: bool


def file_artifacts(
    rows: Iterable[CuratedArtifact], names: Names, report: Report, *, complete: bool
) -> list[Filed]:
    """Create what is new; a record that is there is left alone, or completed where it is empty.

    An artifact that only an importer has made takes the file's words and slug, but for the fields
    an editor holds.
    """
    rows = list(rows)
    known = _known(rows)
    filed, changed, new = [], [], []
    for row in rows:
        artifact = known.get(row.slug)
        if artifact is None:
            artifact = Artifact(type_id=row.type, **columns_of(row, names))
            new.append(artifact)
            filed.append(Filed(row, artifact, open=True, fresh=True))
            report.note_row(row.place, NEW)
            continue
        listed = artifact.source is not None and artifact.source.slug in _LISTINGS
        report.note_row(row.place, UNCHANGED)
        filed.append(Filed(row, artifact, open=complete or listed, fresh=listed))
        if filed[-1].open and _fill(artifact, columns_of(row, names), over=listed):
            changed.append(artifact)
            report.note_row(row.place, CHANGED)
    Artifact.objects.bulk_create(new, batch_size=500)
    Artifact.objects.bulk_update(changed, COLUMNS, batch_size=500)
    report.written["artifacts_created"] += len(new)
    report.written["artifacts_changed"] += len(changed)
    return filed


def _known(rows: list[CuratedArtifact]) -> dict[str, Artifact]:
    """Artifacts by the file's slug: by slug, by an earlier slug, by an outside id."""
    owners: dict[tuple[str, str], int] = {}
    values = {alias.value for row in rows for alias in row.aliases} | {row.slug for row in rows}
    for kind, value, artifact in ArtifactAlias.objects.filter(value__in=values).values_list(
        "kind", "value", "artifact"
    ):
        owners[kind, value] = artifact
    by_slug = dict(Artifact.objects.filter(slug__in=values).values_list("slug", "id"))
    found: dict[str, int] = {}
    for row in rows:
        keys = [(AliasKind.SLUG.value, row.slug), *((a.kind, a.value) for a in row.aliases)]
        answers = [by_slug.get(row.slug), *map(owners.get, keys)]
        candidates = [pk for pk in answers if pk is not None]
        if candidates and candidates[0] not in found.values():
            found[row.slug] = candidates[0]
    locked = Artifact.objects.select_for_update(of=("self",), no_key=True)
    artifacts = locked.select_related("source").in_bulk(list(found.values()))
    return {slug: artifacts[pk] for slug, pk in found.items()}


def columns_of(row: CuratedArtifact, names: Names) -> dict[str, Any]:
    """Every column the file speaks of; what it leaves out keeps the model's default."""
    released = row.dates.get("released_on")
    return {
        "name": row.name,
        "slug": row.slug,
        "publisher_id": names.organizations[row.publisher],
        "source_id": names.sources[row.source],
        "summary": row.summary,
        "description": row.description,
        "licence_spdx": row.licence.spdx,
        "licence_name": row.licence.name,
        "licence_url": row.licence.url,
        "pricing_model": row.pricing_model,
        "lifecycle": row.lifecycle,
        "released_precision": released.precision if released else "day",
        "specs": plain_specs(row),
        **{name: found.on for name, found in row.dates.items()},
    }


def _fill(artifact: Artifact, columns: dict[str, Any], *, over: bool) -> bool:
    """Write the columns that are empty, or with `over` all that nobody holds; whether any was."""
    specs = columns.pop("specs")
    changed = _fill_specs(artifact, specs, over=over)
    empty_release = artifact.released_on is None
    for name, value in columns.items():
        empty = getattr(artifact, name) in (None, "", PricingModel.UNKNOWN)
        if name == "released_precision":
            empty = empty_release
        may = (over or empty) and name not in artifact.held_fields
        if may and value not in (None, "") and getattr(artifact, name) != value:
            setattr(artifact, name, value)
            changed = True
    return changed


def _fill_specs(artifact: Artifact, specs: dict[str, Any], *, over: bool) -> bool:
    held = set(artifact.held_fields)
    told = {
        key: value
        for key, value in specs.items()
        if (over or key not in artifact.specs) and not {"specs", f"specs.{key}"} & held
    }
    merged = {**artifact.specs, **told}
    if merged == artifact.specs:
        return False
    artifact.specs = merged
    return True


def link_successors(filed: Iterable[Filed], report: Report) -> None:
    """Successors, once every artifact stands."""
    ids = dict(Artifact.objects.values_list("slug", "id"))
    changed = []
    for item in filed:
        wanted = ids.get(item.row.successor) if item.open else None
        if wanted and item.artifact.successor_id is None:
            item.artifact.successor_id = wanted
            changed.append(item.artifact)
    Artifact.objects.bulk_update(changed, ["successor"])
    report.written["successors"] += len(changed)
