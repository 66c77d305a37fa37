"""What visitors did with search hits, as it happened. No text, no name, no address.

Rows are added and never changed: a trigger refuses it. They leave a month at a time, when the
partition that holds them is dropped.
"""

from django.db import models
from django.db.models import Q

from catalog.models import Artifact, Capability
from matchgraph.counting import Kind
from matchgraph.identity import Doubt, Surface

KINDS = [(kind.value, kind.value.replace("_", " ")) for kind in Kind]
SURFACES = [(surface.value, surface.value) for surface in Surface]
DOUBTS = [
    (Doubt.BOT.value, "A program that says so"),
    (Doubt.STAFF.value, "Somebody of the desk"),
    (Doubt.ELSEWHERE.value, "Asked by a page of another site"),
    (Doubt.SEARCHES.value, "Too many searches in an hour"),
    (Doubt.CLICKS.value, "Too many artifacts in an hour"),
]


class Event(models.Model):
    """One thing done with one hit of one search; done again, it stays one row.

    `day` and keys are those of the search, so that what comes of it after midnight belongs to it.
    """

    pk = models.CompositePrimaryKey("day", "search_id", "artifact_id", "kind")
    at = models.DateTimeField()
    day = models.DateField()
    kind = models.CharField(max_length=12, choices=KINDS)
    surface = models.CharField(max_length=4, choices=SURFACES)
    position = models.PositiveIntegerField()
    search_id = models.UUIDField()
    intent_id = models.BigIntegerField()
    # No constraints: what happened stays as it was when the catalog moves on.
    artifact = models.ForeignKey(
        Artifact, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    capability = models.ForeignKey(
        Capability,
        models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
        null=True,
        blank=True,
    )
    visitor_key = models.BinaryField(max_length=8)
    prefix_key = models.BinaryField(max_length=8)
    trusted = models.BooleanField()
    reason = models.CharField(max_length=10, choices=DOUBTS, blank=True)

    class Meta:
        ordering = ["day", "at"]
        constraints = [
            models.CheckConstraint(
                name="event_kind_known",
                condition=Q(kind__in=[kind.value for kind in Kind]),
                violation_error_message="An event is of a known kind.",
            ),
            models.CheckConstraint(
                name="event_has_a_position",
                condition=Q(position__gte=1),
                violation_error_message="Places in a list are counted from 1.",
            ),
            models.CheckConstraint(
                name="event_doubted_for_a_reason",
                condition=Q(trusted=True, reason="") | (Q(trusted=False) & ~Q(reason="")),
                violation_error_message="What is not trusted has a reason, all else has none.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.artifact_id}, {self.day}"


class DailySalt(models.Model):
    """What the keys of one UTC day are made with. Once it is deleted nobody can make them again."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32, editable=False)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day}"
