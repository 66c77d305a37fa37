"""What the formula says, as rows an editor can read. An epoch freezes them when it opens."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ranking.scoring import BASIS


class FormulaState(models.TextChoices):
    DRAFT = "draft", "Draft"
    SHADOW = "shadow", "Shadow: computed, not shown"
    ACTIVE = "active", "Active"
    RETIRED = "retired", "Retired"


class Formula(models.Model):
    """One version of the formula. Its definition never changes; a change is a new version."""

    version = models.CharField(max_length=20, unique=True)
    definition = models.JSONField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=FormulaState, default=FormulaState.DRAFT)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state=FormulaState.ACTIVE),
                name="formula_one_active",
                violation_error_message="Another formula is active; retire it first.",
            )
        ]

    def __str__(self) -> str:
        return self.version


class WeightProfile(models.Model):
    """What each component weighs for one type, in basis points that sum to 10,000."""

    type_key = models.CharField("type", max_length=20, unique=True)
    adoption = models.PositiveSmallIntegerField()
    quality = models.PositiveSmallIntegerField()
    ecosystem = models.PositiveSmallIntegerField()
    match = models.PositiveSmallIntegerField()
    freshness = models.PositiveSmallIntegerField()
    half_life = models.PositiveSmallIntegerField(
        help_text="Days after which an artifact keeps half of its freshness."
    )

    class Meta:
        ordering = ["type_key"]
        constraints = [
            models.CheckConstraint(
                name="profile_weights_sum_to_the_whole",
                condition=Q(
                    adoption=BASIS - F("quality") - F("ecosystem") - F("match") - F("freshness")
                ),
                violation_error_message="The five weights sum to 10,000 basis points.",
            ),
            models.CheckConstraint(
                name="profile_half_life_in_bounds",
                condition=Q(half_life__gte=1) & Q(half_life__lte=730),
                violation_error_message="A half-life lies between 1 and 730 days.",
            ),
        ]

    def __str__(self) -> str:
        return self.type_key


class SignalDefinition(models.Model):
    """A measured count that speaks for adoption, and its weight within one type."""

    type_key = models.CharField("type", max_length=20)
    component = models.CharField(max_length=20, default="adoption")
    signal = models.CharField(max_length=30)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["type_key", "component", "signal"]
        constraints = [
            models.UniqueConstraint(
                fields=["type_key", "component", "signal"],
                name="signal_once_per_type",
                violation_error_message="This type has that signal already.",
            ),
            models.CheckConstraint(
                name="signal_weight_in_bounds",
                condition=Q(weight__gte=1) & Q(weight__lte=100),
                violation_error_message="A signal weighs between 1 and 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signal} ({self.type_key})"


class QualityCriterion(models.Model):
    """One line of the quality checklist. A criterion of no points is a flag other rules read."""

    code = models.CharField(max_length=30, primary_key=True)
    label = models.CharField(max_length=60)
    help = models.CharField(max_length=300)
    improve = models.CharField(max_length=200, blank=True)
    points = models.PositiveSmallIntegerField()
    applies_to = ArrayField(models.CharField(max_length=20))
    evaluator = models.CharField(
        max_length=30, help_text="The rule that reads it off the catalog, or “checked”."
    )
    parameters = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "quality criteria"
        constraints = [
            models.CheckConstraint(
                name="criterion_points_in_bounds",
                condition=Q(points__lte=100),
                violation_error_message="A criterion is worth 100 points at most.",
            )
        ]

    def __str__(self) -> str:
        return self.label
