"""Prices of a catalog file, each from the day it was seen, onto offerings that stand."""

from collections.abc import Iterable

from catalog.models import Offering, Source
from catalog.services.curated.details import moment
from catalog.services.curated.records import Filed
from catalog.services.curated.references import Names
from catalog.services.importing.report import CHANGED, Report
from catalog.services.pricing import PriceLine, PriceRefused, PriceTerms, record_price
from catalog.sources.curated import CuratedOffering, DatedPrice


def add_prices(filed: Iterable[Filed], names: Names, report: Report) -> None:
    """Record the prices of offerings that have none yet: later ones come from their sources."""
    filed = [item for item in filed if item.open]
    offerings = _unpriced([item.artifact.pk for item in filed])
    sources = {source.slug: source for source in Source.objects.all()}
    for item in filed:
        for row in item.row.offerings:
            offering = offerings.get(_key(row, names, item.artifact.pk))
            for dated in sorted(row.prices, key=lambda price: price.seen_on) if offering else ():
                if offering and _record(offering, dated, sources[row.source]):
                    report.written["prices_opened"] += 1
                    report.note_row(item.row.place, CHANGED)


def _unpriced(artifacts: list[int]) -> dict[tuple[int, int, str, str, str], Offering]:
    found = Offering.objects.filter(artifact__in=artifacts, prices=None)
    return {(o.artifact_id, o.provider_id, o.channel, o.region, o.external_id): o for o in found}


def _key(row: CuratedOffering, names: Names, artifact: int) -> tuple[int, int, str, str, str]:
    values = row.values
    provider = names.organizations[row.provider]
    return artifact, provider, values["channel"], values["region"], values["external_id"]


def _record(offering: Offering, dated: DatedPrice, source: Source) -> bool:
    price = dated.price
    try:
        _, new = record_price(
            offering=offering,
            line=PriceLine(
                component=price.component,
                unit=price.unit,
                mode=price.mode,
                context_min=price.context_min,
                context_max=price.context_max,
            ),
            terms=PriceTerms(
                kind=price.kind,
                amount=price.amount,
                currency=price.currency,
                tier_mode=price.tier_mode,
            ),
            valid_from=moment(dated.seen_on),
            seen_at=moment(dated.seen_on),
            source=source,
        )
    except PriceRefused:
        return False
    return new
