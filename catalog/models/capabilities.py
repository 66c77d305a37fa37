from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q

from catalog.enums import ReviewState, Support
from catalog.models.artifacts import Artifact
from catalog.models.history import tracked
from catalog.models.triggers import raises_revision


@tracked()
class Capability(models.Model):
    """One word of the shared vocabulary: what artifacts can do, whatever each calls it."""

    key = models.CharField(
        max_length=100, unique=True, help_text="Short and stable, for example code.completion."
    )
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )

    class Meta:
        ordering = ["key"]
        verbose_name_plural = "capabilities"
        constraints = [
            models.CheckConstraint(
                name="capability_key_form",
                condition=Q(key__regex=r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$"),
                violation_error_message="Use lower-case words joined by dots.",
            ),
            models.CheckConstraint(
                name="capability_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_message="A capability cannot be its own parent.",
            ),
        ]
        triggers = raises_revision(
            "SELECT c.artifact_id FROM catalog_artifactcapability c"
            " JOIN {rows} ON c.capability_id = r.id"
        )

    def __str__(self) -> str:
        return self.name


def text_list(help_text: str) -> "ArrayField[list[str], list[str]]":
    return ArrayField(
        models.CharField(max_length=300), default=list, blank=True, help_text=help_text
    )


@tracked()
class ArtifactCapability(models.Model):
    """This artifact has that capability, in this artifact's words, with its conditions."""

    artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="capabilities")
    capability = models.ForeignKey(Capability, models.PROTECT, related_name="artifact_capabilities")
    support = models.CharField(max_length=10, choices=Support, default=Support.UNKNOWN)
    name = models.CharField(max_length=150, help_text="What this artifact calls it.")
    description = models.TextField(
        blank=True, help_text="How it works here. 100 characters or more earn full points."
    )
    unique_aspect = models.TextField(blank=True, help_text="What sets this one apart.")
    versus_alternatives = models.TextField(
        blank=True, help_text="Against alternatives. Cite a source for every comparison."
    )
    intents = text_list("What people want when this serves them, one a line.")
    best_for = text_list("Where it fits best, one a line.")
    limitations = text_list("Limits and conditions, one a line.")
    requires = text_list("What it needs, one a line.")
    input_types = text_list("For example text, image.")
    output_types = text_list("For example text, code.")
    position = models.PositiveSmallIntegerField(default=0)
    review_state = models.CharField(
        max_length=12, choices=ReviewState, default=ReviewState.UNREVIEWED
    )

    class Meta:
        ordering = ["artifact", "position", "id"]
        verbose_name_plural = "artifact capabilities"
        indexes = [
            GinIndex(
                SearchVector("name", weight="A", config="english")
                + SearchVector("description", weight="B", config="english"),
                name="artifactcapability_text",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["artifact", "capability"],
                name="capability_once_per_artifact",
                violation_error_message="This artifact has that capability already.",
            )
        ]
        triggers = raises_revision()

    def __str__(self) -> str:
        return self.name
