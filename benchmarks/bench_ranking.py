"""What recomputing ranks costs, beside one bare UPDATE of as many rows in the same run."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from django.db import connection

from benchmarks.report import Section
from catalog.models import Artifact
from ranking.models import Epoch, Score
from ranking.services import drain, drain_all
from ranking.services.epochs import advance_to
from ranking.services.generating import generate

SMALL, LARGE = 1_000, 100_000
ROUNDS = 3
SINGLE_DRAINS = 30
BARE = "UPDATE ranking_score SET total = total + 1"
METHOD = (
    f"{LARGE:,} generated artifacts with observations, capabilities, links, releases, offerings "
    "and prices. A full recompute reads all of them, computes every score and explanation, and "
    f"writes what differs. The baseline is one `{BARE}`: every row, through the same indexes. "
    f"Medians of {ROUNDS} rounds, each with its own baseline; tables are vacuumed in between."
)
HEADER = ("what", "scores", "seconds", "µs a score", "ratio to the bare UPDATE")


@dataclass(frozen=True)
class Round:
    """Seconds of each act, one after the other."""

    bare: float
    rewritten: float
    unchanged: float
    next_day: float


def run() -> Section:
    today = datetime.now(UTC).date()
    generate(artifacts=SMALL, seed=1, today=today)
    drain_all()
    of_few = _single_drain()
    generate(artifacts=LARGE - SMALL, seed=2, today=today)
    _maintain()
    first = _seconds(drain_all)
    rounds = [_round() for _ in range(ROUNDS)]
    bare = [measured.bare for measured in rounds]
    return Section(
        "Ranking",
        METHOD,
        HEADER,
        [
            _row("bare UPDATE", bare, bare),
            _row("first computation", [first] * ROUNDS, bare),
            _row("full, every score differs", [r.rewritten for r in rounds], bare),
            _row("full, on to the next day", [r.next_day for r in rounds], bare),
            _row("full, nothing differs", [r.unchanged for r in rounds], bare),
            (f"drain of one artifact among {SMALL:,}", "1", f"{of_few:.4f}", "", ""),
            (f"drain of one artifact among {LARGE:,}", "1", f"{_single_drain():.4f}", "", ""),
        ],
    )


def _round() -> Round:
    _maintain()
    bare = _seconds(lambda: _execute(BARE))
    _maintain()
    rewritten = _seconds(lambda: _recompute(expected=Score.objects.count()))
    _maintain()
    unchanged = _seconds(lambda: _recompute(expected=0))
    day = Epoch.objects.active().get().as_of + timedelta(days=1)
    next_day = _seconds(lambda: (advance_to(day), drain_all()))
    return Round(bare, rewritten, unchanged, next_day)


def _recompute(*, expected: int) -> None:
    written = drain_all(everything=True).written
    if written != expected:
        raise ValueError(f"{written} scores were written, not {expected}")


def _single_drain() -> float:
    """The median of changing one artifact and draining its shard, without the change itself."""
    times = []
    for number, pk in enumerate(Artifact.objects.values_list("pk", flat=True)[:SINGLE_DRAINS]):
        text = f"{Artifact.objects.count()} {'x' * (100 + number)}"
        Artifact.objects.filter(pk=pk).update(description=text)
        times.append(_seconds(partial(_drain_one, pk)))
    return statistics.median(times)


def _drain_one(pk: int) -> None:
    if drain([pk % 64]).artifacts != 1:
        raise ValueError("The drain found something else than the one artifact")


def _maintain() -> None:
    for table in ("ranking_score", "ranking_breakdown", "ranking_dirty", "ranking_scorehistory"):
        _execute(f"VACUUM ANALYZE {table}")


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _row(what: str, times: Sequence[float], bare: Sequence[float]) -> tuple[str, ...]:
    seconds = statistics.median(times)
    ratio = statistics.median(t / b for t, b in zip(times, bare, strict=True))
    each = 1_000_000 * seconds / LARGE
    return what, f"{LARGE:,}", f"{seconds:.2f}", f"{each:.1f}", f"{ratio:.1f}"
