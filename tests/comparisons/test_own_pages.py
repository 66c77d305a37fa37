"""A reader's own weights on the comparison and in the list: the address carries them, the ranks
stay what they are, and bad ones change nothing."""

import re
from itertools import combinations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from catalog.models import Artifact
from ranking.models import Score, TypeTerms
from tests import builders
from tests.comparisons.ranked import full_artifact, rank_all
from tests.comparisons.test_compare_page import ADDRESS, GROUPS, pair
from tests.comparisons.test_lists import names

pytestmark = pytest.mark.django_db
WEIGHTS = "40-30-10-10-10"
OWN = f"{ADDRESS}?weights={WEIGHTS}"
KNOWN = [1_000_000] * 5
NOINDEX = '<meta name="robots" content="noindex">'


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def two_models() -> None:
    """Alpha is used most and beta is freshest; alpha has the higher rank."""
    for slug in ("alpha", "beta"):
        full_artifact(slug)
    Artifact.objects.exclude(slug__in=("alpha", "beta")).update(state="draft")
    rank_all()
    for slug, tenths, values in (
        ("alpha", 650, [900_000, None, 100_000, None, 500_000]),
        ("beta", 350, [100_000, None, 900_000, None, 500_000]),
    ):
        Score.objects.filter(artifact__slug=slug).update(
            values=values,
            coverages=KNOWN,
            provisional=False,
            total=tenths * 10**7,
            tenths=tenths,
        )


def test_comparison_under_own_weights_says_so_beside_the_rank(client: Client) -> None:
    two_models()

    shown = page(client, f"{ADDRESS}?weights=freshness")

    assert (
        "Under your own weights (adoption 10 %, quality 10 %, ecosystem 10 %, match graph 10 % and "
        "freshness 60 %): Beta is ahead of Alpha" in shown
    )
    assert "<strong>As ranked:</strong> Alpha is ahead of Beta, 65.0 to 35.0 points" in shown
    assert 'role="rowheader" colspan="3"><span>Under your own weights</span></th>' in shown
    assert shown.count('class="row-own-') == 6
    assert "<h3>Under your own weights</h3>" in shown
    assert "65.0 / 100" in shown


def test_comparison_without_weights_speaks_of_none(client: Client) -> None:
    two_models()

    shown = page(client, ADDRESS)

    assert "nder your own weights" not in shown
    assert "As ranked:" not in shown
    assert NOINDEX not in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_comparison_under_own_weights_takes_as_many_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    pair(rows=rows)
    rank_all()

    with django_assert_num_queries(10):
        client.get(OWN)


def test_six_under_own_weights_take_as_many_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    slugs = ["alpha", "beta", "delta", "epsilon", "gamma", "zeta"]
    for slug in slugs:
        full_artifact(slug)
    rank_all()

    with django_assert_num_queries(9):
        shown = page(client, f"/compare/{'-vs-'.join(slugs)}/?weights=equal")

    assert "Among models:" in shown


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("weights=80-60-20-20-20", f"weights={WEIGHTS}"),
        ("weights=60-10-10-10-10", "weights=adoption"),
        ("weights=1-0-0-0-0&weights=40-30-10-10-10", f"weights={WEIGHTS}"),
        (
            "weigh-freshness=10&weigh-match=10&weigh-adoption=40&weigh-ecosystem=10"
            "&weigh-quality=30",
            f"weights={WEIGHTS}",
        ),
        ("weigh-adoption=5", "weights=100-0-0-0-0"),
        ("weights=", ""),
    ],
)
def test_other_spellings_of_weights_lead_to_the_one(
    client: Client, query: str, canonical: str
) -> None:
    pair()

    compared = client.get(f"{ADDRESS}?{query}")
    listed = client.get(f"/artifacts/?type=model&{query}")

    assert (compared.status_code, listed.status_code) == (302, 302)
    assert compared.headers["Location"] == (f"{ADDRESS}?{canonical}" if canonical else ADDRESS)
    kept = f"&{canonical}" if canonical else ""
    assert listed.headers["Location"] == f"/artifacts/?type=model{kept}"


