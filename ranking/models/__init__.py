from ranking.models.adjustments import Adjustment
from ranking.models.epochs import (
    Epoch,
    EpochState,
    MatchMean,
    NormaliserTable,
    Shard,
    TypeCurves,
    TypeTerms,
)
from ranking.models.formulas import Formula, FormulaState, QualityCriterion, WeightProfile
from ranking.models.inputs import Dirty, QualityResult, ResultOrigin, ResultState
from ranking.models.links import LinkCheck, LinkCheckQuerySet, LinkHost
from ranking.models.places import ListedCount, NightlyPlace
from ranking.models.scores import (
    Breakdown,
    Score,
    ScoreHistory,
    ScoreQuerySet,
    ShadowBreakdown,
    ShadowScore,
)

__all__ = [
    "Adjustment",
    "Breakdown",
    "Dirty",
    "Epoch",
    "EpochState",
    "Formula",
    "FormulaState",
    "LinkCheck",
    "LinkCheckQuerySet",
    "LinkHost",
    "ListedCount",
    "MatchMean",
    "NightlyPlace",
    "NormaliserTable",
    "QualityCriterion",
    "QualityResult",
    "ResultOrigin",
    "ResultState",
    "Score",
    "ScoreHistory",
    "ScoreQuerySet",
    "ShadowBreakdown",
    "ShadowScore",
    "Shard",
    "TypeCurves",
    "TypeTerms",
    "WeightProfile",
]
