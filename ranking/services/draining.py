"""Recomputes the scores of artifacts whose inputs changed. Draining everything is the same act."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from time import monotonic, sleep

from django.db import transaction

from ranking.models import Epoch
from ranking.models.inputs import SHARDS
from ranking.services import locks
from ranking.services.database import execute, rows
from ranking.services.epochs import active_epoch, ensure_epoch
from ranking.services.retrying import persistently
from ranking.sql import load
from ranking.sql.statement import computation

GROUP = 16
MANY = 200
PATIENCE = 5.0


@dataclass(frozen=True)
class Drained:
    """What a drain did: `skipped` shards were being drained by someone else."""

    artifacts: int = 0
    written: int = 0
    removed: int = 0
    skipped: tuple[int, ...] = ()

    def with_more(self, other: "Drained") -> "Drained":
        return Drained(
            self.artifacts + other.artifacts,
            self.written + other.written,
            self.removed + other.removed,
        )


def drain_all(
    *,
    everything: bool = False,
    patience: float = PATIENCE,
    report: Callable[[Drained], None] = lambda drained: None,
) -> Drained:
    """Drain every shard that needs it, a group at a time, each in a transaction of its own.

    Shards that someone else drains are tried again for `patience` seconds: what was marked after
    that drain began is not in it.
    """
    total, until = Drained(), monotonic() + patience
    pending = list(range(SHARDS)) if everything else shards_to_drain()
    while pending:
        left: list[int] = []
        for group in _groups(pending):
            drained = persistently(partial(drain, group, everything=everything))
            total = total.with_more(drained)
            left += drained.skipped
            report(total)
        if left and monotonic() > until:
            return replace(total, skipped=tuple(left))
        pending = left
        sleep(0.1 if left else 0)
    return total


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
    return [number for (number,) in rows(load("shards_to_drain"), [SHARDS])]


def lag() -> float:
    """Seconds since the oldest mark was made; 0 if there is none."""
    ((seconds,),) = rows(
        "SELECT COALESCE(EXTRACT(EPOCH FROM now() - min(marked_at)), 0)::float8 FROM ranking_dirty",
        [],
    )
    return max(float(seconds), 0.0)


def _groups(shards: Sequence[int]) -> list[Sequence[int]]:
    return [shards[start : start + GROUP] for start in range(0, len(shards), GROUP)]


def _behind(shards: Sequence[int], epoch: Epoch) -> list[int]:
    done = rows(
        "SELECT number FROM ranking_shard WHERE number = ANY(%s) AND epoch_id = %s AND as_of = %s",
        [list(shards), epoch.pk, epoch.as_of],
    )
    return sorted(set(shards).difference(number for (number,) in done))


def _marked(shards: Sequence[int]) -> set[int]:
    """Take the marks away and say whom they named: exactly the rows read, none that come later."""
    marks = rows(
        "DELETE FROM ranking_dirty WHERE shard = ANY(%s) RETURNING artifact_id", [list(shards)]
    )
    return {artifact_id for (artifact_id,) in marks}


def _artifacts(shards: Sequence[int]) -> set[int]:
    """Every artifact of the shards, and every score whose artifact may be gone."""
    if not shards:
        return set()
    parameters = {"shards": list(shards), "count": SHARDS}
    return {artifact_id for (artifact_id,) in rows(load("whole_shards"), parameters)}


def _write(ids: list[int], epoch: Epoch) -> tuple[int, int]:
    # Compiling the statement would take longer than running it.
    execute("SET LOCAL jit = off")
    execute("SET LOCAL work_mem = '64MB'")
    if len(ids) > MANY:
        # After a large import the planner still believes the tables small, and would loop.
        execute("SET LOCAL enable_nestloop = off")
    parameters = {
        "ids": ids,
        "as_of": epoch.as_of,
        "epoch": epoch.pk,
        "formula": epoch.formula_id,
    }
    ((written, removed),) = rows(f"WITH {computation()}, {load('write')}", parameters)
    return written, removed


def _stamp(shards: Sequence[int], epoch: Epoch) -> None:
    execute(
        "INSERT INTO ranking_shard (number, epoch_id, as_of)"
        " SELECT number, %s, %s FROM unnest(%s::int[]) AS number"
        " ON CONFLICT (number) DO UPDATE"
        " SET epoch_id = excluded.epoch_id, as_of = excluded.as_of",
        [epoch.pk, epoch.as_of, list(shards)],
    )
