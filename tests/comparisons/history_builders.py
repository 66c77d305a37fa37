"""Entries of a rank's history, callable without arguments."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from comparisons.history import Cause, Entry, History, history
from ranking.scoring import tenths_of

MAY = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
POINT = 100_000_000


def entry(
    total: int = 64 * POINT, shares: Mapping[Cause, int] | None = None, **fields: Any
) -> Entry:
    """Of 1 May 2026; all of it own unless told otherwise."""
    values: dict[str, Any] = {"recorded_at": MAY, "formula": "2.0.0", "epoch": 1}
    values |= {"total": total, "tenths": tenths_of(total)} | fields
    values.setdefault("as_of", values["recorded_at"].date())
    return Entry(shares={Cause.OWN: total} if shares is None else shares, **values)


def walk(*changes: Mapping[Cause, int], start: int = 64 * POINT, days: int = 1) -> list[Entry]:
    """A first entry, then one for each change, `days` apart."""
    entries = [entry(start)]
    for change in changes:
        before = entries[-1]
        entries.append(
            entry(
                before.total + sum(change.values()),
                change,
                recorded_at=before.recorded_at + timedelta(days=days),
                epoch=before.epoch + (Cause.EPOCH in change or Cause.FORMULA in change),
                formula="2.1.0" if Cause.FORMULA in change else before.formula,
            )
        )
    return entries


def shown(*changes: Mapping[Cause, int], **options: Any) -> History:
    entries = walk(*changes, **options)
    return history(entries, as_of=entries[-1].as_of)
