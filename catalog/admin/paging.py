"""Cheap counts for long lists.

An exact count of a large table reads all of it. Here a list without filters is counted by the
server's own estimate once that passes EXACT_UP_TO rows, and a filtered one is counted no further
than CAP rows: "10001" on such a page means "more than 10,000", and its last page is the 10,001st
row. Filters and search reach the rest.
"""

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db import connection
from django.utils.functional import cached_property

if TYPE_CHECKING:
    AnyPaginator = Paginator[Any]
else:
    AnyPaginator = Paginator

EXACT_UP_TO = 10_000
CAP = 10_000


def estimated_rows(table: str) -> int:
    """The planner's idea of a table's rows, kept by autovacuum; -1 before the first one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [table])
        return int(cursor.fetchone()[0])


def capped_count(rows: Any, cap: int = CAP) -> int:
    """The number of rows, or cap + 1 where there are more."""
    return int(rows.order_by()[: cap + 1].count())


class DeskPaginator(AnyPaginator):
    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        if not rows.query.where:
            estimate = estimated_rows(rows.model._meta.db_table)
            if estimate > EXACT_UP_TO:
                return estimate
        return capped_count(rows)
