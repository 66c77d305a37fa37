"""Cursor paging: a page begins after a row, so that rows added meanwhile shift nothing.

A cursor is the signed place of a row in one ordering. Every ordering ends in a unique column, so
no row is seen twice and none is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.core import signing
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

SALT = "api.cursor"


class BadCursor(ValueError):
    """The cursor was not made by this list, or not by this ordering."""


@dataclass(frozen=True)
class Key:
    """A column to order by. Rows without a value come last, in either direction."""

    column: str
    descending: bool = False
    nullable: bool = False
    nulls_first: bool = False

    def backwards(self) -> "Key":
        return replace(self, descending=not self.descending, nulls_first=not self.nulls_first)

    def order(self) -> OrderBy:
        places = {"nulls_first": True} if self.nulls_first else {"nulls_last": True}
        nulls: dict[str, Any] = places if self.nullable else {}
        column = F(self.column)
        return column.desc(**nulls) if self.descending else column.asc(**nulls)

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.column}__isnull": True}) if value is None else Q(**{self.column: value})

    def beyond(self, value: Any) -> Q | None:
        """Rows after those of that value; None where there can be none."""
        null = Q(**{f"{self.column}__isnull": True})
        if value is None:
            return ~null if self.nulls_first else None
        past = Q(**{f"{self.column}__{'lt' if self.descending else 'gt'}": value})
        return past | null if self.nullable and not self.nulls_first else past


@dataclass(frozen=True)
class Cursor:
    ordering: str
    values: tuple[Any, ...]
    backwards: bool = False

    def dumps(self) -> str:
        values = [
            value.isoformat() if isinstance(value, date | datetime) else value
            for value in self.values
        ]
        return signing.dumps([self.ordering, self.backwards, values], salt=SALT)

    @classmethod
    def loads(cls, text: str, ordering: str) -> "Cursor":
        try:
            made_for, backwards, values = signing.loads(text, salt=SALT)
        except signing.BadSignature as error:
            raise BadCursor("Take it from `next` or `previous` of a page, unchanged.") from error
        if made_for != ordering:
            raise BadCursor("It belongs to another list or ordering: start without a cursor.")
        return cls(ordering, tuple(values), backwards)


@dataclass(frozen=True)
class Page:
    rows: list[dict[str, Any]]
    next: str | None
    previous: str | None


def page_of(
    queryset: "QuerySet[Any]",
    keys: Sequence[Key],
    columns: Sequence[Any],
    *,
    ordering: str,
    cursor: str,
    size: int,
) -> Page:
    """`size` rows of `columns` after `cursor` (an empty one starts the list). One query."""
    place = Cursor.loads(cursor, ordering) if cursor else None
    backwards = place is not None and place.backwards
    ways = [key.backwards() for key in keys] if backwards else list(keys)
    if place is not None:
        queryset = queryset.filter(_after(ways, place.values))
    wanted = dict.fromkeys([*columns, *(key.column for key in keys)])
    found = list(queryset.order_by(*(key.order() for key in ways)).values(*wanted)[: size + 1])
    more, rows = len(found) > size, found[:size]
    if backwards:
        rows.reverse()
    has_next, has_previous = (True, more) if backwards else (more, place is not None)
    return Page(
        rows,
        _cursor_at(rows[-1:], keys, ordering, backwards=False) if has_next else None,
        _cursor_at(rows[:1], keys, ordering, backwards=True) if has_previous else None,
    )


def _after(keys: Sequence[Key], values: Sequence[Any]) -> Q:
    """(k1 beyond) or (k1 same and k2 beyond) or ..."""
    condition = Q(pk__in=[])
    same = Q()
    for key, value in zip(keys, values, strict=True):
        beyond = key.beyond(value)
        if beyond is not None:
            condition |= same & beyond
        same &= key.same(value)
    return condition


def _cursor_at(
    row: list[dict[str, Any]], keys: Sequence[Key], ordering: str, *, backwards: bool
) -> str | None:
    if not row:
        return None
    values = tuple(row[0][key.column] for key in keys)
    return Cursor(ordering, values, backwards).dumps()
