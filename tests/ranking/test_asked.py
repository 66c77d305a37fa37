"""What people have a worker do, once, and what came of it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from kombu.exceptions import OperationalError

from ranking import tasks
from ranking.models import Epoch, EpochState, ShadowScore
from ranking.services import drain_all
from ranking.services.generating import generate
from ranking.services.preparing import discard_epoch
from ranking.services.switching import check
from ranking.tasks import AWAY, CLOSING, NotAsked, ask, checking, switching
from tests import builders
from tests.ranking.conftest import AS_OF
from tests.ranking.desk import computed_epoch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("epoch")]


@pytest.fixture(autouse=True)
def nothing_asked_yet() -> None:
    cache.clear()


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What would have gone to the broker, in place of sending it."""
    messages: list[dict[str, Any]] = []
    for task in (tasks.switch_epoch, tasks.close_epoch, tasks.drain_dirty):
        monkeypatch.setattr(task, "delay", lambda **given: messages.append(given))
    return messages


def words(epoch: Epoch) -> list[str]:
    entries = LogEntry.objects.filter(object_id=str(epoch.pk)).order_by("pk")
    return [entry.get_change_message() for entry in entries]


def test_worker_is_asked_once(sent: list[dict[str, Any]]) -> None:
    ask(tasks.switch_epoch, "ranking:test", epoch=1)

    with pytest.raises(NotAsked, match="asked to do that already"):
        ask(tasks.switch_epoch, "ranking:test", epoch=1)
    assert sent == [{"epoch": 1}]


def test_broker_that_is_gone_is_said_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(tasks.switch_epoch, "delay", refuse)
    with pytest.raises(NotAsked, match=AWAY):
        ask(tasks.switch_epoch, "ranking:test", epoch=1)

    assert cache.get("ranking:test") is None


def test_closing_opens_an_epoch_in_the_name_of_who_asked(sent: list[dict[str, Any]]) -> None:
    person = builders.user("administrator")
    cache.set(CLOSING, 1)

    tasks.close_epoch(as_of="2026-06-01", by=person.pk, automatic=False, note="After an import.")

    epoch = Epoch.objects.shadow().get()
    assert (epoch.opened_by, epoch.note, epoch.is_automatic) == (person, "After an import.", False)
    assert words(epoch) == ["Opened, fitted to what was read until 2026-06-01."]
    assert cache.get(CLOSING) is None
    assert sent == [{}]


def test_closing_by_the_clock_is_nobodys_act(sent: list[dict[str, Any]]) -> None:
    tasks.close_epoch()

    epoch = Epoch.objects.shadow().get()
    assert (epoch.is_automatic, epoch.opened_by, words(epoch)) == (True, None, [])


def test_closing_twice_opens_one_epoch(sent: list[dict[str, Any]]) -> None:
    tasks.close_epoch(automatic=False)
    tasks.close_epoch(automatic=False)

    assert Epoch.objects.shadow().count() == 1


def test_switch_is_noted_in_the_name_of_who_asked() -> None:
    person, epoch = builders.user("administrator"), computed_epoch()
    cache.set(switching(epoch.pk), 1)

    tasks.switch_epoch(epoch=epoch.pk, by=person.pk)

    epoch.refresh_from_db()
    assert epoch.state == EpochState.ACTIVE
    assert words(epoch) == ["Switched."]
    assert LogEntry.objects.get().user == person
    assert cache.get(switching(epoch.pk)) is None


def failing_epoch() -> Epoch:
    generate(artifacts=300, seed=1, today=AS_OF)
    epoch = computed_epoch()
    ShadowScore.objects.update(total=0, tenths=0, lo=0)
    check(epoch=epoch, at=datetime.now(UTC))
    return epoch


def test_check_is_noted_with_what_it_found() -> None:
    person, epoch = builders.user("administrator"), failing_epoch()
    ShadowScore.objects.all().delete()
    cache.set(checking(epoch.pk), 1)

    tasks.check_epoch(epoch=epoch.pk, by=person.pk)

    assert words(epoch) == ["Checked again. It did not pass."]
    assert cache.get(checking(epoch.pk)) is None
    epoch.refresh_from_db()
    assert epoch.last_report is not None
    assert epoch.last_report.checks[0].found == "300 missing"


def test_refused_switch_is_noted_with_its_reason() -> None:
    epoch = failing_epoch()

    tasks.switch_epoch(epoch=epoch.pk, by=builders.user("administrator").pk)

    epoch.refresh_from_db()
    assert epoch.is_shadow
    (told,) = words(epoch)
    assert told.startswith(f"Not switched. {epoch} did not pass: bounds and sums, median change")


def test_switch_although_checks_failed_keeps_its_reason() -> None:
    epoch = computed_epoch()
    ShadowScore.objects.update(coverage=-1)
    drain_all()

    tasks.switch_epoch(epoch=epoch.pk, by=builders.user("administrator").pk, waived="We know why.")

    epoch.refresh_from_db()
    assert (epoch.state, epoch.waived) == (EpochState.ACTIVE, "We know why.")
    assert words(epoch) == ["Switched. We know why."]


def test_second_message_for_a_switch_does_nothing() -> None:
    epoch = computed_epoch()
    tasks.switch_epoch(epoch=epoch.pk, by=builders.user("administrator").pk)

    tasks.switch_epoch(epoch=epoch.pk, by=builders.user("administrator").pk)

    assert words(epoch) == ["Switched."]


def test_switch_to_what_was_discarded_meanwhile_does_nothing() -> None:
    epoch = computed_epoch()
    discard_epoch(epoch=epoch)

    tasks.switch_epoch(epoch=epoch.pk, by=builders.user("administrator").pk)

    assert words(epoch) == []
    assert Epoch.objects.active().get() != epoch
