"""Changes of published artifacts, as importers, editors and the worker leave them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from catalog.models import Artifact, Price
from catalog.services.pricing import PriceLine, PriceTerms, record_price
from ranking.models import Epoch, Formula, ScoreHistory
from tests import builders

JUNE = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
POINT = 100_000_000


def moved(artifact: Artifact, *, tenths: int = 33, day: int = 2, **shares: int) -> ScoreHistory:
    """On that day of June its rank went from 60.0 up by as many tenths, all of it its own."""
    change = tenths * POINT // 10
    values = {"own": change, "by_epoch": 0, "by_formula": 0, "by_hand": 0} | shares
    total = 60 * POINT + sum(values.values())
    return ScoreHistory.objects.create(
        artifact=artifact,
        as_of=(JUNE + timedelta(days=day - 1)).date(),
        recorded_at=JUNE + timedelta(days=day - 1),
        total=total,
        tenths=total // (POINT // 10),
        formula=Formula.objects.active().get(),
        epoch=Epoch.objects.active().get(),
        **values,
    )


def repriced(artifact: Artifact, *, day: int = 3, **fields: Any) -> Price:
    """Input went from $0.22 to $0.20 per million tokens at Server on that day of June."""
    provider = builders.organization(name="Server")
    offering = builders.offering(artifact=artifact, provider=provider)
    builders.price(offering=offering)
    at = JUNE + timedelta(days=day - 1)
    price, _ = record_price(
        offering=offering,
        line=PriceLine(component="input", unit="token"),
        terms=PriceTerms(amount=Decimal("0.00000020")),
        valid_from=at,
        seen_at=at,
        source=builders.source(title="Price list"),
        **fields,
    )
    return price
