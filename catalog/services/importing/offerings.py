"""Who serves what, from placed rows: new offerings, their limits and status, the day last seen."""

from collections.abc import Iterable
from typing import Any

from catalog.models import Offering
from catalog.services.importing.artifacts import BATCH
from catalog.services.importing.report import NEW
from catalog.services.importing.scope import Placed, Scope, refresh_statistics
from catalog.services.reviewing import disagreement
from catalog.sources.rows import ArtifactRow, OfferingRow

FIELDS = ("context_tokens", "max_output_tokens", "status", "url")
Key = tuple[int, str, str, str, int]
Served = tuple[Offering, OfferingRow, ArtifactRow]


def apply_offerings(scope: Scope, placed: Iterable[Placed]) -> list[Served]:
    """Create and bring in step; returns each offering with the rows it comes from."""
    wanted: dict[Key, tuple[OfferingRow, ArtifactRow]] = {}
    for item in placed:
        for row in item.row.offerings:
            wanted[_key(scope, row, item.artifact)] = (row, item.row)
    known = _known(wanted)
    _update(scope, {key: (known[key], *wanted[key]) for key in wanted if key in known})
    missing = [key for key in wanted if key not in known]
    created = Offering.objects.bulk_create(
        [_new(scope, key, wanted[key][0]) for key in missing], batch_size=BATCH
    )
    refresh_statistics(Offering, len(created))
    scope.report.written["offerings_created"] += len(created)
    for key, offering in zip(missing, created, strict=True):
        known[key] = offering
        scope.report.note_row(wanted[key][1].place, NEW)
    return [(known[key], *wanted[key]) for key in wanted]


def _key(scope: Scope, row: OfferingRow, artifact: int) -> Key:
    provider = scope.organizations[row.provider.slug]
    return provider, row.channel, row.region, row.external_id, artifact


def _known(wanted: Iterable[Key]) -> dict[Key, Offering]:
    ids = {key[4] for key in wanted}
    offerings = Offering.objects.filter(artifact__in=ids)
    return {
        (o.provider_id, o.channel, o.region, o.external_id, o.artifact_id): o for o in offerings
    }


def _new(scope: Scope, key: Key, row: OfferingRow) -> Offering:
    provider, channel, region, external_id, artifact = key
    return Offering(
        artifact_id=artifact,
        provider_id=provider,
        channel=channel,
        region=region,
        external_id=external_id,
        source=scope.source,
        seen_on=scope.as_of,
        **{name: getattr(row, name) for name in FIELDS},
    )


def _update(scope: Scope, pairs: dict[Key, Served]) -> None:
    """Follow the source, but never back in time and never over what an editor holds.

    A second source of one offering fills what is empty; the day last seen moves forward only.
    """
    changed, seen = [], []
    for offering, row, artifact_row in pairs.values():
        if scope.as_of < offering.seen_on:
            continue
        if _differences(scope, offering, row):
            changed.append(offering)
            scope.changed(artifact_row)
        if scope.as_of > offering.seen_on:
            offering.seen_on = scope.as_of
            seen.append(offering)
    Offering.objects.bulk_update(changed, FIELDS, batch_size=BATCH)
    Offering.objects.bulk_update(seen, ["seen_on"], batch_size=BATCH)
    scope.report.written["offerings_changed"] += len(changed)
    scope.report.written["offerings_seen"] += len(seen)


def _differences(scope: Scope, offering: Offering, row: OfferingRow) -> bool:
    """Set the fields that differ and may be written; whether any was."""
    own = offering.source_id in (None, scope.source.pk)
    found = False
    for name in FIELDS:
        held, told = getattr(offering, name), getattr(row, name)
        if told in (None, "", held):
            continue
        if name in offering.held_fields:
            _ask(scope, offering, name, held, told)
        elif own or held in (None, ""):
            setattr(offering, name, told)
            found = True
    return found


def _ask(scope: Scope, offering: Offering, name: str, held: Any, told: Any) -> None:
    field = f"offering {offering.pk} {name}"
    artifact = scope.artifact(offering.artifact_id)
    scope.ask(
        disagreement(artifact=artifact, field=field, held=held, claimed=told, source=scope.source)
    )
