"""An editor's word on held-back evidence, by service and on the desk."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from catalog.models import Artifact
from matchgraph.models import (
    DemandDay,
    DemandWeek,
    EvidenceDay,
    EvidenceWeek,
    HeldDay,
    HeldState,
    PositionBias,
)
from matchgraph.services.deciding import DecisionRefused, decide
from matchgraph.services.rolling import write_week
from ranking.models import Dirty
from tests import builders

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
DAY = timedelta(days=1)
LIST = "/admin/matchgraph/heldday/"
BIAS = "/admin/matchgraph/positionbias/"


def held(day: int = 0, units: int = 30, **fields: Any) -> HeldDay:
    """A day of thirty visitors, twenty of whom would have passed."""
    artifact: Artifact = fields.pop("artifact", None) or builders.published_artifact()
    on = NOW.date() - 9 * DAY + day * DAY
    EvidenceDay.objects.create(
        artifact=artifact,
        capability=builders.capability(),
        day=on,
        units=units,
        examinations=units * 1000,
        outcomes=units * 900,
    )
    DemandDay.objects.create(artifact=artifact, day=on, visitors=units)
    values = {"units": units, "usual_twice": 0, "allowed": 20, "day": on, "artifact": artifact}
    return HeldDay.objects.create(**values | fields)


def settle(row: HeldDay, state: HeldState, reason: str = "A talk was given.") -> list[HeldDay]:
    return decide(held_ids=[row.pk], state=state, reason=reason, by=None, at=NOW)


def test_released_day_counts_and_marks_its_artifact() -> None:
    row = held()
    write_week(row.day)
    Dirty.objects.all().delete()

    settle(row, HeldState.RELEASED)

    assert list(EvidenceWeek.objects.values_list("visitor_days", "outcomes")) == [(30, 27_000)]
    assert DemandWeek.objects.get().visitor_days == 30
    assert set(Dirty.objects.values_list("artifact_id", flat=True)) == {row.artifact_id}


def test_rejected_day_counts_nothing_even_if_it_was_released_before() -> None:
    row = held()
    settle(row, HeldState.RELEASED)

    settle(row, HeldState.REJECTED, "All from one hoster.")

    row.refresh_from_db()
    assert (row.state, row.reason) == ("rejected", "All from one hoster.")
    assert (EvidenceWeek.objects.count(), DemandWeek.objects.count()) == (0, 0)


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_decided_without_a_reason(reason: str) -> None:
    row = held()

    with pytest.raises(DecisionRefused, match="Say why"):
        settle(row, HeldState.RELEASED, reason)

    row.refresh_from_db()
    assert row.state == "held"


def test_deciding_the_same_again_changes_nothing() -> None:
    row = held()

    assert len(settle(row, HeldState.RELEASED)) == 1
    assert settle(row, HeldState.RELEASED, "Another reason.") == []

    row.refresh_from_db()
    assert row.reason == "A talk was given."


def test_day_of_which_only_weeks_are_left_is_decided_no_more() -> None:
    row = held(-82)
    write_week(row.day)

    with pytest.raises(DecisionRefused, match="is summed up for good"):
        settle(row, HeldState.RELEASED)

    row.refresh_from_db()
    assert row.state == "held"
    assert settle(held(-81), HeldState.RELEASED) != []


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"units": 20}, "held_day_above_what_is_allowed"),
        ({"state": "released"}, "held_day_decided_for_a_reason"),
        ({"reason": "x"}, "held_day_decided_for_a_reason"),
        ({"state": "odd", "reason": "x", "decided_at": NOW}, "held_day_decided_for_a_reason"),
    ],
)
def test_held_day_that_contradicts_itself_is_refused(
    fields: dict[str, Any], constraint: str
) -> None:
    row = held()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        HeldDay.objects.filter(pk=row.pk).update(**fields)


# --- The desk ---------------------------------------------------------------------------------


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(builders.user("editor"))
    return client


def press(client: Client, row: HeldDay, button: str, **fields: str) -> Any:
    address = reverse(f"admin:matchgraph_heldday_{button}", args=[row.pk])
    return client.post(address, {"_form_submitted": "on"} | fields)


def buttons(client: Client, row: HeldDay) -> list[str]:
    page = client.get(f"{LIST}{row.pk}/change/")
    return [item["title"] for item in page.context["actions_detail"]]


def test_page_tells_why_it_was_held_back(editor: Client) -> None:
    row = held(units=1_234)

    text = editor.get(f"{LIST}{row.pk}/change/").content.decode()

    assert "1,234 visits on one day." in text
    assert "up to 20 would have passed." in text
    assert "that day 90 of 100; before nothing" in text


def test_editor_releases_with_a_reason_that_is_kept(editor: Client) -> None:
    row = held()

    press(editor, row, "release", reason="It was released that day.")

    row.refresh_from_db()
    assert (row.state, row.reason) == ("released", "It was released that day.")
    assert row.decided_by is not None
    assert EvidenceWeek.objects.count() == 1
    history = editor.get(f"{LIST}{row.pk}/history/").content.decode()
    assert "It was released that day." in history


def test_dialog_without_a_reason_changes_nothing(editor: Client) -> None:
    row = held()

    press(editor, row, "release", reason="")

    row.refresh_from_db()
    assert row.state == "held"


def test_buttons_are_those_that_change_something(editor: Client) -> None:
    row = held()
    before = buttons(editor, row)

    press(editor, row, "reject", reason="One hoster.")

    assert before == ["Release", "Reject"]
    assert buttons(editor, row) == ["Release"]


def test_link_alone_writes_nothing(editor: Client) -> None:
    row = held()

    editor.get(reverse("admin:matchgraph_heldday_release", args=[row.pk]))

    row.refresh_from_db()
    assert row.state == "held"


def test_held_day_is_neither_edited_nor_deleted(client: Client) -> None:
    client.force_login(builders.user("administrator"))
    row = held()

    assert client.post(f"{LIST}{row.pk}/change/", {"units": 1}).status_code == 403
    assert client.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403


def test_staff_without_a_role_reads_and_decides_nothing(client: Client) -> None:
    client.force_login(builders.user(is_staff=True))
    row = held()

    assert client.get(LIST).status_code == 403
    press(client, row, "release", reason="I may not.")
    row.refresh_from_db()
    assert row.state == "held"


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    editor: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(rows):
        held(n)
    editor.get(LIST)

    with django_assert_num_queries(7):
        editor.get(LIST)


def test_front_page_counts_what_waits_and_leads_to_it(editor: Client) -> None:
    waiting = held()
    settle(held(1), HeldState.RELEASED)

    cards = {card.title: card for card in editor.get("/admin/").context["cards"]}
    card = cards["Held-back evidence"]

    assert card.shown == "1"
    assert [row.pk for row in editor.get(card.address).context["cl"].result_list] == [waiting.pk]


# --- Position bias ----------------------------------------------------------------------------


def bias(**fields: Any) -> dict[str, Any]:
    values = {"surface": "page", "position": 2, "permille": 600, "note": "Measured in June."}
    return values | {"from_day": "2099-01-01"} | fields


def test_assumed_bias_is_one_in_as_many_as_the_place_says() -> None:
    rows = PositionBias.objects.filter(surface="page").order_by("position")

    assert list(rows.values_list("permille", flat=True)[:4]) == [1000, 500, 333, 250]
    assert (rows.count(), rows.last().permille) == (20, 50)  # type: ignore[union-attr]


def test_administrator_adds_a_figure_that_holds_from_a_day_on(client: Client) -> None:
    client.force_login(builders.user("administrator"))

    client.post(f"{BIAS}add/", bias())

    assert PositionBias.objects.filter(from_day="2099-01-01").get().permille == 600


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"from_day": "2026-01-01"}, "past days stay as they are"),
        ({"permille": 40}, "Between 50 and 1,000 of 1,000 look"),
        ({"note": ""}, "This field is required"),
    ],
)
def test_figure_that_cannot_hold_is_refused(
    client: Client, fields: dict[str, Any], words: str
) -> None:
    client.force_login(builders.user("administrator"))

    page = client.post(f"{BIAS}add/", bias(**fields))

    assert words in page.content.decode()
    assert PositionBias.objects.count() == 40


def test_editors_read_figures_and_add_none(editor: Client) -> None:
    assert editor.get(BIAS).status_code == 200
    assert editor.post(f"{BIAS}add/", bias()).status_code == 403
