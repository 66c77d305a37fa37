from datetime import date, datetime
from typing import Annotated, TypedDict

from comparisons.api.shapes.artifacts import ScoreSummary
from comparisons.api.shapes.vocabulary import ArtifactReference
from ranking.explanation import Explanation, Position


class ScoreEntry(ScoreSummary):
    artifact: ArtifactReference


class ScoreDetail(ScoreEntry):
    history_url: Annotated[str, "Every change of the rank, and what it came from."]
    position: Annotated[Position | None, "Its place among its type; null while provisional."]
    explanation: Explanation


class ScoreHistoryEntry(TypedDict):
    """The rank from one moment on. `own` and the shares after it sum to the change of `total`."""

    recorded_at: datetime
    as_of: Annotated[date, "The day the rank stood at: ages count up to it."]
    rank: Annotated[int, "Points, 0 to 100."]
    tenths: int
    total: int
    formula: Annotated[str, "Version of the formula."]
    epoch: int
    own: Annotated[int, "From the artifact's own facts and its age."]
    by_formula: Annotated[int, "From a new formula."]
    by_epoch: Annotated[int, "From a new epoch."]
    by_hand: Annotated[int, "From points added or taken by hand."]
