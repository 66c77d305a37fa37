"""Where scores stand among their peers, as intervals."""

from collections.abc import Iterable

from ranking.explanation import Position
from ranking.models import Score
from ranking.services.database import rows
from ranking.sql import load


def positions(scores: Iterable[Score]) -> dict[int, Position]:
    """Places by artifact id, in one query; scores that are not listed have none.

    Peers are the published, non-provisional artifacts of the type. The best place counts the peers
    that are above for certain, the worst those that may be.
    """
    ids = [score.pk for score in scores]
    found = rows(load("positions"), [ids])
    return {pk: Position(best, worst, of) for pk, best, worst, of in found}
