"""The weights of a draft: a row a type, each summing to 100 %, or taken from another row."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.boundfield import BoundField
from django.forms.models import BaseInlineFormSet
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from catalog.forms.fields import AnyModelForm, DeskModelForm
from catalog.models import ArtifactType
from ranking.forms.fields import PerCentField, per_cent
from ranking.formula import COMPONENTS, LABELS
from ranking.models import Formula, WeightProfile
from ranking.scoring import BASIS
from ranking.services.drafting import COLUMNS, set_weights, weights_digest

if TYPE_CHECKING:
    AnyInlineFormSet = BaseInlineFormSet[Any, Any, Any]
else:
    AnyInlineFormSet = BaseInlineFormSet

LONGEST_HALF_LIFE = 730
NAMES = {**LABELS, "half_life": "Half-life in days"}
CHANGED_MEANWHILE = (
    "Somebody else changed these weights after you opened them. Nothing was saved and your input is"
    " kept below: open the draft in a second tab to compare, and save again if yours should stand."
)


def sum_in_words(basis_points: int) -> str:
    """What is missing from 100 %, or too much."""
    total, rest = per_cent(basis_points), BASIS - basis_points
    if not rest:
        return "100 %"
    return f"{total} %: {per_cent(abs(rest))} % {'missing' if rest > 0 else 'too much'}"


class DraftForm(DeskModelForm):
    """What a draft is for. `opened` tells whether its weights are those that were shown."""

    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Formula
        fields = ["note"]
        widgets = {"note": UnfoldAdminTextInputWidget}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opened"] = weights_digest(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        now = weights_digest(Formula.objects.select_for_update().get(pk=self.instance.pk))
        if cleaned.get("opened") != now:
            # What is sent next was typed beside this message.
            self.data = {**self.data.dict(), self.add_prefix("opened"): now}  # type: ignore[attr-defined]
            raise ValidationError(CHANGED_MEANWHILE, code="stale")
        return cleaned


@dataclass(frozen=True)
class Cell:
    """`was` is what the formula it is based on has there; "" where that is the same."""

    field: BoundField
    label: str
    base: str
    was: str


class WeightsForm(AnyModelForm):
    """One type. Its own numbers count for nothing where it takes those of another row."""

    adoption = PerCentField()
    quality = PerCentField()
    ecosystem = PerCentField()
    match = PerCentField()
    freshness = PerCentField()
    half_life = forms.IntegerField(
        min_value=1, max_value=LONGEST_HALF_LIFE, widget=UnfoldAdminIntegerFieldWidget
    )
    same_as = forms.ChoiceField(required=False, widget=UnfoldAdminSelectWidget)

    type_name = ""
    based_on: WeightProfile | None = None

    class Meta:
        model = WeightProfile
        fields = list(COLUMNS)

    def clean(self) -> dict[str, Any]:
        """The sum, with what it lacks. Rules of one row are the fields' own: nothing is asked of
        the database, which keeps them too."""
        if self.cleaned_data.get("same_as"):
            self.errors.clear()
        elif not self.errors and (found := self.sum()) != BASIS:
            missing = sum_in_words(found)
            self.add_error(None, ValidationError(f"The weights sum to {missing}.", code="sum"))
        return self.cleaned_data

    def _post_clean(self) -> None:
        """The instance is written by the service, not by the form."""

    def weights(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in COLUMNS}

    def take(self, weights: Mapping[str, int]) -> None:
        """The numbers of another row, as if they had been typed."""
        self.cleaned_data.update(weights)

    def changed_columns(self) -> list[str]:
        return [name for name in COLUMNS if self.cleaned_data[name] != self.initial[name]]

    def sum(self) -> int:
        """Of what is typed, or stored; what cannot be read counts nothing."""
        return sum(self._typed(name) or 0 for name in COMPONENTS)

    @property
    def takes_another(self) -> bool:
        return self.is_bound and bool(self["same_as"].data)

    @property
    def sum_shown(self) -> str:
        return "as the other row" if self.takes_another else sum_in_words(self.sum())

    @property
    def is_whole(self) -> bool:
        return self.takes_another or self.sum() == BASIS

    @property
    def cells(self) -> list[Cell]:
        return [self._cell(name) for name in COLUMNS]

    @property
    def errors_in_order(self) -> list[tuple[str, list[str]]]:
        """Each field's complaints with its name, for the line below the row."""
        names = [NON_FIELD_ERRORS, *COLUMNS, "same_as"]
        return [
            (NAMES.get(name, ""), [str(words) for words in self.errors[name]])
            for name in names
            if name in self.errors
        ]

    def _typed(self, name: str) -> int | None:
        if not self.is_bound:
            return int(self.initial[name])
        try:
            return int(self.fields[name].clean(self[name].data))
        except (ValidationError, TypeError):
            return None

    def _cell(self, name: str) -> Cell:
        if self.based_on is None:
            return Cell(self[name], NAMES[name], "", "")
        stored: int = getattr(self.based_on, name)
        base = str(stored) if name == "half_life" else per_cent(stored)
        return Cell(self[name], NAMES[name], base, "" if self._typed(name) == stored else base)


