"""Where scores stand among their peers, as intervals."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from ranking.explanation import Position
from ranking.models import Score
from ranking.services.database import rows
from ranking.services.parameters import tune
from ranking.sql import load

COUNTED_UP_TO = 20_000
MANY = 1_000


def positions(scores: Iterable[Score]) -> dict[int, Position]:
    """Places by artifact id, in one query; scores that are not listed have none.

    Peers are the published, non-provisional artifacts of the type. The best place counts the peers
    that are above for certain, the worst those that may be. Among very many peers the places are
    those of last night, and the position says so.
    """
    given = {"ids": [score.pk for score in scores], "many": COUNTED_UP_TO}
    return {
        pk: Position(best, worst, of, place, as_of)
        for pk, of, place, best, worst, as_of in rows(load("positions"), given)
    }


@transaction.atomic
def keep_places(as_of: date) -> int:
    """Keep everyone's place as of now, for the day that was computed; how many there are."""
    tune(MANY)
    ((count,),) = rows(load("places"), {"as_of": as_of})
    return int(count)
