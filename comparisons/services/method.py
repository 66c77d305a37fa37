"""The formula and the epoch at work, laid out for the methodology page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, Window

from catalog.enums import EditorialState, TypeGroup
from catalog.models import ArtifactType
from comparisons.method import rules
from comparisons.method.anchors import of_component
from comparisons.method.criteria import criteria_of
from comparisons.method.shapes import (
    AdjustmentEntry,
    Adjustments,
    ComponentName,
    EpochEntry,
    EpochMark,
    FormulaMark,
    GroupMethod,
    Methodology,
)
from comparisons.method.signals import Curves, adoption_of, signals_of
from comparisons.method.terms import half_lives, match_states, quartiles, types_of
from comparisons.method.together import together
from matchgraph.models import DemandWeek, EvidenceWeek
from ranking.formula import COMPONENTS, FALLBACK_TYPE, LABELS
from ranking.models import (
    Adjustment,
    Epoch,
    NormaliserTable,
    QualityCriterion,
    TypeTerms,
    adjustments,
)
from ranking.services.positions import COUNTED_UP_TO

MOST_EPOCHS = 12
MOST_ADJUSTMENTS = 100


@dataclass(frozen=True)
class AtWork:
    """The epoch at work with its formula, and whether any search has been counted."""

    epoch: Epoch | None
    has_evidence: bool


def at_work() -> AtWork:
    epoch = (
        Epoch.objects.active()
        .select_related("formula")
        .annotate(
            has_demand=Exists(DemandWeek.objects.all()),
            has_outcomes=Exists(EvidenceWeek.objects.all()),
        )
        .first()
    )
    counted = getattr(epoch, "has_demand", False) or getattr(epoch, "has_outcomes", False)
    return AtWork(epoch, bool(counted))


def methodology(now: AtWork) -> Methodology:
    """All that is told of the rank, in six queries."""
    types = list(ArtifactType.objects.all())
    terms = _terms(now.epoch, types)
    criteria = list(QualityCriterion.objects.order_by("-points", "code"))
    return Methodology(
        formula=_formula(now.epoch),
        epoch=_epoch(now.epoch),
        numbers=rules.numbers(),
        components=tuple(ComponentName(key, of_component(key), LABELS[key]) for key in COMPONENTS),
        types=types_of(terms),
        adoption=adoption_of(terms),
        signals=signals_of(terms, _curves(now.epoch)),
        curve_rules=rules.curve_rules(),
        criteria=criteria_of([one for one in criteria if one.points], types),
        flags=criteria_of([one for one in criteria if not one.points], types),
        backings=rules.backings(),
        match=rules.match_rules(has_evidence=now.has_evidence),
        places_counted_up_to=COUNTED_UP_TO,
        match_states=match_states(terms),
        half_lives=half_lives(terms),
        freshness=rules.freshness_rules(),
        quartiles=quartiles(terms),
        confidence=rules.confidence(),
        verdicts=rules.verdict_rules(_name_of(FALLBACK_TYPE, types)),
        groups=_groups(types),
        epochs=_epochs(),
        guards=rules.guard_rules(),
        adjustments=_adjustments(now.epoch),
    )


def _formula(epoch: Epoch | None) -> FormulaMark | None:
    if epoch is None:
        return None
    formula = epoch.formula
    return FormulaMark(formula.version, formula.sha256, formula.method)


def _epoch(epoch: Epoch | None) -> EpochMark | None:
    if epoch is None:
        return None
    since = epoch.switched_at.date() if epoch.switched_at else None
    return EpochMark(epoch.pk, epoch.as_of, epoch.fitted_on, since)


def _terms(
    epoch: Epoch | None, types: Sequence[ArtifactType]
) -> Sequence[tuple[ArtifactType, TypeTerms]]:
    """What the epoch froze, in the order of types."""
    rows = {row.type_key: row for row in TypeTerms.objects.filter(epoch=epoch)}
    return [(one, rows[one.key]) for one in types if one.key in rows]


def _curves(epoch: Epoch | None) -> Curves:
    rows = NormaliserTable.objects.filter(epoch=epoch)
    return {(row.type_key, row.signal): (row.table, row.n, row.basis) for row in rows}


def _name_of(key: str, types: Sequence[ArtifactType]) -> str:
    return next((one.plural for one in types if one.key == key), key)


def _groups(types: Sequence[ArtifactType]) -> tuple[GroupMethod, ...]:
    grouped = together((one.plural, one.group) for one in types)
    return tuple(GroupMethod(key, str(TypeGroup(key).label), labels) for key, labels in grouped)


def _epochs() -> tuple[EpochEntry, ...]:
    """Those that took over, the latest first."""
    taken_over = Epoch.objects.filter(switched_at__isnull=False).select_related("formula")
    return tuple(_entry(epoch) for epoch in taken_over.order_by("-switched_at")[:MOST_EPOCHS])


def _entry(epoch: Epoch) -> EpochEntry:
    report = epoch.last_report
    return EpochEntry(
        number=epoch.pk,
        since=epoch.switched_at.date() if epoch.switched_at else None,
        formula=epoch.formula.version,
        fitted_on=epoch.fitted_on,
        note=epoch.note,
        is_waived=bool(epoch.waived),
        effect=report.effect if report else None,
    )


def _adjustments(epoch: Epoch | None) -> Adjustments:
    """Those that count on the epoch's day, of published artifacts."""
    in_force = Adjustment.objects.none()
    if epoch:
        in_force = Adjustment.objects.filter(
            artifact__state=EditorialState.PUBLISHED,
            starts_on__lte=epoch.as_of,
            ends_on__gt=epoch.as_of,
        )
    rows = list(
        in_force.order_by("-starts_on", "-pk")
        .annotate(number=Window(Count("pk")), slug=F("artifact__slug"), name=F("artifact__name"))
        .values("number", "slug", "name", "tenths", "reason", "ends_on")[:MOST_ADJUSTMENTS]
    )
    return Adjustments(
        most_tenths=adjustments.MOST_TENTHS,
        most_days=adjustments.MOST_DAYS,
        number=rows[0]["number"] if rows else 0,
        entries=tuple(_adjustment(row) for row in rows),
    )


def _adjustment(row: Mapping[str, Any]) -> AdjustmentEntry:
    return AdjustmentEntry(
        slug=row["slug"],
        name=row["name"],
        tenths=row["tenths"],
        reason=row["reason"],
        until=row["ends_on"] - timedelta(days=1),
    )
