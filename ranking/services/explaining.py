"""Turns a stored score and its breakdown into the explanation that pages and the API show."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from catalog.models import Source
from ranking.explanation import (
    Component,
    ComponentState,
    Explanation,
    Improvement,
    Signal,
    SignalState,
    SourceMention,
    Standing,
)
from ranking.formula import COMPONENTS, CRITERIA, DORMANT, LABELS, LAST_RELEASE, METRICS
from ranking.models import Breakdown, Score
from ranking.models.scores import COMPONENT_KEYS
from ranking.scoring import PPM, tenths_of

POINT_TENTH = 10_000_000
SLOTS = 3
STATES = tuple(SignalState)
STAR_GUARD = "stars rose faster than use explains; they count little above downloads"
FINISHED = "finished work keeps a floor"
NOTES = {
    SignalState.NA: "does not apply",
    SignalState.UNKNOWN: "no figure; counted at the lower quartile at most",
    SignalState.SUSPECT: "held back as doubtful; counted as unknown",
    SignalState.OBSERVED: "",
}


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
    signals = {
        "adoption": tuple(_adoption(score.breakdown, sources)),
        "quality": tuple(_quality(score.breakdown)),
        "freshness": (_freshness(score, sources),),
    }
    components = tuple(_component(score, key, signals.get(key, ())) for key in COMPONENTS)
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
        improve=tuple(sorted(_improvements(score), key=lambda i: (-i.max_tenths, i.signal))),
    )


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
    )


def _component_state(key: str, value: int | None, coverage: int) -> ComponentState:
    if value is None:
        return ComponentState.DORMANT if key in DORMANT else ComponentState.NA
    return ComponentState.LIVE if coverage else ComponentState.UNKNOWN


def _component_note(breakdown: Breakdown, key: str, state: ComponentState) -> str:
    if state is ComponentState.DORMANT:
        return DORMANT[key]
    if state is ComponentState.NA:
        return "does not apply"
    if key == "freshness" and breakdown.finished_floor:
        return FINISHED
    return STAR_GUARD if key == "adoption" and breakdown.star_guard else ""


@dataclass(frozen=True)
class _Slot:
    """One position of the breakdown's arrays."""

    weight: int
    state: SignalState
    normalised: int | None
    part: int
    gain: int
    observed_on: date | None

    @classmethod
    def at(cls, breakdown: Breakdown, place: int) -> "_Slot":
        return cls(
            weight=breakdown.weights[place],
            state=STATES[breakdown.states[place]],
            normalised=breakdown.normalised[place],
            part=breakdown.parts[place],
            gain=breakdown.gains[place],
            observed_on=breakdown.observed_on[place],
        )

    def signal(self, key: str, label: str, raw: int | None, source: SourceMention | None) -> Signal:
        return Signal(
            key=key,
            label=label,
            weight=self.weight,
            state=self.state,
            raw=raw,
            normalised=self.normalised,
            part=self.part,
            observed_at=self.observed_on,
            source=source,
            note=NOTES[self.state],
        )


def _adoption(breakdown: Breakdown, sources: Mapping[int, SourceMention]) -> Iterator[Signal]:
    for place, metric in enumerate(breakdown.metrics):
        if metric:
            source = sources.get(breakdown.sources[place] or 0)
            slot = _Slot.at(breakdown, place)
            yield slot.signal(metric, METRICS[metric].label, breakdown.raw[place], source)


def _quality(breakdown: Breakdown) -> Iterator[Signal]:
    for place, criterion in enumerate(CRITERIA, start=SLOTS):
        slot = _Slot.at(breakdown, place)
        yield slot.signal(criterion.code, criterion.label, None, None)


def _freshness(score: Score, sources: Mapping[int, SourceMention]) -> Signal:
    released, value = score.breakdown.released_on, score.values[COMPONENT_KEYS.index("freshness")]
    state = SignalState.OBSERVED if released else SignalState.UNKNOWN
    return Signal(
        key=LAST_RELEASE,
        label="Days since the last release",
        weight=1,
        state=state,
        raw=max((score.as_of - released).days, 0) if released else None,
        normalised=value if released else None,
        part=value or 0,
        observed_at=released,
        source=sources.get(score.breakdown.release_source or 0),
        note=NOTES[state],
    )


def _improvements(score: Score) -> Iterator[Improvement]:
    breakdown = score.breakdown
    adoption, quality, freshness = (
        score.weights[COMPONENT_KEYS.index(key)] for key in ("adoption", "quality", "freshness")
    )
    for place, metric in enumerate(breakdown.metrics):
        missing = STATES[breakdown.states[place]] is SignalState.UNKNOWN
        if metric and missing and breakdown.gains[place]:
            text = METRICS[metric].improve
            yield Improvement(metric, text, _tenths(adoption * breakdown.gains[place]))
    for place, criterion in enumerate(CRITERIA, start=SLOTS):
        if gain := breakdown.gains[place]:
            yield Improvement(criterion.code, criterion.improve, _tenths(quality * gain))
    if left := PPM - (score.values[COMPONENT_KEYS.index("freshness")] or 0):
        yield Improvement(LAST_RELEASE, "Record a new release", _tenths(freshness * left))


def _tenths(gain: int) -> int:
    """Rounded up: what it could add at most."""
    return -(-gain // POINT_TENTH)
