"""Epochs on the desk: closed, followed, looked at, checked, switched, discarded, restored."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ranking import tasks
from ranking.admin.progress import Stage, progress_of
from ranking.models import Epoch, EpochState, Formula, ShadowScore
from ranking.services import drain_all
from ranking.services.generating import generate
from ranking.services.preparing import discard_epoch, prepare_epoch
from ranking.services.switching import check, switch_to
from ranking.tasks import CLOSING, switching
from tests import builders
from tests.catalog.desk import desk_client
from tests.ranking.conftest import AS_OF
from tests.ranking.desk import buttons, computed_epoch, page_of, press, text_of, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("epoch")]
LIST = "/admin/ranking/epoch/"
Sent = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def nothing_asked_yet() -> None:
    cache.clear()


@pytest.fixture
def boss() -> Client:
    return desk_client("administrator")[0]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """What would have gone to the broker, in place of sending it."""
    messages: Sent = []
    for task in (tasks.switch_epoch, tasks.close_epoch, tasks.check_epoch):
        monkeypatch.setattr(task, "delay", lambda **given: messages.append(given))
    return messages


def checked(epoch: Epoch) -> Epoch:
    check(epoch=epoch, at=datetime.now(UTC))
    return epoch


def failed() -> Epoch:
    builders.published_artifact()
    epoch = computed_epoch()
    ShadowScore.objects.update(coverage=-1)
    return checked(epoch)


def retired() -> Epoch:
    """The epoch that was active before the one that is now."""
    before = Epoch.objects.active().get()
    switch_to(epoch=computed_epoch(), at=builders.NOON)
    before.refresh_from_db()
    return before


def close(client: Client, **fields: str) -> Any:
    return client.post(f"{LIST}close/", {"_form_submitted": "on"} | fields)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    boss: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows - 1):
        discard_epoch(epoch=prepare_epoch(as_of=None, at=builders.NOON))
    boss.get(LIST)

    with django_assert_num_queries(7):
        boss.get(LIST)


# --- Closing --------------------------------------------------------------------------------


def test_closing_asks_a_worker(sent: Sent) -> None:
    client, person = desk_client("administrator")

    response = close(client, as_of="2026-06-01", note="After an import.")

    assert response.headers["HX-Redirect"] == LIST
    assert sent == [
        {"automatic": False, "as_of": "2026-06-01", "by": person.pk, "note": "After an import."}
    ]
    (message,) = told(client, LIST)
    assert message.startswith("A worker fits the next epoch.")


def test_closing_without_a_day_takes_everything_read(boss: Client, sent: Sent) -> None:
    close(boss)

    assert sent[0]["as_of"] == ""


def test_day_to_come_is_refused_in_the_dialog(boss: Client, sent: Sent) -> None:
    response = close(boss, as_of="2026-06-03")

    words = "2026-06-03 is still to come: the ranks stand at 2026-06-02."
    assert words in response.content.decode()
    assert sent == []


def test_closing_beside_another_epoch_is_refused(boss: Client, sent: Sent) -> None:
    other = prepare_epoch(as_of=None, at=builders.NOON)

    close(boss)

    assert told(boss, LIST) == [f"{other} is being prepared already: switch or discard it."]
    assert sent == []


def test_closing_pressed_twice_asks_once(boss: Client, sent: Sent) -> None:
    close(boss)
    boss.get(LIST)

    close(boss)

    assert len(sent) == 1
    assert told(boss, LIST) == ["A worker was asked to do that already."]
    assert cache.get(CLOSING)


# --- The page -------------------------------------------------------------------------------


def test_page_shows_how_far_it_is_computed(boss: Client) -> None:
    epoch = prepare_epoch(as_of=None, at=builders.NOON)

    page = text_of(boss, page_of(epoch))

    assert "0 of 64 parts computed" in page
    assert 'hx-trigger="every 3s"' in page
    assert "Without scripts, load the page again." in page


def test_progress_is_told_anew(boss: Client) -> None:
    epoch = prepare_epoch(as_of=None, at=builders.NOON)

    response = boss.get(f"{LIST}{epoch.pk}/progress/?seen=computing")

    assert "0 of 64 parts computed" in response.content.decode()
    assert "HX-Refresh" not in response.headers


def test_progress_that_came_further_loads_the_page_again(boss: Client) -> None:
    epoch = computed_epoch()

    response = boss.get(f"{LIST}{epoch.pk}/progress/?seen=computing")

    assert response.headers["HX-Refresh"] == "true"


def test_progress_of_no_epoch_is_not_found(boss: Client) -> None:
    assert boss.get(f"{LIST}999/progress/").status_code == 404


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("computed", "It is computed; a worker checks it now."),
        ("passed", "It passed its checks and waits"),
        ("failed", "It did not pass its checks."),
        ("switching", "A worker is switching to it."),
        ("automatic", "It takes over by itself in a moment."),
    ],
)
def test_page_says_where_the_epoch_stands(boss: Client, stage: str, words: str) -> None:
    epoch = failed() if stage == "failed" else computed_epoch()
    if stage in ("passed", "automatic"):
        checked(epoch)
    if stage == "automatic":
        Epoch.objects.filter(pk=epoch.pk).update(is_automatic=True)
    if stage == "switching":
        cache.set(switching(epoch.pk), 1)

    assert words in text_of(boss, page_of(epoch))


def test_page_shows_what_a_switch_would_change(boss: Client) -> None:
    generate(artifacts=60, seed=1, today=AS_OF)
    epoch = checked(computed_epoch())
    report = epoch.last_report
    assert report is not None

    page = text_of(boss, page_of(epoch))

    for words in (
        "What a switch would change",
        f"{report.effect.moved:,} of {report.effect.scores:,} listed ranks move",
        "become provisional and leave the lists",
        "at most 3.0",
        report.moves[0].name,
        report.moves[0].cause,
    ):
        assert words in page, words


def test_moves_lead_to_their_artifacts(boss: Client) -> None:
    generate(artifacts=60, seed=1, today=AS_OF)
    epoch = checked(computed_epoch())

    page = text_of(boss, page_of(epoch))

    assert page.count('href="/admin/catalog/artifact/') >= 10


def test_page_shows_what_the_epoch_froze(boss: Client) -> None:
    source = builders.source()
    for likes in range(1, 60):
        artifact = builders.published_artifact(source=source)
        builders.observation(artifact=artifact, metric="hub_likes", value=likes, source=source)
        builders.observation(artifact=artifact, value=likes, source=source)
    epoch = prepare_epoch(as_of=None, at=builders.NOON)

    page = text_of(boss, page_of(epoch))

    assert "figures of Models read until 2026-06-02" in page
    assert "of 59</td>" in page
    assert ">shipped</td>" in page
    assert ">asleep</td>" in page
    assert "All 105 curves" in page


@pytest.mark.parametrize("artifacts", [1, 3])
def test_page_takes_a_fixed_number_of_queries(
    boss: Client, artifacts: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(artifacts):
        builders.published_artifact(description="x" * 400)
    epoch = checked(computed_epoch())
    boss.get(page_of(epoch))

    with django_assert_num_queries(15):
        boss.get(page_of(epoch))


def test_page_opened_while_the_switch_ends_does_not_show_the_state_before() -> None:
    seen_before = checked(computed_epoch())
    tasks.switch_epoch(epoch=seen_before.pk)

    assert progress_of(seen_before).stage == Stage.SETTLED
    assert seen_before.state == EpochState.ACTIVE


# --- Buttons --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "shown"),
    [
        ("active", []),
        ("computing", ["Discard"]),
        ("passed", ["Switch", "Check again", "Discard"]),
        ("failed", ["Switch although checks failed", "Check again", "Discard"]),
        ("switching", []),
        ("retired", ["Go back to this epoch"]),
        ("discarded", []),
    ],
)
def test_buttons_follow_where_the_epoch_stands(boss: Client, stage: str, shown: list[str]) -> None:
    make: dict[str, Any] = {
        "active": Epoch.objects.get,
        "computing": lambda: prepare_epoch(as_of=None, at=builders.NOON),
        "passed": lambda: checked(computed_epoch()),
        "failed": failed,
        "switching": lambda: checked(computed_epoch()),
        "retired": retired,
        "discarded": lambda: prepare_epoch(as_of=None, at=builders.NOON),
    }
    epoch = make[stage]()
    if stage == "discarded":
        discard_epoch(epoch=epoch)
    if stage == "switching":
        cache.set(switching(epoch.pk), 1)

    assert buttons(boss, epoch) == shown


def test_opening_a_button_changes_nothing(boss: Client, sent: Sent) -> None:
    epoch = checked(computed_epoch())

    for button in ("switch", "switch_anyway", "check_again", "discard", "restore"):
        boss.get(f"{LIST}{epoch.pk}/{button}/")
    boss.get(f"{LIST}close/")

    epoch.refresh_from_db()
    assert (epoch.is_shadow, sent) == (True, [])


def test_switch_asks_a_worker_once(sent: Sent) -> None:
    client, person = desk_client("administrator")
    epoch = checked(computed_epoch())

    response = press(client, epoch, "switch")
    press(client, epoch, "switch")

    assert response.headers["HX-Redirect"] == page_of(epoch)
    assert sent == [{"epoch": epoch.pk, "by": person.pk, "waived": ""}]
    assert told(client, page_of(epoch)) == [
        f"A worker switches to {epoch}. This page tells the outcome.",
        "A worker was asked to do that already.",
    ]


def test_outcome_of_a_switch_stands_on_the_page(boss: Client) -> None:
    epoch = checked(computed_epoch())

    tasks.switch_epoch(epoch=epoch.pk, by=builders.user("administrator").pk)

    page = text_of(boss, page_of(epoch))
    assert ">Switched.</td>" in page
    assert "What the switch was to change" in page


def test_switch_of_an_epoch_that_failed_needs_a_reason(boss: Client, sent: Sent) -> None:
    epoch = failed()

    press(boss, epoch, "switch")
    press(boss, epoch, "switch_anyway", reason="")

    assert sent == []
    words = f"{epoch} did not pass its checks: switching needs a reason."
    assert told(boss, page_of(epoch)) == [words]


def test_switch_although_checks_failed_takes_its_reason_along(boss: Client, sent: Sent) -> None:
    epoch = failed()

    press(boss, epoch, "switch_anyway", reason="We know why.")

    assert sent[0]["waived"] == "We know why."


@pytest.mark.parametrize("button", ["switch", "switch_anyway", "check_again"])
def test_epoch_that_is_not_computed_is_left_alone(boss: Client, sent: Sent, button: str) -> None:
    epoch = prepare_epoch(as_of=None, at=builders.NOON)

    press(boss, epoch, button, reason="Now.")

    assert sent == []
    assert told(boss, page_of(epoch)) == [f"{epoch} is not computed yet: a worker is at it."]


@pytest.mark.parametrize("button", ["switch", "switch_anyway", "check_again", "discard"])
def test_active_epoch_is_left_alone(boss: Client, sent: Sent, button: str) -> None:
    epoch = Epoch.objects.get()

    press(boss, epoch, button, reason="Now.")

    assert sent == []
    assert told(boss, page_of(epoch)) == [f"{epoch} is not being prepared."]


def test_checking_again_asks_a_worker_and_is_seen_meanwhile(sent: Sent) -> None:
    client, person = desk_client("administrator")
    epoch = failed()

    press(client, epoch, "check_again")

    assert sent == [{"epoch": epoch.pk, "by": person.pk}]
    assert told(client, page_of(epoch)) == [
        f"A worker checks {epoch}. This page tells what it finds."
    ]
    assert "a worker checks it now" in text_of(client, page_of(epoch))
    assert buttons(client, epoch) == ["Discard"]


def test_epoch_is_discarded_with_a_reason(boss: Client) -> None:
    epoch = checked(computed_epoch())

    press(boss, epoch, "discard", reason="Not what was meant.")

    epoch.refresh_from_db()
    assert epoch.state == EpochState.DISCARDED
    assert Formula.objects.get(pk=epoch.formula_id).state == "retired"
    entry = LogEntry.objects.get()
    assert entry.get_change_message() == "Discarded. Not what was meant."


def test_going_back_needs_a_reason(boss: Client) -> None:
    before = retired()

    press(boss, before, "restore", reason="")

    before.refresh_from_db()
    assert before.state == EpochState.RETIRED


def test_going_back_prepares_the_epoch_and_keeps_the_reason(boss: Client) -> None:
    before = retired()

    press(boss, before, "restore", reason="A broken import.")

    before.refresh_from_db()
    assert (before.is_shadow, before.waived) == (True, "A broken import.")
    words = LogEntry.objects.get(object_id=str(before.pk)).get_change_message()
    assert words == "Going back to it. A broken import."
    page = text_of(boss, page_of(before))
    assert "whatever its checks find: A broken import." in page


def test_going_back_beside_another_epoch_is_refused(boss: Client) -> None:
    before = retired()
    other = prepare_epoch(as_of=None, at=builders.NOON)

    press(boss, before, "restore", reason="A broken import.")

    words = f"{other} is being prepared already: switch to it or discard it."
    assert told(boss, page_of(before)) == [words]


def test_going_back_to_what_was_never_active_is_refused(boss: Client) -> None:
    epoch = prepare_epoch(as_of=None, at=builders.NOON)
    discard_epoch(epoch=epoch)

    press(boss, epoch, "restore", reason="No.")

    assert told(boss, page_of(epoch)) == [f"{epoch} is not one that was active before."]


@pytest.mark.parametrize("button", ["switch", "check_again", "discard", "restore"])
@pytest.mark.parametrize("object_id", ["999", "nonsense"])
def test_button_of_an_epoch_that_is_not_there_is_not_found(
    boss: Client, button: str, object_id: str
) -> None:
    fields = {"_form_submitted": "on", "reason": "x"}

    assert boss.post(f"{LIST}{object_id}/{button}/", fields).status_code == 404


# --- The card on the front page -------------------------------------------------------------


def cards(client: Client) -> list[tuple[str, str]]:
    found = client.get("/admin/").context["cards"]
    return [(card.note, card.address) for card in found if card.title == "Epoch waits for you"]


def test_card_leads_to_an_epoch_that_waits(boss: Client) -> None:
    epoch = failed()

    ((note, address),) = cards(boss)

    assert note.startswith(f"{epoch}: It did not pass its checks.")
    assert address == page_of(epoch)


def test_card_is_not_there_while_nothing_waits(boss: Client) -> None:
    assert cards(boss) == []
    prepare_epoch(as_of=None, at=builders.NOON)
    assert cards(boss) == []


def test_card_is_for_those_who_may_switch() -> None:
    client, _ = desk_client("reviewer")
    checked(computed_epoch())

    assert cards(client) == []


def test_epoch_of_a_day_that_is_over_is_computed_again_first(boss: Client, sent: Sent) -> None:
    epoch = checked(computed_epoch())
    Epoch.objects.update(as_of=AS_OF + timedelta(days=1))

    assert buttons(boss, epoch) == ["Discard"]
    assert "it is checked again once it is computed for today" in text_of(boss, page_of(epoch))
    drain_all()
    assert "It is computed; a worker checks it now." in text_of(boss, page_of(epoch))
