"""What visitors want, as groups of wordings. The wordings themselves are not kept here."""

import uuid
from datetime import date

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Count, F, Max, Q, Sum
from django.db.models.functions import Coalesce

from catalog.models import Capability
from matchgraph.counting import PUBLIC_DAYS, PUBLIC_PREFIXES, PUBLIC_VISITOR_DAYS

LONGEST_LABEL = 200

# One step leads to the intent that counts: what is merged away is never merged into.
ONE_STEP = pgtrigger.Trigger(
    name="one_step",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("merged_into_id"),
    condition=pgtrigger.Condition("NEW.merged_into_id IS NOT NULL"),
    func="""
    IF EXISTS (
        SELECT 1 FROM matchgraph_intent i
        WHERE (i.id = NEW.merged_into_id AND i.merged_into_id IS NOT NULL)
            OR i.merged_into_id = NEW.id
    ) THEN
        RAISE check_violation USING
            MESSAGE = format('Intent %s would be two steps from the one that counts', NEW.id),
            CONSTRAINT = 'intent_merged_in_one_step';
    END IF;
    RETURN NULL;
    """,
)
# What the weekly grouping does is not history; what an editor did is.
INTENT_BY_HAND = pgtrigger.Condition(
    "((OLD.named_by_hand, OLD.merged_by_hand, OLD.answered_on)"
    " IS DISTINCT FROM (NEW.named_by_hand, NEW.merged_by_hand, NEW.answered_on)"
    " OR (NEW.named_by_hand AND OLD.label IS DISTINCT FROM NEW.label))"
)
OLD_LINK, NEW_LINK = pghistory.Q(old__origin="editor"), pghistory.Q(new__origin="editor")


class IntentQuerySet(models.QuerySet["Intent"]):
    def settled(self) -> "IntentQuerySet":
        """Those that count; the others only point at one of these."""
        return self.filter(merged_into=None)

    def with_figures(self, since: date) -> "IntentQuerySet":
        """With `visitor_days`, `active_days`, `prefixes` and `weak` of the days from `since` on.

        `prefixes` is the most of one day: no two days' networks can be told to be two. `weak` are
        visitor-days that found too little and that no editor has answered.
        """
        of_window = Q(days__day__gte=since)
        unanswered = Q(answered_on=None) | Q(days__day__gt=F("answered_on"))
        figures = {
            "visitor_days": Coalesce(Sum("days__visitor_days", filter=of_window), 0),
            "active_days": Count("days", filter=of_window),
            "prefixes": Coalesce(Max("days__prefixes", filter=of_window), 0),
            "weak": Coalesce(Sum("days__weak_visitor_days", filter=of_window & unanswered), 0),
        }
        return self.annotate(**figures)

    def in_vain(self, since: date) -> "IntentQuerySet":
        """Those with a name that visitors searched for and found too little."""
        enough = {"weak__gt": 0}
        return self.settled().exclude(label="").with_figures(since).filter(**enough)

    def published(self, since: date) -> "IntentQuerySet":
        """Those that may leave the desk, by the rule of `matchgraph.counting.is_public`."""
        enough = {
            "visitor_days__gte": PUBLIC_VISITOR_DAYS,
            "active_days__gte": PUBLIC_DAYS,
            "prefixes__gte": PUBLIC_PREFIXES,
        }
        return self.settled().exclude(label="").with_figures(since).filter(**enough)


@pghistory.track(
    # Rows begin without history: what was there before stands beside what an editor made of it.
    pghistory.UpdateEvent("before", row=pghistory.Old, condition=INTENT_BY_HAND),
    pghistory.UpdateEvent(condition=INTENT_BY_HAND),
)
class Intent(models.Model):
    """A group of wordings that ask for the same thing.

    `label` is empty until it may be told to editors: until three visitors of different networks
    used one wording on one day. `key` names it to the outside: numbers would tell how many there
    are.
    """

    # Of rows that `with_figures` counted.
    visitor_days: int
    active_days: int
    prefixes: int
    weak: int

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    label = models.CharField(max_length=LONGEST_LABEL, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )
    named_by_hand = models.BooleanField(default=False, editable=False)
    merged_by_hand = models.BooleanField(default=False, editable=False)
    merged_on = models.DateField(null=True, blank=True, editable=False)
    answered_on = models.DateField(
        null=True,
        blank=True,
        editable=False,
        help_text="An editor did something about it; only later searches make it wait again.",
    )
    created_at = models.DateTimeField(editable=False)

    objects = IntentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        default_permissions = ("view", "change")
        permissions = [("answer_intent", "Can answer what is searched for in vain")]
        constraints = [
            models.CheckConstraint(
                name="intent_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                violation_error_message="Choose two different intents.",
            ),
            models.CheckConstraint(
                name="intent_named_by_hand_has_a_name",
                condition=Q(named_by_hand=False) | ~Q(label=""),
                violation_error_message="Give a name.",
            ),
            models.CheckConstraint(
                name="intent_merged_on_a_day",
                condition=Q(merged_into__isnull=True, merged_on__isnull=True)
                | Q(merged_into__isnull=False, merged_on__isnull=False),
                violation_error_message="A merge has a day.",
            ),
            models.CheckConstraint(
                name="intent_merged_by_hand_into_one",
                condition=Q(merged_by_hand=False) | Q(merged_into__isnull=False),
                violation_error_message="Say into which intent.",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=~Q(label=""), name="intent_labelled")]
        triggers = [ONE_STEP]

    def __str__(self) -> str:
        return self.label or f"Intent {self.pk}"

    @property
    def settled_id(self) -> int:
        """The intent that counts: this one, or the one it was merged into."""
        return self.pk if self.merged_into_id is None else self.merged_into_id


