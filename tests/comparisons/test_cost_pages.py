"""Costs and price history on pages, in files and in the API."""

import csv
import io
import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalog.enums import AliasKind
from catalog.models import Artifact, ArtifactAlias, Offering, Price
from catalog.services.pricing import retract_price
from tests import builders
from tests.comparisons.api_world import problems_of

pytestmark = pytest.mark.django_db

CHAT = "in=1000&out=300&requests=100000"
PAIR = "/compare/alpha-vs-beta/"
SVG = "{http://www.w3.org/2000/svg}"
ROW = re.compile(r"<tr>\s*<th scope=\"row\">(.*?)</tr>", re.DOTALL)


def served(artifact: Artifact, provider: str = "Maker", **amounts: str) -> Offering:
    """An offering with prices in USD per million tokens, by component."""
    organization = builders.organization(name=provider)
    made = builders.offering(artifact=artifact, provider=organization, external_id="maker/model")
    for component, amount in amounts.items():
        each = Decimal(amount).scaleb(-6)
        builders.price(offering=made, component=component, amount=each, source=builders.source())
    return made


def alpha(**amounts: str) -> Artifact:
    made = builders.published_artifact(slug="alpha", name="Alpha")
    served(made, **(amounts or {"input": "0.22", "output": "1.80"}))
    return made


def pair() -> None:
    alpha()
    beta = builders.published_artifact(slug="beta", name="Beta")
    served(beta, input="1", output="2")


def day(month: int, at: int = 1) -> datetime:
    return datetime(2026, month, at, tzinfo=UTC)


def past(offering: Offering, per_million: str, since: datetime, until: datetime) -> Price:
    return builders.price(
        offering=offering,
        amount=Decimal(per_million).scaleb(-6),
        valid_from=since,
        valid_to=until,
        seen_at=since,
    )


def text(client: Client, address: str, heading: str = "cost") -> str:
    """The section under a heading, as text without its markup."""
    answer = client.get(address)
    assert answer.status_code == 200
    (found,) = re.findall(
        rf'<section[^>]* aria-labelledby="{heading}">(.*?)</section>',
        answer.content.decode(),
        re.DOTALL,
    )
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


@pytest.mark.parametrize("address", [PAIR, "/artifacts/alpha/"])
def test_page_without_a_workload_asks_for_one(client: Client, address: str) -> None:
    pair()

    shown = text(client, address)

    assert "Chat Retrieval Long document Agent Tokens in" in shown
    assert "A month" not in shown


def test_comparison_tells_the_cost_of_each_side_with_the_card_used(client: Client) -> None:
    pair()

    shown = text(client, f"{PAIR}?{CHAT}")

    assert "1,000 tokens in and 300 out a request, 100,000 requests a month." in shown
    assert "The one known cost: $76 a month at Maker (maker/model), by prices read on" in shown
    assert "The one known cost: $160 a month at Maker (maker/model)" in shown
    assert "Input $0.22 / 1M input tokens × 100 million = $22" in shown
    assert "Output $1.80 / 1M output tokens × 30 million = $54" in shown


def test_missing_price_is_named_and_the_cost_a_lower_bound(client: Client) -> None:
    alpha()

    shown = text(client, "/artifacts/alpha/?in=1000&out=300&cached=50&requests=100000")

    assert "at least $65" in shown
    assert "Cache read ? No price is known" in shown


@pytest.mark.parametrize("address", [PAIR, "/artifacts/alpha/"])
@pytest.mark.parametrize(
    ("given", "spelled"),
    [
        ("out=0300&in=1000&requests=100000&cached=0", CHAT),
        (f"{CHAT}&context=1000", CHAT),
        (f"{CHAT}&cached=&context=", CHAT),
        ("in=&out=", ""),
    ],
)
def test_workload_has_one_spelling(client: Client, address: str, given: str, spelled: str) -> None:
    pair()

    answer = client.get(f"{address}?{given}")

    expected = f"{address}?{spelled}" if spelled else address
    assert (answer.status_code, answer.headers["Location"]) == (302, expected)
    assert client.get(expected).status_code == 200


