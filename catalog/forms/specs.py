"""Typed form fields for an artifact's specifications, built from its type's definitions."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminSingleDateWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from catalog.enums import SpecKind
from catalog.forms.fields import LinesField
from catalog.models import SpecDefinition

PREFIX = "spec__"
YES_OR_NO = [("", "Not known"), ("true", "Yes"), ("false", "No")]


def _yes_or_no(value: str) -> bool | None:
    return {"true": True, "false": False}.get(value)


class YesOrNoField(forms.TypedChoiceField):
    """Yes, no or not known, as true, false or nothing."""

    def __init__(self, **kwargs: Any) -> None:
        widget = UnfoldAdminSelectWidget()
        super().__init__(
            choices=YES_OR_NO, coerce=_yes_or_no, empty_value=None, widget=widget, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "true", False: "false"}.get(value, value) if value != "" else ""


Maker = Callable[..., forms.Field]
MAKERS: dict[str, Maker] = {
    SpecKind.INTEGER: lambda **kw: forms.IntegerField(widget=UnfoldAdminIntegerFieldWidget(), **kw),
    SpecKind.DECIMAL: lambda **kw: forms.DecimalField(
        widget=UnfoldAdminDecimalFieldWidget({"step": "any"}), **kw
    ),
    SpecKind.TEXT: lambda **kw: forms.CharField(
        max_length=500, widget=UnfoldAdminTextInputWidget(), **kw
    ),
    SpecKind.BOOLEAN: YesOrNoField,
    SpecKind.DATE: lambda **kw: forms.DateField(widget=UnfoldAdminSingleDateWidget(), **kw),
    SpecKind.LIST: lambda **kw: LinesField(widget=UnfoldAdminTextareaWidget({"rows": 2}), **kw),
}


def field_name(key: str) -> str:
    return PREFIX + key


def spec_fields(definitions: Iterable[SpecDefinition]) -> dict[str, forms.Field]:
    """One optional form field per definition, by form field name."""
    return {field_name(row.key): _field(row) for row in definitions}


def _field(definition: SpecDefinition) -> forms.Field:
    label = definition.label
    if definition.unit and definition.unit.lower() not in label.lower():
        label = f"{label} ({definition.unit})"
    help_text = definition.help
    if definition.kind == SpecKind.LIST:
        help_text = f"{help_text} One a line.".strip()
    return MAKERS[definition.kind](required=False, label=label, help_text=help_text)


def as_json(value: Any) -> Any:
    """A cleaned value as the JSON it is stored as; None where nothing was given."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return None if value in ("", []) else value


def specs_from(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """The specifications in a form's cleaned data, without those left empty."""
    values = {
        name.removeprefix(PREFIX): as_json(value)
        for name, value in cleaned.items()
        if name.startswith(PREFIX)
    }
    return {key: value for key, value in values.items() if value is not None}


def initial_from(specs: Mapping[str, Any]) -> dict[str, Any]:
    return {field_name(key): value for key, value in specs.items()}


def unknown_names(posted: Iterable[str], known: Iterable[str]) -> list[str]:
    """Keys that were posted as specifications but that the type does not define."""
    names = {name for name in posted if name.startswith(PREFIX)} - set(known)
    return sorted(name.removeprefix(PREFIX) for name in names)
