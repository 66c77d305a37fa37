"""Every rule of the catalog that the database keeps: refused by name, and said to the editor."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from catalog.enums import AliasKind, EditorialState, PriceKind, RelationStatus
from catalog.models import (
    Artifact,
    ArtifactAlias,
    ArtifactCapability,
    ArtifactLink,
    Capability,
    Citation,
    NotApplicable,
    Observation,
    Offering,
    Organization,
    Price,
    Relation,
    Release,
    Source,
    SpecDefinition,
)
from tests import builders

pytestmark = pytest.mark.django_db

Build = Callable[[], models.Model]


def refused_by(build: Build) -> str:
    """The constraint that refuses the row that `build` writes."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        build()
    diagnosis = getattr(error.value.__cause__, "diag", None)
    return str(diagnosis.constraint_name) if diagnosis else ""


def artifact(**fields: Any) -> Build:
    return lambda: builders.artifact(**fields)


def unpublishable(**fields: Any) -> Build:
    return lambda: builders.published_artifact(**fields)


def twice(build: Callable[..., models.Model], make: Callable[[], dict[str, Any]]) -> Build:
    def write() -> models.Model:
        fields = make()
        build(**fields)
        return build(**fields)

    return write


def price(**fields: Any) -> Build:
    return lambda: builders.price(**fields)


def two_prices(**second: Any) -> Build:
    def write() -> models.Model:
        offering = builders.offering()
        builders.price(offering=offering)
        return builders.price(offering=offering, **second)

    return write


LATER = builders.NOON + timedelta(days=1)
RULES: list[tuple[str, Build]] = [
    ("artifact_slug_form", artifact(slug="Upper-Case")),
    ("artifact_slug_form", artifact(slug="two--hyphens")),
    ("artifact_slug_form", artifact(slug="-ends-")),
    ("artifact_slug_without_vs", artifact(slug="this-vs-that")),
    ("artifact_slug_without_vs", artifact(slug="vs-that")),
    ("artifact_slug_without_vs", artifact(slug="this-vs")),
    ("artifact_publishable", unpublishable(summary="")),
    ("artifact_publishable", unpublishable(published_at=None)),
    ("artifact_publishable", artifact(state=EditorialState.PUBLISHED)),
    ("artifact_licence_once", artifact(licence_spdx="MIT", licence_name="X", licence_url="https://x")),
    ("artifact_named_licence_linked", artifact(licence_name="House licence")),
    (
        "artifact_dates_in_order",
        artifact(deprecated_on=date(2026, 2, 1), retired_on=date(2026, 1, 1)),
    ),
    ("organization_slug_form", lambda: builders.organization(slug="No_Good")),
    ("source_has_an_address", lambda: builders.source(url="")),
    ("capability_key_form", lambda: builders.capability(key="Code Completion")),
    ("alias_not_empty", lambda: _alias(value="")),
    ("observation_value_in_bounds", lambda: builders.observation(value=-1)),
    ("observation_value_in_bounds", lambda: builders.observation(value=10**12 + 1)),
    ("not_applicable_has_a_reason", lambda: _not_applicable(reason="")),
    ("relation_confirmed_by_a_source", lambda: builders.relation(status=RelationStatus.CONFIRMED)),
    ("price_amount_not_negative", price(amount=Decimal(-1))),
    ("price_amount_when_kind_says_so", price(amount=None)),
    ("price_amount_when_kind_says_so", price(kind=PriceKind.VARIES)),
    ("price_currency_form", price(currency="usd")),
    ("price_context_in_order", price(context_min=200, context_max=100)),
    ("price_validity_in_order", price(valid_to=builders.NOON - timedelta(seconds=1))),
    ("price_one_open_per_line", two_prices(valid_from=LATER)),
    ("price_validity_not_overlapping", two_prices(context_min=5, context_max=9)),
    ("price_validity_not_overlapping", two_prices(valid_from=LATER, valid_to=LATER + timedelta(1))),
]  # fmt: skip


def _alias(**fields: Any) -> models.Model:
    values = {"kind": AliasKind.OPENROUTER, "value": "a/b"}
    return ArtifactAlias.objects.create(artifact=builders.artifact(), **values | fields)


def _not_applicable(**fields: Any) -> models.Model:
    values = {"artifact": builders.artifact(), "metric": "dependents", "reason": "A hosted thing."}
    return NotApplicable.objects.create(**values | fields)


@pytest.mark.parametrize(("constraint", "build"), RULES)
def test_row_that_breaks_a_rule_is_refused_by_its_name(constraint: str, build: Build) -> None:
    assert refused_by(build) == constraint


def test_artifact_that_succeeds_itself_is_refused() -> None:
    one = builders.artifact()

    def succeed_itself() -> models.Model:
        Artifact.objects.filter(pk=one.pk).update(successor=one.pk)
        return one

    assert refused_by(succeed_itself) == "artifact_not_its_own_successor"


def test_capability_that_is_its_own_parent_is_refused() -> None:
    one = builders.capability()

    def be_own_parent() -> models.Model:
        Capability.objects.filter(pk=one.pk).update(parent=one.pk)
        return one

    assert refused_by(be_own_parent) == "capability_not_its_own_parent"


def test_relation_of_an_artifact_to_itself_is_refused() -> None:
    one = builders.artifact()
    assert (
        refused_by(lambda: builders.relation(from_artifact=one, to_artifact=one))
        == "relation_between_two"
    )


