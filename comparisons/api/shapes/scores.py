from typing import Annotated

from comparisons.api.shapes.artifacts import ScoreSummary
from comparisons.api.shapes.vocabulary import ArtifactReference
from ranking.explanation import Explanation, Position


class ScoreEntry(ScoreSummary):
    artifact: ArtifactReference


class ScoreDetail(ScoreEntry):
    position: Annotated[Position | None, "Its place among its type; null while provisional."]
    explanation: Explanation
