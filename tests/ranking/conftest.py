"""A database of its own for tests whose commits other processes must see."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql
from pytest_django import DjangoDbBlocker

if TYPE_CHECKING:
    from ranking.models import Epoch

AS_OF = date(2026, 6, 2)


@pytest.fixture
def epoch(db: None) -> "Epoch":
    """The epoch of the fresh database, at a day that does not move, with no marks left."""
    from ranking.models import Dirty, Epoch  # noqa: PLC0415  (this file is read before Django is)

    Dirty.objects.all().delete()
    Epoch.objects.update(as_of=AS_OF)
    return Epoch.objects.get()


@pytest.fixture
def transactional_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A copy of the fresh test database in place of a flushed one: commits in it are real."""
    from django.core.cache import cache  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from ranking.models import Epoch  # noqa: PLC0415

    shared = str(connection.settings_dict["NAME"])
    name = f"{shared}_own"
    with django_db_blocker.unblock():
        connection.close()
        _administer("CREATE DATABASE {} TEMPLATE {}", name, shared)
        connection.settings_dict["NAME"] = name
        try:
            cache.clear()
            Epoch.objects.update(as_of=AS_OF)
            yield name
        finally:
            connection.close()
            connection.settings_dict["NAME"] = shared
            _administer("DROP DATABASE {} WITH (FORCE)", name)


def _administer(statement: str, *names: str) -> None:
    from django.db import connection  # noqa: PLC0415

    ours = connection.get_connection_params()
    server = {key: ours[key] for key in ("host", "port", "user", "password") if key in ours}
    with psycopg.connect(**server, dbname="postgres", autocommit=True) as administrator:
        administrator.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
