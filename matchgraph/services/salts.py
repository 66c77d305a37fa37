"""The salt of a day: made when the first visitor comes, gone two days later."""

from datetime import date, datetime, timedelta

from django.db import connection

from matchgraph.models import DailySalt

KEPT = timedelta(days=1)
# Made by the database, so that no statement carries it.
MAKE = """
INSERT INTO matchgraph_dailysalt (day, salt, made_at)
VALUES (%s, uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), %s)
ON CONFLICT (day) DO NOTHING
"""


def salt_of_today(*, now: datetime) -> bytes:
    if (found := salt_of(now.date())) is not None:
        return found
    with connection.cursor() as cursor:
        cursor.execute(MAKE, [now.date(), now])
    return bytes(DailySalt.objects.values_list("salt", flat=True).get(day=now.date()))


def salt_of(day: date) -> bytes | None:
    """None for a day of which none was made, and once it is deleted."""
    found = DailySalt.objects.filter(day=day).values_list("salt", flat=True).first()
    return None if found is None else bytes(found)


def delete_salts(*, today: date) -> int:
    """Of all days but today and yesterday: 48 hours after a salt's day began."""
    return DailySalt.objects.filter(day__lt=today - KEPT).delete()[0]
