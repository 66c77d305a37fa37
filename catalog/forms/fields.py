"""Fields and widgets of the desk: lists as lines, and autocomplete without a query per row."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.widgets import Widget

if TYPE_CHECKING:
    AnyModelForm = forms.ModelForm[Any]
else:
    AnyModelForm = forms.ModelForm

LONGEST_LINE = 300


class LinesField(forms.CharField):
    """A list of texts, edited with one item a line. Cleans to a list without empty items."""

    def __init__(self, *, base_field: Any = None, max_length: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea)
        self.longest = getattr(base_field, "max_length", None) or LONGEST_LINE
        super().__init__(strip=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        for number, line in enumerate(value, start=1):
            if len(line) > self.longest:
                raise ValidationError(
                    f"Line {number} has {len(line)} characters; {self.longest} is the most."
                )

    def run_validators(self, value: Any) -> None:
        """The lines are checked one by one above."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial) != self.to_python(data))


class KnownAutocompleteSelect(AutocompleteSelect):
    """Shows the chosen row from what the form knows, where Django asks the database per field."""

    known: dict[str, str] | None = None

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> Any:
        """A placeholder, so that an empty field is not announced as nothing."""
        return super().build_attrs(base_attrs, extra_attrs) | {"data-placeholder": "Choose"}

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        chosen = [str(item) for item in value if item not in ("", None)]
        if self.known is None or any(key not in self.known for key in chosen):
            return super().optgroups(name, value, attrs)
        blank = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        rows = [
            self.create_option(name, key, self.known[key], True, number)
            for number, key in enumerate(chosen)
        ]
        return [(None, blank + rows, 0)]


class PlainAutocompleteSelectMultiple(AutocompleteSelectMultiple):
    """Without the cross that clears all: it stands loose among the items of a list."""

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> Any:
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


def inner_widget(widget: Widget) -> Widget:
    """The widget itself, out of the wrapper that adds the links beside it."""
    return widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget


class DeskModelForm(AnyModelForm):
    """A model form whose autocomplete fields take their labels from rows joined already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = inner_widget(field.widget)
            if isinstance(widget, KnownAutocompleteSelect):
                widget.known = self._joined(name)

    def _joined(self, name: str) -> dict[str, str] | None:
        joined = self.instance._state.fields_cache  # noqa: SLF001 - said nowhere else
        related = joined.get(name)
        return {str(related.pk): str(related)} if isinstance(related, Model) else None
