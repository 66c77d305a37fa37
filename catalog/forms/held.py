"""Fields an editor holds against imports: shown as ticks, released by unticking."""

from collections.abc import Collection, Iterable

from django import forms
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

HELP = (
    "An import never overwrites a held field; where its source says otherwise, the disagreement"
    " waits in the review queue. Fields you change are held from then on. Untick one to let"
    " imports keep it up to date again."
)


class HeldFieldsField(forms.MultipleChoiceField):
    def __init__(self) -> None:
        super().__init__(
            required=False,
            label="Held fields",
            widget=UnfoldAdminCheckboxSelectMultipleWidget(),
            help_text=HELP,
        )

    def offer(self, held: Collection[str]) -> None:
        self.choices = [(name, name) for name in held]


def still_held(*, stored: Iterable[str], kept: Iterable[str], changed: Iterable[str]) -> list[str]:
    """What is held after a save: what was and stays ticked, and what was changed just now."""
    return sorted((set(stored) & set(kept)) | set(changed))
