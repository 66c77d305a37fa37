from django.db import models
from django.db.models import F, Q

from catalog.enums import RelationKind, RelationStatus
from catalog.models.artifacts import Artifact
from catalog.models.history import tracked
from catalog.models.triggers import raises_revision
from catalog.models.vocabulary import Source


@tracked()
class Relation(models.Model):
    """A typed, sourced link from one artifact to another."""

    from_artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="relations_out")
    to_artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="relations_in")
    kind = models.CharField(max_length=20, choices=RelationKind)
    status = models.CharField(max_length=10, choices=RelationStatus, default=RelationStatus.CLAIMED)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True)
    read_on = models.DateField(
        null=True, blank=True, help_text="The day you read the source; leave empty if you have not."
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["from_artifact", "kind", "to_artifact"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_artifact", "to_artifact", "kind"],
                name="relation_once",
                violation_error_message="This relation is there already.",
            ),
            models.CheckConstraint(
                name="relation_between_two",
                condition=~Q(from_artifact=F("to_artifact")),
                violation_error_message="An artifact cannot be related to itself.",
            ),
            models.CheckConstraint(
                name="relation_confirmed_by_a_source",
                condition=~Q(status=RelationStatus.CONFIRMED) | Q(source__isnull=False),
                violation_error_message="A confirmed relation needs the source that confirms it.",
            ),
        ]
        triggers = raises_revision(
            "SELECT r.from_artifact_id FROM {rows} UNION SELECT r.to_artifact_id FROM {rows}"
        )

    def __str__(self) -> str:
        return f"{self.from_artifact_id} {self.get_kind_display()} {self.to_artifact_id}"
