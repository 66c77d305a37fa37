"""The signals of a component as lines that add up to its points."""

from dataclasses import dataclass

from comparisons import units
from ranking.explanation import Component, Signal, SignalState
from ranking.scoring import apportion

STATES = {
    SignalState.NA: "Does not apply",
    SignalState.UNKNOWN: "Unknown",
    SignalState.SUSPECT: "Held back",
}


@dataclass(frozen=True)
class SignalLine:
    """`tenths` of the lines sum to the component's; `most` is what the signal could earn."""

    signal: Signal
    reading: str
    tenths: int
    most: str

    @property
    def is_known(self) -> bool:
        return self.signal.state is SignalState.OBSERVED


def signal_lines(component: Component) -> tuple[SignalLine, ...]:
    """The applicable signals, heaviest first, then those that do not apply."""
    parts = {signal.key: signal.part for signal in component.signals}
    tenths = dict.fromkeys(parts, 0)
    if sum(parts.values()):
        tenths = apportion(component.shown_tenths, parts)
    whole = sum(s.weight for s in component.signals if s.state is not SignalState.NA)
    ordered = sorted(component.signals, key=lambda s: (s.state is SignalState.NA, -s.weight, s.key))
    return tuple(
        SignalLine(signal, reading(signal), tenths[signal.key], _most(signal, component, whole))
        for signal in ordered
        if signal.weight
    )


def reading(signal: Signal) -> str:
    """The figure itself, how far a criterion is met, or why there is none."""
    if signal.state is not SignalState.OBSERVED:
        return STATES[signal.state]
    if signal.raw is not None:
        return f"{signal.raw:,}"
    met = signal.normalised or 0
    return {0: "Not met", 1_000_000: "Met"}.get(met) or f"Met to {units.per_cent(met)}"


def _most(signal: Signal, component: Component, whole: int) -> str:
    if signal.state is SignalState.NA or not whole:
        return ""
    tenths = (component.weight_bp * signal.weight + whole * 5) // (whole * 10)
    return units.points(tenths)
