"""Runs statements on the default connection."""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from django.db import connection

Parameters = Sequence[Any] | Mapping[str, Any]


def rows(statement: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def prepared_rows(statement: str, parameters: Parameters) -> list[tuple[Any, ...]]:
    """The same, by a plan that the session makes once and keeps.

    For statements whose planning takes longer than what they do. The plan knows no value of the
    parameters; settings that are in force at the first run shape it.
    """
    connection.ensure_connection()
    session = connection.connection
    # Django switches preparing off; its own cursors bind on the client and never prepare.
    session.prepare_threshold = 1
    with connection.wrap_database_errors, psycopg.Cursor(session) as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        cursor.execute(statement, parameters, prepare=True)
        return list(cursor.fetchall())


def execute(statement: str, parameters: Parameters | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