@pytest.mark.parametrize("address", [PAIR, "/artifacts/alpha/"])
def test_bad_figure_is_told_beside_its_field_and_changes_nothing(
    client: Client, address: str
) -> None:
    pair()

    page = client.get(f"{address}?in=<b>&out=300&requests=0").content.decode()

    assert "No cost was worked out." in page
    assert 'value="&lt;b&gt;" aria-describedby="cost-in-problem cost-in-hint"' in page
    assert (
        'id="cost-requests-problem">“0” does not do: give a whole number from 1 to 1,000,000,000,'
        in page
    )
    assert 'id="cost-out-problem"' not in page
    assert "A month" not in page


def test_workload_survives_other_choices_and_they_survive_it(client: Client) -> None:
    pair()

    page = client.get(f"{PAIR}?weights=equal&{CHAT}").content.decode()

    forms = re.findall(r'<form class="(\w+-form)".*?</form>', page, re.DOTALL)
    assert forms == ["weigh-form", "row-form", "cost-form"]
    weigh, cost = re.findall(r'<form class="(?:weigh|cost)-form".*?</form>', page, re.DOTALL)
    assert re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', weigh) == [
        ("in", "1000"),
        ("out", "300"),
        ("requests", "100000"),
    ]
    assert '<input type="hidden" name="weights" value="equal">' in cost
    assert f'href="{PAIR}?weights=equal&amp;in=250000&amp;out=2000&amp;requests=500#cost"' in page


def test_redirects_carry_the_workload(client: Client) -> None:
    pair()

    swapped = client.get(f"/compare/beta-vs-alpha/?weights=equal&{CHAT}")
    alone = client.get(f"/compare/alpha-vs-alpha/?{CHAT}")

    assert swapped.headers["Location"] == f"{PAIR}?weights=equal&{CHAT}"
    assert alone.headers["Location"] == f"/artifacts/alpha/?{CHAT}"


@pytest.mark.parametrize("address", [PAIR, "/artifacts/alpha/", "/api/v1/artifacts/alpha/cost/"])
def test_answer_that_a_visitor_holds_is_of_its_workload_and_prices(
    client: Client, address: str
) -> None:
    pair()
    tag = client.get(f"{address}?{CHAT}").headers["ETag"]

    same = client.get(f"{address}?{CHAT}", headers={"If-None-Match": tag})
    other = client.get(f"{address}?{CHAT}0", headers={"If-None-Match": tag})
    builders.price(offering=Offering.objects.get(artifact__slug="alpha"), component="request")
    newer = client.get(f"{address}?{CHAT}", headers={"If-None-Match": tag})

    assert (same.status_code, other.status_code, newer.status_code) == (304, 200, 200)


