"""What an epoch froze, and the day its scores stand at."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from catalog.models import Capability
from ranking.guards import Report
from ranking.models.formulas import Formula
from ranking.normaliser import Table


class EpochState(models.TextChoices):
    SHADOW = "shadow", "Shadow: computed beside the active one"
    ACTIVE = "active", "Active"
    RETIRED = "retired", "Retired"
    DISCARDED = "discarded", "Discarded"


class EpochQuerySet(models.QuerySet["Epoch"]):
    def active(self) -> "EpochQuerySet":
        return self.filter(state=EpochState.ACTIVE)

    def shadow(self) -> "EpochQuerySet":
        return self.filter(state=EpochState.SHADOW)

    def live_first(self) -> "EpochQuerySet":
        """The active epoch and, if there is one, the one computed beside it."""
        computed = self.filter(state__in=[EpochState.ACTIVE, EpochState.SHADOW])
        return computed.select_related("formula").order_by("state")


class Epoch(models.Model):
    """A stretch of time with one formula and frozen curves; `as_of` moves on once a day.

    Inside an epoch a fact changes the score of its own artifact, and of those its relations speak
    for, only: no third artifact can change the order of two others.

    `report` is what its last check found (`ranking.guards.Report`, as JSON). An automatic epoch is
    switched to as soon as it is computed and passes; `waived` is the reason why it may do so
    whatever the checks find.
    """

    formula = models.ForeignKey(Formula, models.PROTECT, related_name="epochs")
    as_of = models.DateField(help_text="Ages and deadlines count up to this day.")
    state = models.CharField(max_length=10, choices=EpochState, default=EpochState.SHADOW)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followers"
    )
    fitted_on = models.DateField(
        null=True, blank=True, help_text="Curves were fitted to what was read up to this day."
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    is_automatic = models.BooleanField(default=False)
    waived = models.CharField(max_length=300, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    report = models.JSONField(null=True, blank=True)
    switched_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = EpochQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        permissions = [("switch_epoch", "Can close, check, switch, discard and restore epochs")]
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state="active"),
                name="epoch_one_active",
                violation_error_message="Another epoch is active.",
            ),
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state="shadow"),
                name="epoch_one_shadow",
                violation_error_message="Another epoch is being prepared: switch or discard it.",
            ),
        ]

    def __str__(self) -> str:
        return f"Epoch {self.pk}"

    @property
    def is_shadow(self) -> bool:
        return self.state == EpochState.SHADOW

    @property
    def last_report(self) -> Report | None:
        return Report.from_json(self.report) if self.report else None

    @property
    def is_checked(self) -> bool:
        """Whether its report is of its present day."""
        report = self.last_report
        return report is not None and report.as_of == self.as_of.isoformat()


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
    """What an epoch froze for one type besides its curves, laid out for the scoring statement.

    `metrics` names the adoption signals of the three slots in the order of their keys, "" for an
    empty slot. `points` follows the order of criterion codes. `weights` holds the effective
    weights for each set of components that count: five numbers, in the order of component keys,
    from index 5 x set; bit i of a set stands for component i, and a component that sleeps weighs
    nothing in any. Quantiles are q05, q10, q25, q95 of `fitted_to` artifacts, 0 where they are
    the shipped ones. `decay` is freshness by day within one half-life, `match_mean` the outcome
    to expect of an examination. The arrays lie inside the row: see migration 0002.
    """

    epoch = models.ForeignKey(Epoch, models.CASCADE, related_name="terms")
    type_key = models.CharField("type", max_length=20)
    metrics = ArrayField(models.CharField(max_length=30, blank=True))
    metric_weights = ArrayField(models.IntegerField())
    points = ArrayField(models.IntegerField())
    profile = ArrayField(
        models.SmallIntegerField(),
        default=list,
        help_text="Basis points by component, in the order of their keys, before any drops out.",
    )
    weights = ArrayField(models.SmallIntegerField())
    decay = ArrayField(models.IntegerField())
    adoption_quantiles = ArrayField(models.IntegerField())
    ecosystem_quantiles = ArrayField(models.IntegerField(), default=list)
    freshness_quantiles = ArrayField(models.IntegerField())
    match_quantiles = ArrayField(models.IntegerField(), default=list)
    quality_quantiles = ArrayField(models.IntegerField())
    fitted_to = ArrayField(
        models.IntegerField(),
        default=list,
        help_text="Artifacts behind the quantiles, by component in the order of their keys.",
    )
    match_sleeps = models.BooleanField(default=True)
    match_mean = models.IntegerField(default=0)

    class Meta:
        ordering = ["epoch", "type_key"]
        verbose_name_plural = "type terms"
        constraints = [
            models.UniqueConstraint(fields=["epoch", "type_key"], name="terms_once_per_epoch")
        ]

    def __str__(self) -> str:
        return f"{self.type_key} in {self.epoch_id}"


class TypeCurves(models.Model):
    """The curves of one type, laid out for the scoring statement: counts `xs`, ppm `ss`.

    1 to 3 are those of the adoption slots. Beside `TypeTerms` and not in it, because the arrays of
    both would not fit into one page.
    """

    epoch = models.ForeignKey(Epoch, models.CASCADE, related_name="curves")
    type_key = models.CharField("type", max_length=20)
    xs1 = ArrayField(models.BigIntegerField())
    ss1 = ArrayField(models.IntegerField())
    xs2 = ArrayField(models.BigIntegerField())
    ss2 = ArrayField(models.IntegerField())
    xs3 = ArrayField(models.BigIntegerField())
    ss3 = ArrayField(models.IntegerField())
    xs_confirmed_links = ArrayField(models.BigIntegerField())
    ss_confirmed_links = ArrayField(models.IntegerField())
    xs_curated_lists = ArrayField(models.BigIntegerField())
    ss_curated_lists = ArrayField(models.IntegerField())
    xs_owners_in = ArrayField(models.BigIntegerField())
    ss_owners_in = ArrayField(models.IntegerField())
    xs_types_in = ArrayField(models.BigIntegerField())
    ss_types_in = ArrayField(models.IntegerField())
    xs_demand = ArrayField(models.BigIntegerField())
    ss_demand = ArrayField(models.IntegerField())

    class Meta:
        ordering = ["epoch", "type_key"]
        verbose_name_plural = "type curves"
        constraints = [
            models.UniqueConstraint(fields=["epoch", "type_key"], name="curves_once_per_epoch")
        ]

    def __str__(self) -> str:
        return f"{self.type_key} in {self.epoch_id}"


class MatchMean(models.Model):
    """What is usual for a capability among artifacts of a type, in ppm of an examination."""

    epoch = models.ForeignKey(Epoch, models.CASCADE, related_name="match_means")
    type_key = models.CharField("type", max_length=20)
    capability = models.ForeignKey(Capability, models.CASCADE, related_name="+")
    mean = models.IntegerField()

    class Meta:
        ordering = ["epoch", "type_key", "capability"]
        constraints = [
            models.UniqueConstraint(
                fields=["epoch", "type_key", "capability"], name="match_mean_once_per_epoch"
            )
        ]

    def __str__(self) -> str:
        return f"{self.capability_id} ({self.type_key})"


class Shard(models.Model):
    """One sixty-fourth of the artifacts, and the day it was last computed whole for an epoch."""

    number = models.PositiveSmallIntegerField()
    epoch = models.ForeignKey(Epoch, models.CASCADE, related_name="shards")
    as_of = models.DateField()

    class Meta:
        ordering = ["epoch", "number"]
        constraints = [models.UniqueConstraint(fields=["epoch", "number"], name="shard_once")]

    def __str__(self) -> str:
        return str(self.number)
