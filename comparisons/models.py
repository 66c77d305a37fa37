"""What reviewers say of a comparison. Everything else this room shows is read from rooms below."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce, Greatest, Least

from catalog.enums import EditorialState
from catalog.models import Artifact
from catalog.models.history import tracked
from comparisons.editorial import LONGEST, LONGEST_SUMMARY

UPKEEP = ["revision", "checked"]


class VerdictState(models.TextChoices):
    CURRENT = "current", "Current"
    STALE = "stale", "Stale"
    WITHDRAWN = "withdrawn", "Withdrawn"


LIVE = Q(state__in=[VerdictState.CURRENT, VerdictState.STALE])

RAISE_REVISION = pgtrigger.Trigger(
    name="raise_revision",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.AnyChange(exclude=UPKEEP),
    func="NEW.revision := OLD.revision + 1; RETURN NEW;",
)


class EditorialVerdictQuerySet(models.QuerySet["EditorialVerdict"]):
    def live(self) -> "EditorialVerdictQuerySet":
        """Those a page shows: withdrawn ones are kept, and shown nowhere."""
        return self.filter(LIVE)

    def of_pair(self, one: int, other: int) -> "EditorialVerdictQuerySet":
        """Those on these two artifacts, whichever was named first."""
        return self.filter(first__in=[one, other], second__in=[one, other])

    def moved(self) -> "EditorialVerdictQuerySet":
        """Live ones whose artifacts have other facts or another rank than when last compared."""
        published = {f"{side}__state": EditorialState.PUBLISHED for side in ("first", "second")}
        return self.live().filter(**published).annotate(now=_revisions()).exclude(checked=F("now"))


def _revisions() -> Func:
    """The four revisions that `checked` holds, as they are now."""
    scores = [Coalesce(f"{side}__score__revision", 0) for side in ("first", "second")]
    return Func(
        F("first__revision"),
        scores[0],
        F("second__revision"),
        scores[1],
        function="ARRAY",
        template="%(function)s[%(expressions)s]",
        output_field=ArrayField(models.BigIntegerField()),
    )


@tracked(exclude=UPKEEP)
class EditorialVerdict(models.Model):
    """Who each of two artifacts suits, in a reviewer's words, and the rows that decided it.

    `deciding_values` holds what both sides showed when it was written, by row: the text of
    `first`, then that of `second`. `checked` are the revisions at the last comparison with it:
    facts and score of `first`, then of `second`.
    """

    first = models.ForeignKey(Artifact, models.CASCADE, related_name="verdicts_as_first")
    second = models.ForeignKey(Artifact, models.CASCADE, related_name="verdicts_as_second")
    choose_first = models.CharField("choose the first if", max_length=LONGEST)
    choose_second = models.CharField("choose the second if", max_length=LONGEST)
    summary = models.CharField(
        max_length=LONGEST_SUMMARY,
        blank=True,
        help_text="What else a reader should know. Markdown; may stay empty.",
    )
    deciding_rows = ArrayField(models.CharField(max_length=160))
    deciding_values = models.JSONField("what they showed")

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    author_name = models.CharField("signed by", max_length=200)
    written_on = models.DateField("as of")

    state = models.CharField(
        max_length=10, choices=VerdictState, default=VerdictState.CURRENT, editable=False
    )
    stale_since = models.DateTimeField(null=True, blank=True, editable=False)
    stale_rows = ArrayField(models.CharField(max_length=160), default=list, editable=False)
    checked = ArrayField(models.BigIntegerField(), default=list, editable=False)
    revision = models.PositiveBigIntegerField(default=1, editable=False)

    objects = EditorialVerdictQuerySet.as_manager()

    class Meta:
        ordering = [F("stale_since").asc(nulls_last=True), "-written_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                Least("first", "second"),
                Greatest("first", "second"),
                condition=LIVE,
                name="editorial_verdict_once_per_pair",
                violation_error_message=(
                    "There is an editorial verdict on these two: change it, or withdraw it first."
                ),
            ),
            models.CheckConstraint(
                name="editorial_verdict_on_two",
                condition=~Q(first=F("second")),
                violation_error_message="Choose two different artifacts.",
            ),
            models.CheckConstraint(
                name="editorial_verdict_says_both",
                condition=~Q(choose_first="") & ~Q(choose_second=""),
                violation_error_message="Say of both when to choose them.",
            ),
            models.CheckConstraint(
                name="editorial_verdict_decided_by_a_row",
                condition=~Q(deciding_rows=[]),
                violation_error_message="Choose at least one row that decides.",
            ),
            models.CheckConstraint(
                name="editorial_verdict_signed",
                condition=~Q(author_name=""),
                violation_error_message="An editorial verdict is signed.",
            ),
            models.CheckConstraint(
                name="editorial_verdict_stale_with_its_rows",
                condition=Q(~Q(stale_rows=[]), state=VerdictState.STALE, stale_since__isnull=False)
                | Q(~Q(state=VerdictState.STALE), stale_rows=[], stale_since__isnull=True),
                violation_error_message="What is stale says since when and by which rows.",
            ),
        ]
        triggers = [RAISE_REVISION]

    def __str__(self) -> str:
        return f"{self.first} vs {self.second}"


class Change(models.Model):
    """A note that something a page shows has changed; see `comparisons.services.changes`."""

    number = models.BigIntegerField(db_default=1)

    class Meta:
        verbose_name = "change"

    def __str__(self) -> str:
        return f"{self.number} changes up to {self.pk}"
