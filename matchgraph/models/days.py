"""Events rolled up by day, what of them is held back, and which days are to be rolled up again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from catalog.models import Artifact, Capability


class EvidenceDay(models.Model):
    """One day's units of evidence of an artifact and a capability; sums in thousandths."""

    artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="+")
    capability = models.ForeignKey(Capability, models.CASCADE, related_name="+")
    day = models.DateField()
    units = models.PositiveIntegerField()
    examinations = models.PositiveBigIntegerField()
    outcomes = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["day", "artifact", "capability"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "artifact", "capability"],
                name="evidence_once_a_day",
                violation_error_message="This day's evidence is there already.",
            ),
            models.CheckConstraint(
                name="evidence_day_in_bounds",
                condition=Q(units__gte=1)
                & Q(examinations__gte=1)
                & Q(examinations__lte=F("units") * 1000)
                & Q(outcomes__lte=F("units") * 1000),
                violation_error_message="A visit is looked at and worth the whole at most.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capability_id} of {self.artifact_id}, {self.day}"


class DemandDay(models.Model):
    """One day's visitors whose searches an artifact matched."""

    artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="+")
    day = models.DateField()
    visitors = models.PositiveIntegerField()

    class Meta:
        ordering = ["day", "artifact"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "artifact"],
                name="demand_once_a_day",
                violation_error_message="This day's demand is there already.",
            ),
            models.CheckConstraint(
                name="demand_day_of_somebody",
                condition=Q(visitors__gte=1),
                violation_error_message="Demand comes from one visitor at least.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.artifact_id}, {self.day}"


class HeldState(models.TextChoices):
    HELD = "held", "Held back"
    RELEASED = "released", "Released: it counts"
    REJECTED = "rejected", "Rejected: it counts nothing"


class HeldDayQuerySet(models.QuerySet["HeldDay"]):
    def waiting(self) -> "HeldDayQuerySet":
        return self.filter(state=HeldState.HELD)


class HeldDay(models.Model):
    """A day on which an artifact had far more units than usual: it waits for an editor's word.

    `usual_twice` is twice the median of the 28 days before, so that it is whole; `allowed` is how
    many units would have passed.
    """

    artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="held_days")
    day = models.DateField()
    units = models.PositiveIntegerField(help_text="Visits of that day, each visitor counted once.")
    usual_twice = models.PositiveIntegerField(editable=False)
    allowed = models.PositiveIntegerField(help_text="How many would have passed unasked.")
    state = models.CharField(max_length=10, choices=HeldState, default=HeldState.HELD)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was decided so.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = HeldDayQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "artifact"]
        verbose_name = "held-back evidence"
        verbose_name_plural = "held-back evidence"
        constraints = [
            models.UniqueConstraint(
                fields=["artifact", "day"],
                name="held_once_a_day",
                violation_error_message="This day is held back already.",
            ),
            models.CheckConstraint(
                name="held_day_above_what_is_allowed",
                condition=Q(units__gt=F("allowed")),
                violation_error_message="Only what is more than usual is held back.",
            ),
            models.CheckConstraint(
                name="held_day_decided_for_a_reason",
                condition=Q(state=HeldState.HELD, reason="", decided_at__isnull=True)
                | (
                    Q(state__in=[HeldState.RELEASED, HeldState.REJECTED], decided_at__isnull=False)
                    & ~Q(reason="")
                ),
                violation_error_message="Say why it is released or rejected.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.artifact}, {self.day}"


class RolledDay(models.Model):
    """A day whose events were counted."""

    day = models.DateField(primary_key=True)
    rolled_at = models.DateTimeField()

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day}"


class TouchedDay(models.Model):
    """A past day to which something was added: written by triggers, deleted by its roll-up."""

    day = models.DateField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.day}"


class MergedArtifact(models.Model):
    """An artifact that is gone, and the one that its events tell of now. One step leads there."""

    artifact_id = models.BigIntegerField(primary_key=True)
    into = models.ForeignKey(Artifact, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["artifact_id"]

    def __str__(self) -> str:
        return f"{self.artifact_id} into {self.into_id}"
