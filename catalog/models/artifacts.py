from typing import Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from catalog.enums import (
    AliasKind,
    DatePrecision,
    EditorialState,
    Lifecycle,
    LinkKind,
    PricingModel,
    ReleaseKind,
)
from catalog.models.history import tracked
from catalog.models.triggers import (
    CHANGED_AT,
    FREE_SLUG,
    KEEP_EARLIER_SLUG,
    KEEP_LIFECYCLE,
    OWN_REVISION,
    raises_revision,
)
from catalog.models.vocabulary import SLUG_FORM, ArtifactType, Category, Organization, Source, Tag


class ArtifactQuerySet(models.QuerySet["Artifact"]):
    def published(self) -> "ArtifactQuerySet":
        return self.filter(state=EditorialState.PUBLISHED)

    def with_names(self) -> "ArtifactQuerySet":
        """Join what every list and page shows beside the artifact."""
        return self.select_related("type", "publisher")


@tracked(exclude=["revision", "updated_at"])
class Artifact(models.Model):
    """One model, dataset, server, agent, framework or tool, apart from who serves it."""

    slug = models.SlugField(
        max_length=120,
        unique=True,
        help_text="Lower-case letters, digits and single hyphens. An earlier slug keeps working.",
    )
    name = models.CharField(max_length=200)
    type = models.ForeignKey(ArtifactType, models.PROTECT, related_name="artifacts")
    publisher = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="artifacts"
    )
    summary = models.CharField(
        max_length=300, blank=True, help_text="One or two sentences; shown in lists."
    )
    description = models.TextField(
        blank=True, help_text="Markdown. 400 characters or more earn full points."
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="artifacts",
        help_text="The main source of this record. Publication needs one.",
    )
    categories = models.ManyToManyField(Category, blank=True, related_name="artifacts")
    tags = models.ManyToManyField(Tag, blank=True, related_name="artifacts")

    licence_spdx = models.CharField(
        "licence (SPDX id)", max_length=100, blank=True, help_text="For example Apache-2.0."
    )
    licence_name = models.CharField(
        max_length=200, blank=True, help_text="Only where no SPDX id exists; needs a link."
    )
    licence_url = models.URLField("licence link", max_length=500, blank=True)
    pricing_model = models.CharField(
        max_length=20, choices=PricingModel, default=PricingModel.UNKNOWN
    )

    lifecycle = models.CharField(max_length=20, choices=Lifecycle, default=Lifecycle.ACTIVE)
    announced_on = models.DateField(null=True, blank=True)
    released_on = models.DateField(
        null=True, blank=True, help_text="First day of the month or year if only that is known."
    )
    released_precision = models.CharField(
        max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )
    deprecated_on = models.DateField(null=True, blank=True)
    retired_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="predecessors"
    )
    specs = models.JSONField(
        default=dict, blank=True, help_text="Values by key, as the type's specifications define."
    )

    state = models.CharField(
        max_length=20, choices=EditorialState, default=EditorialState.DRAFT, editable=False
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    revision = models.PositiveBigIntegerField(default=1, editable=False)
    held_fields = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        help_text="Fields an editor holds: an import never overwrites them.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ArtifactQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        permissions = [
            ("submit_artifact", "Can submit an artifact for review"),
            ("publish_artifact", "Can publish, unpublish and archive artifacts"),
        ]
        indexes = [
            models.Index(fields=["type", "state"], name="artifact_type_state"),
            models.Index(fields=["name", "id"], name="artifact_name"),
            models.Index(
                fields=["published_at", "id"],
                condition=Q(state=EditorialState.PUBLISHED),
                name="artifact_newest",
            ),
            GinIndex(
                SearchVector("name", weight="A", config="english")
                + SearchVector("summary", weight="B", config="english"),
                name="artifact_text",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="artifact_slug_form",
                condition=Q(slug__regex=SLUG_FORM),
                violation_error_message="Use lower-case letters, digits and single hyphens.",
            ),
            models.CheckConstraint(
                name="artifact_slug_without_vs",
                condition=~Q(slug__regex=r"(^vs-|-vs-|-vs$)"),
                violation_error_message="No “vs” as a word: addresses of comparisons use it.",
            ),
            models.CheckConstraint(
                name="artifact_publishable",
                condition=~Q(state=EditorialState.PUBLISHED)
                | (
                    Q(publisher__isnull=False)
                    & Q(source__isnull=False)
                    & Q(published_at__isnull=False)
                    & ~Q(summary="")
                ),
                violation_error_message="Publication needs a publisher, a summary and a source.",
            ),
            models.CheckConstraint(
                name="artifact_licence_once",
                condition=Q(licence_spdx="") | Q(licence_name=""),
                violation_error_message="Give the licence as SPDX id or by name, not both.",
            ),
            models.CheckConstraint(
                name="artifact_named_licence_linked",
                condition=Q(licence_name="") | ~Q(licence_url=""),
                violation_error_message="A licence given by name needs its link.",
            ),
            models.CheckConstraint(
                name="artifact_dates_in_order",
                condition=Q(retired_on__isnull=True)
                | Q(deprecated_on__isnull=True)
                | Q(retired_on__gte=F("deprecated_on")),
                violation_error_message="Retirement cannot come before deprecation.",
            ),
            models.CheckConstraint(
                name="artifact_not_its_own_successor",
                condition=Q(successor__isnull=True) | ~Q(successor=F("id")),
                violation_error_message="An artifact cannot succeed itself.",
            ),
        ]
        triggers = [OWN_REVISION, CHANGED_AT, FREE_SLUG, KEEP_EARLIER_SLUG, KEEP_LIFECYCLE]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("artifact", args=[self.slug])

    @property
    def is_published(self) -> bool:
        return self.state == EditorialState.PUBLISHED

    def missing_for_publication(self) -> list[str]:
        """Names of the fields that publication still needs, in the order of the form."""
        needed: dict[str, Any] = {
            "publisher": self.publisher_id,
            "summary": self.summary,
            "source": self.source_id,
        }
        return [name for name, value in needed.items() if not value]

    def clean(self) -> None:
        if not isinstance(self.specs, dict):
            raise ValidationError({"specs": "Give an object of values by key."})


