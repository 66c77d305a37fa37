"""The history of one artifact's rank, as its page and its files show it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from catalog.models import Artifact
from comparisons.history import Cause, Entry, History, Move, history, moves
from comparisons.services.lookup import score_of
from ranking.models import ScoreHistory

MOST_READ = 5_000
COLUMNS = ("recorded_at", "as_of", "tenths", "total", "formula__version", "epoch_id", *Cause)


def history_of(artifact: Artifact) -> History | None:
    """The newest entries, at most `MOST_READ`, in one query; None while there is no rank."""
    score = score_of(artifact)
    if score is None:
        return None
    newest = list(_rows(artifact).order_by("-pk")[: MOST_READ + 1])
    entries = [_entry(row) for row in reversed(newest[:MOST_READ])]
    return history(entries, as_of=score.as_of, complete=len(newest) <= MOST_READ)


def all_moves(artifact: Artifact) -> Iterator[Move]:
    """Every move there ever was, the oldest first, a part of them in memory at a time."""
    rows = _rows(artifact).order_by("pk").iterator(chunk_size=2_000)
    return moves(map(_entry, rows))


def _rows(artifact: Artifact) -> "QuerySet[ScoreHistory, tuple[Any, ...]]":
    return ScoreHistory.objects.filter(artifact=artifact).values_list(*COLUMNS)


def _entry(row: tuple[Any, ...]) -> Entry:
    recorded_at, as_of, tenths, total, formula, epoch, *shares = row
    by_cause = dict(zip(Cause, shares, strict=True))
    return Entry(recorded_at, as_of, tenths, total, formula, epoch, by_cause)
