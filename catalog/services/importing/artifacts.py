"""Artifacts, their aliases, links and releases, from drafts: created, filled in, kept in step.

A field an editor holds is never written: the source's word becomes a question. A field that is
empty is filled by any source. A field that is not empty follows the artifact's own source only.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from catalog.enums import EditorialState, PricingModel
from catalog.models import (
    Artifact,
    ArtifactAlias,
    ArtifactLink,
    ArtifactType,
    Release,
    SpecDefinition,
)
from catalog.publishers import slugify
from catalog.services.importing.drafts import Draft, summary_of
from catalog.services.importing.lookup import HUB_KINDS
from catalog.services.importing.matching import Question
from catalog.services.importing.questions import identity_item
from catalog.services.importing.report import NEW
from catalog.services.importing.scope import Placed, Scope, refresh_statistics
from catalog.services.reviewing import disagreement
from catalog.sources.rows import AliasRow, ArtifactRow

BATCH = 1000
SLUG_LENGTH = 120
FIELDS = (
    "publisher_id",
    "licence_spdx",
    "licence_name",
    "licence_url",
    "released_on",
    "released_precision",
    "pricing_model",
    "specs",
)
# Columns that make one fact together.
FACTS = (
    ("licence_spdx", "licence_name", "licence_url"),
    ("released_on", "released_precision"),
    ("publisher_id",),
    ("pricing_model",),
)


def create_artifacts(scope: Scope, drafts: Sequence[Draft]) -> list[Artifact]:
    """New drafts in the order given, each with a free slug and a factual summary."""
    kinds = dict(ArtifactType.objects.values_list("key", "name"))
    defined = _defined_specs()
    taken = set(Artifact.objects.values_list("slug", flat=True))
    taken |= set(ArtifactAlias.objects.filter(kind="slug").values_list("value", flat=True))
    artifacts = [
        Artifact(
            name=draft.name,
            slug=_free_slug(draft, taken),
            type_id=draft.type,
            summary=summary_of(draft, kinds[draft.type]),
            source=scope.source,
            lifecycle=draft.lifecycle,
            specs=_defined(draft.specs, draft.type, defined),
            **_values(draft, scope),
        )
        for draft in drafts
    ]
    created = Artifact.objects.bulk_create(artifacts, batch_size=BATCH)
    refresh_statistics(Artifact, len(created))
    scope.report.written["artifacts_created"] += len(created)
    return created


def _defined_specs() -> dict[str, set[str]]:
    defined: dict[str, set[str]] = {}
    for kind, key in SpecDefinition.objects.values_list("type_id", "key"):
        defined.setdefault(kind, set()).add(key)
    return defined


def _defined(
    specs: dict[str, object], kind: str, defined: dict[str, set[str]]
) -> dict[str, object]:
    """The specifications that the type defines; all of them where it defines none yet."""
    keys = defined.get(kind)
    return specs if keys is None else {k: v for k, v in specs.items() if k in keys}


def _values(draft: Draft, scope: Scope) -> dict[str, Any]:
    """The facts of the draft as columns; a fact the source does not give is left out."""
    values: dict[str, Any] = {"pricing_model": draft.pricing_model}
    if draft.publisher:
        values["publisher_id"] = scope.organizations[draft.publisher.slug]
    if draft.licence:
        values["licence_spdx"] = draft.licence.spdx
        values["licence_name"] = draft.licence.name
        values["licence_url"] = draft.licence.url
    if draft.released:
        values["released_on"] = draft.released.on
        values["released_precision"] = draft.released.precision
    return values


def _free_slug(draft: Draft, taken: set[str]) -> str:
    """A slug nobody has or had, without the word that comparison addresses use."""
    parts = [part for part in slugify(draft.name).split("-") if part != "vs"]
    plain = "-".join(parts)[:SLUG_LENGTH].strip("-") or draft.type
    publisher = draft.publisher.slug if draft.publisher else draft.type
    choices = [plain, f"{publisher}-{plain}"[:SLUG_LENGTH].strip("-")]
    number = 2
    while choices[0] in taken:
        choices.pop(0)
        if not choices:
            choices.append(f"{plain[: SLUG_LENGTH - 6].strip('-')}-{number}")
            number += 1
    taken.add(choices[0])
    return choices[0]


def update_artifacts(
    scope: Scope, drafts: Mapping[int, tuple[Draft, Sequence[ArtifactRow]]]
) -> None:
    """Bring known artifacts in step with what the source says of them."""
    defined = _defined_specs()
    changed: dict[int, Artifact] = {}
    for artifact in Artifact.objects.filter(pk__in=drafts).order_by("pk"):
        draft, rows = drafts[artifact.pk]
        before = {name: getattr(artifact, name) for name in FIELDS}
        _apply_facts(artifact, _values(draft, scope), scope)
        _apply_specs(artifact, _defined(draft.specs, artifact.type_id, defined), scope)
        if before != {name: getattr(artifact, name) for name in FIELDS}:
            changed[artifact.pk] = artifact
            for row in rows:
                scope.changed(row)
    _save(scope, changed)


def _apply_facts(artifact: Artifact, values: dict[str, Any], scope: Scope) -> None:
    for fact in FACTS:
        told = {name: values[name] for name in fact if name in values}
        if not any(value not in _blanks(name) for name, value in told.items()):
            continue
        if any(name in artifact.held_fields for name in fact):
            for name, claimed in told.items():
                _ask(artifact, name, getattr(artifact, name), claimed, scope)
        elif _may_write(artifact, fact, scope):
            for name, value in told.items():
                setattr(artifact, name, value)


def _apply_specs(artifact: Artifact, told: dict[str, object], scope: Scope) -> None:
    own = artifact.source_id == scope.source.pk
    specs = dict(artifact.specs)
    for key, claimed in told.items():
        if {"specs", f"specs.{key}"} & set(artifact.held_fields):
            _ask(artifact, f"specs.{key}", specs.get(key), claimed, scope)
        elif own or specs.get(key) in (None, "", []):
            specs[key] = claimed
    artifact.specs = specs


def _ask(artifact: Artifact, field: str, held: Any, claimed: Any, scope: Scope) -> None:
    """Put a source's word against a held field before an editor, unless it says the same."""
    if claimed in (None, "", [], held):
        return
    held, claimed = _plain(held), _plain(claimed)
    scope.ask(
        disagreement(
            artifact=artifact, field=field, held=held, claimed=claimed, source=scope.source
        )
    )


