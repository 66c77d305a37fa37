"""The ways in: tasks, nudges, commands and the desk."""

import logging
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from kombu.exceptions import OperationalError

from catalog.models import Artifact
from catalog.signals import facts_changed
from ranking import tasks
from ranking.models import Dirty, Epoch, QualityResult, Score
from ranking.services import drain_all
from tests import builders

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    output = StringIO()
    call_command(*words, stdout=output)
    return output.getvalue()


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Messages that would have gone to the broker, in place of sending them."""
    cache.delete(tasks.NUDGED)
    messages: list[dict[str, Any]] = []
    monkeypatch.setattr(tasks.drain_dirty, "apply_async", lambda **given: messages.append(given))
    return messages


def test_many_changes_within_a_second_send_one_nudge(sent: list[dict[str, Any]]) -> None:
    facts_changed.send(sender=None)
    facts_changed.send(sender=None)
    assert sent == [{"countdown": 1, "expires": 60}]


def test_a_change_during_a_drain_sends_a_nudge_of_its_own(sent: list[dict[str, Any]]) -> None:
    facts_changed.send(sender=None)
    tasks.drain_dirty()
    facts_changed.send(sender=None)
    assert len(sent) == 2


def test_a_broker_that_is_gone_never_breaks_the_door(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(**_: object) -> None:
        raise OperationalError("gone")

    cache.delete(tasks.NUDGED)
    monkeypatch.setattr(tasks.drain_dirty, "apply_async", refuse)
    facts_changed.send(sender=None)
    assert "No nudge sent" in caplog.text
    assert cache.get(tasks.NUDGED) is None


def test_a_lag_of_minutes_is_an_alarm(caplog: pytest.LogCaptureFixture) -> None:
    builders.artifact()
    Dirty.objects.update(marked_at=datetime.now(UTC) - timedelta(seconds=300))
    with caplog.at_level(logging.ERROR):
        tasks.sweep_dirty()
    assert "seconds behind the facts" in caplog.text
    assert not Dirty.objects.exists()


def test_the_daily_tick_moves_every_score_to_today() -> None:
    builders.artifact()
    Epoch.objects.update(as_of=datetime.now(UTC).date() - timedelta(days=3))
    drain_all()
    tasks.advance_day()
    assert Score.objects.get().as_of == datetime.now(UTC).date()


def test_recompute_says_what_it_did() -> None:
    builders.artifact()
    assert "1 artifacts recomputed, 1 scores changed, 0 removed" in run("recompute_ranks")
    assert "0 artifacts recomputed, 0 scores changed" in run("recompute_ranks")
    assert "1 artifacts recomputed, 0 scores changed" in run("recompute_ranks", "--full")


def test_recompute_keeps_quiet_when_asked_to() -> None:
    builders.artifact()
    output = StringIO()

    call_command("recompute_ranks", "--full", verbosity=0, stdout=output)

    assert output.getvalue() == ""


def test_verify_passes_when_all_agree() -> None:
    builders.published_artifact()
    run("recompute_ranks")
    assert "1 artifacts, 1 scores, 0 waiting" in run("verify_ranks")


def test_verify_fails_and_names_the_column_that_differs() -> None:
    artifact = builders.published_artifact()
    run("recompute_ranks")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ranking_score SET sd = sd + 1")
    output = StringIO()
    with pytest.raises(CommandError, match="1 differences"):
        call_command("verify_ranks", stdout=output)
    assert f"artifact {artifact.pk}, stored: sd is" in output.getvalue()


def test_generated_catalogs_score_and_verify() -> None:
    run("generate_catalog", "--artifacts", "50", "--seed", "7")
    run("recompute_ranks")
    assert Score.objects.count() == Artifact.objects.count() == 50
    assert "50 artifacts, 50 scores, 0 waiting" in run("verify_ranks")


def test_a_seed_generates_once() -> None:
    run("generate_catalog", "--artifacts", "1", "--seed", "7")
    with pytest.raises(CommandError, match="Seed 7 was used here already"):
        run("generate_catalog", "--artifacts", "1", "--seed", "7")


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(builders.user("editor"))
    return client


LISTS = [
    *("formula", "qualitycriterion", "epoch"),
    *("normalisertable", "qualityresult", "score", "scorehistory"),
]


@pytest.mark.parametrize("name", LISTS)
def test_an_editor_can_read_every_list(editor: Client, name: str) -> None:
    builders.published_artifact()
    drain_all()
    answer = editor.get(reverse(f"admin:ranking_{name}_changelist"))
    assert answer.status_code == 200


def test_the_desk_shows_why_a_score_is_what_it_is(editor: Client) -> None:
    artifact = builders.published_artifact(licence_spdx="MIT")
    drain_all()
    page = editor.get(reverse("admin:ranking_score_change", args=[artifact.pk]))
    assert page.status_code == 200
    text = page.content.decode()
    assert "not enough searches yet" in text
    assert "Quick start" in text


def test_an_editor_enters_a_check(editor: Client) -> None:
    artifact = builders.artifact()
    answer = editor.post(
        reverse("admin:ranking_qualityresult_add"),
        {
            "artifact": artifact.pk,
            "criterion": "homepage_alive",
            "state": "observed",
            "permille": 1000,
            "evidence": "200",
            "checked_at_0": "2026-06-01",
            "checked_at_1": "12:00:00",
        },
    )
    assert answer.status_code == 302
    assert QualityResult.objects.get().artifact_id == artifact.pk


def test_artifact_page_on_the_desk_shows_its_rank_and_leads_to_why(client: Client) -> None:
    artifact = builders.published_artifact()
    drain_all()
    client.force_login(builders.user("administrator"))

    page = client.get(f"/admin/catalog/artifact/{artifact.pk}/change/").content.decode()

    tenths = Score.objects.get(pk=artifact.pk).tenths
    assert f"{tenths / 10:.1f} of 100, between" in page
    assert f'href="/admin/ranking/score/{artifact.pk}/change/"' in page