def test_canonical_pair_keeps_the_weights(client: Client) -> None:
    pair()

    response = client.get("/compare/beta-vs-alpha/?weights=80-60-20-20-20")

    assert (response.status_code, response.headers["Location"]) == (301, OWN)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("weights=nonsense", "“nonsense” says no weights. Give five whole numbers"),
        ("weights=0-0-0-0-0", "At least one of the five weights must be above 0."),
        ("weigh-adoption=101&weigh-quality=x", "whole number from 0 to 100 for Adoption, Quality."),
        ("weigh-adoption=0", "At least one of the five weights must be above 0."),
        ("weights=%3Cscript%3E", "“&lt;script&gt;” says no weights."),
        ("weights=%00", "says no weights."),
    ],
)
def test_bad_weights_are_told_and_change_nothing(client: Client, query: str, words: str) -> None:
    two_models()

    compared = page(client, f"{ADDRESS}?{query}")
    listed = page(client, f"/artifacts/?{query}")

    for shown in (compared, listed):
        assert words in shown
        assert "Nothing was changed." in shown
        assert '<details class="weigh" id="weigh" open>' in shown
        assert "own-column" not in shown
        assert "row-own-" not in shown
    assert names(client, query) == ["alpha", "beta"]


def test_bad_fields_keep_what_was_typed(client: Client) -> None:
    pair()

    shown = page(client, f"{ADDRESS}?weigh-adoption=70&weigh-quality=lots")

    assert re.findall(r'name="weigh-(\w+)"[^>]* value="([^"]*)"', shown)[:2] == [
        ("adoption", "70"),
        ("quality", "lots"),
    ]


def test_links_of_a_list_with_bad_weights_forget_them(client: Client) -> None:
    two_models()

    shown = page(client, "/artifacts/?weights=nonsense&weigh-adoption=x")

    assert re.findall(r'href="[^"]*(?:nonsense|weigh-adoption)', shown) == []
    assert 'value="nonsense"' not in shown


def test_form_begins_with_the_weights_of_the_types(client: Client) -> None:
    full_artifact("alpha")
    full_artifact("beta")
    rank_all()

    fields = re.findall(r'name="weigh-(\w+)"[^>]* value="([^"]*)"', page(client, ADDRESS))

    assert fields == [
        ("adoption", "35"),
        ("quality", "20"),
        ("ecosystem", "10"),
        ("match", "25"),
        ("freshness", "10"),
    ]


def test_form_of_types_weighed_differently_begins_with_the_default(client: Client) -> None:
    pair()
    rank_all()

    fields = re.findall(r'name="weigh-(\w+)"[^>]* value="([^"]*)"', page(client, ADDRESS))

    assert [value for _, value in fields] == ["25", "25", "10", "30", "10"]


def test_form_begins_with_the_weights_that_editors_set(client: Client) -> None:
    full_artifact("alpha")
    full_artifact("beta")
    rank_all()
    TypeTerms.objects.filter(type_key="model").update(profile=[5000, 1000, 500, 1500, 2000])

    fields = re.findall(r'name="weigh-(\w+)"[^>]* value="([^"]*)"', page(client, ADDRESS))

    assert [value for _, value in fields] == ["50", "20", "10", "15", "5"]


def test_page_of_own_weights_points_to_the_one_without(client: Client, settings: Settings) -> None:
    pair()
    settings.SITE_URL = "https://lineup.example"

    compared = page(client, OWN)
    listed = page(client, f"/artifacts/?type=model&order=own&weights={WEIGHTS}&page=1")

    assert f'<link rel="canonical" href="https://lineup.example{ADDRESS}">{NOINDEX}' in compared
    assert (
        f'<link rel="canonical" href="https://lineup.example/artifacts/?type=model">{NOINDEX}'
        in listed
    )


def test_list_without_weights_is_indexed(client: Client) -> None:
    assert "noindex" not in page(client, "/artifacts/")


def test_own_weights_make_another_page_for_caches(client: Client) -> None:
    pair()
    rank_all()
    tags = [
        client.get(address).headers["ETag"]
        for address in (ADDRESS, OWN, f"{ADDRESS}?weights=equal", f"{ADDRESS}?weights=x")
    ]

    same = client.get(OWN, headers={"If-None-Match": tags[1]})
    other = client.get(OWN, headers={"If-None-Match": tags[0]})

    assert len(set(tags)) == 4
    assert (same.status_code, other.status_code) == (304, 200)


