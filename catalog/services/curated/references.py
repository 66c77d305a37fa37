"""Every name a catalog file uses must stand for something: in the file, or in the catalog."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalog.enums import SpecKind
from catalog.models import (
    Artifact,
    ArtifactType,
    Capability,
    Category,
    Organization,
    Source,
    SpecDefinition,
)
from catalog.sources.curated import CatalogFile, CuratedArtifact
from catalog.sources.reading import partial_date

_FITS = {
    SpecKind.INTEGER: lambda value: isinstance(value, int) and not isinstance(value, bool),
    SpecKind.DECIMAL: lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    SpecKind.TEXT: lambda value: isinstance(value, str),
    SpecKind.BOOLEAN: lambda value: isinstance(value, bool),
    SpecKind.DATE: lambda value: partial_date(str(value)) is not None,
    SpecKind.LIST: lambda value: (
        isinstance(value, list) and all(isinstance(entry, str) for entry in value)
    ),
}


@dataclass(frozen=True, slots=True)
class Names:
    """Ids by the names that files use, read once after the vocabulary stands."""

    types: set[str]
    organizations: dict[str, int]
    sources: dict[str, int]
    categories: dict[str, int]
    capabilities: dict[str, int]
    specs: dict[tuple[str, str], str]
    artifacts: set[str]


def read_names(content: CatalogFile) -> Names:
    specs = SpecDefinition.objects.values_list("type_id", "key", "kind")
    return Names(
        types=set(ArtifactType.objects.values_list("key", flat=True)),
        organizations=dict(Organization.objects.values_list("slug", "id")),
        sources=dict(Source.objects.values_list("slug", "id")),
        categories=dict(Category.objects.values_list("slug", "id")),
        capabilities=dict(Capability.objects.values_list("key", "id")),
        specs={(kind, key): value for kind, key, value in specs},
        artifacts={row.slug for row in content.artifacts}
        | set(Artifact.objects.values_list("slug", flat=True)),
    )


def problems_of(content: CatalogFile, names: Names) -> list[str]:
    """What is wrong, each with the file and the key path."""
    problems = [
        f"{row.place}.parent: no capability {row.values['parent']!r}"
        for row in content.capabilities
        if row.values["parent"] and row.values["parent"] not in names.capabilities
    ]
    problems += [
        f"{row.place}.type: no type {row.key.split('/', 1)[0]!r}"
        for row in content.specs
        if row.key.split("/", 1)[0] not in names.types
    ]
    for artifact in content.artifacts:
        problems += [f"{artifact.place}: {problem}" for problem in _of_artifact(artifact, names)]
    return problems


def _of_artifact(row: CuratedArtifact, names: Names) -> Iterator[str]:
    if row.type not in names.types:
        yield f"type: no type {row.type!r}"
    categories = ((f"categories[{i}]", slug) for i, slug in enumerate(row.categories))
    yield from _unknown("source", _sources(row), names.sources)
    yield from _unknown("organization", _organizations(row), names.organizations)
    yield from _unknown("category", categories, names.categories)
    yield from _unknown("artifact", _artifacts(row), names.artifacts - {row.slug})
    yield from _of_capabilities(row, names)
    yield from _of_specs(row, names)


def _unknown(kind: str, used: Iterable[tuple[str, str]], known: Container[str]) -> Iterator[str]:
    for path, name in used:
        if name and name not in known:
            yield f"{path}: no {kind} {name!r}"


def _sources(row: CuratedArtifact) -> Iterator[tuple[str, str]]:
    yield "source", row.source
    lists: dict[str, Any] = {
        "releases": row.releases,
        "offerings": row.offerings,
        "observations": row.observations,
        "relations": row.relations,
        "citations": row.citations,
    }
    for name, entries in lists.items():
        for index, entry in enumerate(entries):
            yield f"{name}[{index}].source", entry.source
    for index, capability in enumerate(row.capabilities):
        for number, citation in enumerate(capability.citations):
            yield f"capabilities[{index}].citations[{number}].source", citation.source


def _organizations(row: CuratedArtifact) -> Iterator[tuple[str, str]]:
    yield "publisher", row.publisher
    for index, offering in enumerate(row.offerings):
        yield f"offerings[{index}].provider", offering.provider


def _artifacts(row: CuratedArtifact) -> Iterator[tuple[str, str]]:
    if row.successor:
        yield "successor", row.successor
    for index, relation in enumerate(row.relations):
        yield f"relations[{index}].target", relation.target


def _of_capabilities(row: CuratedArtifact, names: Names) -> Iterator[str]:
    seen: set[str] = set()
    for index, entry in enumerate(row.capabilities):
        path = f"capabilities[{index}].capability"
        if entry.capability not in names.capabilities:
            yield f"{path}: no capability {entry.capability!r}"
        if entry.capability in seen:
            yield f"{path}: {entry.capability!r} stands above already"
        seen.add(entry.capability)


def _of_specs(row: CuratedArtifact, names: Names) -> Iterator[str]:
    for key, value in row.specs.items():
        kind = names.specs.get((row.type, key))
        if kind is None:
            yield f"specs.{key}: the type {row.type} has no such specification"
        elif not _FITS[SpecKind(kind)](value):
            yield f"specs.{key}: {value!r} is not of the kind {SpecKind(kind).label.lower()!r}"


def plain_specs(row: CuratedArtifact) -> dict[str, Any]:
    """The specifications as JSON holds them: TOML's own dates become text."""
    return {k: str(v) if isinstance(v, date) else v for k, v in row.specs.items()}
