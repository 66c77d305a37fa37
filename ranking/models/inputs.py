"""What the ranking reads that is not in the catalog: results of outside checks, and the log."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from catalog.models import Artifact
from ranking.models.formulas import QualityCriterion

SHARDS = 64


class ResultState(models.TextChoices):
    NA = "na", "Does not apply"
    UNKNOWN = "unknown", "Not known"
    OBSERVED = "observed", "Checked"


class ResultOrigin(models.TextChoices):
    """Who says so. What an editor entered stands until an editor takes it back."""

    CHECK = "check", "Automatic check"
    EDITOR = "editor", "Entered by hand"


class QualityResult(models.Model):
    """What a check found for one artifact and criterion: `permille` of its points, 0 to 1000."""

    artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="quality_results")
    criterion = models.ForeignKey(QualityCriterion, models.CASCADE, related_name="results")
    state = models.CharField(max_length=10, choices=ResultState, default=ResultState.OBSERVED)
    permille = models.PositiveSmallIntegerField(null=True, blank=True)
    evidence = models.CharField(max_length=500, blank=True)
    checked_at = models.DateTimeField()
    origin = models.CharField(
        max_length=10,
        choices=ResultOrigin,
        default=ResultOrigin.EDITOR,
        db_default=ResultOrigin.EDITOR,
        editable=False,
    )

    class Meta:
        ordering = ["artifact", "criterion"]
        constraints = [
            models.CheckConstraint(
                name="result_origin_known",
                condition=Q(origin__in=ResultOrigin.values),
                violation_error_message="A result comes from a check or from an editor.",
            ),
            models.UniqueConstraint(
                fields=["artifact", "criterion"],
                name="result_once_per_criterion",
                violation_error_message="This criterion has a result already.",
            ),
            models.CheckConstraint(
                name="result_figure_where_checked",
                condition=Q(state=ResultState.OBSERVED, permille__isnull=False)
                | (~Q(state=ResultState.OBSERVED) & Q(permille__isnull=True)),
                violation_error_message="A checked criterion has a figure, another has none.",
            ),
            models.CheckConstraint(
                name="result_permille_in_bounds",
                condition=Q(permille__isnull=True) | Q(permille__lte=1000),
                violation_error_message="The figure lies between 0 and 1000.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id} of {self.artifact_id}"


class Dirty(models.Model):
    """An artifact whose inputs changed: written by triggers, deleted by the drain that read it."""

    artifact_id = models.BigIntegerField()
    shard = models.GeneratedField(
        expression=F("artifact_id") % SHARDS,
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    reason = models.CharField(max_length=30)
    marked_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]
        db_table = "ranking_dirty"
        verbose_name = "dirty mark"
        indexes = [models.Index(fields=["shard"], name="dirty_shard")]

    def __str__(self) -> str:
        return f"{self.artifact_id}: {self.reason}"
