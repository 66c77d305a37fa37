"""A figure of how often a place is looked at."""

from datetime import UTC, date, datetime

from django import forms

from catalog.forms.fields import DeskModelForm
from matchgraph.models import PositionBias


class PositionBiasForm(DeskModelForm):
    class Meta:
        model = PositionBias
        fields = ["surface", "position", "permille", "from_day", "note"]

    def clean_from_day(self) -> date:
        """What is past was counted by what held then."""
        day: date = self.cleaned_data["from_day"]
        today = datetime.now(UTC).date()
        if day < today:
            raise forms.ValidationError(f"Choose {today} or later: past days stay as they are.")
        return day
