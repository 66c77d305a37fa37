"""Brings the formula that the project ships into the database, as rows editors can read."""

from django.db import transaction

from ranking.formula import (
    CRITERIA,
    FIRST_VERSION,
    FLAGS,
    TYPES,
    Criterion,
    definition,
    digest,
    half_life_of,
    signals_of,
    weights_of,
)
from ranking.models import (
    Formula,
    FormulaState,
    QualityCriterion,
    SignalDefinition,
    WeightProfile,
)


@transaction.atomic
def ensure_formula() -> Formula:
    """The active formula; on a fresh database the shipped one, with its rows. Changes no row."""
    if active := Formula.objects.filter(state=FormulaState.ACTIVE).first():
        return active
    record = definition()
    formula = Formula.objects.create(
        version=FIRST_VERSION,
        definition=record,
        sha256=digest(record),
        state=FormulaState.ACTIVE,
    )
    profiles = [_profile(type_key) for type_key in TYPES]
    WeightProfile.objects.bulk_create(profiles, ignore_conflicts=True)
    signals = [signal for type_key in TYPES for signal in _signals(type_key)]
    SignalDefinition.objects.bulk_create(signals, ignore_conflicts=True)
    criteria = [_criterion(criterion) for criterion in (*CRITERIA, *FLAGS)]
    QualityCriterion.objects.bulk_create(criteria, ignore_conflicts=True)
    return formula


def _profile(type_key: str) -> WeightProfile:
    half_life = half_life_of(type_key)
    return WeightProfile(type_key=type_key, half_life=half_life, **weights_of(type_key))


def _signals(type_key: str) -> list[SignalDefinition]:
    return [
        SignalDefinition(type_key=type_key, signal=signal, weight=weight)
        for signal, weight in signals_of(type_key).items()
    ]


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