@tracked()
class ArtifactLink(models.Model):
    artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=20, choices=LinkKind)
    url = models.URLField("address", max_length=1000)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["artifact", "kind", "url"],
                name="artifact_link_once",
                violation_error_message="This link is there already.",
            )
        ]
        triggers = raises_revision()

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.url}"


@tracked()
class ArtifactAlias(models.Model):
    """An earlier slug or an outside id: the join key of importers, owned by one artifact."""

    artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="aliases")
    kind = models.CharField(max_length=30, choices=AliasKind)
    value = models.CharField(max_length=300)

    class Meta:
        ordering = ["kind", "value"]
        verbose_name_plural = "artifact aliases"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "value"],
                name="alias_belongs_to_one_artifact",
                violation_error_message="Another artifact has this alias already.",
            ),
            models.CheckConstraint(
                name="alias_not_empty",
                condition=~Q(value=""),
                violation_error_message="Give the alias.",
            ),
        ]
        triggers = raises_revision()

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


@tracked()
class Release(models.Model):
    """A meaningful upstream event. Freshness counts from the latest one; our edits never count."""

    artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="releases")
    kind = models.CharField(max_length=20, choices=ReleaseKind, default=ReleaseKind.RELEASE)
    version = models.CharField(max_length=100, blank=True)
    released_on = models.DateField()
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["-released_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["artifact", "kind", "version", "released_on"],
                name="release_once",
                violation_error_message="This release is there already.",
            )
        ]
        triggers = raises_revision()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}".strip()


@pghistory.track(
    pghistory.InsertEvent("category.add"),
    pghistory.DeleteEvent("category.remove"),
    obj_field=None,
)
class ArtifactCategories(Artifact.categories.through):  # type: ignore[name-defined,misc]
    class Meta:
        proxy = True
        triggers = raises_revision()


@pghistory.track(
    pghistory.InsertEvent("tag.add"), pghistory.DeleteEvent("tag.remove"), obj_field=None
)
class ArtifactTags(Artifact.tags.through):  # type: ignore[name-defined,misc]
    class Meta:
        proxy = True
        triggers = raises_revision()
