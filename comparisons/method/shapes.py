"""What the methodology page and its twin in the API tell. Integers, in the rank's own units.

Shares and values are parts per million (ppm), weights of components basis points.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

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
class VerdictRules:
    """`close` and `sure` are thousandths of the standard deviation of a difference.

    Types that are weighed differently are both weighed as `reweighed_as`.
    """

    smallest_lead_tenths: int
    close: int
    close_certainty: Annotated[int, "Per cent."]
    sure: int
    sure_certainty: Annotated[int, "Per cent."]
    reweighed_as: str


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
