"""Prices on the artifact's page: open ones can be closed, new ones recorded, none rewritten."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Context, Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldBooleanSwitchWidget,
)

from catalog import units
from catalog.enums import PriceKind
from catalog.forms.fields import AnyModelForm, DeskModelForm
from catalog.models import Price
from catalog.services.pricing import PriceLine, PriceTerms

HOLDS_FROM = {"valid_from": datetime(2000, 1, 1, tzinfo=UTC), "valid_to": None}
EXACT = Context(prec=60)
PER = [("1", "one"), ("1000", "1,000"), ("1000000", "1 million")]
OUT_OF_BOUNDS = (
    "That is far from every price seen for this. Check the unit, and tick “really” if it is right."
)


class OpenPriceForm(AnyModelForm):
    """An open price: it can be closed, and nothing else."""

    close = forms.BooleanField(
        required=False,
        widget=UnfoldBooleanSwitchWidget({"aria-label": "Close this price"}),
        help_text="Ends this price now. To change a price add the new one: it closes the old.",
    )

    class Meta:
        model = Price
        fields: list[str] = []


class NewPriceForm(DeskModelForm):
    """A price as the page that states it prints it; kept as an amount per one unit."""

    amount = forms.DecimalField(
        required=False,
        min_value=Decimal(0),
        max_digits=40,
        decimal_places=30,
        widget=UnfoldAdminDecimalFieldWidget({"step": "any"}),
        help_text="Leave empty for “varies” and “on request”. Zero only where it is said free.",
    )
    per = forms.ChoiceField(
        choices=PER,
        initial="1",
        widget=UnfoldAdminSelectWidget,
        help_text="How many units it pays for.",
    )
    really = forms.BooleanField(
        required=False,
        widget=UnfoldBooleanSwitchWidget({"aria-label": "Really that price"}),
        help_text="Tick to record a price outside the usual bounds.",
    )

    class Meta:
        model = Price
        fields = [
            "component",
            "unit",
            "mode",
            "context_min",
            "context_max",
            "kind",
            "currency",
            "source",
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind, amount = cleaned.get("kind"), cleaned.get("amount")
        if kind == PriceKind.AMOUNT and amount is None and "amount" not in self.errors:
            self.add_error("amount", "Give the amount, or choose another kind.")
        if kind != PriceKind.AMOUNT and amount is not None:
            self.add_error("amount", "Only the kind “amount” has an amount.")
        if amount is not None and "amount" not in self.errors:
            self._convert(cleaned, amount)
        return cleaned

    def _convert(self, cleaned: dict[str, Any], amount: Decimal) -> None:
        try:
            per_unit = units.storable(EXACT.divide(amount, Decimal(cleaned.get("per") or 1)))
        except units.UnstorableAmount as error:
            self.add_error("amount", ValidationError(str(error)))
            return
        line = (cleaned.get("component", ""), cleaned.get("unit", ""))
        if not cleaned.get("really") and not units.within_bounds(*line, per_unit):
            self.add_error("amount", OUT_OF_BOUNDS)
        cleaned["amount"] = per_unit

    def _post_clean(self) -> None:
        """The rules of one row, in the database's own words; those among rows are the service's."""
        if self.errors:
            return
        names = ["component", "unit", "mode", "context_min", "context_max", "kind", "amount"]
        row = Price(
            **{name: self.cleaned_data[name] for name in [*names, "currency"]}, **HOLDS_FROM
        )
        for constraint in Price._meta.constraints:
            if isinstance(constraint, CheckConstraint):
                self._check(constraint, row)

    def _check(self, constraint: CheckConstraint, row: Price) -> None:
        try:
            constraint.validate(Price, row)
        except ValidationError as error:
            self.add_error(None, error)

    def line(self) -> PriceLine:
        names = ["component", "unit", "mode", "context_min", "context_max"]
        return PriceLine(**{name: self.cleaned_data[name] for name in names})

    def terms(self) -> PriceTerms:
        names = ["kind", "amount", "currency"]
        return PriceTerms(**{name: self.cleaned_data[name] for name in names})


def overlapping(line: PriceLine, others: Iterable[PriceLine]) -> PriceLine | None:
    """The first other line that is priced for part of the same prompts, if there is one."""
    return next(
        (other for other in others if _same_thing(line, other) and _meet(line, other)), None
    )


def _same_thing(one: PriceLine, other: PriceLine) -> bool:
    key = (one.component, one.unit, one.mode)
    return key == (other.component, other.unit, other.mode)


def _meet(one: PriceLine, other: PriceLine) -> bool:
    ends_before = one.context_max is not None and one.context_max < other.context_min
    begins_after = other.context_max is not None and other.context_max < one.context_min
    return not (ends_before or begins_after)
