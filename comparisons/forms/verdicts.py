"""How a reviewer writes on a pair: first the two, then what to say and what decides."""

import json
from collections.abc import Mapping
from itertools import groupby
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from unfold.widgets import (
    CHECKBOX_CLASSES,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from catalog.forms.dialogs import ReasonDialog
from catalog.forms.fields import DeskModelForm
from comparisons.deciding import Change, DecidingRow, Texts, deciding_rows
from comparisons.editorial import CHOICES, LONGEST, SHORTEST, Words, problems_of
from comparisons.models import EditorialVerdict
from comparisons.services import verdicts, written
from comparisons.table import Comparison

CHANGED_MEANWHILE = (
    "This verdict changed after you opened it: somebody wrote on it, or a row it rests on changed."
    " Nothing was saved and your words are kept below. Save again to put them in its place."
)
SENTENCE_HELP = f"Goes on with the sentence. {SHORTEST} to {LONGEST} characters, plain text."


class PairForm(DeskModelForm):
    """The first step: which two."""

    class Meta:
        model = EditorialVerdict
        fields = ["first", "second"]
        help_texts = {"first": "Published artifacts; of one type or of different ones."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, RelatedFieldWidgetWrapper):
                field.widget.can_add_related = field.widget.can_change_related = False
                field.widget.can_view_related = field.widget.can_delete_related = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for side in ("first", "second"):
            if side in cleaned and not cleaned[side].is_published:
                self.add_error(side, f"{cleaned[side]} is not published: nobody can compare it.")
        if not self.errors and written.is_written_on(cleaned["first"], cleaned["second"]):
            raise ValidationError(verdicts.ONCE)
        return cleaned


class DecidingRowsWidget(forms.CheckboxSelectMultiple):
    """A table: what decides, and what both sides show."""

    names: tuple[str, ...] = ()
    rows: tuple[DecidingRow, ...] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = {
            "name": name,
            "names": self.names,
            "groups": [
                (group, [(row, row.key in (value or [])) for row in rows])
                for group, rows in groupby(self.rows, key=lambda row: row.group)
            ],
            "checkbox": " ".join(CHECKBOX_CLASSES),
        }
        return SafeString(render_to_string("admin/comparisons/deciding_rows.html", context))


class VerdictForm(DeskModelForm):
    """The second step. `pair` is set for each request, in the order of the verdict's two sides.

    `seen` and `opened_revision` are what was on the page when it was opened: nobody writes on
    rows that changed meanwhile, or over another's words, unknowingly.
    """

    pair: ClassVar[written.Pair]

    deciding_rows = forms.MultipleChoiceField(
        label="Rows",
        widget=DecidingRowsWidget,
        error_messages={"required": "Choose at least one row that decides."},
    )
    reason = forms.CharField(
        required=False,
        max_length=200,
        label="Reason for this change",
        widget=UnfoldAdminTextInputWidget,
        help_text="Kept in the history beside your name; a verdict is not changed without one.",
    )
    opened_revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen = forms.JSONField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = EditorialVerdict
        fields = ["choose_first", "choose_second", "summary", "deciding_rows"]
        widgets = {
            "choose_first": UnfoldAdminTextareaWidget({"rows": 3}),
            "choose_second": UnfoldAdminTextareaWidget({"rows": 3}),
            "summary": UnfoldAdminTextareaWidget({"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, subject in zip(CHOICES, self.comparison.subjects, strict=True):
            self.fields[name].label = f"Choose {subject.name} if"
            self.fields[name].help_text = SENTENCE_HELP
        self._offer_rows()
        self.initial["opened_revision"] = self.instance.revision
        self.initial["seen"] = self._shown()

    def _offer_rows(self) -> None:
        rows, field = deciding_rows(self.comparison), self.fields["deciding_rows"]
        assert isinstance(field, forms.MultipleChoiceField)
        assert isinstance(field.widget, DecidingRowsWidget)
        field.choices = [(row.key, row.label) for row in rows]
        field.widget.rows = rows
        field.widget.names = tuple(subject.name for subject in self.comparison.subjects)

    @property
    def comparison(self) -> Comparison:
        return self.pair.comparison

    @property
    def words(self) -> Words:
        return Words(*(self.cleaned_data.get(name, "") for name in (*CHOICES, "summary")))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk:
            self._refuse_overwriting(cleaned)
            if not cleaned.get("reason") and "reason" not in self.errors:
                self.add_error("reason", "Say why: it is kept beside the words that were there.")
        elif written.is_written_on(*self.pair.artifacts):
            self.add_error(None, verdicts.ONCE)
        rows = cleaned.get("deciding_rows", [])
        problems = problems_of(self.words, rows, self.comparison)
        if moved := verdicts.unseen(texts_of(cleaned.get("seen")), rows, self.comparison):
            problems |= moved
            self._show_anew("seen", json.dumps(self._shown()))
        for field, problem in problems.items():
            if field not in self.errors:
                self.add_error(field, problem)
        return cleaned

    def _refuse_overwriting(self, cleaned: Mapping[str, Any]) -> None:
        row = EditorialVerdict.objects.select_for_update().filter(pk=self.instance.pk)
        now = row.values_list("revision", flat=True).get()
        if cleaned.get("opened_revision") != now:
            self._show_anew("opened_revision", str(now))
            self.add_error(None, ValidationError(CHANGED_MEANWHILE, code="stale"))

    def _show_anew(self, field: str, value: str) -> None:
        """What the page holds from now on, in place of what was sent."""
        sent: Any = self.data
        shown = sent.copy()
        shown[self.add_prefix(field)] = value
        self.data = shown

    def _shown(self) -> dict[str, Texts]:
        return {row.key: row.texts for row in deciding_rows(self.comparison)}


class StillRightDialog(ReasonDialog):
    """Shows what changed since it was written; sent back with what is shown now."""

    seen = forms.JSONField(required=False, widget=forms.HiddenInput)
    form_before_template = "admin/comparisons/what_changed.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verdict = EditorialVerdict.objects.select_related("first", "second").get(pk=self.object_id)
        pair = written.pairs_of([verdict]).get(verdict.pk)
        rows = deciding_rows(pair.comparison) if pair else ()
        self.fields["seen"].initial = {row.key: row.texts for row in rows}
        self.changed = change_rows(verdict, written.changes_in(verdict, pair))

    def get_before_template_context(self, request: Any, object_id: Any = None) -> dict[str, Any]:
        return {"rows": self.changed}

    def texts(self) -> dict[str, Texts]:
        return texts_of(self.cleaned_data.get("seen"))


def change_rows(verdict: EditorialVerdict, changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    """Changes as a label and a text each."""
    names = (verdict.first.name, verdict.second.name)
    return [
        (f"{change.label} of {names[change.place]}", f"was “{change.was}”, now “{change.now}”")
        for change in changes
    ]


def texts_of(value: Any) -> dict[str, Texts]:
    """What a hidden field brought back, as far as it has the form it was sent in."""
    if not isinstance(value, dict):
        return {}
    return {
        str(key): (texts[0], texts[1])
        for key, texts in value.items()
        if isinstance(texts, list) and len(texts) == 2 and all(isinstance(t, str) for t in texts)
    }
