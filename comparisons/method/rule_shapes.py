"""The constants of the rank as values that the methodology tells: integers, in their own units."""

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True)
class BackingMethod:
    """Strength of a relation in thousandths; it speaks for its target or for its origin."""

    kind: str
    words: str
    claimed: int
    confirmed: int
    for_origin: bool


@dataclass(frozen=True)
class Left:
    """What is left after an age, in ppm."""

    age: int
    left: int


@dataclass(frozen=True)
class Anchor:
    """A share of the figures a curve is fitted to, and the value it stands for."""

    share: int
    value: int


@dataclass(frozen=True)
class CurveRules:
    anchors: tuple[Anchor, ...]
    beyond: Annotated[int, "Times the last anchor's count, from where on it is the whole."]
    samples: int
    smallest_set: int
    doubted_from: Annotated[int, "Likes from which no downloads at all are taken for a fault."]
    star_guard: Annotated[int, "How far above downloads flagged stars may stand."]


@dataclass(frozen=True)
class Numbers:
    whole: int
    basis: int
    total: int
    tenth: int


@dataclass(frozen=True)
class Confidence:
    """Spreads are standard deviations of a normalised figure."""

    fresh_spread: int
    weekly_spread: int
    largest_spread: int
    ranked_coverage: int
    heavy_weight: int


@dataclass(frozen=True)
class FreshnessRules:
    floor: int
    floor_adoption: int


@dataclass(frozen=True)
class Outcome:
    """What a visitor did with a hit, and what that is worth in thousandths."""

    kind: str
    words: str
    worth: int


@dataclass(frozen=True)
class CountingRules:
    """How events become evidence. Examinations are thousandths."""

    outcomes: tuple[Outcome, ...]
    smallest_examination: int
    units_a_prefix: int
    units_of_an_artifact_a_prefix: int
    usual_days: int
    searches_an_hour: int
    artifacts_an_hour: int
    spike_factor: int
    spike_allowance: int


@dataclass(frozen=True)
class MatchRules:
    """`has_evidence`: whether any week of searches has been counted yet."""

    has_evidence: bool
    counting: CountingRules
    half_life_days: int
    last_week: int
    decay: Annotated[tuple[Left, ...], "By age in weeks."]
    prior_examinations: int
    shipped_usual: int
    smallest_usual: int
    largest_spread: int
    trusted_visitors: int
    awake_from: int


@dataclass(frozen=True)
class Guard:
    label: str
    allowed: str


@dataclass(frozen=True)
class VerdictRules:
    """`close` and `sure` are thousandths of the standard deviation of a difference.

    Types that are weighed differently are both weighed as `reweighed_as`. A component that speaks
    for the one behind is named from `trade_off_tenths` of a point on. `enough_examinations` and
    `enough_visitors` are what it takes on both sides to say what searchers chose.
    """

    smallest_lead_tenths: int
    trade_off_tenths: int
    depends_below: Annotated[int, "Per cent of all weightings."]
    enough_examinations: int
    enough_visitors: int
    close: int
    close_certainty: Annotated[int, "Per cent."]
    sure: int
    sure_certainty: Annotated[int, "Per cent."]
    reweighed_as: str
