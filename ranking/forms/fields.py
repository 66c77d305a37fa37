"""Shares and points as people write them, kept as whole numbers."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from unfold.widgets import UnfoldAdminDecimalFieldWidget


def plain(number: Decimal) -> str:
    """Without zeros that say nothing: 12.5, 35, -0.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def per_cent(basis_points: int) -> str:
    return plain(Decimal(basis_points) / 100)


class ScaledField(forms.DecimalField):
    """A number with a few decimals that is kept `scale` times as large, as an integer."""

    widget = UnfoldAdminDecimalFieldWidget
    scale = 1

    def prepare_value(self, value: Any) -> Any:
        return plain(Decimal(value) / self.scale) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        number = super().clean(value)
        return None if number is None else int(number * self.scale)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.clean(data) != initial)
        except ValidationError:
            return True


class PerCentField(ScaledField):
    """Cleans to basis points: 12.5 is 1,250."""

    scale = 100

    def __init__(self, **kwargs: Any) -> None:
        bounds = {"min_value": 0, "max_value": 100, "max_digits": 5, "decimal_places": 2}
        super().__init__(**{**bounds, **kwargs})


class PointsField(ScaledField):
    """Cleans to tenths of a point: -1.5 is -15."""

    scale = 10

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        bounds = {"min_value": -most, "max_value": most, "max_digits": 3, "decimal_places": 1}
        super().__init__(**{**bounds, **kwargs})
