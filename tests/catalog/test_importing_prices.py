from datetime import UTC, datetime
from decimal import Decimal

import pytest

from catalog.models import Offering, Price
from tests import builders
from tests.catalog.importing import DAY, LATER, imported, prices, questions
from tests.fakes import source_files as files

pytestmark = pytest.mark.django_db


def file_with(**cost: object) -> bytes:
    return files.models_dev_file(acme=[files.models_dev_model(cost=cost)])


def test_prices_are_stored_exactly() -> None:
    imported("models_dev", file_with(input=0.09999999999999999))

    assert Price.objects.get().amount == Decimal("9.999999999999999E-8")


def test_the_same_prices_write_nothing() -> None:
    imported("models_dev", file_with(input=1))

    report = imported("models_dev", file_with(input=1), as_of=LATER)

    assert (report.written["prices_opened"], report.written["prices_closed"]) == (0, 0)
    assert Offering.objects.get().seen_on == LATER


def test_a_change_closes_the_price_and_opens_the_next() -> None:
    imported("models_dev", file_with(input=1))

    report = imported("models_dev", file_with(input=2), as_of=LATER)

    assert report.counts["changed"] == 1
    assert prices() == [("input", "0.000001", 0, None, False), ("input", "0.000002", 0, None, True)]
    assert Price.objects.get(valid_to=None).valid_from == datetime(2026, 7, 9, tzinfo=UTC)


def test_a_correction_of_the_same_day_leaves_one_open_price() -> None:
    imported("models_dev", file_with(input=1))

    imported("models_dev", file_with(input=2))

    assert [line[1] for line in prices() if line[-1]] == ["0.000002"]


def test_a_component_no_longer_given_is_closed() -> None:
    imported("models_dev", file_with(input=1, cache_read=0.1))

    imported("models_dev", file_with(input=1), as_of=LATER)

    assert [line[0] for line in prices() if line[-1]] == ["input"]


def test_an_older_file_changes_no_price_and_no_seen_day() -> None:
    imported("models_dev", file_with(input=2), as_of=LATER)

    report = imported("models_dev", file_with(input=1), as_of=DAY)

    assert prices() == [("input", "0.000002", 0, None, True)]
    assert Offering.objects.get().seen_on == LATER
    assert report.counts["unchanged"] == 1


def test_an_older_file_does_not_revive_a_closed_component() -> None:
    imported("models_dev", file_with(input=1, cache_read=0.1), as_of=DAY)
    imported("models_dev", file_with(input=1), as_of=LATER)

    imported("models_dev", file_with(input=1, cache_read=0.2), as_of=DAY)

    assert [line[0] for line in prices() if line[-1]] == ["input"]


def test_new_tiers_take_the_place_of_the_flat_price() -> None:
    imported("models_dev", file_with(input=1))
    tiers = [{"tier": {"type": "context", "size": 200000}, "input": 3}]

    imported("models_dev", file_with(input=1, tiers=tiers), as_of=LATER)

    assert [line for line in prices() if line[-1]] == [
        ("input", "0.000001", 0, 200000, True),
        ("input", "0.000003", 200001, None, True),
    ]


def test_a_price_outside_its_bounds_is_held_and_the_others_are_stored() -> None:
    imported("models_dev", file_with(input=1))

    report = imported("models_dev", file_with(input=3_000_000, output=2), as_of=LATER)

    assert [line for line in prices() if line[-1]] == [
        ("input", "0.000001", 0, None, True),
        ("output", "0.000002", 0, None, True),
    ]
    assert report.notes["prices held for an editor"] == 1
    assert questions("price_bounds")[0].detail["terms"]["amount"] == "3"


def test_an_editor_s_price_is_never_closed() -> None:
    imported("models_dev", file_with(output=1))
    builders.price(
        offering=Offering.objects.get(),
        component="input",
        unit="token",
        amount=Decimal("0.000009"),
        entered_by=builders.user(),
        valid_from=datetime(2026, 7, 1, tzinfo=UTC),
    )

    for _ in range(2):
        imported("models_dev", file_with(input=1, output=1), as_of=LATER)

    assert ("input", "0.000009", 0, None, True) in prices()
    assert len(prices()) == 2
    assert len(questions("price_bounds")) == 1


def test_minus_one_is_stored_as_varies() -> None:
    row = files.openrouter_model("openrouter/auto", pricing={"prompt": "-1", "completion": "-1"})

    imported("openrouter", files.openrouter_file(row))

    assert prices() == [("input", "varies", 0, None, True), ("output", "varies", 0, None, True)]


def test_a_free_offering_is_priced_zero() -> None:
    row = files.openrouter_model("acme/x:free", pricing={"prompt": "0", "completion": "0"})

    imported("openrouter", files.openrouter_file(row))

    assert [line[1] for line in prices()] == ["0", "0"]


def test_a_later_reading_of_another_source_takes_over_and_the_earlier_stays_in_history() -> None:
    listed = files.openrouter_model("acme/x-7b", pricing={"prompt": "0.000001"})
    imported("openrouter", files.openrouter_file(listed), as_of=DAY)
    told = files.models_dev_model("acme/x-7b", cost={"input": 2})

    imported("models_dev", files.models_dev_file(openrouter=[told]), as_of=LATER)
    again = imported("openrouter", files.openrouter_file(listed), as_of=DAY)

    assert prices() == [("input", "0.000001", 0, None, False), ("input", "0.000002", 0, None, True)]
    assert again.counts["unchanged"] == 1


def test_two_sources_of_one_day_do_not_take_turns() -> None:
    listed = files.openrouter_file(
        files.openrouter_model("acme/x-7b", pricing={"prompt": "0.000001"})
    )
    told = files.models_dev_file(
        openrouter=[files.models_dev_model("acme/x-7b", cost={"input": 2})]
    )
    for _ in range(2):
        imported("openrouter", listed)
        imported("models_dev", told)

    assert prices() == [("input", "0.000001", 0, None, True)]
