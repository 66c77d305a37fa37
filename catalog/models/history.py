"""History by triggers: every insert, update and delete of a curated row leaves an event."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pghistory
from django.db import models

M = TypeVar("M", bound=type[models.Model])


def tracked(exclude: Sequence[str] = ()) -> Callable[[M], M]:
    """Record who changed which row when and why; `exclude` names columns that are upkeep."""
    decorator: Callable[[M], M] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude) or None,
    )
    return decorator
