from ranking.models.epochs import Epoch, NormaliserTable, Shard, TypeTerms
from ranking.models.formulas import (
    Formula,
    FormulaState,
    QualityCriterion,
    SignalDefinition,
    WeightProfile,
)
from ranking.models.inputs import Dirty, QualityResult, ResultState
from ranking.models.scores import Breakdown, Score, ScoreHistory, ScoreQuerySet

__all__ = [
    "Breakdown",
    "Dirty",
    "Epoch",
    "Formula",
    "FormulaState",
    "NormaliserTable",
    "QualityCriterion",
    "QualityResult",
    "ResultState",
    "Score",
    "ScoreHistory",
    "ScoreQuerySet",
    "Shard",
    "SignalDefinition",
    "TypeTerms",
    "WeightProfile",
]
