"""What is said where a search finds little, and what visitors say is missing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.signing import Signer
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from comparisons.forms.missing import SALT, stamp
from matchgraph.models import Event, IntentDay, Search
from matchgraph.services.indexing import drain_index
from matchgraph.services.tallying import tally
from tests import builders
from tests.comparisons.searchers import browser, coder

pytestmark = pytest.mark.django_db
STAMP = re.compile(r'name="stamp" value="([^"]+)"')


@pytest.fixture(autouse=True)
def _nothing_sent_yet() -> None:
    cache.clear()


def send(client: Client, text: str = "folding laundry", **fields: Any) -> Any:
    return client.post("/search/missing/", {"text": text, "stamp": stamp()} | fields)


# --- The empty state --------------------------------------------------------------------------


def test_nothing_found_names_the_nearest_capabilities(client: Client) -> None:
    skill = builders.capability(key="speech.text", name="Dictation")
    made = builders.published_artifact()
    builders.artifact_capability(
        artifact=made, capability=skill, name="Transcribes speech into text"
    )
    drain_index()

    shown = client.get("/search/?q=speech&type=dataset").content.decode()

    assert "Nothing fits all of that." in shown
    assert 'href="/capabilities/speech.text/"' in shown


def test_nothing_found_suggests_a_spelling(client: Client) -> None:
    builders.capability(key="speech.text", name="Transcription")
    builders.published_artifact(summary="Made for transcription.")
    drain_index()

    shown = client.get("/search/?q=trancription+zq1+zq2+zq3+zq4").content.decode()

    assert "Did you mean" in shown
    assert 'href="/search/?q=transcription%20zq1%20zq2%20zq3%20zq4"' in shown
    assert 'href="/capabilities/speech.text/"' in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_nothing_found_takes_the_same_queries_whatever_is_there(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for _ in range(rows):
        builders.artifact_capability(artifact=builders.published_artifact(), name="Sees")
    drain_index()

    with django_assert_num_queries(10):
        client.get("/search/?q=zqzqzq", headers={"DNT": "1"})


def test_form_is_there_where_little_was_found_alone() -> None:
    coder()

    good = browser().get("/search/?q=completes+code").content.decode()
    weak = browser().get("/search/?q=code+zqa+zqb+zqc+zqd").content.decode()
    nothing = browser().get("/search/?q=zqzqzq").content.decode()

    asked = [bool(STAMP.search(page)) for page in (good, weak, nothing)]
    assert asked == [False, True, True]
    assert "These answer less than half of what you asked for." in weak


@pytest.mark.parametrize("header", ["HTTP_DNT", "HTTP_SEC_GPC"])
def test_who_asks_not_to_be_recorded_is_told_instead(header: str) -> None:
    page = browser(**{header: "1"}).get("/search/?q=zqzqzq").content.decode()

    assert STAMP.search(page) is None
    assert "Your browser asks not to be recorded" in page


# --- The form ---------------------------------------------------------------------------------


def test_what_is_missing_is_kept_as_a_search_in_vain() -> None:
    client = browser(enforce_csrf_checks=True)
    page = client.get("/search/?q=zqzqzq").content.decode()
    found = STAMP.search(page)
    assert found is not None

    answer = send(client, stamp=found[1])

    assert (answer.status_code, answer.cookies) == (200, {})
    assert "Thank you" in answer.content.decode()
    wish = Search.objects.get(text="folding laundry")
    assert (wish.found, wish.strength, wish.matched, wish.trusted) == (0, 0, [], True)
    assert Event.objects.count() == 0


def test_what_is_missing_waits_for_editors() -> None:
    send(browser())

    tally(today=timezone.now().date() + timedelta(days=1))

    day = IntentDay.objects.get()
    assert (day.visitor_days, day.weak_visitor_days) == (1, 1)


def test_personal_data_is_taken_out_of_it() -> None:
    send(browser(), "fold laundry, write to jo@example.org")
    nothing = send(browser(), "jo@example.org")

    assert "Nothing was kept" in nothing.content.decode()
    assert [wish.text for wish in Search.objects.all()] == ["fold laundry write to"]


@pytest.mark.parametrize("header", ["HTTP_DNT", "HTTP_SEC_GPC"])
def test_nothing_is_kept_of_who_asks_for_that(header: str) -> None:
    answer = send(browser(**{header: "1"}))

    assert "Nothing was kept" in answer.content.decode()
    assert Search.objects.count() == 0


def test_form_that_another_site_sent_is_not_kept() -> None:
    send(browser(HTTP_SEC_FETCH_SITE="cross-site"))

    assert Search.objects.count() == 0


def of_day(ago: int) -> str:
    day = timezone.now().date() - timedelta(days=ago)
    return Signer(salt=SALT).sign(day.isoformat())


def test_stamp_of_yesterday_still_holds_and_an_older_one_does_not() -> None:
    answers = [send(browser(), stamp=of_day(ago)).status_code for ago in (0, 1, 2)]

    assert answers == [200, 200, 400]


@pytest.mark.parametrize("fields", [{"stamp": "2026-06-01:x"}, {"stamp": ""}, {"text": " "}])
def test_form_that_is_not_ours_or_empty_says_so(fields: dict[str, str]) -> None:
    answer = send(browser(), **fields)

    assert answer.status_code == 400
    assert b"That could not be kept" in answer.content
    assert Search.objects.count() == 0


def test_eleventh_of_an_hour_is_not_kept() -> None:
    client = browser()

    answers = [send(client).status_code for _ in range(11)]
    other = send(browser("203.0.113.9")).status_code

    assert (answers, other) == ([200] * 10 + [429], 200)
    assert Search.objects.count() == 11


def test_form_is_only_sent(client: Client) -> None:
    assert client.get("/search/missing/").status_code == 405
