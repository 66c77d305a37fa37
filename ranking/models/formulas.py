"""What the formula says, as rows an editor can read. Only a draft's weights can be changed."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ranking.scoring import BASIS


class FormulaState(models.TextChoices):
    DRAFT = "draft", "Draft"
    SHADOW = "shadow", "Shadow: computed, not shown"
    ACTIVE = "active", "Active"
    RETIRED = "retired", "Retired"


SEALED = pgtrigger.Trigger(
    name="sealed",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Condition("OLD.state <> 'draft'"),
    func="""
    IF TG_OP = 'UPDATE' AND NEW.state <> 'draft'
        AND (NEW.version, NEW.definition, NEW.sha256, NEW.method, NEW.based_on_id)
            IS NOT DISTINCT FROM
            (OLD.version, OLD.definition, OLD.sha256, OLD.method, OLD.based_on_id)
    THEN
        RETURN NEW;
    END IF;
    RAISE check_violation USING
        MESSAGE = format('Formula %s is sealed: copy it and change the copy', OLD.version),
        CONSTRAINT = 'formula_sealed';
    """,
)

OF_A_DRAFT = pgtrigger.Trigger(
    name="of_a_draft",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func="""
    IF EXISTS (
        SELECT 1 FROM ranking_formula
        WHERE id IN (
            CASE WHEN TG_OP = 'INSERT' THEN NEW.formula_id ELSE OLD.formula_id END,
            CASE WHEN TG_OP = 'DELETE' THEN OLD.formula_id ELSE NEW.formula_id END
        ) AND state <> 'draft'
    ) THEN
        RAISE check_violation USING
            MESSAGE = 'The weights of a sealed formula never change: copy it and change the copy',
            CONSTRAINT = 'profile_of_a_draft';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    """,
)


class FormulaQuerySet(models.QuerySet["Formula"]):
    def active(self) -> "FormulaQuerySet":
        return self.filter(state=FormulaState.ACTIVE)


class Formula(models.Model):
    """One version of the formula. From the moment it leaves draft, nothing of it changes.

    `definition` and its `sha256` are written then, from the draft's weights and the program's
    method; `method` is the hash of the latter alone: a program can compute by no other.
    """

    version = models.CharField(max_length=20, unique=True)
    definition = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    method = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=FormulaState, default=FormulaState.DRAFT)
    based_on = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies"
    )
    note = models.CharField(
        max_length=300, blank=True, help_text="What this version changes, and why."
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FormulaQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state=FormulaState.ACTIVE),
                name="formula_one_active",
                violation_error_message="Another formula is active; retire it first.",
            ),
            models.CheckConstraint(
                name="formula_defined_once_sealed",
                condition=Q(state=FormulaState.DRAFT) | ~Q(sha256=""),
                violation_error_message="A formula that is at work has a definition.",
            ),
        ]
        triggers = [SEALED]

    def __str__(self) -> str:
        return self.version

    @property
    def is_draft(self) -> bool:
        return self.state == FormulaState.DRAFT


class WeightProfile(models.Model):
    """What each component weighs for one type, in basis points that sum to 10,000."""

    formula = models.ForeignKey(Formula, models.CASCADE, related_name="profiles")
    type_key = models.CharField("type", max_length=20)
    adoption = models.PositiveSmallIntegerField()
    quality = models.PositiveSmallIntegerField()
    ecosystem = models.PositiveSmallIntegerField()
    match = models.PositiveSmallIntegerField()
    freshness = models.PositiveSmallIntegerField()
    half_life = models.PositiveSmallIntegerField(
        help_text="Days after which an artifact keeps half of its freshness."
    )

    class Meta:
        ordering = ["formula", "type_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["formula", "type_key"],
                name="profile_once_per_type",
                violation_error_message="This formula weighs that type already.",
            ),
            models.CheckConstraint(
                name="profile_weights_sum_to_the_whole",
                condition=Q(
                    adoption=BASIS - F("quality") - F("ecosystem") - F("match") - F("freshness")
                ),
                violation_error_message="The five weights of a type sum to 100 %%.",
            ),
            models.CheckConstraint(
                name="profile_half_life_in_bounds",
                condition=Q(half_life__gte=1) & Q(half_life__lte=730),
                violation_error_message="A half-life lies between 1 and 730 days.",
            ),
        ]
        triggers = [OF_A_DRAFT]

    def __str__(self) -> str:
        return self.type_key


class QualityCriterion(models.Model):
    """One line of the quality checklist. A criterion of no points is a flag other rules read."""

    code = models.CharField(max_length=30, primary_key=True)
    label = models.CharField(max_length=60)
    help = models.CharField(max_length=300)
    improve = models.CharField(max_length=200, blank=True)
    points = models.PositiveSmallIntegerField()
    applies_to = ArrayField(models.CharField(max_length=20))
    evaluator = models.CharField(
        max_length=30, help_text="The rule that reads it off the catalog, or “checked”."
    )
    parameters = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "quality criteria"
        constraints = [
            models.CheckConstraint(
                name="criterion_points_in_bounds",
                condition=Q(points__lte=100),
                violation_error_message="A criterion is worth 100 points at most.",
            )
        ]

    def __str__(self) -> str:
        return self.label
