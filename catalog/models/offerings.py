import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    ArrayField,
    BigIntegerRangeField,
    DateTimeRangeField,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat

from catalog.enums import (
    OfferingStatus,
    PriceComponent,
    PriceKind,
    PriceMode,
    PriceUnit,
    TierMode,
)
from catalog.models.artifacts import Artifact
from catalog.models.history import tracked
from catalog.models.triggers import raises_revision
from catalog.models.vocabulary import Organization, Source

VALID = Func(
    F("valid_from"), F("valid_to"), function="tstzrange", output_field=DateTimeRangeField()
)
CONTEXT = Func(
    F("context_min"),
    F("context_max"),
    Value("[]"),
    function="int8range",
    output_field=BigIntegerRangeField(),
)


def _point(number: F | Func) -> Func:
    """A range of one number: core GiST excludes by equality only through ranges."""
    return Func(
        number, number, Value("[]"), function="int8range", output_field=BigIntegerRangeField()
    )


def _line() -> Func:
    """What is priced, as a number; halved, so that the end of a range of it never overflows."""
    text = Concat(F("component"), Value("/"), F("unit"), Value("/"), F("mode"))
    return Func(
        text,
        template="hashtextextended(%(expressions)s, 0) / 2",
        output_field=models.BigIntegerField(),
    )


@tracked(exclude=["seen_on"])
class Offering(models.Model):
    """An artifact served by a provider."""

    artifact = models.ForeignKey(Artifact, models.CASCADE, related_name="offerings")
    provider = models.ForeignKey(Organization, models.PROTECT, related_name="offerings")
    channel = models.CharField(
        max_length=40, default="api", help_text="How it is offered: api, subscription, download."
    )
    external_id = models.CharField(
        max_length=300, blank=True, help_text="What the provider calls it."
    )
    region = models.CharField(max_length=40, blank=True)
    context_tokens = models.PositiveBigIntegerField(null=True, blank=True)
    max_output_tokens = models.PositiveBigIntegerField(null=True, blank=True)
    status = models.CharField(max_length=20, choices=OfferingStatus, default=OfferingStatus.ACTIVE)
    url = models.URLField(max_length=1000, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True)
    seen_on = models.DateField(help_text="The last day a source listed it.")
    held_fields = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        help_text="Fields an editor holds: an import never overwrites them.",
    )

    class Meta:
        ordering = ["artifact", "provider", "external_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "channel", "region", "external_id", "artifact"],
                name="offering_once",
                violation_error_message="This provider's offering is there already.",
            )
        ]
        triggers = raises_revision()

    def __str__(self) -> str:
        return f"{self.external_id or self.channel} at {self.provider_id}"


# A price that was taken back ended when it began: it never held.
HELD_AND_ENDED = Q(valid_to__isnull=False) & Q(valid_to__gt=F("valid_from"))


class PriceQuerySet(models.QuerySet["Price"]):
    def open(self) -> "PriceQuerySet":
        """Prices that hold until a newer one closes them."""
        return self.filter(valid_to__isnull=True)

    def ended(self) -> "PriceQuerySet":
        """Prices that held and then were changed or withdrawn, at `valid_to`."""
        return self.filter(HELD_AND_ENDED)


@tracked(exclude=["seen_at"])
class Price(models.Model):
    """What one unit of one component costs, from one day to another.

    Never updated: a change closes the row (`valid_to`) and opens the next. An amount of 0 means
    the source says it is free; no row means unknown. `amount` is in `currency` per one `unit`.
    """

    offering = models.ForeignKey(Offering, models.CASCADE, related_name="prices")
    component = models.CharField(max_length=20, choices=PriceComponent)
    unit = models.CharField(max_length=20, choices=PriceUnit)
    mode = models.CharField(max_length=10, choices=PriceMode, default=PriceMode.STANDARD)
    context_min = models.PositiveBigIntegerField(
        "from tokens", default=0, help_text="The smallest prompt this price holds for."
    )
    context_max = models.PositiveBigIntegerField(
        "to tokens", null=True, blank=True, help_text="The largest prompt; empty for no limit."
    )
    tier_mode = models.CharField(max_length=20, choices=TierMode, default=TierMode.WHOLE_REQUEST)
    kind = models.CharField(max_length=10, choices=PriceKind, default=PriceKind.AMOUNT)
    amount = models.DecimalField(max_digits=40, decimal_places=30, null=True, blank=True)
    currency = models.CharField(max_length=3, default="USD")
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True)
    seen_at = models.DateTimeField(help_text="When the source was read.")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        help_text="Set when an editor entered it: imports leave it alone.",
    )

    objects = PriceQuerySet.as_manager()

    class Meta:
        ordering = ["offering", "component", "mode", "context_min", "-valid_from"]
        indexes = [
            models.Index(fields=["valid_to", "id"], condition=HELD_AND_ENDED, name="price_ended")
        ]
        constraints = [
            models.CheckConstraint(
                name="price_amount_not_negative",
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                violation_error_message="A price is zero or more; where it varies, say so.",
            ),
            models.CheckConstraint(
                name="price_amount_when_kind_says_so",
                condition=Q(kind=PriceKind.AMOUNT, amount__isnull=False)
                | (~Q(kind=PriceKind.AMOUNT) & Q(amount__isnull=True)),
                violation_error_message="Give an amount, or say that it varies or is on request.",
            ),
            models.CheckConstraint(
                name="price_currency_form",
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                violation_error_message="Use a currency code of three capitals.",
            ),
            models.CheckConstraint(
                name="price_context_in_order",
                condition=Q(context_max__isnull=True) | Q(context_max__gte=F("context_min")),
                violation_error_message="The context range ends before it begins.",
            ),
            models.CheckConstraint(
                name="price_validity_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="A price cannot end before it begins.",
            ),
            models.UniqueConstraint(
                fields=["offering", "component", "unit", "mode", "context_min", "context_max"],
                condition=Q(valid_to__isnull=True),
                nulls_distinct=False,
                name="price_one_open_per_line",
                violation_error_message="There is an open price already; close it first.",
            ),
            ExclusionConstraint(
                name="price_validity_not_overlapping",
                expressions=[
                    (_point(F("offering")), RangeOperators.OVERLAPS),
                    (_point(_line()), RangeOperators.OVERLAPS),
                    (CONTEXT, RangeOperators.OVERLAPS),
                    (VALID, RangeOperators.OVERLAPS),
                ],
                violation_error_message="Another price of this line holds in part of that time.",
            ),
        ]
        triggers = [
            *raises_revision(
                "SELECT o.artifact_id FROM catalog_offering o JOIN {rows} ON o.id = r.offering_id"
            ),
            pgtrigger.Protect(
                name="append_only",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["valid_to", "entered_by", "offering"]),
            ),
            pgtrigger.Protect(
                name="closed_once",
                operation=pgtrigger.UpdateOf("valid_to"),
                condition=pgtrigger.Condition(
                    "OLD.valid_to IS NOT NULL AND NEW.valid_to IS DISTINCT FROM OLD.valid_to"
                ),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_component_display()} {self.get_unit_display()}"