class QueryForm(models.Model):
    """Which intent a wording belongs to, by a keyed digest of the wording."""

    digest = models.BinaryField(unique=True, max_length=32, editable=False)
    intent = models.ForeignKey(Intent, models.PROTECT, related_name="forms")
    by_hand = models.BooleanField(
        default=False, help_text="An editor put it there: the weekly grouping leaves it."
    )
    first_seen_on = models.DateField()
    last_seen_on = models.DateField()

    class Meta:
        ordering = ["digest"]
        default_permissions = ()
        indexes = [models.Index(fields=["last_seen_on"], name="queryform_seen")]

    def __str__(self) -> str:
        return f"{bytes(self.digest).hex()[:12]} of {self.intent_id}"


class LinkOrigin(models.TextChoices):
    RETRIEVAL = "retrieval", "Matched most often"
    EDITOR = "editor", "An editor"


class IntentCapabilityQuerySet(models.QuerySet["IntentCapability"]):
    def holding(self) -> "IntentCapabilityQuerySet":
        """Without those an editor took away."""
        return self.filter(holds=True)


@pghistory.track(
    pghistory.InsertEvent(condition=NEW_LINK),
    pghistory.UpdateEvent(condition=OLD_LINK | NEW_LINK),
    pghistory.DeleteEvent(condition=OLD_LINK),
)
class IntentCapability(models.Model):
    """What an intent asks for, in the words of the vocabulary.

    Links of retrieval are worked out anew each week. One an editor made or took away stays so.
    """

    intent = models.ForeignKey(Intent, models.CASCADE, related_name="links")
    capability = models.ForeignKey(Capability, models.CASCADE, related_name="intent_links")
    origin = models.CharField(max_length=10, choices=LinkOrigin)
    holds = models.BooleanField(
        default=True, help_text="Without it, an editor says that this is not what is asked for."
    )

    objects = IntentCapabilityQuerySet.as_manager()

    class Meta:
        ordering = ["intent", "capability"]
        default_permissions = ()
        verbose_name_plural = "intent capabilities"
        constraints = [
            models.UniqueConstraint(
                fields=["intent", "capability"],
                name="intent_capability_once",
                violation_error_message="This intent has that capability already.",
            ),
            models.CheckConstraint(
                name="intent_capability_denied_by_editors_alone",
                condition=Q(holds=True) | Q(origin=LinkOrigin.EDITOR),
                violation_error_message="Only an editor takes a link away.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intent_id}: {self.capability_id}"


class IntentDay(models.Model):
    """How often an intent was searched for on one day, without who searched.

    Worked out anew from searches as long as they are kept. `visitor_days` counts each visitor once
    and at most three of a network; `prefixes` are the networks of that day.
    """

    intent = models.ForeignKey(Intent, models.CASCADE, related_name="days")
    day = models.DateField()
    visitor_days = models.PositiveIntegerField()
    weak_visitor_days = models.PositiveIntegerField(
        help_text="Of these, visitors who found nothing or nothing that fits well."
    )
    prefixes = models.PositiveIntegerField()

    class Meta:
        ordering = ["intent", "-day"]
        default_permissions = ()
        indexes = [models.Index(fields=["day"], name="intentday_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["intent", "day"],
                name="intent_day_once",
                violation_error_message="This day is counted already.",
            ),
            models.CheckConstraint(
                name="intent_day_in_bounds",
                condition=Q(prefixes__gte=1)
                & Q(visitor_days__gte=F("prefixes"))
                & Q(weak_visitor_days__lte=F("visitor_days")),
                violation_error_message="Every network has a visitor, and no visitor counts twice.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intent_id}, {self.day}"
