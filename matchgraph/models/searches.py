"""What was searched for, for 30 days. Who may read the text: nobody, by any page."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from matchgraph.models.intents import Intent
from matchgraph.wording import LONGEST_KEPT

MOST_MATCHED = 100
MOST_CAPABILITIES = 20


class Surface(models.TextChoices):
    PAGE = "page", "Page"
    API = "api", "API"


class Search(models.Model):
    """One search: its wording without personal data, and what retrieval made of it.

    `strength` is how well the best hit fits, in ppm. `matched` holds the artifacts that retrieval
    matched before any ranking, `capabilities` those of the vocabulary that matched in the first
    hits, best first. Keys are opaque and belong to one day. Deleted after 30 days.
    """

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    day = models.DateField()
    surface = models.CharField(max_length=4, choices=Surface)
    text = models.CharField(max_length=LONGEST_KEPT)
    intent = models.ForeignKey(Intent, models.PROTECT, related_name="searches")
    visitor_key = models.BinaryField(max_length=32)
    prefix_key = models.BinaryField(max_length=32)
    trusted = models.BooleanField()
    reason = models.CharField(max_length=20, blank=True, help_text="Why it does not count.")
    found = models.PositiveIntegerField(help_text="Number of hits.")
    strength = models.PositiveIntegerField(help_text="How well the best hit fits, in ppm.")
    matched = ArrayField(models.IntegerField(), default=list)
    capabilities = ArrayField(models.IntegerField(), default=list)

    class Meta:
        ordering = ["-at", "id"]
        verbose_name_plural = "searches"
        default_permissions = ()
        indexes = [
            models.Index(fields=["day", "intent"], name="search_day_intent"),
            models.Index(fields=["visitor_key", "at"], name="search_by_visitor"),
            models.Index(
                fields=["day", "visitor_key"], condition=Q(trusted=False), name="search_doubted"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="search_says_something",
                condition=~Q(text=""),
                violation_error_message="A search without words is not kept.",
            ),
            models.CheckConstraint(
                name="search_doubted_for_a_reason",
                condition=Q(trusted=True, reason="") | (Q(trusted=False) & ~Q(reason="")),
                violation_error_message="What does not count says why.",
            ),
            models.CheckConstraint(
                name="search_bounded",
                condition=Q(matched__len__lte=MOST_MATCHED)
                & Q(capabilities__len__lte=MOST_CAPABILITIES)
                & Q(strength__lte=1_000_000),
                violation_error_message="At most 100 artifacts, 20 capabilities and the whole.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}, {self.day}"
