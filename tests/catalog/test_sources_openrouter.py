from decimal import Decimal
from typing import Any

import pytest

from catalog.sources import openrouter
from catalog.sources.rows import AliasRow, ArtifactRow
from tests.fakes import source_files as files


def parsed_row(**fields: Any) -> ArtifactRow:
    return openrouter.parse(files.openrouter_file(files.openrouter_model(**fields))).rows[0]


def prices(**fields: Any) -> dict[tuple[object, ...], object]:
    return {
        (price.component, price.unit): (price.kind, price.amount)
        for price in parsed_row(**fields).offerings[0].prices
    }


def test_prices_are_kept_as_they_are_written() -> None:
    pricing = {"prompt": "0.00000022", "input_cache_write": "0.00000008333333333333334"}

    assert prices(pricing=pricing) == {
        ("input", "token"): ("amount", Decimal("0.00000022")),
        ("cache_write", "token"): ("amount", Decimal("0.00000008333333333333334")),
    }


def test_minus_one_is_varies_never_a_price() -> None:
    assert prices(pricing={"prompt": "-1", "completion": "-1"}) == {
        ("input", "token"): ("varies", None),
        ("output", "token"): ("varies", None),
    }


def test_searches_and_images_have_their_own_units() -> None:
    pricing = {"web_search": "0.01", "image": "0.005", "request": "0.002"}

    assert set(prices(pricing=pricing)) == {
        ("search", "search"),
        ("image", "image"),
        ("request", "request"),
    }


def test_zero_is_free_where_the_id_says_free() -> None:
    free = prices(reference="acme/large-7b:free", pricing={"prompt": "0", "completion": "0"})

    assert free == {("input", "token"): ("amount", 0), ("output", "token"): ("amount", 0)}


def test_zero_is_unknown_where_nothing_says_free() -> None:
    assert prices(reference="acme/owl-alpha", pricing={"prompt": "0", "completion": "0"}) == {}


@pytest.mark.parametrize(
    ("pricing", "reason"),
    [
        ({"prompt": 0.2}, "pricing.prompt is a number, not text"),
        ({"prompt": "cheap"}, "pricing.prompt is not a plain decimal number"),
        ({"prompt": "NaN"}, "pricing.prompt is not a plain decimal number"),
        ({"prompt": ""}, "pricing.prompt is not a plain decimal number"),
        ({"prompt": "-2"}, "pricing.prompt is negative"),
        ({"prompt": "99999999999"}, "pricing.prompt: the amount is too large to be a price"),
        (None, "pricing is null, not an object"),
    ],
)
def test_a_bad_price_rejects_the_row(pricing: Any, reason: str) -> None:
    good, bad = files.openrouter_model(), files.openrouter_model("acme/bad", pricing=pricing)

    parsed = openrouter.parse(files.openrouter_file(good, bad))

    assert len(parsed.rows) == 1
    assert [(found.place, found.reason) for found in parsed.rejected] == [
        ("openrouter > data > acme/bad", reason)
    ]


def test_a_hub_id_of_the_same_publisher_is_an_id_of_the_row() -> None:
    row = parsed_row(
        reference="qwen/qwen3-coder", hugging_face_id="Qwen/Qwen3-Coder-480B-A35B-Instruct"
    )

    assert row.own == (
        AliasRow("openrouter", "qwen/qwen3-coder"),
        AliasRow("huggingface_model", "Qwen/Qwen3-Coder-480B-A35B-Instruct"),
    )
    assert row.identity.key == "qwen-3-coder-480b"


def test_a_hub_id_of_another_publisher_is_not_believed() -> None:
    row = parsed_row(reference="acme/mini", hugging_face_id="other-lab/Preview-32B")

    assert row.own == (AliasRow("openrouter", "acme/mini"),)
    assert row.identity.key == "mini"


def test_a_pointer_is_offered_as_its_target_and_not_remembered() -> None:
    row = parsed_row(reference="~acme/large-latest", alias_target="acme/acme-large-70b")

    assert row.own == ()
    assert row.claims == (AliasRow("openrouter", "acme/acme-large-70b"),)
    assert row.offerings[0].external_id == "~acme/large-latest"


def test_an_announced_end_deprecates_the_offering() -> None:
    assert parsed_row(expiration_date="2026-06-01").offerings[0].status == "deprecated"
