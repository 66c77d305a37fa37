"""Holds the scores of the epoch that is being prepared against the live ones."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ranking.formula import LABELS
from ranking.guards import TOP, Effect, Move, Overlap, Report, cause, checks
from ranking.models import Epoch
from ranking.models.inputs import SHARDS
from ranking.models.scores import COMPONENT_KEYS
from ranking.services.database import rows
from ranking.services.parameters import tune
from ranking.services.placing import effects_by_type
from ranking.sql import load

MOST_MOVES = 10
MANY = 1_000


def report_on(epoch: Epoch) -> Report:
    """What switching to the epoch would change, and whether it may. Writes nothing."""
    tune(MANY)
    (figures,) = rows(load("effect"))
    effect = Effect(*figures)
    overlaps = [Overlap(*row) for row in rows(load("overlap"), {"top": TOP})]
    ((missing,),) = rows(load("missing"), {"epoch": epoch.pk})
    ((broken,),) = rows(load("broken"))
    return Report(
        as_of=epoch.as_of.isoformat(),
        effect=effect,
        checks=checks(effect, overlaps, broken=broken, missing=missing),
        moves=tuple(_move(row) for row in rows(load("moves"), {"most": MOST_MOVES})),
        types=effects_by_type(),
    )


def note_report(*, epoch: Epoch, report: Report, at: datetime) -> None:
    Epoch.objects.filter(pk=epoch.pk).update(report=report.as_json(), checked_at=at)


def is_computed(epoch: Epoch) -> bool:
    """Whether every shard has been computed whole for the epoch's present day."""
    return epoch.shards.filter(as_of=epoch.as_of).count() == SHARDS


def _move(row: tuple[Any, ...]) -> Move:
    slug, name, before, after, old_weights, old_values, weights, values = row
    why = cause(_contributions(old_weights, old_values), _contributions(weights, values))
    return Move(slug, name, before, after, why)


def _contributions(weights: list[int], values: list[int | None]) -> Mapping[str, int]:
    parts = zip(COMPONENT_KEYS, weights, values, strict=True)
    return {LABELS[key]: weight * (value or 0) for key, weight, value in parts}
