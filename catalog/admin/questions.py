"""A question of the review queue in an editor's words, from its stored detail."""

from decimal import Decimal
from typing import Any

from catalog.admin.prices import price_text, range_text
from catalog.enums import AliasKind, ReviewKind
from catalog.models import Artifact, Offering, Price, ReviewItem

Row = tuple[str, str]
MOST = 50


def question_rows(item: ReviewItem) -> list[Row]:
    """Pairs of a label and a text; what this version does not know is shown as it is stored."""
    rows = {
        ReviewKind.IDENTITY: _identity,
        ReviewKind.DISAGREEMENT: _disagreement,
        ReviewKind.PRICE_BOUNDS: _price,
    }.get(ReviewKind(item.kind), _plain)
    try:
        return rows(item.detail)
    except (KeyError, TypeError, ValueError, ArithmeticError, Offering.DoesNotExist):
        return _plain(item.detail)


def _identity(detail: dict[str, Any]) -> list[Row]:
    aliases = [f"{AliasKind(row['kind']).label}: {row['value']}" for row in detail["aliases"]]
    found = Artifact.objects.filter(pk__in=detail["candidates"][:MOST]).order_by("name")
    candidates = [f"{row.name} ({row.slug})" for row in found]
    return [
        ("The source calls it", detail["name"]),
        ("Outside ids", "; ".join(aliases)),
        ("It could be", "; ".join(candidates) or "none of those we know"),
    ]


def _disagreement(detail: dict[str, Any]) -> list[Row]:
    return [
        ("Field", detail["field"]),
        ("We hold", _words(detail["held"])),
        ("The source says", _words(detail["claimed"])),
    ]


def _price(detail: dict[str, Any]) -> list[Row]:
    line, terms = detail["line"], detail["terms"]
    amount = terms.get("amount")
    known = {"kind", "currency", "tier_mode"} & set(terms)
    price = Price(**line, **{name: terms[name] for name in known})
    price.amount = None if amount is None else Decimal(amount)
    offering = Offering.objects.select_related("artifact", "provider").get(pk=detail["offering"])
    return [
        ("Offering", f"{offering.artifact.name} at {offering.provider.name}"),
        ("What", f"{price.get_component_display()}, {price.get_mode_display().lower()}"),
        ("Prompt length", range_text(price)),
        ("The source says", price_text(price)),
        ("Why it waits", detail["why"]),
        ("Holds from", detail.get("valid_from", "")),
    ]


def _plain(detail: dict[str, Any]) -> list[Row]:
    return [(str(key), _words(value)) for key, value in detail.items()]


def _words(value: Any) -> str:
    if value in (None, "", [], {}):
        return "nothing"
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value)
