"""The explanation of a rank, as tables to read."""

from collections.abc import Iterator

from django.utils.html import format_html
from django.utils.safestring import SafeString

from ranking.admin.tables import Table, known, per_cent_of, points, share
from ranking.explanation import Component, ComponentState, Explanation, Signal
from ranking.forms.fields import per_cent
from ranking.formula import Unit


def explained_tables(explanation: Explanation) -> Iterator[Table]:
    yield _components(explanation)
    if explanation.by_hand:
        yield _by_hand(explanation)
    for component in explanation.components:
        if component.signals and component.state != ComponentState.DORMANT:
            yield _signals(component)
    yield _improvements(explanation)


def _components(explanation: Explanation) -> Table:
    """Points add up to the rank, what was added by hand included."""
    rows = [_component(component) for component in explanation.components]
    by_hand = ["Adjusted by hand", *["–"] * 5, points(explanation.adjustment_tenths), ""]
    total = [
        "Rank",
        "",
        f"{points(explanation.low_tenths)} to {points(explanation.high_tenths)} points",
        f"{explanation.sd / 10**8:.1f} points",
        known(explanation.coverage),
        "100 %",
        points(explanation.tenths),
        explanation.state,
    ]
    return Table(
        caption=f"{points(explanation.tenths)} of 100, by component",
        heads=["Component", "Value", "Between", "Off by", "Known", "Weight", "Points", "State"],
        rows=[*rows, *([by_hand] if explanation.by_hand else []), total],
        numbers=range(1, 7),
    )


def _component(component: Component) -> list[object]:
    is_valued = component.value is not None
    return [
        component.label,
        share(component.value),
        f"{share(component.low)} to {share(component.high)}" if is_valued else "–",
        share(component.sd) if is_valued else "–",
        known(component.coverage) if is_valued else "–",
        f"{per_cent(component.weight_bp)} %",
        points(component.shown_tenths),
        f"{component.state}: {component.note}" if component.note else component.state,
    ]


def _by_hand(explanation: Explanation) -> Table:
    return Table(
        caption="Adjustments by hand that count",
        heads=["Reason", "Points", "Last day"],
        rows=[
            [one.reason, f"{one.tenths / 10:+.1f}", one.until.isoformat()]
            for one in explanation.by_hand
        ],
        numbers=[1],
    )


def _signals(component: Component) -> Table:
    return Table(
        caption=f"{component.label}: the figures behind it",
        heads=["Figure", "Reading", "Worth", "Weight", "Part", "Read", "State"],
        rows=[_signal(signal) for signal in component.signals],
        numbers=range(1, 5),
    )


def _signal(signal: Signal) -> list[object]:
    return [
        signal.label,
        _reading(signal),
        share(signal.normalised),
        signal.weight,
        share(signal.part),
        _read(signal),
        f"{signal.state}: {signal.note}" if signal.note else signal.state,
    ]


def _reading(signal: Signal) -> str:
    if signal.raw is None:
        return "–"
    if signal.unit == Unit.THOUSANDTHS:
        return f"{signal.raw / 1_000:,g}"
    return per_cent_of(signal.raw) if signal.unit == Unit.SHARE else f"{signal.raw:,}"


def _read(signal: Signal) -> SafeString | str:
    day = signal.observed_at.isoformat() if signal.observed_at else ""
    if signal.source is None:
        return day or "–"
    link = format_html(
        '<a class="text-link underline" href="{}" rel="noopener">{}</a>',
        signal.source.url,
        signal.source.title,
    )
    return format_html("{} {}", day, link)


def _improvements(explanation: Explanation) -> Table:
    return Table(
        caption="What would raise it, and by how many points at most",
        heads=["What to do", "Points"],
        rows=[[one.text, f"+{points(one.max_tenths)}"] for one in explanation.improve],
        numbers=[1],
        empty="Nothing is missing.",
    )
