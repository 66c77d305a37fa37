"""What searches showed of artifacts, capability by capability: the rank's evidence before it is
added up."""

from collections import defaultdict
from collections.abc import Sequence

from matchgraph.decay import monday_of, weekly_decay
from matchgraph.evidence import posterior
from ranking.models import Score
from ranking.preference import CapabilityEvidence
from ranking.services.database import rows
from ranking.services.explaining import PLACES
from ranking.sql import filled_in
from ranking.sql.reading import evidence

START, SIGNALS = PLACES["match"]
SATISFACTION = START + SIGNALS.index("satisfaction")
Searched = dict[int, dict[str, CapabilityEvidence]]


def searched(scores: Sequence[Score]) -> Searched:
    """By artifact id and capability key, as the epoch of the scores judges it.

    One query, none unless each of them has evidence that counts. Examinations decay as they do for
    the rank, visitors do not.
    """
    if not scores or not all(_has_evidence(score) for score in scores):
        return {}
    given = {
        "ids": [score.pk for score in scores],
        "monday": monday_of(max(score.as_of for score in scores)),
        "decay": list(weekly_decay()),
        "epoch": scores[0].epoch_id,
    }
    found: Searched = defaultdict(dict)
    for pk, *row in rows(filled_in("searched", {"evidence": evidence()}), given):
        judged = _judged(*row)
        found[pk][judged.key] = judged
    return dict(found)


def searched_of_some(scores: Sequence[Score]) -> Searched:
    """The same of those among the scores that have evidence; one query, none where none has."""
    return searched([score for score in scores if _has_evidence(score)])


def _has_evidence(score: Score) -> bool:
    """Kept with the score even while searches do not count for its type."""
    return score.breakdown.raw[SATISFACTION] is not None


def _judged(key: str, name: str, mean: int, *counted: int) -> CapabilityEvidence:
    outcomes, examinations, visitors = counted
    believed = posterior(outcomes, examinations, mean)
    return CapabilityEvidence(
        key=key,
        name=name,
        satisfaction=believed.satisfaction,
        sd=believed.sd,
        examinations=examinations,
        visitors=visitors,
    )
