"""What the head of a page says for programs: canonical address, preview, facts as JSON-LD."""

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from catalog.models import Artifact
from comparisons.facts import Licence, OfferingFact
from comparisons.prices import Price
from comparisons.structured import artifact_entry, offer
from tests import builders
from tests.comparisons.facts_builders import AS_OF, capability, subject
from tests.comparisons.ranked import full_artifact, rank_all
from tests.comparisons.written import two, written

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')
PAGE = "https://lineup.example/artifacts/alpha/"


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = "https://lineup.example"


def price(**fields: Any) -> Price:
    values: dict[str, Any] = {
        "provider": "One",
        "component": "input",
        "component_label": "Input",
        "unit": "token",
        "mode": "standard",
        "mode_label": "Standard",
        "kind": "amount",
        "currency": "USD",
        "amount": Decimal("0.00000022"),
        "seen_on": AS_OF,
        "source": None,
    }
    return Price(**values | fields)


def offering_of(price: Price) -> OfferingFact:
    return OfferingFact(
        provider="One",
        provider_slug="one",
        channel="api",
        external_id="",
        region="",
        url="",
        status="active",
        status_label="Active",
        seen_on=AS_OF,
        source=None,
        context_tokens=None,
        max_output_tokens=None,
        prices=(price,),
    )


def entry_of(client: Client, path: str) -> dict[str, Any]:
    (text,) = SCRIPT.findall(client.get(path).content.decode())
    entry: dict[str, Any] = json.loads(text)
    return entry


def canonical_of(client: Client, path: str) -> list[str]:
    return CANONICAL.findall(client.get(path).content.decode())


def test_entry_tells_what_is_known_in_the_words_of_schema_org() -> None:
    known = subject(
        licence=Licence("Apache-2.0", ""),
        released_on=date(2025, 7, 1),
        released_precision="month",
        pricing_model="open_source",
        capabilities=(capability(), capability("code.review", support="no")),
    )

    assert artifact_entry(known, "Dataset", PAGE, ["https://alpha.example/"]) == {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": PAGE,
        "url": PAGE,
        "name": "Alpha",
        "description": "Does something.",
        "sameAs": ["https://alpha.example/"],
        "keywords": ["Completion"],
        "publisher": {"@type": "Organization", "name": "Publisher"},
        "license": "https://spdx.org/licenses/Apache-2.0.html",
        "datePublished": "2025-07",
        "isAccessibleForFree": True,
    }


def test_entry_leaves_out_what_is_unknown() -> None:
    bare = subject(publisher="", summary="", licence=Licence("MIT OR Apache-2.0", ""))

    assert sorted(artifact_entry(bare, "CreativeWork", PAGE)) == [
        *("@context", "@id", "@type", "name", "url")
    ]
    assert artifact_entry(subject(), "WebAPI", PAGE)["provider"]["name"] == "Publisher"


def test_offer_has_the_exact_amount_and_the_day_it_was_read() -> None:
    assert offer(price()) == {
        "@type": "Offer",
        "seller": {"@type": "Organization", "name": "One"},
        "priceSpecification": {
            "@type": "UnitPriceSpecification",
            "name": "Input",
            "price": "0.22",
            "priceCurrency": "USD",
            "unitText": "1M input tokens",
            "validFrom": "2026-06-01",
        },
    }


@pytest.mark.parametrize(
    ("kind", "amount", "told"),
    [("varies", None, []), ("contact", None, []), ("amount", Decimal(0), ["0"])],
)
def test_price_without_an_amount_is_no_offer(
    kind: str, amount: Decimal | None, told: list[str]
) -> None:
    offering = offering_of(price(kind=kind, amount=amount))

    entry = artifact_entry(subject(offerings=(offering,)), "Dataset", PAGE)

    assert [one["priceSpecification"]["price"] for one in entry.get("offers", [])] == told


