"""How likely a place of a list is looked at."""

from django.db import models
from django.db.models import Q

from matchgraph.identity import Surface


class PositionBias(models.Model):
    """From `from_day` on, until a later row of the same place. A place without a row of its own is
    looked at as often as the nearest one before it that has one.

    Rows are not changed: a day that is rolled up again finds what held on it.
    """

    surface = models.CharField(
        max_length=4, choices=[(one.value, one.value) for one in Surface], help_text="Pages or API."
    )
    position = models.PositiveIntegerField(help_text="Place in the list, from 1 through all pages.")
    from_day = models.DateField(help_text="The first day it holds on, today at the earliest.")
    permille = models.PositiveSmallIntegerField(
        verbose_name="looked at",
        help_text="How many of 1,000 visitors look at this place, 50 at least.",
    )
    note = models.CharField(max_length=300, help_text="How it was measured, or why it is assumed.")

    class Meta:
        ordering = ["surface", "position", "from_day"]
        verbose_name = "position bias"
        verbose_name_plural = "position bias"
        constraints = [
            models.UniqueConstraint(
                fields=["surface", "position", "from_day"],
                name="bias_once_a_day",
                violation_error_message="This place has a figure from that day already.",
            ),
            models.CheckConstraint(
                name="bias_in_bounds",
                condition=Q(permille__gte=50, permille__lte=1000, position__gte=1),
                violation_error_message="Between 50 and 1,000 of 1,000 look, at places from 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.surface} {self.position}: {self.permille} from {self.from_day}"
