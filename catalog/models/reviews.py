from django.conf import settings
from django.db import models

from catalog.enums import ReviewItemState, ReviewKind
from catalog.models.artifacts import Artifact
from catalog.models.vocabulary import Source


class ReviewItem(models.Model):
    """Something an importer would not decide alone, waiting in the editors' queue."""

    kind = models.CharField(max_length=20, choices=ReviewKind)
    state = models.CharField(max_length=10, choices=ReviewItemState, default=ReviewItemState.OPEN)
    artifact = models.ForeignKey(
        Artifact, models.CASCADE, null=True, blank=True, related_name="review_items"
    )
    title = models.CharField(max_length=300)
    detail = models.JSONField(default=dict, help_text="What the source says, and what we hold.")
    fingerprint = models.CharField(
        max_length=64, unique=True, editable=False, help_text="The same question is asked once."
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True
    )

    class Meta:
        ordering = ["state", "-created_at", "-id"]
        indexes = [models.Index(fields=["state", "kind"], name="review_item_queue")]

    def __str__(self) -> str:
        return self.title


class ImportRun(models.Model):
    """One reading of a source: what was new, changed, unchanged and refused."""

    source = models.CharField(max_length=40)
    origin = models.CharField(max_length=1000, help_text="The file's name or address.")
    as_of = models.DateField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    counts = models.JSONField(default=dict)
    rejected = models.JSONField(default=list, help_text="Place and reason of each refused row.")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ["-started_at"]
        get_latest_by = "started_at"

    def __str__(self) -> str:
        return f"{self.source}, {self.started_at:%Y-%m-%d %H:%M}"
