"""What the buttons of the ranking ask before they act."""

from datetime import UTC, date, datetime

from django import forms
from unfold.widgets import DATETIME_CLASSES, UnfoldAdminTextInputWidget

from catalog.forms.dialogs import BaseDialogForm
from ranking.services.adjusting import counting_day

LONGEST = 300


def today() -> date:
    return datetime.now(UTC).date()


class ReasonDialog(BaseDialogForm):
    reason = forms.CharField(
        required=False,
        max_length=LONGEST,
        widget=UnfoldAdminTextInputWidget,
        help_text="Kept in its history beside your name.",
    )


class WhyDialog(BaseDialogForm):
    """For what is not done without a reason."""

    reason = forms.CharField(
        max_length=LONGEST,
        widget=UnfoldAdminTextInputWidget,
        help_text="Kept in its history beside your name.",
    )


class CopyDialog(BaseDialogForm):
    note = forms.CharField(
        max_length=LONGEST,
        label="What it changes, and why",
        widget=UnfoldAdminTextInputWidget,
        help_text="Stays with this version of the formula. You may reword it while it is a draft.",
    )


class CloseDialog(BaseDialogForm):
    as_of = forms.DateField(
        required=False,
        label="Fit to what was read until",
        widget=forms.DateInput({"type": "date", "class": " ".join(DATETIME_CLASSES)}),
        help_text="The end of that day. Empty: everything read so far.",
    )
    note = forms.CharField(
        required=False,
        max_length=LONGEST,
        widget=UnfoldAdminTextInputWidget,
        help_text="Why now, if there is anything to say. Stays with the epoch.",
    )

    def clean_as_of(self) -> date | None:
        day: date | None = self.cleaned_data["as_of"]
        latest = counting_day(today())
        if day and day > latest:
            raise forms.ValidationError(
                f"{day.isoformat()} is still to come: the ranks stand at {latest.isoformat()}."
            )
        return day
