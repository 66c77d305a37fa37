"""Prices inside their offering on the artifact's page.

Two lists: the open prices, each with a tick that ends it, and rows for new ones. Both save through
the pricing service, so that a new price closes the one before it and no row is ever rewritten.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from catalog.admin.desk import InlineFormSet, StackedDesk, TabularDesk
from catalog.forms.prices import NewPriceForm, OpenPriceForm, overlapping
from catalog.models import Price
from catalog.services.pricing import PriceLine, close_price, record_price


def price_text(price: Price) -> str:
    """The price as people write it: tokens by the million, other units one by one."""
    if price.amount is None:
        return price.get_kind_display()
    if price.unit == "token":
        return f"{_plain(price.amount * 1_000_000)} {price.currency} per 1 million tokens"
    return f"{_plain(price.amount)} {price.currency} {price.get_unit_display()}"


def _plain(amount: Decimal) -> str:
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def range_text(price: Price) -> str:
    if price.context_max is not None:
        return f"{price.context_min:,} to {price.context_max:,} tokens"
    return f"from {price.context_min:,} tokens" if price.context_min else "any length"


def line_of(price: Price) -> PriceLine:
    return PriceLine(
        component=price.component,
        unit=price.unit,
        mode=price.mode,
        context_min=price.context_min,
        context_max=price.context_max,
    )


class PriceFormSet(InlineFormSet):
    """Writes nothing by itself: `save` takes the user and the moment given to it before."""

    entered_by: AbstractBaseUser | None = None
    at: datetime | None = None

    def save(self, commit: bool = True) -> list[Price]:
        self.new_objects: list[Price] = []
        self.changed_objects: list[Any] = []
        self.deleted_objects: list[Price] = []
        self.apply(self.at or timezone.now())
        return [*self.new_objects, *(price for price, _ in self.changed_objects)]

    def apply(self, at: datetime) -> None:
        raise NotImplementedError


class OpenPriceFormSet(PriceFormSet):
    @classmethod
    def get_default_prefix(cls) -> str:
        return "open"

    def get_queryset(self) -> Any:
        """The open prices that the list of offerings read in one go."""
        return getattr(self.instance, "open_prices", [])

    def clean(self) -> None:
        super().clean()
        if any(form.instance.pk is None for form in self.initial_forms):
            raise ValidationError("The open prices have changed meanwhile. Open the page again.")

    def apply(self, at: datetime) -> None:
        for form in self.initial_forms:
            if form.cleaned_data.get("close"):
                close_price(price=form.instance, at=at)
                self.changed_objects.append((form.instance, ["close"]))


class NewPriceFormSet(PriceFormSet):
    @classmethod
    def get_default_prefix(cls) -> str:
        return "new"

    def get_queryset(self) -> Any:
        return []

    def clean(self) -> None:
        super().clean()
        seen = [line_of(price) for price in self._staying_open()]
        for form in self.extra_forms:
            if form.has_changed() and form.is_valid():
                self._refuse_overlap(form, seen)

    def _staying_open(self) -> list[Price]:
        """The open prices whose tick to close is not set in the list above this one."""
        ticks = f"{(self.prefix or '').removesuffix('new')}open-%s-close"
        prices = enumerate(getattr(self.instance, "open_prices", []))
        return [price for number, price in prices if not self.data.get(ticks % number)]

    def _refuse_overlap(self, form: Any, seen: list[PriceLine]) -> None:
        line = form.line()
        if other := overlapping(line, [known for known in seen if known != line]):
            end = "any length" if other.context_max is None else f"{other.context_max:,}"
            words = f"An open price covers {other.context_min:,} to {end} of the same; close it."
            form.add_error("context_min", ValidationError(words))
        seen.append(line)

    def apply(self, at: datetime) -> None:
        for form in self.extra_forms:
            if form.has_changed() and form not in self.deleted_forms:
                price, is_new = record_price(
                    offering=self.instance,
                    line=form.line(),
                    terms=form.terms(),
                    valid_from=at,
                    seen_at=at,
                    source=form.cleaned_data.get("source"),
                    entered_by=self.entered_by,
                )
                if is_new:
                    self.new_objects.append(price)


class OpenPriceInline(TabularDesk):
    model = Price
    form = OpenPriceForm  # type: ignore[assignment] # nothing of a price is edited
    formset = OpenPriceFormSet
    fields = ["priced", "holds_for", "costs", "valid_from", "source", "entered_by", "close"]
    readonly_fields = ["priced", "holds_for", "costs", "valid_from", "source", "entered_by"]
    can_delete = False
    verbose_name_plural = "open prices"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Closing a price is part of adding the next: who may add may close."""
        return request.user.has_perm("catalog.add_price")

    @admin.display(description="what")
    def priced(self, price: Price) -> str:
        return f"{price.get_component_display()}, {price.get_mode_display().lower()}"

    @admin.display(description="prompt length")
    def holds_for(self, price: Price) -> str:
        return range_text(price)

    @admin.display(description="price")
    def costs(self, price: Price) -> str:
        return price_text(price)


class NewPriceInline(StackedDesk):
    model = Price
    form = NewPriceForm
    formset = NewPriceFormSet
    collapsible = False
    fields = [
        ("component", "unit"),
        ("kind", "mode"),
        ("amount", "per"),
        ("currency", "source"),
        ("context_min", "context_max"),
        "really",
    ]
    autocomplete_fields = ["source"]
    verbose_name = "new price"
    verbose_name_plural = "new prices"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
