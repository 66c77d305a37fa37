from decimal import Decimal
from typing import Any

import pytest

from catalog.models import Offering, Price
from tests import builders
from tests.catalog.desk import add_row, change_page, desk_client, errors_of, form_of

pytestmark = pytest.mark.django_db

CHEAPER: dict[str, str] = {
    "component": "input",
    "unit": "token",
    "mode": "standard",
    "kind": "amount",
    "amount": "0.11",
    "per": "1000000",
    "currency": "USD",
    "context_min": "0",
    "context_max": "",
    "source": "",
}


def post_price(offering: Offering, role: str = "reviewer", **fields: str) -> Any:
    client, _ = desk_client(role)
    address = change_page(offering.artifact)
    form = add_row(form_of(client, address), "offerings-0-new", **CHEAPER | fields)
    return client.post(address, form)


def test_new_price_closes_the_one_before() -> None:
    offering = builders.offering()
    old = builders.price(offering=offering)

    response = post_price(offering)

    assert response.status_code == 302, errors_of(response)
    new = Price.objects.open().get()
    old.refresh_from_db()
    assert (old.amount, new.amount) == (Decimal("0.00000022"), Decimal("0.00000011"))
    assert old.valid_to == new.valid_from


def test_new_price_names_who_entered_it() -> None:
    offering = builders.offering()
    client, person = desk_client("editor", username="kim")
    address = change_page(offering.artifact)

    client.post(address, add_row(form_of(client, address), "offerings-0-new", **CHEAPER))

    assert Price.objects.get().entered_by == person


def test_amount_of_many_digits_stays_exact() -> None:
    offering = builders.offering()

    response = post_price(offering, amount="0.12345678901234567890123")

    assert response.status_code == 302, errors_of(response)
    assert Price.objects.get().amount == Decimal("0.00000012345678901234567890123")


def test_price_comes_with_a_new_offering() -> None:
    client, _ = desk_client("editor")
    artifact = builders.artifact()
    provider = builders.organization()
    address = change_page(artifact)
    form = add_row(
        form_of(client, address),
        "offerings",
        provider=provider.pk,
        channel="api",
        status="active",
        seen_on="2026-06-01",
    )
    for part in ("open", "new"):
        form |= {f"offerings-0-{part}-{name}_FORMS": ["0"] for name in ("TOTAL", "INITIAL")}

    response = client.post(address, add_row(form, "offerings-0-new", **CHEAPER))

    assert response.status_code == 302, errors_of(response)
    assert Price.objects.get().offering.provider == provider


def test_tick_closes_an_open_price() -> None:
    client, _ = desk_client("editor")
    price = builders.price()
    address = change_page(price.offering.artifact)

    response = client.post(address, form_of(client, address) | {"offerings-0-open-0-close": "on"})

    assert response.status_code == 302, errors_of(response)
    price.refresh_from_db()
    assert price.valid_to is not None


def test_posted_columns_of_an_open_price_are_ignored() -> None:
    client, _ = desk_client("administrator")
    price = builders.price()
    address = change_page(price.offering.artifact)

    client.post(address, form_of(client, address) | {"offerings-0-open-0-amount": "9"})

    price.refresh_from_db()
    assert (price.amount, price.valid_to) == (Decimal("0.00000022"), None)


def test_price_of_another_artifact_cannot_be_closed_from_here() -> None:
    client, _ = desk_client("editor")
    mine, other = builders.price(), builders.price()
    address = change_page(mine.offering.artifact)
    form = form_of(client, address) | {
        "offerings-0-open-0-id": str(other.pk),
        "offerings-0-open-0-close": "on",
    }

    client.post(address, form)

    other.refresh_from_db()
    assert other.valid_to is None


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"amount": ""}, "Give the amount, or choose another kind."),
        ({"kind": "varies"}, "Only the kind “amount” has an amount."),
        ({"amount": "-1"}, "Ensure this value is greater than or equal to 0."),
        (
            {"per": "1"},
            "That is far from every price seen for this. Check the unit, and tick “really” if it"
            " is right.",
        ),
        ({"currency": "usd"}, "Use a currency code of three capitals."),
        ({"context_min": "10", "context_max": "5"}, "The context range ends before it begins."),
    ],
)
def test_impossible_price_is_refused(fields: dict[str, str], message: str) -> None:
    offering = builders.offering()

    response = post_price(offering, **fields)

    assert errors_of(response) == [message]
    assert not Price.objects.exists()


def test_unusual_price_is_recorded_when_meant() -> None:
    offering = builders.offering()

    response = post_price(offering, per="1", really="on")

    assert response.status_code == 302, errors_of(response)
    assert Price.objects.get().amount == Decimal("0.11")


def test_overlapping_context_range_is_refused_in_words() -> None:
    offering = builders.offering()
    builders.price(offering=offering)

    response = post_price(offering, context_min="1000")

    assert errors_of(response) == ["An open price covers 0 to any length of the same; close it."]


def test_overlapping_range_is_accepted_while_the_other_is_closed() -> None:
    offering = builders.offering()
    builders.price(offering=offering)
    client, _ = desk_client()
    address = change_page(offering.artifact)
    form = form_of(client, address) | {"offerings-0-open-0-close": "on"}
    form = add_row(form, "offerings-0-new", **CHEAPER | {"context_min": "1000"})

    response = client.post(address, form)

    assert response.status_code == 302, errors_of(response)
    assert Price.objects.open().get().context_min == 1000


def test_price_without_a_number_is_recorded() -> None:
    offering = builders.offering()

    response = post_price(offering, kind="varies", amount="")

    assert response.status_code == 302, errors_of(response)
    assert (Price.objects.get().kind, Price.objects.get().amount) == ("varies", None)


def test_offering_with_prices_is_not_deleted() -> None:
    client, _ = desk_client()
    price = builders.price(offering=builders.offering(external_id="made/it"))
    address = change_page(price.offering.artifact)

    response = client.post(address, form_of(client, address) | {"offerings-0-DELETE": "on"})

    assert errors_of(response)[0] == (
        "made/it has prices, which are kept for good."
        " Set its status to retired instead of deleting it."
    )
    assert Offering.objects.exists()
