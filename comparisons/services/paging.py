"""Long lists in the order of rank, a page at a time, without sorting what no page shows."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, overload

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, QuerySet, Value

from catalog.models import Artifact
from ranking.models import Score

COLUMNS = ("artifact_id", "part", "total", "coverage", "slug")
# The second arm is not begun while the first fills the page: it has to look through everything.
PAGE = """
WITH ranked AS MATERIALIZED ({ranked})
SELECT * FROM ranked
UNION ALL
SELECT * FROM (
    {unranked} LIMIT (SELECT greatest(0, %s - count(*)) FROM ranked)
) AS unranked
ORDER BY part, total DESC, coverage DESC, slug
LIMIT %s OFFSET %s
"""


class ByRank(Sequence[int]):
    """Ids of artifacts by rank, highest first; those without a rank come last, by slug.

    Reads the ranks from the top by their index, so that an early page of a large catalog costs
    little. One query for the length, one for each slice.
    """

    def __init__(self, artifacts: QuerySet[Artifact]) -> None:
        self.artifacts = artifacts.order_by()

    @cached_property
    def length(self) -> int:
        return self.artifacts.count()

    def __len__(self) -> int:
        return self.length

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> list[int]: ...
    def __getitem__(self, place: int | slice) -> int | list[int]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        return self._slice(place.start or 0, self.length if place.stop is None else place.stop)

    def __iter__(self) -> Iterator[int]:
        return iter(self[:])

    def _slice(self, start: int, stop: int) -> list[int]:
        try:
            ranked, some = self._ranked()[:stop].query.sql_with_params()
            unranked, others = self._unranked().query.sql_with_params()
        except EmptyResultSet:
            return []
        statement = PAGE.format(ranked=ranked, unranked=unranked)
        with connection.cursor() as cursor:
            cursor.execute(statement, [*some, *others, stop, stop - start, start])
            return [row[0] for row in cursor.fetchall()]

    def _ranked(self) -> "QuerySet[Score, Any]":
        rows = Score.objects.filter(artifact__in=self.artifacts).in_order()
        return rows.annotate(part=Value(0), slug=F("artifact__slug")).values_list(*COLUMNS)

    def _unranked(self) -> "QuerySet[Artifact, Any]":
        rows = self.artifacts.filter(score=None).order_by("slug")
        nothing = {"part": Value(1), "total": Value(0), "coverage": Value(0)}
        return rows.annotate(artifact_id=F("pk"), **nothing).values_list(*COLUMNS)
