"""What the rank came to: rebuildable from the facts at any moment, never edited."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from catalog.models import Artifact, ArtifactType
from ranking.models.epochs import Epoch
from ranking.models.formulas import Formula

COMPONENT_KEYS = ("adoption", "ecosystem", "freshness", "match", "quality")


class ScoreQuerySet(models.QuerySet["Score"]):
    def ranked(self) -> "ScoreQuerySet":
        """Scores of published artifacts with enough coverage to stand in a list of the best."""
        return self.filter(is_listed=True)

    def of_type(self, type_key: str) -> "ScoreQuerySet":
        return self.filter(type=type_key)

    def in_order(self) -> "ScoreQuerySet":
        return self.order_by("-total", "-coverage", "artifact__slug")

    def for_page(self) -> "ScoreQuerySet":
        """Join what an explanation needs, so that it asks for nothing more but its sources."""
        return self.select_related("breakdown", "formula")


class Figures(models.Model):
    """The columns of a score: total 0 to 10^10, sd and range in the same unit.

    The arrays hold one number per component, in the order of their keys (`COMPONENT_KEYS`).
    A value is ppm, or None where the component sleeps or does not apply; so are its sd and its
    range. Weights are basis points; shown are tenths of a point. `adjustment` is what was added by
    hand, as far as it counts: the total is the sum of weight x value and it.
    """

    type = models.ForeignKey(
        ArtifactType, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    total = models.BigIntegerField()
    tenths = models.SmallIntegerField()
    headline = models.SmallIntegerField()
    sd = models.BigIntegerField()
    lo = models.BigIntegerField()
    hi = models.BigIntegerField()
    coverage = models.IntegerField()
    provisional = models.BooleanField()
    is_listed = models.BooleanField()
    weights = ArrayField(models.SmallIntegerField())
    values = ArrayField(models.IntegerField(null=True))
    sds = ArrayField(models.IntegerField(null=True), default=list)
    lows = ArrayField(models.IntegerField(null=True), default=list)
    highs = ArrayField(models.IntegerField(null=True), default=list)
    coverages = ArrayField(models.IntegerField())
    shown = ArrayField(models.SmallIntegerField())
    adjustment = models.BigIntegerField(default=0)
    formula = models.ForeignKey(Formula, models.PROTECT, db_index=False, db_constraint=False)
    epoch = models.ForeignKey(Epoch, models.PROTECT, db_index=False, db_constraint=False)
    as_of = models.DateField()

    class Meta:
        abstract = True


class Signals(models.Model):
    """The columns of a breakdown: the signals behind a score, never worked out again.

    The arrays hold the three adoption slots, the criteria in the order of their codes, then the
    signals of ecosystem and of match in the order of their keys. `states` are positions in
    `SignalState`, `parts` and `gains` ppm of the component. `adjustments` are those by hand that
    counted: tenths, reason and the last day of each.
    """

    metrics = ArrayField(models.CharField(max_length=30, blank=True))
    weights = ArrayField(models.SmallIntegerField())
    states = ArrayField(models.SmallIntegerField())
    normalised = ArrayField(models.IntegerField(null=True))
    parts = ArrayField(models.IntegerField())
    gains = ArrayField(models.IntegerField())
    observed_on = ArrayField(models.DateField(null=True))
    raw = ArrayField(models.BigIntegerField(null=True))
    sources = ArrayField(models.BigIntegerField(null=True))
    released_on = models.DateField(null=True)
    release_source = models.BigIntegerField(null=True)
    star_guard = models.BooleanField()
    finished_floor = models.BooleanField()
    adjustments = models.JSONField(null=True)

    class Meta:
        abstract = True


class Score(Figures):
    """The rank of one artifact at `as_of`. `revision` rises with any other change of the row or of
    its breakdown."""

    artifact = models.OneToOneField(
        Artifact, models.CASCADE, primary_key=True, related_name="score", db_constraint=False
    )
    revision = models.BigIntegerField(db_default=1)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        ordering = ["artifact"]
        indexes = [
            models.Index(fields=["-total"], name="score_total"),
            models.Index(fields=["type", "-total"], name="score_type_total"),
            models.Index(
                fields=["type", "lo"], condition=Q(is_listed=True), name="score_listed_lo"
            ),
            models.Index(
                fields=["type", "hi"], condition=Q(is_listed=True), name="score_listed_hi"
            ),
        ]

    def __str__(self) -> str:
        return str(self.headline)

    @property
    def contributions(self) -> dict[str, int]:
        """Weight x value by component; they sum to `total` less the adjustment."""
        by_key = zip(COMPONENT_KEYS, self.weights, self.values, strict=True)
        return {key: weight * (value or 0) for key, weight, value in by_key}


class Breakdown(Signals):
    """Written with its score in one transaction."""

    score = models.OneToOneField(
        Score,
        models.CASCADE,
        primary_key=True,
        db_column="artifact_id",
        related_name="breakdown",
        db_constraint=False,
    )

    class Meta:
        ordering = ["score"]

    def __str__(self) -> str:
        return f"Breakdown of {self.pk}"


class ShadowScore(Figures):
    """What an artifact's score would be in the epoch that is being prepared.

    Computed together with the live one, from the same facts at the same moment.
    """

    artifact_id = models.BigIntegerField(primary_key=True)

    class Meta:
        ordering = ["artifact_id"]

    def __str__(self) -> str:
        return str(self.headline)


class ShadowBreakdown(Signals):
    artifact_id = models.BigIntegerField(primary_key=True)

    class Meta:
        ordering = ["artifact_id"]

    def __str__(self) -> str:
        return f"Shadow breakdown of {self.pk}"


A_POINT = 100_000_000
BY_RULES = F("by_epoch") + F("by_formula") + F("by_hand")
# The first entry changed nothing: there was no total before it.
MOVED = ~Q(total=F("own") + BY_RULES) & (
    Q(own__gte=A_POINT - BY_RULES) | Q(own__lte=-A_POINT - BY_RULES)
)


class ScoreHistoryQuerySet(models.QuerySet["ScoreHistory"]):
    def moved(self) -> "ScoreHistoryQuerySet":
        """Entries that changed a rank by a point or more; never the first of an artifact."""
        return self.filter(MOVED)


class ScoreHistory(models.Model):
    """A change of the shown rank, of the formula or of the epoch, and what it came from.

    `own`, `by_epoch`, `by_formula` and `by_hand` sum to the change of `total` since the entry
    before; in the first entry all but the adjustment is its own.
    """

    artifact = models.ForeignKey(
        Artifact, models.CASCADE, related_name="score_history", db_constraint=False, db_index=False
    )
    as_of = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())
    total = models.BigIntegerField()
    tenths = models.SmallIntegerField()
    formula = models.ForeignKey(Formula, models.PROTECT, db_index=False, db_constraint=False)
    epoch = models.ForeignKey(Epoch, models.PROTECT, db_index=False, db_constraint=False)
    own = models.BigIntegerField()
    by_epoch = models.BigIntegerField()
    by_formula = models.BigIntegerField()
    by_hand = models.BigIntegerField(db_default=0)
    adjustment = models.BigIntegerField(
        db_default=0, help_text="What was added by hand, as far as it counted."
    )

    objects = ScoreHistoryQuerySet.as_manager()

    class Meta:
        ordering = ["artifact", "-id"]
        verbose_name_plural = "score history"
        indexes = [
            models.Index(fields=["artifact", "-id"], name="history_artifact"),
            models.Index(fields=["recorded_at", "id"], condition=MOVED, name="history_moved"),
        ]

    def __str__(self) -> str:
        return f"{self.tenths / 10} on {self.as_of}"
