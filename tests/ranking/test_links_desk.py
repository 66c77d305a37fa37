from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import (
    DjangoAssertNumQueries,
    DjangoCaptureOnCommitCallbacks,
    Settings,
)

from ranking import tasks
from ranking.models import LinkCheck, QualityResult
from ranking.services.links.following import follow_links
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("epoch")]
NOON = builders.NOON
DAY = timedelta(days=1)
LIST = "/admin/ranking/linkcheck/"
RESULTS = "/admin/ranking/qualityresult/"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(builders.user("editor"))
    return client


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Messages that would have gone to the broker, in place of sending them."""
    cache.delete(tasks.CHECKING)
    messages: list[dict[str, Any]] = []
    monkeypatch.setattr(tasks.check_links, "apply_async", lambda **given: messages.append(given))
    return messages


def link_check(host: str = "a.example", **fields: Any) -> LinkCheck:
    """A link of that host, as it was found."""
    link = builders.link(url=f"https://{host}/")
    follow_links(at=NOON)
    LinkCheck.objects.filter(reference=link.url).update(**fields)
    return LinkCheck.objects.get(reference=link.url)


def one_of_each() -> None:
    link_check("alive.example", outcome="answered", tried_at=NOON, answered_at=NOON)
    failing = {"outcome": "failed", "tried_at": NOON, "failed_at": NOON, "status": 404}
    link_check("dead.example", failing_since=NOON - DAY, failures=2, **failing)
    link_check("doubtful.example", failing_since=NOON, failures=1, **failing)
    link_check("barred.example", outcome="barred", tried_at=NOON, status=403)
    link_check("new.example")


def shown(client: Client, query: str = "") -> list[str]:
    page = client.get(f"{LIST}?{query}")
    return sorted(link.host for link in page.context["cl"].result_list)


@pytest.mark.parametrize(
    ("query", "hosts"),
    [
        ("standing=dead", ["dead.example"]),
        ("standing=doubtful", ["doubtful.example"]),
        ("standing=alive", ["alive.example"]),
        (
            "standing=silent",
            ["barred.example", "dead.example", "doubtful.example", "new.example"],
        ),
        ("standing=unasked", ["new.example"]),
        ("outcome__exact=barred", ["barred.example"]),
        ("kind__exact=docs", []),
        ("q=dead", ["dead.example"]),
    ],
)
def test_filters_narrow_the_list(editor: Client, query: str, hosts: list[str]) -> None:
    one_of_each()

    assert shown(editor, query) == hosts


def test_list_says_how_each_link_stands(editor: Client) -> None:
    one_of_each()

    text = editor.get(LIST).content.decode()

    for words in (
        "Alive",
        "Failing",
        "Failed, not yet for a day",
        "Not known",
        "Not asked yet",
        "Answered with an error (404)",
        "Turned us away (403)",
    ):
        assert words in text


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    editor: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(rows):
        link_check(f"{n}.example")
    editor.get(LIST)

    with django_assert_num_queries(7):
        editor.get(LIST)


def test_link_opens_to_read_and_is_not_changed(editor: Client) -> None:
    link = link_check(note="<b>odd</b>", outcome="refused", tried_at=NOON)
    address = reverse("admin:ranking_linkcheck_change", args=[link.pk])

    page = editor.get(address)

    assert page.status_code == 200
    assert "&lt;b&gt;odd" in page.content.decode()
    assert editor.post(address, {"host": "b.example"}).status_code == 403
    assert editor.get(f"{LIST}add/").status_code == 403


def check_again(client: Client, *links: LinkCheck) -> list[str]:
    page = client.post(
        LIST,
        {"action": "check_again", "_selected_action": [link.pk for link in links]},
        follow=True,
    )
    return [str(message) for message in page.context["messages"]]


def test_editor_has_links_asked_again(
    editor: Client,
    settings: Settings,
    sent: list[dict[str, Any]],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.LINK_CHECKS = True
    link, other = link_check("a.example"), link_check("b.example")
    LinkCheck.objects.update(due_at=NOON + 999 * DAY)

    with django_capture_on_commit_callbacks(execute=True):
        said = check_again(editor, link)

    assert said == ["1 link will be asked next."]
    assert sent == [{"countdown": 0, "expires": 60}]
    later = LinkCheck.objects.filter(due_at=NOON + 999 * DAY)
    assert [kept.pk for kept in later] == [other.pk]


def test_desk_says_where_checks_are_off(editor: Client, sent: list[dict[str, Any]]) -> None:
    link = link_check()

    assert check_again(editor, link) == ["Link checks are switched off here: see LINK_CHECKS."]

    assert LinkCheck.objects.get().due_at == NOON
    assert sent == []


def test_staff_without_a_role_reads_nothing(client: Client) -> None:
    client.force_login(builders.user(is_staff=True))

    assert client.get(LIST).status_code == 403


def test_front_page_counts_failing_links_and_leads_to_them(editor: Client) -> None:
    one_of_each()

    cards = {card.title: card for card in editor.get("/admin/").context["cards"]}

    assert cards["Failing links"].shown == "1"
    assert shown(editor, cards["Failing links"].address.partition("?")[2]) == ["dead.example"]


# --- Results by hand --------------------------------------------------------------------------


def automatic_result(**fields: Any) -> QualityResult:
    """A homepage found alive, with the link that says so."""
    link = link_check(outcome="answered", tried_at=NOON, answered_at=NOON)
    values = {"criterion_id": "homepage_alive", "permille": 1000, "checked_at": NOON}
    return QualityResult.objects.create(
        **values | {"artifact": link.artifact, "origin": "check"} | fields
    )


def test_list_says_who_said_it_and_narrows_by_it(editor: Client) -> None:
    automatic_result()
    by_hand = QualityResult.objects.create(
        artifact=builders.artifact(), criterion_id="finished_work", permille=1000, checked_at=NOON
    )

    page = editor.get(f"{RESULTS}?origin__exact=editor")

    assert [found.pk for found in page.context["cl"].result_list] == [by_hand.pk]
    text = editor.get(RESULTS).content.decode()
    assert "Entered by hand" in text
    assert "Automatic check" in text


def test_what_an_editor_saves_is_the_editors(editor: Client) -> None:
    found = automatic_result()

    editor.post(
        f"{RESULTS}{found.pk}/change/",
        {
            "artifact": found.artifact_id,
            "criterion": "homepage_alive",
            "state": "observed",
            "permille": 0,
            "evidence": "Parked.",
            "checked_at_0": "2026-06-01",
            "checked_at_1": "12:00:00",
        },
    )

    found.refresh_from_db()
    assert (found.permille, found.origin) == (0, "editor")


def test_taking_back_lets_the_checks_decide_again(editor: Client) -> None:
    found = automatic_result(origin="editor", permille=0)

    editor.post(RESULTS, {"action": "take_back_selected", "_selected_action": [found.pk]})

    again = QualityResult.objects.get()
    assert (again.permille, again.origin, again.checked_at) == (1000, "check", NOON)


def test_taking_back_leaves_automatic_results_as_they_are(editor: Client) -> None:
    found = automatic_result()

    editor.post(RESULTS, {"action": "take_back_selected", "_selected_action": [found.pk]})

    assert QualityResult.objects.get().pk == found.pk


def test_spike_taken_back_is_looked_for_again(editor: Client) -> None:
    artifact = builders.artifact(type_id="repo")
    source = builders.source()
    for day in range(30):
        builders.observation(
            artifact=artifact,
            metric="repository_stars",
            value=5000 if day == 29 else 1000,
            observed_at=NOON + day * DAY,
            source=source,
        )
    found = QualityResult.objects.create(
        artifact=artifact, criterion_id="star_spike", permille=0, checked_at=NOON
    )

    editor.post(RESULTS, {"action": "take_back_selected", "_selected_action": [found.pk]})

    again = QualityResult.objects.get()
    assert (again.permille, again.origin) == (1000, "check")


def test_deleted_result_comes_back_as_the_checks_have_it(client: Client) -> None:
    client.force_login(builders.user("administrator"))
    found = automatic_result(origin="editor", permille=0)

    client.post(f"{RESULTS}{found.pk}/delete/", {"post": "yes"})

    again = QualityResult.objects.get()
    assert (again.permille, again.origin) == (1000, "check")


# --- What always holds ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"outcome": "answered"}, "link_check_outcome_of_a_try"),
        ({"tried_at": NOON}, "link_check_outcome_of_a_try"),
        ({"tried_at": NOON, "outcome": "odd"}, "link_check_outcome_of_a_try"),
        ({"failures": 1}, "link_check_failures_dated"),
        ({"failing_since": NOON, "failed_at": NOON}, "link_check_failures_dated"),
        (
            {"failures": 2, "failing_since": NOON, "failed_at": NOON - DAY},
            "link_check_failures_dated",
        ),
        (
            {"failures": 1, "failing_since": NOON, "failed_at": NOON, "answered_at": NOON + DAY},
            "link_check_answer_ends_failing",
        ),
    ],
)
def test_link_that_contradicts_itself_is_refused(fields: dict[str, Any], constraint: str) -> None:
    link = link_check()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        LinkCheck.objects.filter(pk=link.pk).update(**fields)


def test_link_has_one_row() -> None:
    link = link_check()
    link.pk = None
    with pytest.raises(IntegrityError, match="link_check_once"), transaction.atomic():
        link.save(force_insert=True)


def test_result_comes_from_a_check_or_an_editor() -> None:
    found = automatic_result()
    with pytest.raises(IntegrityError, match="result_origin_known"), transaction.atomic():
        QualityResult.objects.filter(pk=found.pk).update(origin="nobody")
