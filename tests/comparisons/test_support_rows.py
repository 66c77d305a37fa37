"""Who can do what, as rows: what nobody described is told apart from a no."""

from comparisons.alignment import align
from comparisons.cells import CellState, RowGroup
from comparisons.support_rows import shared_areas, support_groups
from tests.comparisons.facts_builders import capability


def told(groups: tuple[RowGroup, ...]) -> dict[str, list[str]]:
    return {row.key: [cell.text for cell in row.cells] for group in groups for row in group.rows}


def test_every_capability_has_a_row_by_its_area() -> None:
    ours = [capability("code.review"), capability("data.cleaning", support="partial")]
    theirs = [capability("text.summary"), capability("code.review", limitations=("Slow",))]

    groups = support_groups(align([ours, theirs, []]))

    assert [(group.key, group.label) for group in groups] == [
        ("code", "Code"),
        ("data", "Data"),
        ("text", "Text"),
    ]
    assert told(groups) == {
        "can-code.review": ["Yes", "Yes", "Not described"],
        "can-data.cleaning": ["In part", "Not described", "Not described"],
        "can-text.summary": ["Not described", "Yes", "Not described"],
    }
    assert groups[0].rows[0].cells[1].notes == ("1 limit",)
    assert groups[0].rows[0].anchor == "capability-code.review"


def test_no_unknown_and_not_described_are_three_states() -> None:
    lists = [
        [capability("a", support="no", support_label="No")],
        [capability("a", support="unknown", support_label="Unknown")],
        [],
    ]

    (row,) = support_groups(align(lists))[0].rows

    assert [cell.state for cell in row.cells] == [
        CellState.NO,
        CellState.UNKNOWN,
        CellState.NONE,
    ]


def test_shared_capabilities_are_kept_by_area() -> None:
    keys = ["code.a", "data.b", "code.c"]

    areas = shared_areas(align([[capability(key) for key in keys] for _ in range(2)]))

    assert [(area.label, [one.key for one in area.shared]) for area in areas] == [
        ("Code", ["code.a", "code.c"]),
        ("Data", ["data.b"]),
    ]


def test_forty_a_side_are_all_there() -> None:
    lists = [[capability(f"area-{n % 5}.{side}-{n}") for n in range(40)] for side in ("one", "two")]

    groups = support_groups(align(lists))

    assert [len(group.rows) for group in groups] == [16] * 5
