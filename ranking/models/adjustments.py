"""Points added or taken by hand: a visible row of its own, with its reason and its end."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import ExpressionWrapper, F, Q

from catalog.models import Artifact

MOST_TENTHS = 200
MOST_DAYS = 366

# What was said stays said; only its end may come earlier.
ENDS_EARLIER_ONLY = pgtrigger.Trigger(
    name="ends_earlier_only",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func="""
    IF (NEW.artifact_id, NEW.tenths, NEW.reason, NEW.starts_on, NEW.made_at)
            IS DISTINCT FROM
            (OLD.artifact_id, OLD.tenths, OLD.reason, OLD.starts_on, OLD.made_at)
        OR NEW.ends_on > OLD.ends_on
    THEN
        RAISE check_violation USING
            MESSAGE = 'An adjustment is never changed: end it, and make another',
            CONSTRAINT = 'adjustment_ends_earlier_only';
    END IF;
    RETURN NEW;
    """,
)
LATEST_END = ExpressionWrapper(F("starts_on") + MOST_DAYS, output_field=models.DateField())


class Adjustment(models.Model):
    """Tenths of a point that one artifact's rank gains or loses, from one day until before another.

    It counts on every day d with `starts_on` <= d < `ends_on`.
    """

    artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="adjustments")
    tenths = models.SmallIntegerField("tenths of a point")
    reason = models.CharField(max_length=300, help_text="Shown to every reader of the rank.")
    starts_on = models.DateField()
    ends_on = models.DateField("until", help_text="The first day it no longer counts.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-ends_on", "id"]
        verbose_name = "adjustment by hand"
        verbose_name_plural = "adjustments by hand"
        constraints = [
            models.CheckConstraint(
                name="adjustment_in_bounds",
                condition=Q(tenths__gte=-MOST_TENTHS) & Q(tenths__lte=MOST_TENTHS) & ~Q(tenths=0),
                violation_error_message="Between -20 and 20 points, and not 0.",
            ),
            models.CheckConstraint(
                name="adjustment_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Say why: every reader of the rank sees it.",
            ),
            models.CheckConstraint(
                name="adjustment_ends",
                condition=Q(ends_on__gte=F("starts_on")) & Q(ends_on__lte=LATEST_END),
                violation_error_message="It ends after it starts, within 366 days.",
            ),
        ]
        triggers = [ENDS_EARLIER_ONLY]

    def __str__(self) -> str:
        return f"{self.tenths / 10:+.1f} points: {self.reason}"

    def counts_on(self, day: date) -> bool:
        return self.starts_on <= day < self.ends_on
