"""One offering of an artifact."""

from typing import Any

from catalog.forms.fields import DeskModelForm
from catalog.forms.held import HeldFieldsField, still_held
from catalog.models import Offering

NEVER_HELD = {"id", "artifact", "source", "seen_on", "held_fields"}


class OfferingForm(DeskModelForm):
    keep_held = HeldFieldsField()

    class Meta:
        model = Offering
        exclude = ["held_fields"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored_held = list(self.instance.held_fields)
        self.initial["keep_held"] = self.stored_held
        held = self.fields.get("keep_held")
        if isinstance(held, HeldFieldsField):
            held.offer(self.stored_held)
        if self.instance.pk:
            # The heading of the row; the theme asks the instance for it.
            self.instance.get_inline_title = self._heading()

    def _heading(self) -> str:
        named = self.instance.external_id or self.instance.channel
        return f"{self.instance.provider}: {named}"

    def save(self, commit: bool = True) -> Any:
        """Hold what an editor changed on an offering that a source lists."""
        columns = {
            field.name: field.attname
            for field in Offering._meta.concrete_fields
            if field.name not in NEVER_HELD
        }
        changed = [columns[name] for name in self.changed_data if name in columns]
        is_synced = self.instance.pk and self.instance.external_id
        self.instance.held_fields = still_held(
            stored=self.stored_held,
            kept=self.cleaned_data.get("keep_held", self.stored_held),
            changed=changed if is_synced else [],
        )
        return super().save(commit)
