import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from matchgraph.index.models import SearchDocument
from matchgraph.services.indexing import drain_index
from tests import builders

pytestmark = pytest.mark.django_db


def test_search_shows_hits_with_the_capability_that_matched(client: Client) -> None:
    found = builders.published_artifact(slug="found", name="Found")
    builders.artifact_capability(artifact=found, name="Completes code in an editor")
    drain_index()

    shown = client.get("/search/", {"q": "code completion"}).content.decode()

    assert 'href="/artifacts/found/"' in shown
    assert "Matched capability:" in shown
    assert "<mark>Completes</mark> <mark>code</mark> in an editor" in shown


def test_search_tells_a_word_that_was_taken_for_another(client: Client) -> None:
    builders.published_artifact(name="Zebra")
    drain_index()

    shown = client.get("/search/?q=zebar").content.decode()

    assert "No record has “zebar”: “zebra…” was looked for." in shown
    assert "Its name is spelled alike." in shown


def test_search_without_words_asks_for_some(client: Client) -> None:
    response = client.get("/search/")

    assert response.status_code == 200
    assert b"A whole sentence works as well as a word." in response.content
    assert b"Looked for most" not in response.content


def test_search_without_words_shows_what_is_looked_for_most(client: Client) -> None:
    builders.published_artifact(slug="aaa", name="Aaa")
    wanted = builders.published_artifact(slug="bbb", name="Bbb")
    drain_index()
    SearchDocument.objects.filter(artifact_id=wanted.pk).update(demand=5_000_000)

    shown = client.get("/search/").content.decode()

    assert "Looked for most" in shown
    assert shown.index('href="/artifacts/bbb/"') < shown.index('href="/artifacts/aaa/"')


def test_search_without_words_goes_by_name_while_nothing_is_counted(client: Client) -> None:
    builders.published_artifact(slug="shown", name="Shown")
    drain_index()

    shown = client.get("/search/").content.decode()

    assert "Looked for most" not in shown
    assert "Too few searches have been counted yet" in shown
    assert 'href="/artifacts/shown/"' in shown


def test_search_without_hits_says_so(client: Client) -> None:
    assert b"Nothing matches any of these words." in client.get("/search/?q=zzzz").content


def test_search_offers_the_vocabulary(client: Client) -> None:
    builders.capability(key="code.repair", name="Debugging and repair")

    assert b'href="/capabilities/code.repair/"' in client.get("/search/?q=repair").content


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_search_takes_the_same_queries_whatever_it_finds(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for place in range(rows):
        found = builders.published_artifact(slug=f"coder-{place}", name=f"Coder {place}")
        builders.artifact_capability(artifact=found, name="Writes code")
    drain_index()

    client.get("/search/?q=code")  # makes the day's salt and the wording's intent

    # Fourteen for the answer, nine for keeping it, four of them to begin and end that.
    with django_assert_num_queries(23):
        client.get("/search/?q=code")
    with django_assert_num_queries(14):
        client.get("/search/?q=code", headers={"DNT": "1"})


@pytest.mark.parametrize(
    "text", ['"', "a:*", "!!!", "<b>", "' OR 1=1 --", "\x00", "or or", "-", "🦊"]
)
def test_search_survives_any_text(client: Client, text: str) -> None:
    response = client.get("/search/", {"q": text}, follow=True)

    assert response.status_code == 200
    assert b"<b>" not in response.content
