"""A made-up catalog of any size, for measuring: as skewed, patchy and dated as real ones are.

Rows go in by COPY with triggers off, which is the only way to make a million artifacts in minutes.
So it leaves no history, and marks what it made for ranking and search itself.
"""

from collections.abc import Callable
from datetime import date
from random import Random

from django.db import DatabaseError, transaction

from ranking.services.database import execute, rows
from ranking.services.generating.artifacts import add_artifact
from ranking.services.generating.tables import COLUMNS, NUMBERED, Batch, next_id
from ranking.services.generating.world import make_world
from ranking.sql import load

BATCH = 5_000
MARK_FOR_SEARCH = (
    "INSERT INTO matchgraph_searchdirty (artifact_id, reason)"
    " SELECT id, 'generated' FROM catalog_artifact WHERE id >= %s"
)


class GenerationRefused(Exception):
    """The database would not have it; the message tells why."""


@transaction.atomic
def generate(
    *, artifacts: int, seed: int, today: date, report: Callable[[int], None] = lambda done: None
) -> None:
    """Add that many artifacts. The same seed and day make the same ones, so a seed works once.

    Raises GenerationRefused where the database user may not switch triggers off.
    """
    _switch_triggers_off()
    ids = {table: next_id(table) for table in NUMBERED}
    first = ids["catalog_artifact"]
    world = make_world(ids, Random(seed), today, seed=seed, artifacts=artifacts)
    for start in range(0, artifacts, BATCH):
        batch = Batch(ids)
        for number in range(start, min(start + BATCH, artifacts)):
            add_artifact(batch, world, f"generated-{seed}-{number}")
        batch.copy()
        report(min(start + BATCH, artifacts))
    execute("SET LOCAL session_replication_role = origin")
    for table in NUMBERED:
        execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {ids[table]})")
    execute(load("mark_from"), [first])
    execute(MARK_FOR_SEARCH, [first])
    for table in COLUMNS:
        execute(f"ANALYZE {table}")


def _switch_triggers_off() -> None:
    """Those of foreign keys too, which this keeps by itself."""
    ((is_superuser,),) = rows("SELECT current_setting('is_superuser') = 'on'")
    if not is_superuser:
        raise GenerationRefused("The database user must be a superuser to switch triggers off.")
    try:
        execute("SET LOCAL session_replication_role = replica")
    except DatabaseError as error:
        raise GenerationRefused(str(error)) from error
