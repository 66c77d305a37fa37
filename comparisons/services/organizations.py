"""Who publishes and who serves: lists of organizations, and what one of them does."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Lower

from catalog.enums import EditorialState, PriceComponent, PriceMode
from catalog.models import Artifact, Offering, Organization, Price
from comparisons.ordering import BY_RANK
from comparisons.prices import Price as PriceFact
from comparisons.services import listing
from comparisons.services.price_facts import COLUMNS, price_fact

PER_PAGE = 100
SERVED_PER_PAGE = 25
MOST_PUBLISHED = 10


@dataclass(frozen=True)
class DatedPrice:
    """A price with the day it began to hold."""

    price: PriceFact
    since: date


@dataclass(frozen=True)
class Served:
    """An offering with its open prices, as price lists read: input, output, then the rest."""

    offering: Offering
    prices: tuple[DatedPrice, ...]


@dataclass(frozen=True)
class OrganizationProfile:
    """The highest ranked of what it publishes, and a page of what it serves."""

    published: "Page[Any]"
    served: "Page[Any]"


def shown_organizations() -> QuerySet[Organization]:
    """Those that publish or serve something a visitor may see."""
    publishes = Artifact.objects.published().filter(publisher=OuterRef("pk"))
    serves = _offerings().filter(provider=OuterRef("pk"))
    return Organization.objects.filter(Exists(publishes) | Exists(serves))


def page(number: str | None) -> "Page[Any]":
    """Organizations by name with how much they publish and serve, in two queries."""
    counted = shown_organizations().annotate(
        published=count_of(Artifact.objects.published(), "publisher"),
        served=count_of(_offerings(), "provider"),
    )
    return Paginator(counted.order_by(Lower("name"), "slug"), PER_PAGE).get_page(number)


def profile(organization: Organization, number: str | None) -> OrganizationProfile:
    """Six queries, whatever it publishes and serves."""
    mine = Artifact.objects.published().filter(publisher=organization)
    published = listing.page(mine, BY_RANK, None, MOST_PUBLISHED)
    rows = _offerings().filter(provider=organization).select_related("artifact__type", "source")
    ordered = rows.order_by(Lower("artifact__name"), "external_id", "pk")
    served: Page[Any] = Paginator(ordered, SERVED_PER_PAGE).get_page(number)
    offerings = list(served.object_list)
    prices = _open_prices(offerings, organization.name)
    served.object_list = [Served(one, tuple(prices.get(one.pk, ()))) for one in offerings]
    return OrganizationProfile(published, served)


def count_of(rows: QuerySet[Any], column: str) -> Coalesce:
    """How many of `rows` point at the outer row with `column`."""
    counted = (
        rows.filter(**{column: OuterRef("pk")})
        .order_by()
        .values(column)
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _offerings() -> QuerySet[Offering]:
    return Offering.objects.filter(artifact__state=EditorialState.PUBLISHED)


def _open_prices(offerings: Iterable[Offering], provider: str) -> Mapping[int, list[DatedPrice]]:
    rows = Price.objects.open().filter(offering__in=[one.pk for one in offerings])
    found: dict[int, list[DatedPrice]] = defaultdict(list)
    for row in rows.values("offering_id", "valid_from", *COLUMNS):
        dated = DatedPrice(price_fact(row, provider), row["valid_from"].date())
        found[row["offering_id"]].append(dated)
    return {pk: sorted(lines, key=_as_listed) for pk, lines in found.items()}


def _as_listed(one: DatedPrice) -> tuple[Any, ...]:
    price = one.price
    order = PriceComponent.values.index(price.component)
    return (price.mode != PriceMode.STANDARD, price.mode, order, price.context_min)
