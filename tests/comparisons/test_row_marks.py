"""Bars on the scale of their row, and which side a figure speaks for."""

from decimal import Decimal

import pytest

from comparisons.cells import UNKNOWN, Cell, Row
from comparisons.row_marks import marked, scaled

ALIKE = ("model", "model", "model")


def cell(figure: str, unit: str = "tokens", **fields: object) -> Cell:
    return Cell(figure, figure=Decimal(figure), unit=unit, **fields)  # type: ignore[arg-type]


def row(*cells: Cell) -> Row:
    return Row("spec-context", "Context", cells)


def shares(one: Row) -> list[int | None]:
    return [cell.share for cell in scaled(one).cells]


def marks(one: Row, better: str = "higher", groups: tuple[str, ...] = ALIKE) -> list[str]:
    return [cell.mark for cell in marked(one, better, groups).cells]


def test_bars_are_scaled_to_the_largest_of_the_row() -> None:
    assert shares(row(cell("262144"), cell("131072"), UNKNOWN)) == [1_000_000, 500_000, None]


@pytest.mark.parametrize(
    "cells",
    [
        (cell("1"), UNKNOWN),
        (cell("1", "bytes"), cell("2", "tokens")),
        (cell("0"), cell("0")),
        (cell("-1"), cell("2")),
    ],
)
def test_figures_without_a_common_scale_have_no_bar(cells: tuple[Cell, ...]) -> None:
    assert shares(row(*cells)) == [None, None]


def test_bar_of_another_scale_is_kept() -> None:
    assert shares(row(cell("5", share=7), cell("10"), cell("20"))) == [7, 500_000, 1_000_000]


@pytest.mark.parametrize(
    ("better", "shown"),
    [("higher", ["", "Better: higher"]), ("lower", ["Better: lower", ""]), ("none", ["", ""])],
)
def test_mark_goes_by_the_specification(better: str, shown: list[str]) -> None:
    assert marks(row(cell("1"), cell("2")), better, ("model", "model")) == shown


def test_mark_among_three_names_the_best_of_those_known() -> None:
    assert marks(row(cell("1"), cell("2"), cell("2"))) == ["", "Best: highest", "Best: highest"]
    assert marks(row(cell("1"), cell("2"), UNKNOWN)) == ["", "Better: higher of those known", ""]


@pytest.mark.parametrize(
    ("cells", "groups"),
    [
        ((cell("1"), cell("2")), ("model", "dataset")),
        ((cell("2"), cell("2")), ("model", "model")),
        ((cell("1"), cell("2", disputed=True)), ("model", "model")),
        ((cell("1", "bytes"), cell("2")), ("model", "model")),
        ((cell("1"), UNKNOWN), ("model", "model")),
    ],
)
def test_no_side_is_marked_where_nothing_is_settled(
    cells: tuple[Cell, ...], groups: tuple[str, ...]
) -> None:
    assert marks(row(*cells), "higher", groups) == ["", ""]


def test_third_of_another_type_group_does_not_keep_two_from_their_mark() -> None:
    groups = ("model", "dataset", "model")

    assert marks(row(cell("1"), UNKNOWN, cell("2")), "higher", groups) == ["", "", "Better: higher"]