class WeightsFormSet(AnyInlineFormSet):
    """All rows of a draft. Saving writes what differs through the service, in one go."""

    @classmethod
    def get_default_prefix(cls) -> str:
        return "weights"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.types = {row.key: row for row in ArtifactType.objects.all()}
        parent = self.instance.based_on
        self.bases = {row.type_key: row for row in parent.profiles.all()} if parent else {}

    def name_of(self, type_key: str) -> str:
        return self.types[type_key].name if type_key in self.types else type_key

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        key = form.instance.type_key
        form.type_name, form.based_on = self.name_of(key), self.bases.get(key)
        others = [row.type_key for row in self.get_queryset() if row.type_key != key]
        choices = sorted((self.name_of(other), other) for other in others)
        form.fields["same_as"].choices = [
            ("", "Its own"),
            *((other, f"Same as {name}") for name, other in choices),
        ]
        for name in COLUMNS:
            unit = "" if name == "half_life" else ", per cent"
            form.fields[name].widget.attrs["aria-label"] = f"{form.type_name}: {NAMES[name]}{unit}"
            form.fields[name].widget.attrs["aria-describedby"] = f"{form.prefix}-told"
        form.fields["same_as"].widget.attrs["aria-label"] = f"{form.type_name}: weights taken from"

    @property
    def rows(self) -> list[Any]:
        """In the order in which types are shown everywhere."""
        order = list(self.types)
        return sorted(
            self.initial_forms,
            key=lambda form: (
                order.index(key) if (key := form.instance.type_key) in order else len(order)
            ),
        )

    def clean(self) -> None:
        super().clean()
        by_type = {form.instance.type_key: form for form in self.initial_forms}
        for form in self.initial_forms:
            if wanted := form.cleaned_data.get("same_as"):
                self._copy(form, by_type[wanted])

    def _copy(self, form: Any, source: Any) -> None:
        name = source.type_name
        if source.cleaned_data.get("same_as"):
            form.add_error("same_as", f"{name} takes its weights from another row: choose that.")
        elif source.errors:
            form.add_error("same_as", f"The row of {name} has to be put right first.")
        else:
            form.take(source.weights())

    def save(self, commit: bool = True) -> list[WeightProfile]:
        changed = {form: form.changed_columns() for form in self.initial_forms}
        written = {
            form.instance.type_key: form.weights() for form, names in changed.items() if names
        }
        set_weights(formula=self.instance, weights=written)
        self.new_objects: list[WeightProfile] = []
        self.deleted_objects: list[WeightProfile] = []
        self.changed_objects: list[Any] = [
            (form.instance, names) for form, names in changed.items() if names
        ]
        return [row for row, _ in self.changed_objects]
