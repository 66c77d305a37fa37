"""What an epoch froze, and the day its scores stand at."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ranking.models.formulas import Formula
from ranking.normaliser import Table


class EpochQuerySet(models.QuerySet["Epoch"]):
    def active(self) -> "EpochQuerySet":
        return self.filter(is_active=True)


class Epoch(models.Model):
    """A stretch of time with one formula and frozen curves; `as_of` moves on once a day.

    Inside an epoch a fact changes the score of its own artifact only: no third artifact can change
    the order of two others.
    """

    formula = models.ForeignKey(Formula, models.PROTECT, related_name="epochs")
    as_of = models.DateField(help_text="Ages and deadlines count up to this day.")
    is_active = models.BooleanField(default=False)
    opened_at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(max_length=300, blank=True)

    objects = EpochQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_active"],
                condition=Q(is_active=True),
                name="epoch_one_active",
                violation_error_message="Another epoch is active.",
            )
        ]

    def __str__(self) -> str:
        return f"Epoch {self.pk}"


class NormaliserTable(models.Model):
    """The curve from counts to ppm that one signal of one type goes by in one epoch."""

    epoch = models.ForeignKey(Epoch, models.CASCADE, related_name="normalisers")
    type_key = models.CharField("type", max_length=20)
    signal = models.CharField(max_length=30)
    xs = ArrayField(models.BigIntegerField())
    ss = ArrayField(models.IntegerField())
    n = models.PositiveIntegerField(help_text="Figures the curve was fitted to.")
    sha256 = models.CharField(max_length=64)
    basis = models.CharField(max_length=200, help_text="Whose figures, and of which day.")

    class Meta:
        ordering = ["epoch", "type_key", "signal"]
        constraints = [
            models.UniqueConstraint(
                fields=["epoch", "type_key", "signal"],
                name="normaliser_once_per_epoch",
                violation_error_message="This epoch has that curve already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.signal} ({self.type_key})"

    @property
    def table(self) -> Table:
        return Table(tuple(self.xs), tuple(self.ss))


class TypeTerms(models.Model):
    """Everything an epoch froze for one type, laid out for the statement that computes scores.

    `metrics` names the adoption signals of the three slots in the order of their keys, "" for an
    empty slot; `xs1`, `ss1` ... are their curves. `points` follows the order of criterion codes.
    `weights` holds the effective weights for each set of components that count: five numbers, in
    the order of component keys, from index 5 x set; bit i of a set stands for component i.
    Quantiles are q05, q10, q25, q95. `decay` is freshness by day within one half-life.
    """

    epoch = models.ForeignKey(Epoch, models.CASCADE, related_name="terms")
    type_key = models.CharField("type", max_length=20)
    metrics = ArrayField(models.CharField(max_length=30, blank=True))
    metric_weights = ArrayField(models.IntegerField())
    xs1 = ArrayField(models.BigIntegerField())
    ss1 = ArrayField(models.IntegerField())
    xs2 = ArrayField(models.BigIntegerField())
    ss2 = ArrayField(models.IntegerField())
    xs3 = ArrayField(models.BigIntegerField())
    ss3 = ArrayField(models.IntegerField())
    points = ArrayField(models.IntegerField())
    profile = ArrayField(
        models.SmallIntegerField(),
        default=list,
        help_text="Basis points by component, in the order of their keys, before any drops out.",
    )
    weights = ArrayField(models.SmallIntegerField())
    decay = ArrayField(models.IntegerField())
    adoption_quantiles = ArrayField(models.IntegerField())
    quality_quantiles = ArrayField(models.IntegerField())
    freshness_quantiles = ArrayField(models.IntegerField())

    class Meta:
        ordering = ["epoch", "type_key"]
        verbose_name_plural = "type terms"
        constraints = [
            models.UniqueConstraint(fields=["epoch", "type_key"], name="terms_once_per_epoch")
        ]

    def __str__(self) -> str:
        return f"{self.type_key} in {self.epoch_id}"


class Shard(models.Model):
    """One sixty-fourth of the artifacts: the epoch and day it was last computed whole for."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    epoch = models.ForeignKey(Epoch, models.CASCADE, related_name="+")
    as_of = models.DateField()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return str(self.number)
