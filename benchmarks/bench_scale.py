"""What the ranking costs at a thousand, a hundred thousand and a million artifacts."""

import os
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from benchmarks.report import Section
from catalog.models import Artifact
from ranking.models import Epoch, Score
from ranking.services import drain, drain_all, positions
from ranking.services.epochs import active_epoch, advance_to
from ranking.services.generating import generate
from ranking.services.preparing import prepare_epoch
from ranking.services.switching import switch_to

SIZES = [int(size) for size in os.environ.get("SIZES", "1000,100000,1000000").split(",")]
LOOKUPS = 30
TABLES = (
    *("ranking_score", "ranking_breakdown", "ranking_scorehistory", "ranking_shadowscore"),
    *("ranking_shadowbreakdown", "ranking_dirty"),
)
BARE = "UPDATE ranking_score SET total = total + 1"
METHOD = (
    "Generated catalogs of growing size in one database, with observations, capabilities, links, "
    "checks, releases, offerings, prices, relations and search evidence. Seconds, but for drains "
    f"and look-ups: those are medians of {LOOKUPS}, in milliseconds. The bare baseline is one "
    f"`{BARE}` on the same rows; the ratio of the full recompute to it is given below it. History "
    "is what one epoch adds: a row an artifact."
)


def run() -> Section:
    today = datetime.now(UTC).date()
    columns, made = [], 0
    for number, size in enumerate(SIZES, start=1):
        columns.append(_measure(size - made, seed=number, today=today))
        made = size
    labels = columns[0].keys()
    rows = [(label, *(column[label] for column in columns)) for label in labels]
    return Section("Scale", METHOD, ("what", *(f"{size:,}" for size in SIZES)), rows)


def _measure(more: int, *, seed: int, today: date) -> dict[str, str]:
    found: dict[str, str] = {}

    def note(label: str, act: Callable[[], object]) -> float:
        seconds = _seconds(act)
        found[label] = f"{seconds:.2f}"
        print(f"  {label}: {seconds:.2f} s", flush=True)
        return seconds

    note("generate the rows added", partial(generate, artifacts=more, seed=seed, today=today))
    drain_all()
    _maintain()
    bare = note("bare UPDATE", lambda: _execute(BARE))
    _maintain()
    full = note("full recompute, every score differs", partial(drain_all, everything=True))
    found["ratio to the bare UPDATE"] = f"{full / bare:.1f}"
    _maintain()
    note("full recompute, nothing differs", partial(drain_all, everything=True))
    epoch = active_epoch()
    if epoch is None:
        raise ValueError("No epoch is active")
    note("on to the next day", lambda: (advance_to(_next(epoch.as_of)), drain_all()))
    _maintain()
    found["drain of one artifact, ms"] = _milliseconds(_single_drains())
    found["position of one artifact, ms"] = _milliseconds(_lookups())
    _epoch(note, found)
    return found


def _epoch(note: Callable[[str, Callable[[], object]], float], found: dict[str, str]) -> None:
    now = datetime.now(UTC)
    note("epoch: fit", lambda: prepare_epoch(as_of=None, at=now))
    note("epoch: compute beside the live scores", drain_all)
    before, bytes_before = _history()
    epoch = Epoch.objects.shadow().get()
    note("epoch: check and switch", lambda: switch_to(epoch=epoch, at=now, waived="Measuring."))
    after, bytes_after = _history()
    found["history: rows of one epoch"] = f"{after - before:,}"
    found["history: MB of one epoch"] = f"{(bytes_after - bytes_before) / 1_000_000:.1f}"
    _maintain()


def _next(day: date) -> date:
    return day + timedelta(days=1)


def _history() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), pg_total_relation_size('ranking_scorehistory')"
            " FROM ranking_scorehistory"
        )
        rows, size = cursor.fetchone()
        return rows, size


def _single_drains() -> list[float]:
    """Of changing one artifact and draining its shard, without the change itself."""
    times = []
    for number, pk in enumerate(_spread(Artifact.objects.all())):
        text = f"{time.time_ns()} {'x' * (100 + number)}"
        Artifact.objects.filter(pk=pk).update(description=text)
        times.append(_seconds(partial(_drain_one, pk)))
    return times


def _drain_one(pk: int) -> None:
    if drain([pk % 64]).artifacts != 1:
        raise ValueError("The drain found something else than the one artifact")


def _lookups() -> list[float]:
    scores = [Score.objects.get(pk=pk) for pk in _spread(Score.objects.ranked())]
    return [_seconds(partial(positions, [score])) for score in scores]


def _spread(rows: QuerySet[Any]) -> Sequence[int]:
    """Ids of some rows, evenly spread."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    return ids[:: max(1, len(ids) // LOOKUPS)][:LOOKUPS]


def _maintain() -> None:
    for table in TABLES:
        _execute(f"VACUUM ANALYZE {table}")


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _milliseconds(times: Sequence[float]) -> str:
    return f"{1000 * statistics.median(times):.1f}"


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