@pytest.mark.parametrize("rows", [1, 3])
def test_costs_take_no_query_of_their_own(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    pair()
    for artifact in Artifact.objects.all():
        for _ in range(rows):
            builders.price(offering=builders.offering(artifact=artifact))
    client.get(PAIR)

    with django_assert_num_queries(10):
        client.get(PAIR)
    with django_assert_num_queries(10):
        client.get(f"{PAIR}?{CHAT}")
    with django_assert_num_queries(5):
        client.get(f"/api/v1/artifacts/alpha/cost/?{CHAT}")


def test_long_list_of_offerings_is_folded(client: Client) -> None:
    artifact = builders.published_artifact(slug="alpha", name="Alpha")
    for place in range(8):
        served(artifact, provider=f"Provider {place}", input=f"{place + 1}", output="1")

    shown = text(client, f"/artifacts/alpha/?{CHAT}")

    assert "2 more of Alpha" in shown
    assert "Lowest known cost: $130 a month at Provider 0 (maker/model)" in shown
    assert "of 8 that ask for money in USD" in shown


def test_api_gives_the_figures_of_the_page(client: Client) -> None:
    pair()

    of_pair = client.get(f"/api/v1/comparisons/?artifacts=alpha,beta&{CHAT}").json()
    of_one = client.get(f"/api/v1/artifacts/alpha/cost/?{CHAT}").json()

    found = of_pair["costs"]["artifacts"]
    assert [one["offerings"][0]["total"] for one in found] == ["76", "160"]
    assert of_pair["html_url"] == f"http://testserver{PAIR}?{CHAT}"
    assert of_one["url"] == f"http://testserver/api/v1/artifacts/alpha/cost/?{CHAT}"
    assert of_one["offerings"] == found[0]["offerings"]
    assert of_one["words"] == found[0]["words"]
    first = of_one["offerings"][0]["card"][0]
    assert (first["price"], first["quantity"], first["amount"]) == (
        "0.00000022",
        "100000000",
        "22",
    )


def test_api_without_a_workload_has_no_costs(client: Client) -> None:
    pair()

    assert client.get("/api/v1/comparisons/?artifacts=alpha,beta").json()["costs"] is None


@pytest.mark.parametrize(
    "address", ["/api/v1/comparisons/?artifacts=alpha,beta&", "/api/v1/artifacts/alpha/cost/?"]
)
def test_api_refuses_what_is_no_workload(client: Client, address: str) -> None:
    pair()

    answer = client.get(f"{address}in=1&requests=x&context=0")

    assert answer.status_code == 400
    assert problems_of(answer) == {
        "out": "Give a whole number from 0 to 100,000,000, digits only.",
        "requests": "“x” does not do: give a whole number from 1 to 1,000,000,000, digits only.",
        "context": "The input is part of the context: give at least 1.",
    }


def test_earlier_slug_leads_to_the_cost_and_the_files(client: Client) -> None:
    ArtifactAlias.objects.create(artifact=alpha(), kind=AliasKind.SLUG, value="old")

    for address in (f"/api/v1/artifacts/old/cost/?{CHAT}", f"/artifacts/old/?{CHAT}"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (
            301,
            address.replace("old", "alpha"),
        )
    assert client.get("/artifacts/old/prices.csv").headers["Location"] == (
        "/artifacts/alpha/prices.csv"
    )


def moved() -> Offering:
    """$0.40 from March, $0.30 from May, $0.22 from June on."""
    artifact = builders.published_artifact(slug="alpha", name="Alpha")
    offering = served(artifact, input="0.22")
    past(offering, "0.40", day(3), day(5))
    past(offering, "0.30", day(5), builders.NOON)
    return offering


def test_history_of_a_price_is_drawn_and_listed_with_sources(client: Client) -> None:
    moved()

    page = client.get("/artifacts/alpha/").content.decode()
    shown = text(client, "/artifacts/alpha/", "price-history")

    assert (
        "Input: $0.40 / 1M input tokens on 1 March 2026, $0.22 / 1M input tokens now; 2 changes."
    ) in shown
    assert "1 June 2026 holds Input $0.22 / 1M input tokens 1 June 2026 Source" in shown
    assert "1 May 2026 1 June 2026 Input $0.30 / 1M input tokens" in shown
    assert page.count('<path class="price-line price-line-1"') == 2  # drawing and legend
    assert 'aria-labelledby="price-plot-title"' in page


def test_price_that_never_moved_is_told_and_not_drawn(client: Client) -> None:
    alpha()

    page = client.get("/artifacts/alpha/").content.decode()

    assert "Input: $0.22 / 1M input tokens since 1 June 2026, unchanged." in page
    assert "price-plot" not in page


def test_artifact_without_a_price_has_no_price_history(client: Client) -> None:
    builders.published_artifact(slug="alpha")

    assert text(client, "/artifacts/alpha/", "price-history") == (
        "Price history No price was ever recorded."
    )
    assert client.get("/artifacts/alpha/prices.svg").status_code == 404


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("2026-04-30", "Input: $0.40 / 1M input tokens from 1 March 2026 until 1 May 2026"),
        ("2026-05-01", "Input: $0.30 / 1M input tokens from 1 May 2026 until 1 June 2026"),
        ("2026-06-01", "Input: $0.22 / 1M input tokens from 1 June 2026 1 June 2026 Source"),
        ("2026-02-28", "Unknown : no price recorded here held on that day. The first record is of"),
    ],
)
def test_price_on_a_day_is_the_one_that_held_at_its_end(client: Client, on: str, told: str) -> None:
    moved()

    assert told in text(client, f"/artifacts/alpha/?on={on}", "price-history")


