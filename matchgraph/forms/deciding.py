"""What is asked before held-back evidence is released or rejected."""

from django import forms
from unfold.widgets import UnfoldAdminTextInputWidget

from catalog.forms.dialogs import BaseDialogForm

LONGEST = 300


class WhyDialog(BaseDialogForm):
    """For what is not done without a reason."""

    reason = forms.CharField(
        max_length=LONGEST,
        widget=UnfoldAdminTextInputWidget,
        help_text="Kept beside your name; the next editor reads it.",
    )
