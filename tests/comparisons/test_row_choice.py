"""Which rows of a comparison are shown, and how an address spells that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.cells import UNKNOWN, Cell, Row, RowGroup
from comparisons.row_choice import RowChoice, chosen, known_names, shown_rows
from comparisons.rows import layout
from comparisons.table import compare
from tests.comparisons.facts_builders import subject
from tests.comparisons.test_table import spec

LAYOUT = (("rank", ("rank", "component-quality")), ("record", ("licence", "lifecycle")))
GROUPS = (
    RowGroup(
        "rank",
        "Rank",
        (
            Row("rank", "Rank", (Cell("60 / 100"), Cell("50 / 100"))),
            Row("component-quality", "Quality", (UNKNOWN, UNKNOWN)),
        ),
    ),
    RowGroup("own", "Under your own weights", (Row("own-total", "Total", (UNKNOWN, UNKNOWN)),)),
    RowGroup(
        "record",
        "Terms",
        (
            Row("licence", "Licence", (Cell("MIT", notes=("cited",)), Cell("MIT"))),
            Row("lifecycle", "Lifecycle", (Cell("Active"), Cell("Retired"))),
        ),
    ),
)


def keys(choice: RowChoice) -> list[str]:
    return [row.key for group in shown_rows(GROUPS, choice).groups for row in group.rows]


@pytest.mark.parametrize(
    ("names", "spelled"),
    [
        (["lifecycle", "rank"], ("rank", "lifecycle")),
        (["licence", "lifecycle"], ("record",)),
        (["record", "licence"], ("record",)),
        (["rank-row"], ("rank-row",)),
        (["rank", "licence", "lifecycle"], ()),
        (["nothing"], ()),
        ([], ()),
    ],
)
def test_choice_has_one_spelling(names: list[str], spelled: tuple[str, ...]) -> None:
    assert chosen(names, LAYOUT) == spelled


@given(st.lists(st.sampled_from(known_names(LAYOUT))))
def test_spelling_of_a_spelling_is_itself(names: list[str]) -> None:
    spelled = chosen(names, LAYOUT)

    assert chosen(spelled, LAYOUT) == spelled


@pytest.mark.parametrize(
    ("choice", "shown"),
    [
        (RowChoice(), ["rank", "component-quality", "own-total", "licence", "lifecycle"]),
        (RowChoice(names=("record",)), ["licence", "lifecycle"]),
        (RowChoice(names=("rank-row", "licence")), ["rank", "own-total", "licence"]),
        (RowChoice(names=("component-quality",)), ["component-quality"]),
        (RowChoice(differences=True), ["rank", "lifecycle"]),
        (RowChoice(differences=True, names=("licence",)), []),
    ],
)
def test_choice_shows_its_rows(choice: RowChoice, shown: list[str]) -> None:
    assert keys(choice) == shown


def test_rows_that_are_alike_are_named_where_differences_leave_them_out() -> None:
    shown = shown_rows(GROUPS, RowChoice(differences=True))

    assert shown.alike == ("Quality", "Total", "Licence")
    assert (shown.shown, shown.total) == (2, 5)
    assert shown_rows(GROUPS, RowChoice()).alike == ()


def test_layout_names_the_rows_of_the_table() -> None:
    subjects = [subject("alpha", specs=(spec(), spec(key="no_value", value=None))), subject("beta")]

    found = layout(one.specs for one in subjects)

    table = [(g.key, tuple(row.key for row in g.rows)) for g in compare(subjects).groups]
    assert list(found) == table
