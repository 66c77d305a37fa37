"""The revision of the site: asked for before a kept answer is looked up, and read afterwards.

The database answers in fifty to ninety microseconds, most of them spent on waking it up; what can
be done meanwhile is.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, Error, connections
from psycopg import Error as DriverError
from psycopg.pq import ExecStatus

NAME = b"lineup_site_revision"
QUERY = b"SELECT coalesce(sum(number), 0) || '.' || coalesce(max(id), 0) FROM comparisons_change"
Read = Callable[[], str]


def revision() -> str:
    """A text that no two states of the site share, and the day in UTC. Empty where none can be
    told: without a database, or within a transaction, which sees what others do not.

    Read it before the data it is to stand for: an answer made of newer data is then made anew
    once too often, never once too rarely.
    """
    return ask()()


def ask() -> Read:
    """Ask for the revision of now. What is returned waits for it, and has to be called once."""
    database = connections[DEFAULT_DB_ALIAS]
    database.close_if_unusable_or_obsolete()
    if database.in_atomic_block:
        return str
    try:
        database.ensure_connection()
        libpq = database.connection.pgconn
        libpq.send_query_prepared(NAME, None)
    except (Error, DriverError):
        database.close()
        return str
    return lambda: _told(database, libpq)


def _told(database: Any, libpq: Any) -> str:
    try:
        number = _number(libpq)
    except (Error, DriverError):
        number = ""
    if not number:
        database.close()
    return f"{number}/{datetime.now(UTC).date()}" if number else ""


def _number(libpq: Any) -> str:
    """Past Django's cursor and the driver's, which take five times as long as the answer does."""
    found = _last_result(libpq)
    if found is None or found.status != ExecStatus.TUPLES_OK:
        libpq.prepare(NAME, QUERY)  # the first time on this connection, or after a pooler
        found = libpq.exec_prepared(NAME, None)
    value = found.get_value(0, 0) if found.status == ExecStatus.TUPLES_OK else None
    return value.decode() if value else ""


def _last_result(libpq: Any) -> Any:
    """The one result of what was sent; libpq is free again once it says that there is no other."""
    found = libpq.get_result()
    while libpq.get_result():
        pass
    return found