UNIQUE: list[tuple[str, Build]] = [
    (
        "alias_belongs_to_one_artifact",
        twice(_alias, dict),
    ),
    (
        "capability_once_per_artifact",
        twice(
            builders.artifact_capability,
            lambda: {"artifact": builders.artifact(), "capability": builders.capability()},
        ),
    ),
    (
        "artifact_link_once",
        twice(
            ArtifactLink.objects.create,
            lambda: {"artifact": builders.artifact(), "kind": "docs", "url": "https://x.example"},
        ),
    ),
    (
        "release_once",
        twice(
            Release.objects.create,
            lambda: {"artifact": builders.artifact(), "released_on": date(2026, 1, 1)},
        ),
    ),
    (
        "citation_once",
        twice(
            builders.citation,
            lambda: {"artifact": builders.artifact(), "source": builders.source()},
        ),
    ),
    (
        "observation_once",
        twice(
            builders.observation,
            lambda: {"artifact": builders.artifact(), "source": builders.source()},
        ),
    ),
    (
        "not_applicable_once",
        twice(_not_applicable, lambda: {"artifact": builders.artifact()}),
    ),
    (
        "offering_once",
        twice(
            builders.offering,
            lambda: {
                "artifact": builders.artifact(),
                "provider": builders.organization(),
                "external_id": "x",
            },
        ),
    ),
    (
        "relation_once",
        twice(
            builders.relation,
            lambda: {"from_artifact": builders.artifact(), "to_artifact": builders.artifact()},
        ),
    ),
    (
        "spec_definition_once_per_type",
        twice(
            SpecDefinition.objects.create,
            lambda: {"type_id": "model", "key": "context", "label": "Context", "kind": "int"},
        ),
    ),
]


@pytest.mark.parametrize(("constraint", "build"), UNIQUE)
def test_second_row_of_the_same_is_refused_by_name(constraint: str, build: Build) -> None:
    assert refused_by(build) == constraint


@pytest.mark.parametrize(
    "model",
    [
        Artifact, ArtifactAlias, ArtifactCapability, ArtifactLink, Capability, Citation,
        NotApplicable, Observation, Offering, Organization, Price, Relation, Release, Source,
        SpecDefinition,
    ],
)  # fmt: skip
def test_constraints_of_a_model_all_say_what_to_do(model: type[models.Model]) -> None:
    standard = models.CheckConstraint.default_violation_error_message
    messages = [str(one.violation_error_message) for one in model._meta.constraints]

    assert standard not in messages
    tested = {name for name, _ in RULES + UNIQUE} | {
        "artifact_not_its_own_successor",
        "capability_not_its_own_parent",
        "relation_between_two",
    }
    assert {one.name for one in model._meta.constraints} - tested == set()


def test_price_message_reaches_the_form() -> None:
    first = builders.price()
    second = Price(
        offering=first.offering,
        component=first.component,
        unit=first.unit,
        amount=Decimal(1),
        valid_from=LATER,
        seen_at=LATER,
    )

    with pytest.raises(ValidationError) as error:
        second.full_clean()

    assert "There is an open price already; close it first." in error.value.messages


@pytest.mark.parametrize(
    "second", [{"component": "output"}, {"mode": "batch"}, {"unit": "request"}]
)
def test_price_of_another_line_stands_beside(second: dict[str, str]) -> None:
    offering = builders.offering()
    builders.price(offering=offering)
    builders.price(offering=offering, **second)

    assert offering.prices.count() == 2


def test_price_tiers_of_one_component_stand_beside() -> None:
    offering = builders.offering()
    builders.price(offering=offering, context_max=200_000)
    builders.price(offering=offering, context_min=200_001, amount=Decimal("0.00000044"))

    assert offering.prices.open().count() == 2


def test_price_amount_keeps_thirty_decimals() -> None:
    exact = Decimal("0.000000024999999999999998")
    price = builders.price(amount=exact)
    price.refresh_from_db()

    assert price.amount == exact


@pytest.mark.parametrize(
    "change", [{"amount": Decimal(2)}, {"component": "output"}, {"valid_from": LATER}]
)
def test_price_is_never_rewritten(change: dict[str, Any]) -> None:
    price = builders.price()
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        Price.objects.filter(pk=price.pk).update(**change)


def test_price_is_closed_once() -> None:
    price = builders.price()
    Price.objects.filter(pk=price.pk).update(valid_to=LATER)
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        Price.objects.filter(pk=price.pk).update(valid_to=None)


def test_price_is_never_deleted() -> None:
    price = builders.price()
    with pytest.raises(Exception, match="Cannot delete"), transaction.atomic():
        price.delete()


def test_slug_of_an_artifact_that_was_renamed_stays_taken() -> None:
    first = builders.artifact(slug="first-name")
    first.slug = "second-name"
    first.save()

    assert list(first.aliases.values_list("kind", "value")) == [("slug", "first-name")]
    assert refused_by(artifact(slug="first-name")) == "artifact_slug_not_an_earlier_one"


def test_slug_taken_back_is_no_alias_any_more() -> None:
    one = builders.artifact(slug="first-name")
    for slug in ("second-name", "first-name"):
        one.slug = slug
        one.save()

    assert list(one.aliases.values_list("value", flat=True)) == ["second-name"]
