import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import builders

pytestmark = pytest.mark.django_db


def test_search_shows_hits_with_the_capability_that_matched(client: Client) -> None:
    found = builders.published_artifact(slug="found", name="Found")
    builders.artifact_capability(artifact=found, name="Completes code in an editor")

    shown = client.get("/search/", {"q": "code completion"}).content.decode()

    assert 'href="/artifacts/found/"' in shown
    assert "Matched capability:" in shown
    assert "Completes code in an editor" in shown


def test_search_without_words_asks_for_some(client: Client) -> None:
    response = client.get("/search/")

    assert response.status_code == 200
    assert b"A whole sentence works as well as a word." in response.content


def test_search_without_hits_says_so(client: Client) -> None:
    assert b"Nothing matches any of these words." in client.get("/search/?q=zzzz").content


def test_search_offers_the_vocabulary(client: Client) -> None:
    builders.capability(key="code.repair", name="Debugging and repair")

    assert b'href="/capabilities/code.repair/"' in client.get("/search/?q=repair").content


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_search_takes_as_many_queries_whatever_it_finds(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for place in range(rows):
        found = builders.published_artifact(slug=f"coder-{place}", name=f"Coder {place}")
        builders.artifact_capability(artifact=found, name="Writes code")

    client.get("/search/?q=code")  # makes the day's salt and the wording's intent

    # Five for the answer, ten for keeping it; of these four begin and end what is kept at once.
    with django_assert_num_queries(15):
        client.get("/search/?q=code")
    with django_assert_num_queries(5):
        client.get("/search/?q=code", headers={"DNT": "1"})


@pytest.mark.parametrize(
    "text", ['"', "a:*", "!!!", "<b>", "' OR 1=1 --", "\x00", "or or", "-", "🦊"]
)
def test_search_survives_any_text(client: Client, text: str) -> None:
    response = client.get("/search/", {"q": text})

    assert response.status_code == 200
    assert b"<b>" not in response.content
