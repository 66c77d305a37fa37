"""The small forms that buttons of the desk open."""

from typing import TYPE_CHECKING, Any

from django import forms
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from catalog.models import Artifact, ReviewItem

if TYPE_CHECKING:

    class BaseDialogForm(forms.Form):
        object_id: str

else:
    from unfold.forms import BaseDialogForm

MOST_CANDIDATES = 50


class ReasonDialog(BaseDialogForm):
    reason = forms.CharField(
        required=False,
        max_length=200,
        widget=UnfoldAdminTextInputWidget,
        help_text="Kept in the record's history beside your name.",
    )


class ConfirmDialog(BaseDialogForm):
    """Nothing to fill in: a button that writes asks once, and never acts on a mere link."""


class MergeDialog(ReasonDialog):
    keep = forms.SlugField(
        label="Slug of the record that stays",
        widget=UnfoldAdminTextInputWidget,
        help_text="This record's rows move there and its address leads there from now on.",
    )
    field_order = ["keep", "reason"]

    def clean_keep(self) -> Artifact:
        slug = self.cleaned_data["keep"]
        found = Artifact.objects.select_related("type").filter(slug=slug).first()
        if found is None:
            raise forms.ValidationError(f"There is no artifact with the slug {slug}.")
        return found


class AcceptDialog(BaseDialogForm):
    """For a question of identity: which artifact it is, from the candidates or by slug."""

    candidate = forms.ChoiceField(required=False, widget=UnfoldAdminSelectWidget)
    slug = forms.SlugField(
        required=False,
        label="or the slug of another artifact",
        widget=UnfoldAdminTextInputWidget,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item = ReviewItem.objects.filter(pk=self.object_id).first()
        ids = item.detail.get("candidates", []) if item else []
        if not ids:
            del self.fields["candidate"], self.fields["slug"]
            return
        rows = Artifact.objects.filter(pk__in=ids[:MOST_CANDIDATES]).order_by("name")
        choices = [("", "Choose"), *((str(row.pk), f"{row.name} ({row.slug})") for row in rows)]
        field = self.fields["candidate"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def artifact(self) -> Artifact | None:
        """The artifact chosen. None where the question is not one of identity."""
        if slug := self.cleaned_data.get("slug"):
            return Artifact.objects.filter(slug=slug).first()
        candidate = self.cleaned_data.get("candidate")
        return Artifact.objects.filter(pk=candidate).first() if candidate else None
