"""What the methodology page and its twin in the API tell. Integers, in the rank's own units.

Shares and values are parts per million (ppm), weights of components basis points.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from comparisons.method.rule_shapes import (
    BackingMethod,
    Confidence,
    CurveRules,
    FreshnessRules,
    Guard,
    Left,
    MatchRules,
    Numbers,
    VerdictRules,
)
from ranking.guards import Effect

Labels = Annotated[tuple[str, ...], "Types, in the plural."]


@dataclass(frozen=True)
class FormulaMark:
    """The version at work. `sha256` is that of its definition, `method` of its rules alone."""

    version: str
    sha256: str
    method: str


@dataclass(frozen=True)
class EpochMark:
    number: int
    as_of: Annotated[date, "The day the ranks stand at."]
    fitted_on: Annotated[date | None, "Null: its curves are the shipped ones."]
    since: Annotated[date | None, "The day it took over."]


@dataclass(frozen=True)
class ComponentName:
    key: str
    anchor: str
    label: str


@dataclass(frozen=True)
class ComponentWeight:
    """`declared` by the formula; `counting` once what sleeps has dropped out."""

    component: str
    label: str
    declared: int
    counting: int


@dataclass(frozen=True)
class TypeMethod:
    """How one type is weighed. `usual` is the outcome to expect of an examination, in ppm."""

    key: str
    label: str
    weights: tuple[ComponentWeight, ...]
    half_life: Annotated[int, "Days."]
    match_sleeps: bool
    usual: int


@dataclass(frozen=True)
class CountAt:
    """The smallest count that stands at `value` ppm or above."""

    value: int
    count: int


@dataclass(frozen=True)
class CurveMethod:
    """A curve from counts to ppm: linear between `counts` and the `values` they stand for."""

    figures: Annotated[int, "How many figures it was fitted to; 0 where none were at hand."]
    basis: Annotated[str, "Whose figures, and of which day."]
    counts: tuple[int, ...]
    values: tuple[int, ...]
    marks: tuple[CountAt, ...]


@dataclass(frozen=True)
class SignalUse:
    """Types that weigh a signal alike and go by one curve; none where it is a share already."""

    types: Labels
    weight: Annotated[int, "Within the component."]
    curve: CurveMethod | None


@dataclass(frozen=True)
class SignalMethod:
    """`cap` is the count from which a straight line is worth the whole."""

    key: str
    anchor: str
    component: str
    label: str
    help: str
    unit: str
    cap: int | None
    uses: tuple[SignalUse, ...]


@dataclass(frozen=True)
class SignalWeight:
    key: str
    anchor: str
    label: str
    weight: int


@dataclass(frozen=True)
class AdoptionMethod:
    """Types whose adoption is the same signals in the same weights."""

    types: Labels
    signals: tuple[SignalWeight, ...]


@dataclass(frozen=True)
class Parameter:
    name: str
    value: int


@dataclass(frozen=True)
class CriterionMethod:
    """A line of the checklist; of no points where it is a flag that other rules read."""

    code: str
    anchor: str
    label: str
    help: str
    points: int
    is_checked: Annotated[bool, "Found by a check from outside, not read off the record."]
    parameters: tuple[Parameter, ...]
    types: Labels
    not_for: Labels


@dataclass(frozen=True)
class Quartiles:
    """What a missing figure of a component counts: at most `q25`, `q10` if nothing is known.

    The range runs from `q05` to `q95`. Shipped where they were fitted to no artifact.
    """

    component: str
    label: str
    types: Labels
    q05: int
    q10: int
    q25: int
    q95: int
    fitted_to: Annotated[int, "Artifacts."]


@dataclass(frozen=True)
class HalfLife:
    types: Labels
    days: int
    left: tuple[Left, ...]


@dataclass(frozen=True)
class MatchState:
    """Types whose match graph sleeps or counts alike."""

    types: Labels
    sleeps: bool
    usual: int


@dataclass(frozen=True)
class EpochEntry:
    """An epoch that took over. `effect` is what that changed, null where nothing came before."""

    number: int
    since: date | None
    formula: str
    fitted_on: date | None
    note: str
    is_waived: Annotated[bool, "Switched to whatever the guards found."]
    effect: Effect | None


@dataclass(frozen=True)
class AdjustmentEntry:
    slug: str
    name: str
    tenths: int
    reason: str
    until: Annotated[date, "The last day it counts."]


@dataclass(frozen=True)
class Adjustments:
    """Bounds, and those in force: `number` of them, of which the newest are told."""

    most_tenths: int
    most_days: int
    number: int
    entries: tuple[AdjustmentEntry, ...]


@dataclass(frozen=True)
class GroupMethod:
    """Types that are weighed against each other."""

    key: str
    label: str
    types: Labels


@dataclass(frozen=True)
class Methodology:
    """`formula` and `epoch` are null until the first epoch has opened."""

    formula: FormulaMark | None
    epoch: EpochMark | None
    numbers: Numbers
    components: tuple[ComponentName, ...]
    types: tuple[TypeMethod, ...]
    adoption: tuple[AdoptionMethod, ...]
    signals: tuple[SignalMethod, ...]
    curve_rules: CurveRules
    criteria: tuple[CriterionMethod, ...]
    flags: tuple[CriterionMethod, ...]
    backings: tuple[BackingMethod, ...]
    match: MatchRules
    places_counted_up_to: Annotated[int, "Peers; among more, places are those of last night."]
    match_states: tuple[MatchState, ...]
    half_lives: tuple[HalfLife, ...]
    freshness: FreshnessRules
    quartiles: tuple[Quartiles, ...]
    confidence: Confidence
    verdicts: VerdictRules
    groups: tuple[GroupMethod, ...]
    epochs: tuple[EpochEntry, ...]
    guards: tuple[Guard, ...]
    adjustments: Adjustments
