"""Where a rank comes from, as Markdown: components that add up, and every figure behind them."""

from collections.abc import Iterator

from comparisons import units
from comparisons.breakdown import Ledger, LeftOut, SignalLine, by_hand, ledger
from comparisons.facts import Subject
from comparisons.history import History
from comparisons.twins.text import bullets, inline, joined, mention, table
from ranking.explanation import Component, ComponentState, Explanation

NOT_RANKED = "Not ranked yet: the rank is worked out shortly after publication."
SILENT = {ComponentState.DORMANT: "not counted yet", ComponentState.NA: "not applicable"}


def breakdown(subject: Subject) -> Iterator[str]:
    """The components, then every figure of theirs."""
    if subject.rank is None:
        yield NOT_RANKED
        return
    yield table(("Component", "Points", "Out of", "Known"), _component_rows(subject))
    for component in subject.rank.components:
        yield from _figures(ledger(component, subject.inapplicable))


def improvements(rank: Explanation | None) -> str:
    gains = rank.improve if rank else ()
    return bullets(
        f"{inline(gain.text)}: up to {units.points(gain.max_tenths)} points" for gain in gains
    )


def history_table(history: History) -> str:
    return table(
        ("Since", "Rank", "Change", "From"),
        (
            [
                f"{units.short_day(move.day)} {move.entry.recorded_at:%H:%M} UTC",
                units.points(move.entry.tenths),
                move.signed or "–",
                inline(move.cause),
            ]
            for move in history.newest_first
        ),
    )


def _component_rows(subject: Subject) -> Iterator[list[str]]:
    rank = subject.rank
    if rank is None:
        return
    for component in rank.components:
        yield _component_row(ledger(component, subject.inapplicable))
    if hand := by_hand(rank):
        notes = [
            f"{units.signed_points(entry.tenths)} until {units.day(entry.until)}: {entry.reason}"
            for entry in hand.entries
        ]
        label = joined(("Adjusted by hand", _bracketed(*notes)), " ")
        yield [label, units.signed_points(hand.tenths), "–", "–"]
    span = f"from {units.points(rank.low_tenths)} to {units.points(rank.high_tenths)}"
    known = units.per_cent(rank.coverage)
    yield [f"**Rank** ({span})", units.points(rank.tenths), "100", known]


def _component_row(told: Ledger) -> list[str]:
    component = told.component
    label = joined((inline(component.label), _bracketed(component.note, _open(told))), " ")
    if silent := SILENT.get(component.state):
        return [label, silent, "–", "–"]
    return [
        label,
        units.points(component.shown_tenths),
        units.weight(component.weight_bp),
        units.per_cent(component.coverage),
    ]


def _open(told: Ledger) -> str:
    if told.high <= told.low:
        return ""
    return f"from {units.points(told.low)} to {units.points(told.high)} while figures are missing"


def _figures(told: Ledger) -> Iterator[str]:
    component = told.component
    if told.lines:
        yield f"**{inline(component.label)}**: {_share(component)}"
        yield table(
            ("Figure", "Reading", f"{_scale(component)} (of 100)", "Points", "Of", "Read, source"),
            map(_line, told.lines),
        )
        yield _spread(told)
    elif told.wakes:
        yield f"**{inline(component.label)}**: {inline(component.note)}; {told.wakes}."
    yield bullets(_left_out(left, told) for left in told.left_out if not told.wakes or left.reading)


def _share(component: Component) -> str:
    points, most = units.points(component.shown_tenths), units.weight(component.weight_bp)
    return f"{points} of {most} points"


def _scale(component: Component) -> str:
    return {"quality": "Met", "freshness": "Left"}.get(component.key, "Curve")


def _line(line: SignalLine) -> list[str]:
    at = line.signal.normalised if line.is_known else line.counted_at
    return [
        inline(line.signal.label),
        inline(line.reading) if line.is_known else _missing(line),
        units.of_hundred(at or 0),
        units.points(line.tenths),
        units.weight(line.most),
        _read(line),
    ]


def _missing(line: SignalLine) -> str:
    counted = f"counted as {units.of_hundred(line.counted_at or 0)} of 100"
    return f"{inline(line.reading)} ({joined((inline(line.signal.note), counted), ': ')})"


def _read(line: SignalLine) -> str:
    signal = line.signal
    day = units.day(signal.observed_at) if signal.observed_at else ""
    if not day and line.is_known and not signal.source:
        day = "this record"
    gain = f"known, it adds {units.points(line.gain)} points at most" if line.gain else ""
    left = f"it leaves {units.points(line.open)} open" if line.open else ""
    missing = () if line.is_known else (gain, left)
    return joined((*missing, joined((day, mention(signal.source)), ", "))) or "–"


def _spread(told: Ledger) -> str:
    between = (
        f"Between {units.points(told.low)} and {units.points(told.high)} points, depending on what"
        " is missing."
        if told.high > told.low
        else ""
    )
    give = f"Give or take {units.points(told.sd)}, one standard deviation." if told.sd else ""
    return joined((between, give), " ")


def _left_out(left: LeftOut, told: Ledger) -> str:
    label = inline(left.signal.label)
    if not told.wakes:
        return f"{label}: does not apply, {inline(left.reason)}"
    day = left.signal.observed_at
    until = f", until {units.day(day)}" if day else ""
    return f"{label}: {inline(left.reading)} so far{until}"


def _bracketed(*notes: str) -> str:
    told = joined(map(inline, notes))
    return f"({told})" if told else ""
