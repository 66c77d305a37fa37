"""Prices are closed and opened, never rewritten."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction

from catalog.enums import PriceKind, PriceMode, TierMode
from catalog.models import Offering, Price, Source


class PriceRefused(Exception):
    """The price cannot stand beside those already there; the message tells why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLine:
    """What is priced: a component in a unit, for a mode and a range of prompt sizes."""

    component: str
    unit: str
    mode: str = PriceMode.STANDARD
    context_min: int = 0
    context_max: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceTerms:
    """What it costs: `amount` in `currency` per unit, or a kind that is not a number."""

    kind: str = PriceKind.AMOUNT
    amount: Decimal | None = None
    currency: str = "USD"
    tier_mode: str = TierMode.WHOLE_REQUEST


@transaction.atomic
def record_price(
    *,
    offering: Offering,
    line: PriceLine,
    terms: PriceTerms,
    valid_from: datetime,
    seen_at: datetime,
    source: Source | None = None,
    entered_by: AbstractBaseUser | None = None,
) -> tuple[Price, bool]:
    """Open a price on a line, closing the one that held before; the same terms change nothing.

    Returns the open price and whether it is new. Raises PriceRefused where the new price would
    begin before the open one, or its context range overlaps another open line.
    """
    Offering.objects.select_for_update().get(pk=offering.pk)
    current = offering.prices.open().filter(**_columns(line)).first()
    if current and _terms(current) == terms:
        return current, False
    if current:
        close_price(price=current, at=valid_from)
    price = Price(
        offering=offering,
        valid_from=valid_from,
        seen_at=seen_at,
        source=source,
        entered_by_id=entered_by.pk if entered_by else None,
        **_columns(line),
        kind=terms.kind,
        amount=terms.amount,
        currency=terms.currency,
        tier_mode=terms.tier_mode,
    )
    try:
        with transaction.atomic():
            price.save(force_insert=True)
    except IntegrityError as error:
        raise PriceRefused(_explain(error)) from error
    return price, True


def close_price(*, price: Price, at: datetime) -> None:
    """End an open price at a moment. Raises PriceRefused where it ends before it began."""
    if at < price.valid_from:
        raise PriceRefused(f"It has held since {price.valid_from:%Y-%m-%d %H:%M}; end it later.")
    if Price.objects.open().filter(pk=price.pk).update(valid_to=at) == 0:
        raise PriceRefused("This price is closed already.")
    price.valid_to = at


def retract_price(*, price: Price) -> None:
    """Mark an open price as never having held: its time becomes empty, the row stays."""
    close_price(price=price, at=price.valid_from)


def _columns(line: PriceLine) -> dict[str, str | int | None]:
    return {name: getattr(line, name) for name in PriceLine.__dataclass_fields__}


def _terms(price: Price) -> PriceTerms:
    return PriceTerms(
        kind=price.kind,
        amount=price.amount,
        currency=price.currency,
        tier_mode=price.tier_mode,
    )


def _explain(error: IntegrityError) -> str:
    text = str(error)
    for constraint in Price._meta.constraints:
        if f'"{constraint.name}"' in text:
            return str(constraint.violation_error_message)
    return text
