"""Evidence rolled up by week: what the rank reads of searches. Rows begin on a Monday.

A week is derived from its trusted events and may be worked out anew as long as they are kept.
"""

from django.db import models
from django.db.models import Q

from catalog.models import Artifact, Capability


class EvidenceWeek(models.Model):
    """What visitors did with one capability of one artifact.

    `visitor_days` counts units of evidence: one visitor, day, intent, capability and artifact.
    `examinations` is the sum of how likely each was looked at, `outcomes` of what came of it;
    both in thousandths.
    """

    artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="evidence_weeks")
    capability = models.ForeignKey(Capability, models.CASCADE, related_name="evidence_weeks")
    week = models.DateField(help_text="The Monday the week begins on.")
    visitor_days = models.PositiveIntegerField()
    examinations = models.PositiveBigIntegerField(help_text="Sum in thousandths.")
    outcomes = models.PositiveBigIntegerField(help_text="Sum in thousandths.")

    class Meta:
        ordering = ["artifact", "capability", "-week"]
        constraints = [
            models.UniqueConstraint(
                fields=["artifact", "capability", "week"],
                name="evidence_once_a_week",
                violation_error_message="This week's evidence is there already.",
            ),
            models.CheckConstraint(
                name="evidence_week_begins_on_monday",
                condition=Q(week__iso_week_day=1),
                violation_error_message="A week begins on a Monday.",
            ),
            models.CheckConstraint(
                name="evidence_of_somebody",
                condition=Q(visitor_days__gte=1) & Q(examinations__gte=1),
                violation_error_message="Evidence comes from one visitor at least.",
            ),
            models.CheckConstraint(
                name="evidence_outcomes_in_bounds",
                condition=Q(outcomes__lte=models.F("visitor_days") * 1000),
                violation_error_message="A visit's outcome is the whole at most.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capability_id} of {self.artifact_id}, {self.week}"


class DemandWeek(models.Model):
    """Visitors, once a day each, whose intent an artifact matched in retrieval, before ranking."""

    artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="demand_weeks")
    week = models.DateField(help_text="The Monday the week begins on.")
    visitor_days = models.PositiveIntegerField()

    class Meta:
        ordering = ["artifact", "-week"]
        constraints = [
            models.UniqueConstraint(
                fields=["artifact", "week"],
                name="demand_once_a_week",
                violation_error_message="This week's demand is there already.",
            ),
            models.CheckConstraint(
                name="demand_week_begins_on_monday",
                condition=Q(week__iso_week_day=1),
                violation_error_message="A week begins on a Monday.",
            ),
            models.CheckConstraint(
                name="demand_of_somebody",
                condition=Q(visitor_days__gte=1),
                violation_error_message="Demand comes from one visitor at least.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.artifact_id}, {self.week}"
