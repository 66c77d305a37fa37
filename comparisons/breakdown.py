"""What a rank consists of, line by line: figures add up to components, and these to the rank."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.language import figure as separated
from catalog.language import gettext, gettext_noop
from comparisons import units
from comparisons.facts import Inapplicable
from matchgraph.evidence import TRUSTED_VISITORS
from ranking.explanation import (
    Component,
    ComponentState,
    Explanation,
    HandMade,
    Signal,
    SignalState,
)
from ranking.formula import AWAKE_FROM, Unit
from ranking.scoring import PPM, TENTH, apportion, tenths_of

STATES = {
    SignalState.NA: gettext_noop("Does not apply"),
    SignalState.UNKNOWN: gettext_noop("Unknown"),
    SignalState.SUSPECT: gettext_noop("Held back"),
}
MISSING = {SignalState.UNKNOWN, SignalState.SUSPECT}


@dataclass(frozen=True)
class SignalLine:
    """`tenths` of the lines sum to the component's, `most` (basis points of the rank) to its
    weight.

    Of a missing figure: what it counts meanwhile (`counted_at`, ppm), what it would add at most
    (`gain`, tenths) and by how much it alone holds the range open (`open`, tenths).
    """

    signal: Signal
    reading: str
    tenths: int = 0
    most: int = 0
    counted_at: int | None = None
    gain: int = 0
    open: int = 0

    @property
    def is_known(self) -> bool:
        return self.signal.state is SignalState.OBSERVED


@dataclass(frozen=True)
class LeftOut:
    """A signal that does not count, why, and what was read of it all the same."""

    signal: Signal
    reason: str
    reading: str


@dataclass(frozen=True)
class Ledger:
    """A component with its lines, the heaviest first; then what does not apply.

    `low`, `high` and `sd` are tenths of a point of the rank.
    """

    component: Component
    lines: tuple[SignalLine, ...]
    left_out: tuple[LeftOut, ...]
    low: int
    high: int
    sd: int

    @property
    def wakes(self) -> str:
        """What has to happen before a component that sleeps is counted."""
        if self.component.state is not ComponentState.DORMANT:
            return ""
        return gettext(
            "it is counted for a type once {share} of its artifacts have evidence of {visitors} "
            "visitors or more"
        ).format(share=units.per_cent(AWAKE_FROM), visitors=TRUSTED_VISITORS)


def ledger(component: Component, inapplicable: Iterable[Inapplicable] = ()) -> Ledger:
    """`inapplicable` are an editor's words on figures that do not apply."""
    reasons = {one.metric: one.reason for one in inapplicable}
    applicable = [s for s in component.signals if s.weight and s.state is not SignalState.NA]
    return Ledger(
        component=component,
        lines=_lines(component, sorted(applicable, key=lambda s: (-s.weight, s.key))),
        left_out=tuple(
            LeftOut(s, reasons.get(s.key, s.note), "" if s.raw is None else figure(s.raw, s.unit))
            for s in component.signals
            if s.state is SignalState.NA
        ),
        low=tenths_of(component.weight_bp * component.low),
        high=tenths_of(component.weight_bp * component.high),
        sd=tenths_of(component.weight_bp * component.sd),
    )


def reading(signal: Signal) -> str:
    """The figure itself, how far a criterion is met, or why there is none."""
    if signal.state is not SignalState.OBSERVED:
        return gettext(STATES[signal.state])
    if signal.raw is not None:
        return figure(signal.raw, signal.unit)
    if not signal.normalised:
        return gettext("Not met")
    return gettext("Met") if signal.normalised == PPM else gettext("Met in part")


def figure(raw: int, unit: str) -> str:
    """A raw figure in its unit: 17,161; 2.3 publishers; 62 %; 96 days."""
    if unit == Unit.THOUSANDTHS:
        return gettext("{raw} publishers").format(raw=units.thousandths(raw))
    if unit == Unit.SHARE:
        return units.per_cent(raw)
    return units.plural(raw, "day", "days") if unit == Unit.DAYS else separated(f"{raw:,}")


@dataclass(frozen=True)
class ByHand:
    """What was added or taken by hand: `tenths` as far as it counts, and what it consists of."""

    tenths: int
    entries: tuple[HandMade, ...]

    @property
    def is_cut(self) -> bool:
        """Whether the bounds of the rank leave less of it than was given."""
        return self.tenths != sum(entry.tenths for entry in self.entries)


def by_hand(rank: Explanation) -> ByHand | None:
    """With the components' shown tenths its tenths sum to those of the rank."""
    return ByHand(rank.adjustment_tenths, rank.by_hand) if rank.by_hand else None


def _lines(component: Component, signals: list[Signal]) -> tuple[SignalLine, ...]:
    weights = {signal.key: signal.weight for signal in signals}
    missing = {signal.key: signal.weight for signal in signals if signal.state in MISSING}
    parts = {signal.key: signal.part for signal in signals}
    tenths = apportion(component.shown_tenths, parts) if sum(parts.values()) else {}
    most = apportion(component.weight_bp, weights) if weights else {}
    width = component.weight_bp * (component.high - component.low)
    open_ = apportion(tenths_of(width), missing) if missing else {}
    fill = _fill(component, signals)
    return tuple(
        SignalLine(
            signal,
            reading(signal),
            tenths=tenths.get(signal.key, 0),
            most=most[signal.key],
            counted_at=fill if signal.key in missing else None,
            gain=_rounded_up(component.weight_bp * signal.gain) if signal.key in missing else 0,
            open=open_.get(signal.key, 0),
        )
        for signal in signals
    )


def _fill(component: Component, signals: list[Signal]) -> int:
    """What a missing signal of the component counts, worked back from its value."""
    known = [s for s in signals if s.state is SignalState.OBSERVED]
    whole = sum(s.weight for s in signals)
    missing = whole - sum(s.weight for s in known)
    if not missing:
        return 0
    score = sum(s.weight * (s.normalised or 0) for s in known)
    return min(PPM, max(0, (component.value or 0) * whole - score) // missing)


def _rounded_up(gain: int) -> int:
    return -(-gain // TENTH)
