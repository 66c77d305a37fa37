"""The small forms that buttons of an intent open. Each begins with the intent's own words."""

from typing import Any

from django import forms
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from catalog.forms.dialogs import ReasonDialog
from catalog.models import Artifact, ArtifactType, Capability
from catalog.publishers import slugify
from matchgraph.models import Intent
from matchgraph.models.intents import LONGEST_LABEL


class IntentDialog(ReasonDialog):
    """`told` names the field that begins with the intent's label."""

    told = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.told:
            intent = Intent.objects.filter(pk=self.object_id).first()
            self.fields[self.told].initial = self.begun(intent.label if intent else "")

    def begun(self, label: str) -> str:
        return label


def _text(**options: Any) -> forms.CharField:
    return forms.CharField(widget=UnfoldAdminTextInputWidget, **options)


class RenameDialog(IntentDialog):
    told = "label"
    label = _text(
        label="Name",
        max_length=LONGEST_LABEL,
        help_text="Everybody reads it once enough visitors searched for it.",
    )
    field_order = ["label", "reason"]


class MergeDialog(IntentDialog):
    keep = _text(
        label="Intent that stays",
        max_length=LONGEST_LABEL,
        help_text="Its number or its name. This intent's wordings and figures move there.",
    )
    field_order = ["keep", "reason"]

    def clean_keep(self) -> Intent:
        written = self.cleaned_data["keep"].strip()
        settled = Intent.objects.settled()
        is_number = written.isascii() and written.isdigit() and len(written) < 19
        found = list((settled.filter(pk=written) if is_number else settled.none())[:1]) or list(
            settled.filter(label__iexact=written)[:2]
        )
        if not found:
            raise forms.ValidationError(f"There is no intent “{written}”.")
        if len(found) > 1:
            raise forms.ValidationError("Several have that name: give the number.")
        return found[0]


class LinkDialog(IntentDialog):
    capability = _text(max_length=100, help_text="Its key, for example code.completion.")
    holds = forms.TypedChoiceField(
        label="Visitors",
        choices=[("yes", "ask for it"), ("no", "do not ask for it")],
        coerce=lambda word: word == "yes",
        widget=UnfoldAdminSelectWidget,
    )
    field_order = ["capability", "holds", "reason"]

    def clean_capability(self) -> Capability:
        key = self.cleaned_data["capability"].strip()
        found = Capability.objects.filter(key=key).first()
        if found is None:
            raise forms.ValidationError(f"There is no capability with the key {key}.")
        return found


class CapabilityDialog(IntentDialog):
    told = "name"
    name = _text(max_length=120)
    key = _text(max_length=100, help_text="Lower-case words joined by dots; it never changes.")
    description = forms.CharField(
        required=False, max_length=2_000, widget=UnfoldAdminTextareaWidget({"rows": 3})
    )
    field_order = ["name", "key", "description", "reason"]

    def begun(self, label: str) -> str:
        return label[:120].capitalize()


class NameDialog(IntentDialog):
    told = "name"
    artifact = forms.SlugField(
        label="Slug of the artifact", max_length=120, widget=UnfoldAdminTextInputWidget
    )
    name = _text(
        label="Another name", max_length=300, help_text="Searches for it find the artifact."
    )
    field_order = ["artifact", "name", "reason"]

    def clean_artifact(self) -> Artifact:
        slug = self.cleaned_data["artifact"]
        found = Artifact.objects.filter(slug=slug).first()
        if found is None:
            raise forms.ValidationError(f"There is no artifact with the slug {slug}.")
        return found


class DraftDialog(IntentDialog):
    told = "name"
    name = _text(max_length=200)
    kind = forms.ModelChoiceField(
        label="Type", queryset=ArtifactType.objects.all(), widget=UnfoldAdminSelectWidget
    )
    field_order = ["name", "kind", "reason"]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not slugify(name):
            raise forms.ValidationError("Give a name with Latin letters or digits.")
        return name
