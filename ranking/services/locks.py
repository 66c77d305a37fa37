"""Advisory locks of this room, held to the end of the transaction.

Drains share the epoch's lock, so that any number run beside each other, and so does who opens an
epoch; who switches, moves or discards one takes it alone. A shard belongs to one drain at a time:
without that lock a slow drain could store an older score over a newer one.
"""

from collections.abc import Sequence

from ranking.services.database import execute, rows

ROOM = 7_302_004
EPOCH = 0
FIRST_SHARD = 1


def share_epoch() -> None:
    execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [ROOM, EPOCH])


def own_epoch() -> None:
    execute("SELECT pg_advisory_xact_lock(%s, %s)", [ROOM, EPOCH])


def take_shards(numbers: Sequence[int]) -> list[int]:
    """Those of the shards that nobody else is draining."""
    taken = rows(
        "SELECT number FROM unnest(%s::int[]) AS number"
        " WHERE pg_try_advisory_xact_lock(%s, %s + number)",
        [list(numbers), ROOM, FIRST_SHARD],
    )
    return [number for (number,) in taken]
