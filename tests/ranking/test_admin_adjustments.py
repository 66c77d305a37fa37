"""Points by hand on the desk: entered, listed, ended early, shown beside the rank."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from catalog.models import Artifact
from catalog.signals import facts_changed
from ranking.forms.dialogs import today
from ranking.models import Adjustment, Epoch
from ranking.services import drain_all
from tests import builders
from tests.catalog.desk import change_page, desk_client, form_of
from tests.ranking.desk import buttons, page_of, press, text_of, told

pytestmark = pytest.mark.django_db
LIST = "/admin/ranking/adjustment/"
ADD = f"{LIST}add/"


@pytest.fixture(autouse=True)
def ranks_stand_at_today(db: None) -> None:
    Epoch.objects.update(as_of=today())


@pytest.fixture
def reviewer() -> Client:
    return desk_client("reviewer")[0]


def adjustment(**fields: Any) -> Adjustment:
    values = {
        "tenths": -15,
        "reason": "Stars were bought.",
        "starts_on": today(),
        "ends_on": today() + timedelta(days=30),
    }
    artifact = fields.pop("artifact", None) or builders.published_artifact()
    return Adjustment.objects.create(artifact=artifact, **values | fields)


def enter(client: Client, to: Artifact, **fields: str) -> Any:
    form = form_of(client, ADD) | {"artifact": str(to.pk), "tenths": "-1.5"}
    return client.post(ADD, form | {"reason": "Stars were bought."} | fields)


def errors(response: Any) -> dict[str, list[str]]:
    return {name: list(told) for name, told in response.context["adminform"].form.errors.items()}


def test_points_are_entered() -> None:
    client, person = desk_client("reviewer")
    artifact = builders.published_artifact()

    response = enter(client, artifact)

    made = Adjustment.objects.get()
    assert response.headers["Location"] == LIST
    assert (made.artifact, made.tenths, made.made_by) == (artifact, -15, person)
    assert (made.starts_on, made.ends_on) == (today(), today() + timedelta(days=90))
    assert LogEntry.objects.get().user == person


def test_entering_points_tells_the_worker(
    reviewer: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    heard: list[object] = []

    def hear(sender: object, **kwargs: Any) -> None:
        heard.append(sender)

    facts_changed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        enter(reviewer, builders.published_artifact())
    facts_changed.disconnect(hear)

    assert heard == [None]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("tenths", "", "This field is required."),
        ("tenths", "20.1", "Ensure this value is less than or equal to 20."),
        ("tenths", "-20.1", "Ensure this value is greater than or equal to -20."),
        ("tenths", "1.25", "Ensure that there are no more than 1 decimal place."),
        ("tenths", "0", "Between -20 and 20 points, and not 0."),
        ("reason", "", "This field is required."),
        ("reason", "x" * 301, "Ensure this value has at most 300 characters (it has 301)."),
        ("artifact", "999", "Select a valid choice. That choice is not one of the available"),
    ],
)
def test_wrong_field_is_refused_in_words(
    reviewer: Client, field: str, value: str, words: str
) -> None:
    response = enter(reviewer, builders.published_artifact(), **{field: value})

    (complaints,) = errors(response).values()
    assert complaints[0].startswith(words)
    assert not Adjustment.objects.exists()


@pytest.mark.parametrize(
    ("starts_in", "lasts", "words"),
    [
        (-1, 10, "Today at the earliest"),
        (0, 0, "A day after it starts at the earliest."),
        (0, -3, "A day after it starts at the earliest."),
        (0, 367, "Within 366 days of its start"),
    ],
)
def test_wrong_days_are_refused_in_words(
    reviewer: Client, starts_in: int, lasts: int, words: str
) -> None:
    starts_on = today() + timedelta(days=starts_in)
    ends_on = starts_on + timedelta(days=lasts)

    response = enter(
        reviewer,
        builders.published_artifact(),
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat(),
    )

    (complaints,) = errors(response).values()
    assert complaints[0].startswith(words)
    assert not Adjustment.objects.exists()


@pytest.mark.parametrize("lasts", [1, 366])
def test_shortest_and_longest_are_kept(reviewer: Client, lasts: int) -> None:
    ends_on = today() + timedelta(days=lasts)

    enter(reviewer, builders.published_artifact(), ends_on=ends_on.isoformat())

    assert Adjustment.objects.get().ends_on == ends_on


def test_form_begins_with_the_artifact_it_is_opened_for(reviewer: Client) -> None:
    artifact = builders.published_artifact()

    assert form_of(reviewer, f"{ADD}?artifact={artifact.pk}")["artifact"] == [str(artifact.pk)]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    reviewer: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        adjustment(made_by=builders.user("reviewer"))
    reviewer.get(LIST)

    with django_assert_num_queries(9):
        reviewer.get(LIST)


def names(client: Client, query: str = "") -> list[str]:
    rows = client.get(f"{LIST}?{query}").context["cl"].result_list
    return sorted(row.artifact.name for row in rows)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Coming", "Counting", "Over"]),
        ("counting=now", ["Counting"]),
        ("counting=coming", ["Coming"]),
        ("counting=over", ["Over"]),
        ("counting=nonsense", ["Coming", "Counting", "Over"]),
        ("q=bought", ["Counting"]),
    ],
)
def test_filters_narrow_the_list(reviewer: Client, query: str, expected: list[str]) -> None:
    later, before = today() + timedelta(days=3), today() - timedelta(days=3)

    def named(name: str) -> Artifact:
        return builders.published_artifact(name=name)

    adjustment(artifact=named("Counting"))
    adjustment(artifact=named("Coming"), reason="A launch.", starts_on=later)
    adjustment(artifact=named("Over"), reason="It is past.", starts_on=before, ends_on=today())

    assert names(reviewer, query) == expected


def test_list_says_whether_points_count_now(reviewer: Client) -> None:
    adjustment()

    page = text_of(reviewer, LIST)

    assert "-1.5" in page
    assert "Stars were bought." in page
    assert "Yes" in page


@pytest.mark.parametrize(
    ("starts_in", "ends_in", "words"), [(0, 9, "Yes"), (2, 9, "Not yet"), (-5, 0, "No, over")]
)
def test_page_says_whether_points_count_now(
    reviewer: Client, starts_in: int, ends_in: int, words: str
) -> None:
    starts_on, ends_on = (today() + timedelta(days=days) for days in (starts_in, ends_in))

    page = text_of(reviewer, page_of(adjustment(starts_on=starts_on, ends_on=ends_on)))

    assert f">{words}</div>" in page


def test_page_has_no_field_to_change(reviewer: Client) -> None:
    made = adjustment()

    assert not {"tenths", "reason", "ends_on"} & set(form_of(reviewer, page_of(made)))


@pytest.mark.parametrize("role", ["reviewer", "administrator"])
def test_points_are_neither_changed_nor_deleted(role: str) -> None:
    client, _ = desk_client(role)
    made = adjustment()

    changed = client.post(page_of(made), {"reason": "Forged.", "tenths": "20"})
    deleted = client.post(f"{LIST}{made.pk}/delete/", {"post": "yes"})

    made.refresh_from_db()
    assert (changed.status_code, deleted.status_code) == (403, 403)
    assert (made.tenths, made.reason) == (-15, "Stars were bought.")


def test_points_are_ended_by_a_button() -> None:
    client, person = desk_client("reviewer")
    made = adjustment()

    response = press(client, made, "end", reason="The stars were real.")

    made.refresh_from_db()
    assert response.headers["HX-Redirect"] == page_of(made)
    assert made.ends_on == today()
    entry = LogEntry.objects.get()
    assert (entry.user, entry.get_change_message()) == (person, "Ended. The stars were real.")
    assert told(client, page_of(made)) == ["It counts no longer."]


def test_opening_the_button_ends_nothing(reviewer: Client) -> None:
    made = adjustment()

    reviewer.get(reverse("admin:ranking_adjustment_end", args=[made.pk]))

    made.refresh_from_db()
    assert made.ends_on > today()


def test_points_that_ended_are_not_ended_again(reviewer: Client) -> None:
    made = adjustment(starts_on=today() - timedelta(days=3), ends_on=today())

    press(reviewer, made, "end")

    words = f"It ended on {today().isoformat()} already."
    assert told(reviewer, page_of(made)) == [words]
    assert buttons(reviewer, made) == []


@pytest.mark.parametrize("object_id", ["999", "nonsense"])
def test_ending_what_is_not_there_is_not_found(reviewer: Client, object_id: str) -> None:
    response = reviewer.post(f"{LIST}{object_id}/end/", {"_form_submitted": "on"})

    assert response.status_code == 404


def test_artifact_page_shows_what_lasts_and_the_way_to_all(reviewer: Client) -> None:
    artifact = builders.published_artifact()
    adjustment(artifact=artifact)
    over = {"starts_on": today() - timedelta(days=3), "ends_on": today()}
    adjustment(artifact=artifact, reason="It is past.", **over)

    page = text_of(reviewer, change_page(artifact))

    assert f"-1.5 points from {today().isoformat()}" in page
    assert "Stars were bought." in page
    assert "It is past." not in page
    assert f'href="{LIST}?artifact__id__exact={artifact.pk}"' in page


def test_reason_is_shown_as_text_not_as_markup(reviewer: Client) -> None:
    artifact = builders.published_artifact()
    adjustment(artifact=artifact, reason="<b>bold</b>")
    drain_all()

    for address in (change_page(artifact), f"/admin/ranking/score/{artifact.pk}/change/", LIST):
        page = text_of(reviewer, address)
        assert "&lt;b&gt;bold" in page, address
        assert "<b>bold" not in page, address


def test_explanation_shows_points_by_hand_and_what_they_come_to(reviewer: Client) -> None:
    artifact = builders.published_artifact(description="x" * 400)
    adjustment(artifact=artifact)
    drain_all()

    page = text_of(reviewer, f"/admin/ranking/score/{artifact.pk}/change/")

    assert "Adjustments by hand that count" in page
    assert "Stars were bought." in page
    assert "Adjusted by hand" in page
    assert '<td class="number">-1.5</td>' in page


def test_explanation_shows_ranges_and_figures_of_every_component(reviewer: Client) -> None:
    artifact = builders.published_artifact()
    drain_all()

    page = text_of(reviewer, f"/admin/ranking/score/{artifact.pk}/change/")

    for words in (
        "Off by",
        "0.050 to 0.950",
        "Ecosystem: the figures behind it",
        "Publishers that build on it",
        "dormant: not enough searches yet",
        "What would raise it",
    ):
        assert words in page, words