@pytest.mark.django_db
def test_page_of_an_artifact_says_what_it_is(client: Client) -> None:
    full_artifact("alpha", summary="Ends </script><b>here</b> & now.")
    rank_all()

    entry = entry_of(client, "/artifacts/alpha/")

    assert (entry["@type"], entry["@id"]) == ("SoftwareApplication", PAGE)
    assert entry["description"] == "Ends </script><b>here</b> & now."
    assert [one["priceSpecification"]["price"] for one in entry["offers"]] == ["0.22"]
    assert "aggregateRating" not in entry


@pytest.mark.django_db
def test_page_of_a_comparison_names_what_it_is_about(client: Client) -> None:
    two()

    entry = entry_of(client, "/compare/alpha-vs-beta/")

    assert entry["url"] == "https://lineup.example/compare/alpha-vs-beta/"
    assert [one["url"] for one in entry["about"]] == [
        PAGE,
        "https://lineup.example/artifacts/beta/",
    ]


@pytest.mark.django_db
def test_head_names_twin_and_picture(client: Client) -> None:
    two()

    head = client.get("/artifacts/alpha/").content.decode().partition("<body>")[0]

    assert 'type="text/markdown" href="https://lineup.example/artifacts/alpha.md"' in head
    assert 'og:image" content="https://lineup.example/artifacts/alpha/card.png"' in head
    assert 'og:image:alt" content="Alpha: not ranked yet"' in head


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/", "/"),
        ("/artifacts/?page=2", "/artifacts/?page=2"),
        ("/artifacts/?type=model&page=2", "/artifacts/"),
        ("/artifacts/?page=1", "/artifacts/"),
        ("/types/model/?page=x%22", "/types/model/"),
        ("/artifacts/alpha/", "/artifacts/alpha/"),
        ("/compare/alpha-vs-beta/?rows=cost", "/compare/alpha-vs-beta/"),
    ],
)
def test_every_page_names_one_address_of_its_own(client: Client, path: str, canonical: str) -> None:
    two()

    assert canonical_of(client, path) == [f"https://lineup.example{canonical}"]


@pytest.mark.django_db
def test_page_that_is_not_there_names_none(client: Client) -> None:
    assert canonical_of(client, "/nowhere/") == []
    assert canonical_of(client, "/compare/a-vs-b/") == []


def robots(client: Client, path: str) -> list[str | bool]:
    page = client.get(path)
    twin = client.get(f"{path.rstrip('/')}.md")
    meta = '<meta name="robots" content="noindex">' in page.content.decode()
    return [meta, page.get("X-Robots-Tag", ""), twin.get("X-Robots-Tag", "")]


NOINDEX, INDEX = [True, "noindex", "noindex"], [False, "", ""]


@pytest.mark.django_db
def test_comparison_of_types_that_share_nothing_is_not_for_search_engines(client: Client) -> None:
    alpha = builders.published_artifact(slug="alpha")
    beta = builders.published_artifact(slug="beta", type_id="dataset")
    assert robots(client, "/compare/alpha-vs-beta/") == NOINDEX

    both = builders.capability()
    for owner in (alpha, beta):
        builders.artifact_capability(artifact=owner, capability=both)

    assert robots(client, "/compare/alpha-vs-beta/") == INDEX


@pytest.mark.django_db
def test_comparison_that_an_editor_wrote_about_is_for_search_engines(client: Client) -> None:
    alpha, beta = two()
    Artifact.objects.filter(pk=beta.pk).update(type="dataset")
    assert robots(client, "/compare/alpha-vs-beta/") == NOINDEX

    written(alpha, beta)

    assert robots(client, "/compare/alpha-vs-beta/") == INDEX


@pytest.mark.django_db
def test_comparison_of_one_type_group_is_and_of_three_is_not(client: Client) -> None:
    two()
    builders.published_artifact(slug="gamma")

    assert robots(client, "/compare/alpha-vs-beta/") == INDEX
    assert robots(client, "/compare/alpha-vs-beta-vs-gamma/") == NOINDEX
