"""Turns a stored score and its breakdown into the explanation that pages and the API show."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from catalog.language import gettext_noop
from catalog.models import Source
from ranking.explanation import (
    Component,
    ComponentState,
    Explanation,
    HandMade,
    Improvement,
    Signal,
    SignalState,
    SourceMention,
    Standing,
)
from ranking.formula import (
    COMPONENTS,
    CRITERIA,
    ECOSYSTEM,
    FALLBACK_TYPE,
    LABELS,
    LAST_RELEASE,
    MATCH,
    METRICS,
    SLEEPING,
    SLEEPS,
    TYPES,
    Unit,
)
from ranking.formula.criteria import CHECKED
from ranking.models import Breakdown, Score
from ranking.models.scores import COMPONENT_KEYS
from ranking.scoring import PPM, TENTH, tenths_of, within_bounds

SLOTS = 3
# Where the signals of each component begin in the arrays of a breakdown, and what they are.
CODES = [criterion.code for criterion in CRITERIA]
CRITERION = {criterion.code: criterion for criterion in CRITERIA}
PLACES = {
    "quality": (SLOTS, CODES),
    "ecosystem": (SLOTS + len(CODES), sorted(ECOSYSTEM)),
    "match": (SLOTS + len(CODES) + len(ECOSYSTEM), sorted(MATCH)),
}
STATES = tuple(SignalState)
STAR_GUARD = gettext_noop("stars rose faster than use explains; they count little above downloads")
FINISHED = gettext_noop("finished work keeps a floor")
UNKNOWN = gettext_noop("no figure")
UNCHECKED = gettext_noop("not checked lately")
HELD_BACK = gettext_noop("what was read is doubtful")
DOUBTED = gettext_noop("a count of none, which its likes belie")
DECLARED = gettext_noop("declared not to apply to this artifact")
NOT_ASKED = gettext_noop("not asked of this type")
NOTHING_TO_SOURCE = gettext_noop("there is no comparison to source")


def explain(score: Score) -> Explanation:
    """Why this rank: one query for the sources, if `Score.objects.for_page()` gave the score."""
    return explain_many([score])[score.pk]


def explain_many(
    scores: Iterable[Score], sources: Mapping[int, SourceMention] | None = None
) -> dict[int, Explanation]:
    """Explanations by artifact id. One query whatever the number, none if `sources` are given."""
    wanted = list(scores)
    known = mentioned_sources(wanted) if sources is None else sources
    return {score.pk: _explanation(score, known) for score in wanted}


def mentioned_sources(scores: Iterable[Score]) -> dict[int, SourceMention]:
    """The sources that breakdowns name, by id."""
    ids = {
        source
        for score in scores
        for source in (*score.breakdown.sources, score.breakdown.release_source)
        if source
    }
    rows = Source.objects.filter(pk__in=ids or [0]).only("title", "url")
    return {row.pk: SourceMention(row.pk, row.title, row.url) for row in rows}


def _explanation(score: Score, sources: Mapping[int, SourceMention]) -> Explanation:
    signals = _signals(score, sources)
    components = tuple(_component(score, key, signals[key]) for key in COMPONENTS)
    return Explanation(
        total=score.total,
        tenths=score.tenths,
        headline=score.headline,
        sd=score.sd,
        low_tenths=tenths_of(score.lo),
        high_tenths=tenths_of(score.hi),
        coverage=score.coverage,
        state=Standing.PROVISIONAL if score.provisional else Standing.RANKED,
        formula=score.formula.version,
        epoch=score.epoch_id,
        as_of=score.as_of,
        components=components,
        improve=_improvements(score, components),
        adjustment=score.adjustment,
        by_hand=tuple(_hand_made(score.breakdown)),
    )


def _signals(score: Score, sources: Mapping[int, SourceMention]) -> dict[str, tuple[Signal, ...]]:
    breakdown = score.breakdown
    places = {"adoption": (0, [name for name in breakdown.metrics if name])} | PLACES
    by_place = {
        key: tuple(_signal(score, start + n, name, sources) for n, name in enumerate(names))
        for key, (start, names) in places.items()
    }
    return by_place | {"freshness": (_freshness(score, sources),)}


def _component(score: Score, key: str, signals: tuple[Signal, ...]) -> Component:
    at = COMPONENT_KEYS.index(key)
    value, weight, coverage = score.values[at], score.weights[at], score.coverages[at]
    state = _component_state(key, value, coverage)
    return Component(
        key=key,
        label=LABELS[key],
        value=value,
        weight_bp=weight,
        contribution=weight * (value or 0),
        shown_tenths=score.shown[at],
        coverage=coverage,
        state=state,
        note=_component_note(score.breakdown, key, state),
        signals=signals,
        sd=score.sds[at] or 0,
        low=score.lows[at] or 0,
        high=score.highs[at] or 0,
    )


def _component_state(key: str, value: int | None, coverage: int) -> ComponentState:
    if value is None:
        return ComponentState.DORMANT if key == SLEEPS else ComponentState.NA
    return ComponentState.LIVE if coverage else ComponentState.UNKNOWN


def _component_note(breakdown: Breakdown, key: str, state: ComponentState) -> str:
    if state is ComponentState.DORMANT:
        return SLEEPING
    if state is ComponentState.NA:
        return gettext_noop("does not apply")
    if key == "freshness" and breakdown.finished_floor:
        return FINISHED
    return STAR_GUARD if key == "adoption" and breakdown.star_guard else ""


def _signal(score: Score, place: int, key: str, sources: Mapping[int, SourceMention]) -> Signal:
    breakdown = score.breakdown
    state, raw = STATES[breakdown.states[place]], breakdown.raw[place]
    criterion, metric = CRITERION.get(key), METRICS.get(key)
    return Signal(
        key=key,
        label=criterion.label if criterion else metric.label if metric else key,
        weight=breakdown.weights[place],
        state=state,
        raw=raw,
        normalised=breakdown.normalised[place],
        part=breakdown.parts[place],
        observed_at=breakdown.observed_on[place],
        source=sources.get(breakdown.sources[place] or 0),
        note=_note(state, key, score.type_id, raw),
        unit=metric.unit if metric else Unit.SHARE,
        gain=breakdown.gains[place],
    )


def _note(state: SignalState, key: str, type_key: str, raw: int | None) -> str:
    """Why there is no figure, or why it does not count."""
    if state is SignalState.NA:
        return _why_not(key, type_key)
    if state is SignalState.SUSPECT:
        return HELD_BACK if raw is None else DOUBTED
    if state is SignalState.UNKNOWN:
        return UNCHECKED if _is_checked(key) else UNKNOWN
    return ""


def _why_not(key: str, type_key: str) -> str:
    if key in MATCH:
        return SLEEPING
    criterion = CRITERION.get(key)
    known = type_key if type_key in TYPES else FALLBACK_TYPE
    if criterion and known not in criterion.applies_to:
        return NOT_ASKED
    return NOTHING_TO_SOURCE if key == "claims_sourced" else DECLARED


def _is_checked(key: str) -> bool:
    return key in CRITERION and CRITERION[key].evaluator == CHECKED


def _freshness(score: Score, sources: Mapping[int, SourceMention]) -> Signal:
    released, value = score.breakdown.released_on, score.values[COMPONENT_KEYS.index("freshness")]
    return Signal(
        key=LAST_RELEASE,
        label=gettext_noop("Days since the last release"),
        weight=1,
        state=SignalState.OBSERVED if released else SignalState.UNKNOWN,
        raw=max((score.as_of - released).days, 0) if released else None,
        normalised=value if released else None,
        part=value or 0,
        observed_at=released,
        source=sources.get(score.breakdown.release_source or 0),
        note="" if released else UNKNOWN,
        unit=Unit.DAYS,
        gain=PPM - (value or 0),
    )


def _improvements(score: Score, components: Iterable[Component]) -> tuple[Improvement, ...]:
    """Criteria that are not met, figures that are missing, the most telling first.

    A figure that is known is no fault. Where points by hand reach a bound, less or nothing is
    left to gain.
    """
    by_hand = sum(row["tenths"] for row in score.breakdown.adjustments or ()) * TENTH
    unbounded = score.total - score.adjustment + by_hand
    found = [
        Improvement(signal.key, text, _tenths(gained))
        for component in components
        for signal in component.signals
        if (text := _advice(signal))
        and (gained := _gained(component.weight_bp * signal.gain, unbounded)) > 0
    ]
    return tuple(sorted(found, key=lambda one: (-one.max_tenths, one.signal)))


def _gained(gain: int, unbounded: int) -> int:
    return within_bounds(unbounded + gain) - within_bounds(unbounded)


def _advice(signal: Signal) -> str:
    if signal.key == LAST_RELEASE:
        return gettext_noop("Record a new release")
    if criterion := CRITERION.get(signal.key):
        if signal.state is SignalState.UNKNOWN:
            return f"{criterion.label}, once a check finds it so"
        return criterion.improve
    return METRICS[signal.key].improve if signal.state is SignalState.UNKNOWN else ""


def _hand_made(breakdown: Breakdown) -> Iterator[HandMade]:
    for row in breakdown.adjustments or ():
        yield HandMade(row["tenths"], row["reason"], date.fromisoformat(row["until"]))


def _tenths(gain: int) -> int:
    """Rounded up: what it could add at most."""
    return -(-gain // TENTH)
