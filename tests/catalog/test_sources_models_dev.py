from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from catalog.sources import models_dev
from catalog.sources.rows import AliasRow, ArtifactRow, DateRow, OrganizationRow, Rejected
from tests.fakes import source_files as files


def parsed_row(**fields: Any) -> ArtifactRow:
    data = files.models_dev_file(acme=[files.models_dev_model(**fields)])
    return models_dev.parse(data).rows[0]


def prices(**fields: Any) -> dict[tuple[object, ...], object]:
    return {
        (price.component, price.mode, price.context_min, price.context_max): price.amount
        for price in parsed_row(**fields).offerings[0].prices
    }


def rejection(**fields: Any) -> Rejected:
    data = files.models_dev_file(acme=[files.models_dev_model(**fields)])
    parsed = models_dev.parse(data)
    assert parsed.rows == ()
    return parsed.rejected[0]


def test_a_row_tells_model_offering_and_exact_prices() -> None:
    row = parsed_row(reference="acme/acme-large-70b", name="Acme Large 70B")

    assert row.own == (AliasRow("models_dev", "acme/acme/acme-large-70b"),)
    assert (row.name, row.type) == ("Acme Large 70B", "model")
    assert row.publisher == OrganizationRow("acme", "acme")
    assert row.released == DateRow(date(2026, 1, 15), "day")
    assert row.offerings[0].external_id == "acme/acme-large-70b"
    assert [price.amount for price in row.offerings[0].prices] == [
        Decimal("2.2E-7"),
        Decimal("0.0000018"),
    ]


def test_tiers_select_one_rate_card_for_the_whole_request() -> None:
    tiers = [
        {"tier": {"type": "context", "size": 128000}, "input": 4, "output": 8},
        {"tier": {"type": "context", "size": 32000}, "input": 2, "output": 4},
    ]

    assert prices(cost={"input": 1, "output": 2, "cache_read": 0.5, "tiers": tiers}) == {
        ("input", "standard", 0, 32000): Decimal("0.000001"),
        ("output", "standard", 0, 32000): Decimal("0.000002"),
        ("cache_read", "standard", 0, 32000): Decimal("5E-7"),
        ("input", "standard", 32001, 128000): Decimal("0.000002"),
        ("output", "standard", 32001, 128000): Decimal("0.000004"),
        ("input", "standard", 128001, None): Decimal("0.000004"),
        ("output", "standard", 128001, None): Decimal("0.000008"),
    }


def test_context_over_200k_is_left_aside_beside_tiers() -> None:
    tiers = [{"tier": {"type": "context", "size": 272000}, "input": 2}]
    cost = {"input": 1, "tiers": tiers, "context_over_200k": {"input": 9}}

    assert prices(cost=cost) == {
        ("input", "standard", 0, 272000): Decimal("0.000001"),
        ("input", "standard", 272001, None): Decimal("0.000002"),
    }


def test_context_over_200k_alone_is_a_tier() -> None:
    assert prices(cost={"input": 1, "context_over_200k": {"input": 2}}) == {
        ("input", "standard", 0, 200000): Decimal("0.000001"),
        ("input", "standard", 200001, None): Decimal("0.000002"),
    }


def test_a_fast_mode_is_a_priority_price() -> None:
    modes = {"fast": {"cost": {"input": 5}}}

    assert prices(cost={"input": 1}, experimental={"modes": modes}) == {
        ("input", "standard", 0, None): Decimal("0.000001"),
        ("input", "priority", 0, None): Decimal("0.000005"),
    }


def test_zero_is_free_where_the_id_says_free() -> None:
    assert prices(reference="acme-large-70b:free", cost={"input": 0, "output": 0}) == {
        ("input", "standard", 0, None): 0,
        ("output", "standard", 0, None): 0,
    }


@pytest.mark.parametrize("name", ["Acme Large", "Acme Freedom", "Freehand 7B"])
def test_zero_is_unknown_where_nothing_says_free(name: str) -> None:
    row = parsed_row(name=name, cost={"input": 0, "output": 0})

    assert row.offerings[0].prices == ()
    assert row.notes == ("zero without the word free: left unknown",)


