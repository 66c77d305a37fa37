from datetime import timedelta
from decimal import Decimal

import pytest

from catalog.models import Offering, Price
from catalog.services.pricing import (
    PriceLine,
    PriceRefused,
    PriceTerms,
    close_price,
    record_price,
    retract_price,
)
from tests import builders

pytestmark = pytest.mark.django_db

INPUT = PriceLine(component="input", unit="token")
CHEAP, DEAR = PriceTerms(amount=Decimal("0.00000022")), PriceTerms(amount=Decimal("0.0000003"))


def record(offering: Offering, terms: PriceTerms, days: int = 0) -> tuple[Price, bool]:
    at = builders.NOON + timedelta(days=days)
    return record_price(offering=offering, line=INPUT, terms=terms, valid_from=at, seen_at=at)


def test_first_price_opens() -> None:
    price, is_new = record(builders.offering(), CHEAP)

    assert (is_new, price.valid_to) == (True, None)


def test_same_price_again_changes_nothing() -> None:
    offering = builders.offering()
    first, _ = record(offering, CHEAP)

    again, is_new = record(offering, CHEAP, days=9)

    assert (again.pk, is_new, offering.prices.count()) == (first.pk, False, 1)


def test_new_amount_closes_one_and_opens_the_next() -> None:
    offering = builders.offering()
    first, _ = record(offering, CHEAP)

    second, _ = record(offering, DEAR, days=9)

    first.refresh_from_db()
    assert first.valid_to == second.valid_from == builders.NOON + timedelta(days=9)
    assert offering.prices.open().get() == second


def test_price_dated_before_the_open_one_is_refused() -> None:
    offering = builders.offering()
    record(offering, CHEAP)

    with pytest.raises(PriceRefused, match="It has held since 2026-06-01 12:00"):
        record(offering, DEAR, days=-1)

    assert offering.prices.count() == 1


def test_price_over_an_open_tier_is_refused_with_the_rule() -> None:
    offering = builders.offering()
    builders.price(offering=offering, context_max=200_000)

    with pytest.raises(PriceRefused, match="Another price of this line holds"):
        record(offering, DEAR)


def test_closed_price_is_not_closed_again() -> None:
    price = builders.price()
    close_price(price=price, at=builders.NOON + timedelta(days=1))

    with pytest.raises(PriceRefused, match="closed already"):
        close_price(price=price, at=builders.NOON + timedelta(days=2))


def test_retracted_price_never_held() -> None:
    offering = builders.offering()
    price, _ = record(offering, CHEAP)

    retract_price(price=price)
    record(offering, DEAR)

    assert offering.prices.open().get().amount == Decimal("0.0000003")
