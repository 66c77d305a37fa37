"""What changed: the list, its narrowing and its pages, the feeds and the API."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from importlib import import_module
from typing import Any
from xml.etree import ElementTree as ET

import pghistory
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.enums import EditorialState
from catalog.models import Artifact, ArtifactAlias, LifecycleChange
from catalog.services.pricing import close_price, retract_price
from comparisons.changes import BadPlace, Change, Kind, Place
from comparisons.services.changed import Wanted, changes
from ranking.models import Epoch, ScoreHistory
from tests import builders
from tests.comparisons.changing import JUNE, moved, repriced

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 7, 1, tzinfo=UTC)
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def told(kind: Kind | None = None) -> list[tuple[str, str]]:
    """Titles and causes, the newest first."""
    found = changes(Wanted((kind,) if kind else ()), now=LATER)
    return [(change.title, change.told) for change in found.changes]


def alpha(**fields: Any) -> Artifact:
    return builders.published_artifact(slug="alpha", name="Alpha", **fields)


def shown(client: Client, address: str) -> str:
    """The text of a page, without its tags."""
    page = client.get(address)
    assert page.status_code == 200, address
    content = page.content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", content)).split())


# --- What is told --------------------------------------------------------------------------------


def test_move_of_a_rank_names_what_it_came_from() -> None:
    moved(alpha(), tenths=20, by_hand=13 * 10_000_000)

    assert told(Kind.RANK) == [
        ("Alpha: Rank 60.0 → 63.3", "own figures +2.0, adjustment by hand +1.3")
    ]


def test_new_rules_are_told_once_and_by_the_artifact_they_moved() -> None:
    artifact = alpha()
    moved(artifact, tenths=0, by_epoch=12 * 10_000_000)
    first = Epoch.objects.active().get()
    second = Epoch.objects.create(
        formula=first.formula,
        as_of=JUNE.date(),
        state="discarded",
        follows=first,
        fitted_on=JUNE.date(),
        switched_at=JUNE,
    )

    of_it = changes(Wanted((Kind.RANK,), artifact=artifact), now=LATER).changes

    assert told(Kind.RANK) == []
    assert [change.cause for change in of_it] == [f"new epoch {first.pk} +1.2"]
    assert told(Kind.RULES) == [
        (
            f"All ranks: Epoch {first.pk} → {second.pk}",
            "formula 2.0.0, as before; curves fitted on 1 June 2026",
        )
    ]


@pytest.mark.parametrize(("tenths", "expected"), [(9, 0), (10, 1), (-9, 0), (-10, 1)])
def test_rank_is_told_from_a_point_on(tenths: int, expected: int) -> None:
    moved(alpha(), tenths=tenths)

    assert len(told(Kind.RANK)) == expected


def test_first_rank_of_an_artifact_is_no_move() -> None:
    first = moved(alpha())
    ScoreHistory.objects.filter(pk=first.pk).update(own=first.total)

    assert told(Kind.RANK) == []


def test_new_price_names_its_source_and_how_far_apart_both_are() -> None:
    repriced(alpha())

    assert told(Kind.PRICE) == [
        (
            "Alpha: Input at Server $0.22 / 1M input tokens → $0.20 / 1M input tokens",
            "read on 3 June 2026; 9.1 % lower (Price list)",
        )
    ]


def test_price_entered_by_hand_says_so() -> None:
    repriced(alpha(), entered_by=builders.user("editor"))

    assert told(Kind.PRICE)[0][1] == "entered by an editor; 9.1 % lower (Price list)"


def test_price_that_ends_is_withdrawn_and_one_taken_back_never_was() -> None:
    offering = builders.offering(artifact=alpha(), provider=builders.organization(name="Server"))
    close_price(price=builders.price(offering=offering), at=JUNE + timedelta(days=1))
    retract_price(price=builders.price(offering=offering, component="output"))

    assert told(Kind.PRICE) == [
        (
            "Alpha: Input at Server $0.22 / 1M input tokens → no longer listed",
            "withdrawn: no price followed",
        )
    ]


def test_price_that_ends_some_day_is_not_told_before() -> None:
    repriced(alpha(), day=20)

    before = changes(Wanted((Kind.PRICE,)), now=JUNE + timedelta(days=10))

    assert before.changes == ()


def test_price_split_into_ranges_goes_on_in_the_lowest() -> None:
    offering = builders.offering(artifact=alpha(), provider=builders.organization(name="Server"))
    at = JUNE + timedelta(days=1)
    close_price(price=builders.price(offering=offering), at=at)
    builders.price(offering=offering, context_min=200_001, amount="0.0000004", valid_from=at)
    builders.price(offering=offering, context_max=200_000, valid_from=at)

    assert told(Kind.PRICE)[0][0] == (
        "Alpha: Input, up to 200,000 tokens at Server"
        " $0.22 / 1M input tokens → $0.22 / 1M input tokens"
    )


def test_lifecycle_names_who_since_when_and_what_follows() -> None:
    successor = builders.published_artifact(name="Beta")
    artifact = alpha(successor=successor)
    with pghistory.context(user=builders.user("editor").pk, reason="a secret reason"):
        artifact.lifecycle, artifact.deprecated_on = "deprecated", JUNE.date()
        artifact.save()

    ((title, cause),) = told_now(Kind.LIFECYCLE)

    assert title == "Alpha: Lifecycle Active → Deprecated"
    assert cause == "entered by an editor; since 1 June 2026; followed by Beta"


def told_now(kind: Kind) -> list[tuple[str, str]]:
    now = datetime.now(UTC) + timedelta(minutes=1)
    found = changes(Wanted((kind,)), now=now)
    return [(change.title, change.told) for change in found.changes]


def test_lifecycle_read_by_an_import_says_so() -> None:
    alpha()
    with pghistory.context(reason="import of models.dev"):
        Artifact.objects.filter(slug="alpha").update(lifecycle="retired")

    assert told_now(Kind.LIFECYCLE) == [("Alpha: Lifecycle Active → Retired", "read by an import")]


def test_lifecycle_of_a_draft_is_nobodys_news() -> None:
    draft = builders.artifact(slug="draft")
    draft.lifecycle = "preview"
    draft.save()
    alpha()
    Artifact.objects.filter(slug="alpha").update(name="Other")

    assert LifecycleChange.objects.count() == 0


def test_lifecycle_before_the_trigger_is_read_from_the_history_of_rows() -> None:
    alpha()
    for stage in ("preview", "active"):
        Artifact.objects.filter(slug="alpha").update(lifecycle=stage)
    kept = list(LifecycleChange.objects.order_by("pk").values_list("was", "now", "at"))
    LifecycleChange.objects.all().delete()

    with connection.cursor() as cursor:
        cursor.execute(import_module("catalog.migrations.0006_changes").EARLIER_CHANGES)

    found = LifecycleChange.objects.order_by("pk").values_list("was", "now", "at")
    assert [(was, now) for was, now, _ in kept] == [("active", "preview"), ("preview", "active")]
    assert list(found) == kept


def test_what_happened_to_hidden_artifacts_is_told_nowhere(client: Client) -> None:
    hidden = builders.published_artifact(slug="hushhush", name="Hushhush")
    moved(hidden)
    repriced(hidden)
    Artifact.objects.filter(pk=hidden.pk).update(lifecycle="retired")
    Artifact.objects.filter(pk=hidden.pk).update(state=EditorialState.ARCHIVED)

    for address in ("/changes/", "/changes/feed.atom", "/changes/feed.json", "/api/v1/changes/"):
        assert "ushhush" not in client.get(address).content.decode(), address
    assert client.get("/artifacts/hushhush/changes/").status_code == 404


# --- The list ------------------------------------------------------------------------------------


def everything() -> Artifact:
    artifact = alpha(type_id="dataset")
    moved(artifact)
    repriced(artifact)
    Artifact.objects.filter(pk=artifact.pk).update(lifecycle="deprecated")
    return artifact


def kinds(client: Client, query: str = "") -> list[str]:
    """Kinds of the changes of the page, in their order."""
    answer = client.get(f"/changes/?{query}")
    return [change.kind for change in answer.context["changes"].changes]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_as_many_queries_whatever_it_shows(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for place in range(rows):
        artifact = builders.published_artifact(slug=f"alpha-{place}-x")
        moved(artifact)
        repriced(artifact)
        Artifact.objects.filter(pk=artifact.pk).update(lifecycle="deprecated")

    for address, queries in {
        "/changes/": 6,
        "/changes/?artifact=alpha-0-x": 6,
        "/changes/feed.atom": 6,
        "/changes/feed.json": 6,
        "/artifacts/alpha-0-x/changes/": 6,
        "/artifacts/alpha-0-x/changes/feed.atom": 6,
        "/api/v1/changes/": 5,
    }.items():
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200


def test_page_shows_days_with_changes_and_causes(client: Client) -> None:
    everything()

    text = shown(client, "/changes/")

    assert "3 June 2026 12:00 Alpha Dataset Input at Server was $0.22 / 1M input tokens" in text
    assert "read on 3 June 2026; 9.1 % lower · Price list" in text
    assert "2 June 2026 12:00 Alpha Dataset Rank was 60.0 → is now 63.3 own figures +3.3" in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["lifecycle", "price", "rank", "new"]),
        ("kind=rank&kind=price", ["price", "rank"]),
        ("type=dataset", ["lifecycle", "price", "rank", "new"]),
        ("type=model", []),
        ("artifact=alpha&kind=new", ["new"]),
        ("type=", ["lifecycle", "price", "rank", "new"]),
    ],
)
def test_list_is_narrowed_as_its_address_says(
    client: Client, query: str, expected: list[str]
) -> None:
    everything()

    assert kinds(client, query) == expected


@pytest.mark.parametrize("query", ["kind=x", "type=x", "artifact=none", "before=1", "before=%00"])
def test_bad_choices_narrow_nothing_and_are_named(client: Client, query: str) -> None:
    everything()

    assert len(kinds(client, query)) == 4
    name = query.partition("=")[0]
    assert f"Not understood and left out: {name}." in shown(client, f"/changes/?{query}")


def test_pages_hold_every_change_once_in_order() -> None:
    for _ in range(3):
        artifact = builders.published_artifact()
        moved(artifact, day=1)
    whole = changes(Wanted(), now=LATER).changes

    paged: list[Change] = []
    older = None
    while True:
        page = changes(Wanted(), now=LATER, older=older, most=2)
        paged += page.changes
        older = page.older
        if older is None:
            break

    # All of one moment: kinds and numbers decide.
    assert paged == list(whole)
    assert [change.kind for change in whole] == ["rank"] * 3 + ["new"] * 3


def test_older_changes_are_a_link_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comparisons.views.changes.PER_PAGE", 3)
    everything()

    first = client.get("/changes/?type=dataset")
    older = first.context["older"]

    assert kinds(client, older.partition("?")[2]) == ["new"]
    assert "Back to the newest" in shown(client, older)


def test_place_survives_its_address() -> None:
    place = Place(JUNE + timedelta(microseconds=7), Kind.RANK, 12)

    assert Place.read(str(place)) == place


@pytest.mark.parametrize("text", ["", "1", "1.rank", "1.rank.x", "1.x.1", "9" * 18 + ".rank.1"])
def test_text_that_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(BadPlace):
        Place.read(text)


def test_page_with_nothing_to_show_says_so(client: Client) -> None:
    assert "Nothing has changed since it is here." in shown(client, "/changes/")
    assert "No such change is recorded." in shown(client, "/changes/?kind=rank")


def test_unchanged_list_is_not_sent_again_and_a_changed_one_is(client: Client) -> None:
    everything()
    for address in ("/changes/", "/changes/feed.atom", "/changes/feed.json", "/api/v1/changes/"):
        etag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"If-None-Match": etag}).status_code == 304, address
        moved(Artifact.objects.get(slug="alpha"), day=5)
        assert client.get(address, headers={"If-None-Match": etag}).status_code == 200, address


def test_changes_of_one_artifact_stand_at_its_own_address(client: Client) -> None:
    artifact = everything()
    moved(builders.published_artifact(name="Other thing"))
    ArtifactAlias.objects.create(artifact=artifact, kind="slug", value="earlier")

    assert "Other thing" not in shown(client, "/artifacts/alpha/changes/")
    for form in ("", "feed.atom", "feed.json"):
        moved_to = client.get(f"/artifacts/earlier/changes/{form}")
        assert (moved_to.status_code, moved_to["Location"]) == (
            301,
            f"/artifacts/alpha/changes/{form}",
        )


# --- Feeds ---------------------------------------------------------------------------------------


def test_atom_feed_tells_every_change_with_ids_that_stay(client: Client) -> None:
    move = moved(alpha())

    answer = client.get("/changes/feed.atom?kind=rank")
    feed = ET.fromstring(answer.content)  # noqa: S314 - our own

    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    (entry,) = feed.findall("a:entry", ATOM)
    assert {
        name: entry.findtext(f"a:{name}", namespaces=ATOM)
        for name in ("id", "title", "updated", "summary")
    } == {
        "id": f"tag:localhost,2026:rank-{move.pk}",
        "title": "Alpha: Rank 60.0 → 63.3",
        "updated": "2026-06-02T12:00:00+00:00",
        "summary": "own figures +3.3",
    }
    links = {link.get("rel"): link.get("href", "") for link in feed.findall("a:link", ATOM)}
    assert links["self"].endswith("/changes/feed.atom?kind=rank")
    assert links["alternate"].endswith("/changes/?kind=rank")


def test_atom_feed_escapes_what_a_source_is_called(client: Client) -> None:
    alpha(source=builders.source(title="<img src=x onerror=alert(1)>"))

    feed = ET.fromstring(client.get("/changes/feed.atom").content)  # noqa: S314 - our own

    summary = feed.findtext("a:entry/a:summary", namespaces=ATOM) or ""
    assert "(&lt;img src=x onerror=alert(1)&gt;)" in summary


def test_json_feed_tells_every_change_and_where_it_goes_on(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comparisons.views.changes.PER_PAGE", 1)
    price = repriced(alpha())

    answer = client.get("/changes/feed.json")
    feed = answer.json()

    assert answer.headers["Content-Type"] == "application/feed+json"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    was = price.offering.prices.exclude(pk=price.pk).get()
    assert feed["items"][0] | {"url": "", "external_url": ""} == {
        "id": f"tag:localhost,2026:price-{was.pk}",
        "url": "",
        "external_url": "",
        "title": "Alpha: Input at Server $0.22 / 1M input tokens → $0.20 / 1M input tokens",
        "content_text": "read on 3 June 2026; 9.1 % lower (Price list)",
        "date_published": "2026-06-03T12:00:00+00:00",
        "tags": ["price", "model"],
    }
    following = client.get(feed["next_url"].removeprefix(settings.SITE_URL)).json()
    assert [item["title"] for item in following["items"]] == ["Alpha: New Model"]


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        ("/", "/changes/feed.atom"),
        ("/changes/?kind=rank", "/changes/feed.atom?kind=rank"),
        ("/artifacts/alpha/", "/artifacts/alpha/changes/feed.atom"),
        ("/artifacts/alpha/changes/", "/artifacts/alpha/changes/feed.atom"),
    ],
)
def test_pages_name_their_feeds(client: Client, address: str, feed: str) -> None:
    alpha()

    head = client.get(address).content.decode().partition("</head>")[0]

    (atom,) = re.findall(r'type="application/atom\+xml"[^>]*href="([^"]+)"', head)
    (as_json,) = re.findall(r'type="application/feed\+json"[^>]*href="([^"]+)"', head)
    assert (atom, as_json) == (feed, feed.replace("atom", "json"))


# --- The API -------------------------------------------------------------------------------------


def test_api_tells_the_same_and_goes_on(client: Client) -> None:
    everything()

    first = client.get("/api/v1/changes/?page_size=3").json()
    second = client.get(first["next"]).json()

    assert [entry["kind"] for entry in first["results"]] == ["lifecycle", "price", "rank"]
    assert first["results"][2]["was"] == "60.0"
    assert first["results"][2]["now"] == "63.3"
    assert first["results"][2]["cause"] == "own figures +3.3"
    assert [entry["kind"] for entry in second["results"]] == ["new"]
    assert second["next"] is None


@pytest.mark.parametrize("query", ["kind=x", "type=x", "artifact=none", "before=x", "page_size=0"])
def test_api_refuses_bad_choices(client: Client, query: str) -> None:
    answer = client.get(f"/api/v1/changes/?{query}")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == query.partition("=")[0]


# --- Indexes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "index"),
    [
        (Kind.RANK, "history_moved"),
        (Kind.PRICE, "price_ended"),
        (Kind.NEW, "artifact_newest"),
        (Kind.LIFECYCLE, "lifecyclechange_newest"),
    ],
)
def test_each_kind_is_read_by_the_index_of_its_moments(kind: Kind, index: str) -> None:
    everything()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    plans: list[str] = []
    with connection.execute_wrapper(explaining(plans)):
        changes(Wanted((kind,)), now=LATER, older=Place(LATER, Kind.NEW, 1))

    assert any(f"using {index}" in line and "Scan" in line for line in plans), plans


def explaining(plans: list[str]) -> Any:
    """Notes the plan of every statement before it runs."""

    def run(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        execute(f"EXPLAIN {sql}", params, many, context)
        plans.extend(line for (line,) in context["cursor"].fetchall())
        return execute(sql, params, many, context)

    return run