def test_no_cost_is_unknown() -> None:
    assert prices(cost=None) == {}


def test_a_zero_beside_a_price_is_unknown() -> None:
    assert prices(cost={"input": 0.12, "output": 0}) == {
        ("input", "standard", 0, None): Decimal("1.2E-7")
    }


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"cost": {"input": "0.2"}}, "cost.input is text"),
        ({"cost": {"input": True}}, "cost.input is true or false"),
        ({"cost": {"input": -1}}, "cost.input is negative"),
        ({"cost": [1]}, "cost is a list, not an object"),
        ({"cost": {"tiers": {}}}, "cost.tiers is an object, not a list"),
        (
            {"cost": {"tiers": [{"input": 1}]}},
            "cost.tiers holds a tier that is not by context size",
        ),
        ({"cost": {"input": 1e-30}}, "cost.input: the amount has more than 30 decimal places"),
        ({"name": None}, "name is missing"),
        ({"name": 7}, "name is a number, not text"),
        ({"name": "x" * 201}, "name is longer than 200 characters"),
        ({"limit": {"context": "1M"}}, "limit.context is text, not a whole number"),
        ({"limit": {"context": -5}}, "limit.context is -5, not between 0 and 1000000000000"),
        ({"modalities": {"input": "text"}}, "modalities.input is not a list of texts"),
        ({"open_weights": "yes"}, "open_weights is text, not true or false"),
    ],
)
def test_a_bad_row_is_rejected_with_its_place_and_why(fields: dict[str, Any], reason: str) -> None:
    found = rejection(**fields)

    assert (found.place, found.reason) == ("models_dev > acme > acme-large-70b", reason)


def test_a_bad_row_leaves_the_others_alone() -> None:
    models = [
        files.models_dev_model("good-7b"),
        files.models_dev_model("bad-7b", cost={"input": "x"}),
    ]

    parsed = models_dev.parse(files.models_dev_file(acme=models))

    assert [row.name for row in parsed.rows] == ["good-7b"]
    assert [bad.place for bad in parsed.rejected] == ["models_dev > acme > bad-7b"]


def test_a_row_whose_id_is_not_its_key_is_rejected() -> None:
    data = files.models_dev_file().replace(b'"id": "acme-large-70b"', b'"id": "acme-small-7b"')

    assert models_dev.parse(data).rejected[0].reason == "id differs from the key it stands under"


def test_a_broken_provider_is_rejected_alone() -> None:
    data = files.models_dev_file(acme=[files.models_dev_model()], other=[files.models_dev_model()])

    parsed = models_dev.parse(data.replace(b'"name": "Other"', b'"name": 7'))

    assert len(parsed.rows) == 1
    assert parsed.rejected[0].place == "models_dev > other"


@pytest.mark.parametrize("told", ["1970-01-01", "soon", "2026-02-30", ""])
def test_a_date_that_is_none_is_unknown(told: str) -> None:
    assert parsed_row(release_date=told).released is None


def test_a_month_keeps_its_precision() -> None:
    assert parsed_row(release_date="2025-04").released == DateRow(date(2025, 4, 1), "month")


@pytest.mark.parametrize(
    ("status", "offering", "artifact"),
    [("deprecated", "deprecated", "deprecated"), ("beta", "preview", "active")],
)
def test_a_status_is_the_offering_s(status: object, offering: str, artifact: str) -> None:
    row = parsed_row(status=status)

    assert (row.offerings[0].status, row.lifecycle) == (offering, artifact)


def test_the_publisher_s_own_shop_is_first_hand() -> None:
    data = files.models_dev_file(
        openai=[files.models_dev_model("gpt-4.1")], azure=[files.models_dev_model("gpt-4.1")]
    )

    assert [row.first_hand for row in models_dev.parse(data).rows] == [True, False]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Acme: Large 70B (free)", "Large 70B"),
        ("acme/Large-70B", "Large-70B"),
        ("Large 70B (latest)", "Large 70B"),
        ("Large  70B\t", "Large 70B"),
    ],
)
def test_the_name_is_shown_without_vendor_and_price_class(name: str, shown: str) -> None:
    assert models_dev.display_name(name, "large-70b") == shown
