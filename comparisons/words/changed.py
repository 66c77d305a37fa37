"""What changed and why, in words."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from comparisons import units
from comparisons.prices import Price, label, rate

BY_EDITOR = "entered by an editor"
# How reasons begin that importers give for their changes.
IMPORTS = ("import of ", "load of ")


def price_named(price: Price) -> str:
    """What is priced, and where: Input at Some Provider."""
    return f"{label(price)} at {price.provider}"


def price_now(price: Price | None) -> str:
    return rate(price) if price else "no longer listed"


def price_cause(was: Price, now: Price | None, *, by_editor: bool) -> str:
    """Who says so, and how far apart both are: read on 3 June 2026; 10 % lower."""
    if now is None:
        return "withdrawn: no price followed"
    said = BY_EDITOR if by_editor else f"read on {units.day(now.seen_on)}"
    apart = _apart(was, now)
    return f"{said}; {apart}" if apart else said


def _apart(was: Price, now: Price) -> str:
    """Nothing where the two cannot be weighed against each other."""
    if not was.amount or now.amount is None or was.currency != now.currency:
        return ""
    share = 100 * abs(now.amount - was.amount) / was.amount
    shown = share.quantize(Decimal("0.1"), ROUND_HALF_UP)
    way = "higher" if now.amount > was.amount else "lower"
    return f"{shown:,f}".removesuffix(".0") + f" % {way}" if shown else ""


def lifecycle_cause(context: Mapping[str, object], since: date | None, successor: str) -> str:
    """Who says so by the record's history, since when it holds and what follows."""
    dated = f"since {units.day(since)}" if since else ""
    followed = f"followed by {successor}" if successor else ""
    return "; ".join(part for part in (_recorded(context), dated, followed) if part)


def _recorded(context: Mapping[str, object]) -> str:
    if str(context.get("reason", "")).startswith(IMPORTS):
        return "read by an import"
    return BY_EDITOR if context.get("user") else "recorded"


def new_cause(publisher: str) -> str:
    return f"published by {publisher}" if publisher else "published"


def rules_cause(formula: str, before: str, fitted_on: date | None) -> str:
    """What is new of the rules that all ranks follow."""
    said = f"formula {formula}" + (f" (before it {before})" if before != formula else ", as before")
    return f"{said}; curves fitted on {units.day(fitted_on)}" if fitted_on else said
