"""Recomputes the scores of artifacts whose inputs changed. Draining everything is the same act."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from math import inf
from time import monotonic, sleep

from django.db import transaction

from ranking.models import Epoch
from ranking.models.inputs import SHARDS
from ranking.services import locks
from ranking.services.database import execute, prepared_rows, rows
from ranking.services.epochs import ensure_epoch
from ranking.services.parameters import MANY, parameters_of, tune
from ranking.services.retrying import persistently
from ranking.sql import load
from ranking.sql.statement import double_statement, drain_statement

GROUP = 16
STEP = 20_000
PATIENCE = 5.0


@dataclass(frozen=True)
class Drained:
    """What a drain did: `skipped` shards were being drained by someone else, or left for later."""

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
    seconds: float = inf,
    report: Callable[[Drained], None] = lambda drained: None,
) -> Drained:
    """Drain every shard that needs it, a group at a time, each in a transaction of its own.

    Shards that someone else drains are tried again for `patience` seconds: what was marked after
    that drain began is not in it. After `seconds` no further group is begun. What was left either
    way is in `skipped`.
    """
    total, began = Drained(), monotonic()
    pending = list(range(SHARDS)) if everything else shards_to_drain()
    size = _group_size()
    while pending:
        left: list[int] = []
        for group in _groups(pending, size):
            if monotonic() - began > seconds:
                left += group
                continue
            drained = persistently(partial(drain, group, everything=everything))
            total = total.with_more(drained)
            left += drained.skipped
            report(total)
        if left and monotonic() - began > min(patience, seconds):
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
        epochs = list(Epoch.objects.live_first())
        if not epochs or not taken:
            return Drained(skipped=skipped)
        whole = taken if everything else _behind(taken, epochs)
        ids = _marked(taken) | _artifacts(whole)
        written, removed = _write(sorted(ids), *epochs)
        _stamp(whole, epochs)
    return Drained(len(ids), written, removed, skipped)


def shards_to_drain() -> list[int]:
    """Shards with marks, or not yet computed whole for the day of an epoch that is computed."""
    return [number for (number,) in rows(load("shards_to_drain"), [SHARDS])]


def lag() -> float:
    """Seconds since the oldest mark was made; 0 if there is none."""
    ((seconds,),) = rows(
        "SELECT COALESCE(EXTRACT(EPOCH FROM now() - min(marked_at)), 0)::float8 FROM ranking_dirty",
        [],
    )
    return max(float(seconds), 0.0)


def _group_size() -> int:
    """As many shards as hold what one statement takes at a time, by the planner's estimate."""
    ((artifacts,),) = rows(
        "SELECT reltuples FROM pg_class WHERE oid = 'catalog_artifact'::regclass"
    )
    return max(1, min(GROUP, int(STEP * SHARDS / max(artifacts, 1))))


def _groups(shards: Sequence[int], size: int) -> list[Sequence[int]]:
    return [shards[start : start + size] for start in range(0, len(shards), size)]


def _behind(shards: Sequence[int], epochs: Sequence[Epoch]) -> list[int]:
    """Shards that were not computed whole for the present day of each of the epochs."""
    done = rows(
        "SELECT s.number FROM ranking_shard s JOIN ranking_epoch e ON e.id = s.epoch_id"
        " WHERE s.number = ANY(%s) AND s.epoch_id = ANY(%s) AND s.as_of = e.as_of"
        " GROUP BY s.number HAVING count(*) = %s",
        [list(shards), [epoch.pk for epoch in epochs], len(epochs)],
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


def _write(ids: list[int], epoch: Epoch, shadow: Epoch | None = None) -> tuple[int, int]:
    """Scores of these artifacts, in steps that a statement can hold in memory."""
    tune(len(ids))
    statement = double_statement() if shadow else drain_statement()
    run = rows if len(ids) > MANY else prepared_rows
    done = [
        run(statement, parameters_of(ids[start : start + STEP], epoch, shadow))[0]
        for start in range(0, len(ids), STEP)
    ]
    return sum(written for written, _ in done), sum(removed for _, removed in done)


def _stamp(shards: Sequence[int], epochs: Sequence[Epoch]) -> None:
    execute(
        "INSERT INTO ranking_shard (number, epoch_id, as_of)"
        " SELECT number, e.id, e.as_of FROM unnest(%s::int[]) AS number, ranking_epoch e"
        " WHERE e.id = ANY(%s)"
        " ON CONFLICT (epoch_id, number) DO UPDATE SET as_of = excluded.as_of",
        [list(shards), [epoch.pk for epoch in epochs]],
    )
