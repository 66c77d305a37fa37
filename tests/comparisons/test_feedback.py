"""Searches are recorded where they are answered, and feedback is taken from who shows a token."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from matchgraph.models import Event, Search
from tests import builders
from tests.comparisons.api_world import problems_of
from tests.comparisons.searchers import browser, coder, tell, tokens

pytestmark = pytest.mark.django_db
RECORDED = (202, {"recorded": True})
DROPPED = (202, {"recorded": False})
SCRIPT = Path(settings.BASE_DIR, "static", "js", "feedback.js")


def kinds() -> list[tuple[str, bool]]:
    return sorted(Event.objects.values_list("kind", "trusted"))


# --- The page ---------------------------------------------------------------------------------


def test_search_page_records_the_search_and_gives_each_hit_a_token() -> None:
    one, other = coder("one"), coder("other")

    found = tokens(browser())

    search = Search.objects.get()
    assert (search.surface, search.text, search.trusted) == ("page", "code completion", True)
    assert sorted(search.matched) == sorted([one.pk, other.pk])
    assert len(set(found)) == 2
    assert kinds() == [("impression", True), ("impression", True)]
    skills = {row.capability_id for row in (*one.capabilities.all(), *other.capabilities.all())}
    assert set(Event.objects.values_list("capability_id", flat=True)) == skills


def test_places_go_on_from_page_to_page() -> None:
    for n in range(22):
        coder(f"coder-{n}")

    tokens(browser(), page=2)

    assert sorted(Event.objects.values_list("position", flat=True)) == [21, 22]


def test_page_with_tokens_is_nobody_elses() -> None:
    coder()

    assert browser().get("/search/?q=code")["Cache-Control"] == "private, no-cache"


def test_address_of_the_hits_page_holds_no_token() -> None:
    coder()

    page = browser().get("/search/?q=code").content.decode()

    assert 'href="/artifacts/coder/" data-hit="' in page


@pytest.mark.parametrize("header", ["HTTP_DNT", "HTTP_SEC_GPC"])
def test_nothing_is_recorded_of_who_asks_for_that(header: str) -> None:
    coder()

    assert tokens(browser(**{header: "1"})) == []

    assert (Search.objects.count(), Event.objects.count()) == (0, 0)


def test_search_without_words_is_not_recorded() -> None:
    browser().get("/search/")

    assert Search.objects.count() == 0


def test_head_of_an_answer_is_no_search() -> None:
    coder()

    browser().head("/search/?q=code")
    browser().head("/api/v1/search/?q=code")

    assert Search.objects.count() == 0


def test_searches_of_the_desk_never_count() -> None:
    coder()
    client = browser()
    client.force_login(builders.user("editor"))

    tokens(client)

    assert list(Search.objects.values_list("trusted", "reason")) == [(False, "staff")]


def test_searches_of_signed_in_visitors_without_the_desk_count() -> None:
    coder()
    client = browser()
    client.force_login(builders.user())

    tokens(client)

    assert Search.objects.get().trusted


def test_answer_varies_by_cookie_for_nobody_who_brings_none() -> None:
    coder()

    assert "Cookie" not in browser().get("/search/?q=code").get("Vary", "")


def test_page_is_answered_though_nothing_can_be_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    coder()
    statement = "INSERT INTO matchgraph_nowhere"
    monkeypatch.setattr("matchgraph.services.recording.IMPRESSIONS", statement)

    assert tokens(browser()) == []

    assert Search.objects.count() == 0


# --- The form that needs no script ------------------------------------------------------------


def say(client: Client, **fields: Any) -> Any:
    return client.post(
        "/search/feedback/", fields, headers={"Referer": "http://testserver/search/"}
    )


@pytest.mark.parametrize("kind", ["positive", "negative"])
def test_thumbs_work_without_script_session_and_cookie(kind: str) -> None:
    coder()
    client = browser(enforce_csrf_checks=True)
    token = tokens(client)[0]

    page = say(client, token=token, kind=kind)

    text = page.content.decode()
    assert (page.status_code, page.cookies) == (200, {})
    assert "Thank you" in text
    assert 'href="http://testserver/search/"' in text
    assert 'href="/artifacts/coder/"' in text
    assert kinds() == [("impression", True), (kind, True)]


def test_thanks_do_not_pretend_where_nothing_was_kept() -> None:
    coder()
    token = tokens(browser())[0]

    page = say(browser("203.0.113.9"), token=token, kind="positive")

    assert "Nothing was kept" in page.content.decode()
    assert kinds() == [("impression", True)]


@pytest.mark.parametrize("fields", [{}, {"token": "x", "kind": "positive"}, {"kind": "click"}])
def test_form_that_is_not_ours_says_so(fields: dict[str, str]) -> None:
    page = say(browser(), **fields)

    assert page.status_code == 400
    assert b"That could not be recorded" in page.content


def test_way_back_leads_to_no_other_site() -> None:
    coder()
    client = browser()
    token = tokens(client)[0]

    page = client.post(
        "/search/feedback/",
        {"token": token, "kind": "positive"},
        headers={"Referer": "https://elsewhere.example/"},
    )

    assert b"elsewhere.example" not in page.content


def test_form_is_only_sent(client: Client) -> None:
    assert client.get("/search/feedback/").status_code == 405


# --- The API ----------------------------------------------------------------------------------


def api_token(client: Client) -> str:
    answer = client.get("/api/v1/search/", {"q": "code completion"})
    return str(answer.json()["results"][0]["feedback_token"])


def test_api_search_is_recorded_and_its_use_reported() -> None:
    coder()
    agent = browser(agent="python-httpx/0.28")

    token = api_token(agent)

    assert tell(agent, token, "api_success") == RECORDED
    assert Search.objects.get().surface == "api"
    assert kinds() == [("api_success", True), ("impression", True)]


def test_api_answer_with_tokens_is_kept_by_no_shared_cache() -> None:
    coder()

    recorded = browser().get("/api/v1/search/?q=code")
    unrecorded = browser(HTTP_DNT="1").get("/api/v1/search/?q=code")

    assert recorded["Cache-Control"] == "private, no-cache"
    assert unrecorded["Cache-Control"] == "public, no-cache"
    assert unrecorded.json()["results"][0]["feedback_token"] is None


@pytest.mark.parametrize("kind", ["click", "outbound", "compare_add", "positive", "negative"])
def test_feedback_is_taken_and_taken_again_without_effect(kind: str) -> None:
    coder()
    client = browser(enforce_csrf_checks=True)
    token = tokens(client)[0]

    assert [tell(client, token, kind) for _ in range(3)] == [RECORDED] * 3

    assert sorted(name for name, _ in kinds()) == sorted(["impression", kind])


def test_stay_that_cannot_have_been_is_dropped() -> None:
    coder()
    client = browser()

    assert tell(client, tokens(client)[0], "dwell_30") == DROPPED


def test_feedback_of_who_asks_not_to_be_recorded_is_dropped() -> None:
    coder()
    client = browser()
    token = tokens(client)[0]

    assert tell(client, token, "click", HTTP_SEC_GPC="1") == DROPPED
    assert kinds() == [("impression", True)]


@pytest.mark.parametrize(
    ("body", "parameter", "words"),
    [
        ({"token": "x", "kind": "click"}, "token", "This is not a token of a search hit."),
        ({"kind": "click"}, "token", "Give a text."),
        ({"token": 7, "kind": "click"}, "token", "Give a text."),
        ({"token": "x", "kind": "click", "more": 1}, "more", "Not expected here."),
        (["token"], "body", "Send a JSON object with token and kind."),
    ],
)
def test_what_cannot_be_used_is_named(body: Any, parameter: str, words: str) -> None:
    answer = browser().post("/api/v1/feedback/", body, content_type="application/json")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert problems_of(answer) == {parameter: words}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("impression", "Choose one of click, dwell_10, dwell_30, outbound, compare_add, positive"),
        ("like", "Choose one of click"),
        ("api_success", "Only for hits that the API gave."),
    ],
)
def test_kind_that_does_not_fit_is_named(kind: str, words: str) -> None:
    coder()
    client = browser()

    status, problem = tell(client, tokens(client)[0], kind)

    assert status == 400
    assert words in problem["errors"][0]["detail"]


def test_body_that_is_no_json_is_refused() -> None:
    answer = browser().post("/api/v1/feedback/", "{", content_type="application/json")

    assert (answer.status_code, problems_of(answer)) == (400, {"body": "This is not JSON."})


def test_forms_of_other_sites_are_refused() -> None:
    answer = browser().post("/api/v1/feedback/", {"token": "x", "kind": "click"})

    assert answer.status_code == 415
    assert answer.json()["type"].endswith("/problems/unsupported-media-type/")


def test_pages_of_other_sites_may_not_send() -> None:
    answer = browser().options("/api/v1/feedback/", HTTP_ORIGIN="https://elsewhere.example")

    assert "Access-Control-Allow-Origin" not in answer


def test_feedback_is_only_sent() -> None:
    answer = browser().get("/api/v1/feedback/")

    assert (answer.status_code, answer["Allow"]) == (405, "POST, OPTIONS")


def test_feedback_is_held_back_like_everything_else_of_the_api() -> None:
    rate = {"DEFAULT_THROTTLE_RATES": {"anon": "1/hour"}}
    client = browser("198.51.100.99")
    with override_settings(REST_FRAMEWORK=settings.REST_FRAMEWORK | rate):
        statuses = [tell(client, "x", "click")[0] for _ in range(2)]

    assert statuses == [400, 429]


# --- The script -------------------------------------------------------------------------------


def test_script_is_small_and_ours_alone() -> None:
    text = SCRIPT.read_text()

    assert len(text.encode()) < 3_000
    assert "http://" not in text
    assert "https://" not in text
    assert "eval" not in text


@pytest.mark.parametrize("address", ["/search/?q=code", "/artifacts/coder/"])
def test_script_is_where_hits_are_and_where_they_lead(address: str) -> None:
    coder()

    page = browser().get(address).content.decode()

    assert 'src="/static/js/feedback.js" data-address="/api/v1/feedback/"' in page
    assert "<script>" not in page


def test_artifacts_page_asks_nobody_without_the_script() -> None:
    coder()

    page = browser().get("/artifacts/coder/").content.decode()

    assert '<div id="found-by-search" hidden>' in page
