"""Points by hand, as an editor enters them."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from catalog.forms.fields import DeskModelForm
from ranking.forms.dialogs import today
from ranking.forms.fields import PointsField
from ranking.models import Adjustment
from ranking.models.adjustments import MOST_DAYS, MOST_TENTHS

USUAL_DAYS = 90


class AdjustmentForm(DeskModelForm):
    tenths = PointsField(
        most=MOST_TENTHS // 10,
        label="Points",
        help_text="From -20.0 to +20.0, with one decimal. Added to the rank as it is computed.",
    )

    class Meta:
        model = Adjustment
        fields = ["artifact", "tenths", "reason", "starts_on", "ends_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "starts_on" in self.fields:
            self.initial.setdefault("starts_on", today())
            self.initial.setdefault("ends_on", today() + timedelta(days=USUAL_DAYS))

    def clean_starts_on(self) -> date:
        day: date = self.cleaned_data["starts_on"]
        if day < today():
            raise ValidationError("Today at the earliest: what readers saw before stays as it was.")
        return day

    def clean_ends_on(self) -> date:
        day: date = self.cleaned_data["ends_on"]
        starts: date | None = self.cleaned_data.get("starts_on")
        if starts and day <= starts:
            raise ValidationError("A day after it starts at the earliest.")
        if starts and day > starts + timedelta(days=MOST_DAYS):
            latest = (starts + timedelta(days=MOST_DAYS)).isoformat()
            raise ValidationError(f"Within {MOST_DAYS} days of its start: {latest} at the latest.")
        return day
