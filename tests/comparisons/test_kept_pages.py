"""Kept answers are never older than the data, and never anybody's own."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from catalog.models import Artifact, ArtifactType, Capability, Organization, Source, Tag
from comparisons.caching.revision import revision
from comparisons.models import Change, EditorialVerdict
from comparisons.services import changes
from tests import builders
from tests.comparisons.asking import Visitor
from tests.comparisons.ranked import full_artifact, rank_all
from tests.comparisons.written import written
from tests.processes import wait_until

pytestmark = pytest.mark.usefixtures("transactional_db")
COMPARISON = "/compare/alpha-vs-beta/"
# Every representation that is kept, by what it tells of a new name of Beta's or of its type's.
REPRESENTATIONS = {
    **dict.fromkeys(("/", "/types/", "/api/v1/types/"), "Modelle"),
    **dict.fromkeys(("/artifacts/", "/artifacts/?type=model", "/types/model/"), "Omega"),
    **dict.fromkeys(("/artifacts/beta/", COMPARISON, "/compare/?a=beta"), "Omega"),
    **dict.fromkeys(
        (f"{COMPARISON}?weights=40-30-10-10-10", "/artifacts/beta/history.svg"), "Omega"
    ),
    **dict.fromkeys(("/api/v1/artifacts/", "/api/v1/artifacts/beta/"), "Omega"),
    "/api/v1/comparisons/?artifacts=alpha,beta": "Omega",
    **dict.fromkeys(("/artifacts/beta.md", "/compare/alpha-vs-beta.md"), "Omega"),
    **dict.fromkeys((f"{COMPARISON}components.svg", f"{COMPARISON}capabilities.svg"), "Omega"),
    **{f"/artifacts/beta/changes/{form}": "Omega" for form in ("", "feed.atom", "feed.json")},
    **dict.fromkeys(("/artifacts/beta/alternatives/", "/types/model/price-and-rank/"), "Omega"),
}


@pytest.fixture
def visitor() -> Visitor:
    full_artifact("alpha", licence_spdx="MIT")
    full_artifact("beta")
    rank_all()
    cache.clear()
    return Visitor()


@contextmanager
def another_session() -> Iterator[psycopg.Connection]:
    parameters = connection.get_connection_params()
    wanted = {k: parameters[k] for k in ("host", "port", "user", "password") if k in parameters}
    with psycopg.connect(**wanted, dbname=str(connection.settings_dict["NAME"])) as session:
        yield session


def rename(name: str, by: psycopg.Connection | None = None, slug: str = "beta") -> None:
    if by is None:
        Artifact.objects.filter(slug=slug).update(name=name)
    else:
        by.execute("UPDATE catalog_artifact SET name = %s WHERE slug = %s", [name, slug])


def test_a_kept_answer_is_given_without_asking_the_site(visitor: Visitor) -> None:
    first = visitor.get(COMPARISON)

    assert visitor.get(COMPARISON) == first
    assert first.status == 200
    assert visitor.asked == 1


def test_an_edit_is_visible_on_the_next_request_in_every_representation(visitor: Visitor) -> None:
    for path in REPRESENTATIONS:
        visitor.get(path)
        visitor.get(path)
    assert visitor.site.statuses == [200] * len(REPRESENTATIONS)

    rename("Omega")
    ArtifactType.objects.filter(key="model").update(plural="Modelle")
    shown = {path: visitor.get(path).text for path in REPRESENTATIONS}

    assert [path for path, text in REPRESENTATIONS.items() if text not in shown[path]] == []


def test_an_edit_is_visible_in_the_site_map_and_in_pictures(visitor: Visitor) -> None:
    shard, card = "/sitemap-artifacts-1.xml", "/artifacts/beta/card.png"
    listed, drawn = visitor.get(shard).text, visitor.get(card).body

    rename("Omega")
    builders.published_artifact(slug="gamma")

    assert ["gamma" in text for text in (listed, visitor.get(shard).text)] == [False, True]
    assert visitor.get(card).body != drawn


def _publish_verdict() -> None:
    one, other = Artifact.objects.filter(slug__in=["alpha", "beta"]).order_by("slug")
    written(one, other, rows=("licence",))


ARTIFACT = "/artifacts/beta/"
EDITS: dict[str, tuple[str, Callable[[], object], str]] = {
    "a capability's name": (
        ARTIFACT,
        lambda: Capability.objects.update(name="Renamed skill"),
        "Renamed",
    ),
    "a source's title": (COMPARISON, lambda: Source.objects.update(title="Retitled"), "Retitled"),
    "a provider's name": (COMPARISON, lambda: Organization.objects.update(name="Newco"), "Newco"),
    "a type's name": (COMPARISON, lambda: ArtifactType.objects.update(name="Modell"), "Modell"),
    "a verdict": (COMPARISON, _publish_verdict, "you need the first for what it does."),
    "a verdict's words": (
        COMPARISON,
        lambda: EditorialVerdict.objects.update(choose_first="you reworded it."),
        "you reworded it.",
    ),
    "what another artifact is called": (
        ARTIFACT,
        lambda: Artifact.objects.exclude(slug__in=["alpha", "beta"]).update(name="Stranger"),
        "Stranger",
    ),
    "an offering": (
        COMPARISON,
        lambda: builders.offering(
            artifact=Artifact.objects.get(slug="beta"),
            provider=builders.organization(name="Elsewhere"),
        ),
        "Elsewhere",
    ),
    "an artifact's words": (
        ARTIFACT,
        lambda: Artifact.objects.filter(slug="beta").update(summary="Anew."),
        "Anew.",
    ),
}


def test_edits_of_any_table_are_visible_on_the_next_request(visitor: Visitor) -> None:
    missed = set()
    for name, (path, edit, text) in EDITS.items():
        before = visitor.get(path).text
        edit()
        now = visitor.get_from_site(path).text
        if text in before or text not in now:
            missed.add(f"{name}: not told")
        if visitor.get(path).text != now:
            missed.add(name)

    assert missed == set()


def test_a_new_rank_is_visible_on_the_next_request(visitor: Visitor) -> None:
    before = visitor.get("/api/v1/scores/beta/").body
    Artifact.objects.filter(slug="beta").update(description="x" * 500, licence_spdx="MIT")
    rank_all()

    assert visitor.get("/api/v1/scores/beta/").body != before


def test_an_edit_elsewhere_asks_the_site_whether_the_page_still_holds(visitor: Visitor) -> None:
    page = visitor.get(COMPARISON)
    Tag.objects.create(slug="new", name="New")

    assert visitor.get(COMPARISON) == page
    assert visitor.get(COMPARISON) == page
    assert visitor.site.statuses == [200, 304]


def test_what_is_not_committed_is_not_seen_and_what_is_rolled_back_never_was(
    visitor: Visitor,
) -> None:
    page = visitor.get(COMPARISON)
    with another_session() as session:
        rename("Omega", by=session)
        assert visitor.get(COMPARISON) == page
        session.rollback()

    assert visitor.get(COMPARISON) == page
    assert visitor.asked == 1


def test_changes_are_seen_in_the_order_of_their_commits_not_of_their_numbers(
    visitor: Visitor,
) -> None:
    visitor.get(COMPARISON)
    with another_session() as early, another_session() as late:
        rename("Omega", by=early)
        rename("Psi", by=late, slug="alpha")
        late.commit()
        between = visitor.get(COMPARISON).text
        early.commit()
    after = visitor.get(COMPARISON).text

    assert ("Psi" in between, "Omega" in between) == (True, False)
    assert ("Psi" in after, "Omega" in after) == (True, True)


def test_a_page_made_while_the_data_moved_is_not_given_again(visitor: Visitor) -> None:
    visitor.site.afterwards = lambda: rename("Omega")

    assert "Omega" not in visitor.get(COMPARISON).text
    assert "Omega" in visitor.get(COMPARISON).text


def test_another_process_need_not_ask_the_site(visitor: Visitor) -> None:
    page = visitor.get(COMPARISON)
    visitor.get(COMPARISON)
    other = Visitor()

    assert other.get(COMPARISON) == page
    assert other.asked == 0


def test_another_process_never_gives_what_is_older_than_the_data(visitor: Visitor) -> None:
    visitor.get(COMPARISON)
    visitor.get(COMPARISON)
    rename("Omega")

    assert "Omega" in Visitor().get(COMPARISON).text


def test_pages_asked_for_once_are_not_shared(visitor: Visitor) -> None:
    visitor.get(COMPARISON)
    other = Visitor()
    other.get(COMPARISON)

    assert other.asked == 1


def test_of_two_who_ask_at_once_one_waits(visitor: Visitor) -> None:
    is_made, is_second_here = threading.Event(), threading.Event()

    def hold() -> None:
        is_made.set()
        is_second_here.wait(10)

    def ask() -> bytes:
        try:
            return visitor.get(COMPARISON).body
        finally:
            connection.close()

    visitor.site.afterwards = hold
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(ask)
        wait_until(is_made.is_set)
        second = pool.submit(ask)
        is_second_here.set()
        assert first.result(30) == second.result(30)
    assert visitor.asked == 1


def test_who_brings_a_session_is_answered_by_the_site_alone(visitor: Visitor) -> None:
    visitor.get(COMPARISON)
    client = Client()
    client.force_login(User.objects.create_superuser("boss"))
    session = {"HTTP_COOKIE": f"sessionid={client.cookies['sessionid'].value}"}

    visitor.get(COMPARISON, **session)
    visitor.get("/artifacts/beta/", **session)
    visitor.get("/artifacts/beta/")

    assert visitor.asked == 4


@pytest.mark.parametrize("path", ["/search/?q=alpha", "/api/v1/search/?q=alpha", "/search/"])
def test_answers_to_searches_are_never_kept(visitor: Visitor, path: str) -> None:
    visitor.get(path, HTTP_DNT="1")
    visitor.get(path)

    assert visitor.site.statuses == [200, 200]


@pytest.mark.parametrize("path", ["/compare/beta-vs-alpha/", "/compare/alpha-vs-gamma/"])
def test_redirects_and_errors_are_not_kept(visitor: Visitor, path: str) -> None:
    visitor.get(path)
    visitor.get(path)

    assert visitor.asked == 2


def test_refusals_by_the_accept_header_are_told_apart(visitor: Visitor) -> None:
    path = "/api/v1/artifacts/beta/"
    json = visitor.get(path, HTTP_ACCEPT="application/json")

    assert visitor.get(path, HTTP_ACCEPT="text/html").status == 406
    assert visitor.get(path, HTTP_ACCEPT="application/json") == json
    assert json.headers["Vary"] == "Accept, Accept-Encoding"
    assert visitor.asked == 2


def test_hosts_are_told_apart(visitor: Visitor) -> None:
    visitor.get(COMPARISON)

    assert visitor.get(COMPARISON, HTTP_HOST="elsewhere.example").status == 400


def test_the_head_of_a_kept_answer_has_its_headers_and_no_body(visitor: Visitor) -> None:
    page = visitor.get(COMPARISON)
    head = visitor.get(COMPARISON, "HEAD")

    assert (head.status, head.headers, head.body) == (200, page.headers, b"")
    assert visitor.asked == 1


def test_who_holds_the_page_gets_a_304_in_either_form(visitor: Visitor) -> None:
    packed = visitor.get(COMPARISON, HTTP_ACCEPT_ENCODING="gzip")
    plain = visitor.get(COMPARISON)
    etags = [packed.headers["ETag"], plain.headers["ETag"]]
    answers = [visitor.get(COMPARISON, HTTP_IF_NONE_MATCH=etag) for etag in etags]

    assert etags[0] == f"W/{etags[1]}"
    assert [(one.status, one.body) for one in answers] == [(304, b""), (304, b"")]
    assert visitor.asked == 1


def test_who_holds_an_older_page_gets_the_new_one(visitor: Visitor) -> None:
    etag = visitor.get(COMPARISON).headers["ETag"]
    rename("Omega")

    assert visitor.get(COMPARISON, HTTP_IF_NONE_MATCH=etag).status == 200


def test_lists_have_etags_too(visitor: Visitor) -> None:
    etag = visitor.get("/artifacts/").headers["ETag"]

    assert visitor.get("/artifacts/", HTTP_IF_NONE_MATCH=etag).status == 304


def test_no_revision_is_told_within_a_transaction_which_sees_what_others_do_not() -> None:
    with transaction.atomic():
        assert revision() == ""

    assert revision() != ""


def test_a_lost_connection_is_no_error_and_is_made_anew(visitor: Visitor) -> None:
    page = visitor.get(COMPARISON)
    with another_session() as session:
        session.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    assert [visitor.get(COMPARISON).body for _ in range(2)] == [page.body, page.body]


def test_health_is_asked_of_the_site_and_not_of_the_database(visitor: Visitor) -> None:
    connection.close()
    visitor.get("/healthz")

    assert connection.connection is None


def test_every_table_is_watched_or_named_as_unseen() -> None:
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))

    assert [table for table, is_watched in changes.watched().items() if not is_watched] == []
    assert changes.UNSEEN - tables == set()


def test_a_transaction_leaves_one_note_however_much_it_changes() -> None:
    before = Change.objects.count()
    with transaction.atomic():
        Tag.objects.create(slug="a", name="A")
        Tag.objects.create(slug="b", name="B")

    assert Change.objects.count() == before + 1


def test_a_note_lost_with_its_savepoint_is_left_again() -> None:
    before = revision()
    with transaction.atomic():
        savepoint = transaction.savepoint()
        Tag.objects.create(slug="a", name="A")
        transaction.savepoint_rollback(savepoint)
        Tag.objects.create(slug="b", name="B")

    assert revision() != before


def test_folding_the_notes_leaves_the_revision_as_it_is() -> None:
    for name in ("a", "b", "c"):
        Tag.objects.create(slug=name, name=name)
    before = revision()

    changes.fold_changes()

    assert revision() == before
    assert Change.objects.count() == 1
    Tag.objects.create(slug="d", name="D")
    assert revision() != before
