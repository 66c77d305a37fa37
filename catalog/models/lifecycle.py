from django.db import models

from catalog.enums import Lifecycle
from catalog.models.artifacts import Artifact


class LifecycleChange(models.Model):
    """A published artifact went from one stage of its life to another; written by a trigger.

    The history of rows tells the same, but only by reading each row of it beside the one before.
    """

    artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="lifecycle_changes")
    was = models.CharField(max_length=20, choices=Lifecycle)
    now = models.CharField(max_length=20, choices=Lifecycle)
    at = models.DateTimeField()
    context = models.ForeignKey(
        "pghistory.Context",
        models.DO_NOTHING,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
        help_text="Who made the change and why, as the history of rows has it.",
    )

    class Meta:
        ordering = ["-at", "-id"]
        default_permissions = ()
        indexes = [models.Index(fields=["at", "id"], name="lifecyclechange_newest")]

    def __str__(self) -> str:
        return f"{self.artifact_id}: {self.get_was_display()} to {self.get_now_display()}"
