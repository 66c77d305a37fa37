"""Offerings, prices, relations, scores and the vocabulary."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from catalog.enums import PriceKind, Support
from catalog.models import Category, Price, SpecDefinition
from tests import builders
from tests.comparisons.api_world import rank_all

pytestmark = pytest.mark.django_db


def read(client: Client, path: str) -> Any:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def results(client: Client, path: str) -> list[Any]:
    found: list[Any] = read(client, path)["results"]
    return found


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0.00000022", "0.00000022"),
        ("0", "0"),
        ("20", "20"),
        ("1250", "1250"),
        ("0.10", "0.1"),
        ("1234567890.123456789012345678901234567891", "1234567890.123456789012345678901234567891"),
        ("0.000000000000000000000000000001", "0.000000000000000000000000000001"),
    ],
)
def test_amount_is_told_to_the_last_digit(amount: str, text: str, client: Client) -> None:
    offering = builders.offering(artifact=builders.published_artifact())
    builders.price(offering=offering, amount=Decimal(amount), currency="EUR")

    (price,) = results(client, "prices/")

    assert (price["amount"], price["currency"], price["unit"]) == (text, "EUR", "token")


def test_price_without_an_amount_says_why(client: Client) -> None:
    offering = builders.offering(artifact=builders.published_artifact())
    builders.price(offering=offering, kind=PriceKind.CONTACT, amount=None)

    (price,) = results(client, "prices/")

    assert (price["kind"], price["amount"]) == ("contact", None)


def moment(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 6, day, hour, tzinfo=UTC)


@pytest.fixture
def changed_price() -> Price:
    """One price from the 2nd, noon, to the 4th, noon, and the next from then on."""
    offering = builders.offering(artifact=builders.published_artifact(slug="thing"))
    first = builders.price(offering=offering, amount=Decimal(1), valid_from=moment(2))
    Price.objects.filter(pk=first.pk).update(valid_to=moment(4))
    return builders.price(offering=offering, amount=Decimal(2), valid_from=moment(4))


@pytest.mark.parametrize(
    ("query", "amounts"),
    [
        ("", ["1", "2"]),
        ("?as_of=2026-06-01", []),
        ("?as_of=2026-06-02", ["1"]),
        ("?as_of=2026-06-03", ["1"]),
        ("?as_of=2026-06-04", ["2"]),
        ("?as_of=9999-12-31", ["2"]),
        ("?as_of=0001-01-01", []),
        ("?open=true", ["2"]),
        ("?open=false", ["1"]),
        ("?ordering=-valid_from", ["2", "1"]),
    ],
)
def test_prices_of_a_day(
    query: str, amounts: list[str], changed_price: Price, client: Client
) -> None:
    assert [price["amount"] for price in results(client, f"prices/{query}")] == amounts


def test_closed_price_is_not_among_an_offerings_open_ones(
    changed_price: Price, client: Client
) -> None:
    (offering,) = results(client, "offerings/")

    assert [price["amount"] for price in offering["prices"]] == ["2"]
    history = client.get(offering["prices_url"]).json()["results"]
    assert [price["amount"] for price in history] == ["1", "2"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("artifact=a", ["one"]),
        ("artifact=a&artifact=b", ["one", "two"]),
        ("provider=server", ["two"]),
        ("channel=subscription", ["one"]),
        ("status=deprecated", ["two"]),
    ],
)
def test_offerings_are_narrowed(query: str, expected: list[str], client: Client) -> None:
    builders.offering(
        artifact=builders.published_artifact(slug="a"), external_id="one", channel="subscription"
    )
    builders.offering(
        artifact=builders.published_artifact(slug="b"),
        external_id="two",
        provider=builders.organization(slug="server"),
        status="deprecated",
    )

    found = results(client, f"offerings/?{query}")

    assert [offering["external_id"] for offering in found] == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("artifact=a", ["1"]),
        ("provider=server", ["2"]),
        ("component=output", ["2"]),
        ("unit=month", ["2"]),
        ("mode=batch", ["1"]),
        ("mode=batch&component=output", []),
    ],
)
def test_prices_are_narrowed(query: str, expected: list[str], client: Client) -> None:
    one = builders.offering(artifact=builders.published_artifact(slug="a"))
    server = builders.organization(slug="server")
    two = builders.offering(artifact=builders.published_artifact(slug="b"), provider=server)
    builders.price(offering=one, amount=Decimal(1), mode="batch")
    builders.price(offering=two, amount=Decimal(2), component="output", unit="month")

    assert [price["amount"] for price in results(client, f"prices/?{query}")] == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["a b", "b c"]),
        ("artifact=a", ["a b"]),
        ("artifact=b", ["a b", "b c"]),
        ("from_artifact=b", ["b c"]),
        ("to_artifact=b", ["a b"]),
        ("kind=base_model", ["b c"]),
        ("status=confirmed", ["b c"]),
    ],
)
def test_relations_are_narrowed(query: str, expected: list[str], client: Client) -> None:
    a, b, c = (builders.published_artifact(slug=slug) for slug in "abc")
    builders.relation(from_artifact=a, to_artifact=b)
    builders.relation(
        from_artifact=b,
        to_artifact=c,
        kind="base_model",
        status="confirmed",
        source=builders.source(),
    )

    found = results(client, f"relations/?{query}")

    pairs = [f"{r['from_artifact']['slug']} {r['to_artifact']['slug']}" for r in found]
    assert pairs == expected
    assert {r["words"] for r in found} <= {"was trained on", "is built on"}


def test_score_explains_itself_and_adds_up(client: Client) -> None:
    artifact = builders.published_artifact(slug="thing", description="x" * 400)
    builders.observation(artifact=artifact, value=17161)
    rank_all()

    found = read(client, "scores/thing/")

    explanation = found["explanation"]
    components = explanation["components"]
    assert found["total"] == explanation["total"]
    assert sum(component["contribution"] for component in components) == found["total"]
    assert sum(component["shown_tenths"] for component in components) == found["tenths"]
    assert found["artifact"]["html_url"] == "http://testserver/artifacts/thing/"
    adoption = next(c for c in components if c["key"] == "adoption")
    downloads = next(s for s in adoption["signals"] if s["key"] == "hub_downloads_30d")
    assert (downloads["raw"], downloads["state"]) == (17161, "observed")
    assert downloads["observed_at"] == "2026-06-01"


def test_artifact_without_a_score_says_that_it_comes(client: Client) -> None:
    builders.published_artifact(slug="thing")

    answer = client.get("/api/v1/scores/thing/")

    assert answer.status_code == 404
    assert "“thing” has no rank yet" in answer.json()["detail"]


def test_scores_are_narrowed(client: Client) -> None:
    builders.published_artifact(slug="a")
    builders.published_artifact(slug="b", type_id="dataset")
    rank_all()

    found = results(client, "scores/?type=dataset&provisional=true")

    assert [score["artifact"]["slug"] for score in found] == ["b"]
    assert results(client, "scores/?provisional=false") == []


def test_capability_names_its_place_and_who_has_it(client: Client) -> None:
    code = builders.capability(key="code", name="Code")
    writing = builders.capability(key="code.writing", name="Writing", parent=code)
    builders.capability(key="code.writing.tests", name="Tests", parent=writing)
    for slug, support in (("a", Support.YES), ("b", Support.PARTIAL), ("c", Support.NO)):
        artifact = builders.published_artifact(slug=slug)
        builders.artifact_capability(artifact=artifact, capability=writing, support=support)

    found = read(client, "capabilities/code.writing/")

    assert found["parent"]["key"] == "code"
    assert [child["key"] for child in found["children"]] == ["code.writing.tests"]
    assert [(a["artifact"]["slug"], a["support"]) for a in found["artifacts"]] == [
        ("a", "yes"),
        ("b", "partial"),
    ]
    assert found["artifacts_count"] == 2
    listed = client.get(found["artifacts_url"]).json()["results"]
    assert [artifact["slug"] for artifact in listed] == ["a", "b"]


def test_capabilities_are_narrowed_by_name_and_parent(client: Client) -> None:
    code = builders.capability(key="code", name="Code")
    builders.capability(key="code.writing", name="Writing", parent=code)
    builders.capability(key="text.writing", name="Prose writing")

    by_name = results(client, "capabilities/?q=writing")
    by_parent = results(client, "capabilities/?parent=code")

    assert [c["key"] for c in by_name] == ["code.writing", "text.writing"]
    assert [c["key"] for c in by_parent] == ["code.writing"]


def test_type_tells_its_specifications(client: Client) -> None:
    SpecDefinition.objects.create(
        type_id="dataset", key="rows", label="Rows", kind="int", better="higher"
    )

    found = read(client, "types/dataset/")

    assert found["specs"] == [
        {
            "key": "rows",
            "label": "Rows",
            "unit": None,
            "kind": "int",
            "better": "higher",
            "help": None,
        }
    ]


def test_category_and_organization_lead_to_their_artifacts(client: Client) -> None:
    maker = builders.organization(slug="maker", name="Maker")
    artifact = builders.published_artifact(slug="thing", publisher=maker)
    artifact.categories.add(Category.objects.create(slug="editors", name="Editors"))
    builders.offering(artifact=artifact, provider=maker)

    for path in ("categories/editors/", "organizations/maker/"):
        found = read(client, path)
        assert found["artifacts_count"] == 1
        listed = client.get(found["artifacts_url"]).json()["results"]
        assert [artifact["slug"] for artifact in listed] == ["thing"]
    assert read(client, "organizations/maker/")["offerings_count"] == 1


def test_organization_that_serves_nothing_published_is_not_there(client: Client) -> None:
    builders.organization(slug="idle")

    assert results(client, "organizations/") == []
    assert client.get("/api/v1/organizations/idle/").status_code == 404
