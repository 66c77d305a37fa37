"""What may be said of two artifacts, and how it is shown beside their comparison."""

from datetime import date
from itertools import product

import pytest

from comparisons.deciding import Change, values_of
from comparisons.editorial import (
    NamedRow,
    Words,
    Written,
    editorial,
    ordering_words,
    problems_of,
)
from comparisons.facts import Licence, TypeFact
from comparisons.table import compare
from ranking.formula import TYPES, group_of
from tests.comparisons.facts_builders import DATASET, subject

ALIKE = compare([subject("alpha"), subject("beta")])
CROSS = compare([subject("alpha"), subject("beta", type=DATASET)])
WORDS = Words("you want the one that runs here.", "you want the one that runs there.")


def words(**fields: str) -> Words:
    return Words(
        **{"choose_first": WORDS.choose_first, "choose_second": WORDS.choose_second} | fields
    )


def written(**fields: object) -> Written:
    values: dict[str, object] = {
        "choose": (WORDS.choose_first, WORDS.choose_second),
        "summary": "",
        "rows": ("licence",),
        "values": values_of(ALIKE, ["licence"]),
        "author": "Kim Ode",
        "written_on": date(2026, 6, 3),
    }
    return Written(**values | fields)  # type: ignore[arg-type]


def test_fair_words_on_a_row_have_no_problem() -> None:
    assert problems_of(WORDS, ["licence"], ALIKE) == {}


@pytest.mark.parametrize(
    ("said", "field", "told"),
    [
        ({"choose_first": ""}, "choose_first", "Write 20 to 600 characters; these are 0."),
        (
            {"choose_second": "x" * 601},
            "choose_second",
            "Write 20 to 600 characters; these are 601.",
        ),
        ({"summary": "x" * 1501}, "summary", "Write at most 1,500 characters; these are 1,501."),
        (
            {"choose_first": "You want the one that runs THERE."},
            "choose_second",
            "Say something else than for the first.",
        ),
        (
            {"choose_second": "x" * 97},
            "choose_first",
            "Beta gets more than 3 times as many words as Alpha: say about as much for both.",
        ),
    ],
)
def test_words_are_refused_with_what_to_do(said: dict[str, str], field: str, told: str) -> None:
    assert problems_of(words(**said), ["licence"], ALIKE) == {field: told}


def test_longer_side_may_say_three_times_as_much() -> None:
    assert len(WORDS.choose_first) == 32
    assert problems_of(words(choose_second="x" * 96), ["licence"], ALIKE) == {}


def test_verdict_without_a_deciding_row_is_refused() -> None:
    assert problems_of(WORDS, [], ALIKE) == {
        "deciding_rows": "Choose at least one row that decides."
    }


def test_verdict_on_a_row_that_is_gone_is_refused() -> None:
    assert problems_of(WORDS, ["licence", "spec-context_tokens"], ALIKE) == {
        "deciding_rows": "No longer a row of this comparison: Context tokens."
    }


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("you want the better of the two.", "better"),
        ("you want the WINNER of the two.", "WINNER"),
        ("it ranks\nhigher than the other.", "ranks higher"),
        ("it leads the other in everything.", "leads"),
        ("it is ahead of the other by far.", "ahead of"),
    ],
)
def test_ordering_word_is_refused_across_types(text: str, word: str) -> None:
    assert problems_of(words(choose_first=text), ["licence"], CROSS) == {
        "choose_first": f"“{word}” puts one before the other, and these two are of different "
        "types: say instead what each is for."
    }


def test_ordering_word_in_the_summary_is_refused_across_types() -> None:
    assert ordering_words(words(summary="Alpha beats Beta."), CROSS) == {"summary": "beats"}


@pytest.mark.parametrize(
    "text",
    [
        "it leads to what the other is for.",
        "you have twins, or a letterbetter.",
        "you train on it what others run.",
    ],
)
def test_word_that_orders_nothing_is_kept_across_types(text: str) -> None:
    assert ordering_words(words(choose_first=text), CROSS) == {}


def test_name_of_an_artifact_orders_nothing() -> None:
    named = compare([subject("a", name="Better Data"), subject("b", type=DATASET)])

    assert ordering_words(words(choose_first="Better Data is what you train on."), named) == {}


def test_ordering_word_may_be_said_inside_a_type() -> None:
    better = words(choose_first="you want the better licence of both.")

    assert problems_of(better, ["licence"], ALIKE) == {}


@pytest.mark.parametrize(("one", "other"), list(product(TYPES, TYPES)))
def test_nothing_that_orders_is_ever_shown_across_type_groups(one: str, other: str) -> None:
    kinds = [TypeFact(key, key, f"{key}s", group_of(key)) for key in (one, other)]
    compared = compare([subject("alpha", type=kinds[0]), subject("beta", type=kinds[1])])

    shown = editorial(written(summary="Alpha is the winner."), compared)

    assert (shown is None) == (group_of(one) != group_of(other))


def test_editorial_shows_its_rows_by_their_names_and_nothing_changed() -> None:
    shown = editorial(written(), ALIKE)

    assert shown is not None
    assert (shown.rows, shown.changed) == ((NamedRow("licence", "Licence"),), ())


def test_editorial_shows_what_changed_since() -> None:
    now = compare([subject("alpha", licence=Licence("MIT", "")), subject("beta")])

    shown = editorial(written(), now)

    assert shown is not None
    assert shown.changed == (Change("licence", "Licence", 0, "Unknown", "MIT"),)


def test_nothing_written_is_nothing_shown() -> None:
    assert editorial(None, ALIKE) is None
