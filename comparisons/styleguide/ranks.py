"""A sample rank with a component in every state: counted, partly unknown, asleep."""

from datetime import date

from comparisons.styleguide.records import READ_ON
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
from ranking.formula import LABELS

HUB = SourceMention(1, "A source with a title", "https://source.example/")
SEEN = SignalState.OBSERVED
Figure = tuple[str, str, int, SignalState, int | None]


def signal(figure: Figure, *, note: str = "") -> Signal:
    key, label, weight, state, raw = figure
    is_known = state is SEEN
    return Signal(
        key=key,
        label=label,
        weight=weight,
        state=state,
        raw=raw,
        normalised=700_000 if is_known else None,
        part=weight * 7_000 if is_known else 0,
        observed_at=READ_ON if is_known else None,
        source=HUB if is_known else None,
        note=note,
        gain=weight * 3_000,
    )


SIGNALS = (
    signal(("hub_downloads_30d", "Hub downloads, 30 days", 60, SEEN, 40_144)),
    signal(("hub_likes", "Hub likes", 40, SignalState.UNKNOWN, None), note="no figure"),
    signal(
        ("package_downloads_30d", "Package downloads", 0, SignalState.NA, None), note="no package"
    ),
)
ONE_SIGNAL = signal(("licence", "A figure with a source", 100, SEEN, 7))


def component(
    key: str, value: int | None, weight: int, tenths: int, state: ComponentState
) -> Component:
    is_live = state in {ComponentState.LIVE, ComponentState.UNKNOWN}
    return Component(
        key=key,
        label=LABELS[key],
        value=value,
        weight_bp=weight,
        contribution=weight * (value or 0),
        shown_tenths=tenths,
        coverage=600_000 if is_live else 0,
        state=state,
        note="" if is_live else "not enough searches yet",
        signals=SIGNALS if key == "adoption" else (ONE_SIGNAL,) if is_live else (),
        low=value or 0,
        high=(value or 0) + (200_000 if key == "adoption" else 0),
    )


def rank(*, provisional: bool = False) -> Explanation:
    """56.7 points, of which 42.0 are for adoption."""
    return Explanation(
        total=5_670_000_000,
        tenths=567,
        headline=57,
        sd=200_000_000,
        low_tenths=560,
        high_tenths=690,
        coverage=820_000,
        state=Standing.PROVISIONAL if provisional else Standing.RANKED,
        formula="2.0.0",
        epoch=1,
        as_of=date(2026, 6, 1),
        components=(
            component("adoption", 700_000, 6000, 420, ComponentState.LIVE),
            component("quality", 650_000, 2000, 130, ComponentState.LIVE),
            component("ecosystem", 100_000, 1000, 10, ComponentState.UNKNOWN),
            component("match", None, 0, 0, ComponentState.DORMANT),
            component("freshness", 70_000, 1000, 7, ComponentState.LIVE),
        ),
        improve=(Improvement("hub_likes", "Record its hub likes", 72),),
    )
