"""What was seen when links were asked: observed data, one row per artifact and link."""

from django.db import models
from django.db.models import F, Q

from catalog.models import Artifact
from ranking.checks.findings import Link
from ranking.checks.outcomes import CONFIRMED_AFTER, LABELS, History, Outcome
from ranking.checks.upstream import address_of

KINDS = {
    "homepage": "Homepage",
    "docs": "Documentation",
    "repository": "Repository",
    "package": "Package",
    "hub": "Hub page",
    "huggingface_model": "Hugging Face model",
    "huggingface_dataset": "Hugging Face dataset",
}
OUTCOMES = [(outcome.value, label) for outcome, label in LABELS.items()]


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    def dead(self) -> "LinkCheckQuerySet":
        """Those that failed twice, a day or more apart, with no answer in between."""
        return self.filter(failures__gte=2, failed_at__gte=F("failing_since") + CONFIRMED_AFTER)

    def doubtful(self) -> "LinkCheckQuerySet":
        """Those that failed and have not done so for a day yet."""
        return self.filter(failures__gte=1, failed_at__lt=F("failing_since") + CONFIRMED_AFTER)

    def alive(self) -> "LinkCheckQuerySet":
        not_dead = Q(failures=0) | Q(failed_at__lt=F("failing_since") + CONFIRMED_AFTER)
        return self.filter(not_dead, answered_at__isnull=False)


class LinkCheck(models.Model):
    """One link, or outside id, of an artifact. An edited link is another one and starts anew.

    `reference` is what the catalog holds. The row is due from `due_at` on; whoever asks has it to
    itself until `claimed_until`.
    """

    artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="link_checks")
    kind = models.CharField(max_length=20, choices=list(KINDS.items()))
    reference = models.CharField("link or id", max_length=1000)
    host = models.CharField(max_length=255, blank=True)
    due_at = models.DateTimeField("next check")
    claimed_until = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField("last check", null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=OUTCOMES, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    led_to = models.CharField("led to", max_length=2000, blank=True)
    note = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField("last answer", null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField("last failure", null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        ordering = ["artifact", "kind", "id"]
        indexes = [
            models.Index(fields=["due_at"], name="link_check_due"),
            models.Index(fields=["host"], name="link_check_host"),
            models.Index(
                fields=["failing_since"], condition=Q(failures__gte=1), name="link_check_failing"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["artifact", "kind", "reference"],
                name="link_check_once",
                violation_error_message="This link is checked already.",
            ),
            models.CheckConstraint(
                name="link_check_outcome_of_a_try",
                condition=Q(tried_at__isnull=True, outcome="")
                | Q(tried_at__isnull=False, outcome__in=[value for value, _ in OUTCOMES]),
                violation_error_message="A link that was tried has an outcome, another has none.",
            ),
            models.CheckConstraint(
                name="link_check_failures_dated",
                condition=Q(failures=0, failing_since__isnull=True, failed_at__isnull=True)
                | Q(
                    failures__gte=1, failing_since__isnull=False, failed_at__gte=F("failing_since")
                ),
                violation_error_message="Failures have a first and a latest day.",
            ),
            models.CheckConstraint(
                name="link_check_answer_ends_failing",
                condition=Q(failing_since__isnull=True)
                | Q(answered_at__isnull=True)
                | Q(answered_at__lte=F("failing_since")),
                violation_error_message="An answer ends a row of failures.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reference}"

    @property
    def address(self) -> str:
        """What is asked for it; "" where nobody knows where an id is found."""
        return address_of(self.kind, self.reference)

    @property
    def history(self) -> History:
        return History(self.answered_at, self.failing_since, self.failed_at, self.failures)

    def as_link(self) -> Link:
        return Link(
            address=self.address or self.reference,
            history=self.history,
            tried_at=self.tried_at,
            outcome=Outcome(self.outcome) if self.outcome else None,
            status=self.status,
            led_to=self.led_to,
            note=self.note,
        )


class LinkHost(models.Model):
    """A host that was asked: nobody asks it again before `free_at`."""

    host = models.CharField(max_length=255, primary_key=True)
    free_at = models.DateTimeField()

    class Meta:
        ordering = ["host"]

    def __str__(self) -> str:
        return self.host
