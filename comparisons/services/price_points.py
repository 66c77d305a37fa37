"""The artifacts of one type with their ranks and the lowest prices that are asked for them."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Max, Min, Q

from catalog.enums import EditorialState, OfferingStatus, PriceKind, PriceMode
from catalog.models import ArtifactType, Price
from comparisons.charts.prices import Line, Priced
from comparisons.prices import HOME_CURRENCY, LEADING
from comparisons.prices import Price as Asked
from ranking.models import Score

MOST = 500
SERVED = (OfferingStatus.ACTIVE, OfferingStatus.PREVIEW)
COLUMNS = ("artifact_id", "artifact__slug", "artifact__name", "tenths")


def priced(shown: ArtifactType) -> list[Priced]:
    """The `MOST` highest ranked, highest first, in two queries."""
    published = Score.objects.of_type(shown.pk).filter(artifact__state=EditorialState.PUBLISHED)
    rows = list(published.in_order().values_list(*COLUMNS)[:MOST])
    lowest, providers = _lowest([row[0] for row in rows])
    return [
        Priced(slug, name, tenths, lowest.get(pk, {}), providers.get(pk, {}))
        for pk, slug, name, tenths in rows
    ]


def _lowest(ids: list[int]) -> tuple[dict[int, dict[Line, Asked]], dict[int, dict[Line, int]]]:
    """By artifact and line: the lowest open standard amount, and how many providers ask one."""
    lines = Q()
    for component, unit in LEADING:
        lines |= Q(component=component, unit=unit)
    rows = (
        Price.objects.filter(lines, offering__artifact__in=ids, offering__status__in=SERVED)
        .filter(valid_to__isnull=True, mode=PriceMode.STANDARD, context_min=0)
        .filter(kind=PriceKind.AMOUNT, currency=HOME_CURRENCY)
        .order_by()
        .values("offering__artifact", "component", "unit")
        .annotate(
            amount=Min("amount"),
            providers=Count("offering__provider", distinct=True),
            seen_at=Max("seen_at"),
        )
    )
    lowest: dict[int, dict[Line, Asked]] = defaultdict(dict)
    providers: dict[int, dict[Line, int]] = defaultdict(dict)
    for row in rows:
        line = row["component"], row["unit"]
        lowest[row["offering__artifact"]][line] = _asked(row)
        providers[row["offering__artifact"]][line] = row["providers"]
    return lowest, providers


def _asked(row: Mapping[str, Any]) -> Asked:
    return Asked(
        provider="",
        component=row["component"],
        component_label=row["component"].capitalize(),
        unit=row["unit"],
        mode=PriceMode.STANDARD,
        mode_label=PriceMode.STANDARD.label,
        kind=PriceKind.AMOUNT,
        amount=row["amount"],
        currency=HOME_CURRENCY,
        seen_on=row["seen_at"].date(),
        source=None,
    )