def _blanks(name: str) -> tuple[Any, ...]:
    """What stands for "nobody has said"; a precision alone says nothing."""
    if name == "released_precision":
        return ("day", "month", "year")
    return (None, "", PricingModel.UNKNOWN)


def _may_write(artifact: Artifact, fact: tuple[str, ...], scope: Scope) -> bool:
    blank = all(getattr(artifact, name) in _blanks(name) for name in fact)
    return blank or artifact.source_id == scope.source.pk


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _save(scope: Scope, changed: dict[int, Artifact]) -> None:
    """Write the changed columns, but for those an editor has come to hold meanwhile."""
    locked = Artifact.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    held = dict(locked.filter(pk__in=changed).values_list("pk", "held_fields"))
    for pk, fields in held.items():
        if fields != changed[pk].held_fields:
            del changed[pk]
    Artifact.objects.bulk_update(changed.values(), FIELDS, batch_size=BATCH)
    scope.report.written["artifacts_changed"] += len(changed)


def add_aliases(scope: Scope, placed: Iterable[Placed]) -> None:
    """Keep the rows' own ids; an id that another artifact has already stays with that one.

    A listing's hub id is kept only where the artifact has no repository yet.
    """
    placed = list(placed)
    owners, homed = _owners(placed), _with_repository(placed)
    missing: dict[tuple[str, str], int] = {}
    for item in placed:
        for alias in item.row.own:
            key = (alias.kind, alias.value)
            listed = alias.kind in HUB_KINDS and not item.row.repository
            if key in owners or key in missing or (listed and item.artifact in homed):
                _ask_about_owner(scope, item, alias, owners.get(key, item.artifact))
                continue
            missing[key] = item.artifact
            scope.report.note_row(item.row.place, NEW)
    ArtifactAlias.objects.bulk_create(
        [ArtifactAlias(artifact_id=a, kind=kind, value=v) for (kind, v), a in missing.items()],
        batch_size=BATCH,
    )
    scope.report.written["aliases"] += len(missing)


def _owners(placed: Iterable[Placed]) -> dict[tuple[str, str], int]:
    wanted = {alias.value for item in placed for alias in item.row.own}
    rows = ArtifactAlias.objects.filter(value__in=wanted).values_list("kind", "value", "artifact")
    return {(kind, value): artifact for kind, value, artifact in rows}


def _with_repository(placed: Iterable[Placed]) -> set[int]:
    ids = {item.artifact for item in placed}
    rows = ArtifactAlias.objects.filter(artifact__in=ids, kind__in=HUB_KINDS)
    return set(rows.values_list("artifact_id", flat=True))


def _ask_about_owner(scope: Scope, item: Placed, alias: AliasRow, owner: int) -> None:
    """One row whose ids belong to two artifacts: they may be one."""
    if owner == item.artifact:
        return
    subject = f"{alias.kind}:{alias.value} of {item.row.place}"
    question = Question(
        subject,
        f"Are the two artifacts that {item.row.name} names one?",
        f"{alias.value} belongs to another artifact",
        artifacts=(item.artifact, owner),
    )
    scope.ask(identity_item(question, scope.source))


def add_links(scope: Scope, placed: Iterable[Placed]) -> None:
    wanted = {
        (item.artifact, kind, url): item.row for item in placed for kind, url in item.row.links
    }
    ids = {artifact for artifact, _, _ in wanted}
    known = set(
        ArtifactLink.objects.filter(artifact__in=ids).values_list("artifact_id", "kind", "url")
    )
    missing = [key for key in wanted if key not in known]
    ArtifactLink.objects.bulk_create(
        [ArtifactLink(artifact_id=a, kind=kind, url=url) for a, kind, url in missing],
        batch_size=BATCH,
    )
    _note(scope, "links", [wanted[key] for key in missing])


def add_releases(scope: Scope, placed: Iterable[Placed]) -> None:
    wanted = {
        (item.artifact, release.kind, release.version, release.on): item.row
        for item in placed
        for release in item.row.releases
    }
    ids = {key[0] for key in wanted}
    known = set(
        Release.objects.filter(artifact__in=ids).values_list(
            "artifact_id", "kind", "version", "released_on"
        )
    )
    missing = [key for key in wanted if key not in known]
    Release.objects.bulk_create(
        [
            Release(artifact_id=a, kind=kind, version=v, released_on=on, source=scope.source)
            for a, kind, v, on in missing
        ],
        batch_size=BATCH,
    )
    _note(scope, "releases", [wanted[key] for key in missing])


def _note(scope: Scope, table: str, rows: Sequence[ArtifactRow]) -> None:
    scope.report.written[table] += len(rows)
    for row in rows:
        scope.changed(row)


def publishable(artifacts: Iterable[int]) -> list[int]:
    """Those of the drafts that lack nothing publication needs."""
    return list(
        Artifact.objects.filter(pk__in=list(artifacts), state=EditorialState.DRAFT)
        .exclude(publisher=None)
        .exclude(source=None)
        .exclude(summary="")
        .order_by("pk")
        .values_list("pk", flat=True)
    )
