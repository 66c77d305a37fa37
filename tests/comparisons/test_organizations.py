"""Organizations: what they publish and serve; and the facets of pages of the vocabulary."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.models import Category
from tests import builders
from tests.comparisons.ranked import full_artifact, rank_all
from tests.comparisons.test_changes import shown

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_organization_takes_as_many_queries_whatever_it_does(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    maker = builders.organization(slug="maker")
    for _ in range(rows):
        made = builders.published_artifact(publisher=maker)
        builders.price(offering=builders.offering(artifact=made, provider=maker))
    rank_all()

    with django_assert_num_queries(7):
        assert client.get("/organizations/maker/").status_code == 200
    with django_assert_num_queries(2):
        assert client.get("/organizations/").status_code == 200


def test_organization_shows_what_it_publishes_and_serves_with_days(client: Client) -> None:
    maker = builders.organization(slug="maker", name="Maker", website="https://maker.example/")
    builders.published_artifact(name="Made thing", publisher=maker)
    served = builders.published_artifact(name="Served thing")
    builders.price(offering=builders.offering(artifact=served, provider=maker))

    text = shown(client, "/organizations/maker/")

    assert "Publishes 1" in text
    assert "Made thing" in text
    assert "Input $0.22 / 1M input tokens since 1 June 2026 , read 1 June 2026" in text, text


def test_organization_of_hidden_things_alone_is_not_there(client: Client) -> None:
    hidden = builders.artifact(publisher=builders.organization(slug="maker", name="Hushhush"))
    builders.offering(artifact=hidden, provider=hidden.publisher)

    assert client.get("/organizations/maker/").status_code == 404
    assert "Hushhush" not in shown(client, "/organizations/")


def test_organizations_are_listed_with_how_much_they_do(client: Client) -> None:
    maker = builders.organization(name="Maker")
    made = builders.published_artifact(publisher=maker)
    builders.offering(artifact=made, provider=maker)

    assert "Maker publishes 1, serves 1" in shown(client, "/organizations/")


def test_artifact_leads_to_its_publisher_providers_alternatives_and_changes(
    client: Client,
) -> None:
    artifact = full_artifact("alpha")
    provider = artifact.offerings.get().provider
    assert artifact.publisher is not None

    page = client.get("/artifacts/alpha/").content.decode()

    for address in (
        f"/organizations/{artifact.publisher.slug}/",
        f"/organizations/{provider.slug}/",
        "/artifacts/alpha/alternatives/",
        "/artifacts/alpha/changes/",
    ):
        assert f'href="{address}"' in page, address


def test_pages_of_the_vocabulary_narrow_to_addresses_of_the_browse_page(client: Client) -> None:
    coding = Category.objects.create(slug="coding", name="Coding")
    writing = builders.capability(key="code.writing")
    for licence in ("MIT", "MIT", "Apache-2.0"):
        made = builders.published_artifact(licence_spdx=licence)
        made.categories.add(coding)
        builders.artifact_capability(artifact=made, capability=writing)
    builders.published_artifact(type_id="dataset", licence_spdx="MIT")

    for page, chosen in {
        "/types/model/": "type=model",
        "/categories/coding/": "category=coding",
        "/capabilities/code.writing/": "capability=code.writing",
    }.items():
        text = client.get(page).content.decode()
        (address,) = re.findall(r'href="(/artifacts/\?[^"]*licence=MIT)"', text)
        assert address == f"/artifacts/?{chosen}&amp;licence=MIT"
        listed = client.get(address.replace("&amp;", "&")).context["page"]
        assert listed.paginator.count == 2
