"""Recomputes the scores of artifacts whose inputs changed. Draining everything is the same act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction

from ranking.models import Epoch
from ranking.models.inputs import SHARDS
from ranking.services import locks
from ranking.services.epochs import active_epoch, ensure_epoch
from ranking.sql import load
from ranking.sql.statement import computation


@dataclass(frozen=True)
class Drained:
    """What a drain did: `skipped` shards were being drained by someone else."""

    artifacts: int = 0
    written: int = 0
    removed: int = 0
    skipped: tuple[int, ...] = ()

    def __add__(self, other: "Drained") -> "Drained":
        return Drained(
            self.artifacts + other.artifacts,
            self.written + other.written,
            self.removed + other.removed,
            self.skipped + other.skipped,
        )


def drain(shards: Sequence[int], *, everything: bool = False) -> Drained:
    """Bring the scores of these shards up to date, in one transaction of its own.

    Takes the marked artifacts, and all artifacts of a shard that was not yet computed whole for
    the epoch's day (or of every shard, if `everything`). Marks are deleted with the scores they
    led to: a crash loses neither. The same inputs write nothing.
    """
    ensure_epoch(today=datetime.now(UTC).date())
    with transaction.atomic():
        locks.share_epoch()
        taken = locks.take_shards(shards)
        skipped = tuple(sorted(set(shards).difference(taken)))
        epoch = active_epoch()
        if epoch is None or not taken:
            return Drained(skipped=skipped)
        whole = taken if everything else _behind(taken, epoch)
        ids = _marked(taken) | _artifacts(whole)
        written, removed = _write(sorted(ids), epoch) if ids else (0, 0)
        _stamp(whole, epoch)
    return Drained(len(ids), written, removed, skipped)


def shards_to_drain() -> list[int]:
    """Shards with marks, or not yet computed whole for the active epoch's day."""
    return [number for (number,) in _rows(load("shards_to_drain"), [SHARDS])]


def _behind(shards: Sequence[int], epoch: Epoch) -> list[int]:
    done = _rows(
        "SELECT number FROM ranking_shard WHERE number = ANY(%s) AND epoch_id = %s AND as_of = %s",
        [list(shards), epoch.pk, epoch.as_of],
    )
    return sorted(set(shards).difference(number for (number,) in done))


def _marked(shards: Sequence[int]) -> set[int]:
    """Take the marks away and say whom they named: exactly the rows read, none that come later."""
    marks = _rows(
        "DELETE FROM ranking_dirty WHERE shard = ANY(%s) RETURNING artifact_id", [list(shards)]
    )
    return {artifact_id for (artifact_id,) in marks}


def _artifacts(shards: Sequence[int]) -> set[int]:
    """Every artifact of the shards, and every score whose artifact may be gone."""
    if not shards:
        return set()
    parameters = {"shards": list(shards), "count": SHARDS}
    return {artifact_id for (artifact_id,) in _rows(load("whole_shards"), parameters)}


def _write(ids: list[int], epoch: Epoch) -> tuple[int, int]:
    parameters = {
        "ids": ids,
        "as_of": epoch.as_of,
        "epoch": epoch.pk,
        "formula": epoch.formula_id,
    }
    with connection.cursor() as cursor:
        # Compiling the statement would take longer than running it.
        cursor.execute("SET LOCAL jit = off")
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute(f"WITH {computation()},\n{load('write')}", parameters)
        written, removed = cursor.fetchone()
    return written, removed


def _stamp(shards: Sequence[int], epoch: Epoch) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ranking_shard (number, epoch_id, as_of)"
            " SELECT number, %s, %s FROM unnest(%s::int[]) AS number"
            " ON CONFLICT (number) DO UPDATE"
            " SET epoch_id = excluded.epoch_id, as_of = excluded.as_of",
            [epoch.pk, epoch.as_of, list(shards)],
        )


def _rows(statement: str, parameters: object) -> list[tuple[int]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()
