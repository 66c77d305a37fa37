"""What changed and why, in words."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from catalog.language import figure, gettext, gettext_noop
from comparisons import units
from comparisons.prices import Price, label, rate

BY_EDITOR = gettext_noop("entered by an editor")
# How reasons begin that importers give for their changes.
IMPORTS = ("import of ", "load of ")


def price_named(price: Price) -> str:
    """What is priced, and where: Input at Some Provider."""
    return gettext("{price} at {provider}").format(price=label(price), provider=price.provider)


def price_now(price: Price | None) -> str:
    return rate(price) if price else gettext("no longer listed")


def price_cause(was: Price, now: Price | None, *, by_editor: bool) -> str:
    """Who says so, and how far apart both are: read on 3 June 2026; 10 % lower."""
    if now is None:
        return gettext("withdrawn: no price followed")
    said = (
        gettext(BY_EDITOR)
        if by_editor
        else gettext("read on {seen_on}").format(seen_on=units.day(now.seen_on))
    )
    apart = _apart(was, now)
    return f"{said}; {apart}" if apart else said


def _apart(was: Price, now: Price) -> str:
    """Nothing where the two cannot be weighed against each other."""
    if not was.amount or now.amount is None or was.currency != now.currency:
        return ""
    share = 100 * abs(now.amount - was.amount) / was.amount
    shown = share.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if not shown:
        return ""
    told = gettext("{share} % higher") if now.amount > was.amount else gettext("{share} % lower")
    return told.format(share=figure(f"{shown:,f}".removesuffix(".0")))


def lifecycle_cause(context: Mapping[str, object], since: date | None, successor: str) -> str:
    """Who says so by the record's history, since when it holds and what follows."""
    dated = gettext("since {since}").format(since=units.day(since)) if since else ""
    followed = gettext("followed by {successor}").format(successor=successor) if successor else ""
    return "; ".join(part for part in (_recorded(context), dated, followed) if part)


def _recorded(context: Mapping[str, object]) -> str:
    if str(context.get("reason", "")).startswith(IMPORTS):
        return gettext("read by an import")
    return gettext(BY_EDITOR) if context.get("user") else gettext("recorded")


def new_cause(publisher: str) -> str:
    return (
        gettext("published by {publisher}").format(publisher=publisher)
        if publisher
        else gettext("published")
    )


def rules_cause(formula: str, before: str, fitted_on: date | None) -> str:
    """What is new of the rules that all ranks follow."""
    told = (
        gettext("formula {formula} (before it {before})")
        if before != formula
        else gettext("formula {formula}, as before")
    )
    said = told.format(formula=formula, before=before)
    return (
        gettext("{said}; curves fitted on {fitted_on}").format(
            said=said, fitted_on=units.day(fitted_on)
        )
        if fitted_on
        else said
    )
