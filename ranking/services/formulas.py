"""Versions of the formula: the shipped one, copies of it, and the moment one is sealed."""

from django.db import transaction

from ranking.formula import (
    COMPONENTS,
    CRITERIA,
    FIRST_VERSION,
    FLAGS,
    TYPES,
    Criterion,
    definition,
    digest,
    half_life_of,
    method,
    next_version,
    weights_of,
)
from ranking.models import Formula, FormulaState, QualityCriterion, WeightProfile

METHOD = digest(method())


class FormulaRefused(Exception):
    """What was asked cannot be done to this formula; the message tells why."""


@transaction.atomic
def ensure_formula() -> Formula:
    """The active formula, as this version of the program computes it.

    On a fresh database the shipped one. Where the active one was made for another method, a new
    version takes its place, with the same weights.
    """
    active = Formula.objects.active().first()
    if active and active.method == METHOD:
        return active
    formula = _draft(active)
    if active:
        Formula.objects.filter(pk=active.pk).update(state=FormulaState.RETIRED)
    _bring_criteria()
    return seal(formula=formula, state=FormulaState.ACTIVE)


@transaction.atomic
def copy_formula(*, formula: Formula, by: int | None, note: str = "") -> Formula:
    """A draft with the same weights, under the next version that is free."""
    copy = Formula.objects.create(
        version=_free_version(),
        based_on=formula,
        note=note,
        created_by_id=by,
    )
    _copy_profiles(formula, copy)
    return copy


@transaction.atomic
def seal(*, formula: Formula, state: FormulaState) -> Formula:
    """Write the definition down; from here on nothing of the formula changes.

    Raises FormulaRefused where it is sealed already, or has the weights of the one it copies.
    """
    draft = Formula.objects.select_for_update().get(pk=formula.pk)
    if not draft.is_draft:
        raise FormulaRefused(f"Formula {draft.version} is sealed already.")
    record = _definition(draft)
    draft.definition = record
    draft.sha256 = digest(record)
    draft.method = METHOD
    draft.state = state
    draft.save()
    return draft


def same_weights(one: Formula, other: Formula) -> bool:
    return _weights(one) == _weights(other)


def _draft(previous: Formula | None) -> Formula:
    """A draft of the program's method: weights of the previous formula, or the shipped ones."""
    version = _free_version() if previous else FIRST_VERSION
    note = "Shipped with the program."
    formula = Formula.objects.create(version=version, based_on=previous, note=note)
    if previous:
        _copy_profiles(previous, formula)
    known = set(formula.profiles.values_list("type_key", flat=True))
    WeightProfile.objects.bulk_create(
        WeightProfile(formula=formula, type_key=key, half_life=half_life_of(key), **weights_of(key))
        for key in TYPES
        if key not in known
    )
    return formula


def _copy_profiles(formula: Formula, copy: Formula) -> None:
    columns = ["type_key", *COMPONENTS, "half_life"]
    WeightProfile.objects.bulk_create(
        WeightProfile(formula=copy, **row) for row in formula.profiles.values(*columns)
    )


def _free_version() -> str:
    versions = [*Formula.objects.values_list("version", flat=True), FIRST_VERSION]
    latest = max(versions, key=lambda version: int(version.split(".")[0]))
    return next_version(latest)


def _definition(formula: Formula) -> dict[str, object]:
    profiles = list(formula.profiles.all())
    return definition(
        {p.type_key: {key: getattr(p, key) for key in COMPONENTS} for p in profiles},
        {p.type_key: p.half_life for p in profiles},
    )


def _weights(formula: Formula) -> set[tuple[object, ...]]:
    return set(formula.profiles.values_list("type_key", *COMPONENTS, "half_life"))


def _bring_criteria() -> None:
    rows = [_criterion(criterion) for criterion in (*CRITERIA, *FLAGS)]
    written = [f.name for f in QualityCriterion._meta.fields if f.name != "code"]
    QualityCriterion.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=written
    )


def _criterion(criterion: Criterion) -> QualityCriterion:
    return QualityCriterion(
        code=criterion.code,
        label=criterion.label,
        help=criterion.help,
        improve=criterion.improve,
        points=criterion.points,
        applies_to=list(criterion.applies_to),
        evaluator=criterion.evaluator,
        parameters=dict(criterion.parameters),
    )
