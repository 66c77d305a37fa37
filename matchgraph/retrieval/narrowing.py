"""Filters inside the branches: a branch never finds what a filter would take away afterwards.

Few artifacts are handed to each branch by id and looked through one by one; of many, a branch
reads deeper and joins what it reads with the filter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from catalog.models import Artifact

FEW = 1_000


@dataclass(frozen=True)
class Among:
    """Which artifacts are searched. `few` has their ids; `sql` selects them where they are many."""

    few: tuple[int, ...] | None = None
    sql: str = ""
    given: tuple[Any, ...] = field(default=())

    @property
    def is_everything(self) -> bool:
        return self.few is None and not self.sql


EVERYTHING = Among()


def among(artifacts: "QuerySet[Artifact] | None") -> Among:
    """One query to the database, or none without a filter."""
    if artifacts is None:
        return EVERYTHING
    ids = artifacts.order_by().values_list("pk", flat=True)
    first = tuple(ids[: FEW + 1])
    if len(first) <= FEW:
        return Among(few=first)
    try:
        sql, given = ids.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return Among(few=())
    return Among(sql=sql, given=tuple(given))


def clause(among: Among, column: str) -> tuple[str, Mapping[str, Any]]:
    """A condition on the artifact's id for the statement of a branch, with its parameters."""
    if among.is_everything:
        return "true", {}
    if among.few is not None:
        return f"{column} = ANY(%(few)s)", {"few": list(among.few)}
    names = [f"among_{number}" for number in range(len(among.given))]
    sql = among.sql.replace("%%", "%%%%") % tuple(f"%({name})s" for name in names)
    return f"{column} IN ({sql})", dict(zip(names, among.given, strict=True))
