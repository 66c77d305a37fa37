"""Prices of many offerings at once: what changed is closed and opened, the rest is not touched.

The same rules as `pricing.record_price`, for a whole file: rows are append-only, an older reading
never replaces a newer one, and what an editor entered or holds is asked about, never overwritten.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from catalog.models import Offering, Price
from catalog.services.importing.artifacts import BATCH
from catalog.services.importing.offerings import Served
from catalog.services.importing.scope import Scope
from catalog.services.reviewing import price_question
from catalog.sources.rows import PriceRow
from catalog.units import within_bounds

Line = tuple[str, str, str]
Range = tuple[int, int | None]


@dataclass(slots=True)
class _Plan:
    close: list[int] = field(default_factory=list)
    open: list[Price] = field(default_factory=list)


def apply_prices(scope: Scope, served: Iterable[Served]) -> None:
    """Bring the prices of these offerings in step with the file.

    A line the source no longer gives is closed: what is missing is unknown.
    """
    served = list(served)
    stored = _stored(scope.moment, [offering.pk for offering, _, _ in served])
    plan = _Plan()
    for offering, row, artifact_row in served:
        before = len(plan.close), len(plan.open)
        _plan_offering(scope, plan, offering, row.prices, stored.get(offering.pk, []))
        if before != (len(plan.close), len(plan.open)):
            scope.changed(artifact_row)
    Price.objects.filter(pk__in=plan.close).update(valid_to=scope.moment)
    Price.objects.bulk_create(plan.open, batch_size=BATCH)
    scope.report.written["prices_closed"] += len(plan.close)
    scope.report.written["prices_opened"] += len(plan.open)


def _stored(moment: datetime, offerings: list[int]) -> dict[int, list[Price]]:
    """Open prices, and closed ones that held beyond the moment: those say we come late."""
    still = Q(valid_to__isnull=True) | Q(valid_to__gt=moment)
    prices: dict[int, list[Price]] = defaultdict(list)
    for price in Price.objects.filter(still, offering__in=offerings).order_by("pk"):
        prices[price.offering_id].append(price)
    return prices


def _plan_offering(
    scope: Scope,
    plan: _Plan,
    offering: Offering,
    told: tuple[PriceRow, ...],
    stored: list[Price],
) -> None:
    plausible = {(_line(row), _range(row)): row for row in told if _plausible(scope, offering, row)}
    doubtful = {(_line(row), _range(row)) for row in told} - set(plausible)
    staying, same = [], set()
    for price in stored:
        key = _line(price), _range(price)
        row = plausible.get(key)
        if row is not None and not price.valid_to and _terms(row) == _terms(price):
            same.add(key)
            staying.append(price)
        elif key in doubtful or not _may_close(scope, offering, price, row, plausible.values()):
            staying.append(price)
        else:
            plan.close.append(price.pk)
    for key, row in plausible.items():
        if key not in same and _has_room(scope, offering, row, staying):
            plan.open.append(_new(scope, offering, row))


def _line(price: Price | PriceRow) -> Line:
    return price.component, price.unit, price.mode


def _range(price: Price | PriceRow) -> Range:
    return price.context_min, price.context_max


def _terms(price: Price | PriceRow) -> tuple[str, Decimal | None, str, str]:
    return price.kind, price.amount, price.currency, price.tier_mode


def _plausible(scope: Scope, offering: Offering, row: PriceRow) -> bool:
    """Whether the amount lies within its bounds; if not, an editor is asked and nothing changes."""
    if row.amount is None or within_bounds(row.component, row.unit, row.amount):
        return True
    _ask(scope, offering, row, f"of {row.amount.normalize():f} {row.currency} is out of bounds")
    return False


def _ask(scope: Scope, offering: Offering, row: PriceRow, why: str) -> None:
    line = ("component", "unit", "mode", "context_min", "context_max")
    terms = ("kind", "amount", "currency", "tier_mode")
    offering.artifact = scope.artifact(offering.artifact_id)
    scope.ask(
        price_question(
            offering=offering,
            line={name: getattr(row, name) for name in line},
            terms={name: getattr(row, name) for name in terms},
            why=why,
            source=scope.source,
            valid_from=scope.moment,
        )
    )
    scope.report.notes["prices held for an editor"] += 1


def _is_held(offering: Offering, price: Price) -> bool:
    return price.entered_by_id is not None or "prices" in offering.held_fields


def _may_close(
    scope: Scope,
    offering: Offering,
    price: Price,
    row: PriceRow | None,
    told: Iterable[PriceRow],
) -> bool:
    """Whether the file ends this price: it is open, begun, no editor's, and not told any more.

    Another source's price ends only by a later price in its place.
    """
    if price.valid_to or _is_held(offering, price) or scope.moment < price.valid_from:
        return False
    if price.source_id == scope.source.pk:
        return True
    later = scope.moment > price.valid_from
    return later and (row is not None or any(_overlap(price, other) for other in told))


def _has_room(scope: Scope, offering: Offering, row: PriceRow, staying: list[Price]) -> bool:
    """Whether no price that stays holds on this line already."""
    holding = [price for price in staying if _overlap(price, row)]
    if any(_is_held(offering, price) for price in holding):
        _ask(scope, offering, row, "differs from the one an editor holds")
    elif holding:
        scope.report.notes["prices older than, or as old as, those of another reading"] += 1
    return not holding


def _overlap(price: Price | PriceRow, other: Price | PriceRow) -> bool:
    if _line(price) != _line(other):
        return False
    ends = [end for end in (price.context_max, other.context_max) if end is not None]
    return not ends or max(price.context_min, other.context_min) <= min(ends)


def _new(scope: Scope, offering: Offering, row: PriceRow) -> Price:
    return Price(
        offering=offering,
        component=row.component,
        unit=row.unit,
        mode=row.mode,
        context_min=row.context_min,
        context_max=row.context_max,
        tier_mode=row.tier_mode,
        kind=row.kind,
        amount=row.amount,
        currency=row.currency,
        valid_from=scope.moment,
        seen_at=scope.moment,
        source=scope.source,
    )