@pytest.mark.parametrize("on", ["2026-13-01", "20260301", "yesterday", "9999-01-01"])
def test_day_that_is_none_is_told_beside_its_field(client: Client, on: str) -> None:
    moved()

    page = client.get(f"/artifacts/alpha/?on={on}").content.decode()

    today = timezone.now().date().isoformat()
    assert f'id="price-on-problem">Give a day up to today, {today}, as year-month-day' in page
    assert "Prices on " not in page


def test_offering_and_price_are_chosen_in_the_address(client: Client) -> None:
    moved()
    other = served(Artifact.objects.get(slug="alpha"), "Other", output="2")

    shown = text(
        client, f"/artifacts/alpha/?offering={other.pk}&price=output-token-usd", "price-history"
    )

    assert "Other (maker/model): Output, USD per 1M tokens Output: $2 / 1M output tokens" in shown


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("offering=0", "No such offering has prices here. Choose one of the list."),
        ("price=output-token-usd", "This offering has no such price. Choose one of the list."),
    ],
)
def test_choice_that_is_not_there_is_told_and_changes_nothing(
    client: Client, query: str, problem: str
) -> None:
    moved()

    shown = text(client, f"/artifacts/alpha/?{query}", "price-history")

    assert problem in shown
    assert "Input: $0.40 / 1M input tokens on 1 March 2026" in shown
    assert client.get(f"/artifacts/alpha/prices.svg?{query}").status_code == 404


@pytest.mark.parametrize("offerings", [1, 3])
def test_price_history_takes_one_query_and_a_day_one_more(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, offerings: int
) -> None:
    moved()
    for _ in range(offerings):
        served(Artifact.objects.get(slug="alpha"), f"Other {builders.number()}", input="1")
    client.get("/artifacts/alpha/")

    with django_assert_num_queries(13):
        client.get("/artifacts/alpha/")
    with django_assert_num_queries(14):
        client.get("/artifacts/alpha/?on=2026-04-01")


def test_csv_holds_every_price_that_ever_held(client: Client) -> None:
    offering = moved()
    taken_back = builders.price(offering=offering, component="output")
    retract_price(price=taken_back)

    answer = client.get("/artifacts/alpha/prices.csv")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="alpha-prices.csv"'
    assert [(row["amount"], row["valid_from"][:10], row["valid_to"][:10]) for row in rows] == [
        ("0.0000004", "2026-03-01", "2026-05-01"),
        ("0.0000003", "2026-05-01", "2026-06-01"),
        ("0.00000022", "2026-06-01", ""),
    ]
    assert rows[0]["plan"] == "Maker (maker/model)"


def test_svg_stands_alone_under_a_strict_policy(client: Client) -> None:
    moved()

    answer: Any = client.get("/artifacts/alpha/prices.svg")

    drawing = ET.fromstring(answer.content)  # noqa: S314  (a file of ours)
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src")
    assert drawing.findtext(f"{SVG}title") == (
        "Price of Alpha, Maker (maker/model): Input, USD per 1M tokens"
    )
    assert len(drawing.findall(f".//{SVG}path")) == 2