def test_own_weights_are_never_stored(client: Client) -> None:
    two_models()
    before = list(Score.objects.order_by("pk").values())

    client.get(OWN)
    client.get(f"/artifacts/?weights={WEIGHTS}")

    assert list(Score.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(("one", "other"), list(combinations(GROUPS, 2)))
def test_no_word_of_winning_across_type_groups_under_own_weights(
    client: Client, one: str, other: str
) -> None:
    full_artifact("alpha", type_id=one)
    full_artifact("beta", type_id=other)
    rank_all()

    shown = page(client, OWN).lower()

    forbidden = ("better", "winner", "wins", "ranks higher than", "beats")
    assert [word for word in forbidden if word in shown] == []


def test_peers_are_compared_under_the_same_weights(client: Client) -> None:
    for slug in ("alpha", "beta", "third"):
        full_artifact(slug, description="x" * 500, licence_spdx="MIT", released_on="2026-01-01")
    rank_all()
    Score.objects.update(provisional=False, is_listed=True)

    shown = page(client, OWN)

    assert f'href="/compare/alpha-vs-third/?weights={WEIGHTS}"' in shown


def test_list_is_in_the_order_of_own_weights_with_the_rank_beside(client: Client) -> None:
    two_models()

    assert names(client) == ["alpha", "beta"]
    assert names(client, "weights=freshness") == ["beta", "alpha"]
    shown = page(client, "/artifacts/?weights=freshness")
    assert '<th scope="col" class="rank-column own-column">Under your own weights</th>' in shown
    # 7500 x 900,000 + 1250 x 100,000 + 1250 x 500,000
    assert shown.index("75.0") < shown.index("35.0")
    assert ">Freshness first <" in shown


def test_list_under_own_weights_can_be_in_any_other_order(client: Client) -> None:
    two_models()

    assert names(client, "weights=freshness&order=rank") == ["alpha", "beta"]
    assert names(client, "weights=freshness&order=name") == ["alpha", "beta"]
    assert names(client, "weights=freshness&order=own") == ["beta", "alpha"]
    assert names(client, "weights=freshness&order=nonsense") == ["beta", "alpha"]
    assert names(client, "order=own") == ["alpha", "beta"]


def test_list_links_carry_the_weights(client: Client) -> None:
    two_models()
    response = client.get("/artifacts/?q=&weights=equal&order=name&page=1")

    orders = {order.key: query for order, query in response.context["orders"]}
    assert orders == {
        "own": "weights=equal&order=own",
        "rank": "weights=equal&order=rank",
        "name": "weights=equal&order=name",
        "released": "weights=equal&order=released",
        "updated": "weights=equal&order=updated",
    }
    types = next(facet for facet in response.context["facets"] if facet.param == "type")
    assert types.options[0].query == "weights=equal&order=name&type=model"
    assert ("weights", "equal") in response.context["kept"]
    presets = {one.label: one.address for one in response.context["weights"].presets}
    assert presets["As ranked"] == "/artifacts/"
    assert presets["Adoption first"] == "/artifacts/?weights=adoption"


def test_list_narrows_under_own_weights(client: Client) -> None:
    two_models()
    Artifact.objects.filter(slug="beta").update(licence_spdx="MIT")

    assert names(client, "weights=freshness&licence=MIT") == ["beta"]


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_list_under_own_weights_takes_five_queries_whatever_it_lists(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for place in range(rows):
        builders.published_artifact(slug=f"artifact-{place}-x", licence_spdx="MIT")
    rank_all()

    with django_assert_num_queries(5):
        client.get(f"/artifacts/?weights={WEIGHTS}")


def test_pages_under_own_weights_hold_every_artifact_once(client: Client) -> None:
    made = [builders.published_artifact(slug=f"artifact-{n:02}").slug for n in range(28)]
    rank_all()
    made += [builders.published_artifact(slug=f"late-{n:02}").slug for n in range(30)]

    shown = [slug for n in (1, 2, 3) for slug in names(client, f"weights=equal&page={n}")]

    assert shown == made


def test_selection_is_compared_under_the_same_weights(client: Client) -> None:
    pair()

    shown = page(client, f"/artifacts/?weights={WEIGHTS}")
    response = client.get(f"/compare/?artifact=beta&artifact=alpha&weights={WEIGHTS}")

    assert f'<input type="hidden" name="weights" value="{WEIGHTS}">' in shown
    assert response.headers["Location"] == OWN
