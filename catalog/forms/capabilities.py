"""One capability of an artifact."""

from django import forms

from catalog.forms.fields import DeskModelForm
from catalog.models import ArtifactCapability


class ArtifactCapabilityForm(DeskModelForm):
    """The place in the list is set by dragging; a new row goes to the end."""

    position = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    class Meta:
        model = ArtifactCapability
        fields = "__all__"  # the admin names them

    def clean_position(self) -> int:
        return int(self.cleaned_data.get("position") or 0)
