"""Every rule of formulas, epochs and adjustments that the database keeps, refused by name."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from ranking.models import Adjustment, Epoch, Formula, WeightProfile
from ranking.services.formulas import copy_formula
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("epoch")]

Write = Callable[[], Any]
DAY = date(2026, 6, 2)
WEIGHTS = {"adoption": 2000, "quality": 2000, "ecosystem": 2000, "match": 2000, "freshness": 2000}


def refused_by(write: Write) -> str:
    """The constraint or trigger that refuses what `write` does."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        write()
    return str(getattr(error.value.__cause__, "diag").constraint_name)  # noqa: B009


def adjustment(**fields: Any) -> Write:
    values = {"tenths": 5, "reason": "A test.", "starts_on": DAY, "ends_on": DAY}
    return lambda: Adjustment.objects.create(
        **{"artifact": builders.artifact(), **values, **fields}
    )


def changed_adjustment(**fields: Any) -> Write:
    def write() -> None:
        ends_on = DAY + timedelta(days=5)
        made = adjustment(ends_on=ends_on)()
        Adjustment.objects.filter(pk=made.pk).update(**fields)

    return write


def formula(**fields: Any) -> Write:
    return lambda: Formula.objects.create(
        **{"version": "9.0.0", "state": "retired", "sha256": "x", **fields}
    )


def epoch(**fields: Any) -> Write:
    return lambda: Epoch.objects.create(formula=Formula.objects.get(), as_of=DAY, **fields)


def two_shadows() -> None:
    epoch(state="shadow")()
    epoch(state="shadow")()


def profile(**fields: Any) -> Write:
    def write() -> None:
        copy = copy_formula(formula=Formula.objects.active().get(), by=None)
        WeightProfile.objects.create(
            **{"formula": copy, "type_key": "other", "half_life": 100, **WEIGHTS, **fields}
        )

    return write


def sealed(write: Callable[[Any], Any]) -> Write:
    return lambda: write(Formula.objects.filter(state="active"))


def sealed_rows(write: Callable[[Any], Any]) -> Write:
    return lambda: write(WeightProfile.objects.filter(formula__state="active"))


def one_moved_to_a_sealed_formula() -> None:
    active = Formula.objects.active().get()
    copy = copy_formula(formula=active, by=None)
    copy.profiles.filter(type_key="model").update(formula=active, type_key="other")


RULES: list[tuple[str, Write]] = [
    ("adjustment_in_bounds", adjustment(tenths=0)),
    ("adjustment_in_bounds", adjustment(tenths=201)),
    ("adjustment_in_bounds", adjustment(tenths=-201)),
    ("adjustment_has_a_reason", adjustment(reason="")),
    ("adjustment_ends", adjustment(ends_on=DAY - timedelta(days=1))),
    ("adjustment_ends", adjustment(ends_on=DAY + timedelta(days=367))),
    ("adjustment_ends_earlier_only", changed_adjustment(tenths=6)),
    ("adjustment_ends_earlier_only", changed_adjustment(reason="Another.")),
    ("adjustment_ends_earlier_only", changed_adjustment(starts_on=DAY - timedelta(days=1))),
    ("adjustment_ends_earlier_only", changed_adjustment(ends_on=DAY + timedelta(days=6))),
    ("formula_one_active", formula(state="active")),
    ("formula_defined_once_sealed", formula(sha256="")),
    ("formula_sealed", sealed(lambda rows: rows.update(version="2.0.1"))),
    ("formula_sealed", sealed(lambda rows: rows.update(definition={}))),
    ("formula_sealed", sealed(lambda rows: rows.update(state="draft"))),
    ("formula_sealed", sealed(lambda rows: rows._raw_delete("default"))),
    ("epoch_one_active", epoch(state="active")),
    ("epoch_one_shadow", two_shadows),
    ("profile_once_per_type", profile(type_key="model")),
    ("profile_weights_sum_to_the_whole", profile(adoption=2001)),
    ("profile_half_life_in_bounds", profile(half_life=0)),
    ("profile_half_life_in_bounds", profile(half_life=731)),
    ("profile_of_a_draft", sealed_rows(lambda rows: rows.update(half_life=7))),
    ("profile_of_a_draft", sealed_rows(lambda rows: rows.delete())),
    ("profile_of_a_draft", one_moved_to_a_sealed_formula),
]


@pytest.mark.parametrize(("name", "write"), RULES)
def test_rule_is_kept_by_the_database(name: str, write: Write) -> None:
    assert refused_by(write) == name


@pytest.mark.parametrize("tenths", [-200, -1, 1, 200])
def test_adjustment_within_bounds_is_kept(tenths: int) -> None:
    assert adjustment(tenths=tenths, ends_on=DAY + timedelta(days=366))().pk


def test_adjustment_may_end_earlier() -> None:
    changed_adjustment(ends_on=DAY + timedelta(days=1))()

    assert Adjustment.objects.get().ends_on == DAY + timedelta(days=1)


def test_sealed_formula_is_not_deleted() -> None:
    Epoch.objects.update(formula=formula()())

    assert refused_by(lambda: Formula.objects.active().get().delete()) == "profile_of_a_draft"


@pytest.mark.parametrize("model", [Adjustment, Epoch, Formula, WeightProfile])
def test_every_rule_has_words_for_the_editor(model: type[models.Model]) -> None:
    for rule in model._meta.constraints:
        assert "violated" not in rule.get_violation_error_message(), rule.name


def test_rule_speaks_to_the_editor() -> None:
    row = WeightProfile(
        formula=Formula.objects.active().get(),
        type_key="other",
        half_life=100,
        **{**WEIGHTS, "match": 1},
    )

    with pytest.raises(ValidationError, match=r"The five weights of a type sum to 100 %\."):
        row.validate_constraints()
