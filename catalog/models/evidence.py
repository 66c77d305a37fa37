from django.db import models
from django.db.models import Q

from catalog.enums import Metric, ObservationState, Stance
from catalog.models.artifacts import Artifact
from catalog.models.capabilities import ArtifactCapability
from catalog.models.history import tracked
from catalog.models.triggers import raises_revision
from catalog.models.vocabulary import Source

LARGEST_COUNT = 10**12


@tracked()
class Citation(models.Model):
    """A source that supports or disputes one fact of an artifact, and the day it was read.

    Without a day the source is named but was not read for this record.
    """

    artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="citations")
    artifact_capability = models.ForeignKey(
        ArtifactCapability, models.CASCADE, null=True, blank=True, related_name="citations"
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations")
    field = models.CharField(
        max_length=100,
        blank=True,
        help_text="The fact it speaks of, for example licence_spdx or specs.context_tokens.",
    )
    claim = models.CharField(max_length=500, blank=True, help_text="What the source says.")
    stance = models.CharField(max_length=10, choices=Stance, default=Stance.SUPPORTS)
    read_on = models.DateField(
        null=True, blank=True, help_text="The day you read it; leave empty if you have not."
    )
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["field", models.F("read_on").desc(nulls_last=True), "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["artifact", "artifact_capability", "source", "field", "claim"],
                nulls_distinct=False,
                name="citation_once",
                violation_error_message="This citation is there already.",
            )
        ]
        triggers = raises_revision()

    def __str__(self) -> str:
        return f"{self.field or 'record'}: {self.claim}".strip()


class Observation(models.Model):
    """What a source measured, append-only: a newer row stands beside the older ones."""

    artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="observations")
    metric = models.CharField(max_length=30, choices=Metric)
    subject = models.CharField(
        max_length=200,
        blank=True,
        help_text="The package or repository counted, where an artifact has several.",
    )
    value = models.BigIntegerField()
    window_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Days the count covers; empty for a running total."
    )
    observed_at = models.DateTimeField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="observations")
    state = models.CharField(
        max_length=10, choices=ObservationState, default=ObservationState.OBSERVED
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["artifact", "metric", "-observed_at"]
        indexes = [
            models.Index(
                fields=["artifact", "metric", "subject", "-observed_at"], name="observation_latest"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["artifact", "metric", "subject", "source", "observed_at"],
                name="observation_once",
                violation_error_message="This source's figure for that moment is there already.",
            ),
            models.CheckConstraint(
                name="observation_value_in_bounds",
                condition=Q(value__gte=0) & Q(value__lte=LARGEST_COUNT),
                violation_error_message="A count lies between 0 and 1,000,000,000,000.",
            ),
        ]
        triggers = raises_revision()

    def __str__(self) -> str:
        return f"{self.get_metric_display()}: {self.value}"


@tracked()
class NotApplicable(models.Model):
    """An editor's word that a metric does not apply to this artifact."""

    artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="not_applicable")
    metric = models.CharField(max_length=30, choices=Metric)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["artifact", "metric"]
        verbose_name = "metric that does not apply"
        verbose_name_plural = "metrics that do not apply"
        constraints = [
            models.UniqueConstraint(
                fields=["artifact", "metric"],
                name="not_applicable_once",
                violation_error_message="This metric is marked already.",
            ),
            models.CheckConstraint(
                name="not_applicable_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Say why the metric does not apply.",
            ),
        ]
        triggers = raises_revision()

    def __str__(self) -> str:
        return f"{self.get_metric_display()} does not apply"
