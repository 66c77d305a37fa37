from comparisons.breakdown import signal_lines
from ranking.explanation import SignalState
from tests.comparisons.facts_builders import component, signal


def test_lines_add_up_to_the_component_and_stand_heaviest_first() -> None:
    parts = (
        signal(key="a", weight=20, part=100_000),
        signal(key="b", weight=50, part=500_000),
        signal(key="c", weight=30, part=111_374),
    )

    lines = signal_lines(component(signals=parts))

    assert [(line.signal.key, line.tenths, line.most) for line in lines] == [
        ("b", 188, "18.8"),
        ("c", 42, "11.3"),
        ("a", 37, "7.5"),
    ]
    assert sum(line.tenths for line in lines) == 267


def test_line_reads_as_figure_criterion_or_reason() -> None:
    parts = (
        signal(key="a", raw=17_161),
        signal(key="b", raw=None, normalised=1_000_000),
        signal(key="c", raw=None, normalised=0, part=0),
        signal(key="d", raw=None, normalised=333_333),
        signal(key="e", raw=None, normalised=None, state=SignalState.UNKNOWN),
        signal(key="f", raw=None, normalised=None, part=0, state=SignalState.NA),
    )

    lines = signal_lines(component(signals=parts))

    assert [line.reading for line in lines] == [
        *("17,161", "Met", "Not met", "Met to 33 %", "Unknown", "Does not apply"),
    ]
    assert [line.is_known for line in lines] == [True, True, True, True, False, False]
