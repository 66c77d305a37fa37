"""The form of an artifact's own fields."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from unfold.widgets import (
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from catalog.enums import AliasKind
from catalog.forms import specs
from catalog.forms.fields import DeskModelForm
from catalog.forms.held import HeldFieldsField, still_held
from catalog.models import Artifact, ArtifactAlias, SpecDefinition

CHANGED_MEANWHILE = (
    "Somebody else, or an import, changed this record after you opened it (revision {opened},"
    " now {now}). Nothing was saved and your input is kept below. Open the record in a second tab"
    " to compare; tick “Save over the newer version” below if yours should stand."
)
WRONG_TYPE = (
    "These specifications do not belong to the type {type}: {keys}. Empty them, or keep the type."
)
# Upkeep and editorial words, in which no source has a say.
NEVER_HELD = {"slug", "type", "categories", "tags", "source", "held_fields"}


class ArtifactForm(DeskModelForm):
    """Adds to the model's fields: typed specifications, the fields held, a reason, and a guard.

    The guard is the revision that was on the page when it was opened: a record changed since
    is not overwritten unknowingly.
    """

    definitions: tuple[SpecDefinition, ...] = ()

    opened_revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    overwrite = forms.BooleanField(
        required=False,
        label="Save over the newer version",
        widget=forms.HiddenInput,
        help_text="Yours then stands, whatever the other change was.",
    )
    keep_held = HeldFieldsField()
    reason = forms.CharField(
        required=False,
        max_length=200,
        label="Reason for this change",
        widget=UnfoldAdminTextInputWidget,
        help_text="Kept in the record's history beside your name.",
    )

    class Meta:
        model = Artifact
        exclude = ["specs", "held_fields"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored_specs = dict(self.instance.specs) if self.instance.pk else {}
        self.stored_held = list(self.instance.held_fields)
        self.initial.update(specs.initial_from(self.stored_specs))
        self.initial["opened_revision"] = self.instance.revision
        self.initial["keep_held"] = self.stored_held
        held = self.fields.get("keep_held")
        if isinstance(held, HeldFieldsField):
            held.offer(self.stored_held)

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        earlier = ArtifactAlias.objects.filter(kind=AliasKind.SLUG, value=slug)
        owner = earlier.exclude(artifact=self.instance.pk).select_related("artifact").first()
        if owner:
            raise ValidationError(f"This is an earlier slug of {owner.artifact}; it stays theirs.")
        return slug

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk:
            self._refuse_stale(cleaned)
            self._refuse_unknown_specs(cleaned)
            self.instance.specs = self._kept_specs() | specs.specs_from(cleaned)
        return cleaned

    def _refuse_stale(self, cleaned: dict[str, Any]) -> None:
        row = Artifact.objects.select_for_update().filter(pk=self.instance.pk)
        now = row.values_list("revision", flat=True).get()
        opened = cleaned.get("opened_revision")
        if opened != now and not cleaned.get("overwrite"):
            self.fields["overwrite"].widget = UnfoldBooleanSwitchWidget()
            raise ValidationError(
                CHANGED_MEANWHILE.format(opened=opened or "unknown", now=now), code="stale"
            )
        self.instance.revision = now

    def _refuse_unknown_specs(self, cleaned: dict[str, Any]) -> None:
        if unknown := specs.unknown_names(self.data, self.fields):
            raise ValidationError(
                f"This type has no specification called {', '.join(unknown)}.", code="unknown_spec"
            )
        chosen = cleaned.get("type")
        given = specs.specs_from(cleaned)
        if chosen and given and chosen.pk != self.initial.get("type"):
            known = SpecDefinition.objects.filter(type=chosen).values_list("key", flat=True)
            if foreign := sorted(set(given) - set(known)):
                words = WRONG_TYPE.format(type=chosen, keys=", ".join(foreign))
                raise ValidationError({"type": ValidationError(words, code="foreign_spec")})

    def _kept_specs(self) -> dict[str, Any]:
        """Stored values that the type does not define: shown on the page, never lost by a save."""
        defined = {row.key for row in self.definitions}
        return {key: value for key, value in self.stored_specs.items() if key not in defined}

    def changed_facts(self) -> list[str]:
        """Names of the facts this form changes, as importers call them."""
        columns = {
            field.name: field.attname
            for field in Artifact._meta.concrete_fields
            if field.name not in NEVER_HELD
        }
        changed = [columns[name] for name in self.changed_data if name in columns]
        now: dict[str, Any] = self.instance.specs
        keys = {
            key for key in {*now, *self.stored_specs} if now.get(key) != self.stored_specs.get(key)
        }
        return changed + [f"specs.{key}" for key in sorted(keys)]

    def hold(self) -> None:
        """Hold what was changed, where a source keeps this record up to date; release the rest."""
        self.instance.held_fields = still_held(
            stored=self.stored_held,
            kept=self.cleaned_data.get("keep_held", self.stored_held),
            changed=self.changed_facts() if is_synced(self.instance) else [],
        )


def is_synced(artifact: Artifact) -> bool:
    """Whether an importer can find this record: it has an outside id."""
    return artifact.aliases.exclude(kind=AliasKind.SLUG).exists()


def form_with_specs(definitions: Iterable[SpecDefinition]) -> type[ArtifactForm]:
    """The artifact form with one typed field per definition."""
    rows = tuple(definitions)
    return type("ArtifactForm", (ArtifactForm,), {"definitions": rows, **specs.spec_fields(rows)})
