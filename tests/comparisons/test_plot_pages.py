"""Drawings on pages and as files, from the database."""

import csv
import io
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.models import Artifact
from tests import builders
from tests.comparisons.ranked import full_artifact, rank_all

pytestmark = pytest.mark.django_db
PAIR, PRICES = "/compare/alpha-vs-beta", "/types/model/price-and-rank"
FILES = [f"{PAIR}/components", f"{PAIR}/capabilities", PRICES]


@pytest.fixture
def world(db: None) -> None:
    alpha = full_artifact("alpha", rows=2)
    full_artifact("beta", rows=1)
    Artifact.objects.filter(pk=alpha.pk).update(name="=<Alpha> & \x01Co")
    rank_all()


@pytest.mark.parametrize("path", FILES)
def test_drawing_as_a_file_is_an_svg_that_tells_itself(
    client: Client, world: None, path: str
) -> None:
    answer = client.get(f"{path}.svg")

    root = ET.fromstring(answer.content)  # noqa: S314  (a file of ours)
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert [element.tag.partition("}")[2] for element in root][:3] == ["title", "desc", "style"]
    assert client.get(f"{path}.svg", headers={"If-None-Match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", FILES)
def test_figures_as_a_file_are_safe_for_spreadsheets(
    client: Client, world: None, path: str
) -> None:
    answer = client.get(f"{path}.csv")

    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert len(rows) > 2
    assert not [cell for row in rows for cell in row if cell.startswith("=")]


def test_comparison_draws_components_and_capabilities_with_tables_behind(
    client: Client, world: None
) -> None:
    page = client.get(f"{PAIR}/").content.decode()

    shown = page.partition('<section aria-labelledby="drawn">')[2].partition("</section>")[0]
    assert (shown.count("<svg"), shown.count("<table"), shown.count("<details")) == (2, 2, 2)
    assert "=&lt;Alpha&gt; &amp; " in shown


def test_prices_of_a_type_are_drawn_with_the_unknown_ones_listed(client: Client) -> None:
    cheap, dear = (builders.published_artifact(slug=slug, name=slug) for slug in ("cheap", "dear"))
    builders.published_artifact(slug="unpriced", name="Unpriced")
    for owner, amounts in ((cheap, ("0.0000003", "0.0000001")), (dear, ("0.00002",))):
        for amount in amounts:
            served = builders.offering(artifact=owner)
            builders.price(offering=served, amount=Decimal(amount))
    builders.price(offering=builders.offering(artifact=dear, status="retired"), amount=Decimal(0))
    rank_all()

    rows = list(csv.DictReader(io.StringIO(client.get(f"{PRICES}.csv").content.decode())))
    page = client.get(f"{PRICES}/").content.decode()

    assert {row["artifact"]: (row["price"], row["providers"]) for row in rows} == {
        "cheap": ("0.0000001", "2"),
        "dear": ("0.00002", "1"),
        "unpriced": ("", ""),
    }
    assert "1 whose price of this kind is unknown" in page
    assert page.count("<circle") == 2


def test_type_without_prices_or_ranks_says_so(client: Client) -> None:
    assert "Nothing of this type is ranked yet." in client.get(f"{PRICES}/").content.decode()
    assert client.get(f"{PRICES}.svg").status_code == 404
    assert client.get("/types/nothing/price-and-rank/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_drawings_take_as_many_queries_whatever_there_is(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for slug in ("alpha", "beta"):
        full_artifact(slug, rows=rows)
    rank_all()

    with django_assert_num_queries(3):
        client.get(f"{PRICES}/")
    with django_assert_num_queries(8):
        client.get(f"{PAIR}/components.svg")
